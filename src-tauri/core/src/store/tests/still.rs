//! The store's own bytes: they lie still while they are looked at, and their seals are judged as the cipher judges them.

use std::fs;
use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::Index;
use rusqlite::Connection;

use super::{closed, key};
use crate::store::still::Still;
use crate::store::{backup, open, seal, verify};
use crate::test_salon::{TestSalon, at};

fn fold(store: &Connection) -> (i64, i64) {
    store.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(1)?, row.get(2)?))).unwrap()
}

fn bytes(still: &Still<'_>) -> Vec<u8> {
    let mut all = Vec::new();
    still
        .each(|_, pages| {
            all.extend_from_slice(pages);
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    all
}

#[test]
fn the_file_lies_still_while_others_write_and_would_fold_their_log_into_it() {
    let salon = TestSalon::new();
    let file = salon.home.store_file();
    let folding = open::open(&file, &key(&salon.home)).unwrap();
    salon.member("赵一", "13800138000");
    salon
        .salon
        .with_store(|_, still| {
            let still = still.expect("nobody reads");
            let before = (bytes(still), fs::read(&file).unwrap());
            assert_eq!(before.0, before.1);
            for n in 0..20 {
                salon.member("钱二", &format!("139{n:08}"));
            }
            let (in_log, in_file) = fold(&folding);
            assert!(in_log > in_file, "all of {in_log} was folded in");
            assert_eq!((bytes(still), fs::read(&file).unwrap()), before);
            Ok(())
        })
        .unwrap();
    let (in_log, in_file) = fold(&folding);
    assert_eq!(in_log, in_file, "nobody looks any more");
}

#[test]
fn a_backup_beside_somebody_who_goes_on_reading_what_was_is_whole_as_well() {
    let salon = TestSalon::new();
    salon.member("赵一", "13800138000");
    let reader = open::reader(&salon.home.store_file(), &key(&salon.home)).unwrap();
    let look = reader.unchecked_transaction().unwrap();
    let members =
        |store: &Connection| -> i64 { store.query_row("SELECT count(*) FROM member", [], |row| row.get(0)).unwrap() };
    assert_eq!(members(&look), 1);
    salon.member("钱二", "13900139000");
    assert!(!salon.salon.with_store(|_, still| Ok(still.is_some())).unwrap());
    let copy = salon.home.dir.join("beside.backup");
    backup::to_file(&salon.salon, &copy).unwrap();
    verify::seals(&salon.salon).unwrap();
    assert_eq!(members(&look), 1);
    let copied = open::open_checked(&copy, &key(&salon.home)).unwrap();
    assert!(verify::everything(&copied).unwrap().iter().all(|check| check.ok));
    assert_eq!(members(&copied), 2);
}

/// While another folds the log in, SQLite counts nothing of it, neither in the log nor in the file.
#[test]
fn the_file_does_not_lie_still_while_another_folds_the_log_in() {
    let salon = TestSalon::new();
    let store = |file| open::reader(file, &key(&salon.home)).unwrap();
    let (file, key) = (salon.home.store_file(), key(&salon.home));
    salon.member("赵一", "13800138000");
    let reader = store(&file);
    let look = reader.unchecked_transaction().unwrap();
    look.query_row("SELECT count(*) FROM member", [], |row| row.get::<_, i64>(0)).unwrap();
    salon.member("钱二", "13900139000");
    let mine = store(&file);
    thread::scope(|scope| {
        // It holds the right to fold until the reader has done, or its patience ends.
        let folding = scope.spawn(|| {
            let folding = open::reader(&file, &key).unwrap();
            folding.busy_timeout(Duration::from_secs(60)).unwrap();
            folding.query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| row.get::<_, i64>(0)).unwrap()
        });
        let busy = || mine.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get::<_, i64>(0)).unwrap() == 1;
        while !busy() {
            thread::sleep(Duration::from_millis(1));
        }
        assert!(Still::begin(&mine).unwrap().is_none());
        drop(look);
        assert_eq!(folding.join().unwrap(), 0);
    });
    assert!(Still::begin(&mine).unwrap().is_some());
}

/// The page that the cipher names first.
fn by_the_cipher(store: &Connection) -> Option<u64> {
    let mut asked = store.prepare("PRAGMA cipher_integrity_check").unwrap();
    let mut rows = asked.query([]).unwrap();
    let said: String = rows.next().unwrap()?.get(0).unwrap();
    said.rsplit(' ').next().unwrap().parse().ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever byte is another: the same page is called broken.
    #[test]
    fn the_seals_are_those_of_the_cipher(place in any::<Index>(), change in 1_u8..) {
        let (_folder, home, _) = closed();
        let store = open::open_checked(&home.store_file(), &key(&home)).unwrap();
        store.busy_timeout(Duration::ZERO).unwrap();
        let broken = |store| {
            let still = Still::begin(store).unwrap().unwrap();
            seal::first_broken(&still, &key(&home)).unwrap()
        };
        prop_assert_eq!((broken(&store), by_the_cipher(&store)), (None, None));
        let mut bytes = fs::read(home.store_file()).unwrap();
        // The first page was read: only behind it may the cipher be asked once more.
        let at = 4096 + place.index(bytes.len() - 4096);
        bytes[at] ^= change;
        fs::write(home.store_file(), &bytes).unwrap();
        let page = Some(at as u64 / 4096 + 1);
        prop_assert_eq!((broken(&store), by_the_cipher(&store)), (page, page));
    }
}

#[test]
fn a_page_in_anothers_place_breaks_its_seal_and_so_does_one_that_ends_early_or_follows_the_last() {
    let salon = TestSalon::new();
    let file = salon.home.store_file();
    salon.member("赵一", "13800138000");
    let whole = salon.salon.with_store(|_, still| Ok(bytes(still.unwrap()))).unwrap();
    let broken = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        salon.salon.with_store(|_, still| seal::first_broken(still.unwrap(), &key(&salon.home))).unwrap()
    };
    assert_eq!(broken(&whole), None);
    let (mut swapped, mut cut) = (whole.clone(), whole.clone());
    let (fifth, sixth) = swapped[4 * 4096..6 * 4096].split_at_mut(4096);
    fifth.swap_with_slice(sixth);
    assert_eq!(broken(&swapped), Some(5));
    cut.truncate(whole.len() - 100);
    let pages = whole.len() as u64 / 4096;
    assert_eq!(broken(&cut), Some(pages));
    for behind in [1, 4096, 10_000] {
        assert_eq!(broken(&[&whole[..], &vec![7; behind]].concat()), Some(pages + 1), "{behind} bytes behind");
    }
    assert_eq!(broken(&whole), None);
    verify::of_salon(&salon.salon, at(10, 0)).unwrap();
}
