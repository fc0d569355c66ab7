//! What the salon tells its screens: which topics changed (they fetch again what shows those), and how far heavy work is.

use serde::Serialize;

use crate::ids::RequestId;

/// What a screen can show and therefore must fetch again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Members' files.
    Member,
    /// Bookings and visits.
    Booking,
    /// Trays and the calls to the stockroom.
    Tray,
    /// Linen sets and pieces.
    Linen,
    /// Bills and takings.
    Till,
    /// The price list.
    Catalog,
    /// Rooms.
    Room,
    /// Staff, roles, PINs.
    Staff,
    /// Settings.
    Setting,
    /// Backups.
    Store,
    /// Tablets of the shop.
    Device,
}

impl Topic {
    /// Every topic: what is pushed when another program wrote and we cannot know what.
    pub const ALL: [Topic; 11] = [
        Topic::Member,
        Topic::Booking,
        Topic::Tray,
        Topic::Linen,
        Topic::Till,
        Topic::Catalog,
        Topic::Room,
        Topic::Staff,
        Topic::Setting,
        Topic::Store,
        Topic::Device,
    ];
}

/// One message to the screens.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A commit touched these topics.
    Changed {
        /// Which.
        topics: Vec<Topic>,
    },
    /// Heavy work goes on.
    #[serde(rename_all = "camelCase")]
    Progress {
        /// Of which request.
        request_id: RequestId,
        /// What is being done: `reading`, `writing`, …
        stage: &'static str,
        /// Steps done.
        #[ts(type = "number")]
        done: u64,
        /// Of so many.
        #[ts(type = "number")]
        total: u64,
    },
}
