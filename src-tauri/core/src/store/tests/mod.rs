//! The store: every way it cannot be opened says so and leaves it untouched; backups come back; the journal's chain holds.

mod backup_names;
mod full_disk;
mod head;
mod keep;
mod moment;
mod settle;
mod still;
mod swap;

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use serde_json::json;

use crate::error::ErrorCode;
use crate::home::{Founding, Home};
use crate::salon::Salon;
use crate::store::key::StoreKey;
use crate::store::{backup, open, verify};
use crate::test_salon::{DESK, MANAGER, TestSalon, at};

fn code(opened: crate::error::Result<Salon>) -> ErrorCode {
    match opened {
        Ok(_) => panic!("it was opened"),
        Err(error) => error.code(),
    }
}

/// A home whose salon is closed: a copy of the test salon's folder.
fn closed() -> (tempfile::TempDir, Home, TestSalon) {
    let salon = TestSalon::new();
    salon.member("张三", "13800138000");
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().join("copy"));
    fs::create_dir_all(&home.dir).unwrap();
    backup::to_file(&salon.salon, &home.store_file()).unwrap();
    fs::copy(salon.home.key_file(), home.key_file()).unwrap();
    (folder, home, salon)
}

fn key(home: &Home) -> StoreKey {
    StoreKey::read(&home.key_file()).unwrap()
}

#[test]
fn nothing_of_what_it_holds_can_be_read_without_the_key() {
    let (_folder, home, _) = closed();
    let bytes = fs::read(home.store_file()).unwrap();
    for secret in ["SQLite format 3".as_bytes(), "张三".as_bytes(), b"13800138000", b"CREATE TABLE"] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
}

#[test]
fn another_key_damage_and_a_newer_store_are_told_apart_and_left_untouched() {
    let (_folder, home, _) = closed();
    home.open().unwrap();
    let whole = fs::read(home.store_file()).unwrap();

    fs::remove_file(home.key_file()).unwrap();
    assert_eq!(code(home.open()), ErrorCode::KeyMissing);
    let right = fs::read(open::id_file(&home.store_file())).unwrap();
    StoreKey::random().unwrap().write(&home.key_file()).unwrap();
    assert_eq!(code(home.open()), ErrorCode::StoreWrongKey);
    assert_eq!(fs::read(home.store_file()).unwrap(), whole);
    assert_eq!(fs::read(open::id_file(&home.store_file())).unwrap(), right);
}

#[test]
fn a_damaged_store_is_refused_and_kept() {
    let (_folder, home, _) = closed();
    let mut bytes = fs::read(home.store_file()).unwrap();
    bytes[40] ^= 0xff;
    fs::write(home.store_file(), &bytes).unwrap();
    assert_eq!(code(home.open()), ErrorCode::StoreDamaged);
    assert_eq!(fs::read(home.store_file()).unwrap(), bytes);
}

#[test]
fn a_store_of_a_newer_version_is_refused_and_kept() {
    let (_folder, home, _) = closed();
    let store = open::open(&home.store_file(), &key(&home)).unwrap();
    store.pragma_update(None, "user_version", 999).unwrap();
    drop(store);
    assert_eq!(code(home.open()), ErrorCode::StoreNewer);
}

#[test]
fn a_missing_store_and_a_second_founding_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(Home::new(folder.path().join("nothing")).open()), ErrorCode::StoreMissing);
    let salon = TestSalon::new();
    let founding = Founding {
        salon_name: "又一家".into(),
        language: "zh-Hans".into(),
        demo: false,
        manager: ("001".into(), "甲".into(), "2580".into()),
    };
    assert_eq!(code(salon.home.found(&founding, at(9, 0)).map(|(salon, _)| salon)), ErrorCode::StoreExists);
}

#[test]
fn what_another_program_wrote_is_noticed_at_the_first_look_and_once() {
    let (_folder, home, _) = closed();
    let here = home.open().unwrap();
    let there = home.open().unwrap();
    backup::generation(&there, at(9, 0)).unwrap();
    assert!(!here.look_for_other_writers().unwrap());
    let act = crate::salon::Act {
        op: "test.elsewhere",
        request: crate::ids::RequestId(uuid::Uuid::from_u128(4711)),
        now: at(9, 30),
        caller: None,
        device: "elsewhere",
        args: "{}",
    };
    there.transact(&act, |_| Ok(())).unwrap();
    assert!(here.look_for_other_writers().unwrap());
    assert!(!here.look_for_other_writers().unwrap());
    assert!(!there.look_for_other_writers().unwrap());
}

