//! Linen 布草: the embroidered set of each VIP and SVIP, and the one place each piece is in (policy §2.1–2.7, §3.6).
//!
//! - [`rules`]: what a set consists of, the ways a piece may go, when it can be back, what a booking still lacks. Pure.
//! - [`move_to`]: the one function that moves a piece; it writes the move before the piece goes.
//! - [`adopt`] a set that a register describes, [`make`] one for a member who has none.
//! - [`call`]: what reaches the stockroom of each booking, change and cancellation; [`tray`]: ready, taken, returned;
//!   [`follow`]: what becomes of trays whose booking moves.
//! - [`wash`]: slippers back, laundry, drying, into the slot; [`mend`]: lost, damaged, replaced; [`retire`].
//! - [`card`], [`shelf`], [`view`], [`tasks`], [`short`]: what the screens show.
//!
//! Refuses a piece in two places, for two bookings, or on a way it cannot go; the schema refuses the same. Bookings, rooms
//! and members are known here by their ids and read from their rows; booking calls linen, never the reverse.

pub mod adopt;
pub mod call;
pub mod card;
pub mod follow;
pub mod make;
pub mod mend;
pub mod move_to;
mod piece;
pub mod retire;
pub mod rows;
pub mod rules;
pub mod shelf;
pub mod short;
pub mod tasks;
#[cfg(test)]
mod tests;
pub mod tray;
pub mod view;
mod visit;
pub mod wash;

pub use piece::{PieceKind, Place};
