//! What linen needs to know of a booking: whose it is, when, where, and how far it has come. Read from its rows only.

use rusqlite::{Connection, OptionalExtension, Row};

use super::rules::Guest;
use crate::clock::{Date, Instant};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, MemberNo};
use crate::tier::Tier;

/// A booking as the stockroom sees it.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) id: BookingId,
    pub(crate) member: MemberNo,
    pub(crate) member_name: String,
    pub(crate) tier: Tier,
    pub(crate) start: Instant,
    pub(crate) end: Instant,
    pub(crate) status: String,
    pub(crate) room: String,
    pub(crate) beautician: String,
}

const VISIT: &str = include_str!("visit.sql");

impl Visit {
    /// A booking by id; refuses one that is not there.
    pub(crate) fn by_id(db: &Connection, id: BookingId) -> Result<Visit> {
        let found = db.prepare_cached(&format!("{VISIT} WHERE b.id = ?1"))?.query_row([id], of_row).optional()?;
        found.ok_or_else(|| Error::refused(ErrorCode::NoSuchBooking))
    }

    /// The bookings of a business day that have trays, by time; given-up trays left out.
    pub(crate) fn with_trays_on(db: &Connection, date: Date) -> Result<Vec<Visit>> {
        let mut rows = db.prepare_cached(&format!(
            "{VISIT} JOIN tray t ON t.booking_id = b.id AND t.state <> 'void' WHERE b.business_date = ?1 ORDER BY b.start_ms, r.number"
        ))?;
        let visits = rows.query_map([date], of_row)?.collect::<rusqlite::Result<_>>()?;
        Ok(visits)
    }

    /// Whether the trays that stand ready for it give their linen to another booking: an earlier one, or any once its own
    /// guest has left without them.
    pub(crate) fn gives_way_to(&self, other: &Visit) -> bool {
        self.start > other.start || self.guest() == Guest::Gone
    }

    /// Where its guest is.
    pub(crate) fn guest(&self) -> Guest {
        match self.status.as_str() {
            "booked" | "confirmed" => Guest::Expected,
            "arrived" | "in_treatment" => Guest::Here,
            "finished" | "settled" => Guest::Gone,
            _ => Guest::CalledOff,
        }
    }
}

/// The end of the last earlier booking of the same member that has still to use the set.
pub(crate) fn used_before(db: &Connection, visit: &Visit, now: Instant) -> Result<Option<Instant>> {
    let mut last = db.prepare_cached(
        "SELECT max(end_ms) FROM booking WHERE member_no = ?1 AND start_ms < ?2 AND id <> ?3
         AND (status IN ('arrived', 'in_treatment') OR (status IN ('booked', 'confirmed') AND end_ms > ?4))",
    )?;
    Ok(last.query_row((visit.member, visit.start, visit.id, now), |row| row.get(0))?)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Visit> {
    Ok(Visit {
        id: row.get(0)?,
        member: row.get(1)?,
        member_name: row.get(2)?,
        tier: row.get(3)?,
        start: row.get(4)?,
        end: row.get(5)?,
        status: row.get(6)?,
        room: row.get(7)?,
        beautician: row.get(8)?,
    })
}
