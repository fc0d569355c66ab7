//! The one door to the store.
//!
//! [`Salon::read`] gives a consistent view; [`Salon::transact`] is the only way to write: one immediate transaction, one
//! journal row, one push of what changed after the commit. The request id makes every write happen once, however often a
//! nervous finger or a lost connection sends it; the same id for another act is refused. A clock that has gone back is
//! refused before anything is written.

mod act;
mod cancel;
mod door;
mod events;
mod lock;
mod look;
mod readers;
mod session;
mod settings;
mod view;
mod watch;

pub use act::Act;
pub(crate) use act::own_request;
pub use cancel::Cancelling;
pub use door::Salon;
pub use events::{Event, Topic};
pub(crate) use look::Asked;
pub(crate) use session::Ended;
pub use session::{Agreed, Caller, Who};
pub use view::{Reading, Writing};
pub use watch::Stopwatch;
pub(crate) use watch::Tried;
