//! What was typed, read: fields of the arguments, amounts, and texts with the bounds each field has.

use serde_json::Value;

use super::Word;

/// A field as text; empty where it is left out.
pub(crate) fn text_of(args: &Value, field: &str) -> String {
    args[field].as_str().unwrap_or_default().to_owned()
}

/// An amount in yuan as fen.
pub(crate) fn money(value: &Value) -> i64 {
    let text = value.as_str().expect("an amount");
    let (yuan, fen) = text.split_once('.').unwrap_or((text, "0"));
    let sign = if yuan.starts_with('-') { -1 } else { 1 };
    let fen = fen.parse::<i64>().expect("fen") * if fen.len() == 1 { 10 } else { 1 };
    sign * (yuan.trim_start_matches('-').parse::<i64>().expect("yuan") * 100 + fen)
}

/// Fen as an amount in yuan.
pub(crate) fn yuan(fen: i64) -> String {
    format!("{}{}.{:02}", if fen < 0 { "-" } else { "" }, fen.abs() / 100, fen.abs() % 100)
}

/// A list of texts.
pub(crate) fn texts(args: &Value, field: &str) -> Vec<String> {
    let list = args[field].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

/// A text of so many characters at most; why it cannot be kept is added to the reasons.
pub(super) fn kept(wrong: &mut Vec<Word>, typed: &str, longest: usize) -> String {
    let trimmed = typed.trim();
    if trimmed.chars().count() > longest {
        wrong.push("text_too_long");
    }
    if trimmed.chars().any(|c| c.is_control() && c != '\n') {
        wrong.push("text_not_allowed");
    }
    trimmed.to_owned()
}

/// The same, of a field that must not be empty.
pub(super) fn required(wrong: &mut Vec<Word>, typed: &str, longest: usize) -> String {
    let text = kept(wrong, typed, longest);
    if text.is_empty() {
        wrong.push("field_missing");
    }
    text
}

/// Nothing, if nothing is wrong.
pub(super) fn agreed(wrong: Vec<Word>) -> Result<(), Vec<Word>> {
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// `138****8000`.
pub(super) fn masked(number: &str) -> String {
    if number.is_empty() {
        return String::new();
    }
    if number.len() <= 7 {
        return "*".repeat(number.len().saturating_sub(2)) + &number[number.len().saturating_sub(2)..];
    }
    format!("{}{}{}", &number[..3], "*".repeat(number.len() - 7), &number[number.len() - 4..])
}
