//! The stockroom's register: slots, sets, missing and damaged pieces (policy §1.3, §2.1–2.2).
//!
//! A row names a member by name, tier and approval date; the front desk's register decides who and what she is. Rows that
//! tell her by more than her name go first, over the whole file, so that no row takes what a later one names for certain.
//! Refuses a row whose member cannot be told, who has no qualification in force, and a slot that is another's.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::Source;
use super::doubt::{DoubtCode, ImportDoubt};
use super::find_owner::{self, Found, Owner};
use super::list_rows::{Earlier, earlier};
use super::plan::{Fate, ImportChange, ImportPlan, ImportRow};
use super::read_person::read_approval;
use super::read_pieces::{self, PiecesRead};
use super::written::{LONGEST_NAME, Written};
use super::{read_name, read_tier};
use crate::clock::Date;
use crate::error::Result;
use crate::ids::{MemberNo, SetId};
use crate::linen;
use crate::tier::Tier;

/// The longest a note about a set may be, in characters.
const LONGEST_NOTE: usize = 200;

/// What is to be done for one row.
pub(super) enum Act {
    /// Takes a set over.
    Adopt { member: MemberNo, tier: Tier, slot: u32, pieces: PiecesRead },
    /// A set has moved to another slot.
    Move { set: SetId, slot: u32 },
}

/// What is taken: slots and members, by this file's rows before.
#[derive(Default)]
struct Taken {
    slots: HashMap<u32, u32>,
    members: HashMap<MemberNo, u32>,
}

/// What a row says, before it is laid beside the others.
struct Told {
    /// Its place in the plan.
    at: usize,
    slot: Option<u32>,
    tier: Option<Tier>,
    notes: String,
    found: Found,
}

/// Fills the plan's rows and says which sets to write.
pub(super) fn draw(db: &Connection, today: Date, source: &Source<'_>, plan: &mut ImportPlan) -> Result<Vec<Act>> {
    let earlier = earlier(db, plan.kind.name(), "member_no")?;
    let mut told = Vec::new();
    for (at, row) in plan.rows.iter_mut().enumerate().filter(|(_, row)| row.fate == Fate::Sure) {
        told.push(read(db, today, &source.row(row.row), at, row)?);
    }
    told.sort_by_key(|told| !told.found.exact);
    let mut taken = Taken::default();
    let mut acts = BTreeMap::new();
    for told in told {
        let at = told.at;
        let Some(row) = plan.rows.get_mut(at) else { continue };
        let written = source.row(row.row);
        let act = lay(db, &written, &earlier, &mut taken, told, row)?;
        row.settle(written.decision());
        if !row.counts() {
            continue;
        }
        match act {
            Some(act) => {
                acts.insert(at, act);
            }
            None if row.doubts.iter().all(|doubt| !is_about_the_store(doubt.code)) => row.fate = Fate::Unchanged,
            None => {}
        }
    }
    Ok(acts.into_values().collect())
}

fn is_about_the_store(code: DoubtCode) -> bool {
    matches!(code, DoubtCode::KeptExisting | DoubtCode::SetKept)
}

/// Reads a row and looks for its member.
fn read(db: &Connection, today: Date, written: &Written<'_>, at: usize, row: &mut ImportRow) -> Result<Told> {
    let mut doubts = written.doubts_of_form();
    let slot = read_slot(&written.text("slot", &mut doubts), &mut doubts);
    let name = read_name::read(&written.keepable("name", LONGEST_NAME, &mut doubts)).name;
    if name.is_empty() {
        doubts.push(ImportDoubt::of(DoubtCode::NameMissing, "name"));
    }
    let said_tier = written.text("tier", &mut doubts);
    let tier = read_tier::read(&said_tier).filter(|tier| *tier != Tier::Ordinary);
    if tier.is_none() && !said_tier.is_empty() {
        let shown: String = said_tier.chars().take(20).collect();
        doubts.push(ImportDoubt::of(DoubtCode::TierUnreadable, "tier").with("text", shown));
    }
    let approved_on = read_approval(written, today, &mut doubts);
    let phones = written.text("phones", &mut doubts);
    let holder = slot.map(|slot| linen::rows::holder_of(db, slot)).transpose()?.flatten();
    let said = find_owner::Said { name: &name, tier, approved_on, phones: &phones, holder };
    let found = match (name.is_empty(), written.corrected("member_no")) {
        (true, _) => Found::default(),
        (false, Some(number)) => find_owner::by_number(db, number, &mut doubts)?,
        (false, None) => find_owner::find(db, &said, &mut doubts)?,
    };
    let notes = written.keepable("notes", LONGEST_NOTE, &mut doubts);
    row.doubts = doubts;
    row.note("slot", slot.map(|slot| slot.to_string()).unwrap_or_default());
    row.note("name", &name);
    row.note("tier", tier.map(Tier::name).unwrap_or_default());
    row.note("approved_on", approved_on.map(|date| date.to_string()).unwrap_or_default());
    for (kind, _) in linen::PieceKind::ALL {
        row.note(kind.name(), written.text(kind.name(), &mut Vec::new()));
    }
    row.note("notes", &notes);
    Ok(Told { at, slot, tier, notes, found })
}

