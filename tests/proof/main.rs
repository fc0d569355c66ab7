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
mod corruption;
mod crash;
#[cfg(target_os = "linux")]
mod disk;
mod figures;
mod hostile_calls;
mod hostile_files;
#[cfg(target_os = "linux")]
mod io_failure;
mod model;
mod pin_year;
#[cfg(target_os = "linux")]
mod power_cut;
mod process;
mod roles;
mod size;
