//! Rows of rooms.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result};
use crate::ids::RoomId;
use crate::tier::Tier;

/// A room as the board shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RoomLine {
    /// Its id.
    pub id: RoomId,
    /// What stands on its door.
    pub number: String,
    /// Whose guests it receives.
    pub tier: Tier,
    /// How many guests at once.
    pub beds: u32,
    /// What one should know.
    pub note: String,
}

/// A room with its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Room")]
pub struct RoomRow {
    /// What the board shows.
    #[serde(flatten)]
    pub line: RoomLine,
    /// Whether guests are received in it.
    pub active: bool,
}

const COLUMNS: &str = "SELECT id, number, tier, beds, note, active FROM room";

/// A room by id; refuses one that is not there.
pub fn by_id(db: &Connection, id: RoomId) -> Result<RoomRow> {
    let found = db.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?.query_row([id], of_row).optional()?;
    found.ok_or_else(|| Error::refused(ErrorCode::NoSuchRoom))
}

/// The room in use with this number.
pub fn by_number(db: &Connection, number: &str) -> Result<Option<RoomRow>> {
    let mut found = db.prepare_cached(&format!("{COLUMNS} WHERE number = ?1 AND active = 1"))?;
    Ok(found.query_row([number], of_row).optional()?)
}

/// Every room, SVIP first, in the order they were entered.
pub fn all(db: &Connection) -> Result<Vec<RoomRow>> {
    let order = "CASE tier WHEN 'svip' THEN 0 WHEN 'vip' THEN 1 ELSE 2 END, position, number";
    let mut rows = db.prepare_cached(&format!("{COLUMNS} ORDER BY active DESC, {order}"))?;
    let rooms = rows.query_map([], of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(rooms)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<RoomRow> {
    Ok(RoomRow {
        line: RoomLine {
            id: row.get(0)?,
            number: row.get(1)?,
            tier: row.get(2)?,
            beds: row.get(3)?,
            note: row.get(4)?,
        },
        active: row.get(5)?,
    })
}
