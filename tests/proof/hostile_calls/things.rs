//! A salon whose things can be named in calls: people of every role, guests of every tier, visits, linen, bills, tablets. Some
//! of them are there to be broken: no crew member is among the ids and numbers that calls are made of.

use lantai_core::clock::Instant;
use lantai_core::test_salon::{MANAGER, TestSalon, at};
use lantai_core::tier::Tier;
use lantai_tests::chance::Chance;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::process::{moved_out, paired};

/// Who calls: one person of each role. Number, role.
pub(crate) const CREW: [(&str, &str); 8] = [
    ("001", "front_desk"),
    ("003", "stockroom"),
    ("031", "beautician"),
    ("004", "consultant"),
    ("030", "cleaner"),
    ("008", "laundry"),
    ("009", "supervisor"),
    ("010", "manager"),
];

/// The PIN of everybody.
pub(crate) const PIN: &str = "2580";

/// People who are called upon but do not call: a consultant and a cleaner.
pub(crate) const SPARE: [(&str, &str); 2] = [("090", "consultant"), ("091", "cleaner")];

/// What calls can name, by kind.
#[derive(Clone, Default)]
pub(crate) struct Things {
    pub(crate) members: Vec<i64>,
    pub(crate) rooms: Vec<String>,
    pub(crate) items: Vec<String>,
    pub(crate) beauticians: Vec<String>,
    pub(crate) staff: Vec<String>,
    pub(crate) bookings: Vec<String>,
    pub(crate) calls: Vec<String>,
    pub(crate) pieces: Vec<String>,
    pub(crate) bills: Vec<String>,
    pub(crate) devices: Vec<String>,
}

/// A closed home with its things, the certificate of its authority, and the cookie of its tablet.
pub(crate) struct Stage {
    pub(crate) home: TempDir,
    pub(crate) authority: String,
    pub(crate) cookie: String,
    pub(crate) things: Things,
}

/// So many things of a kind are remembered.
const MOST: usize = 60;

impl Things {
    /// The id of any thing.
    pub(crate) fn any(&self, chance: &mut Chance) -> Value {
        let kinds = [
            &self.rooms,
            &self.items,
            &self.beauticians,
            &self.staff,
            &self.bookings,
            &self.calls,
            &self.pieces,
            &self.bills,
            &self.devices,
        ];
        match chance.below(kinds.len() + 1) {
            at if at < kinds.len() => json!(chance.one_of(kinds[at])),
            _ => json!(chance.one_of(&self.members)),
        }
    }

    /// What an answer brought into being.
    pub(crate) fn learn(&mut self, command: &str, answer: &Value, chance: &mut Chance) {
        let (kind, field) = match command {
            "booking.reserve" => (&mut self.bookings, "bookingId"),
            "till.settle" => (&mut self.bills, "billId"),
            "linen.replace" => (&mut self.pieces, "pieceId"),
            "catalog.save" => (&mut self.items, "id"),
            "room.save" => (&mut self.rooms, "id"),
            "member.add" => {
                let made = answer["memberNo"].as_i64().unwrap_or(1);
                if self.members.len() < MOST {
                    self.members.push(made)
                } else {
                    *self.members.last_mut().unwrap() = made
                }
                return;
            }
            _ => return,
        };
        if let Some(made) = answer[field].as_str() {
            let at = chance.below(kind.len());
            if kind.len() < MOST { kind.push(made.to_owned()) } else { kind[at] = made.to_owned() }
        }
    }
}

