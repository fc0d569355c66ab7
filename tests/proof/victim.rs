//! A salon in a process of its own, to be killed while it works and to be asked anything at all.
//!
//! `victim open HOME NOW` opens a home and says `ready` after its first answer. `victim work HOME NOW SEED FAULT [COMMAND]` says it too
//! and goes to work: before each act that changes something it says `? request command arguments`, after the answer
//! `! request digest`. Its pipe is the outside record. A command named after FAULT is done more often than others.
//! `victim serve HOME NOW FAULT` serves the home to tablets and says `port N`. Either ends well when its input is closed.
//! FAULT is `none`, or what the proof's own controls must find: an acknowledgement before the commit, a panic after one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant as Stopwatch};

use lantai_core::clock::Instant;
use lantai_core::commands::{self, Call, Kind, Place, TABLE};
use lantai_core::error::Failure;
use lantai_core::home::Home;
use lantai_core::ids::RequestId;
use lantai_core::salon::{Salon, Who};
use lantai_lan::Serving;
use lantai_tests::workday::{Heard, Workday};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Whom it works as: the manager may do everything.
const STAFF: &str = "010";

/// So long a victim that acknowledges first leaves between the acknowledgement and the commit.
const HEAD_START: Duration = Duration::from_millis(5);

/// What its clock said when it began.
static BEGAN: AtomicI64 = AtomicI64::new(0);

/// Its input was closed.
static ENOUGH: AtomicBool = AtomicBool::new(false);

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let words: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let (home, now) = (Path::new(words[1]), words[2].parse().unwrap());
    BEGAN.store(now, Ordering::Release);
    match (words[0], &words[3..]) {
        ("open", []) => drop(opened(home)),
        ("work", [seed, fault, favoured @ ..]) => {
            work(home, seed.parse().unwrap(), *fault == "acknowledge-first", favoured.first().copied());
        }
        ("serve", [fault]) => serve(home, *fault == "panic-after-commit"),
        _ => panic!("open HOME NOW, work HOME NOW SEED FAULT [COMMAND], or serve HOME NOW FAULT"),
    }
}

fn opened(home: &Path) -> Salon {
    let salon = Home::new(home).open().unwrap();
    let now = Instant::from_ms(BEGAN.load(Ordering::Acquire));
    carry(&salon, RequestId(Uuid::nil()), now, "house.status", json!({})).unwrap();
    say("ready");
    salon
}

fn work(home: &Path, seed: u64, acknowledges_first: bool, favoured: Option<&str>) {
    let beginning = Stopwatch::now();
    let clock = || Instant::from_ms(BEGAN.load(Ordering::Acquire) + beginning.elapsed().as_millis() as i64);
    let salon = opened(home);
    let shadow = acknowledges_first.then(|| shadow_of(home));
    let listening = std::thread::spawn(|| {
        std::io::stdin().read_to_end(&mut Vec::new()).ok();
        ENOUGH.store(true, Ordering::Release);
    });
    let mut asked = 0_u64;
    let mut ask = |name: &str, args: Value| -> Heard {
        if ENOUGH.load(Ordering::Acquire) {
            return Heard::Gone;
        }
        asked += 1;
        let (request, now) = (RequestId(Uuid::from_u64_pair(seed, asked)), clock());
        let reads = TABLE.iter().any(|command| command.name == name && command.kind() == Kind::Read);
        if !reads {
            say(&format!("? {request} {name} {args}"));
        }
        if let Some((shadow, _)) = &shadow
            && let Ok(answer) = carry(shadow, request, now, name, args.clone())
            && !reads
        {
            say(&format!("! {request} {}", digest(&answer)));
            std::thread::sleep(HEAD_START);
        }
        let answer = carry(&salon, request, now, name, args);
        if shadow.is_none() && !reads {
            let what = answer.as_ref().map_or("refused".to_owned(), |answer| digest(answer));
            say(&format!("! {request} {what}"));
        }
        match answer {
            Ok(answer) => Heard::Answer(serde_json::from_str(&answer).unwrap()),
            Err(failure) => Heard::Refused(failure.code.name()),
        }
    };
    if let Some(mut day) = Workday::begin(seed, clock(), true, &mut ask) {
        day.favour(favoured);
        while day.act(&mut ask).is_some() {}
    }
    listening.join().unwrap();
}

/// The same salon beside, in which an act can be carried out before it is in the real one.
fn shadow_of(home: &Path) -> (Salon, tempfile::TempDir) {
    let beside = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(home).unwrap().flatten().filter(|file| file.path().is_file()) {
        std::fs::copy(file.path(), beside.path().join(file.file_name())).unwrap();
    }
    (Home::new(beside.path()).open().unwrap(), beside)
}

fn carry(salon: &Salon, request: RequestId, now: Instant, name: &str, args: Value) -> Result<String, Failure> {
    let call = Call {
        name: name.to_owned(),
        args,
        request_id: Some(request),
        who: Who::Staff(STAFF.to_owned()),
        device: "victim".to_owned(),
        place: Place::Desk,
        now,
    };
    commands::dispatch(salon, &call).map(|answer| answer.get().to_owned())
}

fn serve(home: &Path, panics: bool) {
    let salon = Arc::new(Home::new(home).open().unwrap());
    let clock = || Instant::from_ms(BEGAN.load(Ordering::Acquire));
    let page = Arc::new(|path: &str| (path == "index.html").then(|| b"<!doctype html>".to_vec()));
    let serving = Serving { salon: Arc::clone(&salon), page, clock, machine: "victim".into(), port: 0 };
    let served = lantai_lan::begin(serving).unwrap();
    if panics {
        salon.on_event(Box::new(|_| panic!("on purpose")));
    }
    say(&format!("port {}", served.reach().port));
    std::io::stdin().read_to_end(&mut Vec::new()).ok();
}

/// One whole line, at once: a line cut short was never said.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
}

fn digest(answer: &str) -> String {
    hex::encode(Sha256::digest(answer.as_bytes()))
}
