//! Rooms: where treatments happen, each of one tier (policy §3).
//!
//! Refuses a number twice among the rooms in use, and to change the tier of a room, or close it, while guests are booked
//! into it: a booking must stay in a room of its tier. A room rebuilt for another tier is another room under the same
//! number; the old one is closed and keeps its past.

mod edit;
pub mod rows;
#[cfg(test)]
mod tests;

pub use edit::{RoomSaved, SaveRoom, list, save};
pub use rows::{RoomLine, RoomRow};
