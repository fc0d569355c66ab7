//! Taking over a set that a register of the stockroom describes: it exists already, embroidered and in its slot.

use super::move_to::begin;
use super::piece::{PieceKind, Place};
use super::{rows, rules};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{MemberNo, SetId};
use crate::salon::{Topic, Writing};
use crate::tier::Tier;

/// The highest slot a shelf can have.
pub const HIGHEST_SLOT: u32 = 9999;

/// Takes a whole set over. `pieces` names those that are not on the shelf, each with its place and what the register says
/// of it; all others of the set are on the shelf. Refuses a second set, a slot that is taken, a place that needs a booking,
/// and more pieces than the set has.
pub fn adopt_set(
    work: &mut Writing<'_>,
    member: MemberNo,
    tier: Tier,
    slot: Option<u32>,
    pieces: &[(PieceKind, Place, &str)],
) -> Result<SetId> {
    let set = begin_set(work, member, tier, slot)?;
    let mut named = pieces.to_vec();
    for &(kind, count) in rules::set_of(tier) {
        for _ in 0..count {
            let found = named.iter().position(|(of, _, _)| *of == kind).map(|at| named.remove(at));
            let (_, place, note) = found.unwrap_or((kind, Place::Shelf, ""));
            if place.is_out() || place.is_gone() {
                return Err(Error::refused(ErrorCode::LinenWrongPlace).with("what", kind).with("place", place));
            }
            begin(work, set, kind, place, note)?;
        }
    }
    match named.first() {
        None => Ok(set),
        Some((kind, _, _)) => Err(Error::refused(ErrorCode::BadNumber).with("field", "pieces").with("what", kind)),
    }
}

/// Begins an empty set in a slot.
pub(super) fn begin_set(work: &mut Writing<'_>, member: MemberNo, tier: Tier, slot: Option<u32>) -> Result<SetId> {
    rows::name_of(work.db, member)?;
    if tier == Tier::Ordinary {
        return Err(Error::refused(ErrorCode::NoQualification).with("memberNo", member));
    }
    if rows::live_set(work.db, member)?.is_some() {
        return Err(Error::refused(ErrorCode::SetExists).with("memberNo", member));
    }
    if let Some(slot) = slot {
        refuse_taken(work, slot)?;
    }
    let id: SetId = work.new_id();
    work.db
        .prepare_cached("INSERT INTO linen_set (id, member_no, tier, slot) VALUES (?1, ?2, ?3, ?4)")?
        .execute((id, member, tier, slot))?;
    work.touches(Topic::Linen);
    Ok(id)
}

fn refuse_taken(work: &Writing<'_>, slot: u32) -> Result<()> {
    if !(1..=HIGHEST_SLOT).contains(&slot) {
        return Err(Error::refused(ErrorCode::BadNumber).with("field", "slot"));
    }
    match rows::holder_of(work.db, slot)? {
        None => Ok(()),
        Some(holder) => Err(Error::refused(ErrorCode::SlotTaken).with("slot", slot).with("memberNo", holder)),
    }
}
