//! The attack: calls of every command over real TLS, as anybody, with bodies of every kind, one after the other; from ever new
//! addresses, because the wall's measure of how often one may ask stays in force.

use std::io;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant as Stopwatch};

use lantai_core::commands::TABLE;
use lantai_tests::chance::Chance;
use lantai_tests::line::{Line, Reached};
use lantai_tests::tablet::Heard;
use serde_json::{Value, json};
use uuid::Uuid;

use super::examples::example;
use super::judge::{Asked, Judge};
use super::spoil::spoilt;
use super::things::{CREW, PIN, Stage, Things};
use crate::process::{Victim, port};

/// Calls over one connection; fewer than the wall lets through at once.
const OVER_ONE_LINE: usize = 200;

/// What is no call of a paired tablet's page, of a hundred.
const NO_CALLS: usize = 4;

/// No call is larger, to be heard to its end.
const MOST_BYTES: usize = 256 * 1024;

/// Commands that hash a PIN each time are called less often: of a hundred that chance chooses, so many.
const HASHING: [&str; 4] = ["session.sign_in", "session.prove", "staff.change_pin", "staff.set_pin"];
const HASHING_OF_A_HUNDRED: usize = 6;

/// And those that no tablet may give, of a hundred.
const DESK_ONLY_OF_A_HUNDRED: usize = 25;

pub(crate) struct Attack {
    pub(crate) victim: Victim,
    pub(crate) judge: Judge,
    pub(crate) longest: Duration,
    reached: Reached,
    line: Line,
    asked_here: usize,
    lines: u32,
    cookie: String,
    sessions: Vec<String>,
    things: Things,
    sent: Vec<(&'static str, usize, Uuid, String)>,
    pub(crate) chance: Chance,
}

impl Attack {
    /// Serves the stage in a process of its own and signs the crew in.
    pub(crate) fn begin(stage: &Stage, fault: &str, chance: Chance) -> Attack {
        let home = stage.home.path();
        let (victim, mut output) =
            Victim::start(&["serve", home.to_str().unwrap(), &Stage::now().ms().to_string(), fault]);
        let reached = Reached::new(&stage.authority, port(&mut output).unwrap());
        let mut attack = Attack {
            victim,
            judge: Judge::of(home),
            longest: Duration::ZERO,
            line: reached.line().unwrap(),
            reached,
            asked_here: 0,
            lines: 0,
            cookie: stage.cookie.clone(),
            sessions: Vec::new(),
            things: stage.things.clone(),
            sent: Vec::new(),
            chance,
        };
        attack.sessions = CREW.iter().map(|(number, _)| attack.sign_in(number)).collect();
        attack.judge.look();
        attack
    }

    /// One call, whatever it is, and its judgement.
    pub(crate) fn strike(&mut self) -> Result<(), String> {
        if self.chance.in_hundred(NO_CALLS) {
            return self.strike_at_the_wall();
        }
        let command = loop {
            let row = &TABLE[self.chance.below(TABLE.len())];
            let rarely = if HASHING.contains(&row.name) { HASHING_OF_A_HUNDRED } else { DESK_ONLY_OF_A_HUNDRED };
            if !(HASHING.contains(&row.name) || row.desk_only) || self.chance.in_hundred(rarely) {
                break row.name;
            }
        };
        if !self.sent.is_empty() && self.chance.in_hundred(3) {
            let (command, crew, request, body) = self.chance.one_of(&self.sent).clone();
            return self.call(command, Some(crew), Some(request), body);
        }
        let args = example(command, &self.things, &mut self.chance).unwrap();
        let crew = self.caller(command);
        let (id, request) = self.request();
        let places = [0, 0, 0, 1, 1, 1, 2][self.chance.below(7)];
        let session = match crew {
            Some(crew) => json!(self.sessions[crew]),
            None => self.chance.one_of(&[json!(null), json!("00"), json!("' OR 1=1")]).clone(),
        };
        let body = if self.chance.in_hundred(94) {
            let args = spoilt(args, places, &self.things, &mut self.chance);
            format!("{{\"args\":{args},\"session\":{session},\"requestId\":{id}}}")
        } else {
            let all = json!({ "args": args, "session": session, "requestId": id });
            spoilt(all, places + 1, &self.things, &mut self.chance)
        };
        // Under the id that really stands in the body, if one does: spoiling may have put another there.
        let said = serde_json::from_str::<Value>(&body).ok();
        let said = said.and_then(|said| said["requestId"].as_str().and_then(|id| Uuid::parse_str(id).ok()));
        self.call(command, crew, request.and(said).or(said), body)
    }

