//! The command table: every command once, one row. Whoever comes in, comes in here.
//!
//! From a row come the dispatch, the TypeScript client ([`wire`]), the list for the command line and the permission matrix.
//! Carriers only convert and delegate to [`dispatch`]: the roles allowed are checked here, below every carrier.

mod by_name;
mod carry;
mod read_args;
mod table;
pub mod wire;

pub use carry::Planned;
pub use table::TABLE;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Failure, Result};
use crate::ids::RequestId;
use crate::salon::{Act, Asked, Caller, Reading, Salon, Who};
use crate::staff::{Role, rows, sign_in};
use crate::text;

/// How a command meets the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sees one consistent view, changes nothing.
    Read,
    /// One transaction, one journal row; needs a request id.
    Write,
    /// Works on the running program: sessions, cancelling, backups.
    Signal,
}

/// Who may call a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Also before anybody has signed in.
    Anyone,
    /// Everybody who works here.
    Staff,
    /// People in one of these roles.
    Roles(&'static [Role]),
}

/// One row of the table.
pub struct Command {
    /// `noun.verb`.
    pub name: &'static str,
    /// Who may call it.
    pub allowed: Allowed,
    /// Whether it is asked at the desk's own computer only, never from a tablet.
    pub desk_only: bool,
    /// What its arguments are called on the wire.
    pub args: fn(&mut wire::Types) -> String,
    /// What its answer is called on the wire.
    pub answer: fn(&mut wire::Types) -> String,
    run: Run,
}

impl Command {
    /// How it meets the store.
    pub fn kind(&self) -> Kind {
        match self.run {
            Run::Read(_) => Kind::Read,
            Run::Write(_) => Kind::Write,
            Run::Signal(_) => Kind::Signal,
        }
    }
}

/// What a row does with a call that was let in.
enum Run {
    Read(fn(&Reading<'_>, &Call) -> Result<Answer>),
    Write(fn(&Salon, &Act<'_>, &Call) -> Result<Answer>),
    Signal(fn(&Salon, &Call, Option<&Caller>) -> Result<Answer>),
}

/// An answer as it leaves: JSON, made once and carried as it is.
pub type Answer = Box<RawValue>;

/// One call, as a carrier hands it in.
#[derive(Clone, Debug)]
pub struct Call {
    /// The command's name.
    pub name: String,
    /// Its arguments.
    pub args: Value,
    /// Needed for writes.
    pub request_id: Option<RequestId>,
    /// Who asks.
    pub who: Who,
    /// On which device.
    pub device: String,
    /// Where that device stands.
    pub place: Place,
    /// When.
    pub now: Instant,
}

/// Where a call comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The computer on which the store lies.
    Desk,
    /// A tablet on the shop's network.
    Tablet,
}

/// Carries out one call.
pub fn dispatch(salon: &Salon, call: &Call) -> Result<Answer, Failure> {
    carry_out(salon, call).map_err(|error| error.failure())
}

/// The names of the commands that people in these roles may call.
pub fn allowed_to(roles: &[Role]) -> Vec<String> {
    TABLE.iter().filter(|command| is_allowed(command, roles)).map(|command| command.name.to_owned()).collect()
}

/// The permission matrix: for each command the roles that may call it.
pub fn permissions() -> BTreeMap<&'static str, Vec<&'static str>> {
    let roles_of = |command: &Command| match command.allowed {
        Allowed::Anyone => vec!["anyone"],
        Allowed::Staff => vec!["staff"],
        Allowed::Roles(roles) => roles.iter().map(|role| role.name()).collect(),
    };
    TABLE.iter().map(|command| (command.name, roles_of(command))).collect()
}

fn carry_out(salon: &Salon, call: &Call) -> Result<Answer> {
    let command = TABLE.iter().find(|command| command.name == call.name);
    let command =
        command.ok_or_else(|| Error::refused(ErrorCode::UnknownCommand).with("name", text::said_back(&call.name)))?;
    if command.desk_only && call.place == Place::Tablet {
        return Err(Error::refused(ErrorCode::OnlyAtTheDesk).with("command", command.name));
    }
    match command.run {
        Run::Read(run) => salon.read(call.now, |view| {
            let caller = let_in(salon, view, command, call)?;
            run(&Reading { caller: caller.as_deref(), ..*view }, call)
        }),
        Run::Write(run) => {
            let caller = salon.read_before_write(call.now, |view| let_in(salon, view, command, call))?;
            carry::under_its_request(salon, command, call, caller.as_deref(), run)
        }
        Run::Signal(run) => {
            let caller = salon.read(call.now, |view| let_in(salon, view, command, call))?;
            run(salon, call, caller.as_deref())
        }
    }
}

/// Who calls, if a row needs to know; refuses whom the row does not allow.
fn let_in(salon: &Salon, view: &Reading<'_>, command: &Command, call: &Call) -> Result<Option<Arc<Caller>>> {
    if command.allowed == Allowed::Anyone {
        return Ok(None);
    }
    let caller = caller(salon, view, call)?;
    if !is_allowed(command, &caller.roles) {
        return Err(Error::refused(ErrorCode::NotAllowed).with("command", command.name));
    }
    Ok(Some(caller))
}

fn is_allowed(command: &Command, roles: &[Role]) -> bool {
    match command.allowed {
        Allowed::Anyone | Allowed::Staff => true,
        Allowed::Roles(allowed) => roles.iter().any(|role| allowed.contains(role)),
    }
}

fn caller(salon: &Salon, view: &Reading<'_>, call: &Call) -> Result<Arc<Caller>> {
    let asked = match &call.who {
        Who::Nobody => return Err(Error::refused(ErrorCode::SignedOut)),
        Who::Session(token) => {
            Asked::Id(salon.sessions.staff(token, &call.device, call.now, view.settings.auto_lock_minutes)?)
        }
        Who::Staff(number) => Asked::Number(number),
    };
    let find = || {
        let person = match asked {
            Asked::Id(staff) => rows::by_id(view.db, staff)?,
            Asked::Number(number) => rows::by_number(view.db, number)?
                .ok_or_else(|| Error::refused(ErrorCode::NoSuchStaff).with("number", text::said_back(number)))?,
        };
        sign_in::caller(person, &call.device)
    };
    match view.callers {
        Some(callers) => callers.known(asked, &call.device, find),
        None => Ok(Arc::new(find()?)),
    }
}

#[cfg(test)]
mod tests;
