//! The one function that moves a piece.
//!
//! It checks the way and the point of the visit, writes the move, then lets the piece go: the schema lets no piece go whose move was not written, and
//! no move begin where the piece is not. Two hands on one piece therefore cannot both succeed.

use super::piece::{PieceKind, Place};
use super::rows::{self, PieceRow};
use super::rules::{self, Guest};
use super::visit::Visit;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, PieceId, SetId};
use crate::salon::{Topic, Writing};

/// Where a piece shall go, and why.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// The place.
    pub to: Place,
    /// The booking it is out for there; only on a tray, in the disinfection cabinet and in use.
    pub booking: Option<BookingId>,
    /// Why; needed for lost, damaged and replaced.
    pub reason: &'a str,
}

impl Way<'_> {
    /// To a place that belongs to no booking, for no reason but the day's work.
    pub fn to(place: Place) -> Way<'static> {
        Way { to: place, booking: None, reason: "" }
    }

    /// To a place where it is out for a booking.
    pub fn out(place: Place, booking: BookingId) -> Way<'static> {
        Way { to: place, booking: Some(booking), reason: "" }
    }
}

/// Moves one piece. Refuses a way it cannot go from where it is, and one it does not go at this point of the visit.
pub fn move_to(work: &mut Writing<'_>, piece: &PieceRow, way: Way<'_>) -> Result<()> {
    let retired = rows::set_by_id(work.db, piece.set)?.retired.is_some();
    if !rules::may_go(piece.kind, piece.place, way.to, retired) {
        return Err(wrong_place(piece.kind.name(), piece.place.name(), way.to.name()));
    }
    if let Some(booking) = piece.booking {
        let visit = Visit::by_id(work.db, booking)?;
        if !rules::follows(piece.place, way.to, visit.guest()) {
            return Err(not_now(&visit));
        }
    }
    write_move(work, piece.id, Some(piece.place), way)?;
    let went = work
        .db
        .prepare_cached(
            "UPDATE linen_piece SET place = ?3, booking_id = ?4, since_ms = ?5 WHERE id = ?1 AND place = ?2",
        )?
        .execute((piece.id, piece.place, way.to, way.booking, work.now))?;
    if went != 1 {
        return Err(wrong_place(piece.kind.name(), piece.place.name(), way.to.name()));
    }
    work.touches(Topic::Linen);
    Ok(())
}

/// Begins a piece of a set.
pub(super) fn begin(work: &mut Writing<'_>, set: SetId, kind: PieceKind, place: Place, note: &str) -> Result<PieceId> {
    let id: PieceId = work.new_id();
    work.db
        .prepare_cached(
            "INSERT INTO linen_piece (id, set_id, kind, place, booking_id, since_ms, note) VALUES (?1, ?2, ?3, ?4, NULL, ?5, ?6)",
        )?
        .execute((id, set, kind, place, work.now, note))?;
    let reason = if note.is_empty() && matches!(place, Place::Lost | Place::Damaged) { "register" } else { note };
    write_move(work, id, None, Way { to: place, booking: None, reason })?;
    work.touches(Topic::Linen);
    Ok(id)
}

/// The refusal of a wrong order: what was where, and where it was wanted.
pub(super) fn wrong_place(what: &str, place: &str, wanted: &str) -> Error {
    Error::refused(ErrorCode::LinenWrongPlace).with("what", what).with("place", place).with("wanted", wanted)
}

/// The refusal of a step that does not fit where the guest is.
pub(super) fn not_now(visit: &Visit) -> Error {
    let code = match visit.guest() {
        Guest::Expected => ErrorCode::GuestNotHere,
        Guest::Here => ErrorCode::GuestStillHere,
        Guest::Gone | Guest::CalledOff => ErrorCode::WrongStep,
    };
    Error::refused(code).with("status", &visit.status).with("name", &visit.member_name)
}

fn write_move(work: &Writing<'_>, piece: PieceId, from: Option<Place>, way: Way<'_>) -> Result<()> {
    let staff = work.caller.map(|caller| caller.staff);
    work.db
        .prepare_cached(
            "INSERT INTO linen_move (piece_id, position, at_ms, staff_id, from_place, to_place, booking_id, reason)
             SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM linen_move WHERE piece_id = ?1",
        )?
        .execute((piece, work.now, staff, from, way.to, way.booking, way.reason))?;
    Ok(())
}
