//! An act: what is asked of the door, once and for ever, and when a clock may be believed.

use super::session::Caller;
use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::RequestId;
use crate::store::key::fill_random;

/// A clock may be this much behind the last write: two programs on one machine, a correction by the time server.
const CLOCK_TOLERANCE_MINUTES: i64 = 2;

/// One act that writes: what, under which request, when, with which arguments (canonical JSON without secrets).
pub struct Act<'a> {
    /// The command's name.
    pub op: &'static str,
    /// The request: the same id is the same act.
    pub request: RequestId,
    /// The instant handed in by the carrier.
    pub now: Instant,
    /// Who; none while the salon is being founded or nobody has signed in yet.
    pub caller: Option<&'a Caller>,
    /// On which device.
    pub device: &'a str,
    /// With which arguments.
    pub args: &'a str,
}

/// Refuses a clock that has gone back; a small lag is read as "at the same moment".
pub(super) fn not_before(now: Instant, last: Instant) -> Result<Instant> {
    if now.plus_minutes(CLOCK_TOLERANCE_MINUTES) < last {
        return Err(Error::refused(ErrorCode::ClockWentBack).with("lastMs", last).with("nowMs", now));
    }
    Ok(now.max(last))
}

/// The request id of an act that no carrier asked for by one: a try to sign in, a tablet that was seen.
pub(crate) fn own_request(now: Instant) -> Result<RequestId> {
    let mut random = [0u8; 10];
    fill_random(&mut random)?;
    let id = uuid::Builder::from_unix_timestamp_millis(now.ms().unsigned_abs(), &random).into_uuid();
    Ok(RequestId(id))
}
