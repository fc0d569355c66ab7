//! The journal's head outside the store: what vanished is said and where it ends, a whole store is never refused, and somebody
//! may go on knowingly.

use std::fs;

use serde_json::json;

use super::{closed, code, key};
use crate::error::ErrorCode;
use crate::home::Home;
use crate::salon::{Act, Salon, own_request};
use crate::store::accept_loss::accept_loss;
use crate::store::{backup, head, open, verify};
use crate::test_salon::at;

fn write(salon: &Salon, what: &'static str) {
    let request = own_request(at(9, 30)).unwrap();
    let act = Act { op: what, request, now: at(9, 30), caller: None, device: "test", args: "{}" };
    salon.transact(&act, |_| Ok(())).unwrap();
}

fn rows(salon: &Salon) -> i64 {
    salon.read(at(9, 30), |view| Ok(crate::store::journal::head(view.db)?.seq)).unwrap()
}

/// A closed home whose store was put back to before its last two writes.
fn cut_short() -> (tempfile::TempDir, Home, i64) {
    let (folder, home, _) = closed();
    write(&home.open().unwrap(), "test.first");
    let before = fs::read(home.store_file()).unwrap();
    let salon = home.open().unwrap();
    let there = rows(&salon);
    write(&salon, "test.second");
    write(&salon, "test.third");
    drop(salon);
    fs::write(home.store_file(), before).unwrap();
    (folder, home, there)
}

#[test]
fn records_that_vanished_are_missed_and_said_and_nothing_is_touched() {
    let (_folder, home, there) = cut_short();
    let before = fs::read(home.store_file()).unwrap();
    let failure = home.open().err().unwrap().failure();
    assert_eq!(failure.code, ErrorCode::StoreCutShort);
    assert_eq!(
        (failure.params["lastSeq"].clone(), failure.params["saidSeq"].clone()),
        (json!(there), json!(there + 2))
    );
    assert_eq!(
        (failure.params["lastMs"].clone(), failure.params["saidMs"].clone()),
        (json!(at(9, 30)), json!(at(9, 30)))
    );
    assert_eq!(home.check().unwrap_err().code(), ErrorCode::StoreCutShort);
    assert_eq!(fs::read(home.store_file()).unwrap(), before);
}

#[test]
fn a_log_cut_at_a_damaged_frame_is_missed_and_kept_as_it_lies() {
    let (folder, home, _) = closed();
    let salon = home.open().unwrap();
    for what in ["test.first", "test.second", "test.third"] {
        write(&salon, what);
    }
    let damaged = Home::new(folder.path().join("damaged"));
    fs::create_dir_all(&damaged.dir).unwrap();
    for name in ["store.db", "store.db-wal", "store.db.id", "store.db.head", "store.key"] {
        fs::copy(home.dir.join(name), damaged.dir.join(name)).unwrap();
    }
    let log = damaged.dir.join("store.db-wal");
    let mut bytes = fs::read(&log).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&log, &bytes).unwrap();
    for _ in 0..2 {
        assert_eq!(code(damaged.open()), ErrorCode::StoreCutShort);
        assert_eq!(fs::read(&log).unwrap(), bytes, "the log was folded in or taken away");
    }
    fs::remove_file(head::file_of(&damaged.store_file())).unwrap();
    damaged.open().unwrap();
}

#[test]
fn a_statement_that_is_behind_absent_torn_or_of_another_key_refuses_nothing() {
    let (_folder, home, _) = closed();
    let salon = home.open().unwrap();
    write(&salon, "test.first");
    let file = head::file_of(&home.store_file());
    let behind = fs::read(&file).unwrap();
    write(&salon, "test.second");
    drop(salon);
    let torn = [&behind[..90], &fs::read(&file).unwrap()[90..]].concat();
    for statement in [behind, torn, Vec::new(), vec![0xff; 4096]] {
        fs::write(&file, statement).unwrap();
        let salon = home.open().unwrap();
        assert!(verify::of_salon(&salon, at(9, 30)).unwrap().iter().all(|check| check.ok));
    }
    fs::remove_file(&file).unwrap();
    let salon = home.open().unwrap();
    let checks = verify::of_salon(&salon, at(9, 30)).unwrap();
    let last = checks.last().unwrap();
    assert_eq!((last.name.as_str(), last.ok), ("journal_reaches_what_was_said", true));
    assert_eq!(last.detail, "nothing is said beside the store");
}

#[test]
fn two_programs_that_write_by_turns_never_refuse_each_other() {
    let (_folder, home, _) = closed();
    let (here, there) = (home.open().unwrap(), home.open().unwrap());
    for _ in 0..5 {
        write(&here, "test.here");
        write(&there, "test.there");
        home.check().unwrap();
    }
    let older = head::said(&home.store_file(), &key(&home)).unwrap();
    write(&here, "test.here");
    head::HeadFile::beside(&home.store_file()).write(&key(&home), &older);
    assert!(verify::of_salon(&there, at(9, 30)).unwrap().iter().all(|check| check.ok));
    home.check().unwrap();
}

