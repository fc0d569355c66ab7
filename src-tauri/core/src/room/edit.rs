//! The list of rooms and its changes.

use serde::{Deserialize, Serialize};

use super::rows::{self, RoomRow};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::RoomId;
use crate::salon::{Reading, Topic, Writing};
use crate::text;
use crate::tier::Tier;

/// A room to be added, or changed if `id` is given.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveRoom {
    /// Which to change; none adds a room.
    #[ts(optional)]
    pub id: Option<RoomId>,
    /// What stands on its door.
    pub number: String,
    /// Whose guests it receives.
    pub tier: Tier,
    /// How many guests at once, 1–8.
    pub beds: u32,
    /// What one should know.
    pub note: String,
    /// Whether guests are received in it.
    pub active: bool,
}

/// The id a room got.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RoomSaved {
    /// The room.
    pub id: RoomId,
}

/// Every room, those closed last.
pub fn list(view: &Reading<'_>, (): ()) -> Result<Vec<RoomRow>> {
    rows::all(view.db)
}

/// Adds or changes a room. Refuses a number twice, and to take a room away from guests who are booked into it.
pub fn save(work: &mut Writing<'_>, asked: SaveRoom) -> Result<RoomSaved> {
    let number = text::required_line("number", &asked.number, 12)?;
    let note = text::line("note", &asked.note, 200)?;
    if !(1..=8).contains(&asked.beds) {
        return Err(Error::refused(ErrorCode::BadNumber).with("field", "beds"));
    }
    if asked.active && rows::by_number(work.db, &number)?.is_some_and(|holder| Some(holder.line.id) != asked.id) {
        return Err(Error::refused(ErrorCode::NumberTaken).with("number", &number));
    }
    let new = SaveRoom { number, note, ..asked };
    let id = match new.id {
        Some(id) => change(work, id, &new)?,
        None => add(work, &new)?,
    };
    work.touches(Topic::Room);
    Ok(RoomSaved { id })
}

fn add(work: &mut Writing<'_>, new: &SaveRoom) -> Result<RoomId> {
    let id: RoomId = work.new_id();
    work.db
        .prepare_cached(
            "INSERT INTO room (id, number, tier, beds, note, active, position)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, coalesce(max(position), 0) + 1 FROM room",
        )?
        .execute((id, &new.number, new.tier, new.beds, &new.note, new.active))?;
    Ok(id)
}

fn change(work: &mut Writing<'_>, id: RoomId, new: &SaveRoom) -> Result<RoomId> {
    let old = rows::by_id(work.db, id)?;
    let rebuilt = old.line.tier != new.tier;
    if rebuilt || (old.active && !new.active) {
        refuse_if_awaited(work, &old)?;
    }
    if rebuilt && has_past(work, id)? {
        work.db.prepare_cached("UPDATE room SET active = 0 WHERE id = ?1")?.execute([id])?;
        return add(work, new);
    }
    work.db
        .prepare_cached("UPDATE room SET number = ?2, tier = ?3, beds = ?4, note = ?5, active = ?6 WHERE id = ?1")?
        .execute((id, &new.number, new.tier, new.beds, &new.note, new.active))?;
    Ok(id)
}

/// Guests who are booked into a room, or in it now, keep it; a treatment that lasts longer than it was booked for as well.
fn refuse_if_awaited(work: &Writing<'_>, room: &RoomRow) -> Result<()> {
    let awaited: i64 = work
        .db
        .prepare_cached(
            "SELECT count(*) FROM booking WHERE room_id = ?1 AND (status = 'in_treatment'
             OR (start_ms > ?2 - 54000000 AND busy_until_ms > ?2 AND status NOT IN ('cancelled', 'no_show', 'settled')))",
        )?
        .query_row((room.line.id, work.now), |row| row.get(0))?;
    if awaited > 0 {
        let refused = Error::refused(ErrorCode::RoomAwaited);
        return Err(refused.with("number", &room.line.number).with("bookings", awaited));
    }
    Ok(())
}

fn has_past(work: &Writing<'_>, id: RoomId) -> Result<bool> {
    let mut past = work.db.prepare_cached("SELECT EXISTS (SELECT 1 FROM booking WHERE room_id = ?1)")?;
    Ok(past.query_row([id], |row| row.get(0))?)
}