impl Stage {
    pub(crate) fn set() -> Stage {
        let salon = TestSalon::new();
        let person = |number: &str, role: &str| {
            salon.must(
                MANAGER,
                "staff.save",
                json!({ "number": number, "name": format!("员{number}"), "roles": [role], "active": true }),
            );
        };
        person("030", "cleaner");
        person("031", "beautician");
        for (number, role) in SPARE {
            person(number, role);
        }
        for (number, _) in CREW.iter().chain(&SPARE) {
            salon.must(MANAGER, "staff.set_pin", json!({ "number": number, "pin": PIN }));
        }
        let mut things = Things {
            rooms: ["S1", "S2", "V1", "V2", "P1", "P2"].map(|number| salon.room(number)).to_vec(),
            items: ["S001", "S003", "G004"].map(|code| salon.item(code)).to_vec(),
            beauticians: ["011", "012"].map(|number| salon.staff(number)).to_vec(),
            staff: SPARE.map(|(number, _)| salon.staff(number)).to_vec(),
            ..Things::default()
        };
        guests(&salon, &mut things);
        visits(&salon, &mut things);
        for spare in ["旧平板", "备用平板"] {
            paired(&salon, spare);
        }
        let devices = salon.must(MANAGER, "device.list", json!(null));
        things.devices = texts(&devices, "id");
        salon.must(
            MANAGER,
            "setting.set",
            json!({ "key": "turnover_minutes", "value": 20, "effectiveFrom": "2026-12-24" }),
        );
        let cookie = paired(&salon, "来者不善");
        let (home, authority) = moved_out(&salon);
        Stage { home, authority, cookie, things }
    }

    /// The hour at which all of it happens.
    pub(crate) fn now() -> Instant {
        at(9, 30)
    }
}

fn guests(salon: &TestSalon, things: &mut Things) {
    for (name, phone, tier) in [
        ("张三", "13800138001", Some(Tier::Svip)),
        ("李四", "13800138002", Some(Tier::Svip)),
        ("王五", "13800138003", Some(Tier::Vip)),
        ("赵六", "13800138004", Some(Tier::Vip)),
        ("钱七", "13800138005", None),
        ("孙八", "13800138006", None),
    ] {
        let member = tier.map_or_else(|| salon.member(name, phone), |tier| salon.qualified(name, phone, tier));
        things.members.push(member);
        if tier.is_some() && name != "赵六" {
            salon.must("003", "linen.make_set", json!({ "memberNo": member }));
            salon.must("003", "linen.shelve", json!({ "memberNo": member }));
            things
                .pieces
                .extend(texts(&salon.must("003", "linen.set", json!({ "memberNo": member }))["pieces"], "pieceId"));
        }
    }
}

/// A visit at each of its stages, and a bill.
fn visits(salon: &TestSalon, things: &mut Things) {
    let rooms = ["S1", "S2", "V1", "V2", "P1", "P2"];
    for (at_guest, hour) in [(0, 10), (1, 10), (2, 12), (3, 13), (4, 16), (5, 15), (0, 18), (4, 20)] {
        let slot = json!({ "memberNo": things.members[at_guest], "roomId": salon.room(rooms[at_guest]),
                           "beauticianId": things.beauticians[at_guest % 2], "startMs": at(hour, 0),
                           "serviceIds": [things.items[0]], "source": "phone" });
        let booking = salon.must("001", "booking.reserve", slot)["bookingId"].as_str().unwrap().to_owned();
        let advance = |to: &str| salon.must("001", "booking.advance", json!({ "bookingId": booking, "to": to }));
        if hour <= 12 && at_guest < 2 {
            salon.must("003", "tray.ready", json!({ "bookingId": booking }));
        }
        if (at_guest, hour) == (0, 10) {
            salon.must("009", "tray.take", json!({ "bookingId": booking }));
        }
        if (at_guest, hour) == (4, 16) || (at_guest, hour) == (0, 10) {
            ["arrived", "in_treatment", "finished"].into_iter().for_each(|to| drop(advance(to)));
        }
        things.bookings.push(booking);
    }
    let lines = json!([{ "itemId": things.items[2], "quantity": 2 }]);
    let payments = json!([{ "method": "cash", "amount": "80.00" }]);
    let bill = salon.must("001", "till.settle", json!({ "lines": lines, "payments": payments, "due": "76.00" }));
    things.bills.push(bill["billId"].as_str().unwrap().to_owned());
    things.calls = texts(&salon.must("003", "tray.calls", json!(null)), "id");
}

fn texts(rows: &Value, field: &str) -> Vec<String> {
    rows.as_array().unwrap().iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
}
