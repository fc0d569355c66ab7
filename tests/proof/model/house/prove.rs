//! Sessions: begun by a PIN, ended by hand, by time, by a change of the person, by another device; and what a consultant agrees
//! to at somebody else's screen, which holds for five minutes and for one booking.

use serde_json::{Value, json};

use super::ask::text_of;
use super::carry_out::Verdict;
use super::employ::{Tried, is_simple};
use super::{House, Id, Proof, Said, Session, Told, Word};
use crate::model::step::{Asker, Step};

const PROOF_MINUTES: i64 = 5;

impl House {
    /// Whose session this is, at this device and not run out.
    pub(super) fn in_session(&mut self, name: &str, device: &str) -> Result<Id, Word> {
        let Some(session) = self.sessions.get(name).filter(|session| session.device == device) else {
            return Err("signed_out");
        };
        let idle = self.held("auto_lock_minutes", &self.date_of(self.now)).as_i64().expect("minutes");
        if (self.now - session.touched).div_euclid(60_000) < idle {
            return Ok(session.staff.clone());
        }
        self.sessions.remove(name);
        Err("signed_out")
    }

    pub(super) fn sign_in(&mut self, args: &Value) -> Verdict {
        match self.try_pin(&text_of(args, "number"), &text_of(args, "pin")) {
            Tried::Refused(code) => Verdict::Refused(vec![code]),
            Tried::Right(staff) => {
                let session = Session { staff: staff.clone(), device: self.device.clone(), touched: self.now };
                self.sessions.insert(format!("@session:{:x}", self.request), session);
                Verdict::Done(vec![("/staff/id".into(), json!(staff))])
            }
        }
    }

    pub(super) fn prove(&mut self, args: &Value) -> Verdict {
        match self.try_pin(&text_of(args, "number"), &text_of(args, "pin")) {
            Tried::Refused(code) => Verdict::Refused(vec![code]),
            Tried::Right(staff) => {
                let now = self.now;
                self.proofs.retain(|_, proof| (now - proof.at).div_euclid(60_000) < PROOF_MINUTES);
                let room = text_of(args, "roomId");
                let agreed =
                    (args["memberNo"].as_i64().expect("a member"), room, args["startMs"].as_i64().expect("a start"));
                let proof = Proof { staff, at: now, agreed };
                self.proofs.insert(format!("@proof:{:x}", self.request), proof);
                Verdict::Done(Told::new())
            }
        }
    }

    /// Who gave this proof for just this.
    pub(super) fn proven(&self, proof: &str, member: i64, room: &str, start: i64) -> Option<Id> {
        let proof = self.proofs.get(proof)?;
        let fits = proof.agreed == (member, room.to_owned(), start);
        (fits && (self.at - proof.at).div_euclid(60_000) < PROOF_MINUTES).then(|| proof.staff.clone())
    }

    pub(super) fn touch(&mut self, step: &Step) -> Verdict {
        if let Asker::Session(name) = &step.asker
            && let Some(session) = self.sessions.get_mut(name)
        {
            session.touched = session.touched.max(step.now);
        }
        Verdict::Done(Told::new())
    }

    pub(super) fn sign_out(&mut self, step: &Step) -> Verdict {
        if let Asker::Session(name) = &step.asker {
            self.sessions.remove(name);
        }
        Verdict::Done(Told::new())
    }

    /// One's own PIN: the old one is proved as at the door, unless this very request has changed it already.
    pub(super) fn change_pin(&mut self, step: &Step) -> Verdict {
        let (old, new) = (text_of(&step.args, "oldPin"), text_of(&step.args, "newPin"));
        if is_simple(&new) {
            return Verdict::Refused(vec!["pin_too_simple"]);
        }
        let me = self.caller.clone().expect("a caller");
        if !self.done.contains_key(&step.request) {
            let number = self.staff[&me].number.clone();
            if let Tried::Refused(code) = self.try_pin(&number, &old) {
                return Verdict::Refused(vec![code]);
            }
        }
        self.write("staff.change_pin", step, |house| {
            house.put_pin(&me, new);
            Ok(Told::new())
        })
    }

    /// One more copy of the store; two in the same moment would bear one name.
    pub(super) fn back_up(&mut self) -> Said {
        if !self.backups.insert(self.now) {
            return Err(vec!["store_exists"]);
        }
        Ok(Told::new())
    }
}
