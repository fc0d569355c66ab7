//! A lost or retired tablet may not speak any more, from this moment on.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result};
use crate::ids::DeviceId;
use crate::salon::{Topic, Writing};

/// Which tablet.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeviceAsked {
    /// Its id.
    pub id: DeviceId,
}

/// `device.revoke`
pub fn revoke(work: &mut Writing<'_>, asked: DeviceAsked) -> Result<()> {
    let by = work.person()?.staff;
    let name: Option<String> = work
        .db
        .prepare_cached(
            "UPDATE device SET revoked_ms = ?2, revoked_by = ?3 WHERE id = ?1 AND revoked_ms IS NULL RETURNING name",
        )?
        .query_map((asked.id, work.now, by), |row| row.get(0))?
        .next()
        .transpose()?;
    let name = name.ok_or_else(|| Error::refused(ErrorCode::DeviceUnknown))?;
    work.ends_sessions_at(&name);
    work.touches(Topic::Device);
    Ok(())
}
