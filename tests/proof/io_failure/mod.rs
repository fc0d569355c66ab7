//! The disk fails in the middle: a broken sector, no room, room for half of a write. Whatever call it meets, what stands is the
//! old state or the new one, the caller is told so by a code he can act on, and the next try works.
//!
//! Every deed is done again and again from the same beginning, and the first call, the second, the third … fails, until it is
//! done untouched; in small every sixth call, each way of failing beginning with another. A real disk of two megabytes runs out
//! in the store's own tests (`full_disk.rs`).

use std::collections::BTreeMap;
use std::path::Path;

use lantai_core::error::{ErrorCode, Failure};
use lantai_core::store::verify;

use crate::disk::compare;
use crate::disk::deeds::{Beginning, Story};
use crate::disk::fail::{Failing, Fault};
use crate::disk::record;
use crate::disk::stage::{Deed, House, Step, lay_out, quick_folder};
use crate::{figures, size};

/// What the caller can do something about; anything else is a fault of the program.
const SENSIBLE: [ErrorCode; 7] = [
    ErrorCode::DiskFull,
    ErrorCode::StoreDamaged,
    ErrorCode::StoreReadOnly,
    ErrorCode::FolderUnusable,
    ErrorCode::StoreBusy,
    ErrorCode::BackupFailed,
    ErrorCode::BackupUnusable,
];

/// The ways in which a disk fails and says so.
const WAYS: [Failing; 3] = [Failing::Broken, Failing::Full, Failing::Short];

/// What was met with.
#[derive(Default)]
struct Met {
    failures: usize,
    unharmed: usize,
    codes: BTreeMap<String, usize>,
}

/// Lets one call after another fail while a step is done; the first time that something does not hold is told.
fn fail_everywhere(step: &Step, ways: &[Failing], stride: usize, met: &mut Met) -> Result<(), String> {
    let folder = quick_folder();
    let stage = folder.path().join("stage");
    for (begin, way) in ways.iter().enumerate() {
        for nth in (1 + begin % stride..).step_by(stride) {
            lay_out(&step.before, &stage);
            let told = fail_once(step, &stage, Fault::at(*way, nth), met);
            record::end();
            if !told.map_err(|found| format!("{}, {way:?} at call {nth}: {found}", step.deed.kind()))? {
                break;
            }
        }
    }
    Ok(())
}

/// One failure, and all that must hold after it. Whether the failure met a call at all.
fn fail_once(step: &Step, stage: &Path, fault: Fault, met: &mut Met) -> Result<bool, String> {
    let mut house = House::at(stage);
    if !matches!(step.deed, Deed::Open(_)) {
        house.open().map_err(told("it does not open"))?;
    }
    record::begin(stage, None);
    record::fail(Some(fault));
    let answer = house.carry_out(&step.deed);
    let happened = record::fail(None).is_some_and(|fault| fault.happened());
    match &answer {
        Ok(_) if happened => met.unharmed += 1,
        Ok(_) => {}
        Err(failure) if SENSIBLE.contains(&failure.code) => *met.codes.entry(failure.code.name()).or_default() += 1,
        Err(failure) => return Err(format!("told as {failure:?}")),
    }
    if answer.is_err() && !happened {
        return Err(format!("refused on a disk that holds: {answer:?}"));
    }
    met.failures += usize::from(happened);
    // The very salon that met with it works on; a restored or an unopened one is opened anew.
    let stands = state(&mut house, step)?;
    if stands != step.new && (answer.is_ok() || stands != step.old) {
        return Err(format!("neither the old state nor the new one after {answer:?}"));
    }
    try_again(step, &mut house)?;
    house.salon = None;
    if state(&mut house, step)? != step.new {
        return Err("opened anew it is not the same".into());
    }
    Ok(happened)
}

/// The next try works, and has one effect.
fn try_again(step: &Step, house: &mut House) -> Result<(), String> {
    let deed = step.deed.once_more();
    let answer = house.carry_out(&deed).map_err(told("the next try"))?;
    if matches!(step.deed, Deed::Call(_)) && answer != step.answer {
        return Err(format!("the next try answered {answer}, not {}", step.answer));
    }
    let salon = house.open().map_err(told("after the next try"))?;
    if compare::digest(salon, step.deed.at()).map_err(|error| error.to_string())? != step.new {
        return Err("the next try is not what it would have been".into());
    }
    Ok(())
}

/// What the store says, once all that must hold in it holds.
fn state(house: &mut House, step: &Step) -> Result<compare::Said, String> {
    let now = step.deed.at();
    let salon = house.open().map_err(told("it does not open"))?;
    let checks = salon.read(now, |view| verify::everything(view.db)).map_err(|error| format!("verify: {error}"))?;
    if let Some(check) = checks.iter().find(|check| !check.ok) {
        return Err(format!("{}: {}", check.name, check.detail));
    }
    compare::digest(salon, now).map_err(|error| error.to_string())
}

fn told(what: &str) -> impl Fn(Failure) -> String + '_ {
    move |failure| format!("{what}: {failure:?}")
}

/// One step of each kind, the last of its story.
fn steps_of_each_kind(stories: &[Story]) -> Vec<&Step> {
    let mut steps: BTreeMap<&str, &Step> = BTreeMap::new();
    for step in stories.iter().flat_map(|story| &story.steps) {
        steps.insert(step.deed.kind(), step);
    }
    steps.into_values().collect()
}

#[test]
fn whatever_call_fails_the_old_state_stands_or_the_new_one_and_the_next_try_works() {
    let beginning = Beginning::new();
    let stories = [
        beginning.visits(1, None),
        beginning.import(4),
        beginning.backups(1, None),
        beginning.restore_of_its_own(None),
        beginning.migration(),
    ];
    let mut met = Met::default();
    let all: Vec<&Step> = stories.iter().flat_map(|story| &story.steps).collect();
    let steps = if size::is_whole() { all } else { steps_of_each_kind(&stories) };
    for step in &steps {
        if let Err(found) = fail_everywhere(step, &WAYS, size::of(6, 1), &mut met) {
            panic!("{found}");
        }
    }
    let codes: Vec<String> = met.codes.iter().map(|(code, times)| format!("{code} {times}")).collect();
    figures::say(
        "io_failure",
        &format!(
            "{} calls failed in {} steps: {} times it was done all the same, else told as {}; 0 half done",
            met.failures,
            steps.len(),
            met.unharmed,
            codes.join(", ")
        ),
    );
    assert!(met.failures > 100, "{} failures are too few", met.failures);
}

/// The control: a disk that loses a write and says nothing of it is found out by the same look.
#[test]
fn a_disk_that_says_it_has_written_and_has_not_is_found_out() {
    let story = Beginning::new().visits(1, None);
    let found = fail_everywhere(&story.steps[0], &[Failing::Lying], 1, &mut Met::default());
    found.expect_err("a lost write was let pass");
}
