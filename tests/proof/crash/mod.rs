//! Killed at any moment: nothing that was acknowledged is lost, nothing is half done, and the salon is ready as soon as ever.
//!
//! The salon runs in a process of its own (`victim`) and is ended by `SIGKILL` while it opens, writes, backs up, imports, or
//! serves a tablet. What it acknowledged is written down on this side of the pipe, or of the network, alone.

mod homes;
mod kill;
mod look;
mod record;
mod start;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use lantai_core::clock::Instant;
use lantai_core::home::Home;
use lantai_core::ids::RequestId;
use lantai_core::test_salon::at;
use lantai_tests::chance::Chance;
use tempfile::TempDir;

use kill::{Aim, Durations, Start};
use record::{Asked, Record};
use start::Starts;

use crate::{figures, size};

/// So often a home is killed in before it is another's turn.
const DEATHS_OF_A_HOME: usize = 20;

/// How much later the clock stands at each start.
const MINUTES_BETWEEN: i64 = 35;

/// What is aimed at, besides any moment: acts that take longest, and those that touch most.
const AIMED_AT: [&str; 6] =
    ["store.backup", "import.commit", "till.settle", "booking.reserve", "booking.advance", "linen.to_laundry"];

/// A home on its way through its deaths.
struct Life {
    home: TempDir,
    cookie: String,
    authority: String,
    before: BTreeSet<RequestId>,
    record: Record,
    deaths: usize,
}

/// What was gone through.
#[derive(Default)]
struct Tally {
    kills: usize,
    acknowledged: usize,
    cut_short: BTreeMap<String, (usize, usize)>,
}

impl Life {
    fn begin() -> Life {
        let (home, authority, cookie) = homes::furnished();
        let before = look::standing(home.path());
        Life { home, cookie, authority, before, record: Record::default(), deaths: 0 }
    }

    fn dir(&self) -> &Path {
        self.home.path()
    }

    fn now(&self) -> Instant {
        at(9, 0).plus_minutes(self.deaths as i64 * MINUTES_BETWEEN)
    }

    /// Looks the home over after a death, asks again what was cut short, and looks it over once more.
    fn examine(&mut self, cut: Option<Asked>, tally: &mut Tally) -> Result<(), String> {
        self.deaths += 1;
        let (salon, rows) = look::look_over(self.dir(), &self.record, &self.before)?;
        tally.kills += 1;
        if let Some(asked) = &cut {
            let (times, stood) = tally.cut_short.entry(asked.name.clone()).or_default();
            *times += 1;
            *stood += usize::from(rows.contains_key(&asked.request));
            if asked.name != "store.backup" {
                look::ask_again(&salon, &rows, asked, self.now())?;
            }
        }
        Ok(())
    }
}

impl Tally {
    fn ends(&mut self, life: &Life) {
        self.acknowledged += life.record.acknowledged.len();
    }

    /// Kills that struck while an act was asked for and not yet answered.
    fn cut(&self) -> usize {
        self.cut_short.values().map(|(times, _)| times).sum()
    }

    fn struck_in_the_middle(&self) {
        assert!(self.cut() * 3 >= self.kills * 2, "of {} kills only {} cut an act short", self.kills, self.cut());
    }

    fn figures(&self) -> String {
        let cut = self.cut();
        let stood: usize = self.cut_short.values().map(|(_, stood)| stood).sum();
        let of = |name: &str| self.cut_short.get(name).map_or(0, |(times, _)| *times);
        format!(
            "{} kills, {} acts acknowledged, 0 lost, 0 half done; {cut} acts cut short ({} backups, {} imports, {} bills), \
             {stood} of them stood and the others left nothing",
            self.kills,
            self.acknowledged,
            of("store.backup"),
            of("import.commit"),
            of("till.settle")
        )
    }
}

fn aim(chance: &mut Chance) -> Aim {
    match chance.below(10) {
        0 => Aim::FromStart(Duration::from_micros(chance.below(40_000) as u64)),
        1..=3 => Aim::FromReady(Duration::from_micros(chance.below(80_000) as u64)),
        4 => Aim::Acknowledged,
        _ => Aim::During(AIMED_AT[chance.below(AIMED_AT.len())]),
    }
}

#[test]
fn killed_at_any_moment_of_its_work_it_keeps_what_it_acknowledged() {
    let seed = size::seed();
    let (mut chance, mut seen, mut tally) = (Chance::new(seed), Durations::default(), Tally::default());
    let mut starts = Starts::default();
    let mut life = Life::begin();
    for death in 0..size::of(170, 1_900) {
        if life.deaths == DEATHS_OF_A_HOME {
            tally.ends(&life);
            life = Life::begin();
        }
        // Every tenth is a measure of how soon the salon is ready again: killed after a good deal of work.
        let measures = death % 10 == 9;
        let aim = if measures { Aim::After(size::of(40, 150)) } else { aim(&mut chance) };
        let (home, now) = (life.home.path(), life.now());
        let run = Start { home, now, seed: seed ^ (death as u64 + 1), fault: "none", aim: &aim };
        let killed = kill::at_work(&run, &mut chance, &mut seen, &mut life.record);
        let examined = killed.and_then(|cut| {
            if measures {
                starts.measure(life.dir(), life.now())?;
            }
            life.examine(cut, &mut tally)
        });
        examined.unwrap_or_else(|found| panic!("seed {seed}, death {death}, {aim:?}: {found}"));
    }
    tally.ends(&life);
    tally.struck_in_the_middle();
    let (killed, ended, ratio) = starts.figures();
    figures::say(
        "crash",
        &format!(
            "core: {}; ready {killed:.1} ms after a kill, {ended:.1} ms after a good end, {ratio:.2}×; seed {seed}",
            tally.figures()
        ),
    );
    assert!(!size::is_whole() || ratio <= 1.5, "ready again only after {ratio:.2}× of a normal start");
}

