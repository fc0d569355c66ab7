//! Arrivals: who comes next and what one tap does; and what needs a look: linen short, somebody late, a birthday.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::day::{self, BoardBooking, BoardTrays, DayAsked};
use crate::booking::{self, Status};
use crate::error::Result;
use crate::membership;
use crate::salon::Reading;

/// A guest is late after so many minutes.
const LATE_MINUTES: i64 = 10;

/// Trays that are not ready so long before the guest comes need a look.
const TRAY_MINUTES: i64 = 30;

/// The list beside the board.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Arrivals {
    /// Visits that are not settled yet, by time.
    pub rows: Vec<Arrival>,
    /// What needs a look.
    pub alerts: Vec<Alert>,
}

/// One visit and its next step.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Arrival {
    /// The booking.
    #[serde(flatten)]
    pub booking: BoardBooking,
    /// What one tap does; none when nothing is left to do.
    pub next: Option<NextStep>,
}

/// What one tap does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum NextStep {
    Arrived,
    InTreatment,
    Finished,
    Settle,
}

/// Something that needs a look.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// What.
    pub kind: AlertKind,
    /// Names and figures for the sentence.
    #[ts(type = "Record<string, string | number>")]
    pub params: BTreeMap<String, Value>,
}

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum AlertKind {
    Linen,
    Birthday,
    Late,
    Tray,
}

/// `booking.arrivals`
pub fn arrivals(view: &Reading<'_>, asked: DayAsked) -> Result<Arrivals> {
    let mut rows = Vec::new();
    let mut alerts = Vec::new();
    for row in booking::rows::of_day(view.db, asked.date)? {
        let Some(next) = next_of(row.status) else { continue };
        let member = row.member;
        let booking = day::on_board(view, row)?;
        alerts.extend(alerts_of(view, &booking));
        let birthday = membership::rows::by_no(view.db, member)?.birthday;
        if birthday.is_some_and(|birthday| birthday.is_on(asked.date)) {
            alerts.push(alert(AlertKind::Birthday, &booking, []));
        }
        rows.push(Arrival { booking, next: Some(next) });
    }
    Ok(Arrivals { rows, alerts })
}

fn next_of(status: Status) -> Option<NextStep> {
    match status {
        Status::Booked | Status::Confirmed => Some(NextStep::Arrived),
        Status::Arrived => Some(NextStep::InTreatment),
        Status::InTreatment => Some(NextStep::Finished),
        Status::Finished => Some(NextStep::Settle),
        Status::Settled | Status::Cancelled | Status::NoShow => None,
    }
}

fn alerts_of(view: &Reading<'_>, booking: &BoardBooking) -> Vec<Alert> {
    let mut found = Vec::new();
    let awaited = matches!(booking.status, Status::Booked | Status::Confirmed);
    let late_minutes = view.now.minutes_since(booking.start_ms);
    if awaited && late_minutes >= LATE_MINUTES {
        found.push(alert(AlertKind::Late, booking, [("minutes", json!(late_minutes))]));
    }
    if let Some(short) = &booking.linen_amber {
        let expected = short.expected_at.map_or(json!(0), |at| json!(at));
        let missing: u32 = short.missing.iter().map(|piece| piece.count).sum();
        found.push(alert(AlertKind::Linen, booking, [("expectedAt", expected), ("missing", json!(missing))]));
    } else if awaited && booking.trays == BoardTrays::Waiting && late_minutes > -TRAY_MINUTES {
        found.push(alert(AlertKind::Tray, booking, [("minutes", json!(-late_minutes))]));
    }
    found
}

fn alert<const N: usize>(kind: AlertKind, booking: &BoardBooking, more: [(&str, Value); N]) -> Alert {
    let mut params = BTreeMap::from([
        ("name".to_owned(), json!(booking.member_name)),
        ("room".to_owned(), json!(booking.room_number)),
        ("startMs".to_owned(), json!(booking.start_ms)),
    ]);
    params.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
    Alert { kind, params }
}
