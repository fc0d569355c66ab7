//! Bookings: member, services, beautician, room and time; and the visit a booking becomes (policy §3).
//!
//! - [`rules`]: pure: why a slot may not be had, and which next step a visit may take.
//! - [`diary`]: what is taken, in memory, for the rules to look at; [`offer`]: the nearest slots that can be had.
//! - [`reserve`], [`move_to`], [`advance`], [`cancel`]: the writes. Each VIP and SVIP booking, change and cancellation calls
//!   the stockroom in the same transaction (policy §3.6).
//! - [`check`]: a slot looked at before it is asked for.
//!
//! Refuses overlaps in one room, for one beautician, for one member; rooms of another tier, but for the one exception of
//! policy §3.4, whose proof the store makes itself: no matching room is free.

pub mod advance;
pub mod cancel;
pub mod check;
pub mod diary;
pub mod move_to;
pub mod offer;
pub mod reserve;
pub mod rows;
pub mod rules;

pub use rows::{BookingRow, Status};

#[cfg(test)]
mod tests;
