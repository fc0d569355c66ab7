//! From JSON to a rule and back: the three ways a row of the table is carried out.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::to_raw_value;
use sha2::{Digest, Sha256};

use super::read_args::read_args;
use super::{Answer, Call, Command};
use crate::error::{Error, ErrorCode, Result};
use crate::salon::{Act, Caller, Reading, Salon, Writing};

/// Fields that are never written into the journal as they are.
const SECRETS: [&str; 4] = ["pin", "oldPin", "newPin", "proof"];

/// Fields too large for the journal; their digest stands for them.
pub(super) const BULKY: [&str; 1] = ["contentBase64"];

/// Carries out a row that reads.
pub(super) fn read<A: DeserializeOwned, R: Serialize>(
    view: &Reading<'_>,
    call: &Call,
    rule: fn(&Reading<'_>, A) -> Result<R>,
) -> Result<Answer> {
    Ok(to_raw_value(&rule(view, read_args(call)?)?)?)
}

/// Names the act that a row which writes is about to carry out, and lets it.
pub(super) fn under_its_request(
    salon: &Salon,
    command: &Command,
    call: &Call,
    caller: Option<&Caller>,
    run: fn(&Salon, &Act<'_>, &Call) -> Result<Answer>,
) -> Result<Answer> {
    let request = call.request_id.ok_or_else(|| Error::refused(ErrorCode::RequestIdMissing))?;
    let kept = for_journal(salon, &call.args).to_string();
    let act = Act { op: command.name, request, now: call.now, caller, device: &call.device, args: &kept };
    let answer = run(salon, &act, call);
    salon.cancelling.forget(request);
    answer
}

/// Carries out a row that writes.
pub(super) fn write<A: DeserializeOwned, R: Serialize + DeserializeOwned>(
    salon: &Salon,
    act: &Act<'_>,
    call: &Call,
    rule: fn(&mut Writing<'_>, A) -> Result<R>,
) -> Result<Answer> {
    let args = read_args(call)?;
    Ok(to_raw_value(&salon.transact(act, |work| rule(work, args))?)?)
}

/// Carries out a row that works on the running program.
pub(super) fn signal<A: DeserializeOwned, R: Serialize>(
    salon: &Salon,
    call: &Call,
    caller: Option<&Caller>,
    rule: fn(&Salon, &Call, Option<&Caller>, A) -> Result<R>,
) -> Result<Answer> {
    Ok(to_raw_value(&rule(salon, call, caller, read_args(call)?)?)?)
}

/// The arguments as they may be kept: of a secret only a digest under the store's key, so that another secret is another
/// act but nobody can guess it from the journal; bulk as its digest. `serde_json` keeps object keys sorted, so equal
/// arguments read equal.
fn for_journal(salon: &Salon, args: &Value) -> Value {
    match args {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let kept = match value {
                    secret if SECRETS.contains(&name.as_str()) => Value::from(salon.key().veil(&secret.to_string())),
                    Value::String(bulk) if BULKY.contains(&name.as_str()) => {
                        Value::from(hex::encode(Sha256::digest(bulk.as_bytes())))
                    }
                    other => for_journal(salon, other),
                };
                (name.clone(), kept)
            })
            .collect(),
        Value::Array(values) => values.iter().map(|value| for_journal(salon, value)).collect(),
        other => other.clone(),
    }
}
