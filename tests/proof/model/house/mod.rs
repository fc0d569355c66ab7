//! The salon a second time, in the plainest words: lists and maps, no SQL, no transaction, nothing shared with the product but
//! the instant, the date and the way an id is made of a request. Each rule of the policy is written here as one would say it.
//!
//! A rule looks at everything first and changes something only when nothing is wrong, so a refusal leaves nothing behind. Where
//! several things are wrong at once, any of their codes is a right answer.

mod ask;
mod book;
mod call_out;
mod carry_out;
mod carry_trays;
mod employ;
mod enrol;
mod find;
mod furnish;
mod list_tables;
mod mend;
mod pair;
mod permit;
mod plan;
mod prove;
mod read_in;
mod registers;
mod settle;
mod show;
mod show_linen;
mod wash;

use std::collections::{BTreeMap, BTreeSet};

use lantai_core::clock::{Date, Instant, SalonDay};
use lantai_core::ids::{RequestId, derived};
use serde_json::Value;

pub(crate) use ask::{money, text_of, yuan};
pub(crate) use carry_out::Verdict;
pub(crate) use list_tables::TABLES;
pub(crate) use permit::{ALL, Way, permitted, way_of};
pub(crate) use registers::{REGISTERS, written};

/// A word of the store: a role, a state, a place, a code.
pub(crate) type Word = &'static str;
/// An id as it is written.
pub(crate) type Id = String;
/// What an accepted step must have answered: where in the answer, and what.
pub(crate) type Told = Vec<(String, Value)>;
/// What a rule says: what must be answered, or every reason against it.
pub(crate) type Said = Result<Told, Vec<Word>>;

pub(crate) const KINDS: [Word; 5] = ["towel", "bath_towel", "bathrobe", "slippers", "headband"];
pub(crate) const ROLES: [Word; 8] =
    ["front_desk", "stockroom", "beautician", "consultant", "cleaner", "laundry", "supervisor", "manager"];

