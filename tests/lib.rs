//! Tests that belong to no one crate: `migrations` opens a store of every schema that was ever shipped. `tidy` beside it is
//! a crate of its own, because it must answer before anything is built; `e2e` works the real window.