#[test]
fn a_setting_changed_by_another_program_holds_here_at_the_next_look() {
    let (_folder, home, _) = closed();
    let (here, there) = (home.open().unwrap(), home.open().unwrap());
    let turnover = |salon: &Salon| salon.read(at(10, 0), |view| Ok(view.settings.turnover_minutes)).unwrap();
    assert_eq!((turnover(&here), turnover(&there)), (15, 15));
    let call = |salon: &Salon, request: u128, minutes: i64| {
        let call = crate::commands::Call {
            name: "setting.set".into(),
            args: json!({ "key": "turnover_minutes", "value": minutes }),
            request_id: Some(crate::ids::RequestId(uuid::Uuid::from_u128(request))),
            who: crate::salon::Who::Staff(MANAGER.into()),
            device: "test".into(),
            place: crate::commands::Place::Desk,
            now: at(10, 0),
        };
        crate::commands::dispatch(salon, &call).unwrap();
    };
    call(&there, 90_001, 40);
    assert_eq!((turnover(&here), turnover(&there)), (40, 40));
    call(&here, 90_002, 25);
    assert_eq!((turnover(&here), turnover(&there)), (25, 25));
}

#[test]
fn nothing_is_founded_over_the_key_of_a_salon_whose_store_is_gone() {
    let (_folder, home, _) = closed();
    let held = fs::read(home.key_file()).unwrap();
    fs::remove_file(home.store_file()).unwrap();
    assert_eq!(code(home.open()), ErrorCode::StoreGone);
    let founding = Founding {
        salon_name: "又一家".into(),
        language: "zh-Hans".into(),
        demo: false,
        manager: ("001".into(), "甲".into(), "2580".into()),
    };
    assert_eq!(code(home.found(&founding, at(9, 0)).map(|(salon, _)| salon)), ErrorCode::StoreExists);
    assert_eq!(fs::read(home.key_file()).unwrap(), held);
}

#[test]
fn a_damaged_page_is_a_failed_check_and_the_kept_store_keeps_its_log() {
    let (_folder, home, _) = closed();
    let mut bytes = fs::read(home.store_file()).unwrap();
    let at_page = bytes.len() / 2;
    bytes[at_page] ^= 0xff;
    fs::write(home.store_file(), &bytes).unwrap();
    let store = open::open_checked(&home.store_file(), &key(&home)).unwrap();
    let checks = verify::everything(&store).unwrap();
    assert_eq!((checks.len(), checks[0].name.as_str(), checks[0].ok), (1, "pages_are_sealed", false));
}

#[test]
fn a_founding_that_fails_leaves_nothing_of_a_salon() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let founding = Founding {
        salon_name: "兰台".into(),
        language: "zh-Hans".into(),
        demo: false,
        manager: ("001".into(), "甲".into(), "1234".into()),
    };
    assert_eq!(code(home.found(&founding, at(9, 0)).map(|(salon, _)| salon)), ErrorCode::PinTooSimple);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["swap.lock"]);
}

#[test]
fn a_store_somebody_else_holds_is_busy_not_damaged() {
    let (_folder, home, _) = closed();
    let salon = home.open().unwrap();
    let other = open::open(&home.store_file(), &key(&home)).unwrap();
    other.busy_timeout(std::time::Duration::ZERO).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let busy = Connection::open(home.store_file()).unwrap();
    drop(busy);
    let second = open::open(&home.store_file(), &key(&home)).and_then(|store| {
        store.busy_timeout(std::time::Duration::ZERO)?;
        Ok(store.execute_batch("BEGIN IMMEDIATE")?)
    });
    assert_eq!(second.unwrap_err().code(), ErrorCode::StoreBusy);
    drop(salon);
}

#[test]
fn a_backup_comes_back_and_what_came_after_it_is_kept_aside() {
    let salon = TestSalon::new();
    salon.member("张三", "13800138000");
    let file = salon.home.dir.join("extern.backup");
    backup::to_file(&salon.salon, &file).unwrap();
    assert_eq!(backup::to_file(&salon.salon, &file).unwrap_err().code(), ErrorCode::StoreExists);
    salon.member("李四", "13900139000");

    let TestSalon { home, .. } = &salon;
    let target = Home::new(home.dir.join("elsewhere"));
    fs::create_dir_all(&target.dir).unwrap();
    fs::copy(home.key_file(), target.key_file()).unwrap();
    backup::restore(&target, &file, None, at(9, 0)).unwrap();
    backup::restore(&target, &file, None, at(9, 1)).unwrap();
    let restored = target.open().unwrap();
    let members: i64 = restored
        .read(at(9, 1), |view| Ok(view.db.query_row("SELECT count(*) FROM member", [], |row| row.get(0))?))
        .unwrap();
    assert_eq!(members, 1);
    let aside =
        fs::read_dir(&target.dir).unwrap().flatten().filter(|f| f.file_name().to_string_lossy().contains("replaced"));
    assert!(aside.count() >= 1);
}

