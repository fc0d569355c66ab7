//! Moving a booking: another time, room, beautician or service, with the customer's consent recorded. It is judged as a new
//! one would be, and the stockroom hears of it. Refuses another guest, and another room, day or tier while its trays are out.

use serde::{Deserialize, Serialize};

use super::check::{self, SlotAsked};
use super::reserve::{self, LowerTier};
use super::rows::{self, Consent, Status};
use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, ItemId, MemberNo, RoomId, StaffId};
use crate::linen::{self, follow::Moving};
use crate::salon::{Topic, Writing};

/// Where a booking moves to.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Move {
    /// Which.
    pub booking_id: BookingId,
    /// Its guest, if she is named; a booking is never given to another.
    #[ts(optional)]
    pub member_no: Option<MemberNo>,
    /// Where.
    pub room_id: RoomId,
    /// By whom.
    pub beautician_id: StaffId,
    /// From.
    pub start_ms: Instant,
    /// To; as long as the services take if left out.
    #[ts(optional)]
    pub end_ms: Option<Instant>,
    /// Which services.
    pub service_ids: Vec<ItemId>,
    /// How many guests; one if left out.
    #[ts(optional)]
    pub guests: Option<u32>,
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
    if asked.member_no.is_some_and(|other| other != held.member) {
        return Err(Error::refused(ErrorCode::BadArguments).with("field", "memberNo").with("kind", "another_member"));
    }
    let slot = SlotAsked {
        member_no: held.member,
        room_id: asked.room_id,
        beautician_id: asked.beautician_id,
        start_ms: asked.start_ms,
        end_ms: asked.end_ms,
        service_ids: asked.service_ids,
        guests: asked.guests,
        moving: Some(held.id),
    };
    let judged = check::judge(work, &slot)?;
    let proven = reserve::grant(work, &judged, asked.exception.as_ref())?;
    let wish = &judged.wish;
    let date = work.day().date_of(wish.start);
    let moving = Moving { room: wish.room != held.room, day: date != held.date, tier: wish.tier != held.tier };
    let put_back = linen::follow::follow(work, held.id, moving)?;
    work.db.prepare_cached(include_str!("move_to.sql"))?.execute(rusqlite::named_params! {
        ":id": held.id, ":tier": wish.tier, ":room": wish.room, ":beautician": wish.beautician,
        ":date": date, ":start": wish.start, ":end": wish.end,
        ":busy_until": wish.end.plus_minutes(judged.hours.turnover_minutes), ":guests": wish.guests,
        ":consultant": proven.as_ref().map(|p| p.consultant), ":how": proven.as_ref().map(|p| p.how),
        ":at": proven.as_ref().map(|p| p.at),
    })?;
    reserve::put_services(work, held.id, &judged)?;
    rows::note_step(work, held.id, "moved", "", Some(asked.consent_how))?;
    linen::call::call_change(work, held.id, put_back)?;
    work.touches(Topic::Booking);
    Ok(())
}