#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    pub number: String,
    pub name: String,
    pub team: Option<String>,
    pub active: bool,
    pub roles: BTreeSet<Word>,
    pub pin: Option<String>,
    pub failures: i64,
    pub locked_until: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Phone {
    pub number: String,
    pub current: bool,
    pub position: i64,
    pub since: i64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    pub name: String,
    pub gender: Option<String>,
    pub birthday: Option<(i64, i64, i64)>,
    pub phones: Vec<Phone>,
    pub allergies: BTreeSet<String>,
    pub notes: String,
    pub usual: Option<Id>,
    pub created: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Qualification {
    pub member: i64,
    pub tier: Word,
    pub approved: String,
    pub cancelled: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Room {
    pub number: String,
    pub tier: Word,
    pub beds: i64,
    pub note: String,
    pub active: bool,
    pub position: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub code: String,
    pub name: String,
    pub service: bool,
    pub category: String,
    pub minutes: Option<i64>,
    pub price: i64,
    pub member_price: Option<i64>,
    pub rooms: String,
    pub active: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Lower {
    pub consultant: Id,
    pub how: String,
    pub at: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Booking {
    pub member: i64,
    pub tier: Word,
    pub room: Id,
    pub beautician: Id,
    pub date: String,
    pub start: i64,
    pub end: i64,
    pub busy_until: i64,
    pub guests: i64,
    pub status: Word,
    pub source: String,
    pub notes: String,
    pub taken_by: Id,
    pub taken: i64,
    pub lower: Option<Lower>,
    pub services: Vec<Id>,
    pub not_done: BTreeMap<usize, (String, Id, i64)>,
    pub steps: Vec<(i64, Id, Word, String, Option<String>)>,
    pub tray: Option<Tray>,
}

#[derive(Clone, Debug)]
pub(crate) struct Tray {
    pub state: Word,
    pub taken_by: Option<Id>,
    pub since: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub booking: Id,
    pub kind: Word,
    pub at: i64,
    pub said: Value,
    pub acknowledged: Option<(Id, i64)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Set {
    pub member: i64,
    pub tier: Word,
    pub slot: Option<i64>,
    pub due: Option<String>,
    pub retired: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub set: Id,
    pub kind: Word,
    pub place: Word,
    pub booking: Option<Id>,
    pub since: i64,
    pub note: String,
    pub moves: Vec<Move>,
}

#[derive(Clone, Debug)]
pub(crate) struct Move {
    pub at: i64,
    pub staff: Option<Id>,
    pub from: Option<Word>,
    pub to: Word,
    pub booking: Option<Id>,
    pub reason: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub item: Id,
    pub name: String,
    pub service: bool,
    pub quantity: i64,
    pub list: i64,
    pub unit: i64,
    pub rule: Word,
}

#[derive(Clone, Debug)]
pub(crate) struct Bill {
    pub number: String,
    pub date: String,
    pub at: i64,
    pub booking: Option<Id>,
    pub member: Option<i64>,
    pub tier: Word,
    pub grade: Word,
    pub cashier: Id,
    pub list: i64,
    pub due: i64,
    pub change: i64,
    pub lines: Vec<Line>,
    pub kept: Vec<(Word, i64)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub name: String,
    pub paired: i64,
    pub revoked: Option<(i64, Id)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Invitation {
    pub by: Id,
    pub ends: i64,
    pub used: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub value: Value,
    pub withdrawn: Option<(Id, i64)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub staff: Id,
    pub device: String,
    pub touched: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Proof {
    pub staff: Id,
    pub at: i64,
    pub agreed: (i64, Id, i64),
}

/// An act that was carried out: by what it is known again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub name: String,
    pub staff: Option<Id>,
    pub args: String,
}

/// The whole salon.
#[derive(Clone, Debug, Default)]
pub(crate) struct House {
    pub staff: BTreeMap<Id, Person>,
    pub members: BTreeMap<i64, Member>,
    pub qualifications: Vec<Qualification>,
    /// What registers said of whom so far: name, tier, approved, cancelled.
    pub said_by_registers: Vec<(String, Word, String, Option<String>)>,
    pub rooms: BTreeMap<Id, Room>,
    pub items: BTreeMap<Id, Item>,
    pub settings: BTreeMap<(String, String), Setting>,
    pub bookings: BTreeMap<Id, Booking>,
    pub calls: BTreeMap<Id, Call>,
    pub sets: BTreeMap<Id, Set>,
    pub pieces: BTreeMap<Id, Piece>,
    pub bills: BTreeMap<Id, Bill>,
    pub devices: BTreeMap<Id, Device>,
    pub invitations: BTreeMap<String, Invitation>,
    /// What lives as long as the program runs.
    pub sessions: BTreeMap<String, Session>,
    pub proofs: BTreeMap<String, Proof>,
    pub backups: BTreeSet<i64>,
    /// What the journal holds: how many rows, the last one's instant, each request's act.
    pub rows: i64,
    pub last: i64,
    pub done: BTreeMap<u128, Done>,
    /// The step being carried out.
    pub now: i64,
    pub at: i64,
    pub request: u128,
    pub made: u64,
    pub caller: Option<Id>,
    pub device: String,
}

impl House {
    /// The next id of the step being carried out.
    pub(crate) fn new_id(&mut self) -> Id {
        self.made += 1;
        let request = RequestId(uuid::Uuid::from_u128(self.request));
        derived(request, Instant::from_ms(self.at), self.made).to_string()
    }

    /// How the salon reads its day: what was said last holds for every day.
    pub(crate) fn day(&self) -> SalonDay {
        let newest = |key: &str| self.held(key, "9999-12-31").as_i64().unwrap();
        SalonDay {
            utc_offset_minutes: newest("utc_offset_minutes") as i32,
            day_start_hour: newest("day_start_hour") as u32,
        }
    }

    /// The business date of an instant.
    pub(crate) fn date_of(&self, ms: i64) -> String {
        self.day().date_of(Instant::from_ms(ms)).to_string()
    }

    /// The business date of the step.
    pub(crate) fn today(&self) -> String {
        self.date_of(self.at)
    }

    /// An hour of a calendar date.
    pub(crate) fn hour_of(&self, date: &str, hour: i64) -> i64 {
        self.day().at(date_from(date), hour as u32, 0).ms()
    }

    /// A member's tier now.
    pub(crate) fn tier_of(&self, member: i64) -> Word {
        self.qualification_of(member).map_or("ordinary", |held| held.tier)
    }

    /// The qualification she holds now.
    pub(crate) fn qualification_of(&self, member: i64) -> Option<&Qualification> {
        self.qualifications.iter().find(|held| held.member == member && held.cancelled.is_none())
    }

    /// The living set of a member.
    pub(crate) fn live_set(&self, member: i64) -> Option<&Id> {
        self.sets.iter().find(|(_, set)| set.member == member && set.retired.is_none()).map(|(id, _)| id)
    }

    /// The pieces of a set that have not left it for good, in the policy's order.
    pub(crate) fn pieces_of(&self, set: &str) -> Vec<Id> {
        self.pieces_where(|piece| piece.set == set && !matches!(piece.place, "replaced" | "ordinary_stock"))
    }

    /// The pieces that are out for a booking.
    pub(crate) fn out_for(&self, booking: &str) -> Vec<Id> {
        self.pieces_where(|piece| piece.booking.as_deref() == Some(booking))
    }

    pub(crate) fn pieces_where(&self, is_meant: impl Fn(&Piece) -> bool) -> Vec<Id> {
        let mut found: Vec<(&Id, &Piece)> = self.pieces.iter().filter(|(_, piece)| is_meant(piece)).collect();
        found.sort_by_key(|(id, piece)| (KINDS.iter().position(|kind| *kind == piece.kind), (*id).clone()));
        found.into_iter().map(|(id, _)| id.clone()).collect()
    }
}

/// A date as it is written.
pub(crate) fn date_from(text: &str) -> Date {
    serde_json::from_value(Value::from(text)).expect("a date")
}

/// A tier's rank.
pub(crate) fn rank(tier: &str) -> usize {
    ["ordinary", "vip", "svip"].iter().position(|word| *word == tier).expect("a tier")
}

/// What the policy gives a set (§2.1).
pub(crate) fn set_of(tier: &str) -> Vec<Word> {
    match tier {
        "svip" => vec!["towel", "towel", "bath_towel", "bathrobe", "slippers", "headband"],
        "vip" => vec!["towel", "bath_towel", "bathrobe", "slippers", "headband"],
        _ => Vec::new(),
    }
}
