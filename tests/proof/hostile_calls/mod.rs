//! Whatever is said to the shop's network: no fault of ours, no panic, nothing half done, and no end of patience or memory.
//!
//! The salon is served in a process of its own (`victim`), so that its memory and its complaints are its own.

mod attack;
mod examples;
mod judge;
mod spoil;
mod things;

use std::collections::HashMap;
use std::time::Duration;

use lantai_core::commands::TABLE;
use lantai_core::test_salon::{MANAGER, TestSalon};
use lantai_tests::chance::Chance;
use lantai_tests::tablet::Heard;
use serde_json::json;

use attack::Attack;
use judge::{Asked, Judge};
use things::{CREW, Stage};

use crate::{figures, size};

/// Calls of one salon before it is another's turn.
const OF_ONE_SALON: usize = 50_000;

/// The whole store is looked over so often, in calls.
const LOOKS_AFTER: usize = 10_000;

/// Calls before memory is counted from.
const WARM: usize = 1_000;

/// Memory may grow by so much, under any number of calls: what the page caches of five connections, the hashing of a PIN and the
/// largest bodies read come to.
const MOST_GROWTH: u64 = 128 * 1024 * 1024;

/// And by so much once half of the calls were made: what grows by then has no end.
const MOST_LATER: u64 = 64 * 1024 * 1024;

/// Nobody waits longer for any answer.
const LONGEST: Duration = Duration::from_secs(10);

const MANAGER_OF_CREW: usize = CREW.len() - 1;

#[test]
fn no_call_makes_a_fault_or_leaves_half_a_state() {
    let seed = size::seed();
    let calls = size::of(20_000, 1_000_000);
    let (mut codes, mut written, mut repeated) = (HashMap::<String, usize>::new(), 0, 0);
    let (mut growth, mut later, mut longest) = (0, 0, Duration::ZERO);
    for salon in 0..calls.div_ceil(OF_ONE_SALON) {
        figures::come_to("hostile calls", salon * OF_ONE_SALON, calls);
        let stage = Stage::set();
        let mut attack = Attack::begin(&stage, "none", Chance::new(seed ^ (salon as u64 + 1)));
        let (mut warm, mut half) = (0, 0);
        for call in 0..calls.min(OF_ONE_SALON) {
            let found = attack.strike();
            found.unwrap_or_else(|found| panic!("seed {seed}, salon {salon}, call {call}: {found}"));
            if call == WARM {
                warm = attack.victim.memory();
            }
            if call == calls.min(OF_ONE_SALON) / 2 {
                half = attack.victim.memory();
            }
            if call % LOOKS_AFTER == LOOKS_AFTER - 1 {
                attack
                    .judge
                    .verify()
                    .unwrap_or_else(|found| panic!("seed {seed}, salon {salon}, call {call}: {found}"));
            }
        }
        growth = growth.max(attack.victim.memory().saturating_sub(warm));
        later = later.max(attack.victim.memory().saturating_sub(half));
        longest = longest.max(attack.longest);
        attack.judge.verify().unwrap();
        (written, repeated) = (written + attack.judge.written, repeated + attack.judge.repeated);
        attack.judge.codes.drain().for_each(|(code, times)| *codes.entry(code).or_default() += times);
        attack.victim.dismiss().unwrap_or_else(|found| panic!("seed {seed}, salon {salon}: {found}"));
    }
    assert!(growth <= MOST_GROWTH, "memory grew by {growth} bytes");
    assert!(later <= MOST_LATER, "memory grew by {later} bytes in the second half");
    assert!(longest <= LONGEST, "an answer took {longest:?}");
    assert!(written > calls / 40 && codes.len() > 30, "{written} writes, {codes:?}");
    let said = format!(
        "{calls} calls, 0 faults, {} answered well, {written} of them writes and {repeated} repeats, each with its one row; \
         {} ways of refusing; memory grew by {} MiB since the first thousand, \
         {} of them in the second half; the longest answer took {} ms; seed {seed}",
        codes["ok"],
        codes.len() - 1,
        growth >> 20,
        later >> 20,
        longest.as_millis()
    );
    figures::say("hostile calls", &said);
}

