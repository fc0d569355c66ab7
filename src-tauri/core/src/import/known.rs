//! What the salon already knows of the people in a file: their files, their qualifications, and what earlier imports read
//! about them. With it an import can tell "nothing new" from "the register has changed" from "we corrected this ourselves".

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use crate::clock::Date;
use crate::error::Result;
use crate::ids::{MemberNo, QualificationId, StaffId};
use crate::membership::keys::KeyKind;
use crate::membership::rows::{self, MemberRow};
use crate::staff;
use crate::text;
use crate::tier::Tier;

/// A member's file as an import needs it.
#[derive(Clone, Debug)]
pub(super) struct KnownMember {
    pub row: MemberRow,
    pub qualifications: Vec<KnownQualification>,
    /// What each earlier imported row told of her.
    pub earlier: Vec<EarlierRow>,
}

/// A row of a register that was imported before.
#[derive(Clone, Debug)]
pub(super) struct EarlierRow {
    /// What was read, by field.
    pub read: BTreeMap<String, String>,
    /// Its file's digest.
    pub digest: String,
    /// Its sheet.
    pub sheet: String,
}

/// The file and sheet that are read now.
#[derive(Clone, Copy)]
pub(super) struct ReadNow<'a> {
    pub digest: &'a str,
    pub sheet: &'a str,
}

/// A qualification in the store.
#[derive(Clone, Debug)]
pub(super) struct KnownQualification {
    pub id: QualificationId,
    pub tier: Tier,
    pub approved_on: Option<Date>,
    pub cancelled_on: Option<String>,
}

/// The members of some names.
pub(super) struct KnownPeople {
    by_name: HashMap<String, Vec<KnownMember>>,
    beauticians: HashMap<StaffId, String>,
}

impl KnownPeople {
    /// Reads the members who bear one of these (folded) names.
    pub(super) fn of_names<'a>(db: &Connection, names: impl Iterator<Item = &'a str>) -> Result<KnownPeople> {
        let mut by_name = HashMap::new();
        let has_members: bool = db.query_row("SELECT EXISTS (SELECT 1 FROM member)", [], |row| row.get(0))?;
        let names: BTreeSet<&str> = if has_members { names.collect() } else { BTreeSet::new() };
        for name in names {
            let members = members_named(db, name)?;
            if !members.is_empty() {
                by_name.insert(name.to_owned(), members);
            }
        }
        let staff = staff::rows::all(db)?;
        Ok(KnownPeople { by_name, beauticians: staff.into_iter().map(|person| (person.id, person.name)).collect() })
    }

    /// The members of a (folded) name.
    pub(super) fn named(&self, folded: &str) -> &[KnownMember] {
        self.by_name.get(folded).map(Vec::as_slice).unwrap_or_default()
    }

    /// A staff member's name.
    pub(super) fn staff_name(&self, id: Option<StaffId>) -> &str {
        id.and_then(|id| self.beauticians.get(&id)).map(String::as_str).unwrap_or_default()
    }
}

impl KnownMember {
    /// What earlier imports read for a field, each value once.
    pub(super) fn earlier_values(&self, field: &str) -> BTreeSet<&str> {
        self.earlier.iter().map(|row| row.read.get(field).map(String::as_str).unwrap_or_default()).collect()
    }

    /// What the file that last said anything for a field said there, on any of its sheets and rows.
    pub(super) fn last_values(&self, field: &str) -> BTreeSet<&str> {
        let said = |row: &EarlierRow| row.read.get(field).is_some_and(|value| !value.is_empty());
        let Some(last) = self.earlier.iter().rev().find(|row| said(row)) else { return BTreeSet::new() };
        let its_rows = self.earlier.iter().filter(|row| row.digest == last.digest);
        its_rows.filter_map(|row| row.read.get(field)).map(String::as_str).collect()
    }

    /// Whether an earlier import read this very row. Two sheets of one file that say the same are two rows, not one.
    pub(super) fn came_from(&self, read: &BTreeMap<String, String>, now: ReadNow<'_>) -> bool {
        let may_be = |row: &EarlierRow| row.digest != now.digest || row.sheet == now.sheet;
        self.earlier.iter().any(|row| row.read == *read && may_be(row))
    }

    /// Whether the register that last told of her said that she holds a tier.
    pub(super) fn last_said_in_force(&self, tier: Tier) -> bool {
        let Some(last) = self.earlier.last() else { return false };
        let rows = self.earlier.iter().filter(|row| (&row.digest, &row.sheet) == (&last.digest, &last.sheet));
        rows.map(|row| &row.read)
            .any(|read| read.get("tier").is_some_and(|said| said == tier.name()) && !read.contains_key("cancelled_on"))
    }

    /// Whether one of these numbers is hers, in use or former.
    pub(super) fn shares_phone(&self, phones: &[String]) -> bool {
        self.row.phones.iter().any(|mine| phones.contains(&mine.number))
    }

    /// The qualification in force.
    pub(super) fn in_force(&self) -> Option<&KnownQualification> {
        self.qualifications.iter().find(|held| held.cancelled_on.is_none())
    }
}

/// The members whose folded name is this one.
pub(super) fn members_named(db: &Connection, folded: &str) -> Result<Vec<KnownMember>> {
    let numbers: Vec<MemberNo> = db
        .prepare_cached("SELECT member_no FROM member_key WHERE kind = ?1 AND key = ?2 ORDER BY member_no")?
        .query_map((KeyKind::Name as i64, folded), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut members = Vec::new();
    for no in numbers {
        let row = rows::by_no(db, no)?;
        if text::folded(&row.name) == folded {
            members.push(KnownMember { row, qualifications: qualifications(db, no)?, earlier: earlier(db, no)? });
        }
    }
    Ok(members)
}

fn qualifications(db: &Connection, member: MemberNo) -> Result<Vec<KnownQualification>> {
    let mut rows = db.prepare_cached(
        "SELECT id, tier, approved_on, cancelled_on FROM qualification WHERE member_no = ?1 ORDER BY approved_on, id",
    )?;
    let held = rows.query_map([member], |row| {
        Ok(KnownQualification {
            id: row.get(0)?,
            tier: row.get(1)?,
            approved_on: row.get(2)?,
            cancelled_on: row.get(3)?,
        })
    })?;
    Ok(held.collect::<rusqlite::Result<_>>()?)
}

fn earlier(db: &Connection, member: MemberNo) -> Result<Vec<EarlierRow>> {
    let mut rows = db.prepare_cached(
        "SELECT r.read, lower(hex(i.digest)), i.sheet FROM import_row r JOIN import i ON i.id = r.import_id
         WHERE r.member_no = ?1 AND i.kind = 'front_desk_register' ORDER BY i.at_ms, i.id, r.row",
    )?;
    let told = rows.query_map([member], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
    let told = told.collect::<rusqlite::Result<Vec<(String, String, String)>>>()?;
    { told }
        .into_iter()
        .map(|(read, digest, sheet)| Ok(EarlierRow { read: serde_json::from_str(&read)?, digest, sheet }))
        .collect()
}
