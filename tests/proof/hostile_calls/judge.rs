//! What is expected of every answer, whatever was asked: a code that is known and no fault of ours, and a store in which exactly
//! that has changed which the answer says.
//!
//! The judge has a view of the store of its own, beside the salon that is asked. One call is asked at a time; so whatever
//! changed between two looks, that call did.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use lantai_core::commands::{Kind, TABLE};
use lantai_core::error::{ErrorCode, Failure};
use lantai_core::home::Home;
use lantai_core::store::{journal, open, verify};
use lantai_tests::tablet::Heard;
use rusqlite::Connection;
use uuid::Uuid;

/// Tries to prove who one is: each is written down, also one that fails.
const TRIES: [&str; 3] = ["session.sign_in", "session.prove", "staff.change_pin"];

/// Answers that hyper or axum give to what is no call of the table.
const BARE: [u16; 9] = [400, 401, 404, 405, 408, 413, 414, 421, 431];

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The command; none where it is no call at all.
    pub(crate) command: Option<&'static str>,
    /// The request id it was sent under, if it was a fit one.
    pub(crate) request: Option<Uuid>,
    /// Whether it was HTTP as it should be: then there must be an answer.
    pub(crate) well_formed: bool,
    /// What was sent, as far as it helps to find a fault.
    pub(crate) said: String,
}

pub(crate) struct Judge {
    store: Connection,
    version: i64,
    rows: i64,
    /// By request: the first answer.
    answered: HashMap<Uuid, String>,
    /// Writes that were answered, and those of them that were answered a second time.
    pub(crate) written: usize,
    pub(crate) repeated: usize,
    /// How often each code was given.
    pub(crate) codes: HashMap<String, usize>,
}

impl Judge {
    pub(crate) fn of(home: &Path) -> Judge {
        let home = Home::new(home);
        let store = open::reader(&home.store_file(), &home.key().unwrap()).unwrap();
        let mut judge = Judge {
            store,
            version: 0,
            rows: 0,
            answered: HashMap::new(),
            written: 0,
            repeated: 0,
            codes: HashMap::new(),
        };
        judge.look();
        judge
    }

    /// Looks at the store without judging: what was done until now was expected.
    pub(crate) fn look(&mut self) {
        (self.version, self.rows) = self.now();
    }

    /// Judges one answer, or that there was none.
    pub(crate) fn judge(&mut self, asked: &Asked, heard: &io::Result<Heard>) -> Result<(), String> {
        let before = (self.version, self.rows);
        self.look();
        let (changed, new_rows) = (self.version != before.0, self.rows - before.1);
        let found = match heard {
            Err(error) if asked.well_formed => Err(format!("no answer: {error}")),
            Err(_) => unchanged(changed, new_rows),
            Ok(heard) => self.judge_answer(asked, heard, changed, new_rows),
        };
        found.map_err(|found| {
            let heard = heard.as_ref().map(|heard| (heard.status, heard.body.chars().take(300).collect::<String>()));
            let said: String = asked.said.chars().take(600).collect();
            format!("{found}; asked {:?} {:?}: {said}; heard {heard:?}", asked.command, asked.request)
        })
    }

    fn judge_answer(&mut self, asked: &Asked, heard: &Heard, changed: bool, new_rows: i64) -> Result<(), String> {
        let Some(command) = asked.command else {
            *self.codes.entry(heard.status.to_string()).or_default() += 1;
            let known = heard.status == 200 || BARE.contains(&heard.status);
            return if known { unchanged(changed, new_rows) } else { Err("a status nobody knows".into()) };
        };
        let is_try = TRIES.contains(&command);
        if heard.status != 200 {
            let failure: Failure =
                serde_json::from_str(&heard.body).map_err(|error| format!("no known refusal: {error}"))?;
            *self.codes.entry(failure.code.name()).or_default() += 1;
            if failure.code == ErrorCode::Internal || heard.status >= 500 {
                return Err("a fault of ours".into());
            }
            if !(400..500).contains(&heard.status) {
                return Err("a refusal under a status that is none".into());
            }
            return if is_try && new_rows <= 1 { Ok(()) } else { unchanged(changed, new_rows) };
        }
        *self.codes.entry("ok".into()).or_default() += 1;
        let is_write = TABLE.iter().any(|row| row.name == command && row.kind() == Kind::Write);
        match asked.request {
            Some(request) if is_write => self.judge_write(command, request, &heard.body, changed, new_rows),
            None if is_write => Err("a write without a request id".into()),
            _ if is_try && (1..=2).contains(&new_rows) => Ok(()),
            _ if command == "device.pair" && new_rows == 1 => Ok(()),
            _ => unchanged(changed, new_rows),
        }
    }

    /// Done once: one row, of this command and request. Asked again: the first answer and no row.
    fn judge_write(
        &mut self,
        command: &str,
        request: Uuid,
        body: &str,
        changed: bool,
        new_rows: i64,
    ) -> Result<(), String> {
        if let Some(first) = self.answered.get(&request) {
            self.repeated += 1;
            return if first == body { unchanged(changed, new_rows) } else { Err(format!("first it was {first}")) };
        }
        self.written += 1;
        self.answered.insert(request, body.to_owned());
        if new_rows != 1 {
            return Err(format!("done, with {new_rows} rows in the journal"));
        }
        let last: (String, Vec<u8>) = self
            .store
            .query_row("SELECT op, request_id FROM journal ORDER BY seq DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .map_err(|error| error.to_string())?;
        let fits = last.0 == command && last.1 == request.as_bytes();
        if fits { Ok(()) } else { Err(format!("the journal says {last:?}")) }
    }

    /// Everything that must hold in the store.
    pub(crate) fn verify(&self) -> Result<(), String> {
        let checks = verify::everything(&self.store).map_err(|error| error.to_string())?;
        match checks.iter().find(|check| !check.ok) {
            Some(check) => Err(format!("{}: {}", check.name, check.detail)),
            None => Ok(()),
        }
    }

    fn now(&self) -> (i64, i64) {
        let rows = journal::head(&self.store).unwrap().seq;
        (self.store.pragma_query_value(None, "data_version", |row| row.get(0)).unwrap(), rows)
    }
}

fn unchanged(changed: bool, new_rows: i64) -> Result<(), String> {
    match (changed, new_rows) {
        (false, 0) => Ok(()),
        (_, rows) => Err(format!("nothing was done, yet the store has changed ({rows} new rows in the journal)")),
    }
}
