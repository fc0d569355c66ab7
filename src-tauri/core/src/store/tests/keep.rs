//! The key's place: the keyring where one answers, a private file where none does; each home finds its own, and one that
//! cannot says what to do and stays as it is.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

use super::code;
use crate::error::{Error, ErrorCode, Result};
use crate::home::{Founding, Home};
use crate::salon::Salon;
use crate::store::backup;
use crate::store::keep::{Keeping, Kept, Keyring};
use crate::store::key::{RecoveryPhrase, StoreKey};
use crate::test_salon::{TestSalon, at};

static SECRETS: LazyLock<Mutex<HashMap<String, String>>> = LazyLock::new(Mutex::default);

/// A keyring that works.
const ANSWERING: Keyring = Keyring {
    put: |name, secret| {
        SECRETS.lock().unwrap().insert(name.into(), secret.into());
        Ok(())
    },
    get: |name| Ok(SECRETS.lock().unwrap().get(name).cloned()),
    forget: |name| {
        SECRETS.lock().unwrap().remove(name);
        Ok(())
    },
};

/// One that is not running, or locked.
const CLOSED: Keyring = Keyring { put: |_, _| closed(), get: |_| closed(), forget: |_| closed() };

/// One that says it kept a secret and did not.
const FORGETFUL: Keyring = Keyring { put: |_, _| Ok(()), get: |_| Ok(None), forget: |_| Ok(()) };

fn closed<T>() -> Result<T> {
    Err(Error::refused(ErrorCode::KeyringClosed))
}

fn found(home: &Home) -> Result<(Salon, RecoveryPhrase)> {
    let founding = Founding {
        salon_name: "兰台".into(),
        language: "zh-Hans".into(),
        demo: false,
        manager: ("001".into(), "甲".into(), "2580".into()),
    };
    home.found(&founding, at(9, 0))
}

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().is_file());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

fn through(home: &Home, keyring: Keyring) -> Home {
    Home::with_keyring(&home.dir, keyring, Keeping::Either)
}

#[test]
fn a_key_in_the_keyring_is_in_no_file_and_opens_the_home_again() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::with_keyring(folder.path(), ANSWERING, Keeping::Either);
    drop(found(&home).unwrap());
    let key = home.key().unwrap();
    for (name, bytes) in contents(folder.path()) {
        let secret = key.to_hex();
        assert!(!bytes.windows(64).any(|window| window == secret.as_bytes()), "the key lies in {name}");
    }
    assert_eq!(home.key_place().unwrap(), "keyring");
    home.open().unwrap();
}

#[test]
fn a_keyring_that_does_not_answer_is_said_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::with_keyring(folder.path(), ANSWERING, Keeping::Keyring);
    drop(found(&home).unwrap());
    let before = contents(folder.path());
    assert_eq!(code(through(&home, CLOSED).open()), ErrorCode::KeyringClosed);
    assert_eq!(code(Home::new(folder.path()).open()), ErrorCode::KeyringClosed);
    assert_eq!(code(through(&home, FORGETFUL).open()), ErrorCode::KeyMissing);
    assert_eq!(contents(folder.path()), before);
    home.open().unwrap();
}

#[test]
fn where_no_keyring_keeps_it_the_key_lies_in_a_private_file() {
    for keyring in [CLOSED, FORGETFUL] {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::with_keyring(folder.path(), keyring, Keeping::Either);
        drop(found(&home).unwrap());
        assert_eq!(home.key_place().unwrap(), "file");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(home.key_file()).unwrap().permissions().mode() & 0o777, 0o600);
        }
        Home::new(folder.path()).open().unwrap();
    }
}

#[test]
fn whoever_asks_for_the_keyring_alone_gets_it_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::with_keyring(folder.path(), CLOSED, Keeping::Keyring);
    assert_eq!(found(&home).map(drop).unwrap_err().code(), ErrorCode::KeyringClosed);
    assert!(!home.holds_anything() && !home.making().dir.exists());
}

#[test]
fn two_salons_on_one_machine_keep_their_keys_apart() {
    let folder = tempfile::tempdir().unwrap();
    let homes = ["one", "two"].map(|name| Home::with_keyring(folder.path().join(name), ANSWERING, Keeping::Keyring));
    for home in &homes {
        drop(found(home).unwrap());
    }
    let [one, two] = homes.each_ref().map(|home| home.key().unwrap());
    assert!(one != two);
    for home in &homes {
        home.open().unwrap();
    }
}

#[test]
fn a_founding_that_fails_leaves_no_key_behind() {
    static LAST: Mutex<Option<String>> = Mutex::new(None);
    let watched = Keyring {
        put: |name, secret| {
            *LAST.lock().unwrap() = Some(name.to_owned());
            (ANSWERING.put)(name, secret)
        },
        ..ANSWERING
    };
    let folder = tempfile::tempdir().unwrap();
    let home = Home::with_keyring(folder.path(), watched, Keeping::Keyring);
    let simple = Founding {
        salon_name: "兰台".into(),
        language: "zh-Hans".into(),
        demo: false,
        manager: ("001".into(), "甲".into(), "1234".into()),
    };
    assert_eq!(code(home.found(&simple, at(9, 0)).map(|(salon, _)| salon)), ErrorCode::PinTooSimple);
    let name = LAST.lock().unwrap().take().unwrap();
    assert_eq!((ANSWERING.get)(&name).unwrap(), None);
    assert!(!home.holds_anything() && !home.making().dir.exists());
}

