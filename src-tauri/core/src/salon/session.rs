//! Who is asking: a signed-in person, a trusted local program speaking for one, or nobody yet.
//!
//! A session ends when it is signed out, when its person has not touched anything for the auto-lock time, and when the
//! program ends. Its token is random and lives in memory only.

use std::collections::HashMap;
use std::sync::Mutex;

use super::lock::held;
use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{MemberNo, RoomId, StaffId};
use crate::staff::Role;
use crate::store::key::fill_random;

/// How a carrier says who is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Not signed in.
    Nobody,
    /// The token that `session.sign_in` gave.
    Session(String),
    /// A staff number, from a carrier that is trusted as the store's key is: the local command line.
    Staff(String),
}

/// The person behind a call, as the rules see him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// His id.
    pub staff: StaffId,
    /// His staff number.
    pub number: String,
    /// His name.
    pub name: String,
    /// What he does here.
    pub roles: Vec<Role>,
    /// Where he does it.
    pub device: String,
}

impl Caller {
    /// Whether he does one of these.
    pub fn is_any(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|role| roles.contains(role))
    }
}

#[derive(Debug)]
struct Session {
    staff: StaffId,
    device: String,
    touched: Instant,
}

/// Which sessions a write ends.
#[derive(Debug)]
pub(crate) enum Ended {
    /// One, by its token.
    One(String),
    /// Every one of a person: his PIN or roles changed, or he left.
    Of(StaffId),
    /// Every one at a device: it was revoked.
    At(String),
}

/// What somebody agrees to at another person's screen: this guest in this room at this time (policy §3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The guest.
    pub member_no: MemberNo,
    /// The room one tier lower.
    pub room_id: RoomId,
    /// From.
    pub start_ms: Instant,
}

#[derive(Debug)]
struct Given {
    staff: StaffId,
    at: Instant,
    agreed: Agreed,
}

/// The sessions of one running program, and the proofs people gave at somebody else's screen.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    begun: Mutex<HashMap<String, Session>>,
    proofs: Mutex<HashMap<String, Given>>,
}

/// A proof of who somebody is holds for so long.
const PROOF_MINUTES: i64 = 5;

impl Sessions {
    /// Begins a session at a device and gives its token.
    pub(crate) fn begin(&self, staff: StaffId, device: &str, now: Instant) -> Result<String> {
        let token = token()?;
        self.held().insert(token.clone(), Session { staff, device: device.to_owned(), touched: now });
        Ok(token)
    }

    /// Remembers for a few minutes that somebody proved who he is and what he agreed to, and gives the proof's token.
    pub(crate) fn prove(&self, staff: StaffId, agreed: Agreed, now: Instant) -> Result<String> {
        let token = token()?;
        let mut proofs = self.proofs();
        proofs.retain(|_, given| now.minutes_since(given.at) < PROOF_MINUTES);
        proofs.insert(token.clone(), Given { staff, at: now, agreed });
        Ok(token)
    }

    /// Who gave this proof for just this, if it still holds.
    pub(crate) fn proven(&self, token: &str, agreed: Agreed, now: Instant) -> Option<StaffId> {
        let proofs = self.proofs();
        let given = proofs.get(token).filter(|given| given.agreed == agreed)?;
        (now.minutes_since(given.at) < PROOF_MINUTES).then_some(given.staff)
    }

    /// A proof has served.
    pub(crate) fn spend(&self, token: &str) {
        self.proofs().remove(token);
    }

    /// Whose session this is, if it was begun at this device and has not run out. Does not prolong it: a screen that refreshes
    /// itself is nobody's hand.
    pub(crate) fn staff(&self, token: &str, device: &str, now: Instant, idle_minutes: i64) -> Result<StaffId> {
        let mut held = self.held();
        match held.get(token).filter(|session| session.device == device) {
            Some(session) if now.minutes_since(session.touched) < idle_minutes => Ok(session.staff),
            Some(_) => {
                held.remove(token);
                Err(Error::refused(ErrorCode::SignedOut))
            }
            None => Err(Error::refused(ErrorCode::SignedOut)),
        }
    }

    /// Somebody's hand moved: the idle time starts again.
    pub(crate) fn touch(&self, token: &str, now: Instant) {
        if let Some(session) = self.held().get_mut(token) {
            session.touched = session.touched.max(now);
        }
    }

    /// Ends sessions.
    pub(crate) fn end(&self, ended: &Ended) {
        self.held().retain(|token, session| match ended {
            Ended::One(one) => token != one,
            Ended::Of(staff) => session.staff != *staff,
            Ended::At(device) => session.device != *device,
        });
    }

    fn proofs(&self) -> std::sync::MutexGuard<'_, HashMap<String, Given>> {
        held(&self.proofs)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, Session>> {
        held(&self.begun)
    }
}

fn token() -> Result<String> {
    let mut random = [0u8; 32];
    fill_random(&mut random)?;
    Ok(hex::encode(random))
}
