//! A backup takes the store's place: wherever the power goes, what stands is the whole old home or the whole new one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::home::{Founding, Home};
use crate::salon::Salon;
use crate::store::backup;
use crate::store::key::StoreKey;
use crate::store::settle::finishing;
use crate::store::settle::with_ending;
use crate::store::swap::Swap;
use crate::test_salon::{TestSalon, at};

/// A home as a power cut leaves it: its last member stands only in the log.
pub(super) struct Cut {
    pub(super) folder: tempfile::TempDir,
    pub(super) backup: PathBuf,
    key: StoreKey,
}

impl Cut {
    /// The backup is the home's own, of before the last member came.
    pub(super) fn with_its_own_backup() -> Cut {
        let salon = TestSalon::new();
        salon.member("张三", "13800138000");
        let folder = tempfile::tempdir().unwrap();
        let backup = folder.path().join("own.backup");
        backup::to_file(&salon.salon, &backup).unwrap();
        Cut { key: salon.home.key().unwrap(), backup, folder: cut_off(&salon, folder) }
    }

    /// The backup is of another salon, under another key.
    pub(super) fn with_anothers_backup() -> Cut {
        let salon = TestSalon::new();
        salon.member("张三", "13800138000");
        let folder = tempfile::tempdir().unwrap();
        let other = TestSalon::new();
        other.member("王五", "13700137000");
        let backup = folder.path().join("other.backup");
        backup::to_file(&other.salon, &backup).unwrap();
        Cut { key: other.home.key().unwrap(), backup, folder: cut_off(&salon, folder) }
    }

    /// A fresh copy of the home to be interrupted in.
    pub(super) fn home(&self, name: &str) -> Home {
        let home = Home::new(self.folder.path().join(name));
        fs::create_dir_all(&home.dir).unwrap();
        for entry in fs::read_dir(self.folder.path().join("cut")).unwrap().flatten() {
            fs::copy(entry.path(), home.dir.join(entry.file_name())).unwrap();
        }
        home
    }

    pub(super) fn swap<'a>(&'a self, home: &'a Home) -> Swap<'a> {
        Swap::new(home, &self.backup, with_ending(&self.backup, ".recovery"), &self.key, at(12, 0))
    }
}

/// Copies the open salon's files, its log among them, after one more member came.
fn cut_off(salon: &TestSalon, folder: tempfile::TempDir) -> tempfile::TempDir {
    salon.member("李四", "13900139000");
    let cut = folder.path().join("cut");
    fs::create_dir_all(&cut).unwrap();
    for name in ["store.db", "store.db-wal", "store.db.id", "store.db.head", "store.key", "recovery.json"] {
        fs::copy(salon.home.dir.join(name), cut.join(name)).unwrap();
    }
    assert!(fs::metadata(cut.join("store.db-wal")).unwrap().len() > 0, "the last member is in the log");
    folder
}

pub(super) fn names(salon: &Salon) -> Vec<String> {
    let checks = salon.read(at(12, 0), |view| crate::store::verify::everything(view.db)).unwrap();
    assert!(checks.iter().all(|check| check.ok));
    let read = |view: &crate::salon::Reading<'_>| -> Result<Vec<String>> {
        let mut rows = view.db.prepare("SELECT name FROM member ORDER BY no")?;
        Ok(rows.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    salon.read(at(12, 0), read).unwrap()
}

pub(super) fn unfinished(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap());
    entries.filter(|name| name.contains(".restoring") || name == "store.swap").collect()
}