#[test]
fn killed_while_it_serves_a_tablet_it_keeps_what_the_tablet_heard() {
    let seed = size::seed();
    let (mut chance, mut tally) = (Chance::new(seed), Tally::default());
    let mut life = Life::begin();
    for death in 0..size::of(40, 400) {
        if life.deaths == DEATHS_OF_A_HOME {
            tally.ends(&life);
            life = Life::begin();
        }
        let delay = Duration::from_micros(20_000 + chance.below(150_000) as u64);
        let (home, now, record) = (life.home.path(), life.now(), &mut life.record);
        let seed_of_run = seed ^ (death as u64 + 1);
        let run = kill::at_service(home, &life.authority, &life.cookie, now, seed_of_run, delay, record);
        let examined = run.and_then(|cut| life.examine(cut, &mut tally));
        examined.unwrap_or_else(|found| panic!("seed {seed}, death {death}: {found}"));
    }
    tally.ends(&life);
    tally.struck_in_the_middle();
    figures::say("crash", &format!("tablets: {}; seed {seed}", tally.figures()));
}

#[test]
fn killed_while_it_brings_an_old_store_up_to_date_it_begins_again() {
    let seed = size::seed();
    let mut chance = Chance::new(seed);
    let (mut old, mut up_to_date) = (0, 0);
    let kills = size::of(20, 100);
    let now = at(9, 0).plus_minutes(60 * 24 * 30);
    let mut takes = start::start(homes::of_first_schema().path(), now).unwrap();
    for death in 0..kills {
        let home = homes::of_first_schema();
        let (mut record, mut seen) = (Record::default(), Durations::default());
        let aim = Aim::FromStart(takes.mul_f64(0.3 + chance.below(1000) as f64 / 1000.0));
        let run = Start { home: home.path(), now, seed, fault: "none", aim: &aim };
        let found = kill::at_work(&run, &mut chance, &mut seen, &mut record).and_then(|_| {
            let version = homes::schema(home.path());
            look::look_over_upgraded(home.path()).map(|()| version)
        });
        // Aimed at the change itself: sooner after it was over, later after it had not begun.
        match found.unwrap_or_else(|found| panic!("seed {seed}, death {death}, {aim:?}: {found}")) {
            1 => (old, takes) = (old + 1, takes.mul_f64(1.05)),
            2 => (up_to_date, takes) = (up_to_date + 1, takes.mul_f64(0.95)),
            other => panic!("a schema between two: {other}"),
        }
    }
    let said = format!(
        "upgrade: {kills} kills, the store was of the old schema {old} times and of the new {up_to_date}, whole each time; seed {seed}"
    );
    figures::say("crash", &said);
}

/// The control: a salon that acknowledges before it commits is found out.
#[test]
fn a_salon_that_acknowledges_too_early_is_found() {
    let (mut chance, mut seen) = (Chance::new(7), Durations::default());
    let found = (0..20).find_map(|death| {
        let mut life = Life::begin();
        let (home, now) = (life.home.path(), life.now());
        let run = Start { home, now, seed: death + 1, fault: "acknowledge-first", aim: &Aim::Acknowledged };
        let killed = kill::at_work(&run, &mut chance, &mut seen, &mut life.record);
        killed.and_then(|cut| life.examine(cut, &mut Tally::default())).err()
    });
    let found = found.expect("an acknowledgement before the commit was not found in twenty deaths");
    assert!(found.contains("was acknowledged and is lost"), "{found}");
}

/// The control: an act done by half, a row nobody asked for, a backup that has its name too early.
#[test]
fn what_is_half_done_is_found() {
    let look = |life: &Life| look::look_over(life.dir(), &life.record, &life.before).map(drop).unwrap_err();
    let life = Life::begin();
    let home = Home::new(life.dir());
    let store = lantai_core::store::open::open(&home.store_file(), &home.key().unwrap()).unwrap();
    let without_journal =
        "INSERT INTO booking SELECT randomblob(16), 5, 'ordinary', r.id, s.id, '2026-12-01', 1796090400000,
        1796094000000, 1796094900000, 1, 'booked', 'phone', '', s.id, 1796000000000, NULL, NULL, NULL
        FROM (SELECT id FROM room WHERE number = 'P1') r, (SELECT id FROM staff WHERE number = '011') s";
    store.execute(without_journal, []).unwrap();
    drop(store);
    assert!(look(&life).contains("rows of booking"), "{}", look(&life));

    let mut life = Life::begin();
    let forgotten = life.before.pop_last().unwrap();
    assert!(look(&life).contains(&format!("{forgotten}: ")), "{}", look(&life));

    let life = Life::begin();
    let backups = life.dir().join("backups");
    std::fs::create_dir(&backups).unwrap();
    let whole = std::fs::read(life.dir().join("store.db")).unwrap();
    let name = backups.join("lantai-20261121T010000000Z.backup");
    std::fs::write(&name, &whole[..whole.len() / 2]).unwrap();
    assert!(look(&life).contains("is not there"), "{}", look(&life));
    for ending in ["recovery", "id"] {
        std::fs::write(name.with_extension(format!("backup.{ending}")), "").unwrap();
    }
    assert!(look(&life).contains("backup lantai-"), "{}", look(&life));
}
