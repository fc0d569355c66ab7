//! The price list: services with their minutes, goods, and for each the list price and the members' price 会员价.
//!
//! Refuses a code twice, a service without minutes, a good with them, and a members' price above the list price. An item
//! that is no longer offered is kept for the bills it stands on.

mod edit;
pub mod rows;
#[cfg(test)]
mod tests;

pub use edit::{ItemSaved, ListItems, SaveItem, list, save};
pub use rows::{Item, ItemKind};
