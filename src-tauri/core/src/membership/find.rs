//! Finding a member: one box takes any part of a number (the last four digits above all), the name or a part of it, its
//! pinyin or initials, the birthday, the member number (policy §3.5).
//!
//! A query is parted at spaces; every word must fit. Each word is looked up by the beginning of search rows, so nothing is
//! ever scanned. Order: whole keys before beginnings, then key, then kind (number, former number, birthday, initials, name,
//! pinyin, member number), then member number: the order in which the rows stand, so the first rows met are the best.
//! Digits written with `+86`, dashes, spaces or full width are the same digits.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::birthday::Birthday;
use super::keys::KeyKind;
use super::walk;
use crate::error::Result;
use crate::ids::{MemberId, MemberNo};
use crate::salon::Reading;
use crate::tier::Tier;
use crate::{phone, text};

/// How many hits are shown if the screen does not say.
const USUAL_LIMIT: usize = 20;

/// No more of what was typed is read, in characters.
const LONGEST_QUERY: usize = 200;

/// The most hits one answer may carry.
const MOST_HITS: usize = 100;

/// What was typed.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Search {
    /// As typed.
    pub query: String,
    /// Hits wanted, at most 100.
    #[ts(optional)]
    pub limit: Option<usize>,
}

/// Who fits.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// The best first.
    pub hits: Vec<MemberHit>,
    /// Whether there are more.
    pub more: bool,
    /// What the query was read as.
    pub read: ReadAs,
}

/// One member who fits.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberHit {
    /// Her short number.
    pub member_no: MemberNo,
    /// Her id.
    pub id: MemberId,
    /// Her name.
    pub name: String,
    /// Her tier.
    pub tier: Tier,
    /// Her first number, masked.
    pub phone: String,
    /// Her birthday, as it is known; empty if it is not.
    pub birthday: String,
    /// What fitted.
    pub matched: Matched,
}

/// What of a member fitted the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Matched {
    Phone,
    FormerPhone,
    Name,
    Pinyin,
    Initials,
    Birthday,
    MemberNumber,
}

/// What a query was read as, so that the screen knows what to ask next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ReadAs {
    Phone,
    Name,
    Pinyin,
    Birthday,
    MemberNumber,
    Mixed,
    Nothing,
}

/// `member.search`
pub fn search(view: &Reading<'_>, asked: Search) -> Result<Found> {
    let words = words(&asked.query);
    let limit = asked.limit.unwrap_or(USUAL_LIMIT).clamp(1, MOST_HITS);
    let (hits, more) = walk::first(view.db, &words, limit)?;
    Ok(Found { hits, more, read: read_as(&words) })
}

/// A member as a hit, for lists that are not searches.
pub(super) use walk::listed;

/// One word of a query: what it is, and the beginnings of search rows that would fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    read: ReadAs,
    pub(super) probes: Vec<Probe>,
}

/// A beginning, and the kinds of search row it may stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Probe {
    pub(super) begin: String,
    kinds: &'static [KeyKind],
}

impl Probe {
    /// Whether a search row that begins so is meant. A member number is asked for as a whole.
    pub(super) fn admits(&self, kind: KeyKind, key: &str) -> bool {
        self.kinds.contains(&kind) && (kind != KeyKind::MemberNumber || key == self.begin)
    }

    /// The first text after everything that begins so.
    pub(super) fn end(&self) -> String {
        let mut end = String::with_capacity(self.begin.len() + 4);
        end.push_str(&self.begin);
        end.push('\u{10FFFF}');
        end
    }
}

/// What digits may be; a date has no more than eight, a member number no more than nine.
const DIGITS: &[KeyKind] = &[KeyKind::Phone, KeyKind::FormerPhone, KeyKind::Birthday, KeyKind::MemberNumber];
const NUMBER: &[KeyKind] = &[KeyKind::Phone, KeyKind::FormerPhone];
const DATE: &[KeyKind] = &[KeyKind::Birthday];
const NAME: &[KeyKind] = &[KeyKind::Name];
const SOUND: &[KeyKind] = &[KeyKind::Initials, KeyKind::Pinyin];
const LATIN: &[KeyKind] = &[KeyKind::Initials, KeyKind::Name, KeyKind::Pinyin];

fn words(query: &str) -> Vec<Word> {
    if (1..=LONGEST_QUERY).contains(&query.len()) && query.bytes().all(|byte| byte.is_ascii_digit()) {
        // Plain digits, as at almost every ring of the phone, are read as they are.
        return vec![word_of_digits(query)];
    }
    let plain: String = query.nfkc().filter(|c| !text::is_unkeepable(*c, true)).take(LONGEST_QUERY).collect();
    let parts: Vec<&str> = plain.split_whitespace().collect();
    let digits: String = phone::digits_of(&plain);
    let is_number = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')'));
    if is_number && digits.len() >= 11 {
        return vec![word_of_digits(&digits)];
    }
    parts.into_iter().take(6).filter_map(word).collect()
}

fn word(part: &str) -> Option<Word> {
    let bare = part.trim_start_matches('+').replace('-', "");
    if !bare.is_empty()
        && bare.bytes().all(|b| b.is_ascii_digit())
        && (part == bare || bare.len() > 8 || !is_date(part))
    {
        return Some(word_of_digits(&bare));
    }
    let may_be_date = part.chars().any(|c| c.is_ascii_digit() || c == '月');
    if let Some(birthday) = may_be_date.then(|| Birthday::parse(part)).flatten() {
        let probes = birthday.query_digits().into_iter().map(|begin| Probe { begin, kinds: DATE }).collect();
        return Some(Word { read: ReadAs::Birthday, probes });
    }
    let folded = text::folded(part);
    if folded.is_empty() {
        return None;
    }
    if !folded.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'') {
        return Some(Word { read: ReadAs::Name, probes: vec![Probe { begin: folded, kinds: NAME }] });
    }
    let typed = folded.replace('\'', "");
    let probes = if typed == folded {
        vec![Probe { begin: folded, kinds: LATIN }]
    } else {
        vec![Probe { begin: folded, kinds: NAME }, Probe { begin: typed, kinds: SOUND }]
    };
    Some(Word { read: ReadAs::Pinyin, probes })
}

fn is_date(part: &str) -> bool {
    Birthday::parse(part).is_some()
}

fn word_of_digits(digits: &str) -> Word {
    let mobile = (digits.len() >= 11).then(|| phone::normalise(digits)).flatten().filter(|n| phone::is_mobile(n));
    let begin = mobile.unwrap_or_else(|| digits.to_owned());
    let kinds = if digits.len() <= 9 { DIGITS } else { NUMBER };
    Word { read: ReadAs::Phone, probes: vec![Probe { begin, kinds }] }
}

fn read_as(words: &[Word]) -> ReadAs {
    match words {
        [] => ReadAs::Nothing,
        [only] => only.read,
        _ => ReadAs::Mixed,
    }
}

impl From<KeyKind> for Matched {
    fn from(kind: KeyKind) -> Matched {
        match kind {
            KeyKind::Phone => Matched::Phone,
            KeyKind::FormerPhone => Matched::FormerPhone,
            KeyKind::Birthday => Matched::Birthday,
            KeyKind::Initials => Matched::Initials,
            KeyKind::Name => Matched::Name,
            KeyKind::Pinyin => Matched::Pinyin,
            KeyKind::MemberNumber => Matched::MemberNumber,
        }
    }
}
