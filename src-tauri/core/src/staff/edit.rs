//! The staff list: who works here, in which roles, and their PINs.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::sign_in::{self, SignIn};
use super::{Role, pin, rows};
use crate::clock::Instant;
use crate::commands::Call;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::StaffId;
use crate::salon::{Act, Caller, Reading, Salon, Topic, Writing};
use crate::store::journal;
use crate::text;

/// A person on the staff list.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct StaffLine {
    /// His id.
    pub id: StaffId,
    /// His number.
    pub number: String,
    /// His name.
    pub name: String,
    /// His team.
    pub group: Option<String>,
    /// What he does.
    pub roles: Vec<Role>,
    /// Whether he still works here.
    pub active: bool,
    /// Whether he has a PIN.
    pub has_pin: bool,
    /// Locked out until.
    pub locked_until_ms: Option<Instant>,
}

/// A person to be added, or changed if `id` is given.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveStaff {
    /// Whom to change; none adds a person.
    #[ts(optional)]
    pub id: Option<StaffId>,
    /// His number.
    pub number: String,
    /// His name.
    pub name: String,
    /// His team.
    #[ts(optional)]
    pub group: Option<String>,
    /// What he does.
    pub roles: Vec<Role>,
    /// Whether he works here.
    pub active: bool,
}

/// Whose PIN becomes what.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetPin {
    /// The staff number.
    pub number: String,
    /// Four to eight digits.
    pub pin: String,
}

/// One's own PIN, from the old to a new one.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangePin {
    /// The present one.
    pub old_pin: String,
    /// The new one.
    pub new_pin: String,
}

/// A staff number.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StaffNumber {
    /// The number.
    pub number: String,
}

/// The id a thing got.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct StaffSaved {
    /// The person's id.
    pub id: StaffId,
}

/// Everybody, those who left included.
pub fn list(view: &Reading<'_>, (): ()) -> Result<Vec<StaffLine>> {
    let line = |person: rows::StaffRow| StaffLine {
        locked_until_ms: sign_in::locked_until(view, &person),
        id: person.id,
        number: person.number,
        name: person.name,
        group: person.team,
        roles: person.roles,
        active: person.active,
        has_pin: person.pin_hash.is_some(),
    };
    Ok(rows::all(view.db)?.into_iter().map(line).collect())
}

/// Adds or changes a person. Refuses a number twice, and to leave the salon without a manager.
pub fn save(work: &mut Writing<'_>, asked: SaveStaff) -> Result<StaffSaved> {
    let number = text::required_line("number", &super::folded_number(&asked.number), 12)?;
    let name = text::required_line("name", &asked.name, 60)?;
    let team = asked.group.as_deref().map(|team| text::line("group", team, 20)).transpose()?.filter(|t| !t.is_empty());
    text::refuse_many("roles", asked.roles.len(), Role::ALL.len())?;
    if asked.roles.is_empty() {
        return Err(Error::refused(ErrorCode::FieldMissing).with("field", "roles"));
    }
    if rows::by_number(work.db, &number)?.is_some_and(|holder| Some(holder.id) != asked.id) {
        return Err(Error::refused(ErrorCode::NumberTaken).with("number", &number));
    }
    let held = asked.id.map(|id| rows::by_id(work.db, id)).transpose()?;
    refuse_beyond_ones_office(work, held.as_ref(), &asked.roles)?;
    let stays = asked.active && asked.roles.contains(&Role::Beautician);
    if let Some(held) = held.as_ref().filter(|held| held.roles.contains(&Role::Beautician) && !stays) {
        refuse_while_awaited(work, held)?;
    }
    let id = held.map_or_else(|| work.new_id(), |held| held.id);
    work.db
        .prepare_cached(
            "INSERT INTO staff (id, number, name, team, active) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET number = ?2, name = ?3, team = ?4, active = ?5",
        )?
        .execute((id, &number, &name, &team, asked.active))?;
    work.db.prepare_cached("DELETE FROM staff_role WHERE staff_id = ?1")?.execute([id])?;
    for role in &asked.roles {
        work.db
            .prepare_cached("INSERT OR IGNORE INTO staff_role (staff_id, role) VALUES (?1, ?2)")?
            .execute((id, role))?;
    }
    let anyone_manages = rows::all(work.db)?.iter().any(|p| p.active && p.roles.contains(&Role::Manager));
    if !anyone_manages {
        return Err(Error::refused(ErrorCode::NotAllowed).with("reason", "last_manager"));
    }
    work.ends_sessions_of(id);
    work.touches(Topic::Staff);
    Ok(StaffSaved { id })
}

