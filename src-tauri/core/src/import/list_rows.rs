//! The lists of prices, rooms and staff: each row is known by its code, must not repeat another, and is laid beside what the
//! salon has, field by field. What a row says and how it lies beside a known thing is each list's own; the rest is here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use super::Source;
use super::doubt::{DoubtCode, ImportDoubt};
use super::newer::{self, Word};
use super::plan::{Fate, ImportChange, ImportPlan, ImportRow};
use super::written::Written;
use crate::error::Result;

/// What earlier imports of a list read, by the code of the row.
pub(super) type Earlier = HashMap<String, Vec<BTreeMap<String, String>>>;

/// What a row says of a thing, and what earlier imports read of it.
pub(super) struct Told<'a, T> {
    pub read: T,
    pub written: Written<'a>,
    pub before: &'a [BTreeMap<String, String>],
}

/// Fills the rows of a list's plan and says what to write. `code` names the field that tells rows apart; `beside` lays a row
/// beside the thing of that code and gives what is to be written: the new thing, the changed one, or nothing.
pub(super) fn draw<T>(
    db: &Connection,
    source: &Source<'_>,
    plan: &mut ImportPlan,
    code: &str,
    read: impl Fn(&Written<'_>, &mut ImportRow) -> T,
    beside: impl Fn(&mut ImportRow, Told<'_, T>) -> Result<Option<T>>,
) -> Result<Vec<T>> {
    let earlier = earlier(db, plan.kind.name(), code)?;
    let mut seen = HashMap::new();
    let mut acts = Vec::new();
    for row in plan.rows.iter_mut().filter(|row| row.fate == Fate::Sure) {
        let written = source.row(row.row);
        row.doubts = written.doubts_of_form();
        let read = read(&written, row);
        refuse_repeated(row, code, &mut seen);
        row.settle(written.decision());
        if !row.counts() {
            continue;
        }
        let before = row.read.get(code).and_then(|code| earlier.get(code)).map(Vec::as_slice).unwrap_or_default();
        let save = beside(row, Told { read, written, before })?;
        row.settle(written.decision());
        match save {
            Some(save) if row.counts() => acts.push(save),
            _ => mark_unchanged(row),
        }
    }
    Ok(acts)
}

/// Reads what earlier imports of a kind of register read; `code` names the field that tells rows apart.
pub(super) fn earlier(db: &Connection, kind: &str, code: &str) -> Result<Earlier> {
    let mut rows = db.prepare_cached(
        "SELECT r.read FROM import_row r JOIN import i ON i.id = r.import_id
         WHERE i.kind = ?1 AND r.fate IN ('sure', 'doubtful') ORDER BY i.at_ms, i.id, r.row",
    )?;
    let mut earlier = Earlier::new();
    for read in rows.query_map([kind], |row| row.get::<_, String>(0))? {
        let read: BTreeMap<String, String> = serde_json::from_str(&read?)?;
        if let Some(code) = read.get(code) {
            earlier.entry(code.clone()).or_default().push(read);
        }
    }
    Ok(earlier)
}

/// Refuses a row whose code an earlier row has.
fn refuse_repeated(row: &mut ImportRow, field: &str, seen: &mut HashMap<String, u32>) {
    let Some(code) = row.read.get(field).cloned() else { return };
    if let Some(first) = seen.get(&code) {
        row.doubts.push(ImportDoubt::of(DoubtCode::RepeatsRow, field).with("code", code).with("row", first));
        return;
    }
    seen.insert(code, row.row);
}

/// The value a field shall have: the file's new word, or the salon's own. Says in the row what changes or is kept.
pub(super) fn settled(
    row: &mut ImportRow,
    earlier: &[BTreeMap<String, String>],
    field: &str,
    told: &str,
    held: &str,
) -> String {
    let before: BTreeSet<&str> = earlier.iter().filter_map(|read| read.get(field)).map(String::as_str).collect();
    let last =
        earlier.iter().rev().filter_map(|read| read.get(field)).map(String::as_str).find(|said| !said.is_empty());
    match newer::word(told, held, &before, &last.into_iter().collect()) {
        Word::Same => held.to_owned(),
        // A list that was never read in before is the word of whoever runs the house, over what was typed by hand.
        Word::Kept | Word::Taken if earlier.is_empty() => take(row, field, told, held),
        Word::Taken => take(row, field, told, held),
        Word::Kept => {
            row.doubts.push(ImportDoubt::of(DoubtCode::KeptExisting, field).with("kept", held).with("other", told));
            held.to_owned()
        }
    }
}

fn take(row: &mut ImportRow, field: &str, told: &str, held: &str) -> String {
    row.changes.push(ImportChange { field: field.to_owned(), from: held.to_owned(), to: told.to_owned() });
    told.to_owned()
}

/// A known thing about which the row says nothing new, and nothing that was not taken, is unchanged.
fn mark_unchanged(row: &mut ImportRow) {
    let was_kept = |doubt: &ImportDoubt| matches!(doubt.code, DoubtCode::KeptExisting | DoubtCode::StaffNameDiffers);
    if row.counts() && row.changes.is_empty() && !row.doubts.iter().any(was_kept) {
        row.fate = Fate::Unchanged;
    }
}