/// Lays a row beside the file's others and beside the store.
fn lay(
    db: &Connection,
    written: &Written<'_>,
    earlier: &Earlier,
    taken: &mut Taken,
    told: Told,
    row: &mut ImportRow,
) -> Result<Option<Act>> {
    let owner = told.found.owner;
    let set_tier = owner.as_ref().map(|owner| owner.tier).or(told.tier).unwrap_or(Tier::Vip);
    let pieces = read_pieces::read(written, set_tier, &told.notes, &mut row.doubts);
    let Some((owner, slot)) = owner.zip(told.slot) else { return Ok(None) };
    row.member_no = Some(owner.member);
    row.note("member_no", owner.member.0);
    if refuse_repeated(row, slot, owner.member, taken) {
        return Ok(None);
    }
    let before = earlier.get(&owner.member.0.to_string()).map(Vec::as_slice).unwrap_or_default();
    beside_store(db, row, before, owner, slot, pieces)
}

/// A slot or a member that a row laid before has.
fn refuse_repeated(row: &mut ImportRow, slot: u32, member: MemberNo, taken: &mut Taken) -> bool {
    if let Some(first) = taken.members.get(&member) {
        row.doubts.push(ImportDoubt::of(DoubtCode::RepeatsRow, "name").with("row", first));
        return true;
    }
    if let Some(first) = taken.slots.get(&slot) {
        row.doubts.push(ImportDoubt::of(DoubtCode::SlotTaken, "slot").with("slot", slot).with("row", first));
        return true;
    }
    taken.members.insert(member, row.row);
    taken.slots.insert(slot, row.row);
    false
}

/// Lays the row beside what the stockroom has: a new set, a set in another slot, or nothing new. Where the pieces of a set
/// are is the salon's own knowledge once the set is there; the register does not move them.
fn beside_store(
    db: &Connection,
    row: &mut ImportRow,
    before: &[BTreeMap<String, String>],
    owner: Owner,
    slot: u32,
    pieces: PiecesRead,
) -> Result<Option<Act>> {
    let holder = linen::rows::holder_of(db, slot)?.filter(|holder| *holder != owner.member);
    let Some(set) = linen::rows::live_set(db, owner.member)? else {
        if let Some(holder) = holder {
            let doubt = ImportDoubt::of(DoubtCode::SlotTaken, "slot").with("slot", slot);
            row.doubts.push(doubt.with("memberNo", holder.0));
            return Ok(None);
        }
        return Ok(Some(Act::Adopt { member: owner.member, tier: owner.tier, slot, pieces }));
    };
    let told = |read: &BTreeMap<String, String>, field: &str| read.get(field).cloned();
    let same_pieces = |read: &BTreeMap<String, String>| {
        let kinds = linen::PieceKind::ALL.iter().map(|(_, name)| *name);
        kinds.chain(["notes"]).all(|field| told(read, field) == row.read.get(field).cloned())
    };
    if !before.iter().any(same_pieces) {
        row.doubts.push(ImportDoubt::of_row(DoubtCode::SetKept));
    }
    let held = set.slot.map(|slot| slot.to_string()).unwrap_or_default();
    let said_last = before.iter().rev().find_map(|read| told(read, "slot"));
    if set.slot == Some(slot) || said_last == Some(slot.to_string()) {
        return Ok(None);
    }
    let from_register = set.slot.is_none() || before.iter().any(|read| told(read, "slot") == Some(held.clone()));
    if !from_register || holder.is_some() {
        row.doubts.push(ImportDoubt::of(DoubtCode::KeptExisting, "slot").with("kept", held).with("other", slot));
        return Ok(None);
    }
    row.changes.push(ImportChange { field: "slot".to_owned(), from: held, to: slot.to_string() });
    Ok(Some(Act::Move { set: set.id, slot }))
}

/// `01号`, `1`, `A-12` is none.
fn read_slot(written: &str, doubts: &mut Vec<ImportDoubt>) -> Option<u32> {
    let plain = crate::text::folded(written);
    let digits =
        plain.trim_start_matches(['第', '库', '位', '#', 'n', 'o', '.']).trim_end_matches(['号', '位', '格', '柜']);
    let slot = digits.parse().ok().filter(|slot| (1..=linen::adopt::HIGHEST_SLOT).contains(slot));
    if slot.is_none() {
        let shown: String = written.chars().take(20).collect();
        doubts.push(ImportDoubt::of(DoubtCode::SlotUnreadable, "slot").with("text", shown));
    }
    slot
}