    /// A call that must go well.
    pub(crate) fn must(&mut self, crew: usize, command: &'static str, args: &Value) -> Result<(), String> {
        let request = Uuid::from_u64_pair(1, self.chance.any());
        let body = json!({ "args": args, "session": self.sessions[crew], "requestId": request }).to_string();
        self.call(command, Some(crew), Some(request), body)
    }

    pub(crate) fn example(&mut self, command: &str) -> Value {
        example(command, &self.things, &mut self.chance).unwrap()
    }

    fn call(
        &mut self,
        command: &'static str,
        crew: Option<usize>,
        request: Option<Uuid>,
        body: String,
    ) -> Result<(), String> {
        let cookie = self.cookie.clone();
        let path = format!("/call/{command}");
        let heard = self.timed(|line| line.ask("POST", &path, &[("cookie", &cookie)], body.as_bytes()));
        // The line of one who sends more than anybody may is closed while he is still speaking.
        let well_formed = body.len() <= MOST_BYTES;
        let asked = Asked { command: Some(command), request, well_formed, said: body };
        self.judge.judge(&asked, &heard)?;
        let Ok(heard) = heard else { return self.next_line(true) };
        if heard.status == 200 {
            let answer =
                serde_json::from_str(&heard.body).map_err(|_| format!("an answer that is no JSON: {heard:?}"))?;
            self.things.learn(command, &answer, &mut self.chance);
            if let (Some(crew), Some(request)) = (crew, request)
                && self.sent.len() < 500
            {
                self.sent.push((command, crew, request, asked.said));
            }
        }
        self.mend(command, crew, &heard);
        self.next_line(!well_formed)
    }

    /// Bytes that are no call of the table.
    fn strike_at_the_wall(&mut self) -> Result<(), String> {
        let cookie = self.cookie.clone();
        let with = [("cookie", cookie.as_str())];
        let good = json!({ "args": null, "session": null, "requestId": null }).to_string();
        let long = "x".repeat(300 * 1024);
        let wide = "y".repeat(70 * 1024);
        let noise: Vec<u8> = (0..1 + self.chance.below(600)).map(|_| self.chance.any() as u8).collect();
        let line = &self.line;
        let mut then: &[u8] = b"";
        let (words, well_formed) = match self.chance.below(16) {
            0 => (line.written("POST", "/call/member.add", &with, &noise), true),
            1 => (
                line.written("POST", "/call/house.status", &[with[0], ("content-type", "text/plain")], good.as_bytes()),
                true,
            ),
            2 => (line.written("POST", "/call/house.status", &[with[0], ("content-type", "")], good.as_bytes()), true),
            3 => (
                line.written(
                    "POST",
                    "/call/house.status",
                    &[with[0], ("origin", "https://evil.example")],
                    good.as_bytes(),
                ),
                true,
            ),
            4 => (
                line.written("POST", "/call/house.status", &[with[0], ("host", "evil.example")], good.as_bytes()),
                true,
            ),
            5 => (
                line.written("POST", "/call/house.status", &[("cookie", "__Host-lantai-device=ff")], good.as_bytes()),
                true,
            ),
            6 => (line.written("POST", "/call/no.such", &with, good.as_bytes()), true),
            7 => (line.written("POST", "/call/%00%ff..%2f", &with, good.as_bytes()), true),
            8 => (line.written("GET", "/call/house.status", &with, b""), true),
            9 => (line.written("PUT", "/device", &with, good.as_bytes()), true),
            10 => (line.written("POST", "/call/member.add", &with, long.as_bytes()), false),
            11 => (line.written("GET", "/", &[("x-wide", &wide)], b""), false),
            12 => (
                line.written("POST", "/call/member.add", &[with[0], ("content-length", "5000")], good.as_bytes()),
                false,
            ),
            13 => {
                (line.written("POST", "/call/member.add", &[with[0], ("content-length", "-1")], good.as_bytes()), false)
            }
            14 => {
                let head = [with[0], ("content-length", ""), ("transfer-encoding", "chunked")];
                (line.written("POST", "/call/member.add", &head, &noise), false)
            }
            _ => {
                then = b"\x00\x01rubbish\r\n\r\n";
                (line.written("POST", "/call/house.status", &with, good.as_bytes()), true)
            }
        };
        let words_and_more = [&words, then].concat();
        let heard = self.timed(|line| {
            line.say(&words_and_more)?;
            if !well_formed {
                line.falls_silent()?;
            }
            line.hear()
        });
        let said = String::from_utf8_lossy(&words[..words.len().min(600)]).into_owned();
        self.judge.judge(&Asked { command: None, request: None, well_formed, said }, &heard)?;
        // One who is turned away before his body was read may find the line closed behind his answer.
        self.next_line(!well_formed || !then.is_empty() || heard.is_ok_and(|heard| heard.status != 200))
    }

