//! One member's set: each piece with its place, since when, and the way it went; and the short form for the member's card.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::piece::{PieceKind, Place};
use super::rows::{self, PieceRow, SetRow};
use super::rules::SetState;
use super::short;
use super::wash::LinenOfMember;
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::ids::{BookingId, MemberNo, PieceId, SetId};
use crate::salon::Reading;
use crate::tier::Tier;

/// One move of one piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LinenMove {
    /// When.
    pub at_ms: Instant,
    /// What moved.
    pub kind: PieceKind,
    /// From where; none where it began.
    pub from: Option<Place>,
    /// To where.
    pub to: Place,
    /// By whose hand.
    pub by: Option<String>,
    /// Why.
    pub reason: String,
}

/// One piece of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LinenPiece {
    /// Its id.
    pub piece_id: PieceId,
    /// What it is.
    pub kind: PieceKind,
    /// Where it is.
    pub place: Place,
    /// Since when.
    pub since_ms: Instant,
    /// The booking it is out for.
    pub booking_id: Option<BookingId>,
    /// What one should know of it.
    pub note: String,
    /// The way it went, the newest move first.
    pub history: Vec<LinenMove>,
}

/// A set with everything about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LinenSetView {
    /// Its id.
    pub set_id: SetId,
    /// Whose it is.
    pub member_no: MemberNo,
    /// The embroidered name.
    pub member_name: String,
    /// Which set it is.
    pub tier: Tier,
    /// Its slot.
    pub slot: Option<u32>,
    /// What stands on the slot.
    pub slot_label: Option<String>,
    /// How it stands as a whole.
    pub state: SetState,
    /// When it can be whole again.
    pub expected_back_at: Option<Instant>,
    /// The working day by which it must have been made.
    pub due_on: Option<Date>,
    /// Its pieces; those given up come last.
    pub pieces: Vec<LinenPiece>,
}

/// So many pieces of a kind in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PlacedPieces {
    /// What they are.
    pub kind: PieceKind,
    /// Where they are.
    pub place: Place,
    /// How many.
    pub count: u32,
}

/// A member's linen, as her card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberLinen {
    /// Her slot.
    pub slot: Option<u32>,
    /// What stands on it.
    pub slot_label: Option<String>,
    /// How her set stands.
    pub state: SetState,
    /// Its pieces by kind and place.
    pub pieces: Vec<PlacedPieces>,
    /// When it can be whole again.
    pub expected_back_at: Option<Instant>,
}

/// A member's set, piece by piece.
pub fn set(view: &Reading<'_>, asked: LinenOfMember) -> Result<LinenSetView> {
    let set = rows::set_of_member(view.db, asked.member_no)?;
    let member_name = rows::name_of(view.db, set.member)?;
    let mut pieces = rows::all_pieces_of(view.db, set.id)?;
    pieces.sort_by_key(|piece| (piece.place.is_gone(), piece.kind, piece.id));
    let living = living(&pieces);
    Ok(LinenSetView {
        set_id: set.id,
        member_no: set.member,
        slot_label: set.slot.map(|slot| rows::slot_label(&member_name, slot)),
        member_name,
        tier: set.tier,
        slot: set.slot,
        state: rows::state_of(&living),
        expected_back_at: short::expected_back(view, &set, &living)?,
        due_on: set.due_on,
        pieces: pieces.into_iter().map(|piece| shown(view, piece)).collect::<Result<_>>()?,
    })
}

/// What a member's card shows of her linen; none for one who has no set and needs none.
pub fn of_member(view: &Reading<'_>, member: MemberNo, name: &str, tier: Tier) -> Result<Option<MemberLinen>> {
    let Some(set) = rows::live_set(view.db, member)? else {
        let none = MemberLinen {
            slot: None,
            slot_label: None,
            state: SetState::None,
            pieces: Vec::new(),
            expected_back_at: None,
        };
        return Ok((tier != Tier::Ordinary).then_some(none));
    };
    of_set(view, &set, name).map(Some)
}

/// Every move of a member's linen, the newest first.
pub fn moves_of(db: &Connection, member: MemberNo, limit: u32) -> Result<Vec<LinenMove>> {
    let mut rows = db.prepare_cached(
        "SELECT m.at_ms, p.kind, m.from_place, m.to_place, s.name, m.reason
         FROM linen_set t JOIN linen_piece p ON p.set_id = t.id JOIN linen_move m ON m.piece_id = p.id
         LEFT JOIN staff s ON s.id = m.staff_id
         WHERE t.member_no = ?1 ORDER BY m.at_ms DESC, m.position DESC, p.id LIMIT ?2",
    )?;
    let moves = rows.query_map((member, limit), move_of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(moves)
}

fn of_set(view: &Reading<'_>, set: &SetRow, name: &str) -> Result<MemberLinen> {
    let pieces = rows::pieces_of(view.db, set.id)?;
    let mut counts: BTreeMap<(PieceKind, Place), u32> = BTreeMap::new();
    for piece in &pieces {
        *counts.entry((piece.kind, piece.place)).or_default() += 1;
    }
    Ok(MemberLinen {
        slot: set.slot,
        slot_label: set.slot.map(|slot| rows::slot_label(name, slot)),
        state: rows::state_of(&pieces),
        expected_back_at: short::expected_back(view, set, &pieces)?,
        pieces: counts.into_iter().map(|((kind, place), count)| PlacedPieces { kind, place, count }).collect(),
    })
}

fn living(pieces: &[PieceRow]) -> Vec<PieceRow> {
    pieces.iter().filter(|piece| !piece.place.is_gone()).cloned().collect()
}

fn shown(view: &Reading<'_>, piece: PieceRow) -> Result<LinenPiece> {
    let mut rows = view.db.prepare_cached(
        "SELECT m.at_ms, p.kind, m.from_place, m.to_place, s.name, m.reason
         FROM linen_piece p JOIN linen_move m ON m.piece_id = p.id LEFT JOIN staff s ON s.id = m.staff_id
         WHERE p.id = ?1 ORDER BY m.position DESC",
    )?;
    let history = rows.query_map([piece.id], move_of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(LinenPiece {
        piece_id: piece.id,
        kind: piece.kind,
        place: piece.place,
        since_ms: piece.since,
        booking_id: piece.booking,
        note: piece.note,
        history,
    })
}

fn move_of_row(row: &Row<'_>) -> rusqlite::Result<LinenMove> {
    Ok(LinenMove {
        at_ms: row.get(0)?,
        kind: row.get(1)?,
        from: row.get(2)?,
        to: row.get(3)?,
        by: row.get(4)?,
        reason: row.get(5)?,
    })
}