/// Every command has an example that its rule reads: otherwise only the reading of arguments would be tried.
#[test]
fn every_command_has_an_example_that_is_read() {
    let stage = Stage::set();
    let mut chance = Chance::new(1);
    let salon = TestSalon::new();
    for command in TABLE {
        for _ in 0..20 {
            let args = examples::example(command.name, &stage.things, &mut chance);
            let args = args.unwrap_or_else(|| panic!("{} has no example", command.name));
            let failure = salon.call(MANAGER, command.name, args.clone()).err().map(|failure| failure.code.name());
            let unread = ["bad_arguments", "text_too_long", "too_many", "field_missing"];
            assert!(
                !failure.as_deref().is_some_and(|code| unread.contains(&code)),
                "{}: {failure:?}: {args}",
                command.name
            );
        }
    }
}

/// The control: a command that panics is found, by its answer and by the complaint.
#[test]
fn a_panic_is_found() {
    let stage = Stage::set();
    let mut attack = Attack::begin(&stage, "panic-after-commit", Chance::new(1));
    let args = attack.example("member.add");
    let found = attack.must(MANAGER_OF_CREW, "member.add", &args).unwrap_err();
    assert!(found.contains("a fault of ours"), "{found}");
    assert!(attack.victim.dismiss().unwrap_err().contains("on purpose"));
}

/// The control: a command that does half of it is found, whichever half.
#[test]
fn half_a_state_is_found() {
    let stage = Stage::set();
    let home = lantai_core::home::Home::new(stage.home.path());
    let store = lantai_core::store::open::open(&home.store_file(), &home.key().unwrap()).unwrap();
    let unsaid =
        "CREATE TRIGGER unsaid BEFORE INSERT ON journal WHEN NEW.op = 'member.add' BEGIN SELECT RAISE(IGNORE); END";
    store.execute_batch(unsaid).unwrap();
    let mut attack = Attack::begin(&stage, "none", Chance::new(1));
    let args = attack.example("catalog.save");
    attack.must(MANAGER_OF_CREW, "catalog.save", &args).unwrap();
    let args = json!({ "name": "林芳", "phones": [] });
    let found = attack.must(MANAGER_OF_CREW, "member.add", &args).unwrap_err();
    assert!(found.contains("done, with 0 rows"), "{found}");
    let refused = Heard { status: 422, head: String::new(), body: r#"{"code":"no_such_member","params":{}}"#.into() };
    let asked = Asked { command: Some("member.amend"), request: None, well_formed: true, said: String::new() };
    attack.judge.look();
    attack.judge.judge(&asked, &Ok(refused)).unwrap();
    store.execute("UPDATE member SET notes = 'half' WHERE no = 1", []).unwrap();
    let refused = Heard { status: 422, head: String::new(), body: r#"{"code":"no_such_member","params":{}}"#.into() };
    let found = attack.judge.judge(&asked, &Ok(refused)).unwrap_err();
    assert!(found.contains("the store has changed"), "{found}");
}

/// The control: what must never be answered is not let pass.
#[test]
fn what_nobody_may_answer_is_found() {
    let stage = Stage::set();
    let mut judge = Judge::of(stage.home.path());
    let asked = Asked { command: Some("member.card"), request: None, well_formed: true, said: String::new() };
    for (status, body) in [
        (500, r#"{"code":"internal","params":{}}"#),
        (422, r#"{"code":"internal","params":{}}"#),
        (422, r#"{"code":"no_such_code","params":{}}"#),
        (503, ""),
        (302, r#"{"code":"bad_arguments","params":{}}"#),
    ] {
        let heard = Heard { status, head: String::new(), body: body.into() };
        judge.judge(&asked, &Ok(heard)).unwrap_err();
    }
    judge.judge(&asked, &Err(std::io::ErrorKind::ConnectionReset.into())).unwrap_err();
}
