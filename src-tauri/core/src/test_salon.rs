//! The salon that tests work in: founded in a folder of its own, with staff, rooms and a price list, and a clock in hand.

pub mod fill;

use std::cell::Cell;
use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::{Date, Instant, SalonDay};
use crate::commands::{self, Call};
use crate::error::Failure;
use crate::home::{Founding, Home};
use crate::ids::RequestId;
use crate::salon::{Salon, Who};
use crate::store::verify;

/// How the test salon reads instants.
pub const DAY: SalonDay = SalonDay { utc_offset_minutes: 480, day_start_hour: 5 };

/// Staff numbers of the test salon, by role.
pub const MANAGER: &str = "010";
/// 前台
pub const DESK: &str = "001";
/// 库管
pub const STOCKROOM: &str = "003";
/// 顾问
pub const CONSULTANT: &str = "004";
/// 清洗保洁
pub const LAUNDRY: &str = "008";
/// 行政主管
pub const SUPERVISOR: &str = "009";
/// 美容师
pub const BEAUTICIAN: &str = "011";
/// 另一位美容师
pub const OTHER_BEAUTICIAN: &str = "012";

/// A founded salon in a temporary folder.
pub struct TestSalon {
    /// The open salon.
    pub salon: Arc<Salon>,
    /// Its home.
    pub home: Home,
    now: Cell<Instant>,
    requests: Cell<u128>,
    folder: tempfile::TempDir,
}

impl Default for TestSalon {
    fn default() -> TestSalon {
        TestSalon::new()
    }
}

impl TestSalon {
    /// Saturday, 21 November 2026, 09:00, an hour before opening; staff, rooms S1 S2 V1 V2 P1 P2, a short price list.
    pub fn new() -> TestSalon {
        TestSalon::within(&std::env::temp_dir())
    }

    /// The same, its folder made in a given one.
    pub fn within(folder: &std::path::Path) -> TestSalon {
        let folder = tempfile::tempdir_in(folder).expect("a temporary folder");
        let home = Home::new(folder.path().join("salon"));
        let now = at(9, 0);
        let founding = Founding {
            salon_name: "试用店".into(),
            language: "zh-Hans".into(),
            demo: false,
            manager: (MANAGER.into(), "简桂芝".into(), "2610".into()),
        };
        let (salon, _) = home.found(&founding, now).expect("a founded salon");
        let salon = TestSalon { salon: Arc::new(salon), home, now: Cell::new(now), requests: Cell::new(0), folder };
        salon.furnish();
        salon
    }

    /// Closes it and leaves its home to whoever goes on with it.
    pub fn left(self) -> std::path::PathBuf {
        self.folder.keep().join("salon")
    }

    /// The instant the next call happens at.
    pub fn now(&self) -> Instant {
        self.now.get()
    }

    /// Turns the clock to an hour and minute of the day.
    pub fn turn_to(&self, hour: u32, minute: u32) {
        self.now.set(at(hour, minute));
    }

    /// Turns the clock to an instant.
    pub fn turn_to_instant(&self, now: Instant) {
        self.now.set(now);
    }

    /// Calls a command as a staff number, under a fresh request id.
    pub fn call(&self, staff: &str, name: &str, args: Value) -> Result<Value, Failure> {
        let request = self.requests.get() + 1;
        self.requests.set(request);
        self.call_under(RequestId(Uuid::from_u128(request)), staff, name, args)
    }

    /// Calls a command under a given request id.
    pub fn call_under(&self, request: RequestId, staff: &str, name: &str, args: Value) -> Result<Value, Failure> {
        let call = Call {
            name: name.to_owned(),
            args,
            request_id: Some(request),
            who: Who::Staff(staff.to_owned()),
            device: "test".to_owned(),
            place: commands::Place::Desk,
            now: self.now(),
        };
        let answer = commands::dispatch(&self.salon, &call)?;
        Ok(serde_json::from_str(answer.get()).expect("an answer in JSON"))
    }

    /// Calls a command that must go well.
    pub fn must(&self, staff: &str, name: &str, args: Value) -> Value {
        match self.call(staff, name, args) {
            Ok(answer) => answer,
            Err(failure) => panic!("{name}: {failure:?}"),
        }
    }

