//! Letting a tablet speak: its token is held against the devices in use, at every call.

use rusqlite::OptionalExtension;

use super::digest;
use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::DeviceId;
use crate::salon::{Act, Salon, own_request};

/// How exactly the store knows when a tablet was last seen: every sight would be a write.
const SEEN_MINUTES: i64 = 60;

/// A tablet in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Its name, as the journal writes it.
    pub name: String,
}

/// The device of a token; refuses an unknown and a revoked one alike.
pub fn admit(salon: &Salon, token: &str, now: Instant) -> Result<Device> {
    let (device, seen) = salon.read(now, |view| {
        let known = view
            .db
            .prepare_cached("SELECT id, name, seen_ms FROM device WHERE token_digest = ?1 AND revoked_ms IS NULL")?
            .query_row([digest(token)], |row| {
                Ok((Device { id: row.get(0)?, name: row.get(1)? }, row.get::<_, Instant>(2)?))
            })
            .optional()?;
        known.ok_or_else(|| Error::refused(ErrorCode::DeviceUnknown))
    })?;
    if now.minutes_since(seen) >= SEEN_MINUTES {
        // A note that cannot be made (a full disk, a clock gone back) keeps nobody out.
        note_sight(salon, &device, now).ok();
    }
    Ok(device)
}

/// Writes down that a tablet was seen.
fn note_sight(salon: &Salon, device: &Device, now: Instant) -> Result<()> {
    let request = own_request(now)?;
    let act = Act { op: "device.seen", request, now, caller: None, device: &device.name, args: "{}" };
    salon.transact(&act, |work| {
        work.db
            .prepare_cached("UPDATE device SET seen_ms = max(seen_ms, ?2) WHERE id = ?1 AND revoked_ms IS NULL")?
            .execute((device.id, now))?;
        Ok(())
    })
}
