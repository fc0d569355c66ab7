//! What becomes of the trays when their booking moves, and when its visit ends without them (policy §2.4).
//!
//! Trays that stand ready in the stockroom follow it through the day; for another day, or another set, they are put back and
//! prepared anew, and the call to the stockroom says so. Refuses another room, day or tier while the trays are out: linen would
//! lie where nobody comes. They are brought back first.

use super::tray::{self, TrayState};
use super::visit::Visit;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::BookingId;
use crate::salon::Writing;

/// In what a booking that moves will differ from what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moving {
    /// It goes to another room.
    pub room: bool,
    /// It goes to another business day.
    pub day: bool,
    /// Its guest is of another tier than when it was taken.
    pub tier: bool,
}

/// Readies the trays for the move, before the booking is written. Says whether prepared ones were put back.
pub fn follow(work: &mut Writing<'_>, booking: BookingId, moving: Moving) -> Result<bool> {
    let anew = moving.day || moving.tier;
    match tray::state_of(work.db, booking)? {
        Some(TrayState::Taken | TrayState::Returned) if moving.room || anew => {
            let visit = Visit::by_id(work.db, booking)?;
            let refused = Error::refused(ErrorCode::TraysOut).with("room", visit.room);
            Err(refused.with("takenBy", tray::taken_by(work.db, booking)?).with("name", visit.member_name))
        }
        Some(TrayState::Ready) if anew => {
            tray::put_back(work, booking, TrayState::Waiting)?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// The visit is over: trays that nobody prepared will not be.
pub fn end(work: &mut Writing<'_>, booking: BookingId) -> Result<()> {
    if tray::state_of(work.db, booking)? == Some(TrayState::Waiting) {
        tray::put_back(work, booking, TrayState::Void)?;
    }
    Ok(())
}