#[test]
fn a_backup_and_the_phrase_are_enough_on_another_machine() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().join("old"));
    let founding = Founding {
        salon_name: "兰台".into(),
        language: "zh-Hans".into(),
        demo: false,
        manager: ("001".into(), "甲".into(), "2580".into()),
    };
    let (salon, phrase) = home.found(&founding, at(9, 0)).unwrap();
    let file = folder.path().join("stick.backup");
    backup::to_file(&salon, &file).unwrap();
    let new = Home::new(folder.path().join("new"));
    assert_eq!(backup::restore(&new, &file, None, at(9, 0)).unwrap_err().code(), ErrorCode::KeyMissing);
    let wrong = "的 一 是 在 不 了 有 和 人 这 中 大";
    let other = TestSalon::new();
    assert_eq!(backup::restore(&other.home, &file, None, at(9, 0)).unwrap_err().code(), ErrorCode::StoreWrongKey);
    assert_eq!(backup::restore(&new, &file, Some(wrong), at(9, 0)).unwrap_err().code(), ErrorCode::PhraseWrong);
    backup::restore(&new, &file, Some(phrase.characters()), at(9, 0)).unwrap();
    new.open().unwrap();
    drop(salon);

    // Copied without its companion it opens at home, by the companion there; elsewhere it is said what is missing.
    let alone = folder.path().join("alone.backup");
    fs::copy(&file, &alone).unwrap();
    let strange = Home::new(folder.path().join("strange"));
    let refused = backup::restore(&strange, &alone, Some(phrase.characters()), at(9, 0)).unwrap_err().failure();
    assert_eq!(refused.code, ErrorCode::BackupUnusable);
    assert!(refused.params["missing"].as_str().unwrap().ends_with("alone.backup.recovery"));
    for key_is_lost in [false, true] {
        if key_is_lost {
            fs::remove_file(home.key_file()).unwrap();
        }
        backup::restore(&home, &alone, Some(phrase.characters()), at(9, 0)).unwrap();
        home.open().unwrap();
    }
}

#[test]
fn a_damaged_backup_is_never_restored() {
    let salon = TestSalon::new();
    let file = salon.home.dir.join("extern.backup");
    backup::to_file(&salon.salon, &file).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let refused = backup::restore(&salon.home, &file, None, at(9, 0)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::BackupUnusable);
    salon.verify();
    for unusable in [Path::new("/nowhere/at/all"), &salon.home.key_file()] {
        assert_eq!(
            backup::restore(&salon.home, unusable, None, at(9, 0)).unwrap_err().code(),
            ErrorCode::BackupUnusable
        );
    }
}

#[test]
fn an_edited_deleted_or_swapped_journal_row_is_found_and_named() {
    let edits = [
        "UPDATE journal SET device = 'other' WHERE seq = 5",
        "UPDATE journal SET args = '{}' WHERE seq = 5",
        "UPDATE journal SET answer_digest = randomblob(32) WHERE seq = 5",
        "DELETE FROM journal WHERE seq = 5",
        "UPDATE journal SET seq = CASE seq WHEN 5 THEN -6 ELSE -5 END WHERE seq IN (5, 6); UPDATE journal SET seq = -seq WHERE seq < 0",
    ];
    for edit in edits {
        let (_folder, home, _) = closed();
        let store = open::open(&home.store_file(), &key(&home)).unwrap();
        assert!(store.execute_batch(edit).is_err(), "the schema lets it: {edit}");
        store
            .execute_batch(
                "DROP TRIGGER journal_is_kept; DROP TRIGGER journal_is_fixed; PRAGMA ignore_check_constraints = 1",
            )
            .unwrap();
        store.execute_batch(edit).unwrap();
        let chain =
            verify::of_file(&store).unwrap().into_iter().find(|check| check.name == "journal_chain_holds").unwrap();
        assert!(!chain.ok, "not found: {edit}");
        assert_eq!(chain.detail, "row 5", "{edit}");
    }
}

#[test]
fn generations_are_kept_the_newest_and_one_a_day() {
    let salon = TestSalon::new();
    for hour in 0..30 {
        salon.turn_to_instant(at(9, 0).plus_minutes(hour * 60));
        salon.must(MANAGER, "store.backup", json!({}));
    }
    let status = salon.must(DESK, "store.status", json!({}));
    let kept = status["backups"].as_array().unwrap().len();
    assert!((13..=14).contains(&kept), "{kept} kept");
    assert_eq!(status["lastBackupAt"], json!(salon.now()));
}

#[test]
fn a_name_no_file_can_have_is_no_folder_and_no_error_of_ours() {
    let salon = TestSalon::new();
    let key = StoreKey::read(&salon.home.key_file()).unwrap();
    for name in ["a\0b".to_owned(), "长".repeat(300)] {
        let folder = salon.home.dir.join(&name);
        let refused = [
            Salon::open(&folder.join("lantai.db"), &key).err().unwrap(),
            Salon::create(&folder.join("lantai.db"), &key).err().unwrap(),
            StoreKey::read(&folder.join("lantai.key")).err().unwrap(),
            backup::to_file(&salon.salon, &folder).err().unwrap(),
        ];
        for error in refused {
            assert!(
                matches!(error.code(), ErrorCode::FolderUnusable | ErrorCode::StoreMissing | ErrorCode::KeyMissing),
                "{error:?}"
            );
        }
    }
}
