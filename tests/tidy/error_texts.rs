//! Every error code the core can send has a sentence in Chinese and in English.
//!
//! The interface's dictionaries are typed by the generated codes, so the compiler says the same; this says it in a second,
//! without Node, and catches a dictionary that was loosened.

use crate::{Breach, Text};

const CODES: &str = "src-tauri/core/src/error.rs";
const DICTIONARIES: &[&str] = &["ui/src/text/zh-Hans/errors.ts", "ui/src/text/en/errors.ts"];

/// Refuses a code without a sentence in either language.
pub(crate) fn check(house: &[Text]) -> Vec<Breach> {
    let find = |path: &str| house.iter().find(|file| file.path == path);
    let Some(errors) = find(CODES) else { return Vec::new() };
    let codes = codes(&errors.text);
    if codes.is_empty() {
        return vec![Breach::at(errors, 0, "no `pub enum ErrorCode` found; the check of its texts needs it here")];
    }
    let dictionaries = DICTIONARIES.iter().filter_map(|path| find(path));
    dictionaries.flat_map(|dictionary| missing(&codes, dictionary)).collect()
}

fn missing(codes: &[String], dictionary: &Text) -> Vec<Breach> {
    let has = |code: &str| dictionary.text.lines().any(|line| line.trim_start().starts_with(&format!("{code}:")));
    let without = codes.iter().filter(|code| !has(code));
    without.map(|code| Breach::at(dictionary, 0, format!("no sentence for the error code `{code}`"))).collect()
}

/// The variants of `ErrorCode`, as they travel.
fn codes(rust: &str) -> Vec<String> {
    let Some((_, body)) = rust.split_once("pub enum ErrorCode {") else { return Vec::new() };
    let body = body.split('}').next().unwrap_or_default();
    let code_only = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = code_only.flat_map(|line| line.split(',')).map(str::trim).filter(|name| !name.is_empty());
    names.map(snake).collect()
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_a_sentence_is_named() {
        let rust = "pub enum ErrorCode {\n    // who\n    SignedOut, WrongPin,\n    /// Doc.\n    PriceMoved,\n}\n";
        let zh = "export const errors = {\n  signed_out: () => 'a',\n  wrong_pin: () => 'b',\n  price_moved: () => 'c',\n}\n";
        let en = "export const errors = {\n  signed_out: () => 'a',\n  price_moved: () => 'c',\n}\n";
        let house = [Text::new(CODES, rust), Text::new(DICTIONARIES[0], zh), Text::new(DICTIONARIES[1], en)];
        let found = check(&house);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].what, "no sentence for the error code `wrong_pin`");
        assert_eq!(check(&[Text::new(CODES, "pub enum Other {}")]).len(), 1);
    }
}
