//! The way home: slippers back when the guest has left, the rest to the laundry, dried, sorted by name, into its slot
//! (policy §2.6). Every step refuses a piece that is not where the step begins, and a guest who has not left.

use serde::{Deserialize, Serialize};

use super::make::give_slot;
use super::move_to::{Way, move_to, wrong_place};
use super::piece::{PieceKind, Place};
use super::rows::{self, PieceRow, SetRow};
use super::rules::{Guest, SetState};
use super::tray;
use super::visit::Visit;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, MemberNo};
use crate::salon::Writing;

/// The linen of which booking.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinenOfBooking {
    /// The booking.
    pub booking_id: BookingId,
}

/// The linen of which member.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinenOfMember {
    /// The member.
    pub member_no: MemberNo,
}

/// What was put into the slot.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Shelved {
    /// Whether the set is whole again.
    pub whole: bool,
}

/// The guest has left: her slippers are back in the storeroom, straight from the cabinet if she never came. Slippers that
/// nobody noted on their way to her are noted as worn first.
pub fn slippers_back(work: &mut Writing<'_>, asked: LinenOfBooking) -> Result<()> {
    let visit = Visit::by_id(work.db, asked.booking_id)?;
    let worn = |piece: &PieceRow| {
        piece.kind == PieceKind::Slippers && matches!(piece.place, Place::Disinfection | Place::InUse)
    };
    if visit.guest() == Guest::Gone {
        for piece in rows::out_for(work.db, visit.id)?.iter().filter(|piece| piece.place == Place::Disinfection) {
            move_to(work, piece, Way::out(Place::InUse, visit.id))?;
        }
    }
    from_booking(work, &visit, worn, Place::Shelf)
}

/// The guest has left: everything but the slippers goes to the laundry, touched or not.
pub fn to_laundry(work: &mut Writing<'_>, asked: LinenOfBooking) -> Result<()> {
    let visit = Visit::by_id(work.db, asked.booking_id)?;
    let used = |piece: &PieceRow| piece.kind != PieceKind::Slippers && piece.place == Place::InUse;
    from_booking(work, &visit, used, Place::Laundry)
}

/// Washed: what is in the laundry of this member's hangs to dry, and is sorted by the embroidered name.
pub fn to_drying(work: &mut Writing<'_>, asked: LinenOfMember) -> Result<()> {
    let mut sets = rows::retired_sets(work.db, asked.member_no)?;
    sets.extend(rows::live_set(work.db, asked.member_no)?);
    let washed = |piece: &PieceRow| piece.place == Place::Laundry;
    from_sets(work, &sets, washed, Place::Drying)
}

/// The stockroom puts what comes from the laundry, dry and as a whole set, or was just made, into the member's slot.
pub fn shelve(work: &mut Writing<'_>, asked: LinenOfMember) -> Result<Shelved> {
    let set = rows::set_of_member(work.db, asked.member_no)?;
    if set.slot.is_none() {
        give_slot(work, set.id)?;
    }
    let washing = rows::pieces_of(work.db, set.id)?.iter().any(|piece| piece.place == Place::Laundry);
    let home = |piece: &PieceRow| piece.place == Place::InMaking || (piece.place == Place::Drying && !washing);
    from_sets(work, std::slice::from_ref(&set), home, Place::Shelf)?;
    let pieces = rows::pieces_of(work.db, set.id)?;
    if pieces.iter().all(|piece| piece.place != Place::InMaking) {
        work.db.prepare_cached("UPDATE linen_set SET due_on = NULL WHERE id = ?1")?.execute([set.id])?;
    }
    Ok(Shelved { whole: rows::state_of(&pieces) == SetState::Whole })
}

/// What comes clean from a retired set, its names off, is anybody's linen from now on (policy §2.7).
pub fn to_stock(work: &mut Writing<'_>, asked: LinenOfMember) -> Result<()> {
    let sets = rows::retired_sets(work.db, asked.member_no)?;
    if sets.is_empty() {
        return Err(Error::refused(ErrorCode::NoSuchSet).with("memberNo", asked.member_no));
    }
    let clean = |piece: &PieceRow| piece.place == Place::Drying;
    from_sets(work, &sets, clean, Place::OrdinaryStock)
}

fn from_booking(work: &mut Writing<'_>, visit: &Visit, wanted: impl Fn(&PieceRow) -> bool, to: Place) -> Result<()> {
    let out = rows::out_for(work.db, visit.id)?;
    let going: Vec<&PieceRow> = out.iter().filter(|piece| wanted(piece)).collect();
    if going.is_empty() {
        let state = tray::state_of(work.db, visit.id)?;
        return Err(match out.first() {
            Some(piece) => wrong_place(piece.kind.name(), piece.place.name(), to.name()),
            None => wrong_place("tray", tray::name_of(state), to.name()),
        });
    }
    for piece in going {
        move_to(work, piece, Way::to(to))?;
    }
    Ok(())
}

fn from_sets(work: &mut Writing<'_>, sets: &[SetRow], wanted: impl Fn(&PieceRow) -> bool, to: Place) -> Result<()> {
    let mut pieces = Vec::new();
    for set in sets {
        pieces.extend(rows::pieces_of(work.db, set.id)?);
    }
    let going: Vec<&PieceRow> = pieces.iter().filter(|piece| wanted(piece)).collect();
    if going.is_empty() {
        let washing = pieces.iter().find(|piece| piece.place == Place::Laundry);
        let first = washing.or(pieces.first()).ok_or_else(|| Error::refused(ErrorCode::NoSuchSet))?;
        return Err(wrong_place(first.kind.name(), first.place.name(), to.name()));
    }
    for piece in going {
        move_to(work, piece, Way::to(to))?;
    }
    Ok(())
}