#[test]
fn a_lost_key_comes_back_by_the_phrase_and_nothing_that_was_written_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::with_keyring(folder.path(), ANSWERING, Keeping::Keyring);
    let (salon, phrase) = found(&home).unwrap();
    drop(salon);
    let store = fs::read(home.store_file()).unwrap();
    let lost = through(&home, CLOSED);
    let (_, other) = found(&Home::new(folder.path().join("other"))).unwrap();
    assert_eq!(lost.bring_key_back(other.characters(), at(9, 1)).unwrap_err().code(), ErrorCode::PhraseWrong);
    assert_eq!(lost.key_place().unwrap(), "keyring");
    lost.bring_key_back(phrase.characters(), at(9, 1)).unwrap();
    assert_eq!(lost.key_place().unwrap(), "file");
    assert_eq!(fs::read(home.store_file()).unwrap(), store);
    lost.open().unwrap();
    fs::remove_file(home.key_file()).unwrap();
    assert_eq!(code(home.open()), ErrorCode::KeyMissing);
    home.bring_key_back(phrase.characters(), at(9, 2)).unwrap();
    assert_eq!(home.key_place().unwrap(), "keyring");
    home.open().unwrap();
}

#[test]
fn a_key_that_goes_into_the_keyring_is_left_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let plain = Home::new(folder.path());
    let (salon, phrase) = found(&plain).unwrap();
    drop(salon);
    let key = plain.key().unwrap();
    let home = Home::with_keyring(folder.path(), ANSWERING, Keeping::Keyring);
    home.bring_key_back(phrase.characters(), at(9, 1)).unwrap();
    assert_eq!(home.key_place().unwrap(), "keyring");
    home.open().unwrap();
    for (name, bytes) in contents(folder.path()) {
        let secret = key.to_hex();
        assert!(!bytes.windows(64).any(|window| window == secret.as_bytes()), "the key lies in {name}");
    }
    fs::remove_file(home.key_file()).unwrap();
    let other = StoreKey::random().unwrap();
    other.write(&home.key_file()).unwrap();
    home.bring_key_back(phrase.characters(), at(9, 2)).unwrap();
    let aside = folder.path().join(format!("store.key.replaced-{}", at(9, 2).ms()));
    assert!(StoreKey::read(&aside).unwrap() == other, "another key may be the only one of its store");
}

#[test]
fn a_phrase_that_opens_another_store_replaces_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let [home, other] = ["home", "other"].map(|name| Home::new(folder.path().join(name)));
    drop(found(&home).unwrap());
    let (_, phrase) = found(&other).unwrap();
    fs::copy(other.recovery_file(), home.recovery_file()).unwrap();
    let key = fs::read(home.key_file()).unwrap();
    assert_eq!(home.bring_key_back(phrase.characters(), at(9, 1)).unwrap_err().code(), ErrorCode::StoreWrongKey);
    assert_eq!(fs::read(home.key_file()).unwrap(), key);
    home.open().unwrap();
}

#[test]
fn what_is_restored_puts_its_key_where_this_machine_keeps_keys() {
    let folder = tempfile::tempdir().unwrap();
    let (salon, phrase) = found(&Home::new(folder.path().join("old"))).unwrap();
    let file = folder.path().join("stick.backup");
    backup::to_file(&salon, &file).unwrap();
    let here = Home::with_keyring(folder.path().join("new"), ANSWERING, Keeping::Either);
    drop(found(&here).unwrap());
    let replaced = here.key().unwrap();
    backup::restore(&here, &file, Some(phrase.characters()), at(9, 5)).unwrap();
    assert_eq!(here.key_place().unwrap(), "keyring");
    here.open().unwrap();
    let kept = Kept::InKeyring(replaced.fingerprint());
    assert!(here.keys.key(kept).unwrap() == replaced, "the replaced store's key is still there");
}

#[test]
fn the_screen_is_told_where_the_key_is() {
    let salon = TestSalon::new();
    let place = || salon.must(crate::test_salon::MANAGER, "store.status", serde_json::json!({}))["keyProvider"].clone();
    assert_eq!(place(), "file");
    let key = StoreKey::read(&salon.home.key_file()).unwrap();
    let kept = Home::with_keyring(&salon.home.dir, ANSWERING, Keeping::Keyring).keys.keep(&key).unwrap();
    fs::remove_file(salon.home.key_file()).unwrap();
    kept.write(&salon.home.key_file()).unwrap();
    assert_eq!(place(), "keyring");
}
