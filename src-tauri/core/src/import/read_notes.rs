//! Reads the notes of a row apart: what she must not meet, a cancellation, and the rest, which stays as it was written.
//!
//! `对酒精过敏`, `乳胶过敏！` and `孕妇，勿用精油` must never be overlooked: they go where allergies stand, on the card and on
//! every booking (policy §8). Text that looks like a formula or like HTML is text.

use super::read_cancelled::{self, Cancelled};

/// Words by which a note is a warning.
const WARNINGS: [&str; 12] =
    ["过敏", "敏感", "勿用", "禁用", "忌用", "不能用", "孕妇", "怀孕", "孕期", "哮喘", "心脏病", "高血压"];

/// Notes, read apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NotesRead {
    /// What she must not meet.
    pub allergies: Vec<String>,
    /// The rest.
    pub rest: String,
    /// A cancellation, with its day or month if that can be read.
    pub cancelled: Option<Cancelled>,
}

/// Reads a note.
pub(super) fn read(written: &str) -> NotesRead {
    let mut read = NotesRead { cancelled: read_cancelled::read(written), ..NotesRead::default() };
    let mut rest: Vec<&str> = Vec::new();
    for part in written.split(['\n', '；']).flat_map(parts).map(str::trim).filter(|part| !part.is_empty()) {
        if is_warning(part) {
            read.allergies.push(part.trim_end_matches(['！', '!', '。', '.']).to_owned());
        } else if !read_cancelled::is_all(part) {
            rest.push(part);
        }
    }
    read.rest = rest.join("\n");
    read
}

/// A plain `;` is left where it stands, unless it parts a warning from something else.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let marks: &[char] = if is_warning(text) { &[';'] } else { &[] };
    text.split(marks)
}

fn is_warning(text: &str) -> bool {
    WARNINGS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_warnings_from_other_notes() {
        assert_eq!(read("对酒精过敏").allergies, ["对酒精过敏"]);
        assert_eq!(read("乳胶过敏！").allergies, ["乳胶过敏"]);
        assert_eq!(read("孕妇，勿用精油").allergies, ["孕妇，勿用精油"]);
        assert_eq!(read("喜欢3号房；乳胶过敏").rest, "喜欢3号房");
        assert!(read("脾气急，先倒水").allergies.is_empty());
    }

    #[test]
    fn formulas_and_markup_are_text() {
        assert_eq!(read("=HYPERLINK(\"x\")").rest, "=HYPERLINK(\"x\")");
        assert_eq!(read("<b>重要</b>").rest, "<b>重要</b>");
    }

    #[test]
    fn a_text_stays_in_one_line() {
        for written in ["'; DROP TABLE member;--", "a;b", "靠窗、安静"] {
            assert_eq!(read(written).rest, written);
        }
        let note = read("喜欢3号房; 乳胶过敏");
        assert_eq!((note.rest.as_str(), note.allergies), ("喜欢3号房", vec!["乳胶过敏".to_owned()]));
    }

    #[test]
    fn a_cancellation_is_no_note() {
        let note = read("取消 2025.6");
        assert_eq!((note.rest.as_str(), note.cancelled.and_then(|told| told.day)), ("", Some("2025-06".to_owned())));
        assert_eq!(read("取消预约两次").rest, "取消预约两次");
    }
}
