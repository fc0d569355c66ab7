//! A day's work of a salon as a seeded stream of varied acts: members, bookings and their life, linen, the till, settings, at
//! the desk also backups and registers. Whoever carries the acts (core itself, the shop's network) is handed in.

mod ask;
mod deeds;

use std::collections::BTreeMap;

use lantai_core::clock::Instant;
use lantai_core::test_salon::DAY;
use serde_json::{Value, json};

pub use self::ask::{Ask, Heard};
use self::ask::{list, read, tell, text};
use crate::chance::Chance;

/// One booking and how far its visit has come, as far as the stream knows.
#[derive(Clone)]
struct Visit {
    id: String,
    member: i64,
    /// The place in [`WITH_LINEN`] or [`PLAIN`].
    next: usize,
    has_linen: bool,
}

/// A visit of somebody with linen of her own, step by step; `to:` are steps of the booking.
const WITH_LINEN: [&str; 11] = [
    "tray.ready",
    "tray.take",
    "to:arrived",
    "tray.return",
    "to:in_treatment",
    "to:finished",
    "linen.slippers_back",
    "linen.to_laundry",
    "linen.to_drying",
    "linen.shelve",
    "till",
];

const PLAIN: [&str; 5] = ["to:confirmed", "to:arrived", "to:in_treatment", "to:finished", "till"];

/// After so many acts the stream looks at the diary again.
const LOOKS_AFTER: usize = 30;

pub struct Workday {
    chance: Chance,
    now: Instant,
    at_desk: bool,
    rooms: BTreeMap<String, Vec<String>>,
    services: Vec<String>,
    good: String,
    beauticians: Vec<String>,
    members: Vec<(i64, String)>,
    visits: Vec<Visit>,
    acts: usize,
    favoured: Option<Favoured>,
}

/// What is done more often than other things.
#[derive(Clone, Copy)]
enum Favoured {
    Backups,
    Imports,
    Sales,
}

impl Workday {
    /// Looks round the salon and begins; nothing if nobody answers.
    pub fn begin(seed: u64, now: Instant, at_desk: bool, ask: &mut Ask<'_>) -> Option<Workday> {
        let mut rooms: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for room in list(&read(ask, "room.list", json!({}))?) {
            rooms.entry(text(room, "tier")).or_default().push(text(room, "id"));
        }
        let items = read(ask, "catalog.list", json!({}))?;
        let of_kind = |kind: &str| -> Vec<String> {
            list(&items).iter().filter(|item| item["kind"] == kind).map(|item| text(item, "id")).collect()
        };
        let staff = read(ask, "staff.list", json!({}))?;
        let works = |person: &&Value| person["roles"] == json!(["beautician"]) && person["active"] == json!(true);
        let page = read(ask, "member.list", json!({ "limit": 100 }))?;
        let members = list(&page["rows"]).iter().filter_map(|hit| Some((hit["memberNo"].as_i64()?, text(hit, "tier"))));
        let mut day = Workday {
            chance: Chance::new(seed),
            now,
            at_desk,
            rooms,
            services: of_kind("service"),
            good: of_kind("good").first()?.clone(),
            beauticians: list(&staff).iter().filter(works).map(|person| text(person, "id")).collect(),
            members: members.collect(),
            visits: Vec::new(),
            acts: 0,
            favoured: None,
        };
        day.look(ask)?;
        Some(day)
    }

    /// A command that shall be given more often than others, if it is one of those that are rare.
    pub fn favour(&mut self, command: Option<&str>) {
        self.favoured = match command {
            Some("store.backup") => Some(Favoured::Backups),
            Some("import.commit") => Some(Favoured::Imports),
            Some("till.settle") => Some(Favoured::Sales),
            _ => None,
        };
    }

    /// Does one more thing; nothing if nobody answers any more.
    pub fn act(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        self.acts += 1;
        if self.acts.is_multiple_of(LOOKS_AFTER) {
            self.look(ask)?;
        }
        let is_time = self.chance.in_hundred(40);
        match self.favoured.filter(|_| is_time) {
            Some(Favoured::Backups) => return tell(ask, "store.backup", json!(null)),
            Some(Favoured::Imports) => return self.import(ask),
            Some(Favoured::Sales) => return self.sell(ask),
            None => {}
        }
        match self.chance.below(100) {
            0..=11 => self.welcome(ask),
            12..=19 => self.correct(ask),
            20..=41 => self.reserve(ask),
            42..=76 => self.go_on(ask),
            77..=80 => self.change_mind(ask),
            81..=83 => self.mishap(ask),
            84..=87 => self.sell(ask),
            88..=94 => self.keep_house(ask),
            95..=97 if self.at_desk => self.import(ask),
            98.. if self.at_desk => tell(ask, "store.backup", json!(null)),
            _ => self.welcome(ask),
        }
    }

    /// Reads the diary of today and of a day soon.
    fn look(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        self.visits.clear();
        for ahead in [0, 1 + self.chance.below(3) as i64] {
            let date = DAY.date_of(self.now).plus_days(ahead);
            let day = read(ask, "booking.day", json!({ "date": date }))?;
            for booking in list(&day["bookings"]) {
                let has_linen = booking["tier"] != "ordinary";
                let next = match (booking["status"].as_str()?, has_linen) {
                    ("booked" | "confirmed", _) => 0,
                    ("arrived", true) => 3,
                    ("arrived", false) => 2,
                    ("in_treatment", true) => 5,
                    ("in_treatment", false) => 3,
                    ("finished", true) => 6,
                    ("finished", false) => 4,
                    _ => continue,
                };
                let member = booking["memberNo"].as_i64()?;
                self.visits.push(Visit { id: text(booking, "id"), member, next, has_linen });
            }
        }
        Some(())
    }
}
