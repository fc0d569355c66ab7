//! The till: what a visit costs, who paid how, the receipt, and the double-entry ledger under all of it (policy §7).
//!
//! - [`rules`]: the price a guest is entitled to, and whether payments add up. Pure. [`grade`]: her standing by spending.
//! - [`quote`]: what is due, shown before anything is done; [`settle`]: the bill, its payments and its ledger entry, all or
//!   nothing; [`leave_out`] marks what was booked but not done; `ledger` writes the entry.
//! - [`receipt`]: the bill as it is shown; [`paper`] lays it out in columns, [`print`] makes the printer's bytes and sends
//!   them; [`day`]: the takings by way of payment.
//!
//! Refuses payments that do not add up, a price that moved since it was shown, a visit that is not finished, a second bill
//! for one visit, a booked service that is neither billed nor marked. Nothing is changed or deleted: a correction is a reversing entry.

pub mod day;
pub mod grade;
pub mod leave_out;
mod ledger;
pub mod paper;
pub mod print;
pub mod quote;
pub mod receipt;
pub mod rows;
pub mod rules;
pub mod settle;
#[cfg(test)]
mod tests;

pub use grade::Grade;
pub use rules::{PayMethod, PriceRule};