    fn timed(&mut self, work: impl FnOnce(&mut Line) -> io::Result<Heard>) -> io::Result<Heard> {
        let begun = Stopwatch::now();
        let heard = work(&mut self.line);
        self.longest = self.longest.max(begun.elapsed());
        heard
    }

    /// Goes on over this line, or over a new one from an address that has not asked yet.
    fn next_line(&mut self, ended: bool) -> Result<(), String> {
        self.asked_here += 1;
        if ended || self.asked_here >= OVER_ONE_LINE {
            self.lines += 1;
            let [_, high, middle, low] = self.lines.to_be_bytes();
            let from = Ipv4Addr::new(127, 1 + high, middle, low);
            self.line = self.reached.line_from(from).map_err(|error| format!("no line from {from}: {error}"))?;
            self.asked_here = 0;
        }
        Ok(())
    }

    /// Nobody, or one of the crew. Nobody of it signs out but now and then, and the manager never: she mends what is broken.
    fn caller(&mut self, command: &str) -> Option<usize> {
        let stays = match command {
            "session.sign_out" => self.chance.in_hundred(95),
            "staff.change_pin" => false,
            _ => self.chance.in_hundred(8),
        };
        if stays {
            return None;
        }
        let manager = CREW.len() - 1;
        // Half of all calls by those who may do most.
        let crew =
            if self.chance.in_hundred(50) { manager - self.chance.below(2) } else { self.chance.below(CREW.len()) };
        let may_be_locked_out = ["session.sign_out", "staff.change_pin"].contains(&command);
        Some(if may_be_locked_out { crew.min(manager - 1) } else { crew })
    }

    /// The request id as it is sent, and what it is if it is one.
    fn request(&mut self) -> (Value, Option<Uuid>) {
        match self.chance.below(100) {
            0..=5 => (json!(null), None),
            6..=8 => {
                (self.chance.one_of(&[json!(7), json!("x"), json!(""), json!([]), json!("0".repeat(99))]).clone(), None)
            }
            9..=14 if !self.sent.is_empty() => {
                let used = self.chance.one_of(&self.sent).2;
                (json!(used), Some(used))
            }
            _ => {
                let fresh = Uuid::from_u64_pair(self.chance.any(), self.chance.any());
                (json!(fresh), Some(fresh))
            }
        }
    }

    /// Who lost his session by what he did signs in again.
    fn mend(&mut self, command: &str, crew: Option<usize>, heard: &Heard) {
        let Some(crew) = crew else { return };
        let perhaps = heard.body.contains("\"signed_out\"")
            || (heard.status == 200 && ["session.sign_out", "staff.change_pin"].contains(&command));
        let session = self.sessions[crew].clone();
        if !perhaps || self.plainly("session.me", &json!(null), Some(&session))["number"] == CREW[crew].0 {
            return;
        }
        let number = CREW[crew].0;
        for (command, args) in
            [("staff.unlock", json!({ "number": number })), ("staff.set_pin", json!({ "number": number, "pin": PIN }))]
        {
            let manager = self.sessions[CREW.len() - 1].clone();
            self.plainly(command, &args, Some(&manager));
        }
        self.sessions[crew] = self.sign_in(number);
        self.judge.look();
    }

    fn sign_in(&mut self, number: &str) -> String {
        let answer = self.plainly("session.sign_in", &json!({ "number": number, "pin": PIN }), None);
        answer["token"].as_str().unwrap_or_else(|| panic!("{number} cannot sign in: {answer}")).to_owned()
    }

    fn plainly(&mut self, command: &str, args: &Value, session: Option<&str>) -> Value {
        let id = Uuid::from_u64_pair(2, self.chance.any());
        let body = json!({ "args": args, "session": session, "requestId": id }).to_string();
        let cookie = self.cookie.clone();
        let heard =
            self.line.ask("POST", &format!("/call/{command}"), &[("cookie", &cookie)], body.as_bytes()).unwrap();
        serde_json::from_str(&heard.body).unwrap_or(Value::Null)
    }
}
