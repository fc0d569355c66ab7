//! A tablet gives its code back and becomes a device with a name and a token.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use super::{digest, given, invite};
use crate::clock::Instant;
use crate::commands::Call;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::DeviceId;
use crate::salon::{Act, Caller, Salon, Topic, Writing};
use crate::text;

/// The most tablets in use at once: a shop, not a park of them.
const MOST: i64 = 32;

/// A tablet's answer to an invitation.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pair {
    /// The code.
    pub code: String,
    /// What the tablet shall be called.
    pub name: String,
}

/// A tablet that may speak from now on.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Paired {
    /// Its id.
    pub id: DeviceId,
    /// Its name.
    pub name: String,
    /// To be shown with every call; known to the tablet alone.
    pub token: String,
}

/// `device.pair`: the same request again, with the code that was given, gets the same token. A tablet whose answer was lost on
/// the way is not shut out under a name it has taken.
pub fn pair(salon: &Salon, call: &Call, _: Option<&Caller>, asked: Pair) -> Result<Paired> {
    let request = call.request_id.ok_or_else(|| Error::refused(ErrorCode::RequestIdMissing))?;
    let name = text::required_line("name", &asked.name, 40)?;
    let code = invite::meant(&asked.code);
    let token = given(salon, "device.pair", request, &code);
    let args = serde_json::json!({ "code": salon.key().veil(&code), "name": name }).to_string();
    let act = Act { op: "device.pair", request, now: call.now, caller: None, device: &name, args: &args };
    let id = salon.transact(&act, |work| write(work, &digest(&code), &digest(&token), &name))?;
    Ok(Paired { id, name, token })
}

fn write(work: &mut Writing<'_>, code: &[u8; 32], token: &[u8; 32], name: &str) -> Result<DeviceId> {
    let invitation: Option<(Instant, Option<Instant>)> = work
        .db
        .prepare_cached("SELECT ends_ms, used_ms FROM device_invitation WHERE code_digest = ?1")?
        .query_row([code], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if !invitation.is_some_and(|(ends, used)| used.is_none() && work.now < ends) {
        return Err(Error::refused(ErrorCode::InvitationOver));
    }
    let (in_use, named): (i64, i64) = work
        .db
        .prepare_cached("SELECT count(*), coalesce(sum(name = ?1), 0) FROM device WHERE revoked_ms IS NULL")?
        .query_row([name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if named > 0 {
        return Err(Error::refused(ErrorCode::DeviceNameTaken).with("name", name));
    }
    if in_use >= MOST {
        return Err(Error::refused(ErrorCode::TooManyDevices).with("most", MOST));
    }
    let id: DeviceId = work.new_id();
    work.db
        .prepare_cached("UPDATE device_invitation SET used_ms = ?2 WHERE code_digest = ?1")?
        .execute((code, work.now))?;
    work.db
        .prepare_cached(
            "INSERT INTO device (id, name, token_digest, invitation, paired_ms, seen_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
        )?
        .execute((id, name, token, code, work.now))?;
    work.touches(Topic::Device);
    Ok(id)
}
