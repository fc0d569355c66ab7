//! Tests that belong to no one crate: `migrations` opens a store of every schema that was ever shipped, `lan` stands before
//! the shop's network as anybody might, `proof` breaks the house in every way we know. `tidy` beside it is a crate of its own,
//! because it must answer before anything is built; `e2e` works the real window.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

pub mod chance;
pub mod line;
pub mod tablet;
pub mod workday;
