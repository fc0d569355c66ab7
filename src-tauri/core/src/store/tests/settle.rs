//! What a swap meets on its way: a log beside the store, another program, a declaration that cannot be read, a home made
//! beside.

use std::fs;
use std::time::Duration;

use super::swap::{Cut, names, unfinished};
use crate::error::ErrorCode;
use crate::home::{Founding, Home};
use crate::store::settle::{finish, fresh, sweep, turn};
use crate::store::swap::MovingIn;
use crate::store::{backup, open};
use crate::test_salon::at;

#[test]
fn a_store_copied_by_hand_brings_the_commits_that_are_only_in_its_log() {
    let cut = Cut::with_its_own_backup();
    let home = cut.home("old");
    let copied = cut.folder.path().join("cut").join("store.db");
    for name in ["store.db", "store.db-wal"] {
        fs::remove_file(home.dir.join(name)).unwrap();
    }
    let before = fs::read(&copied).unwrap();
    backup::restore(&home, &copied, None, at(12, 0)).unwrap();
    assert_eq!(names(&home.open().unwrap()), ["张三", "李四"]);
    assert_eq!(unfinished(&home.dir), Vec::<String>::new());
    assert_eq!(fs::read(&copied).unwrap(), before, "what was copied from is not touched");
}

#[test]
fn a_log_that_cannot_be_folded_in_is_refused() {
    let mut cut = Cut::with_its_own_backup();
    cut.backup = cut.folder.path().join("cut").join("store.db");
    let home = cut.home("held");
    let swap = cut.swap(&home);
    let steps = swap.steps();
    let (check, before) = (5, steps.iter().take(5));
    before.for_each(|step| step().unwrap());
    let reading = open::open_checked(&fresh(&home.store_file()), &home.key().unwrap()).unwrap();
    reading.execute_batch("BEGIN; SELECT count(*) FROM member").unwrap();
    assert_eq!(steps[check]().unwrap_err().code(), ErrorCode::BackupUnusable);
}

#[test]
fn a_declaration_that_cannot_be_read_is_said_and_not_taken_for_none() {
    let cut = Cut::with_its_own_backup();
    let home = cut.home("unreadable");
    fs::create_dir(home.swap_file()).unwrap();
    assert!(home.open().is_err());
    assert!(backup::restore(&home, &cut.backup, None, at(12, 0)).is_err());
    fs::remove_dir(home.swap_file()).unwrap();
    assert_eq!(names(&home.open().unwrap()), ["张三", "李四"]);
}

#[test]
fn once_declared_nothing_is_cleared_away() {
    let cut = Cut::with_anothers_backup();
    let home = cut.home("declared");
    cut.swap(&home).steps().iter().for_each(|step| step().unwrap());
    sweep(&home).unwrap();
    assert_eq!(names(&home.open().unwrap()), ["王五"]);
}

#[test]
fn nothing_is_declared_of_which_a_part_is_gone() {
    let cut = Cut::with_anothers_backup();
    let parts = |home: &Home| {
        let store = fresh(&home.store_file());
        [open::id_file(&store), store, fresh(&home.key_file()), fresh(&home.recovery_file())]
    };
    for part in 0..4 {
        let home = cut.home(&format!("without-{part}"));
        let swap = cut.swap(&home);
        let steps = swap.steps();
        let (declare, before) = steps.split_last().unwrap();
        before.iter().for_each(|step| step().unwrap());
        fs::remove_file(&parts(&home)[part]).unwrap();
        assert_eq!(declare().unwrap_err().code(), ErrorCode::StoreBusy, "part {part}");
        assert_eq!(names(&home.open().unwrap()), ["张三", "李四"], "part {part}");
    }
}

#[test]
fn whoever_opens_while_a_restore_prepares_waits_and_clears_nothing_away() {
    let cut = Cut::with_anothers_backup();
    let home = cut.home("watched");
    let swap = cut.swap(&home);
    let steps = swap.steps();
    let (declare, before) = steps.split_last().unwrap();
    let mine = turn(&home).unwrap();
    before.iter().for_each(|step| step().unwrap());
    let opened = std::thread::scope(|scope| {
        let opener = scope.spawn(|| names(&home.open().unwrap()));
        std::thread::sleep(Duration::from_millis(300));
        assert!(!opener.is_finished(), "it did not wait");
        declare().unwrap();
        finish(&home).unwrap();
        drop(mine);
        opener.join().unwrap()
    });
    assert_eq!(opened, ["王五"]);
}

fn founding() -> Founding {
    Founding {
        salon_name: "兰台".into(),
        language: "zh-Hans".into(),
        demo: true,
        manager: ("001".into(), "甲".into(), "2580".into()),
    }
}

/// A home made and closed in a folder within the one it shall move into.
fn made_beside(folder: &std::path::Path) -> (Home, Home) {
    let home = Home::new(folder);
    let made = Home::new(folder.join("made"));
    drop(made.found(&founding(), at(9, 0)).unwrap());
    (made, home)
}

#[test]
fn a_home_made_beside_moves_in_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let counted = made_beside(&folder.path().join("count"));
    let steps = MovingIn::new(&counted.0, &counted.1, at(9, 1)).steps().len();
    for done in 0..=steps {
        let (made, home) = made_beside(&folder.path().join(done.to_string()));
        MovingIn::new(&made, &home, at(9, 1)).steps().iter().take(done).for_each(|step| step().unwrap());
        assert!(made.key().is_ok(), "the key can still be let go of after {done} steps");
        if done < steps {
            assert!(!home.holds_anything(), "a salon may still be founded after {done} steps");
            drop(home.found(&founding(), at(9, 2)).unwrap());
        }
        home.open().unwrap();
        assert_eq!(unfinished(&home.dir), Vec::<String>::new());
    }
}

#[test]
fn a_home_that_cannot_move_in_leaves_nothing_in_its_way() {
    let folder = tempfile::tempdir().unwrap();
    let (made, home) = made_beside(folder.path());
    fs::remove_file(made.recovery_file()).unwrap();
    MovingIn::new(&made, &home, at(9, 1)).carry_out(&turn(&home).unwrap()).unwrap_err();
    assert!(!home.holds_anything() && made.key().is_ok());
    assert_eq!(unfinished(&home.dir), Vec::<String>::new());
    drop(home.found(&founding(), at(9, 2)).unwrap());

    let (other, _) = made_beside(&folder.path().join("other"));
    assert_eq!(
        MovingIn::new(&other, &home, at(9, 3)).carry_out(&turn(&home).unwrap()).unwrap_err().code(),
        ErrorCode::StoreExists
    );
    other.open().unwrap();
}