#[test]
fn verify_names_what_an_open_store_no_longer_holds() {
    let (_folder, home, there) = cut_short();
    let salon = Salon::open_cut_short(&home.store_file(), &key(&home)).unwrap();
    let checks = verify::of_salon(&salon, at(9, 30)).unwrap();
    let last = checks.last().unwrap();
    assert!(!last.ok);
    assert_eq!(last.detail, format!("row {there} is there, row {} was written", there + 2));
}

#[test]
fn a_rewritten_end_of_the_same_length_is_missed_too() {
    let (_folder, home, _) = cut_short();
    let salon = Salon::open_cut_short(&home.store_file(), &key(&home)).unwrap();
    let statement = fs::read(head::file_of(&home.store_file())).unwrap();
    for what in ["test.other", "test.another", "test.a_third"] {
        write(&salon, what);
    }
    drop(salon);
    fs::write(head::file_of(&home.store_file()), statement).unwrap();
    assert_eq!(code(home.open()), ErrorCode::StoreCutShort);
}

#[test]
fn somebody_goes_on_knowingly_and_it_stands_in_the_journal() {
    let (_folder, home, there) = cut_short();
    let before = fs::read(home.store_file()).unwrap();
    let missing = accept_loss(&home, "desk", at(10, 0)).unwrap().unwrap();
    assert_eq!((missing.last_seq, missing.said_seq), (there, there + 2));
    let salon = home.open().unwrap();
    let (op, args): (String, String) = salon
        .read(at(10, 0), |view| {
            Ok(view.db.query_row("SELECT op, args FROM journal ORDER BY seq DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?)
        })
        .unwrap();
    assert_eq!(op, "house.accept_loss");
    assert!(args.contains(&format!("\"saidSeq\":{}", there + 2)));
    assert!(verify::of_salon(&salon, at(10, 0)).unwrap().iter().all(|check| check.ok));
    drop(salon);
    let aside = home.dir.join(format!("store.db.replaced-{}", at(10, 0).ms()));
    assert_eq!(fs::read(&aside).unwrap(), before);
    assert_eq!(code(Salon::open(&aside, &key(&home))), ErrorCode::StoreCutShort, "kept aside as it was");
    assert_eq!(accept_loss(&home, "desk", at(10, 1)).unwrap(), None, "nothing is missing any more");
}

#[test]
fn nobody_goes_on_with_a_store_that_is_damaged_besides() {
    let (_folder, home, _) = cut_short();
    let mut bytes = fs::read(home.store_file()).unwrap();
    let at_end = bytes.len() - 100;
    bytes[at_end] ^= 1;
    fs::write(home.store_file(), &bytes).unwrap();
    assert_eq!(accept_loss(&home, "desk", at(10, 0)).unwrap_err().code(), ErrorCode::StoreDamaged);
    assert_eq!(fs::read(home.store_file()).unwrap(), bytes);
    assert!(!home.dir.join(format!("store.db.replaced-{}", at(10, 0).ms())).exists());
}

#[test]
fn a_restored_backup_is_not_measured_by_the_statement_of_the_store_it_replaces() {
    let (_folder, home, _) = closed();
    let salon = home.open().unwrap();
    let file = home.dir.join("own.backup");
    backup::to_file(&salon, &file).unwrap();
    write(&salon, "test.after");
    let said = fs::read(head::file_of(&home.store_file())).unwrap();
    drop(salon);
    backup::restore(&home, &file, None, at(10, 0)).unwrap();
    assert!(!head::file_of(&home.store_file()).exists());
    let aside = home.dir.join(format!("store.db.replaced-{}.head", at(10, 0).ms()));
    assert_eq!(fs::read(aside).unwrap(), said);
    write(&home.open().unwrap(), "test.afresh");
    home.check().unwrap();
}

#[test]
fn a_home_copied_by_hand_is_restored_with_its_statement_or_refused_by_it() {
    let (folder, home, _) = cut_short();
    let target = Home::new(folder.path().join("target"));
    fs::create_dir_all(&target.dir).unwrap();
    fs::copy(home.key_file(), target.key_file()).unwrap();
    let refused = backup::restore(&target, &home.store_file(), None, at(10, 0)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::StoreCutShort);
    assert!(!target.store_file().exists());
    accept_loss(&home, "desk", at(10, 0)).unwrap();
    backup::restore(&target, &home.store_file(), None, at(10, 0)).unwrap();
    let said = |home: &Home| head::said(&home.store_file(), &key(&target));
    assert!(said(&home).is_some() && said(&target) == said(&home));
    target.open().unwrap();
    open::open_checked(&target.store_file(), &key(&target)).unwrap();
}
