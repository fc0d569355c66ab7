//! A visit goes on: confirmed, arrived, in treatment, finished. (Settling is the till's.)
//!
//! Refuses a treatment that begins while another has not ended in the same room, by the same beautician or for the same guest:
//! one of the two is not where the desk believes it is. A visit that ends early gives its room, its beautician and its guest
//! free once the turnover has passed.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use super::rows::{self, Status};
use super::rules;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::BookingId;
use crate::salon::{Topic, Writing};
use crate::{linen, membership, room, staff};

/// A visit and its next step.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Advance {
    /// Which.
    pub booking_id: BookingId,
    /// `confirmed`, `arrived`, `in_treatment` or `finished`.
    #[ts(type = "'confirmed' | 'arrived' | 'in_treatment' | 'finished'")]
    pub to: Status,
}

/// `booking.advance`
pub fn advance(work: &mut Writing<'_>, asked: Advance) -> Result<()> {
    if !matches!(asked.to, Status::Confirmed | Status::Arrived | Status::InTreatment | Status::Finished) {
        return Err(Error::refused(ErrorCode::BadArguments).with("field", "to"));
    }
    if asked.to == Status::InTreatment {
        refuse_second_treatment(work, asked.booking_id)?;
    }
    step(work, asked.booking_id, asked.to, "")?;
    if asked.to == Status::Finished {
        end_now(work, asked.booking_id)?;
        linen::follow::end(work, asked.booking_id)?;
    }
    Ok(())
}

/// Takes one step in a booking's life, if it may be taken now.
pub fn step(work: &mut Writing<'_>, id: BookingId, to: Status, reason: &str) -> Result<()> {
    let held = rows::by_id(work.db, id)?;
    let is_early = to == Status::Arrived && held.date > work.today();
    if is_early || !rules::may_step(held.status, to) {
        return Err(Error::refused(ErrorCode::WrongStep).with("status", held.status).with("step", to));
    }
    work.db.prepare_cached("UPDATE booking SET status = ?2 WHERE id = ?1")?.execute((id, to))?;
    rows::note_step(work, id, to.name(), reason, None)?;
    work.touches(Topic::Booking);
    Ok(())
}

/// Names the treatment that has not ended: whose, where and by whom.
fn refuse_second_treatment(work: &Writing<'_>, id: BookingId) -> Result<()> {
    let held = rows::by_id(work.db, id)?;
    let mut going_on = work.db.prepare_cached(
        "SELECT id FROM booking WHERE status = 'in_treatment' AND id <> ?1
           AND (room_id = ?2 OR beautician_id = ?3 OR member_no = ?4) ORDER BY start_ms LIMIT 1",
    )?;
    let other = going_on.query_row((id, held.room, held.beautician, held.member), |row| row.get(0)).optional()?;
    let Some(other) = other else { return Ok(()) };
    let other = rows::by_id(work.db, other)?;
    let refused = Error::refused(ErrorCode::StillInTreatment)
        .with("bookingId", other.id)
        .with("name", membership::rows::by_no(work.db, other.member)?.name)
        .with("room", room::rows::by_id(work.db, other.room)?.line.number);
    Err(refused.with("beautician", staff::rows::by_id(work.db, other.beautician)?.name))
}

/// The visit has ended: what it still took of the day is free once the turnover has passed. Nothing is ever lengthened.
fn end_now(work: &Writing<'_>, id: BookingId) -> Result<()> {
    let held = rows::by_id(work.db, id)?;
    let now = work.now.up_to_minute();
    // A booking lasts a minute at least, also when its visit was over before it was meant to begin.
    let end = now.max(held.start.plus_minutes(1)).min(held.end);
    let busy_until = now.plus_minutes(work.settings.turnover_minutes).min(held.busy_until).max(end);
    work.db
        .prepare_cached("UPDATE booking SET end_ms = ?2, busy_until_ms = ?3 WHERE id = ?1")?
        .execute((id, end, busy_until))?;
    Ok(())
}
