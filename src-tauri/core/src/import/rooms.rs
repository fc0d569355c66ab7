//! The list of rooms: number, tier, beds (policy §3).

use rusqlite::Connection;

use super::Source;
use super::doubt::{DoubtCode, ImportDoubt};
use super::list_rows::{self, Told, settled};
use super::plan::{ImportPlan, ImportRow};
use super::read_tier;
use super::written::Written;
use crate::error::Result;
use crate::room::{self, SaveRoom};
use crate::tier::Tier;

/// Fills the plan's rows and says which rooms to write.
pub(super) fn draw(db: &Connection, source: &Source<'_>, plan: &mut ImportPlan) -> Result<Vec<SaveRoom>> {
    list_rows::draw(db, source, plan, "number", read, |row, told: Told<'_, SaveRoom>| {
        let Some(held) = room::rows::by_number(db, &told.read.number)? else { return Ok(Some(told.read)) };
        let (read, before, held) = (told.read, told.before, held.line);
        let tier = settled(row, before, "tier", read.tier.name(), held.tier.name());
        let beds = settled(row, before, "beds", &read.beds.to_string(), &held.beds.to_string());
        let note = settled(row, before, "notes", &read.note, &held.note);
        let tier = read_tier::read(&tier).unwrap_or(held.tier);
        let beds = beds.parse().unwrap_or(held.beds);
        let save = SaveRoom { id: Some(held.id), number: held.number, tier, beds, note, active: true };
        Ok((!row.changes.is_empty()).then_some(save))
    })
}

fn read(written: &Written<'_>, row: &mut ImportRow) -> SaveRoom {
    let mut doubts = Vec::new();
    let number = written.keepable("number", 12, &mut doubts);
    if number.is_empty() {
        doubts.push(ImportDoubt::of(DoubtCode::CodeMissing, "number"));
    }
    let said = written.text("tier", &mut doubts);
    let tier = read_tier::read(&said).filter(|_| !said.is_empty());
    if tier.is_none() {
        let shown: String = said.chars().take(20).collect();
        doubts.push(ImportDoubt::of(DoubtCode::RoomTierUnreadable, "tier").with("text", shown));
    }
    let said = written.text("beds", &mut doubts);
    let beds = if said.is_empty() { Some(1) } else { said.trim_end_matches('床').parse().ok() };
    let beds = beds.filter(|beds| (1..=8).contains(beds));
    if beds.is_none() {
        let shown: String = said.chars().take(20).collect();
        doubts.push(ImportDoubt::of(DoubtCode::BedsUnreadable, "beds").with("text", shown));
    }
    let note = written.keepable("notes", 200, &mut doubts);
    row.doubts.extend(doubts);
    row.note("number", &number);
    row.note("tier", tier.map(Tier::name).unwrap_or_default());
    row.note("beds", beds.map(|beds: u32| beds.to_string()).unwrap_or_default());
    row.note("notes", &note);
    SaveRoom { id: None, number, tier: tier.unwrap_or(Tier::Ordinary), beds: beds.unwrap_or(1), note, active: true }
}
