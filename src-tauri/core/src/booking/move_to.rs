//! Moving a booking: another time, room, beautician or service, with the customer's consent recorded. It is judged as a new
//! one would be, and the stockroom hears of it.

use serde::{Deserialize, Serialize};

use super::check::{self, SlotAsked};
use super::reserve::{self, LowerTier};
use super::rows::{self, Consent, Status};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::BookingId;
use crate::linen;
use crate::salon::{Topic, Writing};

/// Where a booking moves to.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Move {
    /// Which.
    pub booking_id: BookingId,
    /// The slot it moves to.
    #[serde(flatten)]
    pub slot: SlotAsked,
    /// How the customer consented.
    pub consent_how: Consent,
    /// The consultant's agreement on a room one tier lower.
    #[ts(optional)]
    pub exception: Option<LowerTier>,
}

/// `booking.move`
pub fn move_to(work: &mut Writing<'_>, asked: Move) -> Result<()> {
    let held = rows::by_id(work.db, asked.booking_id)?;
    if !matches!(held.status, Status::Booked | Status::Confirmed) {
        return Err(Error::refused(ErrorCode::WrongStep).with("status", held.status).with("step", "moved"));
    }
    let slot = SlotAsked { member_no: held.member, moving: Some(held.id), ..asked.slot };
    let judged = check::judge(work, &slot)?;
    let proven = reserve::grant(work, &judged, asked.exception.as_ref())?;
    let wish = &judged.wish;
    work.db.prepare_cached(include_str!("move_to.sql"))?.execute(rusqlite::named_params! {
        ":id": held.id, ":tier": wish.tier, ":room": wish.room, ":beautician": wish.beautician,
        ":date": work.day().date_of(wish.start), ":start": wish.start, ":end": wish.end,
        ":busy_until": wish.end.plus_minutes(judged.hours.turnover_minutes), ":guests": wish.guests,
        ":consultant": proven.as_ref().map(|p| p.consultant), ":how": proven.as_ref().map(|p| p.how),
        ":at": proven.as_ref().map(|p| p.at),
    })?;
    reserve::put_services(work, held.id, &judged)?;
    rows::note_step(work, held.id, "moved", "", Some(asked.consent_how))?;
    linen::call::call_out(work, held.id, linen::call::CallKind::Changed)?;
    work.touches(Topic::Booking);
    Ok(())
}
