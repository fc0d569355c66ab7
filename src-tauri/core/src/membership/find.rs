//! Finding a member: one box takes any part of a number (the last four digits above all), the name or a part of it, its
//! pinyin or initials, the birthday, the member number (policy §3.5).
//!
//! A query is parted at spaces; every word must fit. Each word is looked up by the beginning of search rows, so nothing is
//! ever scanned. Order: whole keys before beginnings, then kind (number, former number, birthday, initials, name, pinyin),
//! then key, then member number. Digits written with `+86`, dashes, spaces or full width are the same digits.

use std::collections::BTreeMap;

use rusqlite::Connection;
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
    let hits =
        ranked.into_iter().take(limit).map(|rank| hit(view.db, rank.member, rank.kind)).collect::<Result<_>>()?;
    Ok(Found { hits, more, read: read_as(&words) })
}

/// One word of a query: the beginnings of search rows that would fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    probes: Vec<(KeyKind, String)>,
    number: Option<MemberNo>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_beginning: bool,
    kind: i64,
    key: String,
    member: MemberNo,
}

/// The member number ranks after every kind of search row.
const MEMBER_NUMBER: i64 = 7;

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
        let probes = birthday.query_digits().into_iter().map(|digits| (KeyKind::Birthday, digits)).collect();
        return Some(Word { probes, number: None });
    }
    let folded = text::folded(part);
    if folded.is_empty() {
        return None;
    }
    let mut probes = vec![(KeyKind::Name, folded.clone())];
    if folded.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'') {
        let typed = folded.replace('\'', "");
        probes.insert(0, (KeyKind::Initials, typed.clone()));
        probes.push((KeyKind::Pinyin, typed));
    }
    Some(Word { probes, number: None })
}

fn is_date(part: &str) -> bool {
    Birthday::parse(part).is_some()
}

fn word_of_digits(digits: &str) -> Word {
    let number = phone::normalise(digits).filter(|n| phone::is_mobile(n)).unwrap_or_else(|| digits.to_owned());
    let mut probes = vec![(KeyKind::Phone, number.clone()), (KeyKind::FormerPhone, number)];
    if digits.len() <= 8 {
        probes.push((KeyKind::Birthday, digits.to_owned()));
    }
    let member = (digits.len() <= 9 && !digits.starts_with('0')).then(|| digits.parse().ok().map(MemberNo)).flatten();
    Word { probes, number: member }
}

