//! The call to the stockroom (policy §3.6): each VIP and SVIP booking, change and cancellation reaches it at once, with
//! approval date, name, phone and time, and stays open until the clerk has checked it and acknowledged.
//!
//! What was called out is kept as it was said. A cancelled booking's tray is emptied onto the shelf and given up; trays that
//! are already with the beautician must still come back.

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

use super::card::{self, TrayCard};
use super::tray::{self, TrayState};
use super::visit::Visit;
use crate::clock::{Date, Instant};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, CallId};
use crate::salon::{Reading, Topic, Writing};
use crate::tier::Tier;

/// Acknowledged calls stay in sight for so long.
const KEPT_IN_SIGHT_MINUTES: i64 = 12 * 60;

/// What a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum CallKind {
    /// A new booking.
    New,
    /// Another time, room or beautician.
    Changed,
    /// The guest does not come.
    Cancelled,
}

/// One call, as it reaches the stockroom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct StockroomCall {
    /// Its id.
    pub id: CallId,
    /// What it is about.
    pub kind: CallKind,
    /// When it was called out.
    pub at_ms: Instant,
    /// When the clerk acknowledged it.
    pub acknowledged_ms: Option<Instant>,
    /// Trays that stood ready for it were given up: their linen goes back into its slot.
    pub put_back: bool,
    /// The trays; name, tier, approval date, phone, time, room and beautician as they were called out.
    pub card: TrayCard,
}

/// Which call is acknowledged.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Acknowledge {
    /// The call.
    pub call_id: CallId,
}

/// What is called out.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Said {
    name: String,
    tier: Tier,
    approval_date: Option<Date>,
    phone: String,
    start_ms: Instant,
    room: String,
    beautician: String,
    #[serde(default)]
    put_back: bool,
}

/// Calls a booking out to the stockroom and sees to its trays. An ordinary guest has no linen: nothing is called, unless
/// she was VIP when the booking was taken; then it is called off.
pub fn call_out(work: &mut Writing<'_>, booking: BookingId, kind: CallKind) -> Result<()> {
    say(work, booking, kind, false)
}

/// Calls a change out; `put_back` when trays that stood ready were given up for it.
pub fn call_change(work: &mut Writing<'_>, booking: BookingId, put_back: bool) -> Result<()> {
    say(work, booking, CallKind::Changed, put_back)
}

fn say(work: &mut Writing<'_>, booking: BookingId, kind: CallKind, put_back: bool) -> Result<()> {
    let visit = Visit::by_id(work.db, booking)?;
    let state = tray::state_of(work.db, booking)?;
    let kind = match (visit.tier, state) {
        (Tier::Ordinary, None | Some(TrayState::Void)) => return Ok(()),
        (Tier::Ordinary, Some(_)) => CallKind::Cancelled,
        _ => kind,
    };
    match (kind, state) {
        (CallKind::Cancelled, Some(TrayState::Waiting | TrayState::Ready)) => {
            tray::put_back(work, booking, TrayState::Void)?;
        }
        (CallKind::New | CallKind::Changed, None) => tray::lay(work, booking)?,
        (CallKind::New | CallKind::Changed, Some(TrayState::Void)) => {
            tray::put_back(work, booking, TrayState::Waiting)?;
        }
        _ => {}
    }
    let given_up = kind == CallKind::Cancelled && state == Some(TrayState::Ready);
    let card = card::of_visit(work, &visit)?;
    let said = Said {
        name: card.member_name,
        tier: card.tier,
        approval_date: card.approval_date,
        phone: card.phone,
        start_ms: card.start_ms,
        room: card.room,
        beautician: card.beautician,
        put_back: put_back || given_up,
    };
    let id: CallId = work.new_id();
    work.db
        .prepare_cached("INSERT INTO tray_call (id, booking_id, kind, at_ms, said) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((id, booking, kind, work.now, serde_json::to_string(&said)?))?;
    work.touches(Topic::Tray);
    Ok(())
}

/// The clerk has checked a call against his register. A second tap changes nothing.
pub fn acknowledge(work: &mut Writing<'_>, asked: Acknowledge) -> Result<()> {
    let staff = work.person()?.staff;
    let mut known = work.db.prepare_cached("SELECT 1 FROM tray_call WHERE id = ?1")?;
    if !known.exists([asked.call_id])? {
        return Err(Error::refused(ErrorCode::NoSuchCall));
    }
    work.db
        .prepare_cached(
            "UPDATE tray_call SET acknowledged_by = ?2, acknowledged_ms = ?3 WHERE id = ?1 AND acknowledged_ms IS NULL",
        )?
        .execute((asked.call_id, staff, work.now))?;
    work.touches(Topic::Tray);
    Ok(())
}

/// The calls: those not yet acknowledged first, the newest on top; then the acknowledged ones of the last hours.
pub fn list(view: &Reading<'_>, (): ()) -> Result<Vec<StockroomCall>> {
    let since = view.now.plus_minutes(-KEPT_IN_SIGHT_MINUTES);
    let mut rows = view.db.prepare_cached(
        "SELECT id, booking_id, kind, at_ms, acknowledged_ms, said FROM tray_call
         WHERE acknowledged_ms IS NULL OR at_ms > ?1
         ORDER BY acknowledged_ms IS NOT NULL, at_ms DESC,
             CASE kind WHEN 'cancelled' THEN 0 WHEN 'changed' THEN 1 ELSE 2 END, id",
    )?;
    let kept: Vec<Kept> = rows.query_map([since], of_row)?.collect::<rusqlite::Result<_>>()?;
    kept.into_iter().map(|kept| as_said(view, kept)).collect()
}

struct Kept {
    id: CallId,
    booking: BookingId,
    kind: CallKind,
    at: Instant,
    acknowledged: Option<Instant>,
    said: String,
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        id: row.get(0)?,
        booking: row.get(1)?,
        kind: row.get(2)?,
        at: row.get(3)?,
        acknowledged: row.get(4)?,
        said: row.get(5)?,
    })
}

fn as_said(view: &Reading<'_>, kept: Kept) -> Result<StockroomCall> {
    let said: Said = serde_json::from_str(&kept.said)?;
    let card = card::of_visit(view, &Visit::by_id(view.db, kept.booking)?)?;
    let card = TrayCard {
        member_name: said.name,
        tier: said.tier,
        approval_date: said.approval_date,
        phone: said.phone,
        start_ms: said.start_ms,
        room: said.room,
        beautician: said.beautician,
        ..card
    };
    Ok(StockroomCall {
        id: kept.id,
        kind: kept.kind,
        at_ms: kept.at,
        acknowledged_ms: kept.acknowledged,
        put_back: said.put_back,
        card,
    })
}

impl ToSql for CallKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            CallKind::New => "new".into(),
            CallKind::Changed => "changed".into(),
            CallKind::Cancelled => "cancelled".into(),
        })
    }
}

impl FromSql for CallKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<CallKind> {
        match value.as_str()? {
            "new" => Ok(CallKind::New),
            "changed" => Ok(CallKind::Changed),
            "cancelled" => Ok(CallKind::Cancelled),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}