/// Sets another person's PIN and lifts his lock.
pub fn set_pin(work: &mut Writing<'_>, asked: SetPin) -> Result<()> {
    let person = named(work, &asked.number)?;
    put_pin(work, person.id, &asked.pin)?;
    work.ends_sessions_of(person.id);
    Ok(())
}

/// Changes one's own PIN. The old one is proved as at the door, so that guessing it is bounded in the same way. The same request
/// again is answered, not tried: the old PIN is not the present one any more.
pub fn change_pin(salon: &Salon, call: &Call, caller: Option<&Caller>, asked: ChangePin) -> Result<()> {
    let caller = caller.ok_or_else(|| Error::refused(ErrorCode::SignedOut))?;
    let request = call.request_id.ok_or_else(|| Error::refused(ErrorCode::RequestIdMissing))?;
    pin::refuse_simple(&asked.new_pin)?;
    let veiled = |pin: &str| salon.key().veil(&json!(pin).to_string());
    let args = json!({ "newPin": veiled(&asked.new_pin), "oldPin": veiled(&asked.old_pin) }).to_string();
    let op = "staff.change_pin";
    if salon.read(call.now, |view| journal::answered(view.db, request, op, Some(caller.staff), &args))?.is_some() {
        return Ok(());
    }
    let old = SignIn { number: caller.number.clone(), pin: asked.old_pin };
    sign_in::prove(salon, &call.device, call.now, "staff.prove_old_pin", &old)?;
    let act = Act { op, request, now: call.now, caller: Some(caller), device: &call.device, args: &args };
    salon.transact(&act, |work| put_pin(work, caller.staff, &asked.new_pin))
}

/// Lifts a lock.
pub fn unlock(work: &mut Writing<'_>, asked: StaffNumber) -> Result<()> {
    let person = named(work, &asked.number)?;
    work.db
        .prepare_cached("UPDATE staff SET pin_failures = 0, locked_until_ms = NULL WHERE id = ?1")?
        .execute([person.id])?;
    work.touches(Topic::Staff);
    Ok(())
}

/// Writes a PIN.
pub(crate) fn put_pin(work: &mut Writing<'_>, id: StaffId, new: &str) -> Result<()> {
    pin::refuse_simple(new)?;
    work.db
        .prepare_cached("UPDATE staff SET pin_hash = ?2, pin_failures = 0, locked_until_ms = NULL WHERE id = ?1")?
        .execute((id, pin::hash(new)?))?;
    work.touches(Topic::Staff);
    Ok(())
}

/// Only a manager makes a manager, or changes one. While the salon is being founded there is nobody yet.
fn refuse_beyond_ones_office(work: &Writing<'_>, held: Option<&rows::StaffRow>, roles: &[Role]) -> Result<()> {
    let touches_manager =
        roles.contains(&Role::Manager) || held.is_some_and(|held| held.roles.contains(&Role::Manager));
    if touches_manager && work.caller.is_some_and(|caller| !caller.is_any(&[Role::Manager])) {
        return Err(Error::refused(ErrorCode::NotAllowed).with("reason", "manager_only"));
    }
    Ok(())
}

/// A beautician with guests ahead of her stays until they are given to somebody else, and with one in treatment until she
/// has finished.
fn refuse_while_awaited(work: &Writing<'_>, held: &rows::StaffRow) -> Result<()> {
    let bookings: i64 = work
        .db
        .prepare_cached(
            "SELECT count(*) FROM booking WHERE beautician_id = ?1 AND (status = 'in_treatment'
             OR (start_ms > ?2 - 43200000 AND status IN ('booked', 'confirmed', 'arrived')))",
        )?
        .query_row((held.id, work.now), |row| row.get(0))?;
    if bookings > 0 {
        return Err(Error::refused(ErrorCode::StaffAwaited).with("name", &held.name).with("bookings", bookings));
    }
    Ok(())
}

fn named(work: &Writing<'_>, number: &str) -> Result<rows::StaffRow> {
    rows::by_number(work.db, number)?
        .ok_or_else(|| Error::refused(ErrorCode::NoSuchStaff).with("number", text::said_back(number)))
}
