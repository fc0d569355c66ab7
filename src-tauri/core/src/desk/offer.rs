//! Offers: the nearest slots a guest can have, with their price; and a slot looked at before it is asked for.

use serde::{Deserialize, Serialize};

use super::card;
use crate::booking::check::{self, SlotAsked, SlotRefusal};
use crate::booking::offer::{self, FreeSlot, Sought};
use crate::booking::rows;
use crate::booking::rules::{self, RefusalCode};
use crate::clock::Instant;
use crate::error::Result;
use crate::ids::{ItemId, MemberNo, RoomId, StaffId};
use crate::money::Money;
use crate::salon::Reading;
use crate::{membership, room, settlement, staff};

/// For whom slots are looked for; what is left out is as last time.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferAsked {
    /// For whom.
    pub member_no: MemberNo,
    /// Which services; as last time if left out.
    #[ts(optional)]
    pub service_ids: Option<Vec<ItemId>>,
    /// By whom; as last time, or the usual one.
    #[ts(optional = nullable)]
    pub beautician_id: Option<StaffId>,
    /// Where, best.
    #[ts(optional = nullable)]
    pub room_id: Option<RoomId>,
    /// Not before.
    #[ts(optional)]
    pub not_before: Option<Instant>,
    /// How many guests.
    #[ts(optional)]
    pub guests: Option<u32>,
}

/// Up to three offers, the best first.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Offers {
    /// Whether they are as last time.
    pub as_last_time: bool,
    /// The offers.
    pub offers: Vec<Offer>,
}

/// A slot that can be had, with names and price.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// From.
    pub start_ms: Instant,
    /// To.
    pub end_ms: Instant,
    /// Where.
    pub room_id: RoomId,
    /// By number.
    pub room_number: String,
    /// By whom.
    pub beautician_id: StaffId,
    /// By name.
    pub beautician_name: String,
    /// The services.
    pub service_ids: Vec<ItemId>,
    /// By name.
    pub services: Vec<String>,
    /// What she will pay.
    pub price: Money,
}

/// Whether a slot can be had.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SlotCheck {
    /// It can.
    pub ok: bool,
    /// Why not.
    pub refusals: Vec<SlotRefusal>,
    /// The nearest that can.
    pub nearest: Vec<Offer>,
    /// No room of the tier is free: a consultant may agree on one tier lower.
    pub exception_possible: bool,
    /// The free rooms one tier lower, then.
    pub lower_rooms: Vec<RoomChoice>,
}

/// A room by number.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RoomChoice {
    /// Which.
    pub id: RoomId,
    /// Its number.
    pub number: String,
}

/// `booking.offer`
pub fn offer(view: &Reading<'_>, asked: OfferAsked) -> Result<Offers> {
    let member = membership::rows::by_no(view.db, asked.member_no)?;
    let last = rows::visits_of(view.db, member.no, view.now, 1)?.pop();
    let last = match last {
        Some(visit) => Some(visit),
        None => rows::upcoming_of(view.db, member.no, view.now, 1)?.pop(),
    };
    let as_last_time = asked.service_ids.is_none() && last.is_some();
    let services = asked.service_ids.or_else(|| last.as_ref().map(|visit| visit.services.clone())).unwrap_or_default();
    if services.is_empty() {
        return Ok(Offers { as_last_time: false, offers: Vec::new() });
    }
    let usual = asked.beautician_id.or(member.usual_beautician).or_else(|| last.as_ref().map(|visit| visit.beautician));
    let sought = Sought {
        member: member.no,
        services,
        beautician: usual,
        room: asked.room_id.or_else(|| last.as_ref().map(|visit| visit.room)),
        from: asked.not_before.unwrap_or(view.now),
        near: None,
        guests: check::guests(asked.guests)?,
        moving: None,
    };
    let slots = offer::slots(view, &sought)?;
    let offers = slots.into_iter().map(|slot| named(view, &sought, slot)).collect::<Result<_>>()?;
    Ok(Offers { as_last_time, offers })
}

/// `booking.check`
pub fn slot(view: &Reading<'_>, asked: SlotAsked) -> Result<SlotCheck> {
    let judged = check::judge(view, &asked)?;
    let refusals: Vec<SlotRefusal> =
        judged.refusals.iter().map(|refusal| check::told(view, &judged, refusal)).collect::<Result<_>>()?;
    let ok = refusals.is_empty();
    let time_is_bad = judged.refusals.iter().any(|refusal| {
        !matches!(
            refusal.code,
            RefusalCode::RoomBusy
                | RefusalCode::RoomTierMismatch
                | RefusalCode::BeauticianBusy
                | RefusalCode::GuestsExceedBeds
        )
    });
    let no_matching =
        rules::free_rooms(judged.wish.tier, &judged.wish, &judged.rooms, &judged.diary, judged.hours).is_empty();
    let lower = judged.wish.tier.one_lower().filter(|_| no_matching && !time_is_bad && !ok);
    let lower_rooms: Vec<RoomChoice> = lower
        .map(|tier| rules::free_rooms(tier, &judged.wish, &judged.rooms, &judged.diary, judged.hours))
        .unwrap_or_default()
        .into_iter()
        .map(|room| RoomChoice { id: room.id, number: room.number.clone() })
        .collect();
    let nearest = if ok { Vec::new() } else { nearest(view, &asked)? };
    Ok(SlotCheck { ok, refusals, nearest, exception_possible: !lower_rooms.is_empty(), lower_rooms })
}

fn nearest(view: &Reading<'_>, asked: &SlotAsked) -> Result<Vec<Offer>> {
    let sought = Sought {
        member: asked.member_no,
        services: asked.service_ids.clone(),
        beautician: Some(asked.beautician_id),
        room: Some(asked.room_id),
        from: view.now,
        near: Some(asked.start_ms.max(view.now)),
        guests: check::guests(asked.guests)?,
        moving: asked.moving,
    };
    offer::slots(view, &sought)?.into_iter().map(|slot| named(view, &sought, slot)).collect()
}

fn named(view: &Reading<'_>, sought: &Sought, slot: FreeSlot) -> Result<Offer> {
    Ok(Offer {
        start_ms: slot.start,
        end_ms: slot.end,
        room_id: slot.room,
        room_number: room::rows::by_id(view.db, slot.room)?.line.number,
        beautician_id: slot.beautician,
        beautician_name: staff::rows::by_id(view.db, slot.beautician)?.name,
        service_ids: sought.services.clone(),
        services: card::service_names(view, &sought.services)?,
        price: settlement::quote::price_of(view, sought.member, &sought.services)?,
    })
}