/// Interrupts the swap after each of its steps and opens the home: old before the declaration, new from it on.
fn interrupt_everywhere(cut: &Cut, old: &[&str], new: &[&str]) {
    let preparing = cut.swap(&cut.home("count")).steps().len();
    for done in 0..preparing {
        let home = cut.home(&format!("prepared-{done}"));
        for step in cut.swap(&home).steps().iter().take(done) {
            step().unwrap();
        }
        assert_eq!(names(&home.open().unwrap()), old, "stopped after {done} of {preparing} steps of preparation");
        assert_eq!(unfinished(&home.dir), Vec::<String>::new());
    }
    let declared = |name: &str| {
        let home = cut.home(name);
        cut.swap(&home).steps().iter().for_each(|step| step().unwrap());
        home
    };
    let last = finishing(&declared("count-finishing")).unwrap().len();
    assert!(last >= 9, "{last} steps to finish");
    for done in 0..=last {
        let home = declared(&format!("declared-{done}"));
        for step in finishing(&home).unwrap().iter().take(done) {
            step().unwrap();
        }
        assert!(home.holds_anything());
        assert_eq!(names(&home.open().unwrap()), new, "stopped after {done} of {last} steps to finish");
        assert_eq!(unfinished(&home.dir), Vec::<String>::new());
        assert_eq!(names(&replaced(&home)), old, "the replaced store, after {done} steps");
    }
}

/// The store that was set aside, opened with the key that was its own.
fn replaced(home: &Home) -> Salon {
    let aside = |file: PathBuf| {
        let name = format!("{}.replaced-{}", file.display(), at(12, 0).ms());
        if Path::new(&name).exists() { PathBuf::from(name) } else { file }
    };
    Salon::open(&aside(home.store_file()), &StoreKey::read(&aside(home.key_file())).unwrap()).unwrap()
}

#[test]
fn a_restore_from_its_own_backup_may_be_interrupted_anywhere() {
    interrupt_everywhere(&Cut::with_its_own_backup(), &["张三", "李四"], &["张三"]);
}

#[test]
fn a_restore_under_another_key_may_be_interrupted_anywhere() {
    interrupt_everywhere(&Cut::with_anothers_backup(), &["张三", "李四"], &["王五"]);
}

#[test]
fn a_restore_into_an_empty_folder_is_there_or_is_not() {
    let cut = Cut::with_anothers_backup();
    let folder = |name: String| {
        let home = Home::new(cut.folder.path().join(name));
        fs::create_dir_all(&home.dir).unwrap();
        home
    };
    let preparing = cut.swap(&folder("count".into())).steps().len();
    for done in 0..preparing {
        let home = folder(format!("empty-{done}"));
        cut.swap(&home).steps().iter().take(done).for_each(|step| step().unwrap());
        assert!(!home.holds_anything(), "a salon may still be founded after {done} steps");
        let founding = Founding {
            salon_name: "又一家".into(),
            language: "zh-Hans".into(),
            demo: false,
            manager: ("001".into(), "甲".into(), "2580".into()),
        };
        drop(home.found(&founding, at(12, 0)).unwrap());
        assert_eq!(names(&home.open().unwrap()), Vec::<String>::new());
    }
    let home = folder("declared".into());
    cut.swap(&home).steps().iter().for_each(|step| step().unwrap());
    assert!(home.holds_anything());
    assert_eq!(names(&home.open().unwrap()), ["王五"]);
}

#[test]
fn a_swap_finished_by_two_programs_at_once_is_finished_once() {
    let cut = Cut::with_anothers_backup();
    let home = cut.home("raced");
    cut.swap(&home).steps().iter().for_each(|step| step().unwrap());
    let opened: Vec<Vec<String>> = std::thread::scope(|scope| {
        let openers: Vec<_> = (0..4).map(|_| scope.spawn(|| names(&home.open().unwrap()))).collect();
        openers.into_iter().map(|opener| opener.join().unwrap()).collect()
    });
    assert!(opened.iter().all(|names| names == &["王五"]), "{opened:?}");
}

#[test]
fn a_restore_that_cannot_be_prepared_leaves_nothing_behind() {
    let cut = Cut::with_its_own_backup();
    let home = cut.home("refused");
    let mut bytes = fs::read(&cut.backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&cut.backup, bytes).unwrap();
    backup::restore(&home, &cut.backup, None, at(12, 0)).unwrap_err();
    assert_eq!(unfinished(&home.dir), Vec::<String>::new());
    assert_eq!(names(&home.open().unwrap()), ["张三", "李四"]);
}
