//! One store, two programs: the window (here this very test) and the command line beside it. Neither takes from the other what
//! it holds, and what is copied or looked over meanwhile is whole.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set its stage must stop")]

mod founded;

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use lantai_core::home::Home;
use lantai_core::salon::Salon;
use lantai_core::store::key::StoreKey;
use lantai_core::store::{backup, open, verify};
use tempfile::TempDir;

fn stage() -> (TempDir, Home, Salon) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let (salon, _) = founded::found(&home);
    (folder, home, salon)
}

/// Another program does one thing and ends.
fn call(folder: &Path, name: &str, args: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantai"));
    command.arg("--data").arg(folder).args(["call", name, args, "--as", "010"]);
    let done = command.env("LANG", "C").env("LANTAI_KEY_IN", "file").output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn members(store: &rusqlite::Connection) -> i64 {
    store.query_row("SELECT count(*) FROM member", [], |row| row.get(0)).unwrap()
}

/// Whether the system knows of a lock that this program holds on a file.
#[cfg(target_os = "linux")]
fn holds(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of_file = format!(":{} ", std::fs::metadata(file).unwrap().ino());
    let by_us = format!(" {} ", std::process::id());
    let locks = std::fs::read_to_string("/proc/locks").unwrap();
    locks.lines().any(|line| line.contains(&of_file) && line.contains(&by_us))
}

/// A program that opens a file beside SQLite and closes it again has lost the locks that SQLite holds on it: another program
/// would take the open store for one that nobody uses.
#[cfg(target_os = "linux")]
#[test]
fn a_store_that_a_program_opens_once_more_is_still_held_by_it() {
    let (folder, home, salon) = stage();
    assert!(holds(&home.store_file()), "an open store is held");
    drop(home.open().unwrap());
    assert!(holds(&home.store_file()), "opened once more and closed");
    backup::to_file(&salon, &folder.path().join("beside.copy")).unwrap();
    verify::seals(&salon).unwrap();
    assert!(holds(&home.store_file()), "copied and looked over");
}

#[test]
fn what_is_copied_and_looked_over_while_another_program_writes_and_folds_is_whole() {
    let (folder, home, salon) = stage();
    let key = StoreKey::read(&home.key_file()).unwrap();
    let done = AtomicBool::new(false);
    let counts: Vec<i64> = std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..40 {
                let person = format!(r#"{{"name":"王芳","phones":["139{n:08}"]}}"#);
                call(folder.path(), "member.add", &person);
            }
            done.store(true, Ordering::Release);
        });
        let mut counts = Vec::new();
        while !done.load(Ordering::Acquire) {
            let copy = folder.path().join(format!("{}.copy", counts.len()));
            backup::to_file(&salon, &copy).unwrap();
            verify::seals(&salon).unwrap();
            let copied = open::open_checked(&copy, &key).unwrap();
            let broken = verify::everything(&copied).unwrap().into_iter().find(|check| !check.ok);
            assert_eq!(broken, None, "copy {}", counts.len());
            counts.push(members(&copied));
        }
        counts
    });
    assert!(counts.is_sorted() && counts.first() < counts.last(), "the other program wrote meanwhile: {counts:?}");
}
