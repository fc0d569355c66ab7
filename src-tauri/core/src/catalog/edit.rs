//! The price list and its changes.

use serde::{Deserialize, Serialize};

use super::rows::{self, Item, ItemKind};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::ItemId;
use crate::money::Money;
use crate::salon::{Reading, Topic, Writing};
use crate::text;

/// Which items to list.
#[derive(Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListItems {
    /// Also those no longer offered.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub include_inactive: bool,
}

/// An item to be added, or changed if `id` is given.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveItem {
    /// Which to change; none adds an item.
    #[ts(optional)]
    pub id: Option<ItemId>,
    /// Its short code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Service or good.
    pub kind: ItemKind,
    /// The heading it stands under.
    pub category: String,
    /// How long a service lasts, 5–720.
    pub minutes: Option<u32>,
    /// The list price.
    pub price: Money,
    /// The price for VIP and SVIP, not above the list price.
    pub member_price: Option<Money>,
    /// The rooms it is given in.
    pub rooms: String,
    /// Whether it is offered.
    pub active: bool,
}

/// The id an item got.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ItemSaved {
    /// The item.
    pub id: ItemId,
}

/// The price list.
pub fn list(view: &Reading<'_>, asked: ListItems) -> Result<Vec<Item>> {
    rows::all(view.db, asked.include_inactive)
}

/// Adds or changes an item. Bills already written keep the price they were written with. What has been booked or sold stays a
/// service or a good: those bookings and bills would no longer say what was done.
pub fn save(work: &mut Writing<'_>, asked: SaveItem) -> Result<ItemSaved> {
    let code = text::required_line("code", &asked.code, 12)?;
    let name = text::required_line("name", &asked.name, 60)?;
    let category = text::line("category", &asked.category, 20)?;
    let rooms = text::line("rooms", &asked.rooms, 60)?;
    refuse_unfit(&asked)?;
    if rows::by_code(work.db, &code)?.is_some_and(|holder| Some(holder.id) != asked.id) {
        return Err(Error::refused(ErrorCode::NumberTaken).with("number", &code));
    }
    let id = match asked.id {
        Some(id) => {
            let held = rows::by_id(work.db, id)?;
            if held.kind != asked.kind && rows::is_used(work.db, id)? {
                return Err(Error::refused(ErrorCode::ItemUsed).with("name", held.name));
            }
            id
        }
        None => work.new_id(),
    };
    work.db
        .prepare_cached(
            "INSERT INTO item (id, code, name, kind, category, minutes, price_fen, member_price_fen, rooms, active)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET code = ?2, name = ?3, kind = ?4, category = ?5, minutes = ?6, price_fen = ?7,
                 member_price_fen = ?8, rooms = ?9, active = ?10",
        )?
        .execute((
            id,
            &code,
            &name,
            asked.kind,
            &category,
            asked.minutes,
            asked.price,
            asked.member_price,
            &rooms,
            asked.active,
        ))?;
    work.touches(Topic::Catalog);
    Ok(ItemSaved { id })
}

fn refuse_unfit(asked: &SaveItem) -> Result<()> {
    let minutes_fit = match asked.kind {
        ItemKind::Service => asked.minutes.is_some_and(|minutes| (5..=720).contains(&minutes)),
        ItemKind::Good => asked.minutes.is_none(),
    };
    if !minutes_fit {
        return Err(Error::refused(ErrorCode::BadNumber).with("field", "minutes"));
    }
    if asked.price.is_negative() {
        return Err(Error::refused(ErrorCode::BadAmount).with("field", "price"));
    }
    if asked.member_price.is_some_and(|member| member.is_negative() || member > asked.price) {
        return Err(Error::refused(ErrorCode::BadAmount).with("field", "memberPrice"));
    }
    Ok(())
}
