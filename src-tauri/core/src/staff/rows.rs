//! Rows of staff.

use rusqlite::{Connection, OptionalExtension};

use super::Role;
use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::StaffId;
use crate::salon::Tried;

/// A person as the store knows him.
#[derive(Clone, Debug)]
pub struct StaffRow {
    /// His id.
    pub id: StaffId,
    /// His number.
    pub number: String,
    /// His name.
    pub name: String,
    /// His team, 组别.
    pub team: Option<String>,
    /// Whether he still works here.
    pub active: bool,
    /// His PIN's hash.
    pub pin_hash: Option<String>,
    /// Wrong PINs that are not forgiven yet.
    pub pin_failures: i64,
    /// Locked out until, by the clock; while tries remain, the instant of the last wrong one.
    pub locked_until: Option<Instant>,
    /// What he does.
    pub roles: Vec<Role>,
}

const COLUMNS: &str = "SELECT id, number, name, team, active, pin_hash, pin_failures, locked_until_ms FROM staff";

/// A person by number, however its characters were typed; a number kept in full width is found as it stands.
pub fn by_number(db: &Connection, number: &str) -> Result<Option<StaffRow>> {
    let found = one(db, &format!("{COLUMNS} WHERE number = ?1"), super::folded_number(number))?;
    if found.is_some() { Ok(found) } else { one(db, &format!("{COLUMNS} WHERE number = ?1"), number) }
}

/// A person by id; refuses one that is not there.
pub fn by_id(db: &Connection, id: StaffId) -> Result<StaffRow> {
    one(db, &format!("{COLUMNS} WHERE id = ?1"), id)?.ok_or_else(|| Error::refused(ErrorCode::NoSuchStaff))
}

/// A beautician who works here, by id; refuses somebody else.
pub fn beautician(db: &Connection, id: StaffId) -> Result<StaffRow> {
    let person = by_id(db, id)?;
    if !person.active || !person.roles.contains(&Role::Beautician) {
        return Err(Error::refused(ErrorCode::NotABeautician).with("name", person.name).with("number", person.number));
    }
    Ok(person)
}

/// An active beautician by name, if exactly one is of that name.
pub fn beautician_named(db: &Connection, name: &str) -> Result<Option<StaffId>> {
    let mut rows = db.prepare_cached(
        "SELECT id FROM staff JOIN staff_role ON staff_id = id AND role = 'beautician' WHERE name = ?1 AND active = 1 LIMIT 2",
    )?;
    let found: Vec<StaffId> = rows.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(if let [only] = found.as_slice() { Some(*only) } else { None })
}

/// Who has wrong tries standing, and what is noted of them.
pub(crate) fn tried(db: &Connection) -> Result<Vec<(StaffId, Tried)>> {
    let mut rows = db.prepare("SELECT id, pin_failures, locked_until_ms FROM staff WHERE pin_failures > 0")?;
    let tried = rows.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(tried.collect::<rusqlite::Result<_>>()?)
}

/// Everybody, by number.
pub fn all(db: &Connection) -> Result<Vec<StaffRow>> {
    let mut rows = db.prepare_cached(&format!("{COLUMNS} ORDER BY number"))?;
    let mut staff: Vec<StaffRow> = rows.query_map([], of_row)?.collect::<rusqlite::Result<_>>()?;
    for person in &mut staff {
        person.roles = roles_of(db, person.id)?;
    }
    Ok(staff)
}

fn one(db: &Connection, sql: &str, key: impl rusqlite::ToSql) -> Result<Option<StaffRow>> {
    let Some(mut person) = db.prepare_cached(sql)?.query_row([key], of_row).optional()? else { return Ok(None) };
    person.roles = roles_of(db, person.id)?;
    Ok(Some(person))
}

fn roles_of(db: &Connection, id: StaffId) -> Result<Vec<Role>> {
    let mut rows = db.prepare_cached("SELECT role FROM staff_role WHERE staff_id = ?1 ORDER BY role")?;
    let roles = rows.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(roles)
}

fn of_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<StaffRow> {
    Ok(StaffRow {
        id: row.get(0)?,
        number: row.get(1)?,
        name: row.get(2)?,
        team: row.get(3)?,
        active: row.get(4)?,
        pin_hash: row.get(5)?,
        pin_failures: row.get(6)?,
        locked_until: row.get(7)?,
        roles: Vec::new(),
    })
}
