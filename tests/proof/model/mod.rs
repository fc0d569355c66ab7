//! The model: the whole salon a second time in plain words ([`house`]), and both taken through the same days by chance ([`hand`]).
//!
//! Every command of the table is drawn, most of them to be done and many to be refused; each answer is foretold, and so is every
//! row of every table. A repeated request is one act. At the end of a run its journal is carried out again in a fresh salon, and
//! every table is the same. What differs is told with the seed and the shortest way to it.

mod compare;
mod drive;
mod hand;
mod house;
mod replay;
mod sabotage;
mod shop;
mod shrink;
mod step;

use std::collections::BTreeSet;

use lantai_core::commands::{Kind, TABLE};

use self::drive::{Found, NOTHING, Tally};
use crate::{figures, size};

const STEPS_IN_A_RUN: usize = 2_000;

#[test]
fn the_salon_does_what_the_model_says() {
    let seed = size::seed();
    let runs = size::of(25, 500);
    let mut tally = Tally::default();
    let mut run = 0;
    // Chance may pass a refusal by: then it is given as many runs again to meet it.
    while run < runs || (run < 2 * runs && !never_refused(&tally).is_empty()) {
        figures::come_to("model", run, runs);
        run += 1;
        let pair =
            drive::run(seed, run as u64, STEPS_IN_A_RUN, NOTHING, &mut tally).unwrap_or_else(|found| tell(*found));
        tally.replayed += replay::replay(&pair).unwrap_or_else(|what| panic!("seed {seed}, run {run}: {what}"));
    }
    let done: usize = tally.done.values().sum();
    assert!(tally.steps >= runs * STEPS_IN_A_RUN);
    assert!(done * 100 >= tally.steps * 40, "only {done} of {} steps were done", tally.steps);
    assert_eq!(never_done(&tally), BTreeSet::new(), "seed {seed}: commands that were never done");
    assert_eq!(never_refused(&tally), BTreeSet::new(), "seed {seed}: writes that were never refused by their rule");
    let rarest = tally.done.values().min().copied().unwrap_or_default();
    figures::say(
        "model",
        &format!(
            "seed {seed}, {run} runs, {} steps over {} commands (each done {rarest} times or more), {done} done, {} refused as foretold, {} repeated with one effect, \
             {} times closed and opened, {} journal rows carried out again, tables the same",
            tally.steps,
            tally.done.len(),
            tally.refusals,
            tally.again,
            tally.reopened,
            tally.replayed,
        ),
    );
}

#[test]
fn the_model_knows_every_command_of_the_table() {
    let way = |kind: Kind| format!("{kind:?}");
    let table: Vec<_> = TABLE.iter().map(|command| (command.name, way(command.kind()), command.desk_only)).collect();
    let model: Vec<_> = house::ALL.iter().map(|(name, way, _, desk)| (*name, format!("{way:?}"), *desk)).collect();
    assert_eq!(model, table);
}

/// Commands of the table that no run has done.
fn never_done(tally: &Tally) -> BTreeSet<&'static str> {
    TABLE.iter().map(|command| command.name).filter(|name| !tally.done.contains_key(name)).collect()
}

/// Writes that were only ever refused at the door, by form, by role or by a repeated request.
fn never_refused(tally: &Tally) -> BTreeSet<&'static str> {
    let at_the_door =
        ["signed_out", "not_allowed", "bad_arguments", "request_id_reused", "no_such_staff", "clock_went_back"];
    let by_rule = |name: &&str| {
        let codes = tally.refused.get(name).into_iter().flatten();
        codes.into_iter().any(|code| !at_the_door.contains(&code.as_str()))
    };
    let writes = TABLE.iter().filter(|command| command.kind() == Kind::Write).map(|command| command.name);
    // An import is refused by its rows and by who asks, not as a whole, as long as its file is sound; lifting a lock is refused
    // only of nobody.
    writes.filter(|name| !by_rule(name) && !matches!(*name, "import.commit" | "staff.unlock")).collect()
}

/// Says what was found, by the shortest way to it.
fn tell(found: Found) -> ! {
    let long = found.to_string();
    let short = shrink::shrink(found, NOTHING);
    panic!("{long}\nthe shortest way to it:\n{short}");
}
