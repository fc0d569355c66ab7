//! Tablets: invited for ten minutes, paired once under a name of their own, revoked for good.

use serde_json::{Value, json};

use super::ask::{agreed, required, text_of};
use super::carry_out::Verdict;
use super::{Device, House, Invitation, Said, Told};
use crate::model::step::Step;

const INVITED_MS: i64 = 10 * 60_000;

impl House {
    pub(super) fn invite(&mut self) -> Said {
        let by = self.caller.clone().expect("a caller");
        let ends = self.at + INVITED_MS;
        self.invitations.insert(format!("@code:{:x}", self.request), Invitation { by, ends, used: None });
        Ok(vec![("/ends".into(), json!(ends))])
    }

    /// A name that cannot be kept is refused before anything is looked up.
    pub(super) fn answer_invitation(&mut self, step: &Step) -> Verdict {
        let mut wrong = Vec::new();
        let name = required(&mut wrong, &text_of(&step.args, "name"), 40);
        match wrong.is_empty() {
            true => self.write("device.pair", step, |house| house.pair(&step.args, name)),
            false => Verdict::Refused(wrong),
        }
    }

    fn pair(&mut self, args: &Value, name: String) -> Said {
        let (code, mut wrong) = (text_of(args, "code"), Vec::new());
        let at = self.at;
        if !self.invitations.get(&code).is_some_and(|invitation| invitation.used.is_none() && at < invitation.ends) {
            wrong.push("invitation_over");
        }
        if self.devices.values().any(|device| device.revoked.is_none() && device.name == name) {
            wrong.push("device_name_taken");
        }
        agreed(wrong)?;
        self.invitations.get_mut(&code).expect("an invitation").used = Some(at);
        let id = self.new_id();
        self.devices.insert(id.clone(), Device { name, paired: at, revoked: None });
        Ok(vec![("/id".into(), json!(id))])
    }

    pub(super) fn revoke(&mut self, args: &Value) -> Said {
        let (me, at) = (self.caller.clone().expect("a caller"), self.at);
        let device = self.devices.get_mut(&text_of(args, "id")).filter(|device| device.revoked.is_none());
        let device = device.ok_or_else(|| vec!["device_unknown"])?;
        device.revoked = Some((at, me));
        let name = device.name.clone();
        self.sessions.retain(|_, session| session.device != name);
        Ok(Told::new())
    }
}
