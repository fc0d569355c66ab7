//! A new file. Refuses a person who has one already (same name and a number in common), unless told that this is another.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::birthday::Birthday;
use super::keys::Key;
use super::{keys, rows};
use crate::clock::Date;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{MemberId, MemberNo, StaffId};
use crate::salon::{Topic, Writing};
use crate::{phone, staff, text};

/// The longest a name may be, in characters.
pub const LONGEST_NAME: usize = 60;

/// So many numbers one person has at most.
const MOST_PHONES: usize = 10;

/// The longest the notes of one person may be, in characters.
pub const LONGEST_NOTES: usize = 2_000;

/// So many allergies stand on one card at most.
pub const MOST_ALLERGIES: usize = 50;

/// The longest a number or a date is, however it is typed.
const LONGEST_TYPED: usize = 60;

/// What the desk types to begin a file.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMember {
    /// The full name.
    pub name: String,
    /// Numbers, however typed.
    pub phones: Vec<String>,
    /// A birthday, however typed.
    #[ts(optional)]
    pub birthday: Option<String>,
    /// `female` or `male`.
    #[ts(optional, type = "'female' | 'male' | null")]
    pub gender: Option<String>,
    /// What she must not meet.
    #[ts(optional)]
    pub allergies: Option<Vec<String>>,
    /// What one should know.
    #[ts(optional)]
    pub notes: Option<String>,
    /// The beautician she comes to.
    #[ts(optional)]
    pub usual_beautician_id: Option<StaffId>,
    /// It is another person of that name and number.
    #[ts(optional)]
    pub allow_same: Option<bool>,
}

/// The number a file got.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberAdded {
    /// Her short number.
    pub member_no: MemberNo,
}

/// A member ready to be written: checked and normalised.
#[derive(Clone, Debug, Default)]
pub struct NewMemberRow {
    /// The full name.
    pub name: String,
    /// `female` or `male`.
    pub gender: Option<String>,
    /// The birthday.
    pub birthday: Option<Birthday>,
    /// Numbers in use, normalised.
    pub phones: Vec<String>,
    /// What she must not meet.
    pub allergies: Vec<String>,
    /// What one should know, a line each.
    pub notes: String,
    /// The beautician she comes to.
    pub usual_beautician: Option<StaffId>,
}

/// `member.add`
pub fn add(work: &mut Writing<'_>, asked: NewMember) -> Result<MemberAdded> {
    let row = checked(&asked, work.today())?;
    if let Some(id) = row.usual_beautician {
        staff::rows::beautician(work.db, id)?;
    }
    if !asked.allow_same.unwrap_or_default() {
        refuse_same_person(work, &row)?;
    }
    Ok(MemberAdded { member_no: insert(work, &row)? })
}

/// Writes a new file with its numbers, allergies and search rows.
pub fn insert(work: &mut Writing<'_>, row: &NewMemberRow) -> Result<MemberNo> {
    let (no, keys) = begin(work, row)?;
    keys.iter().try_for_each(|key| keys::insert(work.db, key, no))?;
    Ok(no)
}

/// Writes a new file and gives the search rows that whoever asked must write: those of many files are written fastest
/// together and sorted, when each lies beside the one before.
pub(crate) fn begin(work: &mut Writing<'_>, row: &NewMemberRow) -> Result<(MemberNo, BTreeSet<Key>)> {
    let id: MemberId = work.new_id();
    let (calendar, year, month, day) = row.birthday.as_ref().map(Birthday::columns).unwrap_or_default();
    work.db
        .prepare_cached(
            "INSERT INTO member (id, name, gender, birth_calendar, birth_year, birth_month, birth_day, usual_beautician_id,
                                 notes, created_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            id, &row.name, &row.gender, calendar, year, month, day, row.usual_beautician, &row.notes, work.now,
        ))?;
    let no = MemberNo(work.db.last_insert_rowid());
    for (position, number) in row.phones.iter().enumerate() {
        work.db
            .prepare_cached(
                "INSERT OR IGNORE INTO member_phone (member_no, number, current, position, since_ms) VALUES (?1, ?2, 1, ?3, ?4)",
            )?
            .execute((no, number, position, work.now))?;
    }
    add_allergies(work, no, &row.allergies)?;
    work.touches(Topic::Member);
    let phones = row.phones.iter().map(|number| (number.as_str(), true));
    Ok((no, keys::of_parts(no, &row.name, phones, row.birthday.as_ref())))
}

