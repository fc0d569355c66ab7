//! How an act is carried and what comes of it.

use serde_json::Value;

/// What came of an act.
#[derive(Debug)]
pub enum Heard {
    Answer(Value),
    Refused(String),
    /// Nobody answers any more.
    Gone,
}

/// Carries an act: a command's name and its arguments.
pub type Ask<'a> = dyn FnMut(&str, Value) -> Heard + 'a;

pub(super) fn heard(ask: &mut Ask<'_>, name: &str, args: Value) -> Option<Heard> {
    match ask(name, args) {
        Heard::Gone => None,
        heard => Some(heard),
    }
}

/// Asks for something to look at; a refusal reads as nothing.
pub(super) fn read(ask: &mut Ask<'_>, name: &str, args: Value) -> Option<Value> {
    Some(match heard(ask, name, args)? {
        Heard::Answer(answer) => answer,
        _ => Value::Null,
    })
}

/// Does something, whatever comes of it.
pub(super) fn tell(ask: &mut Ask<'_>, name: &str, args: Value) -> Option<()> {
    heard(ask, name, args).map(drop)
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub(super) fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}
