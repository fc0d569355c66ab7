//! The front desk: what one screen shows of several slices at once. Reads only; every write belongs to its own slice.
//!
//! - [`card`]: the member card the moment the phone rings; [`file`]: the whole file.
//! - [`day`]: the room board of a day; [`arrivals`]: who comes next, what one tap does, what needs a look.
//! - [`offer`]: "as last time, today 15:30, V2": the nearest slots with their price, and why a slot cannot be had.

pub mod arrivals;
pub mod card;
pub mod day;
pub mod file;
pub mod offer;

#[cfg(test)]
mod tests;
