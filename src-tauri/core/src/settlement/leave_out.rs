//! Booked services that were not done: each is marked with its reason and who said so, or it is billed (policy §7).
//!
//! Refuses a bill that leaves a booked service out without a word, a mark without a reason, and a mark on what was not booked
//! or is billed all the same. The schema refuses to settle such a visit, and `verify` looks for one.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::quote::Quote;
use super::rules;
use crate::booking::rows::BookingRow;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, ItemId};
use crate::salon::Writing;
use crate::{catalog, text};

/// A booked service that was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotDone {
    /// The service.
    pub item_id: ItemId,
    /// Why.
    pub reason: String,
}

/// A service that was booked but not done, as the file shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceNotDone {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
}

/// Refuses a bill that does not account for every booked service, each once.
pub(super) fn refuse_unaccounted(
    view: &Connection,
    booked: &[ItemId],
    quote: &Quote,
    marked: &[NotDone],
) -> Result<()> {
    let mut billed = Vec::new();
    for line in &quote.lines {
        billed.extend(std::iter::repeat_n(line.item_id, line.quantity as usize));
    }
    let open = rules::left_over(booked, &billed);
    let marks: Vec<ItemId> = marked.iter().map(|mark| mark.item_id).collect();
    if !rules::left_over(&marks, &open).is_empty() {
        return Err(Error::refused(ErrorCode::BadArguments).with("field", "notDone").with("kind", "not_left_out"));
    }
    match rules::left_over(&open, &marks).first() {
        None => Ok(()),
        Some(&item) => {
            let name = catalog::rows::by_id(view, item)?.name;
            Err(Error::refused(ErrorCode::ServiceNotBilled).with("itemId", item).with("name", name))
        }
    }
}

/// Writes the marks of a visit.
pub(super) fn mark(work: &Writing<'_>, visit: &BookingRow, marked: &[NotDone]) -> Result<()> {
    let staff = work.person()?.staff;
    for mark in marked {
        let reason = text::line("reason", &mark.reason, 200)?;
        if reason.is_empty() {
            return Err(Error::refused(ErrorCode::ReasonMissing).with("itemId", mark.item_id));
        }
        work.db
            .prepare_cached(
                "INSERT INTO service_not_done (booking_id, position, reason, staff_id, at_ms)
                 SELECT s.booking_id, max(s.position), ?3, ?4, ?5 FROM booking_service s
                 WHERE s.booking_id = ?1 AND s.item_id = ?2 AND NOT EXISTS
                     (SELECT 1 FROM service_not_done n WHERE n.booking_id = s.booking_id AND n.position = s.position)",
            )?
            .execute((visit.id, mark.item_id, reason, staff, work.now))?;
    }
    Ok(())
}

/// What of a booking was not done.
pub fn of_booking(db: &Connection, booking: BookingId) -> Result<Vec<ServiceNotDone>> {
    let mut rows = db.prepare_cached(
        "SELECT i.name, n.reason, p.name FROM service_not_done n
         JOIN booking_service s ON s.booking_id = n.booking_id AND s.position = n.position
         JOIN item i ON i.id = s.item_id JOIN staff p ON p.id = n.staff_id
         WHERE n.booking_id = ?1 ORDER BY n.position",
    )?;
    let marks = rows
        .query_map([booking], |row| Ok(ServiceNotDone { name: row.get(0)?, reason: row.get(1)?, by: row.get(2)? }))?;
    Ok(marks.collect::<rusqlite::Result<_>>()?)
}
