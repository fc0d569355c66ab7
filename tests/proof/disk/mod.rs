//! The disk under the house: what is done to it, what a power cut may leave of that, and how it fails.
//!
//! - [`interpose`]: the system's calls, with somebody looking on; [`record`]: everything done to one folder, in order.
//! - [`replay`]: the disk as it could be after a cut at any point of a record; [`choose`]: which of the ways it could be.
//! - [`fail`]: the n-th call fails.
//! - [`stage`]: a home to work in and the deeds done there; [`compare`]: whether two stores say the same.

pub(crate) mod choose;
pub(crate) mod compare;
pub(crate) mod deeds;
pub(crate) mod fail;
mod interpose;
pub(crate) mod record;
pub(crate) mod replay;
pub(crate) mod stage;
