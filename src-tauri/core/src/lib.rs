//! The salon's domain and its encrypted store: rules, state machines, and the one door for writes.
//!
//! Reading order is the order of the modules below. The ground floor holds small words everybody speaks; the store keeps
//! rows; [`salon::Salon`] is the one door; each noun after it is a slice of the salon's work; [`commands`] is the table
//! through which every carrier (window, command line, network) comes in. Nothing here knows of a window, of HTTP or of
//! the machine's clock: the instant of every act is handed in by the carrier.

pub mod clock;
pub mod error;
pub mod ids;
pub mod money;
pub mod phone;
pub mod pinyin;
pub mod surname;
pub mod text;
pub mod tier;

pub mod store;

pub mod home;
pub mod salon;

pub mod setting;
pub mod staff;

pub mod device;

pub mod membership;
pub mod qualification;

pub mod room;

pub mod catalog;

pub mod linen;

pub mod booking;

pub mod settlement;

pub mod desk;

pub mod import;

pub mod commands;

#[cfg(any(test, feature = "test-salon"))]
#[allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
pub mod test_salon;
