//! Finding a member: one box takes any part of a number (the last four digits above all), the name or a part of it, its
//! pinyin or initials, the birthday, the member number (policy §3.5).
//!
//! A query is parted at spaces; every word must fit. Each word is looked up by the beginning of search rows, so nothing is
//! ever scanned. Order: whole keys before beginnings, then key, then kind (number, former number, birthday, initials, name,
//! pinyin, member number), then member number: the order in which the rows stand, so the first rows met are the best.
//! Digits written with `+86`, dashes, spaces or full width are the same digits.

use std::collections::BTreeSet;

use rusqlite::{Connection, Statement};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::birthday::Birthday;
use super::keys::KeyKind;
use crate::error::Result;
use crate::ids::{MemberId, MemberNo};
use crate::salon::Reading;
use crate::tier::Tier;
use crate::{phone, text};

/// How many hits are shown if the screen does not say.
const USUAL_LIMIT: usize = 20;

/// The most hits one answer may carry.
const MOST_HITS: usize = 100;

/// Rows of the rarest word that are looked at when several words must fit.
const MOST_LOOKED_AT: usize = 4096;

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
    let ranked = match words.as_slice() {
        [] => Vec::new(),
        [only] => best_of(view.db, only, limit + 1, |_| Ok(true))?,
        several => all_of(view.db, several, limit + 1)?,
    };
    let more = ranked.len() > limit;
    let mut statement = view.db.prepare_cached(HIT)?;
    let shown = ranked.into_iter().take(limit);
    let hits = shown.map(|rank| hit(&mut statement, rank.member, rank.kind)).collect::<Result<_>>()?;
    Ok(Found { hits, more, read: read_as(&words) })
}

/// One word of a query: what it is, and the beginnings of search rows that would fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    read: ReadAs,
    probes: Vec<Probe>,
}

/// A beginning, and the kinds of search row it may stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Probe {
    begin: String,
    kinds: &'static [KeyKind],
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_beginning: bool,
    key: String,
    kind: KeyKind,
    member: MemberNo,
}

/// What digits may be; a date has no more than eight, a member number no more than nine.
const DIGITS: &[KeyKind] = &[KeyKind::Phone, KeyKind::FormerPhone, KeyKind::Birthday, KeyKind::MemberNumber];
const NUMBER: &[KeyKind] = &[KeyKind::Phone, KeyKind::FormerPhone];
const DATE: &[KeyKind] = &[KeyKind::Birthday];
const NAME: &[KeyKind] = &[KeyKind::Name];
const SOUND: &[KeyKind] = &[KeyKind::Initials, KeyKind::Pinyin];
const LATIN: &[KeyKind] = &[KeyKind::Initials, KeyKind::Name, KeyKind::Pinyin];

