//! What the lists of prices, rooms and staff have in common: each row is known by its code, must not repeat another, and is
//! laid beside what the salon has, field by field.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use super::doubt::{DoubtCode, ImportDoubt};
use super::newer::{self, Word};
use super::plan::{Fate, ImportChange, ImportKind, ImportRow};
use crate::error::Result;

/// What earlier imports of a list read, by the code of the row.
pub(super) type Earlier = HashMap<String, Vec<BTreeMap<String, String>>>;

/// Reads what earlier imports of a list read; `code` names the field that tells rows apart.
pub(super) fn earlier(db: &Connection, kind: ImportKind, code: &str) -> Result<Earlier> {
    let mut rows = db.prepare_cached(
        "SELECT r.read FROM import_row r JOIN import i ON i.id = r.import_id
         WHERE i.kind = ?1 AND r.fate IN ('sure', 'doubtful') ORDER BY i.at_ms, r.row",
    )?;
    let mut earlier = Earlier::new();
    for read in rows.query_map([kind.name()], |row| row.get::<_, String>(0))? {
        let read: BTreeMap<String, String> = serde_json::from_str(&read?)?;
        if let Some(code) = read.get(code) {
            earlier.entry(code.clone()).or_default().push(read);
        }
    }
    Ok(earlier)
}

/// Refuses a row whose code an earlier row has.
pub(super) fn refuse_repeated(row: &mut ImportRow, field: &str, seen: &mut HashMap<String, u32>) {
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
    match newer::word(told, held, &before) {
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

/// A known thing about which the row says nothing new is unchanged.
pub(super) fn mark_unchanged(row: &mut ImportRow) {
    if row.counts() && row.changes.is_empty() && !row.doubts.iter().any(|doubt| doubt.code == DoubtCode::KeptExisting) {
        row.fate = Fate::Unchanged;
    }
}
