//! The store: one encrypted SQLite file, its key, its schema, its journal, its backups.
//!
//! - [`open`] a store with its key, and say exactly why when it cannot be: missing, locked, damaged, newer, another key.
//!   A store that cannot be used is left untouched.
//! - [`key`]: the raw 32-byte key and the recovery phrase that wraps it; [`keep`]: the keyring or the file it is kept in.
//! - [`migrate`]: from any shipped schema to this one.
//! - [`journal`]: one hash-chained row for each write; [`head`]: how far it reached, kept outside the store;
//!   [`accept_loss`]: going on, knowingly, with a store that ends before that.
//! - [`backup`]: copy while in use, verify, keep generations, restore; [`swap`]: one store in the place of another, all of
//!   it or nothing; [`settle`]: what a swap left, finished or cleared away.
//! - [`still`]: the file's own bytes while nobody folds the log into it; [`seal`]: the seals of its pages.
//! - [`verify`]: prove that everything which must hold does hold.

pub mod accept_loss;
pub mod backup;
pub mod head;
pub mod journal;
pub mod keep;
pub mod key;
pub mod migrate;
pub mod open;
mod seal;
pub mod settle;
pub(crate) mod still;
pub mod swap;
pub mod verify;

#[cfg(test)]
mod tests;