fn words(query: &str) -> Vec<Word> {
    let plain: String = query.nfkc().filter(|c| !text::is_unkeepable(*c, true)).take(200).collect();
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
    if let Some(birthday) = Birthday::parse(part).filter(|_| part.chars().any(|c| c.is_ascii_digit() || c == '月')) {
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
    let begin = phone::normalise(digits).filter(|n| phone::is_mobile(n)).unwrap_or_else(|| digits.to_owned());
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

/// The members whom all words fit: along the rarest word, the others asked of each member.
fn all_of(db: &Connection, words: &[Word], limit: usize) -> Result<Vec<Rank>> {
    let mut counted = Vec::new();
    for (position, word) in words.iter().enumerate() {
        counted.push((count(db, word)?, position));
    }
    let rarest = counted.iter().min().map_or(0, |(_, position)| *position);
    let Some(along) = words.get(rarest) else { return Ok(Vec::new()) };
    let others: Vec<&Word> =
        words.iter().enumerate().filter(|(position, _)| *position != rarest).map(|(_, word)| word).collect();
    best_of(db, along, limit, |member| {
        for word in &others {
            if !fits(db, member, word)? {
                return Ok(false);
            }
        }
        Ok(true)
    })
}

/// The best members for one word, among those `also` lets pass.
fn best_of(
    db: &Connection,
    word: &Word,
    limit: usize,
    mut also: impl FnMut(MemberNo) -> Result<bool>,
) -> Result<Vec<Rank>> {
    let mut ranked = Vec::new();
    for probe in &word.probes {
        ranked.extend(beginning_with(db, probe, limit, &mut also)?);
    }
    if word.probes.len() > 1 {
        ranked.sort();
        let mut seen = BTreeSet::new();
        ranked.retain(|rank| seen.insert(rank.member));
        ranked.truncate(limit);
    }
    Ok(ranked)
}

/// The members met first along a beginning, each once.
fn beginning_with(
    db: &Connection,
    probe: &Probe,
    limit: usize,
    also: &mut impl FnMut(MemberNo) -> Result<bool>,
) -> Result<Vec<Rank>> {
    let mut statement = db.prepare_cached(
        "SELECT kind, member_no, key FROM member_key WHERE key >= ?1 AND key < ?2 ORDER BY key, kind, member_no",
    )?;
    let mut rows = statement.query((&probe.begin, end_of(&probe.begin)))?;
    let mut found: Vec<Rank> = Vec::new();
    let mut looked_at = 0;
    while let Some(row) = rows.next()? {
        looked_at += 1;
        let (kind, member): (KeyKind, MemberNo) = (row.get(0)?, row.get(1)?);
        let key = row.get_ref(2)?.as_str()?;
        if probe.admits(kind, key) && !found.iter().any(|rank| rank.member == member) && also(member)? {
            found.push(Rank { is_beginning: key != probe.begin, key: key.to_owned(), kind, member });
        }
        if found.len() >= limit || looked_at >= MOST_LOOKED_AT {
            break;
        }
    }
    Ok(found)
}

fn fits(db: &Connection, member: MemberNo, word: &Word) -> Result<bool> {
    let mut statement =
        db.prepare_cached("SELECT kind, key FROM member_key WHERE member_no = ?1 AND key >= ?2 AND key < ?3")?;
    for probe in &word.probes {
        let mut rows = statement.query((member, &probe.begin, end_of(&probe.begin)))?;
        while let Some(row) = rows.next()? {
            if probe.admits(row.get(0)?, row.get_ref(1)?.as_str()?) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// How many rows fit a word, counted no further than it matters.
fn count(db: &Connection, word: &Word) -> Result<usize> {
    let mut rows = 0;
    for probe in &word.probes {
        rows += db
            .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM member_key WHERE key >= ?1 AND key < ?2 LIMIT 512)")?
            .query_row((&probe.begin, end_of(&probe.begin)), |row| row.get::<_, usize>(0))?;
    }
    Ok(rows)
}

/// The first text after everything that begins so.
fn end_of(begin: &str) -> String {
    format!("{begin}\u{10FFFF}")
}

const HIT: &str = "SELECT m.no, m.id, m.name, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day,
            coalesce((SELECT tier FROM qualification q WHERE q.member_no = m.no AND q.cancelled_on IS NULL), 'ordinary'),
            coalesce((SELECT number FROM member_phone p WHERE p.member_no = m.no ORDER BY current DESC, position LIMIT 1), '')
     FROM member m WHERE m.no = ?1";

fn hit(statement: &mut Statement<'_>, no: MemberNo, kind: KeyKind) -> Result<MemberHit> {
    let hit = statement.query_row([no], |row| {
        let birthday = Birthday::from_columns(row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
        Ok(MemberHit {
            member_no: row.get(0)?,
            id: row.get(1)?,
            name: row.get(2)?,
            tier: row.get(7)?,
            phone: phone::mask(row.get_ref(8)?.as_str()?),
            birthday: birthday.map(|b| b.to_string()).unwrap_or_default(),
            matched: matched(kind),
        })
    })?;
    Ok(hit)
}

/// A member as a hit, for lists that are not searches.
pub(super) fn listed(db: &Connection, no: MemberNo) -> Result<MemberHit> {
    hit(&mut *db.prepare_cached(HIT)?, no, KeyKind::MemberNumber)
}

impl Probe {
    /// Whether a search row that begins so is meant. A member number is asked for as a whole.
    fn admits(&self, kind: KeyKind, key: &str) -> bool {
        self.kinds.contains(&kind) && (kind != KeyKind::MemberNumber || key == self.begin)
    }
}

fn matched(kind: KeyKind) -> Matched {
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
