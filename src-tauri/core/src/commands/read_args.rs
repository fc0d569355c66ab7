//! Reading the arguments of a call, the same for every row of the table.
//!
//! Refuses texts and lists longer than anything a person sends, fields that the command does not know, and what does not have
//! the form it must have. A refusal names the field and the kind of fault; what was sent is never repeated: it may be a PIN.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::Call;
use super::by_name::ByName;
use super::carry::BULKY;
use crate::error::{Error, ErrorCode, Result};

/// No text is longer, in characters. Each rule has its own, smaller bound; this one stands before all of them.
const LONGEST_TEXT: usize = 4_000;

/// No list is longer.
const MOST_IN_LIST: usize = 500;

/// No table of named values is larger: the corrections of an import, row by row.
const MOST_NAMED: usize = 50_000;

/// The longest a field's name is, to be repeated in a refusal.
const LONGEST_NAME: usize = 40;

/// The longest a name of a value is, in characters: a field's, a row's.
const LONGEST_KEY: usize = 100;

/// Reads the arguments of a call, once its bounds were looked at. No arguments may be written as nothing, `null` or `{}`.
pub(super) fn read_args<A: DeserializeOwned>(call: &Call) -> Result<A> {
    // Which way the reading went costs a text a step: it is followed only where there is a fault to be told.
    if let Ok(args) = A::deserialize(ByName(&call.args)) {
        return Ok(args);
    }
    let fault = match serde_path_to_error::deserialize(ByName(&call.args)) {
        Ok(args) => return Ok(args),
        Err(fault) => fault,
    };
    let empty = if call.args.is_null() { Value::Object(serde_json::Map::new()) } else { Value::Null };
    let takes_none = serde_json::from_value::<A>(empty);
    match (takes_none, call.args.as_object()) {
        (Ok(args), None) if call.args.is_null() => Ok(args),
        (Ok(args), Some(given)) if given.is_empty() => Ok(args),
        (Ok(_), Some(given)) if A::deserialize(Value::Null).is_ok() => {
            let first = given.keys().next().map(|name| plain(name)).unwrap_or_default();
            Err(refused(call, "unknown", first))
        }
        _ => Err(told(call, &fault)),
    }
}

fn told(call: &Call, fault: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let words = fault.inner().to_string();
    let named = || words.split('`').nth(1).map(plain).unwrap_or_default();
    let within = path(fault.path());
    let below = |name: String| if within.is_empty() { name } else { format!("{within}.{name}") };
    if words.starts_with("missing field") {
        refused(call, "missing", below(named()))
    } else if words.starts_with("unknown field") {
        refused(call, "unknown", if within.ends_with(&named()) { within.clone() } else { below(named()) })
    } else if words.starts_with("invalid type") {
        refused(call, "wrong_type", within)
    } else {
        refused(call, "wrong_value", within)
    }
}

fn refused(call: &Call, kind: &'static str, field: String) -> Error {
    Error::refused(ErrorCode::BadArguments).with("command", &call.name).with("field", field).with("kind", kind)
}

/// The way to a field: `payments[0].amount`.
fn path(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("[{index}]")),
            Segment::Map { key } => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(&plain(key));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

/// A field's name, if it reads as one; what else may have been sent in its place is not repeated.
fn plain(name: &str) -> String {
    let reads_as_name = name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if reads_as_name { name.to_owned() } else { "?".to_owned() }
}

/// Refuses arguments without end, before anything else is done with them.
pub(super) fn refuse_unbounded(call: &Call) -> Result<()> {
    refuse_unbounded_in("", &call.args)
}

fn refuse_unbounded_in(field: &str, value: &Value) -> Result<()> {
    let too_many = |most: usize| Error::refused(ErrorCode::TooMany).with("field", plain(field)).with("most", most);
    match value {
        Value::String(text) if !BULKY.contains(&field) && text.chars().count() > LONGEST_TEXT => {
            Err(Error::refused(ErrorCode::TextTooLong).with("field", plain(field)))
        }
        Value::Array(list) if list.len() > MOST_IN_LIST => Err(too_many(MOST_IN_LIST)),
        Value::Array(list) => list.iter().try_for_each(|item| refuse_unbounded_in(field, item)),
        Value::Object(named) if named.len() > MOST_NAMED => Err(too_many(MOST_NAMED)),
        Value::Object(named) if named.keys().any(|name| name.chars().count() > LONGEST_KEY) => {
            Err(Error::refused(ErrorCode::TextTooLong).with("field", plain(field)))
        }
        Value::Object(named) => named.iter().try_for_each(|(name, item)| refuse_unbounded_in(name, item)),
        _ => Ok(()),
    }
}
