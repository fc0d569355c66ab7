//! Reads a cancellation wherever a register writes it: `取消 2025.6` in the notes, `已取消` as a state, `VIP（作废）` over
//! the tier, `赵六（取消 2025.6）` as a name (policy §1.5).
//!
//! Refuses what is said not to be (`未取消`) and what cancels something else (`取消预约`); whether a text speaks of a
//! cancellation at all is asked apart, so that nothing of the kind is overlooked.

use unicode_normalization::UnicodeNormalization;

use super::read_date;
use crate::text;

/// The words by which a qualification ends.
const WORDS: [&str; 7] = ["取消", "作废", "注销", "停用", "撤销", "退会", "cancel"];

/// Before one of the words: it did not happen, or not yet.
const DENIALS: [char; 10] = ['未', '没', '不', '无', '勿', '别', '可', '能', '想', '要'];

/// What may stand between the word and its day, or about both, without meaning something else.
const IDLE: &str = "资格会员已被了于日期vips()[]【】:;,。. ";

/// A cancellation, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cancelled {
    /// What stands before it.
    pub before: String,
    /// Its day or month, if that can be read.
    pub day: Option<String>,
}

/// The cancellation a text tells of, if it does.
pub(super) fn read(written: &str) -> Option<Cancelled> {
    let plain: String = written.nfkc().collect::<String>().to_lowercase();
    let (before, after) = parted(&plain)?;
    if before.ends_with(DENIALS) {
        return None;
    }
    let rest = after.trim_start_matches(|c: char| IDLE.contains(c));
    // 取消预约 and the like cancel something else.
    if rest.chars().next().is_some_and(|c| !c.is_ascii_digit() && c.is_alphanumeric()) {
        return None;
    }
    let said: String = rest.chars().take_while(|c| is_of_day(*c)).collect();
    let before = before.trim_end_matches(|c: char| IDLE.contains(c) && c != '.' && !c.is_ascii_alphabetic());
    let day = read_date::read_day_or_month(said.trim()).or_else(|| {
        let kept = before.trim_end_matches(is_of_day).len();
        read_date::read_day_or_month(before.get(kept..).unwrap_or_default().trim())
    });
    Some(Cancelled { before: before.to_owned(), day })
}

/// Whether a text has one of the words in it, whatever it means by it.
pub(super) fn is_spoken_of(written: &str) -> bool {
    let folded = text::folded(written);
    WORDS.iter().any(|word| folded.contains(word))
}

/// Whether a text says no more than that the qualification was cancelled.
pub(super) fn is_all(written: &str) -> bool {
    let plain: String = written.nfkc().collect::<String>().to_lowercase();
    let is_idle = |c: char| IDLE.contains(c) || is_of_day(c) || c.is_whitespace();
    parted(&plain).is_some_and(|(before, after)| before.chars().chain(after.chars()).all(is_idle))
}

/// What stands before the first of the words, and what after it.
fn parted(plain: &str) -> Option<(&str, &str)> {
    let (at, word) = WORDS.iter().filter_map(|word| plain.find(word).map(|at| (at, *word))).min()?;
    let after = plain.get(at + word.len()..)?;
    // cancelled, canceled, cancellation
    let after = if word == "cancel" { after.trim_start_matches(|c: char| c.is_ascii_lowercase()) } else { after };
    Some((plain.get(..at)?, after))
}

fn is_of_day(c: char) -> bool {
    c.is_ascii_digit() || "年月日号.-/ ".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_the_month_of_a_cancellation() {
        for (note, wanted) in [
            ("取消 2025.6", Some(Some("2025-06"))),
            ("取消 2022.12", Some(Some("2022-12"))),
            ("取消资格 2025年6月3日", Some(Some("2025-06-03"))),
            ("要求安静，取消2025-6", Some(Some("2025-06"))),
            ("已取消（2025.6）", Some(Some("2025-06"))),
            ("2025.6取消资格", Some(Some("2025-06"))),
            ("作废 2025.6", Some(Some("2025-06"))),
            ("Cancelled 2025-06-03", Some(Some("2025-06-03"))),
            ("注销", Some(None)),
            ("会员已停用", Some(None)),
            ("取消", Some(None)),
            ("取消 2025.13", Some(None)),
            ("只做面部", None),
            ("未取消", None),
            ("取消预约两次", None),
        ] {
            let wanted = wanted.map(|day| day.map(str::to_owned));
            assert_eq!(read(note).map(|cancelled| cancelled.day), wanted, "{note}");
        }
    }

    #[test]
    fn tells_what_stands_before_it() {
        for (written, before) in [("VIP（已取消）", "vip"), ("2024.3.5（取消 2025.6）", "2024.3.5"), ("取消", "")]
        {
            assert_eq!(read(written).map(|cancelled| cancelled.before).as_deref(), Some(before), "{written}");
        }
    }

    #[test]
    fn hears_of_it_however_it_is_meant() {
        for written in ["取消预约两次", "未取消", "取 消", "註銷", "资格作废了"] {
            assert!(is_spoken_of(written), "{written}");
        }
        assert!(!is_spoken_of("只做面部"));
    }

    proptest! {
        #[test]
        fn never_panics(written in "\\PC{0,40}") {
            read(&written);
            is_all(&written);
        }
    }
}
