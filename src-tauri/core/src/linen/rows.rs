//! Rows of sets and pieces.

use rusqlite::{Connection, OptionalExtension, Row};

use super::piece::{PieceKind, Place};
use super::rules;
use super::rules::SetState;
use crate::clock::{Date, Instant};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, MemberNo, PieceId, SetId};
use crate::tier::Tier;

/// A set as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetRow {
    /// Its id.
    pub id: SetId,
    /// Whose name is on it.
    pub member: MemberNo,
    /// Which set it is.
    pub tier: Tier,
    /// The shelf cell it lives in.
    pub slot: Option<u32>,
    /// The working day by which it must be ready.
    pub due_on: Option<Date>,
    /// When the names came off.
    pub retired: Option<Instant>,
}

/// A piece as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceRow {
    /// Its id.
    pub id: PieceId,
    /// The set it belongs to.
    pub set: SetId,
    /// What it is.
    pub kind: PieceKind,
    /// Where it is.
    pub place: Place,
    /// The booking it is out for.
    pub booking: Option<BookingId>,
    /// Since when it is there.
    pub since: Instant,
    /// What one should know of it.
    pub note: String,
}

const SET: &str = "SELECT id, member_no, tier, slot, due_on, retired_ms FROM linen_set";
const PIECE: &str = "SELECT id, set_id, kind, place, booking_id, since_ms, note FROM linen_piece";

/// The living set of a member.
pub fn live_set(db: &Connection, member: MemberNo) -> Result<Option<SetRow>> {
    let mut found = db.prepare_cached(&format!("{SET} WHERE member_no = ?1 AND retired_ms IS NULL"))?;
    Ok(found.query_row([member], set_of_row).optional()?)
}

/// The living set of a member; refuses if there is none.
pub fn set_of_member(db: &Connection, member: MemberNo) -> Result<SetRow> {
    live_set(db, member)?.ok_or_else(|| Error::refused(ErrorCode::NoSuchSet).with("memberNo", member))
}

/// Every living set, by slot.
pub fn live_sets(db: &Connection) -> Result<Vec<SetRow>> {
    let mut rows =
        db.prepare_cached(&format!("{SET} WHERE retired_ms IS NULL ORDER BY slot IS NULL, slot, member_no"))?;
    let sets = rows.query_map([], set_of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(sets)
}

/// The sets of a member whose names are off and whose pieces are on their way into ordinary stock.
pub fn retired_sets(db: &Connection, member: MemberNo) -> Result<Vec<SetRow>> {
    let mut rows = db.prepare_cached(&format!("{SET} WHERE member_no = ?1 AND retired_ms IS NOT NULL"))?;
    let sets = rows.query_map([member], set_of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(sets)
}

/// A set by id.
pub fn set_by_id(db: &Connection, id: SetId) -> Result<SetRow> {
    let found = db.prepare_cached(&format!("{SET} WHERE id = ?1"))?.query_row([id], set_of_row).optional()?;
    found.ok_or_else(|| Error::refused(ErrorCode::NoSuchSet))
}

/// The pieces of a set that have not left it for good, in the policy's order.
pub fn pieces_of(db: &Connection, set: SetId) -> Result<Vec<PieceRow>> {
    let mut pieces = all_pieces_of(db, set)?;
    pieces.retain(|piece| !piece.place.is_gone());
    Ok(pieces)
}

/// Every piece a set ever had, in the policy's order.
pub fn all_pieces_of(db: &Connection, set: SetId) -> Result<Vec<PieceRow>> {
    let mut rows = db.prepare_cached(&format!("{PIECE} WHERE set_id = ?1"))?;
    let mut pieces: Vec<PieceRow> = rows.query_map([set], piece_of_row)?.collect::<rusqlite::Result<_>>()?;
    pieces.sort_by_key(|piece| (piece.kind, piece.id));
    Ok(pieces)
}

/// The pieces that are out for a booking.
pub fn out_for(db: &Connection, booking: BookingId) -> Result<Vec<PieceRow>> {
    let mut rows = db.prepare_cached(&format!("{PIECE} WHERE booking_id = ?1"))?;
    let mut pieces: Vec<PieceRow> = rows.query_map([booking], piece_of_row)?.collect::<rusqlite::Result<_>>()?;
    pieces.sort_by_key(|piece| (piece.kind, piece.id));
    Ok(pieces)
}

/// A piece by id; refuses one that is not there.
pub fn piece(db: &Connection, id: PieceId) -> Result<PieceRow> {
    let found = db.prepare_cached(&format!("{PIECE} WHERE id = ?1"))?.query_row([id], piece_of_row).optional()?;
    found.ok_or_else(|| Error::refused(ErrorCode::NoSuchPiece))
}

/// Who has a slot now.
pub fn holder_of(db: &Connection, slot: u32) -> Result<Option<MemberNo>> {
    let mut held = db.prepare_cached("SELECT member_no FROM linen_set WHERE slot = ?1")?;
    Ok(held.query_row([slot], |row| row.get(0)).optional()?)
}

/// The lowest slot that nobody has.
pub fn next_free_slot(db: &Connection) -> Result<u32> {
    let mut taken = db.prepare_cached("SELECT slot FROM linen_set WHERE slot IS NOT NULL ORDER BY slot")?;
    let taken: Vec<u32> = taken.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut free = 1;
    for slot in taken {
        if slot == free {
            free += 1;
        }
    }
    Ok(free)
}

/// A member's name.
pub fn name_of(db: &Connection, member: MemberNo) -> Result<String> {
    let name = db.prepare_cached("SELECT name FROM member WHERE no = ?1")?.query_row([member], |row| row.get(0));
    name.optional()?.ok_or_else(|| Error::refused(ErrorCode::NoSuchMember).with("memberNo", member))
}

/// How a set stands as a whole.
pub fn state_of(pieces: &[PieceRow]) -> SetState {
    rules::state_of(pieces.iter().map(|piece| piece.place))
}

/// What stands on a slot: the full name and the number, `张三 01号` (policy §2.2).
pub fn slot_label(name: &str, slot: u32) -> String {
    format!("{name} {slot:02}号")
}

fn set_of_row(row: &Row<'_>) -> rusqlite::Result<SetRow> {
    Ok(SetRow {
        id: row.get(0)?,
        member: row.get(1)?,
        tier: row.get(2)?,
        slot: row.get(3)?,
        due_on: row.get(4)?,
        retired: row.get(5)?,
    })
}

fn piece_of_row(row: &Row<'_>) -> rusqlite::Result<PieceRow> {
    Ok(PieceRow {
        id: row.get(0)?,
        set: row.get(1)?,
        kind: row.get(2)?,
        place: row.get(3)?,
        booking: row.get(4)?,
        since: row.get(5)?,
        note: row.get(6)?,
    })
}
