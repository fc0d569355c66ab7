//! Backups nobody should restore: noise, parts of one, another salon's, another version's, things that are no files at all.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use lantai_core::error::ErrorCode;
use lantai_core::store::{backup, open};
use lantai_core::test_salon::{TestSalon, at};

use super::MOST_MEMORY;
use super::allocator::peak_of;
use super::homes::{Pattern, broken, holdings};
use super::spoil::spoiled;
use crate::{figures, size};
use lantai_tests::chance::Chance;

const PHRASE: &str = "的一是在不了有和人这中大";

/// Backups of other origin, made once.
struct Strangers {
    another_key: PathBuf,
    older: PathBuf,
    newer: PathBuf,
    _other: TestSalon,
}

impl Strangers {
    fn met(pattern: &Pattern) -> Strangers {
        let folder = pattern.folder.path();
        let other = TestSalon::within(folder);
        let [another_key, older, newer] =
            ["another", "older", "newer"].map(|name| folder.join(format!("{name}.backup")));
        backup::to_file(&other.salon, &another_key).unwrap();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/0001/store.db");
        fs::copy(shipped, &older).unwrap();
        fs::copy(pattern.backup(), &newer).unwrap();
        let store = open::open(&newer, &pattern.salon.home.key().unwrap()).unwrap();
        store.pragma_update(None, "user_version", 999).unwrap();
        Strangers { another_key, older, newer, _other: other }
    }
}

/// Lays one more hostile backup, and says what it is and whether it may be restored after all.
fn lay(pattern: &Pattern, strangers: &Strangers, file: &Path, chance: &mut Chance) -> (&'static str, bool) {
    let whole = fs::read(pattern.backup()).unwrap();
    let beside = |ending: &str, bytes: &[u8]| fs::write(format!("{}{ending}", file.display()), bytes).unwrap();
    let noise =
        |chance: &mut Chance| -> Vec<u8> { (0..chance.below(9000)).map(|_| chance.any().to_le_bytes()[0]).collect() };
    match chance.below(14) {
        0 => fs::write(file, noise(chance)).map(|()| ("noise", false)),
        1 => fs::write(file, b"").map(|()| ("empty", false)),
        2 => fs::write(file, &whole[..chance.below(whole.len())]).map(|()| ("cut", false)),
        3 => fs::write(file, [whole, noise(chance)].concat()).map(|()| ("with more behind", true)),
        4 => fs::copy(&strangers.another_key, file).map(|_| ("another key", false)),
        5 => fs::copy(&strangers.older, file).map(|_| ("an older version's, of another key", false)),
        6 => fs::copy(&strangers.newer, file).map(|_| ("a newer version's", false)),
        7 => fs::create_dir(file).map(|()| ("a folder", false)),
        8 => symlink(pattern.folder.path().join("nothing"), file).map(|()| ("a link to nothing", false)),
        9 => symlink(pattern.backup(), file).map(|()| ("a link to a good one", true)),
        10 => symlink(file, file).map(|()| ("a link to itself", false)),
        11 => {
            beside("-wal", &noise(chance));
            beside(".head", &noise(chance));
            fs::write(file, whole).map(|()| ("a log of noise beside", true))
        }
        12 => {
            beside(".recovery", &noise(chance));
            beside(".id", &noise(chance));
            fs::write(file, whole).map(|()| ("noise beside", true))
        }
        _ => {
            // Chance may take out nothing, or only put something behind the whole.
            let bytes = spoiled(&whole, chance);
            fs::write(file, &bytes).map(|()| ("spoiled", bytes.starts_with(&whole)))
        }
    }
    .unwrap()
}

#[test]
fn no_backup_half_enters_the_house_or_brings_it_down() {
    let pattern = Pattern::new();
    let strangers = Strangers::met(&pattern);
    let seed = size::seed();
    let mut chance = Chance::new(seed);
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    let (files, mut restored, mut most) = (size::of(250, 4_000), 0, 0);
    for number in 0..files {
        let home = pattern.home("home");
        let before = { holdings(&home.open().unwrap()) };
        let file = home.dir.join("hostile.backup");
        let (what, may_be_restored) = lay(&pattern, &strangers, &file, &mut chance);
        let phrase = chance.one_in(6).then_some(PHRASE);
        let fault = |found: String| panic!("seed {seed}, backup {number}, {what}: {found}");
        let (done, peak) =
            peak_of(|| catch_unwind(AssertUnwindSafe(|| backup::restore(&home, &file, phrase, at(9, 30)))));
        most = most.max(peak);
        match done {
            Err(_) => fault("it fell".into()),
            Ok(Ok(())) if !may_be_restored => fault("it was restored".into()),
            Ok(Ok(())) => restored += 1,
            Ok(Err(error)) if error.code() == ErrorCode::Internal => fault(format!("{error:?}")),
            Ok(Err(error)) => *refused.entry(error.code().name()).or_default() += 1,
        }
        let left = fs::read_dir(&home.dir).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap());
        if let Some(left) = { left }.find(|name| name.contains(".restoring") || name == "store.swap") {
            fault(format!("{left} was left"));
        }
        let salon = home.open().unwrap_or_else(|error| panic!("seed {seed}, backup {number}, {what}: {error}"));
        broken(&salon).unwrap_or_else(fault);
        assert_eq!(holdings(&salon), before, "seed {seed}, backup {number}, {what}");
    }
    assert!(most < MOST_MEMORY);
    let most = most / 1024;
    figures::say(
        "hostile backups",
        &format!(
            "{files} (seed {seed}): {restored} were good ones, refused {refused:?}; 0 half, 0 fell; at most {most} KiB"
        ),
    );
}
