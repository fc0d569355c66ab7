//! What the command line says: results on stdout, everything else on stderr, sentences for people and JSON for programs.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use lantai_core::error::{ErrorCode, Failure};
use lantai_core::home::Home;
use serde::Serialize;
use serde_json::Value;

use super::{Options, sentences};
use crate::machine::{self, Language};

/// Refused, or a check failed.
pub(super) const REFUSED: u8 = 1;
const MISUSED: u8 = 2;
const STORE_UNUSABLE: u8 = 3;
const NO_WINDOW: u8 = 4;
/// Doubtful rows wait for an eye; nothing was written.
pub(super) const ROWS_DOUBTFUL: u8 = 5;
/// Done, but refused rows were left out.
pub(super) const ROWS_REFUSED: u8 = 6;

/// A line for people on stdout. A closed pipe ends the output, not the work.
pub(super) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
}

/// A line for people on stderr.
pub(super) fn note(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{text}");
}

/// A result for programs on stdout.
pub(super) fn json(result: &impl Serialize) {
    line(&serde_json::to_string_pretty(result).unwrap_or_default());
}

/// Whether somebody sits before stderr.
pub(super) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Either language, by the terminal's.
pub(super) fn said<'a>(chinese: &'a str, english: &'a str) -> &'a str {
    match machine::language() {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// Where the salon's key is: `file` or `keyring`.
pub(super) fn key_place(home: &Home) -> &'static str {
    home.key_place().unwrap_or("file")
}

/// Says plainly where the salon's key is.
pub(super) fn key_in_words(home: &Home) {
    if key_place(home) == "keyring" {
        line(said("钥匙在系统钥匙串里。", "The key is in the system's keyring."));
        return;
    }
    let (before, after) = said(
        "没有用系统钥匙串：钥匙在文件 |，只有本账户能读；请给电脑设好密码。",
        "Not in a keyring: the key is in the file |, which only this account can read; protect the computer by a password.",
    )
    .split_once('|')
    .unwrap_or_default();
    line(&format!("{before}{}{after}", home.key_file().display()));
}

/// Says why something was not done, and gives the exit code that fits.
pub(super) fn failure(options: &Options, failure: &Failure) -> ExitCode {
    if options.json {
        note(&serde_json::to_string(failure).unwrap_or_default());
    } else {
        note(&in_words(failure, machine::language()));
    }
    ExitCode::from(exit_code(failure.code))
}

/// There is no screen for the window.
pub(crate) fn no_screen(options: &Options) -> ExitCode {
    let why = said(
        "这里没有屏幕（DISPLAY 和 WAYLAND_DISPLAY 都没有设置）。可以用 xvfb-run -a lantai，或者 lantai call。",
        "there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). Use xvfb-run -a lantai, or lantai call.",
    );
    no_window(options, why)
}

/// The window cannot open.
pub(crate) fn no_window(options: &Options, why: &str) -> ExitCode {
    if options.json {
        note(&serde_json::json!({ "code": "no_window", "params": { "detail": why } }).to_string());
    } else {
        note(&format!("no_window: {why}"));
    }
    ExitCode::from(NO_WINDOW)
}

/// `code: sentence (param=value, …)`.
fn in_words(failure: &Failure, language: Language) -> String {
    let params: Vec<String> = failure.params.iter().filter_map(|(name, value)| param(name, value)).collect();
    let sentence = sentences::of(failure.code, language);
    let details = if params.is_empty() { String::new() } else { format!(" ({})", params.join(", ")) };
    format!("{}: {sentence}{details}", failure.code.name())
}

fn param(name: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(format!("{name}={text}")),
        other => Some(format!("{name}={other}")),
    }
}

fn exit_code(code: ErrorCode) -> u8 {
    use ErrorCode as E;
    match code {
        E::UnknownCommand | E::BadArguments => MISUSED,
        E::StoreBusy
        | E::StoreDamaged
        | E::StoreCutShort
        | E::StoreNewer
        | E::StoreWrongKey
        | E::StoreMissing
        | E::StoreReadOnly
        | E::StoreGone
        | E::KeyMissing
        | E::KeyringClosed
        | E::DiskFull
        | E::FolderUnusable => STORE_UNUSABLE,
        _ => REFUSED,
    }
}

#[cfg(test)]
mod tests {
    use lantai_core::error::Error;

    use super::*;

    #[test]
    fn a_failure_reads_as_code_sentence_and_figures() {
        let failure = Error::refused(ErrorCode::WrongPin).with("remaining", 3).failure();
        assert_eq!(in_words(&failure, Language::English), "wrong_pin: The PIN is wrong. (remaining=3)");
        assert_eq!(in_words(&failure, Language::Chinese), "wrong_pin: PIN 不对。 (remaining=3)");
    }

    #[test]
    fn an_unusable_store_has_its_own_exit_code() {
        assert_eq!(exit_code(ErrorCode::StoreNewer), STORE_UNUSABLE);
        assert_eq!(exit_code(ErrorCode::NotAllowed), REFUSED);
        assert_eq!(exit_code(ErrorCode::BadArguments), MISUSED);
    }
}
