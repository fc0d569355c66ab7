//! Rows of members, with their phones and allergies.

use rusqlite::{Connection, OptionalExtension, Row};

use super::birthday::Birthday;
use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{MemberId, MemberNo, StaffId};

/// A member as the store knows her.
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// Her short number.
    pub no: MemberNo,
    /// Her id.
    pub id: MemberId,
    /// Her full name.
    pub name: String,
    /// `female`, `male`, or not known.
    pub gender: Option<String>,
    /// Her birthday, as it is known.
    pub birthday: Option<Birthday>,
    /// The beautician she comes to.
    pub usual_beautician: Option<StaffId>,
    /// What she does.
    pub occupation: String,
    /// What one should know, a line each.
    pub notes: String,
    /// When the file was begun.
    pub created: Instant,
    /// Her numbers, those in use first.
    pub phones: Vec<PhoneRow>,
    /// What must never be overlooked.
    pub allergies: Vec<String>,
}

/// One number of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneRow {
    /// Normalised.
    pub number: String,
    /// In use, or kept as former.
    pub current: bool,
}

/// A member by number; refuses one that is not there.
pub fn by_no(db: &Connection, no: MemberNo) -> Result<MemberRow> {
    let found = db
        .prepare_cached(
            "SELECT no, id, name, gender, birth_calendar, birth_year, birth_month, birth_day, usual_beautician_id, occupation,
                    notes, created_ms FROM member WHERE no = ?1",
        )?
        .query_row([no], of_row)
        .optional()?;
    let mut member = found.ok_or_else(|| Error::refused(ErrorCode::NoSuchMember).with("memberNo", no))?;
    member.phones = phones(db, no)?;
    member.allergies = allergies(db, no)?;
    Ok(member)
}

/// The numbers of a member, those in use first.
pub fn phones(db: &Connection, no: MemberNo) -> Result<Vec<PhoneRow>> {
    let mut rows = db.prepare_cached(
        "SELECT number, current FROM member_phone WHERE member_no = ?1 ORDER BY current DESC, position, number",
    )?;
    let phones = rows.query_map([no], |row| Ok(PhoneRow { number: row.get(0)?, current: row.get(1)? }))?;
    Ok(phones.collect::<rusqlite::Result<_>>()?)
}

/// What a member must not meet.
pub fn allergies(db: &Connection, no: MemberNo) -> Result<Vec<String>> {
    let mut rows = db.prepare_cached("SELECT allergy FROM member_allergy WHERE member_no = ?1 ORDER BY allergy")?;
    let allergies = rows.query_map([no], |row| row.get(0))?;
    Ok(allergies.collect::<rusqlite::Result<_>>()?)
}

/// The members who have this number, in use or former.
pub fn with_phone(db: &Connection, number: &str) -> Result<Vec<MemberNo>> {
    let mut rows = db.prepare_cached("SELECT DISTINCT member_no FROM member_key WHERE kind IN (1, 2) AND key = ?1")?;
    let found: Vec<MemberNo> = rows.query_map([number], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut holders = Vec::new();
    for no in found {
        if phones(db, no)?.iter().any(|phone| phone.number == number) {
            holders.push(no);
        }
    }
    Ok(holders)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<MemberRow> {
    Ok(MemberRow {
        no: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        gender: row.get(3)?,
        birthday: Birthday::from_columns(row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?),
        usual_beautician: row.get(8)?,
        occupation: row.get(9)?,
        notes: row.get(10)?,
        created: row.get(11)?,
        phones: Vec::new(),
        allergies: Vec::new(),
    })
}
