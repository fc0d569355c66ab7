//! Cancelling a booking, or noting that nobody came; each with its reason. Trays go back and the stockroom hears of it.

use serde::{Deserialize, Serialize};

use super::advance;
use super::rows::{self, Status};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::BookingId;
use crate::salon::Writing;
use crate::tier::Tier;
use crate::{linen, text};

/// A booking that will not be.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cancel {
    /// Which.
    pub booking_id: BookingId,
    /// Why.
    pub reason: String,
    /// Nobody came.
    #[ts(optional)]
    pub no_show: Option<bool>,
}

/// `booking.cancel`
pub fn cancel(work: &mut Writing<'_>, asked: Cancel) -> Result<()> {
    let reason = text::line("reason", &asked.reason, 200)?;
    if reason.is_empty() {
        return Err(Error::refused(ErrorCode::ReasonMissing));
    }
    let to = if asked.no_show.unwrap_or_default() { Status::NoShow } else { Status::Cancelled };
    let held = rows::by_id(work.db, asked.booking_id)?;
    if to == Status::NoShow && held.start > work.now {
        return Err(Error::refused(ErrorCode::WrongStep).with("status", held.status).with("step", to));
    }
    advance::step(work, held.id, to, &reason)?;
    if held.tier != Tier::Ordinary {
        linen::call::call_out(work, held.id, linen::call::CallKind::Cancelled)?;
    }
    Ok(())
}
