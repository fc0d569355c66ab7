//! The price list: services with their minutes, goods without.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Source;
use super::doubt::{DoubtCode, ImportDoubt};
use super::list_rows::{self, Told, settled};
use super::plan::{ImportPlan, ImportRow};
use super::written::Written;
use crate::catalog::{self, ItemKind, SaveItem};
use crate::error::Result;
use crate::money::Money;

/// The longest a price may be written, in characters: a hundred million with its decimals, marks and all.
const LONGEST_PRICE: usize = 16;

/// Fills the plan's rows and says which items to write.
pub(super) fn draw(db: &Connection, source: &Source<'_>, plan: &mut ImportPlan) -> Result<Vec<SaveItem>> {
    list_rows::draw(db, source, plan, "code", read, |row, told: Told<'_, SaveItem>| {
        Ok(match catalog::rows::by_code(db, &told.read.code)? {
            Some(held) => compared(row, told.before, &told.read, held),
            None => Some(told.read),
        })
    })
}

fn read(written: &Written<'_>, row: &mut ImportRow) -> SaveItem {
    let mut doubts = Vec::new();
    let code = written.keepable("code", 12, &mut doubts);
    if code.is_empty() {
        doubts.push(ImportDoubt::of(DoubtCode::CodeMissing, "code"));
    }
    let name = written.keepable("name", 60, &mut doubts);
    if name.is_empty() {
        doubts.push(ImportDoubt::of(DoubtCode::NameMissing, "name"));
    }
    let category = written.keepable("category", 20, &mut doubts);
    let minutes = read_minutes(&written.text("minutes", &mut doubts), &mut doubts);
    let price = read_price("price", &written.text("price", &mut doubts), &mut doubts);
    if price.is_none() && !doubts.iter().any(|doubt| doubt.code == DoubtCode::PriceUnreadable) {
        doubts.push(ImportDoubt::of(DoubtCode::PriceUnreadable, "price").with("text", ""));
    }
    let price = price.unwrap_or_default();
    let member_price = read_price("member_price", &written.text("member_price", &mut doubts), &mut doubts);
    if member_price.is_some_and(|member| member > price) {
        doubts.push(ImportDoubt::of(DoubtCode::PriceBelowMember, "member_price").with("price", price));
    }
    let rooms = written.keepable("rooms", 60, &mut doubts);
    let kind = if minutes.is_some() { ItemKind::Service } else { ItemKind::Good };
    if kind == ItemKind::Good && !rooms.is_empty() {
        doubts.push(ImportDoubt::of(DoubtCode::MinutesMissing, "minutes"));
    }
    row.doubts.extend(doubts);
    row.note("code", &code);
    row.note("name", &name);
    row.note("category", &category);
    row.note("minutes", minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
    row.note("price", price);
    row.note("member_price", member_price.map(|price| price.to_string()).unwrap_or_default());
    row.note("rooms", &rooms);
    SaveItem { id: None, code, name, kind, category, minutes, price, member_price, rooms, active: true }
}

/// What the list changes about an item; none if nothing.
fn compared(
    row: &mut ImportRow,
    before: &[BTreeMap<String, String>],
    read: &SaveItem,
    held: catalog::Item,
) -> Option<SaveItem> {
    let name = settled(row, before, "name", &read.name, &held.name);
    let category = settled(row, before, "category", &read.category, &held.category);
    let rooms = settled(row, before, "rooms", &read.rooms, &held.rooms);
    let price = settled(row, before, "price", &read.price.to_string(), &held.price.to_string());
    let written = |price: Option<Money>| price.map(|price| price.to_string()).unwrap_or_default();
    let member_price = settled(row, before, "member_price", &written(read.member_price), &written(held.member_price));
    let minutes_written = |minutes: Option<u32>| minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    let minutes = settled(row, before, "minutes", &minutes_written(read.minutes), &minutes_written(held.minutes));
    let price = price.parse().unwrap_or(held.price);
    let member_price = member_price.parse().ok();
    if member_price.is_some_and(|member| member > price) {
        row.doubts.push(ImportDoubt::of(DoubtCode::PriceBelowMember, "member_price").with("price", price));
    }
    let minutes: Option<u32> = minutes.parse().ok();
    let kind = if minutes.is_some() { ItemKind::Service } else { ItemKind::Good };
    let save = SaveItem {
        id: Some(held.id),
        code: held.code,
        name,
        kind,
        category,
        minutes,
        price,
        member_price,
        rooms,
        active: held.active,
    };
    (!row.changes.is_empty()).then_some(save)
}

fn read_minutes(written: &str, doubts: &mut Vec<ImportDoubt>) -> Option<u32> {
    let plain = written.trim_end_matches(['分', '钟']).trim();
    if plain.is_empty() {
        return None;
    }
    let minutes = plain.parse().ok().filter(|minutes| (5..=720).contains(minutes));
    if minutes.is_none() {
        doubts.push(ImportDoubt::of(DoubtCode::MinutesUnreadable, "minutes").with("text", shortened(written)));
    }
    minutes
}

fn read_price(field: &str, written: &str, doubts: &mut Vec<ImportDoubt>) -> Option<Money> {
    let plain: String =
        written.trim_start_matches(['¥', '￥']).trim_end_matches('元').chars().filter(|c| *c != ',').collect();
    if plain.trim().is_empty() {
        return None;
    }
    let short = plain.chars().count() <= LONGEST_PRICE;
    let price = if short { plain.trim().parse::<Money>().ok() } else { None };
    let price = price.filter(|price| !price.is_negative());
    if price.is_none() {
        doubts.push(ImportDoubt::of(DoubtCode::PriceUnreadable, field).with("text", shortened(written)));
    }
    price
}

fn shortened(written: &str) -> String {
    written.chars().take(40).collect()
}
