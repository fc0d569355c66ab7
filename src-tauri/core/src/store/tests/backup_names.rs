//! A backup keeps to its own names: what a user has beside it is his, and what a killed one left is cleared away.

use std::fs;
use std::path::Path;

use crate::error::ErrorCode;
use crate::store::backup;
use crate::store::settle::with_ending;
use crate::test_salon::{TestSalon, at};

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_lies_beside_a_backup_is_left_alone() {
    let salon = TestSalon::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("friday");
    fs::write(with_ending(&file, ".part"), b"mine").unwrap();
    backup::to_file(&salon.salon, &file).unwrap();
    assert_eq!(fs::read(with_ending(&file, ".part")).unwrap(), b"mine");
    assert_eq!(files(folder.path()), ["friday", "friday.id", "friday.part", "friday.recovery"]);
}

#[test]
fn a_name_that_is_taken_beside_the_backup_refuses_it() {
    let salon = TestSalon::new();
    for ending in [".recovery", ".id", "-wal", "-journal", "-shm"] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("friday");
        fs::write(with_ending(&file, ending), b"mine").unwrap();
        assert_eq!(backup::to_file(&salon.salon, &file).unwrap_err().code(), ErrorCode::StoreExists, "{ending}");
        assert_eq!(fs::read(with_ending(&file, ending)).unwrap(), b"mine", "{ending}");
        assert_eq!(files(folder.path()), [format!("friday{ending}")]);
    }
}

#[test]
fn what_a_killed_backup_left_goes_with_the_next_and_nothing_else_does() {
    let salon = TestSalon::new();
    backup::generation(&salon.salon, at(9, 0)).unwrap();
    let folder = backup::folder_of(salon.salon.file());
    let whole = files(&folder);
    let killed = "lantai-20261120T010000000Z.backup";
    let left =
        ["", "-wal", "-journal", ".id", ".recovery"].map(|ending| format!("{killed}.0011223344556677.part{ending}"));
    let gone = left.into_iter().chain([format!("{killed}.part"), format!("{killed}.id"), format!("{killed}.recovery")]);
    let gone: Vec<String> = gone.collect();
    let stays =
        ["friday.part", "lantai-notes.backup.part", "lantai-20261120T020000000Z.backup.old", "lantai-friday.id"];
    let young = format!("{killed}.8899aabbccddeeff.part");
    let lay = |name: &str, minutes: i64| {
        let file = fs::OpenOptions::new().create(true).append(true).open(folder.join(name)).unwrap();
        let at = u64::try_from(at(12, 0).plus_minutes(-minutes).ms()).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_millis(at)).unwrap();
    };
    gone.iter().map(String::as_str).chain(stays).chain(whole.iter().map(String::as_str)).for_each(|name| lay(name, 61));
    lay(&young, 59);
    backup::generation(&salon.salon, at(12, 0)).unwrap();
    let found = files(&folder);
    for name in &gone {
        assert!(!found.contains(name), "{name} is left");
    }
    for name in stays.into_iter().chain([young.as_str()]).chain(whole.iter().map(String::as_str)) {
        assert!(found.iter().any(|found| found == name), "{name} is gone");
    }
    assert_eq!(found.len(), 2 * whole.len() + stays.len() + 1);
}
