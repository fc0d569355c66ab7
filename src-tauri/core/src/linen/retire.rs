//! Retiring a set when its owner's qualification is cancelled: off the shelf, names removed, through the laundry into
//! ordinary stock; the slot is free again (policy §2.7). She is an ordinary guest from now on: trays that were still to be
//! prepared for her bookings are given up, and the stockroom hears of each.

use serde::{Deserialize, Serialize};

use super::call::{self, CallKind};
use super::move_to::{Way, move_to};
use super::piece::Place;
use super::rows;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, MemberNo};
use crate::salon::Writing;
use crate::{qualification, tier::Tier};

/// Whose set retires.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RetireSet {
    /// The member.
    pub member_no: MemberNo,
}

/// Retires a set. Refuses while its owner's qualification holds, and while pieces are out for a guest.
pub fn retire(work: &mut Writing<'_>, asked: RetireSet) -> Result<()> {
    let set = rows::set_of_member(work.db, asked.member_no)?;
    if qualification::tier_of(work.db, asked.member_no)? != Tier::Ordinary {
        return Err(Error::refused(ErrorCode::NotAllowed).with("reason", "qualification_holds"));
    }
    let pieces = rows::pieces_of(work.db, set.id)?;
    if let Some(out) = pieces.iter().find(|piece| piece.booking.is_some()) {
        return Err(Error::refused(ErrorCode::TraysOut).with("what", out.kind).with("place", out.place));
    }
    work.db
        .prepare_cached("UPDATE linen_set SET retired_ms = ?2, slot = NULL, due_on = NULL WHERE id = ?1")?
        .execute((set.id, work.now))?;
    for piece in pieces {
        match piece.place {
            Place::Shelf => move_to(work, &piece, Way::to(Place::Laundry))?,
            Place::InMaking => move_to(work, &piece, Way::to(Place::OrdinaryStock))?,
            _ => {}
        }
    }
    call_off_trays(work, asked.member_no)
}

/// Gives up what waits to be prepared for her. Trays that are out or ready have refused the retiring before.
fn call_off_trays(work: &mut Writing<'_>, member: MemberNo) -> Result<()> {
    let waiting: Vec<BookingId> = {
        let mut rows = work.db.prepare_cached(
            "SELECT b.id FROM booking b JOIN tray t ON t.booking_id = b.id AND t.state = 'waiting'
             WHERE b.member_no = ?1 ORDER BY b.start_ms",
        )?;
        rows.query_map([member], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    waiting.into_iter().try_for_each(|booking| call::call_out(work, booking, CallKind::Cancelled))
}
