//! Walking along the search rows: who stands first behind a beginning, in the order in which the rows stand.
//!
//! One word, as almost always, is one statement: each row met brings what is shown of its member. Of several words the
//! rarest is walked along and the others are asked of each member met, before anything of her is read. No walk looks at
//! more than a few thousand rows.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row};

use super::birthday::{Birthday, Calendar};
use super::find::{MemberHit, Probe, Word};
use super::keys::KeyKind;
use crate::error::Result;
use crate::ids::MemberNo;
use crate::phone;
use crate::tier::Tier;

/// Room for so many hits is made at once: few answers are longer.
const USUAL_ROOM: usize = 8;

/// So many rows behind a beginning are looked at.
const MOST_LOOKED_AT: usize = 4096;

/// What is shown of a member, in front of how she was met.
macro_rules! shown {
    ($met:literal) => {
        concat!(
            "SELECT m.no, m.id, m.name, m.birth_calendar IS 'lunar', m.birth_year, m.birth_month, m.birth_day, q.tier,
                (SELECT number FROM member_phone WHERE member_no = m.no ORDER BY current DESC, position LIMIT 1) ",
            $met
        )
    };
}

const ALONG: &str = shown!(
    ", k.kind, k.key FROM member_key k CROSS JOIN member m ON m.no = k.member_no
        LEFT JOIN qualification q ON q.member_no = m.no AND q.cancelled_on IS NULL
     WHERE k.key >= ?1 AND k.key < ?2 ORDER BY k.key, k.kind, k.member_no"
);

const ONE: &str =
    shown!("FROM member m LEFT JOIN qualification q ON q.member_no = m.no AND q.cancelled_on IS NULL WHERE m.no = ?1");

/// The first members whom all words fit, and whether there are more.
pub(super) fn first(db: &Connection, words: &[Word], limit: usize) -> Result<(Vec<MemberHit>, bool)> {
    let ranked = match words {
        [] => Vec::new(),
        [Word { probes, .. }] if let [only] = probes.as_slice() => return along(db, only, limit),
        [only] => best_of(db, only, limit + 1, |_| Ok(true))?,
        several => all_of(db, several, limit + 1)?,
    };
    let more = ranked.len() > limit;
    let mut statement = db.prepare_cached(ONE)?;
    let mut hits = Vec::new();
    for rank in ranked.into_iter().take(limit) {
        hits.push(statement.query_row([rank.member], |row| hit(row, rank.kind))?);
    }
    Ok((hits, more))
}

/// A member as a hit, for lists that are not searches.
pub(crate) fn listed(db: &Connection, no: MemberNo) -> Result<MemberHit> {
    let kind = KeyKind::MemberNumber;
    Ok(db.prepare_cached(ONE)?.query_row([no], |row| hit(row, kind))?)
}

/// The members met first along a beginning, each once, and whether there are more.
fn along(db: &Connection, probe: &Probe, limit: usize) -> Result<(Vec<MemberHit>, bool)> {
    let mut statement = db.prepare_cached(ALONG)?;
    let mut rows = statement.query((&probe.begin, probe.end()))?;
    let mut hits: Vec<MemberHit> = Vec::with_capacity(USUAL_ROOM.min(limit));
    let mut looked_at = 0;
    while let Some(row) = rows.next()?
        && looked_at < MOST_LOOKED_AT
    {
        looked_at += 1;
        let (member, kind): (MemberNo, KeyKind) = (row.get(0)?, row.get(9)?);
        let is_meant = match kind {
            // Only here does it matter what the rest of the key is.
            KeyKind::MemberNumber => probe.admits(kind, row.get_ref(10)?.as_str()?),
            _ => probe.admits(kind, &probe.begin),
        };
        if !is_meant || hits.iter().any(|hit| hit.member_no == member) {
            continue;
        }
        if hits.len() == limit {
            return Ok((hits, true));
        }
        hits.push(hit(row, kind)?);
    }
    Ok((hits, false))
}

fn hit(row: &Row<'_>, kind: KeyKind) -> rusqlite::Result<MemberHit> {
    let calendar = if row.get(3)? { Calendar::Lunar } else { Calendar::Solar };
    let month: Option<u32> = row.get(5)?;
    let birthday = Birthday { calendar, year: row.get(4)?, month_day: month.zip(row.get(6)?) };
    Ok(MemberHit {
        member_no: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        tier: row.get::<_, Option<_>>(7)?.unwrap_or(Tier::Ordinary),
        phone: phone::mask(row.get_ref(8)?.as_str_or_null()?.unwrap_or_default()),
        birthday: birthday.text(),
        matched: kind.into(),
    })
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_beginning: bool,
    key: String,
    kind: KeyKind,
    member: MemberNo,
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
    let mut rows = statement.query((&probe.begin, probe.end()))?;
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
        let mut rows = statement.query((member, &probe.begin, probe.end()))?;
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
            .query_row((&probe.begin, probe.end()), |row| row.get::<_, usize>(0))?;
    }
    Ok(rows)
}
