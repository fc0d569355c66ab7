//! The trays of one booking: ready, taken, returned (policy §2.4).
//!
//! The stockroom prepares two trays, one with the linen and one with the slippers. The beautician takes both: the slippers
//! to the disinfection cabinet of the shoe room, the linen to the treatment room; while the guest showers, in her slippers,
//! both trays come back empty. Refuses a tray that is not whole (unless the clerk says to prepare the rest), and every step
//! out of its order or at another point of the visit.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::card::{self, TrayCard};
use super::move_to::{Way, move_to, not_now, wrong_place};
use super::piece::{PieceKind, Place};
use super::rows::{self, PieceRow};
use super::rules::{self, Guest, TrayStep};
use super::short::{self, LinenShort};
use super::visit::Visit;
use crate::clock::Date;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::BookingId;
use crate::salon::{Reading, Topic, Writing};

/// How far the trays of a booking are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum TrayState {
    /// To be prepared.
    Waiting,
    /// Prepared, in the stockroom.
    Ready,
    /// With the beautician.
    Taken,
    /// Back, empty.
    Returned,
    /// Given up: the booking was cancelled, or the guest left without them.
    Void,
}

/// Which day's trays.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrayDay {
    /// The business date.
    pub date: Date,
}

/// The trays of which booking.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrayAsked {
    /// The booking.
    pub booking_id: BookingId,
}

/// The trays of which booking are ready.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrayReady {
    /// The booking.
    pub booking_id: BookingId,
    /// The clerk has seen what is missing and prepares the rest.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub without_missing: bool,
}

/// The trays of a day, by time.
pub fn day(view: &Reading<'_>, asked: TrayDay) -> Result<Vec<TrayCard>> {
    let visits = Visit::with_trays_on(view.db, asked.date)?;
    visits.iter().map(|visit| card::of_visit(view, visit)).collect()
}

/// The pieces go from the shelf onto the trays. A tray made ready for a later booking of the same member gives them back, and
/// so does one whose guest left without it.
pub fn ready(work: &mut Writing<'_>, asked: TrayReady) -> Result<()> {
    let visit = Visit::by_id(work.db, asked.booking_id)?;
    refuse_unless(work, &visit, TrayStep::Ready, TrayState::Waiting, TrayState::Ready)?;
    let set = rows::set_of_member(work.db, visit.member)?;
    let mut on_shelf: Vec<PieceRow> = Vec::new();
    for piece in rows::pieces_of(work.db, set.id)? {
        if reachable(work, &visit, &piece)? {
            on_shelf.push(piece);
        }
    }
    let mut chosen = Vec::new();
    let mut wanted = 0;
    for &(kind, count) in rules::set_of(visit.tier) {
        wanted += count;
        chosen.extend(on_shelf.iter().filter(|piece| piece.kind == kind).take(count).map(|piece| piece.id));
    }
    if chosen.is_empty() || (chosen.len() < wanted && !asked.without_missing) {
        return Err(short_now(work, &visit)?);
    }
    for piece in &chosen {
        if let Some(other) = rows::piece(work.db, *piece)?.booking {
            give_up(work, other)?;
        }
    }
    set_state(work, visit.id, TrayState::Ready)?;
    for piece in chosen {
        let piece = rows::piece(work.db, piece)?;
        move_to(work, &piece, Way::out(Place::Tray, visit.id))?;
    }
    Ok(())
}

/// The beautician takes both trays: slippers to the disinfection cabinet, linen to the treatment room. A colleague may do it
/// for her; who did is kept.
pub fn take(work: &mut Writing<'_>, asked: TrayAsked) -> Result<()> {
    let visit = Visit::by_id(work.db, asked.booking_id)?;
    refuse_unless(work, &visit, TrayStep::Take, TrayState::Ready, TrayState::Taken)?;
    for piece in rows::out_for(work.db, visit.id)? {
        if piece.place == Place::Tray {
            let to = if piece.kind == PieceKind::Slippers { Place::Disinfection } else { Place::InUse };
            move_to(work, &piece, Way::out(to, visit.id))?;
        }
    }
    set_state(work, visit.id, TrayState::Taken)
}

/// Both trays are brought back as they went, before the guest came: they stand ready in the stockroom again. Where nothing of
/// her linen is out any more (all of it lost, or in the wash) they are to be prepared anew.
pub fn bring_back(work: &mut Writing<'_>, asked: TrayAsked) -> Result<()> {
    let visit = Visit::by_id(work.db, asked.booking_id)?;
    refuse_unless(work, &visit, TrayStep::BringBack, TrayState::Taken, TrayState::Ready)?;
    let out = rows::out_for(work.db, visit.id)?;
    set_state(work, visit.id, if out.is_empty() { TrayState::Waiting } else { TrayState::Ready })?;
    for piece in out {
        move_to(work, &piece, Way::out(Place::Tray, visit.id))?;
    }
    Ok(())
}

/// Prepared trays are put away, their linen into its slot: to be prepared again while the guest may still need them, given up
/// once she has left without them.
pub fn put_away(work: &mut Writing<'_>, asked: TrayAsked) -> Result<()> {
    let visit = Visit::by_id(work.db, asked.booking_id)?;
    refuse_unless(work, &visit, TrayStep::PutAway, TrayState::Ready, TrayState::Waiting)?;
    give_up(work, visit.id)
}

