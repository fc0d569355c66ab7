//! Making a set: the full name embroidered in gold thread on every piece, due the same working day (policy §2.2).

use serde::{Deserialize, Serialize};

use super::adopt::begin_set;
use super::move_to::begin;
use super::piece::Place;
use super::{rows, rules};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{MemberNo, SetId};
use crate::qualification;
use crate::salon::Writing;
use crate::tier::Tier;

/// For whom, and into which slot.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MakeSet {
    /// The member.
    pub member_no: MemberNo,
    /// The shelf cell; the next free one if left out.
    #[ts(optional)]
    pub slot: Option<u32>,
}

/// The set that is being made.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SetMade {
    /// Its id.
    pub set_id: SetId,
    /// Its slot.
    pub slot: u32,
}

/// Begins the set of a VIP or SVIP who has none, or adds what a VIP's set lacks for an SVIP. Refuses members without a
/// qualification, a second set, and a slot that is taken.
pub fn make_set(work: &mut Writing<'_>, asked: MakeSet) -> Result<SetMade> {
    rows::name_of(work.db, asked.member_no)?;
    let tier = qualification::tier_of(work.db, asked.member_no)?;
    let (set_id, slot) = match rows::live_set(work.db, asked.member_no)? {
        Some(set) if set.tier < tier => {
            raise(work, set.id, tier)?;
            (set.id, set.slot)
        }
        _ => {
            let slot = match asked.slot {
                Some(slot) => slot,
                None => rows::next_free_slot(work.db)?,
            };
            (begin_set(work, asked.member_no, tier, Some(slot))?, Some(slot))
        }
    };
    complete(work, set_id, tier)?;
    due_today(work, set_id)?;
    let slot = match slot {
        Some(slot) => slot,
        None => give_slot(work, set_id)?,
    };
    Ok(SetMade { set_id, slot })
}

/// A set without a slot gets the next free one.
pub(super) fn give_slot(work: &mut Writing<'_>, set: SetId) -> Result<u32> {
    let slot = rows::next_free_slot(work.db)?;
    work.db.prepare_cached("UPDATE linen_set SET slot = ?2 WHERE id = ?1")?.execute((set, slot))?;
    Ok(slot)
}

/// What is being made for a set is due this working day.
pub(super) fn due_today(work: &mut Writing<'_>, set: SetId) -> Result<()> {
    let today = work.today();
    work.db.prepare_cached("UPDATE linen_set SET due_on = ?2 WHERE id = ?1")?.execute((set, today))?;
    Ok(())
}

fn raise(work: &mut Writing<'_>, set: SetId, tier: Tier) -> Result<()> {
    work.db.prepare_cached("UPDATE linen_set SET tier = ?2 WHERE id = ?1")?.execute((set, tier))?;
    Ok(())
}

fn complete(work: &mut Writing<'_>, set: SetId, tier: Tier) -> Result<()> {
    let mut missing = 0;
    let pieces = rows::pieces_of(work.db, set)?;
    for &(kind, count) in rules::set_of(tier) {
        let have = pieces.iter().filter(|piece| piece.kind == kind).count();
        for _ in have..count {
            begin(work, set, kind, Place::InMaking, "")?;
            missing += 1;
        }
    }
    if missing == 0 { Err(Error::refused(ErrorCode::SetExists)) } else { Ok(()) }
}
