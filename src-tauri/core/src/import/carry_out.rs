//! Carries a plan out, in the one transaction of its command, step by step: each step can be the last, if somebody cancels,
//! and then nothing of it stays. Every row of the file is recorded with its fate; each member keeps the rows she came from.

use super::draw::{Acts, Drawn};
use super::front_desk::Act;
use super::plan::{Fate, ImportPlan, ImportReport, ImportRow};
use super::write_member::NewKeys;
use super::{stockroom, write_member};
use crate::catalog;
use crate::error::Result;
use crate::ids::{ImportId, MemberNo};
use crate::linen;
use crate::room;
use crate::salon::{Topic, Writing};
use crate::staff;

/// What was done so far.
#[derive(Default)]
struct Done {
    added: u32,
    changed: u32,
    new_keys: NewKeys,
}

/// Carries out a plan.
pub(super) fn carry_out(work: &mut Writing<'_>, drawn: Drawn, file_name: &str) -> Result<ImportReport> {
    let Drawn { mut plan, acts } = drawn;
    let mut done = Done::default();
    match acts {
        Acts::People(acts) => {
            let total = acts.len();
            for (step, act) in acts.into_iter().enumerate() {
                work.step("writing", step, total)?;
                let member = write_person(work, act.act, &mut done)?;
                for at in act.rows {
                    put_member(&mut plan, at, member);
                }
            }
            write_member::write_keys(work, std::mem::take(&mut done.new_keys))?;
        }
        Acts::Sets(acts) => {
            let total = acts.len();
            for (step, act) in acts.into_iter().enumerate() {
                work.step("writing", step, total)?;
                write_set(work, act, &mut done)?;
            }
        }
        Acts::Items(acts) => {
            for save in acts {
                done.count(save.id.is_some());
                catalog::save(work, save)?;
            }
        }
        Acts::Rooms(acts) => {
            for save in acts {
                done.count(save.id.is_some());
                room::save(work, save)?;
            }
        }
        Acts::Staff(acts) => {
            for save in acts {
                done.count(save.id.is_some());
                staff::edit::save(work, save)?;
            }
        }
    }
    if plan.rows.iter().any(|row| !says_nothing_new(row.fate)) {
        record(work, &plan, file_name)?;
    }
    forget_text(&mut plan);
    Ok(ImportReport { plan, added: done.added, changed: done.changed })
}

impl Done {
    fn count(&mut self, was_there: bool) {
        if was_there {
            self.changed += 1;
        } else {
            self.added += 1;
        }
    }
}

fn write_person(work: &mut Writing<'_>, act: Act, done: &mut Done) -> Result<Option<MemberNo>> {
    match act {
        Act::Add(row, qualifications) => {
            done.added += 1;
            write_member::add(work, &row, &qualifications, &mut done.new_keys).map(Some)
        }
        Act::Change(change) => {
            if !change.told.is_empty() {
                done.changed += 1;
                write_member::change(work, &change)?;
            }
            Ok(change.no)
        }
        Act::Nothing => Ok(None),
    }
}

fn write_set(work: &mut Writing<'_>, act: stockroom::Act, done: &mut Done) -> Result<()> {
    match act {
        stockroom::Act::Adopt { member, tier, slot, pieces } => {
            let pieces: Vec<_> = pieces.0.iter().map(|(kind, place, why)| (*kind, *place, why.as_str())).collect();
            linen::adopt::adopt_set(work, member, tier, Some(slot), &pieces)?;
            done.added += 1;
        }
        stockroom::Act::Move { set, slot } => {
            work.db.prepare_cached("UPDATE linen_set SET slot = ?2 WHERE id = ?1")?.execute((set, slot))?;
            work.touches(Topic::Linen);
            done.changed += 1;
        }
    }
    Ok(())
}

fn put_member(plan: &mut ImportPlan, at: usize, member: Option<MemberNo>) {
    if let Some(row) = plan.rows.get_mut(at)
        && member.is_some()
    {
        row.member_no = member;
    }
}

/// A file of which nothing is new leaves no trace but the journal's.
fn says_nothing_new(fate: Fate) -> bool {
    matches!(fate, Fate::Unchanged | Fate::Blank | Fate::Heading | Fate::Total)
}

/// Records the file, every row of it with its fate, and with each member the rows that told of her.
fn record(work: &mut Writing<'_>, plan: &ImportPlan, file_name: &str) -> Result<()> {
    let import: ImportId = work.new_id();
    let staff = work.caller.map(|caller| caller.staff);
    let file_name: String = file_name.chars().filter(|c| !c.is_control()).take(200).collect();
    let digest = hex::decode(&plan.digest).unwrap_or_default();
    work.db
        .prepare_cached(
            "INSERT INTO import (id, kind, file_name, digest, sheet, at_ms, staff_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((import, plan.kind.name(), file_name, digest, &plan.sheet, work.now, staff))?;
    let total = plan.rows.len();
    for (step, row) in plan.rows.iter().enumerate() {
        work.step("recording", step, total)?;
        record_row(work, import, &plan.sheet, row)?;
    }
    work.step("recording", total, total)
}

fn record_row(work: &Writing<'_>, import: ImportId, sheet: &str, row: &ImportRow) -> Result<()> {
    let written = serde_json::to_string(&row.text)?;
    work.db
        .prepare_cached(
            "INSERT INTO import_row (import_id, row, fate, written, read, member_no, doubts)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            import,
            row.row,
            row.fate.name(),
            &written,
            serde_json::to_string(&row.read)?,
            row.member_no,
            serde_json::to_string(&row.doubts)?,
        ))?;
    if let Some(member) = row.member_no.filter(|_| row.counts()) {
        work.db
            .prepare_cached(
                "INSERT INTO member_source (member_no, import_id, sheet, row, written) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((member, import, sheet, row.row, &written))?;
    }
    Ok(())
}

/// The report travels, and is kept in the journal, without the texts that the store keeps; only rows that somebody should
/// look at show theirs.
fn forget_text(plan: &mut ImportPlan) {
    for row in plan.rows.iter_mut().filter(|row| !matches!(row.fate, Fate::Doubtful | Fate::Refused)) {
        row.text.clear();
    }
}
