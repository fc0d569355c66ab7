//! Damage: bits turned and files cut over every kind of page, the log and a backup. It is reported, never served, never
//! repaired by deletion, and there is a way back.

mod stage;
mod trial;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lantai_core::store::open;

use crate::{figures, size};
use lantai_tests::chance::Chance;
use stage::{Files, HEAD, LOG, PAGE, STORE, Stage, place};
use trial::{Damage, Reported, come_back, judge, left_alone, try_backup, try_on};

/// One way back in so many damages is walked to its end.
const COME_BACK_EVERY: usize = 20;

/// The file emptied, then damages spread over the whole of it: a bit in every stretch, and one cut in eight.
fn damages(bytes: &[u8], count: usize, chance: &mut Chance) -> Vec<Damage> {
    let stretch = (bytes.len() / count).max(1);
    let spread = (0..count).map(|at| {
        let byte = (at * bytes.len() / count + chance.below(stretch)).min(bytes.len() - 1);
        match chance.below(8) {
            // Often at the edge of a page: that is where files are cut.
            0 if chance.one_in(2) => Damage::From(byte / PAGE * PAGE),
            0 => Damage::From(byte),
            _ => Damage::Bit(byte * 8 + chance.below(8)),
        }
    });
    [Damage::From(0)].into_iter().chain(spread).collect()
}

#[test]
fn whatever_bit_turns_and_wherever_a_file_ends_it_is_reported_and_never_served() {
    let stage = Stage::set();
    let kinds = ["table internal", "table leaf", "table overflow", "index internal", "index leaf"];
    for kind in kinds {
        assert!(stage.kinds.values().any(|found| found == kind), "no page is {kind}");
    }
    let folder = tempfile::tempdir_in(place()).unwrap();
    let home = folder.path().join("home");
    assert_eq!(judge(&stage, &stage.lay(&home)), Ok(Reported::Whole), "undamaged it is whole");
    let seed = size::seed();
    let mut chance = Chance::new(seed);
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut reported: BTreeMap<Reported, usize> = BTreeMap::new();
    let mut back = 0;
    for (file, count) in [(STORE, size::of(260, 14_000)), (LOG, size::of(80, 4_000)), (HEAD, size::of(10, 200))] {
        for (at, damage) in damages(&stage.files[Path::new(file)], count, &mut chance).into_iter().enumerate() {
            figures::come_to(&format!("corruption of {file}"), at, count);
            let found =
                try_on(&stage, &home, Path::new(file), damage).unwrap_or_else(|found| panic!("seed {seed}: {found}"));
            let may_be_whole = nothing_is_lost(&stage, file, damage);
            assert!(may_be_whole || found != Reported::Whole, "seed {seed}: {file}: {damage:?}: not reported");
            *reported.entry(found).or_default() += 1;
            *met.entry(kind_of(&stage, file, damage)).or_default() += 1;
            if at % COME_BACK_EVERY == 0 {
                let damaged = stage.lay(&home);
                fs::write(home.join(file), damage.on(&stage.files[Path::new(file)])).unwrap();
                come_back(&stage, &damaged).unwrap_or_else(|found| panic!("seed {seed}: {file}: {damage:?}: {found}"));
                back += 1;
            }
        }
    }
    let of_backups = damages(&stage.files[&stage.backup], size::of(80, 3_000), &mut chance);
    for (at, &damage) in of_backups.iter().enumerate() {
        figures::come_to("corruption of a backup", at, of_backups.len());
        try_backup(&stage, &home, damage).unwrap_or_else(|found| panic!("seed {seed}: {found}"));
    }
    let of_backups = of_backups.len();
    let all: usize = met.values().sum::<usize>() + of_backups;
    figures::say(
        "corruption",
        &format!(
            "{all} damages (seed {seed}): {met:?}, backup {of_backups}; 0 served, 0 touched; reported {reported:?}; {back} ways back walked"
        ),
    );
}

/// Without what is said of the journal every answer is right all the same, and so it is without a page at the end of the store
/// that is free, or that the log brings again. All else has to be reported.
fn nothing_is_lost(stage: &Stage, file: &str, damage: Damage) -> bool {
    match damage {
        Damage::From(length) if file == STORE => {
            let mut gone = (length..stage.files[Path::new(STORE)].len()).step_by(PAGE);
            length % PAGE == 0 && gone.all(|byte| stage.kind(byte) == "free" || stage.is_in_the_log(byte))
        }
        Damage::From(length) => file == HEAD || length == stage.files[Path::new(file)].len(),
        // A page that stands in the log as well is mended from it when the store is opened.
        Damage::Bit(bit) => file == HEAD || (file == STORE && stage.is_in_the_log(bit / 8)),
    }
}

fn kind_of(stage: &Stage, file: &str, damage: Damage) -> String {
    match damage {
        Damage::From(_) => format!("{file} cut"),
        Damage::Bit(bit) if file == STORE => stage.kind(bit / 8).to_owned(),
        Damage::Bit(_) => file.to_owned(),
    }
}

#[test]
fn an_answer_that_is_not_the_right_one_is_found_out() {
    let stage = Stage::set();
    let folder = tempfile::tempdir_in(place()).unwrap();
    let home = stage.lay(&folder.path().join("home"));
    let raw = open::open(&home.store_file(), &home.key().unwrap()).unwrap();
    raw.execute("UPDATE member SET name = '别人' WHERE no = 1", []).unwrap();
    drop(raw);
    assert!(judge(&stage, &home).unwrap_err().contains("a wrong answer"));
}

#[test]
fn a_log_cut_in_silence_is_found_out_where_no_head_lies_outside() {
    let stage = Stage::set();
    let folder = tempfile::tempdir_in(place()).unwrap();
    let home = stage.lay(&folder.path().join("home"));
    let cut = Damage::From(stage.files[Path::new(LOG)].len() / 2).on(&stage.files[Path::new(LOG)]);
    fs::write(home.dir.join(LOG), &cut).unwrap();
    assert_eq!(judge(&stage, &home), Ok(Reported::OnOpening));
    fs::remove_file(home.dir.join(HEAD)).unwrap();
    assert!(judge(&stage, &home).unwrap_err().contains("a wrong answer"));
}

#[test]
fn a_file_that_was_touched_or_thrown_away_is_found_out() {
    let before: Files = [STORE, LOG, HEAD].map(|name| (PathBuf::from(name), vec![1, 2, 3])).into();
    left_alone(&before, &before, Reported::OnOpening).unwrap();
    for name in [STORE, LOG, HEAD] {
        let (mut touched, mut thrown_away) = (before.clone(), before.clone());
        touched.insert(PathBuf::from(name), vec![1, 2]);
        thrown_away.remove(Path::new(name));
        for reported in [Reported::OnOpening, Reported::ByTheSeals] {
            left_alone(&before, &touched, reported).unwrap_err();
            left_alone(&before, &thrown_away, reported).unwrap_err();
        }
        assert_eq!(left_alone(&before, &thrown_away, Reported::Whole).is_ok(), name == LOG, "a whole log is folded in");
    }
}

#[test]
fn a_backup_that_is_restored_is_found_out() {
    let stage = Stage::set();
    let folder = tempfile::tempdir_in(place()).unwrap();
    let whole = Damage::From(stage.files[&stage.backup].len());
    assert!(try_backup(&stage, &folder.path().join("home"), whole).unwrap_err().contains("was restored"));
}
