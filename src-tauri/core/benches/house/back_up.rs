//! A backup, checked, and its restore, checked again, against `cp` of the same file and fsync.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use lantai_core::store::backup;
use lantai_core::test_salon::TestSalon;

use crate::compare::{Figure, Rounds, watch};

/// Both; each round copies the whole store twice.
pub(crate) fn measure(salon: &TestSalon, members: u32, rounds: usize) -> Vec<Figure> {
    let store = salon.home.store_file();
    let folder = salon.home.dir.join("copies");
    fs::create_dir_all(&folder).expect("a folder for the copies");
    let (copy, plain) = (folder.join("made.backup"), folder.join("plain"));
    let clear = || {
        fs::remove_dir_all(&folder).expect("the last copies go");
        fs::create_dir_all(&folder).expect("a folder for the copies");
        sync();
    };
    let backed_up = Rounds::of(
        rounds,
        |_| {
            clear();
            vec![watch(|| backup::to_file(&salon.salon, &copy).expect("a backup")).1]
        },
        |_| {
            clear();
            vec![watch(|| cp(&store, &plain)).1]
        },
    );
    clear();
    backup::to_file(&salon.salon, &copy).expect("a backup");
    let kept = salon.home.dir.join("kept.backup");
    fs::rename(&copy, &kept).expect("the backup is kept");
    let restored = Rounds::of(
        rounds,
        |_| {
            clear();
            let home = lantai_core::home::Home::new(folder.join("home"));
            fs::create_dir_all(&home.dir).expect("a home");
            fs::copy(salon.home.key_file(), home.key_file()).expect("its key");
            vec![watch(|| backup::restore(&home, &kept, None, salon.now()).expect("restored")).1]
        },
        |_| {
            clear();
            vec![watch(|| cp(&kept, &plain)).1]
        },
    );
    fs::remove_dir_all(&folder).expect("the copies go");
    let note = format!("{} MB", fs::metadata(&store).expect("the store").len() >> 20);
    vec![
        backed_up.ratio(&format!("backup, {members} members"), 50, Some(2.0), &note),
        restored.ratio(&format!("restore, {members} members"), 50, Some(2.5), &note),
    ]
}

/// What a clerk's hand would do: `cp`, then wait until it lies on the disk.
fn cp(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg(from).arg(to).status().expect("cp");
    assert!(copied.success());
    File::open(to).and_then(|file| file.sync_all()).expect("on the disk");
}

/// What was deleted or written before is not waited for by what comes.
fn sync() {
    Command::new("sync").status().expect("sync");
}
