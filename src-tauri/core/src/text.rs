//! What people type, made fit to keep: control characters out, lengths bounded, spaces and full-width forms folded.
//!
//! Refuses nothing by meaning: `'; DROP TABLE`, `<b>` and `=1+1` are text and stay text. It refuses only what cannot be
//! shown or kept: NUL and other control characters, direction overrides, and more characters than the field holds.

use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, ErrorCode};

/// A one-line text of at most `longest` characters, trimmed. `field` names it in the error.
pub fn line(field: &'static str, text: &str, longest: usize) -> Result<String, Error> {
    clean(field, text, longest, false)
}

/// A one-line text that must have something to be seen in it.
pub fn required_line(field: &'static str, text: &str, longest: usize) -> Result<String, Error> {
    let line = line(field, text, longest)?;
    if !is_visible(&line) {
        return Err(Error::refused(ErrorCode::FieldMissing).with("field", field));
    }
    Ok(line)
}

/// A text that may run over several lines.
pub fn paragraph(field: &'static str, text: &str, longest: usize) -> Result<String, Error> {
    clean(field, text, longest, true)
}

/// Refuses a list of more than `most`.
pub fn refuse_many(field: &'static str, count: usize, most: usize) -> Result<(), Error> {
    if count > most {
        return Err(Error::refused(ErrorCode::TooMany).with("field", field).with("most", most));
    }
    Ok(())
}

/// So much of what was typed a refusal says back, in characters.
const MOST_SAID_BACK: usize = 40;

/// What was typed as a refusal may say it back: its beginning, without anything that cannot be shown.
pub fn said_back(text: &str) -> String {
    text.chars().filter(|c| !is_unkeepable(*c, false)).take(MOST_SAID_BACK).collect()
}

fn clean(field: &'static str, text: &str, longest: usize, lines: bool) -> Result<String, Error> {
    let trimmed = text.trim();
    if trimmed.chars().count() > longest {
        return Err(Error::refused(ErrorCode::TextTooLong).with("field", field).with("longest", longest));
    }
    if trimmed.chars().any(|c| is_unkeepable(c, lines)) {
        return Err(Error::refused(ErrorCode::TextNotAllowed).with("field", field));
    }
    Ok(trimmed.nfc().collect())
}

/// Control characters and the marks that turn text around: they can hide what a name says.
pub fn is_unkeepable(c: char, lines_allowed: bool) -> bool {
    let newline = matches!(c, '\n' | '\t');
    (c.is_control() && !(lines_allowed && newline))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether there is anything to be seen in a text: spaces, joiners and fillers alone are nothing.
pub fn is_visible(text: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}')
            || matches!(c, '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
            || matches!(c, '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
            || matches!(c, '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
    };
    !text.chars().all(is_unseen)
}

/// The form in which texts are compared and searched: compatibility forms folded, simplified, lower case, no spaces.
pub fn folded(text: &str) -> String {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace() && !is_unkeepable(*c, false)).collect();
    fast2s::convert(&plain).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_case_spaces_and_traditional_characters() {
        assert_eq!(folded("劉　嘉玲"), "刘嘉玲");
        assert_eq!(folded("Ａnna Lee"), "annalee");
    }

    #[test]
    fn says_back_no_more_than_a_beginning_that_can_be_shown() {
        assert_eq!(said_back(&format!("a\n\u{202E}\u{1b}{}", "长".repeat(100))), format!("a{}", "长".repeat(39)));
    }

    #[test]
    fn refuses_nul_and_direction_marks_but_no_meaning() {
        assert!(line("name", "a\0b", 10).is_err());
        assert!(line("name", "\u{202E}abc", 10).is_err());
        assert_eq!(line("name", " '; DROP TABLE member; -- ", 60).unwrap(), "'; DROP TABLE member; --");
        assert_eq!(line("name", "😀", 10).unwrap(), "😀");
        assert!(line("name", &"长".repeat(10_000), 60).is_err());
    }
}
