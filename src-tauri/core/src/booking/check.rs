//! A slot looked at before it is asked for: whether it can be had, and if not, every reason and who is in the way.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::diary::{self, Diary};
use super::rules::{self, Hours, Refusal, RefusalCode, RoomFacts, Wish};
use crate::catalog::{self, ItemKind};
use crate::clock::{Date, Instant};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, ItemId, MemberNo, RoomId, StaffId};
use crate::salon::Reading;
use crate::setting::Settings;
use crate::{membership, qualification, room, staff, text};

/// So many services fit into one booking.
const MOST_SERVICES: usize = 20;

/// A slot, as the desk asks for it.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlotAsked {
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
    /// The booking that would move there.
    #[ts(optional)]
    pub moving: Option<BookingId>,
}

/// One reason why a slot cannot be had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SlotRefusal {
    /// Why.
    pub code: RefusalCode,
    /// Names and figures for the sentence.
    #[ts(type = "Record<string, string | number>")]
    pub params: BTreeMap<String, Value>,
}

/// A wish with all the rules need to judge it.
pub struct Judged {
    /// What is asked.
    pub wish: Wish,
    /// The room asked for.
    pub room: RoomFacts,
    /// All rooms in use.
    pub rooms: Vec<RoomFacts>,
    /// What is taken around it.
    pub diary: Diary,
    /// The salon's hours.
    pub hours: Hours,
    /// Why it cannot be had as a matching room.
    pub refusals: Vec<Refusal>,
}

/// Reads everything about a slot and judges it.
pub fn judge(view: &Reading<'_>, asked: &SlotAsked) -> Result<Judged> {
    let wish = wish(view, asked)?;
    let hours = hours_on(view, view.day().date_of(wish.start))?;
    let rooms = diary::rooms(view.db)?;
    let room = rooms.iter().find(|room| room.id == wish.room).cloned();
    let room = match room {
        Some(room) => room,
        None => {
            room::rows::by_id(view.db, wish.room)?;
            return Err(Error::refused(ErrorCode::NoSuchRoom));
        }
    };
    let around = (wish.start.plus_minutes(-24 * 60), wish.end.max(wish.start).plus_minutes(24 * 60));
    let diary = Diary::read(view.db, around.0, around.1)?;
    let refusals = rules::refusals(&wish, &room, &diary, hours, view.now);
    Ok(Judged { wish, room, rooms, diary, hours, refusals })
}

/// The salon's hours as they hold on a business date, for the rules: a later day is judged by what is planned for it.
pub fn hours_on(view: &Reading<'_>, date: Date) -> Result<Hours> {
    let hours = |settings: &Settings| Hours {
        day: settings.day,
        open_hour: settings.open_hour,
        close_hour: settings.close_hour,
        turnover_minutes: settings.turnover_minutes,
    };
    if date == view.today() {
        Ok(hours(view.settings))
    } else {
        Settings::read_on(view.db, date).map(|then| hours(&then))
    }
}

/// How long these services take together; refuses none at all, goods, and what is no longer offered.
pub fn minutes_of(view: &Reading<'_>, services: &[ItemId]) -> Result<i64> {
    if services.is_empty() {
        return Err(Error::refused(ErrorCode::FieldMissing).with("field", "serviceIds"));
    }
    text::refuse_many("serviceIds", services.len(), MOST_SERVICES)?;
    let mut minutes = 0;
    for id in services {
        let item = catalog::rows::by_id(view.db, *id)?;
        if item.kind != ItemKind::Service || !item.active {
            return Err(Error::refused(ErrorCode::NoSuchItem).with("name", item.name));
        }
        minutes += i64::from(item.minutes.unwrap_or_default());
    }
    Ok(minutes)
}

/// A reason with the names its sentence needs.
pub fn told(view: &Reading<'_>, judged: &Judged, refusal: &Refusal) -> Result<SlotRefusal> {
    let mut params = BTreeMap::from([
        ("room".to_owned(), json!(judged.room.number)),
        ("roomTier".to_owned(), json!(judged.room.tier)),
        ("memberTier".to_owned(), json!(judged.wish.tier)),
        ("beds".to_owned(), json!(judged.room.beds)),
        ("openHour".to_owned(), json!(judged.hours.open_hour)),
        ("closeHour".to_owned(), json!(judged.hours.close_hour)),
        ("minutes".to_owned(), json!(judged.wish.minutes)),
    ]);
    if let Some(by) = refusal.by {
        let other = super::rows::by_id(view.db, by)?;
        params.insert("otherMember".to_owned(), json!(membership::rows::by_no(view.db, other.member)?.name));
        params.insert("otherBeautician".to_owned(), json!(staff::rows::by_id(view.db, other.beautician)?.name));
        params.insert("fromMs".to_owned(), json!(other.start));
        params.insert("untilMs".to_owned(), json!(other.busy_until));
        params.insert("otherEndMs".to_owned(), json!(other.end));
    }
    Ok(SlotRefusal { code: refusal.code, params })
}

/// How many come: one if it is left out. Nobody is not a number of guests.
pub fn guests(asked: Option<u32>) -> Result<u32> {
    match asked {
        Some(0) => Err(Error::refused(ErrorCode::BadNumber).with("field", "guests")),
        asked => Ok(asked.unwrap_or(1)),
    }
}

fn wish(view: &Reading<'_>, asked: &SlotAsked) -> Result<Wish> {
    membership::rows::by_no(view.db, asked.member_no)?;
    staff::rows::beautician(view.db, asked.beautician_id)?;
    let minutes = minutes_of(view, &asked.service_ids)?;
    if !asked.start_ms.is_whole_minute() || asked.end_ms.is_some_and(|end| !end.is_whole_minute()) {
        return Err(Error::refused(ErrorCode::BadNumber).with("field", "startMs"));
    }
    Ok(Wish {
        member: asked.member_no,
        tier: qualification::tier_of(view.db, asked.member_no)?,
        room: asked.room_id,
        beautician: asked.beautician_id,
        start: asked.start_ms,
        end: asked.end_ms.unwrap_or_else(|| asked.start_ms.plus_minutes(minutes)),
        guests: guests(asked.guests)?,
        moving: asked.moving,
        services: asked.service_ids.clone(),
        minutes,
    })
}
