//! A year of guessing one person's PIN: never more than ten tries within thirty true minutes.
//!
//! The guesser has every door (signing in, proving an agreement, changing the PIN at a screen left open), both places and
//! any device name; he waits exactly as long as he is told, restarts the program, runs a second one beside it, turns the clock
//! to wherever he likes, guesses at others in between and watches the person himself sign in. Every salon is given a stopwatch
//! that tells true time since its own start, as the shell does. A try is what was compared with the hash: the store counts one
//! more failure. The manager's own unlocking is hers to answer for and is left out.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use lantai_core::clock::Instant;
use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::error::{ErrorCode, Failure};
use lantai_core::ids::RequestId;
use lantai_core::salon::{Salon, Who};
use lantai_core::staff::pin;
use lantai_core::store::open;
use lantai_core::test_salon::{DESK, MANAGER, SUPERVISOR, TestSalon, at};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{figures, size};
use lantai_tests::chance::Chance;

const MINUTE: u64 = 60_000;
const YEAR: u64 = 365 * 24 * 60 * MINUTE;
const MOST: usize = 10;
const RIGHT: &str = "2601";
const WRONG: &str = "9753";

/// How a salon may be weakened, to see that it is found out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weakness {
    None,
    /// A restart forgets the tries.
    RestartForgets,
    /// Locks end by the clock on the wall.
    ByTheClock,
    /// A right PIN forgives every try before it.
    RightPinForgives,
}

/// What a guesser does between two guesses.
#[derive(Clone, Copy)]
enum Trick {
    Restart,
    ClockOn,
    ClockBack,
    ClockAnywhere,
    ClockRight,
    HeSignsIn,
    AnotherSignsIn,
    ClockAccepted,
}

const EVERY_TRICK: &[Trick] = &[
    Trick::Restart,
    Trick::ClockOn,
    Trick::ClockBack,
    Trick::ClockAnywhere,
    Trick::ClockRight,
    Trick::HeSignsIn,
    Trick::AnotherSignsIn,
    Trick::ClockAccepted,
];

struct World {
    stage: TestSalon,
    programs: Vec<Salon>,
    raw: Connection,
    true_ms: Arc<AtomicU64>,
    skew_ms: i64,
    weakness: Weakness,
    tricks: &'static [Trick],
    requests: u128,
    tries: Vec<u64>,
    asked: usize,
}

impl World {
    fn begin(weakness: Weakness, tricks: &'static [Trick]) -> World {
        let memory = Path::new("/dev/shm");
        let stage = if memory.is_dir() { TestSalon::within(memory) } else { TestSalon::new() };
        let raw = open::open(&stage.home.store_file(), &stage.home.key().unwrap()).unwrap();
        // The shop's own cost would make the year last half an hour.
        raw.execute("UPDATE staff SET pin_hash = ?1", [pin::hash_at(RIGHT, 8, 1).unwrap()]).unwrap();
        let mut world = World {
            stage,
            programs: Vec::new(),
            raw,
            true_ms: Arc::default(),
            skew_ms: 0,
            weakness,
            tricks,
            requests: 1 << 100,
            tries: Vec::new(),
            asked: 0,
        };
        world.programs = vec![world.started(), world.started()];
        world
    }

    fn started(&self) -> Salon {
        let salon = self.stage.home.open().unwrap();
        if self.weakness == Weakness::RestartForgets {
            self.raw.execute("UPDATE staff SET pin_failures = 0, locked_until_ms = NULL", []).unwrap();
        }
        if self.weakness != Weakness::ByTheClock {
            let (true_ms, begun) = (Arc::clone(&self.true_ms), self.true_now());
            salon
                .count_time_by(Box::new(move || Duration::from_millis(true_ms.load(Ordering::Relaxed) - begun)))
                .unwrap();
        }
        salon
    }

    fn true_now(&self) -> u64 {
        self.true_ms.load(Ordering::Relaxed)
    }

    fn wall(&self) -> Instant {
        let passed = i64::try_from(self.true_now()).unwrap();
        Instant::from_ms(at(9, 0).ms().saturating_add(passed).saturating_add(self.skew_ms))
    }