    /// Calls a command that must be refused, and gives the code.
    pub fn refused(&self, staff: &str, name: &str, args: Value) -> String {
        match self.call(staff, name, args) {
            Ok(answer) => panic!("{name} was not refused: {answer}"),
            Err(failure) => failure.code.name(),
        }
    }

    /// A member with one number; her member number.
    pub fn member(&self, name: &str, phone: &str) -> i64 {
        let phones = if phone.is_empty() { json!([]) } else { json!([phone]) };
        let added = self.must(DESK, "member.add", json!({ "name": name, "phones": phones }));
        added["memberNo"].as_i64().expect("a member number")
    }

    /// A member with a qualification in force.
    pub fn qualified(&self, name: &str, phone: &str, tier: crate::tier::Tier) -> i64 {
        let member = self.member(name, phone);
        let request = RequestId(Uuid::from_u128(u128::MAX - self.requests.get()));
        let act = crate::salon::Act {
            op: "test.qualify",
            request,
            now: self.now(),
            caller: None,
            device: "test",
            args: "{}",
        };
        let register =
            crate::qualification::Registered { tier, approved_on: Date::of(2025, 3, 15), cancelled_on: None };
        self.salon
            .transact(&act, |work| {
                crate::qualification::adopt(work, crate::ids::MemberNo(member), &register).map(|_| ())
            })
            .expect("a qualification");
        member
    }

    /// The id of a room by number.
    pub fn room(&self, number: &str) -> String {
        self.id_where("room.list", "number", number)
    }

    /// The id of an item by code.
    pub fn item(&self, code: &str) -> String {
        self.id_where("catalog.list", "code", code)
    }

    /// The id of a person by number.
    pub fn staff(&self, number: &str) -> String {
        self.id_where("staff.list", "number", number)
    }

    /// Every invariant of the store; panics with the first that does not hold.
    pub fn verify(&self) {
        let checks = verify::of_salon(&self.salon, self.now()).expect("checks");
        for check in checks {
            assert!(check.ok, "{}: {}", check.name, check.detail);
        }
    }

    fn id_where(&self, command: &str, field: &str, value: &str) -> String {
        let rows = self.must(MANAGER, command, json!({}));
        let row = rows.as_array().and_then(|rows| rows.iter().find(|row| row[field] == value));
        row.and_then(|row| row["id"].as_str()).unwrap_or_else(|| panic!("no {value} in {command}")).to_owned()
    }

    fn furnish(&self) {
        for (number, name, role) in [
            (DESK, "陈荣", "front_desk"),
            (STOCKROOM, "杜琴", "stockroom"),
            (CONSULTANT, "刘秀梅", "consultant"),
            (LAUNDRY, "胡丹", "laundry"),
            (SUPERVISOR, "田秀荣", "supervisor"),
            (BEAUTICIAN, "董瑞", "beautician"),
            (OTHER_BEAUTICIAN, "王强", "beautician"),
        ] {
            self.must(
                MANAGER,
                "staff.save",
                json!({ "number": number, "name": name, "roles": [role], "active": true }),
            );
        }
        for (number, tier, beds) in [
            ("S1", "svip", 1),
            ("S2", "svip", 2),
            ("V1", "vip", 1),
            ("V2", "vip", 1),
            ("P1", "ordinary", 1),
            ("P2", "ordinary", 1),
        ] {
            let room = json!({ "number": number, "tier": tier, "beds": beds, "note": "", "active": true });
            self.must(MANAGER, "room.save", room);
        }
        for (code, name, minutes, price, member_price) in [
            ("S001", "基础面部清洁", Some(60), "198.00", "174.24"),
            ("S003", "抗衰紧致护理", Some(90), "880.00", "774.40"),
            ("G004", "花茶", None, "38.00", "34.20"),
        ] {
            let kind = if minutes.is_some() { "service" } else { "good" };
            self.must(
                MANAGER,
                "catalog.save",
                json!({ "code": code, "name": name, "kind": kind, "category": "", "minutes": minutes, "price": price,
                        "memberPrice": member_price, "rooms": "全部", "active": true }),
            );
        }
    }
}

/// An hour and minute of the test day; 24 and more fall on the next.
pub fn at(hour: u32, minute: u32) -> Instant {
    let date = Date::of(2026, 11, 21).expect("a date");
    DAY.at(date, hour, minute)
}
