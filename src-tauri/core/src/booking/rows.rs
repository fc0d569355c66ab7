//! Rows of bookings.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::clock::{Date, Instant};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, ItemId, MemberNo, RoomId, StaffId};
use crate::salon::Writing;
use crate::tier::Tier;

/// Where a booking stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BookingStatus")]
#[allow(missing_docs)]
pub enum Status {
    Booked,
    Confirmed,
    Arrived,
    InTreatment,
    Finished,
    Settled,
    Cancelled,
    NoShow,
}

/// How a booking came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Source {
    Phone,
    Wechat,
    WalkIn,
}

/// How the customer gave consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Consent {
    Phone,
    InPerson,
    Wechat,
}

macro_rules! stored_as {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $name {
            /// The stored name.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.name().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<$name> {
                match value.as_str()? {
                    $($text => Ok($name::$variant),)*
                    _ => Err(FromSqlError::InvalidType),
                }
            }
        }
    };
}

stored_as!(Status {
    Booked = "booked", Confirmed = "confirmed", Arrived = "arrived", InTreatment = "in_treatment", Finished = "finished",
    Settled = "settled", Cancelled = "cancelled", NoShow = "no_show",
});
stored_as!(Source { Phone = "phone", Wechat = "wechat", WalkIn = "walk_in" });
stored_as!(Consent { Phone = "phone", InPerson = "in_person", Wechat = "wechat" });

/// A booking as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRow {
    /// Which.
    pub id: BookingId,
    /// For whom.
    pub member: MemberNo,
    /// Her tier when it was taken.
    pub tier: Tier,
    /// Where.
    pub room: RoomId,
    /// By whom.
    pub beautician: StaffId,
    /// The business date.
    pub date: Date,
    /// From.
    pub start: Instant,
    /// To.
    pub end: Instant,
    /// To, turnover included.
    pub busy_until: Instant,
    /// How many guests.
    pub guests: u32,
    /// Where it stands.
    pub status: Status,
    /// What was noted.
    pub notes: String,
    /// Whether it is in a room one tier lower.
    pub lower: bool,
    /// The services, in order.
    pub services: Vec<ItemId>,
}

const COLUMNS: &str =
    "SELECT id, member_no, member_tier, room_id, beautician_id, business_date, start_ms, end_ms, busy_until_ms,
    guests, status, notes, lower_consultant_id IS NOT NULL FROM booking";

/// A booking by id; refuses one that is not there.
pub fn by_id(db: &Connection, id: BookingId) -> Result<BookingRow> {
    let found = db.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?.query_row([id], of_row).optional()?;
    let mut booking = found.ok_or_else(|| Error::refused(ErrorCode::NoSuchBooking))?;
    booking.services = services(db, id)?;
    Ok(booking)
}

/// The bookings of a business date, by time and room.
pub fn of_day(db: &Connection, date: Date) -> Result<Vec<BookingRow>> {
    many(db, &format!("{COLUMNS} WHERE business_date = ?1 ORDER BY start_ms, id"), [date])
}

/// A member's bookings that end after an instant, the nearest first.
pub fn upcoming_of(db: &Connection, member: MemberNo, after: Instant, most: usize) -> Result<Vec<BookingRow>> {
    let sql = format!(
        "{COLUMNS} WHERE member_no = ?1 AND start_ms > ?2 - 43200000 AND end_ms > ?2
         AND status NOT IN ('settled', 'cancelled', 'no_show') ORDER BY start_ms LIMIT ?3"
    );
    many(db, &sql, (member, after, most))
}

/// A member's past visits, the newest first.
pub fn visits_of(db: &Connection, member: MemberNo, before: Instant, most: usize) -> Result<Vec<BookingRow>> {
    let sql = format!(
        "{COLUMNS} WHERE member_no = ?1 AND start_ms <= ?2 AND status IN ('finished', 'settled') ORDER BY start_ms DESC LIMIT ?3"
    );
    many(db, &sql, (member, before, most))
}

/// Writes one step of a booking's life.
pub fn note_step(work: &Writing<'_>, id: BookingId, step: &str, reason: &str, consent: Option<Consent>) -> Result<()> {
    work.db
        .prepare_cached(
            "INSERT INTO booking_step (booking_id, position, at_ms, staff_id, step, reason, consent_how)
             VALUES (?1, (SELECT count(*) FROM booking_step WHERE booking_id = ?1), ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((id, work.now, work.person()?.staff, step, reason, consent))?;
    Ok(())
}

fn many(db: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<BookingRow>> {
    let mut rows = db.prepare_cached(sql)?;
    let mut bookings: Vec<BookingRow> = rows.query_map(params, of_row)?.collect::<rusqlite::Result<_>>()?;
    for booking in &mut bookings {
        booking.services = services(db, booking.id)?;
    }
    Ok(bookings)
}

fn services(db: &Connection, id: BookingId) -> Result<Vec<ItemId>> {
    let mut rows = db.prepare_cached("SELECT item_id FROM booking_service WHERE booking_id = ?1 ORDER BY position")?;
    let ids = rows.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<BookingRow> {
    Ok(BookingRow {
        id: row.get(0)?,
        member: row.get(1)?,
        tier: row.get(2)?,
        room: row.get(3)?,
        beautician: row.get(4)?,
        date: row.get(5)?,
        start: row.get(6)?,
        end: row.get(7)?,
        busy_until: row.get(8)?,
        guests: row.get(9)?,
        status: row.get(10)?,
        notes: row.get(11)?,
        lower: row.get(12)?,
        services: Vec::new(),
    })
}
