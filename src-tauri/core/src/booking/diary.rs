//! What is taken: the live bookings of a stretch of time, read once and looked at by the rules as often as they like.

use rusqlite::Connection;

use super::rules::RoomFacts;
use crate::clock::Instant;
use crate::error::Result;
use crate::ids::{BookingId, MemberNo, RoomId, StaffId};
use crate::room;

/// One live booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub id: BookingId,
    /// Where.
    pub room: RoomId,
    /// By whom.
    pub beautician: StaffId,
    /// For whom.
    pub member: MemberNo,
    /// From.
    pub start: Instant,
    /// To, turnover included.
    pub busy_until: Instant,
}

/// The live bookings of a stretch of time, by start.
#[derive(Clone, Debug, Default)]
pub struct Diary(Vec<Taken>);

impl Diary {
    /// Of these bookings.
    pub fn of(mut taken: Vec<Taken>) -> Diary {
        taken.sort_by_key(|t| (t.start, t.id));
        Diary(taken)
    }

    /// Reads every live booking that touches `[from, to)`.
    pub fn read(db: &Connection, from: Instant, to: Instant) -> Result<Diary> {
        let mut rows = db.prepare_cached(
            "SELECT id, room_id, beautician_id, member_no, start_ms, busy_until_ms FROM booking
             WHERE business_date BETWEEN ?1 AND ?2 AND start_ms < ?4 AND busy_until_ms > ?3
               AND status NOT IN ('cancelled', 'no_show')",
        )?;
        let wide = crate::clock::SalonDay { utc_offset_minutes: 0, day_start_hour: 0 };
        let first = wide.date_of(from).plus_days(-2);
        let last = wide.date_of(to).plus_days(1);
        let taken = rows.query_map((first, last, from, to), |row| {
            Ok(Taken {
                id: row.get(0)?,
                room: row.get(1)?,
                beautician: row.get(2)?,
                member: row.get(3)?,
                start: row.get(4)?,
                busy_until: row.get(5)?,
            })
        })?;
        Ok(Diary::of(taken.collect::<rusqlite::Result<_>>()?))
    }

    /// What shares a moment with the half-open `[from, to)`, but for one booking.
    pub fn within(&self, from: Instant, to: Instant, except: Option<BookingId>) -> impl Iterator<Item = &Taken> {
        self.0.iter().filter(move |t| t.start < to && t.busy_until > from && Some(t.id) != except)
    }
}

/// The rooms in use, as the rules see them, in the salon's order.
pub fn rooms(db: &Connection) -> Result<Vec<RoomFacts>> {
    let facts = |room: room::RoomRow| RoomFacts {
        id: room.line.id,
        number: room.line.number,
        tier: room.line.tier,
        beds: room.line.beds,
    };
    Ok(room::rows::all(db)?.into_iter().filter(|room| room.active).map(facts).collect())
}

/// The beauticians who work here, by number.
pub fn beauticians(db: &Connection) -> Result<Vec<StaffId>> {
    let mut rows = db.prepare_cached(
        "SELECT id FROM staff JOIN staff_role ON staff_id = id AND role = 'beautician' WHERE active = 1 ORDER BY number",
    )?;
    let ids = rows.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}
