//! The third carrier: the commands of the table over HTTPS, for the tablets of the shop.
//!
//! It converts and delegates, like the window and the command line. What it adds is a wall: only a paired device is heard
//! ([`lantai_core::device`]), under a name of this machine, from its own page, in bounded size, time and number. The page is
//! the one the window shows; here it never meets the window's own commands. After every commit the topics that changed are
//! pushed, so that a tablet shows a booking within a second of its being taken.

mod address;
mod call;
mod certificate;
mod guard;
mod live;
mod neighbour;
mod page;
mod pair;
mod seat;
mod serve;

pub use address::addresses;
pub use page::Page;
pub use pair::{Invite, drawn, invite};
pub use serve::{Reach, Served, Serving, Trouble, begin, reach};
