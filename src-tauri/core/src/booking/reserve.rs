//! Taking a booking. The slot is judged again inside the transaction, so two desks cannot take the same one.
//!
//! The exception of policy §3.4 needs a consultant who has proved who she is (or who takes the booking herself), the way
//! and the time the customer consented, and the store's own proof that no matching room is free. Her proof is for this guest,
//! this room and this time, and serves once.

use serde::{Deserialize, Serialize};

use super::check::{self, Judged, SlotAsked};
use super::rows::{self, Consent, Source};
use super::rules::{self, RefusalCode};
use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, ItemId, MemberNo, RoomId, StaffId};
use crate::salon::{Agreed, Topic, Writing};
use crate::staff::{self, Role};
use crate::tier::Tier;
use crate::{linen, text};

/// A booking to be taken.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reserve {
    /// For whom.
    pub member_no: MemberNo,
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
    /// How it came in.
    pub source: Source,
    /// What was noted.
    #[ts(optional)]
    pub notes: Option<String>,
    /// The consultant's agreement with the customer on a room one tier lower.
    #[ts(optional)]
    pub exception: Option<LowerTier>,
}

/// What proves the exception.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LowerTier {
    /// What `session.prove` gave the consultant; none if she is signed in herself.
    #[ts(optional)]
    pub proof: Option<String>,
    /// How the customer consented.
    pub consent_how: Consent,
    /// When.
    pub consent_at: Instant,
}

/// The booking's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Reserved {
    /// Which.
    pub booking_id: BookingId,
}

/// A proven exception, ready to be stored.
pub(super) struct Proven {
    pub(super) consultant: StaffId,
    pub(super) how: Consent,
    pub(super) at: Instant,
}

/// `booking.reserve`
pub fn reserve(work: &mut Writing<'_>, asked: Reserve) -> Result<Reserved> {
    let slot = SlotAsked {
        member_no: asked.member_no,
        room_id: asked.room_id,
        beautician_id: asked.beautician_id,
        start_ms: asked.start_ms,
        end_ms: asked.end_ms,
        service_ids: asked.service_ids,
        guests: asked.guests,
        moving: None,
    };
    let judged = check::judge(work, &slot)?;
    let proven = grant(work, &judged, asked.exception.as_ref())?;
    let notes = text::paragraph("notes", asked.notes.as_deref().unwrap_or_default(), 1000)?;
    let id: BookingId = work.new_id();
    insert(work, id, &judged, proven.as_ref(), asked.source, &notes)?;
    rows::note_step(work, id, "taken", "", proven.map(|p| p.how))?;
    if judged.wish.tier != Tier::Ordinary {
        linen::call::call_out(work, id, linen::call::CallKind::New)?;
    }
    work.touches(Topic::Booking);
    Ok(Reserved { booking_id: id })
}

/// Refuses the slot with every reason, unless the exception covers the only one: the room's tier.
pub(super) fn grant(work: &mut Writing<'_>, judged: &Judged, exception: Option<&LowerTier>) -> Result<Option<Proven>> {
    let Some(exception) = exception.filter(|_| judged.room.tier != judged.wish.tier) else {
        return match judged.refusals.first() {
            None => Ok(None),
            Some(refusal) => Err(refused(work, judged, refusal)?),
        };
    };
    if let Some(refusal) = judged.refusals.iter().find(|refusal| refusal.code != RefusalCode::RoomTierMismatch) {
        return Err(refused(work, judged, refusal)?);
    }
    rules::lower_room(&judged.wish, &judged.room, &judged.rooms, &judged.diary, judged.hours)
        .or_else(|refusal| Err(refused(work, judged, &refusal)?))?;
    if exception.consent_at > work.now.plus_minutes(1) || exception.consent_at < work.now.plus_minutes(-24 * 60) {
        return Err(Error::refused(ErrorCode::ConsentMissing));
    }
    let consultant = consultant(work, &judged.wish, exception)?;
    Ok(Some(Proven { consultant, how: exception.consent_how, at: exception.consent_at }))
}

fn consultant(work: &mut Writing<'_>, wish: &rules::Wish, exception: &LowerTier) -> Result<StaffId> {
    let required = || Error::refused(ErrorCode::ConsultantRequired);
    let agreed = Agreed { member_no: wish.member, room_id: wish.room, start_ms: wish.start };
    let id = match &exception.proof {
        Some(proof) => work.proven(proof, agreed).ok_or_else(required)?,
        None => work.person()?.staff,
    };
    let person = staff::rows::by_id(work.db, id)?;
    if !person.active || !person.roles.contains(&Role::Consultant) {
        return Err(required());
    }
    Ok(id)
}

fn refused(work: &Writing<'_>, judged: &Judged, refusal: &rules::Refusal) -> Result<Error> {
    let told = check::told(work, judged, refusal)?;
    let mut error = Error::refused(ErrorCode::SlotRefused).with("why", told.code);
    for (name, value) in told.params {
        error = error.with(&name, value);
    }
    Ok(error)
}

fn insert(
    work: &Writing<'_>,
    id: BookingId,
    judged: &Judged,
    proven: Option<&Proven>,
    source: Source,
    notes: &str,
) -> Result<()> {
    let wish = &judged.wish;
    work.db.prepare_cached(include_str!("reserve.sql"))?.execute(rusqlite::named_params! {
        ":id": id, ":member": wish.member, ":tier": wish.tier, ":room": wish.room, ":beautician": wish.beautician,
        ":date": work.day().date_of(wish.start), ":start": wish.start, ":end": wish.end,
        ":busy_until": wish.end.plus_minutes(judged.hours.turnover_minutes), ":guests": wish.guests,
        ":source": source, ":notes": notes, ":taken_by": work.person()?.staff, ":taken": work.now,
        ":consultant": proven.map(|p| p.consultant), ":how": proven.map(|p| p.how), ":at": proven.map(|p| p.at),
    })?;
    put_services(work, id, judged)
}

/// Writes the services of a booking anew.
pub(super) fn put_services(work: &Writing<'_>, id: BookingId, judged: &Judged) -> Result<()> {
    work.db.prepare_cached("DELETE FROM booking_service WHERE booking_id = ?1")?.execute([id])?;
    for (position, item) in judged.wish.services.iter().enumerate() {
        work.db
            .prepare_cached("INSERT INTO booking_service (booking_id, position, item_id) VALUES (?1, ?2, ?3)")?
            .execute((id, position, item))?;
    }
    Ok(())
}
