//! What a booking lacks of its guest's set, and when it can be there: the amber of the board (policy §2.4).

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::piece::{PieceKind, Place};
use super::rows::{self, PieceRow, SetRow};
use super::rules::{self, Back, Lack, Standing};
use super::tray::{self, TrayState};
use super::visit::{self, Visit};
use crate::clock::Instant;
use crate::error::Result;
use crate::ids::{BookingId, PieceId};
use crate::salon::Reading;
use crate::setting::Settings;

/// Pieces of one kind that are missing, and where they are instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingPiece {
    /// What they are.
    pub kind: PieceKind,
    /// How many.
    pub count: u32,
    /// Where they are; `in_making` also when they do not exist yet.
    pub place: Place,
}

/// What a booking lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LinenShort {
    /// The missing pieces.
    pub missing: Vec<MissingPiece>,
    /// When the last of them can be there; none when nobody can say.
    pub expected_at: Option<Instant>,
}

/// What a booking lacks; none when its set will be there, when it needs none, or when its trays are already out.
pub fn short_of(view: &Reading<'_>, booking: BookingId) -> Result<Option<LinenShort>> {
    let waits = matches!(tray::state_of(view.db, booking)?, Some(TrayState::Waiting | TrayState::Ready));
    if !waits {
        return Ok(None);
    }
    of_visit(view, &Visit::by_id(view.db, booking)?)
}

/// What a visit lacks, whatever its trays.
pub(super) fn of_visit(view: &Reading<'_>, visit: &Visit) -> Result<Option<LinenShort>> {
    let mut standings = Vec::new();
    if let Some(set) = rows::live_set(view.db, visit.member)? {
        for piece in rows::pieces_of(view.db, set.id)? {
            standings.push(standing(view, &set, &piece, Some(visit))?);
        }
    }
    let lacks = rules::lacks(
        rules::set_of(visit.tier),
        &standings,
        visit::used_before(view.db, visit, view.now)?,
        visit.start,
        view.now,
        turnaround_on(view, visit)?,
    );
    Ok(summed(&lacks))
}

/// How long linen is away on the day of a visit: a later day is judged by what is planned for it.
fn turnaround_on(view: &Reading<'_>, visit: &Visit) -> Result<i64> {
    let date = view.day().date_of(visit.start);
    let later = (date > view.today()).then(|| Settings::read_on(view.db, date)).transpose()?;
    Ok(later.as_ref().unwrap_or(view.settings).linen_turnaround_minutes)
}

/// A piece as a booking (or nobody in particular) sees it.
pub(super) fn standing(view: &Reading<'_>, set: &SetRow, piece: &PieceRow, asking: Option<&Visit>) -> Result<Standing> {
    let mut at_hand = false;
    let mut out_until = None;
    if let Some(holder) = piece.booking {
        let other = Visit::by_id(view.db, holder)?;
        at_hand =
            asking.is_some_and(|visit| visit.id == holder || (piece.place == Place::Tray && other.gives_way_to(visit)));
        out_until = Some(other.end);
    }
    let made_by = set.due_on.map(|day| view.day().at(day, view.settings.close_hour, 0));
    let washed_since = match piece.place {
        Place::Laundry | Place::Drying => washed_since(view.db, piece.id)?,
        _ => None,
    };
    Ok(Standing { kind: piece.kind, place: piece.place, at_hand, out_until, washed_since, made_by })
}

/// When the last of these pieces can be on the shelf again; none when all are, or when nobody can say.
pub(super) fn expected_back(view: &Reading<'_>, set: &SetRow, pieces: &[PieceRow]) -> Result<Option<Instant>> {
    let mut last = Back::Here;
    for piece in pieces {
        let seen = standing(view, set, piece, None)?;
        last = last.max(rules::back_at(&seen, view.now, view.settings.linen_turnaround_minutes));
    }
    Ok(match last {
        Back::At(at) => Some(at),
        Back::Here | Back::Unknown => None,
    })
}

fn washed_since(db: &Connection, piece: PieceId) -> Result<Option<Instant>> {
    let mut last = db.prepare_cached(
        "SELECT at_ms FROM linen_move WHERE piece_id = ?1 AND to_place = 'laundry' ORDER BY position DESC LIMIT 1",
    )?;
    Ok(last.query_row([piece], |row| row.get(0)).optional()?)
}

fn summed(lacks: &[Lack]) -> Option<LinenShort> {
    let mut counts: BTreeMap<(PieceKind, Place), u32> = BTreeMap::new();
    for lack in lacks {
        *counts.entry((lack.kind, lack.place)).or_default() += 1;
    }
    let expected_at = match lacks.iter().map(|lack| lack.back).max()? {
        Back::At(at) => Some(at),
        Back::Here | Back::Unknown => None,
    };
    let missing = counts.into_iter().map(|((kind, place), count)| MissingPiece { kind, count, place }).collect();
    Some(LinenShort { missing, expected_at })
}
