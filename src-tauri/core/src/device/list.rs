//! Every tablet there ever was, those in use first.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::Result;
use crate::ids::DeviceId;
use crate::salon::Reading;

/// One tablet.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceLine {
    /// Its id.
    pub id: DeviceId,
    /// Its name.
    pub name: String,
    /// Since when it may speak.
    pub paired: Instant,
    /// Who invited it.
    pub invited_by: String,
    /// When it was last seen, to the hour.
    pub seen: Instant,
    /// Since when it may not speak any more.
    pub revoked: Option<Instant>,
}

/// `device.list`
pub fn list(view: &Reading<'_>, (): ()) -> Result<Vec<DeviceLine>> {
    let mut rows = view.db.prepare_cached(
        "SELECT d.id, d.name, d.paired_ms, s.name, d.seen_ms, d.revoked_ms
         FROM device d JOIN device_invitation i ON i.code_digest = d.invitation JOIN staff s ON s.id = i.invited_by
         ORDER BY d.revoked_ms IS NOT NULL, d.revoked_ms DESC, d.name",
    )?;
    let line = |row: &rusqlite::Row<'_>| {
        Ok(DeviceLine {
            id: row.get(0)?,
            name: row.get(1)?,
            paired: row.get(2)?,
            invited_by: row.get(3)?,
            seen: row.get(4)?,
            revoked: row.get(5)?,
        })
    };
    Ok(rows.query_map([], line)?.collect::<rusqlite::Result<_>>()?)
}
