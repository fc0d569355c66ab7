//! A visit goes on: confirmed, arrived, in treatment, finished. (Settling is the till's.)

use serde::{Deserialize, Serialize};

use super::rows::{self, Status};
use super::rules;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::BookingId;
use crate::linen;
use crate::salon::{Topic, Writing};

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
    step(work, asked.booking_id, asked.to, "")?;
    if asked.to == Status::Finished {
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
