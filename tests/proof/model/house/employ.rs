//! People who work here: the list, their roles, their PINs, and the locks after wrong ones.

use serde_json::{Value, json};

use super::ask::{agreed, kept, required, text_of, texts};
use super::{House, Id, Person, ROLES, Said, Told, Word};

/// Failures in a row before a lock, and how long the locks are: a quarter of an hour, then twice as long, up to an hour.
const TRIES: i64 = 5;
const HALF_DAY_MS: i64 = 12 * 3_600_000;

/// What a try at the door comes to.
pub(super) enum Tried {
    Right(Id),
    Refused(Word),
}

impl House {
    /// A person by number, full-width digits read as plain ones.
    pub(crate) fn numbered(&self, number: &str) -> Option<Id> {
        let folded = folded(number);
        self.staff.iter().find(|(_, person)| person.number == folded).map(|(id, _)| id.clone())
    }

    pub(super) fn save_staff(&mut self, args: &Value) -> Said {
        let mut wrong = Vec::new();
        let number = required(&mut wrong, &folded(&text_of(args, "number")), 12);
        let name = required(&mut wrong, &text_of(args, "name"), 60);
        let team = kept(&mut wrong, &text_of(args, "group"), 20);
        let roles = texts(args, "roles");
        let roles = roles.iter().map(|role| *ROLES.iter().find(|known| *known == role).expect("a role")).collect();
        self.save_person(
            args["id"].as_str(),
            Person {
                number,
                name,
                team: Some(team).filter(|team| !team.is_empty()),
                active: args["active"].as_bool().expect("active or not"),
                roles,
                ..Person::default()
            },
            wrong,
        )
    }

    pub(super) fn save_person(&mut self, id: Option<&str>, mut new: Person, mut wrong: Vec<Word>) -> Said {
        if new.roles.is_empty() {
            wrong.push("field_missing");
        }
        if self.numbered(&new.number).is_some_and(|holder| Some(holder.as_str()) != id) {
            wrong.push("number_taken");
        }
        let held = id.and_then(|id| self.staff.get(id)).cloned();
        if id.is_some() && held.is_none() {
            wrong.push("no_such_staff");
            return Err(wrong);
        }
        let is_manager = |person: &Person| person.roles.contains("manager");
        let i_manage = self.caller.as_ref().is_some_and(|me| is_manager(&self.staff[me]));
        if (is_manager(&new) || held.as_ref().is_some_and(is_manager)) && !i_manage {
            wrong.push("not_allowed");
        }
        let serves = |person: &Person| person.roles.contains("beautician");
        let stays = new.active && serves(&new);
        if held.as_ref().is_some_and(serves) && !stays && self.awaits(id.expect("held")) {
            wrong.push("staff_awaited");
        }
        let others = self.staff.iter().filter(|(other, _)| Some(other.as_str()) != id);
        let manages = |person: &Person| person.active && is_manager(person);
        if !manages(&new) && !others.map(|(_, person)| person).any(manages) {
            wrong.push("not_allowed");
        }
        agreed(wrong)?;
        if let Some(held) = held {
            (new.pin, new.failures, new.locked_until) = (held.pin, held.failures, held.locked_until);
        }
        let id = id.map_or_else(|| self.new_id(), str::to_owned);
        self.staff.insert(id.clone(), new);
        self.sessions.retain(|_, session| session.staff != id);
        Ok(vec![("/id".into(), json!(id))])
    }

    /// Whether guests are booked with a beautician, or with her now.
    fn awaits(&self, beautician: &str) -> bool {
        self.bookings.values().any(|booking| {
            let ahead = booking.start > self.at - HALF_DAY_MS
                && matches!(booking.status, "booked" | "confirmed" | "arrived" | "in_treatment");
            booking.beautician == beautician && (ahead || booking.status == "in_treatment")
        })
    }

    pub(super) fn set_pin(&mut self, args: &Value) -> Said {
        let pin = text_of(args, "pin");
        let person = self.numbered(&text_of(args, "number"));
        let mut wrong = Vec::new();
        if person.is_none() {
            wrong.push("no_such_staff");
        }
        if is_simple(&pin) {
            wrong.push("pin_too_simple");
        }
        agreed(wrong)?;
        let id = person.expect("a person");
        self.put_pin(&id, pin);
        self.sessions.retain(|_, session| session.staff != id);
        Ok(Told::new())
    }

    pub(super) fn put_pin(&mut self, id: &str, pin: String) {
        let person = self.staff.get_mut(id).expect("a person");
        (person.pin, person.failures, person.locked_until) = (Some(pin), 0, None);
    }

    pub(super) fn unlock(&mut self, args: &Value) -> Said {
        let id = self.numbered(&text_of(args, "number")).ok_or_else(|| vec!["no_such_staff"])?;
        let person = self.staff.get_mut(&id).expect("a person");
        (person.failures, person.locked_until) = (0, None);
        Ok(Told::new())
    }

    /// A number and a PIN at the door. Every try that could be right is written down, at any clock.
    pub(super) fn try_pin(&mut self, number: &str, pin: &str) -> Tried {
        if number.chars().count() > 12 || pin.chars().count() > 8 {
            return Tried::Refused("wrong_pin");
        }
        self.at = self.now.max(self.last);
        let at = self.at;
        self.note();
        let Some(id) = self.numbered(number).filter(|id| self.staff[id].active) else {
            return Tried::Refused("wrong_pin");
        };
        let person = self.staff.get_mut(&id).expect("a person");
        if person.locked_until.is_some_and(|until| until > at) {
            return Tried::Refused("locked_out");
        }
        let Some(right) = &person.pin else { return Tried::Refused("no_pin_set") };
        if right == pin {
            // What came before is forgiven half an hour after the last wrong try.
            let tried = person.locked_until.map_or(at, |until| until - lock_ms(person.failures));
            if person.failures > 0 && at - tried >= 30 * 60_000 {
                (person.failures, person.locked_until) = (0, None);
            }
            return Tried::Right(id);
        }
        person.failures += 1;
        person.locked_until = Some(at + lock_ms(person.failures));
        Tried::Refused(if lock_ms(person.failures) > 0 { "locked_out" } else { "wrong_pin" })
    }
}

/// What anybody would try first: not four to eight digits, all the same, a run up or down.
pub(crate) fn is_simple(pin: &str) -> bool {
    let digits: Vec<i32> = pin.chars().filter_map(|c| c.to_digit(10)).map(|digit| digit as i32).collect();
    let steps: Vec<i32> = digits.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let is_run = [0, 1, -1].iter().any(|step| steps.iter().all(|other| other == step));
    !(4..=8).contains(&digits.len()) || digits.len() != pin.len() || is_run
}

/// Full-width digits as plain ones, no spaces around.
fn folded(number: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).expect("a digit"),
        other => other,
    };
    number.trim().chars().map(plain).collect()
}

/// How long so many wrong tries lock somebody out.
fn lock_ms(failures: i64) -> i64 {
    if failures == 0 || failures % TRIES != 0 {
        return 0;
    }
    [15, 30, 60][usize::try_from(failures / TRIES - 1).expect("few").min(2)] * 60_000
}
