//! Files somebody else made: spreadsheets to import, backups to restore. A coded refusal or a good plan, nothing half done,
//! no panic, and memory that is bounded.

mod allocator;
mod backups;
mod homes;
mod sheets;
mod spoil;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::error::{ErrorCode, Failure};
use lantai_core::ids::RequestId;
use lantai_core::salon::{Salon, Who};
use lantai_core::test_salon::{MANAGER, at};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{figures, size};
use allocator::peak_of;
use homes::{Pattern, broken, holdings};
use lantai_tests::chance::Chance;
use sheets::{LARGEST, Sources, every_extreme};

/// The most memory that a file of at most [`LARGEST`] may take.
const MOST_MEMORY: usize = 512 * 1024 * 1024;

/// A plan of more rows than this is carried out only when all is proven.
const MOST_ROWS: usize = 500;

/// A salon takes in so many files before a fresh one does.
const FRESH_EVERY: usize = 40;

/// What came of one file.
#[derive(Default)]
struct Came {
    refused: BTreeMap<String, usize>,
    planned: usize,
    written: usize,
    peak: usize,
}

fn ask(salon: &Salon, name: &str, request: usize, args: Value) -> Result<Value, Failure> {
    let call = Call {
        name: name.to_owned(),
        args,
        request_id: Some(RequestId(Uuid::from_u128((1 << 99) + request as u128))),
        who: Who::Staff(MANAGER.to_owned()),
        device: "test".to_owned(),
        place: Place::Desk,
        now: at(9, 30),
    };
    dispatch(salon, &call).map(|answer| serde_json::from_str(answer.get()).unwrap())
}

/// Takes a file in: the preview changes nothing, the commit all or nothing.
fn take_in(salon: &Salon, at: usize, name: &str, bytes: &[u8], came: &mut Came) -> Result<(), String> {
    let before = holdings(salon);
    let file = json!({ "fileName": name, "contentBase64": STANDARD.encode(bytes) });
    let (plan, peak) = peak_of(|| catch_unwind(AssertUnwindSafe(|| ask(salon, "import.preview", at, file.clone()))));
    came.peak = came.peak.max(peak);
    if peak > MOST_MEMORY {
        return Err(format!("{peak} bytes of memory for {} bytes of file", bytes.len()));
    }
    if holdings(salon) != before {
        return Err("a preview changed something".to_owned());
    }
    let plan = match coded(plan, came)? {
        Some(plan) => plan,
        None => return Ok(()),
    };
    came.planned += 1;
    if !size::is_whole() && plan["rows"].as_array().is_some_and(|rows| rows.len() > MOST_ROWS) {
        return Ok(());
    }
    let file = json!({ "fileName": name, "contentBase64": STANDARD.encode(bytes), "digest": plan["digest"] });
    let (report, peak) = peak_of(|| catch_unwind(AssertUnwindSafe(|| ask(salon, "import.commit", at, file))));
    came.peak = came.peak.max(peak);
    if peak > MOST_MEMORY {
        return Err(format!("{peak} bytes of memory to write {} bytes of file", bytes.len()));
    }
    if coded(report, came)?.is_some() {
        came.written += 1;
        return Ok(());
    }
    if holdings(salon) == before { Ok(()) } else { Err("a refused import left something".to_owned()) }
}

/// An answer, or none and the code of a refusal; a panic, and an error nobody can act on, are faults.
fn coded(said: std::thread::Result<Result<Value, Failure>>, came: &mut Came) -> Result<Option<Value>, String> {
    match said {
        Err(_) => Err("it fell".to_owned()),
        Ok(Err(failure)) if failure.code == ErrorCode::Internal => Err(format!("{failure:?}")),
        Ok(Err(failure)) => {
            *came.refused.entry(failure.code.name()).or_default() += 1;
            Ok(None)
        }
        Ok(Ok(answer)) => Ok(Some(answer)),
    }
}

#[test]
fn no_spreadsheet_half_enters_the_house_or_brings_it_down() {
    let pattern = Pattern::new();
    let sources = Sources::new();
    let seed = size::seed();
    let mut chance = Chance::new(seed);
    let mut came = Came::default();
    let files = size::of(1_800, 48_000);
    let mut salon = pattern.home("salon-0").open().unwrap();
    for at in 0..files {
        if at % FRESH_EVERY == 0 {
            broken(&salon).unwrap_or_else(|found| panic!("seed {seed}, before file {at}: {found}"));
            salon = pattern.home(&format!("salon-{}", at / FRESH_EVERY % 2)).open().unwrap();
        }
        let (name, bytes) = sources.next(&mut chance);
        take_in(&salon, at, &name, &bytes, &mut came)
            .unwrap_or_else(|found| panic!("seed {seed}, file {at} {name}: {found}"));
    }
    broken(&salon).unwrap();
    let Came { refused, planned, written, peak } = came;
    let peak = peak / (1024 * 1024);
    figures::say(
        "hostile spreadsheets",
        &format!(
            "{files} (seed {seed}): {planned} planned, {written} written whole, refused {refused:?}; 0 half, 0 fell; at most {peak} MiB"
        ),
    );
}

#[test]
fn what_is_deep_wide_endless_or_swelling_takes_a_bounded_memory() {
    let pattern = Pattern::new();
    let mut came = Came::default();
    for (at, (name, bytes)) in every_extreme().enumerate() {
        assert!(bytes.len() <= LARGEST, "{name} has {} bytes", bytes.len());
        let salon = pattern.home("salon").open().unwrap();
        take_in(&salon, at, &name, &bytes, &mut came).unwrap_or_else(|found| panic!("{name}: {found}"));
        broken(&salon).unwrap_or_else(|found| panic!("{name}: {found}"));
    }
    figures::say("hostile extremes", &format!("at most {} MiB for at most {LARGEST} bytes", came.peak / (1024 * 1024)));
}

#[test]
fn what_is_half_done_what_falls_and_what_swells_is_found_out() {
    let pattern = Pattern::new();
    let salon = pattern.home("salon").open().unwrap();
    let mut came = Came::default();
    let before = holdings(&salon);
    pattern.salon.member("李四", "13900139000");
    assert_ne!(holdings(&pattern.salon.salon), before, "one row more is seen");
    let fallen = catch_unwind(|| -> Result<Value, Failure> { std::panic::resume_unwind(Box::new("on purpose")) });
    coded(fallen, &mut came).unwrap_err();
    let internal = Failure { code: ErrorCode::Internal, params: BTreeMap::new() };
    coded(Ok(Err(internal)), &mut came).unwrap_err();
    let (held, peak) = peak_of(|| vec![1_u8; MOST_MEMORY + 1].len());
    assert!(peak >= held && held > MOST_MEMORY);
}
