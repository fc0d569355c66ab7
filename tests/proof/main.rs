//! The proof that the house holds: nothing acknowledged is lost, nothing is half done, nobody gets in, whatever is done to it.
//!
//! One module a way of breaking it. A proof that finds nothing proves nothing by itself: beside each stands a control in which
//! what it guards is broken on purpose, and must be found. `script/test` runs them small, `script/bench --proof` whole.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    missing_docs
)]

mod audit_chain;
mod chance;
mod corruption;
mod figures;
mod hostile_files;
mod pin_year;
mod size;
