//! One step: let in or not, known already or not, at a clock that can be or not, and then the rule it asks for.
//!
//! A repeated request gives the first answer and changes nothing; the same id for anything else is refused (the journal's
//! promise). A clock that has gone back more than two minutes is refused, but for signing in and for accepting it.

use serde_json::json;

use super::permit::{self, Way, permitted};
use super::{Done, House, Id, Said, Told, Word};
use crate::model::step::{Asker, Step};

/// What the model says of a step.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// One of these.
    Refused(Vec<Word>),
    /// Done, and this must be in the answer.
    Done(Told),
    /// Done before: the first answer, and nothing changes.
    Again,
}

const TOLERANCE_MS: i64 = 2 * 60_000;

impl House {
    /// Carries a step out, or says why not.
    pub(crate) fn carry_out(&mut self, step: &Step) -> Verdict {
        if step.reopened {
            self.sessions.clear();
            self.proofs.clear();
        }
        let Some((name, way, who, at_desk)) = permit::known(step.name).copied() else {
            return Verdict::Refused(vec!["unknown_command"]);
        };
        (self.now, self.at, self.request, self.made) = (step.now, step.now, step.request, 0);
        self.device = step.device().to_owned();
        if at_desk && step.tablet.is_some() {
            return Verdict::Refused(vec!["only_at_the_desk"]);
        }
        self.caller = None;
        if who != "-" {
            match self.let_in(step, who) {
                Ok(caller) => self.caller = Some(caller),
                Err(code) => return Verdict::Refused(vec![code]),
            }
        }
        if step.malformed {
            return Verdict::Refused(vec!["bad_arguments"]);
        }
        match way {
            Way::Read => said(self.read(name, &step.args)),
            Way::Write => self.write(name, step, |house| house.rule(name, step)),
            Way::Signal => self.signal(name, step),
        }
    }

    /// Whoever asks, if he is let in.
    fn let_in(&mut self, step: &Step, who: &str) -> Result<Id, Word> {
        let caller = match &step.asker {
            Asker::Nobody => return Err("signed_out"),
            Asker::Number(number) => self.numbered(number).ok_or("no_such_staff")?,
            Asker::Session(session) => self.in_session(session, step.device())?,
        };
        let person = &self.staff[&caller];
        if !person.active {
            return Err("signed_out");
        }
        if !permitted(who, &person.roles) { Err("not_allowed") } else { Ok(caller) }
    }

    /// A write: once and for ever.
    pub(super) fn write(&mut self, op: Word, step: &Step, rule: impl FnOnce(&mut House) -> Said) -> Verdict {
        let act = Done { name: op.to_owned(), staff: self.caller.clone(), args: step.args.to_string() };
        match self.done.get(&step.request) {
            Some(done) if *done == act => return Verdict::Again,
            Some(_) => return Verdict::Refused(vec!["request_id_reused"]),
            None => {}
        }
        if op != "house.accept_clock" {
            if step.now + TOLERANCE_MS < self.last {
                return Verdict::Refused(vec!["clock_went_back"]);
            }
            self.at = step.now.max(self.last);
        }
        let answer = rule(self);
        if answer.is_ok() {
            self.done.insert(step.request, act);
            self.note();
        }
        said(answer)
    }

    /// One more row in the journal.
    pub(super) fn note(&mut self) {
        self.rows += 1;
        self.last = self.at;
    }

    fn rule(&mut self, name: Word, step: &Step) -> Said {
        let args = &step.args;
        match name {
            "member.add" => self.add_member(args),
            "member.amend" => self.amend_member(args),
            "member.store_phone" => self.store_phone(args),
            "member.reveal" => self.reveal(args),
            "booking.reserve" => self.reserve(args),
            "booking.move" => self.move_booking(args),
            "booking.advance" => self.advance(args),
            "booking.cancel" => self.cancel(args),
            "staff.save" => self.save_staff(args),
            "staff.set_pin" => self.set_pin(args),
            "staff.unlock" => self.unlock(args),
            "device.revoke" => self.revoke(args),
            "tray.acknowledge" => self.acknowledge(args),
            "tray.ready" => self.ready(args),
            "tray.take" => self.take(args),
            "tray.put_away" => self.put_away(args),
            "tray.bring_back" => self.bring_back(args),
            "tray.return" => self.give_back(args),
            "linen.slippers_back" => self.slippers_back(args),
            "linen.to_laundry" => self.send_to_laundry(args),
            "linen.to_drying" => self.hang_to_dry(args),
            "linen.shelve" => self.shelve(args),
            "linen.mark" => self.mark(args),
            "linen.replace" => self.replace(args),
            "linen.recover" => self.recover(args),
            "linen.make_set" => self.make_set(args),
            "linen.retire" => self.retire(args),
            "linen.to_stock" => self.give_to_stock(args),
            "catalog.save" => self.save_item(args),
            "room.save" => self.save_room(args),
            "till.settle" => self.settle(args),
            "import.commit" => self.import(args),
            "setting.set" => self.set_setting(args),
            "setting.withdraw" => self.withdraw(args),
            other => panic!("the model knows no rule for {other}"),
        }
    }

    fn signal(&mut self, name: Word, step: &Step) -> Verdict {
        let args = &step.args;
        match name {
            "house.accept_clock" => self.write(name, step, |_| Ok(Told::new())),
            "device.invite" => self.write(name, step, House::invite),
            "device.pair" => self.answer_invitation(step),
            "session.sign_in" => self.sign_in(args),
            "session.prove" => self.prove(args),
            "staff.change_pin" => self.change_pin(step),
            "session.touch" => self.touch(step),
            "session.sign_out" => self.sign_out(step),
            "store.status" => Verdict::Done(vec![("/journalRows".into(), json!(self.rows))]),
            "store.backup" => said(self.back_up()),
            "till.print" => said(self.print(args)),
            "import.cancel" => Verdict::Done(Told::new()),
            other => panic!("the model knows no signal {other}"),
        }
    }
}

/// What a rule said, as a verdict.
pub(super) fn said(said: Said) -> Verdict {
    match said {
        Ok(told) => Verdict::Done(told),
        Err(codes) => Verdict::Refused(codes),
    }
}
