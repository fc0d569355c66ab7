//! Whose hands do what next: drawn by chance from a seed, mostly what the day asks for, sometimes what must be refused.

mod ask_around;
mod book;
mod choose;
mod lead;
mod pay;
mod tend_linen;
mod touch;

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::house::{ALL, House, permitted};
use super::step::{Asker, Step};
pub(crate) use choose::Chance;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// How often, of ten thousand, each command is drawn.
const OFTEN: &[(&str, u64)] = &[
    ("booking.reserve", 1000),
    ("booking.move", 380),
    ("booking.advance", 1450),
    ("booking.cancel", 230),
    ("tray.acknowledge", 350),
    ("tray.ready", 620),
    ("tray.take", 430),
    ("tray.put_away", 110),
    ("tray.bring_back", 130),
    ("tray.return", 320),
    ("linen.slippers_back", 320),
    ("linen.to_laundry", 330),
    ("linen.to_drying", 300),
    ("linen.shelve", 420),
    ("linen.mark", 130),
    ("linen.replace", 150),
    ("linen.recover", 130),
    ("linen.make_set", 260),
    ("linen.retire", 110),
    ("linen.to_stock", 120),
    ("till.settle", 820),
    ("member.add", 260),
    ("member.amend", 180),
    ("member.store_phone", 140),
    ("member.reveal", 60),
    ("staff.save", 120),
    ("staff.set_pin", 5),
    ("staff.change_pin", 9),
    ("staff.unlock", 25),
    ("session.sign_in", 16),
    ("session.prove", 4),
    ("session.touch", 25),
    ("session.sign_out", 20),
    ("session.me", 30),
    ("device.invite", 60),
    ("device.pair", 60),
    ("device.revoke", 40),
    ("device.list", 30),
    ("catalog.save", 90),
    ("catalog.list", 30),
    ("room.save", 110),
    ("room.list", 30),
    ("import.commit", 100),
    ("import.preview", 25),
    ("import.cancel", 10),
    ("setting.set", 150),
    ("setting.withdraw", 50),
    ("setting.list", 30),
    ("house.status", 30),
    ("house.accept_clock", 25),
    ("store.status", 15),
    ("store.backup", 3),
    ("till.print", 8),
    ("member.search", 260),
    ("member.card", 180),
    ("member.file", 60),
    ("member.list", 50),
    ("booking.day", 140),
    ("booking.arrivals", 90),
    ("booking.offer", 60),
    ("booking.check", 140),
    ("staff.list", 40),
    ("tray.day", 110),
    ("tray.calls", 60),
    ("linen.shelf", 70),
    ("linen.set", 100),
    ("linen.tasks", 110),
    ("till.quote", 120),
    ("till.receipt", 60),
    ("till.day", 60),
];

