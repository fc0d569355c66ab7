//! Inviting a tablet: a code that can be given back once, within ten minutes.

use serde::{Deserialize, Serialize};

use super::{digest, given};
use crate::clock::Instant;
use crate::commands::Call;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::RequestId;
use crate::salon::{Act, Caller, Salon};

/// How long a code may be given back.
const MINUTES: i64 = 10;

/// Crockford's letters and digits: none can be mistaken for another, said or written.
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// Sixteen of them are 80 bits: nobody guesses that in ten minutes.
const LENGTH: usize = 16;

/// So many hexadecimal digits are read for each: a byte.
const DIGITS: usize = 2;

/// An invitation for one tablet.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The code: shown as a picture to be scanned, or typed by hand.
    pub code: String,
    /// When it runs out.
    pub ends: Instant,
}

/// `device.invite`: the same request again shows the same code, though only its digest is kept.
pub fn invite(salon: &Salon, call: &Call, caller: Option<&Caller>, (): ()) -> Result<Invitation> {
    let inviter = caller.ok_or_else(|| Error::refused(ErrorCode::SignedOut))?;
    let request = call.request_id.ok_or_else(|| Error::refused(ErrorCode::RequestIdMissing))?;
    let act = Act { op: "device.invite", request, now: call.now, caller, device: &call.device, args: "{}" };
    let code = code_of(salon, request);
    let ends = salon.transact(&act, |work| {
        let ends = work.now.plus_minutes(MINUTES);
        work.db
            .prepare_cached("INSERT INTO device_invitation (code_digest, invited_by, ends_ms) VALUES (?1, ?2, ?3)")?
            .execute((digest(&code), inviter.staff, ends))?;
        Ok(ends)
    })?;
    Ok(Invitation { code, ends })
}

/// A code as it was meant, however it was typed.
pub(super) fn meant(typed: &str) -> String {
    let plain = typed.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase());
    plain
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

fn code_of(salon: &Salon, request: RequestId) -> String {
    let given = given(salon, "device.invite", request, "");
    let bytes = given.as_bytes().chunks(DIGITS).filter_map(|digits| std::str::from_utf8(digits).ok());
    let letters = bytes.filter_map(|digits| u8::from_str_radix(digits, 16).ok());
    letters.take(LENGTH).filter_map(|byte| LETTERS.get(usize::from(byte % 32))).collect()
}
