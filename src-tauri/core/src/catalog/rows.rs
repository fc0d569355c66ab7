//! Rows of the price list.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result};
use crate::ids::ItemId;
use crate::money::Money;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 服务: takes time in a room.
    Service,
    /// 商品
    Good,
}

/// A line of the price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Its short code, as it is typed.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Service or good.
    pub kind: ItemKind,
    /// The heading it stands under.
    pub category: String,
    /// How long a service lasts.
    pub minutes: Option<u32>,
    /// The list price.
    pub price: Money,
    /// The price for VIP and SVIP.
    pub member_price: Option<Money>,
    /// The rooms it is given in, as the salon wrote it.
    pub rooms: String,
    /// Whether it is offered.
    pub active: bool,
}

const COLUMNS: &str =
    "SELECT id, code, name, kind, category, minutes, price_fen, member_price_fen, rooms, active FROM item";

/// An item by id; refuses one that is not there.
pub fn by_id(db: &Connection, id: ItemId) -> Result<Item> {
    let found = db.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?.query_row([id], of_row).optional()?;
    found.ok_or_else(|| Error::refused(ErrorCode::NoSuchItem))
}

/// An item by its code.
pub fn by_code(db: &Connection, code: &str) -> Result<Option<Item>> {
    let mut found = db.prepare_cached(&format!("{COLUMNS} WHERE code = ?1"))?;
    Ok(found.query_row([code], of_row).optional()?)
}

/// Whether an item was ever booked or sold.
pub fn is_used(db: &Connection, id: ItemId) -> Result<bool> {
    let mut used = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM booking_service WHERE item_id = ?1) OR EXISTS (SELECT 1 FROM bill_line WHERE item_id = ?1)",
    )?;
    Ok(used.query_row([id], |row| row.get(0))?)
}

/// The price list: services before goods, by code.
pub fn all(db: &Connection, with_inactive: bool) -> Result<Vec<Item>> {
    let mut rows =
        db.prepare_cached(&format!("{COLUMNS} WHERE active = 1 OR ?1 ORDER BY active DESC, kind DESC, code"))?;
    let items = rows.query_map([with_inactive], of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(items)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Item> {
    Ok(Item {
        id: row.get(0)?,
        code: row.get(1)?,
        name: row.get(2)?,
        kind: row.get(3)?,
        category: row.get(4)?,
        minutes: row.get(5)?,
        price: row.get(6)?,
        member_price: row.get(7)?,
        rooms: row.get(8)?,
        active: row.get(9)?,
    })
}

impl ToSql for ItemKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            ItemKind::Service => "service".into(),
            ItemKind::Good => "good".into(),
        })
    }
}

impl FromSql for ItemKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<ItemKind> {
        match value.as_str()? {
            "service" => Ok(ItemKind::Service),
            "good" => Ok(ItemKind::Good),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}