/// The hand of one run.
pub(crate) struct Hand {
    pub chance: Chance,
    clock: i64,
    requests: u128,
    /// What follows from the step before: a proof that was asked for is used.
    next: VecDeque<(&'static str, Value)>,
}

impl Hand {
    /// A hand that begins at an instant, and reads the salon's first register in.
    pub(crate) fn new(seed: u64, run: u64, clock: i64) -> Hand {
        let mut chance = Chance::new(seed ^ run.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut next = VecDeque::from([
            ("import.commit", lead::register("first.csv")),
            ("staff.set_pin", json!({ "number": "004", "pin": "1357" })),
        ]);
        if chance.one_in(2) {
            next.push_back(("import.commit", lead::register("stock.csv")));
        }
        Hand { chance, clock, requests: (u128::from(seed) << 32) | (u128::from(run) << 96), next }
    }

    /// The next step.
    pub(crate) fn draw(&mut self, house: &House) -> Step {
        self.turn_clock(house);
        let (name, args) = match self.next.pop_front() {
            Some(planned) => planned,
            None => {
                let name = self.chance.weighed(OFTEN);
                (name, self.args_of(house, name))
            }
        };
        let (asker, tablet) = match name {
            "staff.change_pin" if !self.chance.one_in(5) => (self.whose_pin(house, &args), None),
            _ => self.asker(house, name),
        };
        self.requests += 1;
        let request = self.requests;
        match name {
            "session.prove" => self.use_proof(&args, request),
            "device.invite" if !self.chance.one_in(3) => self.give_back(request),
            _ => {}
        }
        let mut step = Step {
            name,
            args,
            malformed: false,
            request,
            asker,
            tablet,
            now: self.clock,
            reopened: self.chance.one_in(400),
        };
        if self.chance.one_in(50) {
            self.spoil(&mut step);
        }
        step
    }

    /// The same request again: as it was, with other arguments, or by another person.
    pub(crate) fn again(&mut self, house: &House, earlier: &Step) -> Step {
        self.turn_clock(house);
        let mut step = Step { now: self.clock, reopened: false, ..earlier.clone() };
        match self.chance.below(4) {
            0 => (step.args, step.malformed) = (self.args_of(house, step.name), false),
            1 => (step.asker, step.tablet) = (self.somebody(house), None),
            _ => {}
        }
        step
    }

    pub(super) fn args_of(&mut self, house: &House, name: &str) -> Value {
        match name.split('.').next().unwrap_or_default() {
            "booking" => self.booking_args(house, name),
            "tray" | "linen" => self.linen_args(house, name),
            "till" => self.till_args(house, name),
            "member" => self.member_args(house, name),
            _ => self.house_args(house, name),
        }
    }

    fn turn_clock(&mut self, house: &House) {
        // A clock that has gone back is put right again, unless the manager takes it for the right one.
        if self.clock + 2 * MINUTE < house.last && self.chance.one_in(4) {
            self.clock = house.last;
        }
        let forward = match self.chance.below(1000) {
            0..=579 => self.chance.below(90_000) as i64,
            580..=899 => self.chance.between(1, 14) * MINUTE,
            900..=979 => self.chance.between(15, 100) * MINUTE,
            980..=985 => self.next_opening(house),
            986..=988 => 2 * MINUTE - self.chance.between(1, 5) * MINUTE,
            989 => -self.chance.between(3, 90) * MINUTE,
            990 if self.chance.one_in(10) => 31 * DAY,
            _ => 0,
        };
        self.clock += forward;
    }

    /// From now to an hour before the salon opens next.
    fn next_opening(&mut self, house: &House) -> i64 {
        let today = house.date_of(self.clock);
        let tomorrow = house.date_of(house.hour_of(&today, 12) + DAY);
        house.hour_of(&tomorrow, 9) - self.clock
    }

    /// Whoever asks: mostly somebody who may, at the desk or in a session of his.
    fn asker(&mut self, house: &House, name: &str) -> (Asker, Option<String>) {
        let who = ALL.iter().find(|(known, ..)| *known == name).map_or("*", |(_, _, who, _)| who);
        if matches!(name, "session.touch" | "session.sign_out") || self.chance.one_in(14) {
            let sessions: Vec<_> = house.sessions.iter().collect();
            if let Some((session, held)) = self.chance.one_of(&sessions) {
                let device = if self.chance.one_in(12) { "desk" } else { held.device.as_str() };
                let tablet = (device != "desk").then(|| device.to_owned());
                return (Asker::Session((*session).clone()), tablet);
            }
        }
        if name == "session.sign_in" && self.chance.one_in(2) {
            return (Asker::Nobody, self.tablet(house));
        }
        if self.chance.one_in(16) {
            return (self.somebody(house), None);
        }
        let may: Vec<&String> = house
            .staff
            .values()
            .filter(|person| person.active && permitted(who, &person.roles))
            .map(|person| &person.number)
            .collect();
        let tablet = if self.chance.one_in(20) { self.tablet(house) } else { None };
        match self.chance.one_of(&may) {
            Some(number) => (Asker::Number((*number).clone()), tablet),
            None => (Asker::Nobody, None),
        }
    }

    fn tablet(&mut self, house: &House) -> Option<String> {
        let names: Vec<&String> =
            house.devices.values().filter(|device| device.revoked.is_none()).map(|device| &device.name).collect();
        self.chance.one_of(&names).map(|name| (*name).clone())
    }

    /// Somebody whose PIN this is now.
    fn whose_pin(&mut self, house: &House, args: &Value) -> Asker {
        let old = args["oldPin"].as_str();
        let his = house.staff.values().filter(|person| person.active && person.pin.as_deref() == old);
        let his: Vec<&String> = his.map(|person| &person.number).collect();
        self.chance.one_of(&his).map_or(Asker::Nobody, |number| Asker::Number((*number).clone()))
    }

    fn somebody(&mut self, house: &House) -> Asker {
        let all: Vec<&String> = house.staff.values().map(|person| &person.number).collect();
        match self.chance.below(12) {
            0 => Asker::Nobody,
            1 => Asker::Number("999".to_owned()),
            2 => Asker::Session("@session:none".to_owned()),
            _ => Asker::Number(self.chance.one_of(&all).expect("staff").to_string()),
        }
    }

    /// Arguments of another form than they must have.
    fn spoil(&mut self, step: &mut Step) {
        let takes_none = step.args.as_object().is_none_or(serde_json::Map::is_empty);
        step.malformed = true;
        match self.chance.below(3) {
            0 => step.args = json!([1, 2]),
            1 if !takes_none => step.args["unheardOf"] = json!(1),
            _ => step.args = json!({ "unheardOf": true }),
        }
    }
}
