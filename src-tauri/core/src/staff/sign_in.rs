//! Signing in by number and PIN; who am I; signing out.
//!
//! A wrong PIN is written down before it is answered, so that neither a restart nor a second device gives more tries; nor
//! does a turned clock.
//! An unknown number costs as much time as a known one.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::rows::StaffRow;
use super::{Role, pin, rows};
use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::StaffId;
use crate::salon::{Act, Caller, Reading, Salon, Writing, own_request};

/// Number and PIN.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// The staff number.
    pub number: String,
    /// The PIN.
    pub pin: String,
}

/// A session's beginning.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// To be sent with every call.
    pub token: String,
    /// Who it is.
    pub staff: StaffMe,
}

/// The person who is signed in.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct StaffMe {
    /// His id.
    pub id: StaffId,
    /// His number.
    pub number: String,
    /// His name.
    pub name: String,
    /// What he does.
    pub roles: Vec<Role>,
    /// His team.
    pub group: Option<String>,
    /// The commands he may call.
    pub commands: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
enum Outcome {
    Right(StaffId),
    Wrong { remaining: i64 },
    Locked { until: Instant },
    NoPin,
}

/// Begins a session.
pub fn sign_in(salon: &Salon, device: &str, now: Instant, asked: &SignIn) -> Result<SignedIn> {
    let staff = prove(salon, device, now, "session.sign_in", asked)?;
    let token = salon.sessions.begin(staff, device, now)?;
    let staff = salon.read(now, |view| me(view, staff))?;
    Ok(SignedIn { token, staff })
}

/// Proves that somebody is who he says, and writes down every failure.
pub fn prove(salon: &Salon, device: &str, now: Instant, op: &'static str, asked: &SignIn) -> Result<StaffId> {
    if asked.number.chars().count() > 12 || asked.pin.chars().count() > 8 {
        return Err(Error::refused(ErrorCode::WrongPin).with("remaining", 0));
    }
    let args = serde_json::json!({ "number": asked.number }).to_string();
    // Each attempt is its own act: a repeated one is a new try.
    let act = Act { op, request: own_request(now)?, now, caller: None, device, args: &args };
    let outcome = salon.transact_at_any_clock(&act, |work| attempt(work, asked))?;
    match outcome {
        Outcome::Right(staff) => Ok(staff),
        Outcome::Wrong { remaining } => Err(Error::refused(ErrorCode::WrongPin).with("remaining", remaining)),
        Outcome::Locked { until } => Err(Error::refused(ErrorCode::LockedOut).with("untilMs", until)),
        Outcome::NoPin => Err(Error::refused(ErrorCode::NoPinSet)),
    }
}

/// The person as the screen needs to know him.
pub fn me(view: &Reading<'_>, staff: StaffId) -> Result<StaffMe> {
    let person = rows::by_id(view.db, staff)?;
    let commands = crate::commands::allowed_to(&person.roles);
    Ok(StaffMe {
        id: person.id,
        number: person.number,
        name: person.name,
        roles: person.roles,
        group: person.team,
        commands,
    })
}

/// The caller a person is; refuses one who has left.
pub fn caller(person: rows::StaffRow, device: &str) -> Result<Caller> {
    if !person.active {
        return Err(Error::refused(ErrorCode::SignedOut));
    }
    Ok(Caller {
        staff: person.id,
        number: person.number,
        name: person.name,
        roles: person.roles,
        device: device.to_owned(),
    })
}

fn attempt(work: &mut Writing<'_>, asked: &SignIn) -> Result<Outcome> {
    let person = rows::by_number(work.db, &asked.number)?.filter(|person| person.active);
    let Some(person) = person else {
        pin::fits(&asked.pin, "argon2id$00000000000000000000000000000000$00")?;
        return Ok(Outcome::Wrong { remaining: 0 });
    };
    if let Some(until) = locked_until(work, &person) {
        return Ok(Outcome::Locked { until });
    }
    let Some(hashed) = &person.pin_hash else { return Ok(Outcome::NoPin) };
    if pin::fits(&asked.pin, hashed)? {
        if person.pin_failures > 0 && stood(work, &person) >= minutes(pin::FORGIVEN_AFTER_MINUTES) {
            note_tries(work, person.id, 0, None)?;
        }
        return Ok(Outcome::Right(person.id));
    }
    let failures = person.pin_failures + 1;
    let lock = pin::lock_minutes(failures);
    let until = work.now.plus_minutes(lock);
    note_tries(work, person.id, failures, Some(until))?;
    // Seen from here on: the lock is as old as this moment.
    stood(work, &StaffRow { pin_failures: failures, locked_until: Some(until), ..person });
    Ok(match lock {
        0 => Outcome::Wrong { remaining: pin::TRIES - failures % pin::TRIES },
        _ => Outcome::Locked { until },
    })
}

/// Until when a person is locked out, as far as this program can know; none while he may try.
pub(crate) fn locked_until(view: &Reading<'_>, person: &StaffRow) -> Option<Instant> {
    let lock = minutes(pin::lock_minutes(person.pin_failures));
    let left = lock.saturating_sub(stood(view, person));
    let left_ms = i64::try_from(left.as_millis()).unwrap_or(i64::MAX);
    (!left.is_zero()).then(|| Instant::from_ms(view.now.ms().saturating_add(left_ms)))
}

/// How long ago a person's last wrong try surely was. Without a stopwatch, as long as the clock says.
fn stood(view: &Reading<'_>, person: &StaffRow) -> Duration {
    let by_clock = || {
        let lock = pin::lock_minutes(person.pin_failures);
        let ms = person.locked_until.map_or(0, |until| view.now.ms() - until.plus_minutes(-lock).ms());
        Duration::from_millis(u64::try_from(ms).unwrap_or(0))
    };
    view.watch.stood(person.id, (person.pin_failures, person.locked_until)).unwrap_or_else(by_clock)
}

fn minutes(minutes: i64) -> Duration {
    Duration::from_secs(u64::try_from(minutes).unwrap_or(0) * 60)
}

fn note_tries(work: &Writing<'_>, id: StaffId, failures: i64, until: Option<Instant>) -> Result<()> {
    work.db
        .prepare_cached("UPDATE staff SET pin_failures = ?2, locked_until_ms = ?3 WHERE id = ?1")?
        .execute((id, failures, until))?;
    Ok(())
}