/// Writes a member's allergies anew.
pub(super) fn put_allergies(work: &Writing<'_>, no: MemberNo, allergies: &[String]) -> Result<()> {
    work.db.prepare_cached("DELETE FROM member_allergy WHERE member_no = ?1")?.execute([no])?;
    add_allergies(work, no, allergies)
}

fn add_allergies(work: &Writing<'_>, no: MemberNo, allergies: &[String]) -> Result<()> {
    text::refuse_many("allergies", allergies.len(), MOST_ALLERGIES)?;
    for allergy in allergies {
        let allergy = text::required_line("allergies", allergy, 200)?;
        work.db
            .prepare_cached("INSERT OR IGNORE INTO member_allergy (member_no, allergy) VALUES (?1, ?2)")?
            .execute((no, allergy))?;
    }
    Ok(())
}

/// Reads one number as typed; refuses what is none.
pub(super) fn read_phone(typed: &str) -> Result<String> {
    let typed = text::line("phone", typed, LONGEST_TYPED)?;
    phone::normalise(&typed).ok_or_else(|| Error::refused(ErrorCode::BadPhone).with("text", text::said_back(&typed)))
}

/// Reads a birthday as typed; empty is none. Refuses one that is still to come.
pub(super) fn read_birthday(typed: &str, today: Date) -> Result<Option<Birthday>> {
    let typed = text::line("birthday", typed, LONGEST_TYPED)?;
    if typed.is_empty() {
        return Ok(None);
    }
    let read = Birthday::parse(&typed).filter(|birthday| !birthday.is_after(today));
    read.map(Some).ok_or_else(|| Error::refused(ErrorCode::BadDate).with("text", text::said_back(&typed)))
}

/// Reads a gender; refuses any other word.
pub(super) fn read_gender(typed: Option<&str>) -> Result<Option<String>> {
    match typed {
        None => Ok(None),
        Some(gender @ ("female" | "male")) => Ok(Some(gender.to_owned())),
        Some(_) => Err(Error::refused(ErrorCode::BadArguments).with("field", "gender")),
    }
}

fn checked(asked: &NewMember, today: Date) -> Result<NewMemberRow> {
    text::refuse_many("phones", asked.phones.len(), MOST_PHONES)?;
    Ok(NewMemberRow {
        name: text::required_line("name", &asked.name, LONGEST_NAME)?,
        gender: read_gender(asked.gender.as_deref())?,
        birthday: read_birthday(asked.birthday.as_deref().unwrap_or_default(), today)?,
        phones: asked.phones.iter().map(|typed| read_phone(typed)).collect::<Result<_>>()?,
        allergies: asked.allergies.clone().unwrap_or_default(),
        notes: text::paragraph("notes", asked.notes.as_deref().unwrap_or_default(), LONGEST_NOTES)?,
        usual_beautician: asked.usual_beautician_id,
    })
}

fn refuse_same_person(work: &Writing<'_>, row: &NewMemberRow) -> Result<()> {
    for number in &row.phones {
        for no in rows::with_phone(work.db, number)? {
            let held = rows::by_no(work.db, no)?;
            if text::folded(&held.name) == text::folded(&row.name) {
                return Err(Error::refused(ErrorCode::SamePersonExists).with("memberNo", no).with("name", held.name));
            }
        }
    }
    Ok(())
}