/// Both trays are back, empty: the guest wears her slippers, the linen is with her. Of a guest who was called off nothing was
/// worn: her slippers wait in the cabinet.
pub fn give_back(work: &mut Writing<'_>, asked: TrayAsked) -> Result<()> {
    let visit = Visit::by_id(work.db, asked.booking_id)?;
    refuse_unless(work, &visit, TrayStep::Return, TrayState::Taken, TrayState::Returned)?;
    for piece in rows::out_for(work.db, visit.id)? {
        if piece.place == Place::Disinfection && visit.guest() != Guest::CalledOff {
            move_to(work, &piece, Way::out(Place::InUse, visit.id))?;
        }
    }
    set_state(work, visit.id, TrayState::Returned)
}

/// How far the trays of a booking are; none when it has none.
pub fn state_of(db: &Connection, booking: BookingId) -> Result<Option<TrayState>> {
    let mut state = db.prepare_cached("SELECT state FROM tray WHERE booking_id = ?1")?;
    Ok(state.query_row([booking], |row| row.get(0)).optional()?)
}

/// Who took the trays of a booking, while they are out or back.
pub(super) fn taken_by(db: &Connection, booking: BookingId) -> Result<Option<String>> {
    let mut taker =
        db.prepare_cached("SELECT s.name FROM tray t JOIN staff s ON s.id = t.taken_by WHERE t.booking_id = ?1")?;
    Ok(taker.query_row([booking], |row| row.get(0)).optional()?)
}

/// A booking gets its trays: to be prepared.
pub(super) fn lay(work: &mut Writing<'_>, booking: BookingId) -> Result<()> {
    work.db
        .prepare_cached("INSERT INTO tray (booking_id, state, since_ms) VALUES (?1, 'waiting', ?2)")?
        .execute((booking, work.now))?;
    work.touches(Topic::Tray);
    Ok(())
}

/// Puts what stands on a booking's trays back on the shelf and leaves the trays in `state`.
pub(super) fn put_back(work: &mut Writing<'_>, booking: BookingId, state: TrayState) -> Result<()> {
    for piece in rows::out_for(work.db, booking)? {
        if piece.place == Place::Tray {
            move_to(work, &piece, Way::to(Place::Shelf))?;
        }
    }
    set_state(work, booking, state)
}

/// Puts prepared trays back: to be prepared anew while their guest may still need them, for good once she has left.
fn give_up(work: &mut Writing<'_>, booking: BookingId) -> Result<()> {
    let state = match Visit::by_id(work.db, booking)?.guest() {
        Guest::Expected | Guest::Here => TrayState::Waiting,
        Guest::Gone | Guest::CalledOff => TrayState::Void,
    };
    put_back(work, booking, state)
}

/// How a state of trays is named in a refusal.
pub(super) fn name_of(state: Option<TrayState>) -> &'static str {
    state.map_or("none", TrayState::name)
}

fn refuse_unless(work: &Writing<'_>, visit: &Visit, step: TrayStep, from: TrayState, to: TrayState) -> Result<()> {
    if !rules::may_take_step(step, visit.guest()) {
        // Trays are brought back as they went only before the guest came: she is here, and they come back empty.
        let here = step == TrayStep::BringBack && visit.guest() == Guest::Here;
        return Err(if here {
            Error::refused(ErrorCode::WrongStep).with("status", &visit.status)
        } else {
            not_now(visit)
        });
    }
    let state = state_of(work.db, visit.id)?;
    if state == Some(from) { Ok(()) } else { Err(wrong_place("tray", name_of(state), to.name())) }
}

/// On the shelf, or on a tray that gives way to this booking.
fn reachable(work: &Writing<'_>, visit: &Visit, piece: &PieceRow) -> Result<bool> {
    Ok(match (piece.place, piece.booking) {
        (Place::Shelf, _) => true,
        (Place::Tray, Some(other)) => Visit::by_id(work.db, other)?.gives_way_to(visit),
        _ => false,
    })
}

/// What is not on the shelf at this moment, whenever the guest comes.
fn short_now(work: &Writing<'_>, visit: &Visit) -> Result<Error> {
    let now = Visit { start: work.now, ..visit.clone() };
    let short = short::of_visit(work, &now)?.unwrap_or(LinenShort { missing: Vec::new(), expected_at: None });
    let kinds: Vec<PieceKind> = short.missing.iter().map(|piece| piece.kind).collect();
    let counts: Vec<u32> = short.missing.iter().map(|piece| piece.count).collect();
    let places: Vec<Place> = short.missing.iter().map(|piece| piece.place).collect();
    let refused = Error::refused(ErrorCode::LinenShort).with("missing", kinds).with("counts", counts);
    Ok(refused.with("places", places).with("expectedAt", short.expected_at))
}

fn set_state(work: &mut Writing<'_>, booking: BookingId, state: TrayState) -> Result<()> {
    let taker = match state {
        TrayState::Taken | TrayState::Returned => Some(work.person()?.staff),
        _ => None,
    };
    work.db
        .prepare_cached(
            "UPDATE tray SET state = ?2, taken_by = CASE WHEN ?3 IS NULL THEN NULL ELSE coalesce(taken_by, ?3) END, since_ms = ?4
             WHERE booking_id = ?1",
        )?
        .execute((booking, state, taker, work.now))?;
    work.touches(Topic::Tray);
    Ok(())
}

impl TrayState {
    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            TrayState::Waiting => "waiting",
            TrayState::Ready => "ready",
            TrayState::Taken => "taken",
            TrayState::Returned => "returned",
            TrayState::Void => "void",
        }
    }
}

impl ToSql for TrayState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for TrayState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<TrayState> {
        use TrayState::{Ready, Returned, Taken, Void, Waiting};
        let text = value.as_str()?;
        let found = [Waiting, Ready, Taken, Returned, Void].into_iter().find(|state| state.name() == text);
        found.ok_or(FromSqlError::InvalidType)
    }
}