    fn wait(&self, ms: u64) {
        self.true_ms.fetch_add(ms, Ordering::Relaxed);
    }

    fn ask(&mut self, chance: &mut Chance, who: Who, name: &str, args: Value) -> Result<(), Failure> {
        self.requests += 1;
        let call = Call {
            name: name.to_owned(),
            args,
            request_id: Some(RequestId(uuid_of(self.requests))),
            who,
            device: (*chance.one_of(&["desk", "tablet", "phone in a pocket"])).to_owned(),
            place: *chance.one_of(&[Place::Desk, Place::Tablet]),
            now: self.wall(),
        };
        let program = chance.below(self.programs.len());
        dispatch(&self.programs[program], &call).map(drop)
    }

    /// One guess at the desk's PIN, by whatever door; what it was answered.
    fn guess(&mut self, chance: &mut Chance) -> Failure {
        let number = *chance.one_of(&[DESK, "００１", " 001"]);
        let (who, name, args) = match chance.below(4) {
            0 => (Who::Staff(DESK.into()), "staff.change_pin", json!({ "oldPin": WRONG, "newPin": "8642" })),
            1 => (
                Who::Staff(SUPERVISOR.into()),
                "session.prove",
                json!({ "number": number, "pin": WRONG, "memberNo": 1, "roomId": self.requests_id(), "startMs": self.wall() }),
            ),
            _ => (Who::Nobody, "session.sign_in", json!({ "number": number, "pin": WRONG })),
        };
        let before = self.failures();
        let answer = self.ask(chance, who, name, args).unwrap_err();
        self.asked += 1;
        if self.failures() == before + 1 {
            self.tries.push(self.true_now());
        }
        answer
    }

    fn sign_in(&mut self, chance: &mut Chance, number: &str) {
        let right = json!({ "number": number, "pin": RIGHT });
        let done = self.ask(chance, Who::Nobody, "session.sign_in", right);
        if self.weakness == Weakness::RightPinForgives && done.is_ok() {
            let forgive = "UPDATE staff SET pin_failures = 0, locked_until_ms = NULL WHERE number = ?1";
            self.raw.execute(forgive, [number]).unwrap();
        }
    }

    fn failures(&self) -> i64 {
        let sql = "SELECT pin_failures FROM staff WHERE number = ?1";
        self.raw.prepare_cached(sql).unwrap().query_row([DESK], |row| row.get(0)).unwrap()
    }

    fn requests_id(&self) -> String {
        uuid_of(self.requests).to_string()
    }

    /// A trick between two guesses.
    fn trick(&mut self, chance: &mut Chance) {
        let any_years = |chance: &mut Chance| i64::try_from(chance.below(300) as u64 * YEAR).unwrap();
        match chance.one_of(self.tricks) {
            Trick::Restart => {
                let program = chance.below(2);
                self.programs[program] = self.started();
            }
            Trick::ClockOn => self.skew_ms += i64::try_from(chance.below(120) as u64 * MINUTE).unwrap(),
            Trick::ClockBack => self.skew_ms -= i64::try_from(chance.below(120) as u64 * MINUTE).unwrap(),
            Trick::ClockAnywhere => self.skew_ms = any_years(chance) - any_years(chance),
            Trick::ClockRight => self.skew_ms = 0,
            Trick::HeSignsIn => self.sign_in(chance, DESK),
            Trick::AnotherSignsIn => self.sign_in(chance, SUPERVISOR),
            Trick::ClockAccepted => {
                // The manager takes the clock for right, whatever it is.
                self.ask(chance, Who::Staff(MANAGER.into()), "house.accept_clock", json!(null)).ok();
            }
        }
    }

    /// How long he was told to wait, at most an hour.
    fn told(&self, refused: &Failure) -> Option<u64> {
        let until = refused.params.get("untilMs").and_then(Value::as_i64)?;
        Some(u64::try_from(until - self.wall().ms()).unwrap_or(0).min(60 * MINUTE))
    }

