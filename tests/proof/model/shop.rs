//! The real salon, as a step meets it: founded in memory where there is such a folder, so that no disk is waited for.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lantai_core::clock::Instant;
use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::ids::RequestId;
use lantai_core::salon::{Act, Who, Writing};
use lantai_core::store::journal::{self, Head};
use lantai_core::store::verify;
use lantai_core::test_salon::TestSalon;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::Value;

use super::house::{self, House, Person, REGISTERS, Room, Setting, money};
use super::step::{Asker, Step};

/// A salon and what its random words are called in steps.
pub(crate) struct Shop {
    pub salon: TestSalon,
    called: BTreeMap<String, String>,
}

impl Shop {
    pub(crate) fn new() -> Shop {
        let memory = Path::new("/dev/shm");
        let salon = if memory.is_dir() { TestSalon::within(memory) } else { TestSalon::new() };
        Shop { salon, called: BTreeMap::new() }
    }

    /// Does a step; the answer, or the code of the refusal.
    pub(crate) fn send(&mut self, step: &Step) -> Result<Value, String> {
        if step.reopened {
            self.salon.salon = Arc::new(self.salon.home.open().map_err(|error| error.code().name())?);
        }
        let who = match &step.asker {
            Asker::Nobody => Who::Nobody,
            Asker::Number(number) => Who::Staff(number.clone()),
            Asker::Session(session) => Who::Session(self.called.get(session).unwrap_or(session).clone()),
        };
        let call = Call {
            name: step.name.to_owned(),
            args: self.meant(&step.args),
            request_id: Some(RequestId(uuid::Uuid::from_u128(step.request))),
            who,
            device: step.device().to_owned(),
            place: if step.tablet.is_some() { Place::Tablet } else { Place::Desk },
            now: Instant::from_ms(step.now),
        };
        let answer = dispatch(&self.salon.salon, &call).map_err(|failure| failure.code.name())?;
        let answer: Value = serde_json::from_str(answer.get()).map_err(|error| error.to_string())?;
        let (word, field) = match step.name {
            "session.sign_in" => ("session", "token"),
            "session.prove" => ("proof", "proof"),
            "device.invite" => ("code", "code"),
            _ => return Ok(answer),
        };
        let random = answer[field].as_str().unwrap_or_default().to_owned();
        self.called.insert(format!("@{word}:{:x}", step.request), random);
        Ok(answer)
    }

    /// Arguments with what they call by name: a proof, a code, a file.
    fn meant(&self, args: &Value) -> Value {
        match args {
            Value::String(text) => match text.strip_prefix("@file:") {
                Some(file) => {
                    let rows = REGISTERS.iter().find(|(name, _)| *name == file).expect("a register").1;
                    Value::from(STANDARD.encode(house::written(rows)))
                }
                None => Value::from(self.called.get(text).unwrap_or(text).as_str()),
            },
            Value::Array(list) => list.iter().map(|item| self.meant(item)).collect(),
            Value::Object(named) => named.iter().map(|(name, item)| (name.clone(), self.meant(item))).collect(),
            other => other.clone(),
        }
    }

    /// The journal's last row.
    pub(crate) fn head(&self) -> Head {
        self.salon.salon.read(self.salon.now(), |view| journal::head(view.db)).expect("the journal's head")
    }

    /// A look at the store.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Connection) -> T) -> T {
        self.salon.salon.read(self.salon.now(), |view| Ok(look(view.db))).expect("a look")
    }

    /// Every invariant that `lantai verify` knows.
    pub(crate) fn verify(&self) -> Result<(), String> {
        let checks = self.look(verify::everything).map_err(|error| error.to_string())?;
        match checks.into_iter().find(|check| !check.ok) {
            Some(broken) => Err(format!("verify: {}: {}", broken.name, broken.detail)),
            None => Ok(()),
        }
    }

    /// Something done behind every rule's back.
    pub(crate) fn tamper(&self, sql: &str) -> Result<(), String> {
        let act = Act {
            op: "test.tamper",
            request: RequestId(uuid::Uuid::from_u128(u128::MAX - self.head().seq as u128)),
            now: self.head().at,
            caller: None,
            device: "test",
            args: "{}",
        };
        let done = self.salon.salon.transact(&act, |work: &mut Writing<'_>| Ok(work.db.execute_batch(sql)?));
        done.map_err(|error| error.to_string())
    }

    /// The salon as it was founded, in the model's words.
    pub(crate) fn founded(&self) -> House {
        let head = self.head();
        let mut house = House { rows: head.seq, last: head.at.ms(), ..House::default() };
        let today = "2026-11-21".to_owned();
        for (key, value) in [
            ("salon_name", "试用店".into()),
            ("language", "zh-Hans".into()),
            ("demo", false.into()),
            ("network", false.into()),
        ] {
            house.settings.insert((key.to_owned(), today.clone()), Setting { value, withdrawn: None });
        }
        for line in self.list("staff.list") {
            let roles = line["roles"].as_array().expect("roles").iter().map(|role| role.as_str().expect("a role"));
            let roles = roles.map(|role| *house::ROLES.iter().find(|known| **known == role).expect("a role")).collect();
            let pin = line["hasPin"].as_bool().expect("or not").then(|| "2610".to_owned());
            let (number, name) = (house::text_of(&line, "number"), house::text_of(&line, "name"));
            let person = Person { number, name, active: true, roles, pin, ..Person::default() };
            house.staff.insert(house::text_of(&line, "id"), person);
        }
        for line in self.list("room.list") {
            let number = house::text_of(&line, "number");
            let position =
                1 + ["S1", "S2", "V1", "V2", "P1", "P2"].iter().position(|n| *n == number).expect("a room") as i64;
            let tier = ["ordinary", "vip", "svip"].into_iter().find(|tier| line["tier"] == *tier).expect("a tier");
            let beds = line["beds"].as_i64().expect("beds");
            let room = Room { number, tier, beds, note: String::new(), active: true, position };
            house.rooms.insert(house::text_of(&line, "id"), room);
        }
        for line in self.list("catalog.list") {
            let item = house::Item {
                code: house::text_of(&line, "code"),
                name: house::text_of(&line, "name"),
                service: line["kind"] == "service",
                category: String::new(),
                minutes: line["minutes"].as_i64(),
                price: money(&line["price"]),
                member_price: Some(money(&line["memberPrice"])),
                rooms: house::text_of(&line, "rooms"),
                active: true,
            };
            house.items.insert(house::text_of(&line, "id"), item);
        }
        house
    }

    fn list(&self, name: &str) -> Vec<Value> {
        let args = if name == "catalog.list" { serde_json::json!({}) } else { Value::Null };
        self.salon.must("010", name, args).as_array().expect("a list").clone()
    }
}

/// The rows that a question gives, one text each, sorted.
pub(crate) fn rows_of(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare_cached(sql).expect("a question");
    let columns = statement.column_count();
    let mut rows = statement.query([]).expect("rows");
    let mut found = Vec::new();
    while let Some(row) = rows.next().expect("a row") {
        let cell = |at: usize| match row.get_ref(at).expect("a cell") {
            ValueRef::Null => String::new(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02X}")).collect(),
        };
        found.push((0..columns).map(cell).collect::<Vec<_>>().join("|"));
    }
    found.sort();
    found
}
