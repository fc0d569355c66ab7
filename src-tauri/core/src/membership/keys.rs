//! The search rows of a member: every way he can be asked for, each found by its beginning, so that search never scans.
//!
//! Every suffix of a number (so any part of it is some row's beginning, and the last four digits are a whole row), every
//! suffix of the name, of each pinyin reading at syllable edges and of its initials, the birthday's digits, the member number.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};

use crate::error::Result;
use crate::ids::MemberNo;
use crate::membership::birthday::Birthday;
use crate::membership::rows::{self, MemberRow};
use crate::{pinyin, text};

/// What a search row was made of; its number is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// A number in use.
    Phone = 1,
    /// A number given up.
    FormerPhone = 2,
    /// `MMDD`, `YYYYMMDD` or `YYYY`.
    Birthday = 3,
    /// The initials of the name.
    Initials = 4,
    /// The name as written.
    Name = 5,
    /// The name's sound.
    Pinyin = 6,
    /// The member number, asked for as a whole.
    MemberNumber = 7,
}

impl KeyKind {
    /// Every kind, in the order in which equal keys are shown.
    pub const ALL: [KeyKind; 7] = [
        KeyKind::Phone,
        KeyKind::FormerPhone,
        KeyKind::Birthday,
        KeyKind::Initials,
        KeyKind::Name,
        KeyKind::Pinyin,
        KeyKind::MemberNumber,
    ];
}

impl FromSql for KeyKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<KeyKind> {
        let stored = value.as_i64()?;
        KeyKind::ALL.into_iter().find(|kind| *kind as i64 == stored).ok_or(FromSqlError::OutOfRange(stored))
    }
}

/// One search row.
pub type Key = (KeyKind, String);

/// All search rows of a member.
pub fn of(member: &MemberRow) -> BTreeSet<Key> {
    let phones = member.phones.iter().map(|phone| (phone.number.as_str(), phone.current));
    of_parts(member.no, &member.name, phones, member.birthday.as_ref())
}

/// All search rows of a member's number, name, phones (in use or former) and birthday.
pub(super) fn of_parts<'a>(
    MemberNo(no): MemberNo,
    name: &str,
    phones: impl Iterator<Item = (&'a str, bool)>,
    birthday: Option<&Birthday>,
) -> BTreeSet<Key> {
    let mut keys = BTreeSet::from([(KeyKind::MemberNumber, no.to_string())]);
    for (number, current) in phones {
        let kind = if current { KeyKind::Phone } else { KeyKind::FormerPhone };
        keys.extend(suffixes(number).map(|suffix| (kind, suffix)));
    }
    let name = text::folded(name);
    keys.extend(suffixes(&name).map(|suffix| (KeyKind::Name, suffix)));
    for reading in pinyin::readings(&name) {
        for from in 0..reading.len() {
            let tail = reading.get(from..).unwrap_or_default();
            keys.insert((KeyKind::Pinyin, tail.concat()));
            keys.insert((KeyKind::Initials, pinyin::initials(tail)));
        }
    }
    if let Some(birthday) = birthday {
        keys.extend(birthday.search_digits().into_iter().map(|digits| (KeyKind::Birthday, digits)));
    }
    keys
}

/// Writes one search row.
pub fn insert(db: &Connection, (kind, key): &Key, member: MemberNo) -> Result<()> {
    db.prepare_cached("INSERT INTO member_key (kind, key, member_no) VALUES (?1, ?2, ?3)")?.execute((
        *kind as i64,
        key,
        member,
    ))?;
    Ok(())
}

/// Writes a member's search rows anew: only those that changed.
pub fn rewrite(db: &Connection, member: MemberNo) -> Result<()> {
    let wanted = of(&rows::by_no(db, member)?);
    let mut kept: BTreeSet<(i64, String)> = {
        let mut rows = db.prepare_cached("SELECT kind, key FROM member_key WHERE member_no = ?1")?;
        rows.query_map([member], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?
    };
    for (kind, key) in wanted {
        let row = (kind as i64, key);
        if !kept.remove(&row) {
            insert(db, &(kind, row.1), member)?;
        }
    }
    for (kind, key) in kept {
        db.prepare_cached("DELETE FROM member_key WHERE kind = ?1 AND key = ?2 AND member_no = ?3")?
            .execute((kind, key, member))?;
    }
    Ok(())
}

fn suffixes(whole: &str) -> impl Iterator<Item = String> + '_ {
    whole.char_indices().map(|(at, _)| whole.get(at..).unwrap_or_default().to_owned())
}