    /// Guesses without a trick, and waits just as long as he is told to: as many tries as anybody gets.
    fn guess_patiently(&mut self, chance: &mut Chance) {
        for _ in 0..=MOST {
            let refused = self.guess(chance);
            self.wait(self.told(&refused).unwrap_or(0));
        }
    }

    /// Guesses until he is locked out, with tricks in between; then waits, mostly not a moment longer than he is told to.
    fn burst(&mut self, chance: &mut Chance, longest_wait: u64) {
        let mut told = 0;
        for _ in 0..12 {
            let refused = self.guess(chance);
            if chance.one_in(3) {
                self.trick(chance);
            }
            told = self.told(&refused).unwrap_or(told);
            if refused.code == ErrorCode::LockedOut && !chance.one_in(4) {
                break;
            }
            self.wait(chance.below(2_000) as u64);
        }
        let wait = match chance.below(8) {
            0 | 1 => chance.any() % longest_wait,
            2 => 29 * MINUTE,
            3 => 0,
            _ => told,
        };
        self.wait(wait);
    }
}

fn uuid_of(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

/// The most tries within any half hour; more than ten are said.
fn judge(tries: &[u64]) -> Result<usize, String> {
    let mut most = 0;
    let mut first = 0;
    for (last, at) in tries.iter().enumerate() {
        while at - tries[first] >= 30 * MINUTE {
            first += 1;
        }
        most = most.max(last + 1 - first);
        if most > MOST {
            return Err(format!("{most} tries within half an hour, the last at minute {}", at / MINUTE));
        }
    }
    Ok(most)
}

fn year(
    weakness: Weakness,
    tricks: &'static [Trick],
    seed: u64,
    bursts: usize,
    ms: u64,
) -> (World, Result<usize, String>) {
    let mut chance = Chance::new(seed);
    let mut world = World::begin(weakness, tricks);
    // A quarter of the bursts waits at length, so that together they fill the time.
    let longest = (ms / bursts as u64).max(MINUTE) * 8;
    let mut done = 0;
    world.guess_patiently(&mut chance);
    while done < bursts || (world.true_now() < ms && weakness == Weakness::None && bursts > 100) {
        world.burst(&mut chance, longest);
        done += 1;
    }
    let found = judge(&world.tries);
    (world, found)
}

#[test]
fn a_year_of_guessing_gives_ten_tries_in_half_an_hour_at_most() {
    let seed = size::seed();
    let (world, found) = year(Weakness::None, EVERY_TRICK, seed, size::of(400, 9_000), YEAR);
    let most = found.unwrap_or_else(|found| panic!("seed {seed}: {found}"));
    assert_eq!(most, MOST, "seed {seed}: the guesser did not go as far as he may");
    let days = world.true_now() / (24 * 60 * MINUTE);
    let (asked, tried) = (world.asked, world.tries.len());
    figures::say(
        "pin",
        &format!(
            "{asked} guesses in {days} days (seed {seed}), {tried} were compared, at most {most} within 30 minutes"
        ),
    );
}

#[test]
fn a_lock_that_a_restart_a_clock_or_the_person_himself_undoes_is_found_out() {
    let tricks: [(Weakness, &[Trick]); 3] = [
        (Weakness::RestartForgets, &[Trick::Restart]),
        (Weakness::ByTheClock, &[Trick::ClockOn]),
        (Weakness::RightPinForgives, &[Trick::HeSignsIn]),
    ];
    for (weakness, tricks) in tricks {
        year(weakness, tricks, 7, 40, YEAR / 100).1.unwrap_err();
        year(Weakness::None, tricks, 7, 40, YEAR / 100).1.unwrap();
    }
}

#[test]
fn eleven_tries_in_half_an_hour_are_too_many_and_ten_are_not() {
    let minutes = |of: &[u64]| of.iter().map(|minute| minute * MINUTE).collect::<Vec<_>>();
    assert_eq!(judge(&minutes(&[0, 1, 2, 3, 4, 15, 16, 17, 18, 19, 45, 46, 47, 48, 49])), Ok(10));
    judge(&minutes(&[0, 1, 2, 3, 4, 15, 16, 17, 18, 19, 29])).unwrap_err();
}
