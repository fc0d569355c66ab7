//! Pieces that were lost or spoilt, those that take their part, and those that came to light again (policy §2: 更换、补充).
//! Each needs a reason.

use serde::{Deserialize, Serialize};

use super::make::due_today;
use super::move_to::{Way, begin, move_to, wrong_place};
use super::piece::Place;
use super::rows;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::PieceId;
use crate::salon::{Topic, Writing};
use crate::text;

/// What happened to a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Mishap {
    /// Nobody knows where it is.
    Lost,
    /// It is spoilt.
    Damaged,
}

/// A piece was lost or spoilt.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MarkPiece {
    /// The piece.
    pub piece_id: PieceId,
    /// What happened.
    #[serde(rename = "as")]
    pub mishap: Mishap,
    /// How.
    pub reason: String,
}

/// A piece, and why something is done with it.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PieceReason {
    /// The piece.
    pub piece_id: PieceId,
    /// Why.
    pub reason: String,
}

/// The piece that takes another's part.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PieceMade {
    /// The new piece, being made.
    pub piece_id: PieceId,
}

/// Marks a piece as lost or damaged, wherever it was.
pub fn mark(work: &mut Writing<'_>, asked: MarkPiece) -> Result<()> {
    let to = match asked.mishap {
        Mishap::Lost => Place::Lost,
        Mishap::Damaged => Place::Damaged,
    };
    go(work, asked.piece_id, to, &asked.reason)
}

/// Gives a piece up and has a new one made in its place, due this working day. A piece that is out for a guest is marked
/// first. Refuses a piece of a retired set: nobody would need the new one, and no slot waits for it.
pub fn replace(work: &mut Writing<'_>, asked: PieceReason) -> Result<PieceMade> {
    let old = rows::piece(work.db, asked.piece_id)?;
    if rows::set_by_id(work.db, old.set)?.retired.is_some() {
        return Err(Error::refused(ErrorCode::SetRetired).with("what", old.kind));
    }
    go(work, asked.piece_id, Place::Replaced, &asked.reason)?;
    let piece_id = begin(work, old.set, old.kind, Place::InMaking, "")?;
    due_today(work, old.set)?;
    Ok(PieceMade { piece_id })
}

/// A lost piece was found, a damaged one mended: it is in its slot again. That of a retired set has no slot: it goes to the
/// laundry and, dry, into ordinary stock (policy §2.7).
pub fn recover(work: &mut Writing<'_>, asked: PieceReason) -> Result<()> {
    let piece = rows::piece(work.db, asked.piece_id)?;
    let retired = rows::set_by_id(work.db, piece.set)?.retired.is_some();
    let home = if retired { Place::Laundry } else { Place::Shelf };
    if !matches!(piece.place, Place::Lost | Place::Damaged) {
        return Err(wrong_place(piece.kind.name(), piece.place.name(), home.name()));
    }
    go(work, asked.piece_id, home, &asked.reason)
}

fn go(work: &mut Writing<'_>, piece: PieceId, to: Place, reason: &str) -> Result<()> {
    let reason = text::required_line("reason", reason, 200)?;
    let piece = rows::piece(work.db, piece)?;
    move_to(work, &piece, Way { to, booking: None, reason: &reason })?;
    work.db.prepare_cached("UPDATE linen_piece SET note = ?2 WHERE id = ?1")?.execute((piece.id, &reason))?;
    work.touches(Topic::Tray);
    Ok(())
}