fn read_as(words: &[Word]) -> ReadAs {
    let read = |word: &Word| match word.probes.first().map(|(kind, _)| kind) {
        Some(KeyKind::Phone | KeyKind::FormerPhone) => ReadAs::Phone,
        Some(KeyKind::Birthday) => ReadAs::Birthday,
        Some(KeyKind::Initials | KeyKind::Pinyin) => ReadAs::Pinyin,
        Some(KeyKind::Name) => ReadAs::Name,
        None => ReadAs::Nothing,
    };
    match words {
        [] => ReadAs::Nothing,
        [only] => read(only),
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
    let mut best: BTreeMap<MemberNo, Rank> = BTreeMap::new();
    let mut keep = |rank: Rank| {
        let kept = best.entry(rank.member).or_insert_with(|| rank.clone());
        if rank < *kept {
            *kept = rank;
        }
    };
    for (kind, begin) in &word.probes {
        for rank in beginning_with(db, *kind, begin, limit, &mut also)? {
            keep(rank);
        }
    }
    if let Some(no) = word.number
        && exists(db, no)?
        && also(no)?
    {
        keep(Rank::member_number(no));
    }
    let mut ranked: Vec<Rank> = best.into_values().collect();
    ranked.sort();
    ranked.truncate(limit);
    Ok(ranked)
}

fn beginning_with(
    db: &Connection,
    kind: KeyKind,
    begin: &str,
    limit: usize,
    also: &mut impl FnMut(MemberNo) -> Result<bool>,
) -> Result<Vec<Rank>> {
    let mut statement = db.prepare_cached(
        "SELECT key, member_no FROM member_key WHERE kind = ?1 AND key >= ?2 AND key < ?3 ORDER BY key, member_no",
    )?;
    let mut rows = statement.query((kind as i64, begin, end_of(begin)))?;
    let mut found: Vec<Rank> = Vec::new();
    let mut looked_at = 0;
    while let Some(row) = rows.next()? {
        looked_at += 1;
        let member: MemberNo = row.get(1)?;
        if !found.iter().any(|rank| rank.member == member) && also(member)? {
            let key: String = row.get(0)?;
            found.push(Rank::of(kind, begin, key, member));
        }
        if found.len() >= limit || looked_at >= MOST_LOOKED_AT {
            break;
        }
    }
    Ok(found)
}

fn fits(db: &Connection, member: MemberNo, word: &Word) -> Result<bool> {
    if word.number == Some(member) {
        return Ok(true);
    }
    let mut statement = db.prepare_cached(
        "SELECT 1 FROM member_key WHERE member_no = ?1 AND kind = ?2 AND key >= ?3 AND key < ?4 LIMIT 1",
    )?;
    for (kind, begin) in &word.probes {
        if statement.exists((member, *kind as i64, begin, end_of(begin)))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many rows fit a word, counted no further than it matters.
fn count(db: &Connection, word: &Word) -> Result<usize> {
    let mut rows = 0;
    for (kind, begin) in &word.probes {
        rows += db
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM member_key WHERE kind = ?1 AND key >= ?2 AND key < ?3 LIMIT 512)",
            )?
            .query_row((*kind as i64, begin, end_of(begin)), |row| row.get::<_, usize>(0))?;
    }
    Ok(rows)
}

fn exists(db: &Connection, no: MemberNo) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM member WHERE no = ?1")?.exists([no])?)
}

/// The first text after everything that begins so.
fn end_of(begin: &str) -> String {
    format!("{begin}\u{10FFFF}")
}

fn hit(db: &Connection, no: MemberNo, kind: i64) -> Result<MemberHit> {
    let mut statement = db.prepare_cached(
        "SELECT m.no, m.id, m.name, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day,
                coalesce((SELECT tier FROM qualification q WHERE q.member_no = m.no AND q.cancelled_on IS NULL), 'ordinary'),
                coalesce((SELECT number FROM member_phone p WHERE p.member_no = m.no ORDER BY current DESC, position LIMIT 1), '')
         FROM member m WHERE m.no = ?1",
    )?;
    let hit = statement.query_row([no], |row| {
        let birthday = Birthday::from_columns(row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
        let number: String = row.get(8)?;
        Ok(MemberHit {
            member_no: row.get(0)?,
            id: row.get(1)?,
            name: row.get(2)?,
            tier: row.get(7)?,
            phone: phone::mask(&number),
            birthday: birthday.map(|b| b.to_string()).unwrap_or_default(),
            matched: matched(kind),
        })
    })?;
    Ok(hit)
}

/// A member as a hit, for lists that are not searches.
pub(super) fn listed(db: &Connection, no: MemberNo) -> Result<MemberHit> {
    hit(db, no, MEMBER_NUMBER)
}

impl Rank {
    fn of(kind: KeyKind, begin: &str, key: String, member: MemberNo) -> Rank {
        Rank { is_beginning: key != begin, kind: kind as i64, key, member }
    }

    fn member_number(member: MemberNo) -> Rank {
        Rank { is_beginning: false, kind: MEMBER_NUMBER, key: String::new(), member }
    }
}

fn matched(kind: i64) -> Matched {
    match kind {
        1 => Matched::Phone,
        2 => Matched::FormerPhone,
        3 => Matched::Birthday,
        4 => Matched::Initials,
        5 => Matched::Name,
        6 => Matched::Pinyin,
        _ => Matched::MemberNumber,
    }
}
