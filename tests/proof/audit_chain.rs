//! The journal: whatever is done to one row or to its end is found, and it is said where.
//!
//! Somebody who has the store's key opens it by hand, lets the triggers go and edits, deletes, swaps, renumbers, replays,
//! truncates or rewrites with fresh hashes. What the chain alone cannot show, a missing or a rewritten end, the head outside
//! the store does. Blanked texts, as when a member's data is erased, are no edit.

use lantai_core::store::head::{self, Missing};
use lantai_core::store::journal::{self, Head};
use lantai_core::store::open;
use lantai_core::test_salon::TestSalon;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::{figures, size};
use lantai_tests::chance::Chance;

type Walk<'a> = &'a dyn Fn(&Connection) -> Result<i64, i64>;

/// What looking the journal over finds.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    /// The first row that does not fit.
    Row(i64),
    /// The chain holds as far as it goes; the last row there, and the one that was written.
    After(i64, i64),
}

const COLUMNS: [&str; 11] = [
    "seq",
    "at_ms",
    "staff_id",
    "device",
    "op",
    "request_id",
    "args_digest",
    "answer_digest",
    "hash",
    "args",
    "answer",
];

/// A journal under somebody's hands, and what it was.
struct Stage {
    store: Connection,
    said: Head,
    rows: i64,
    _salon: TestSalon,
}

impl Stage {
    fn set() -> Stage {
        let salon = TestSalon::new();
        for guest in 0..90 {
            salon.member(&format!("客{guest}"), &format!("138{guest:08}"));
        }
        let (file, key) = (salon.home.store_file(), salon.home.key().unwrap());
        let store = open::open(&file, &key).unwrap();
        store.execute_batch("UPDATE journal SET args = NULL, answer = NULL WHERE seq % 9 = 0").unwrap();
        let said = head::said(&file, &key).unwrap();
        store
            .execute_batch(
                "PRAGMA ignore_check_constraints = 1; DROP TRIGGER journal_is_kept; DROP TRIGGER journal_is_fixed;
                 CREATE TEMP TABLE untouched AS SELECT * FROM journal; BEGIN IMMEDIATE",
            )
            .unwrap();
        Stage { rows: said.seq, store, said, _salon: salon }
    }

    /// Does something to the journal, looks it over, and undoes it.
    fn find(&self, sql: &str, walk: Walk<'_>, said: Option<&Head>) -> Found {
        self.store.execute_batch("SAVEPOINT untouched").unwrap();
        self.store.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let found = look(&self.store, walk, said);
        self.store.execute_batch("ROLLBACK TO untouched; RELEASE untouched").unwrap();
        found
    }
}

fn walk(store: &Connection) -> Result<i64, i64> {
    journal::walk(store).unwrap()
}

fn look(store: &Connection, walk: Walk<'_>, said: Option<&Head>) -> Found {
    if let Err(row) = walk(store) {
        return Found::Row(row);
    }
    let missing = said.and_then(|said| head::missing(store, said).unwrap());
    missing.map_or(Found::Nothing, |Missing { last_seq, said_seq, .. }| Found::After(last_seq, said_seq))
}

/// One thing to do, and what has to be found of it.
fn deed(stage: &Stage, chance: &mut Chance) -> (String, Found) {
    let rows = stage.rows;
    let row = 1 + chance.below(usize::try_from(rows).unwrap()) as i64;
    let other = 1 + (row + chance.below(usize::try_from(rows - 1).unwrap()) as i64) % rows;
    let (first, last) = (row.min(other), row.max(other));
    let content = "at_ms, staff_id, device, op, args, args_digest, answer, answer_digest, hash";
    match chance.below(20) {
        0 | 1 if row < rows => (format!("DELETE FROM journal WHERE seq = {row}"), Found::Row(row)),
        2 => (
            format!(
                "UPDATE journal SET seq = CASE seq WHEN {first} THEN -{last} ELSE -{first} END WHERE seq IN ({first}, {last});
                 UPDATE journal SET seq = -seq WHERE seq < 0"
            ),
            Found::Row(first),
        ),
        3 | 4 if row > 1 => (format!("DELETE FROM journal WHERE seq >= {row}"), Found::After(row - 1, rows)),
        5 => (
            format!(
                "UPDATE journal SET seq = -seq - 1 WHERE seq >= {row}; UPDATE journal SET seq = -seq WHERE seq < 0"
            ),
            Found::Row(row),
        ),
        6 if row < rows => (
            format!(
                "DELETE FROM journal WHERE seq = {row}; UPDATE journal SET seq = 1 - seq WHERE seq > {row};
                 UPDATE journal SET seq = -seq WHERE seq <= 0"
            ),
            Found::Row(row),
        ),
        7 | 8 => (
            format!(
                "UPDATE journal SET ({content}) = (SELECT {content} FROM untouched WHERE seq = {other}) WHERE seq = {row}"
            ),
            Found::Row(row),
        ),
        9 => (
            format!(
                "INSERT INTO journal (seq, request_id, {content})
                 SELECT {rows} + 1, randomblob(16), {content} FROM untouched WHERE seq = {row}"
            ),
            Found::Row(rows + 1),
        ),
        10 => (rehashed(&stage.store, row), Found::After(rows, rows)),
        _ => {
            let column: &&str = chance.one_of(&COLUMNS);
            (edit(&stage.store, column, row, chance), Found::Row(row))
        }
    }
}

/// One field of one row made another: one bit turned, one number moved, an id given, taken away or emptied.
fn edit(store: &Connection, column: &str, row: i64, chance: &mut Chance) -> String {
    let moved = 1 + chance.below(1_000);
    let set = |value: String| format!("UPDATE journal SET {column} = {value} WHERE seq = {row}");
    match column {
        "seq" => set(format!("1000000 + {moved}")),
        "at_ms" if chance.one_in(2) => set(format!("at_ms + {moved}")),
        "at_ms" => set(format!("at_ms - {moved}")),
        "staff_id" => {
            set((*chance.one_of(&["x''", "randomblob(16)", "iif(staff_id IS NULL, x'00', NULL)"])).to_owned())
        }
        _ => {
            let sql = format!("SELECT CAST({column} AS BLOB) FROM journal WHERE seq = {row}");
            let bytes: Option<Vec<u8>> = store.query_row(&sql, [], |row| row.get(0)).unwrap();
            let mut bytes = bytes.unwrap_or_else(|| b"{}".to_vec());
            // The first half of a request id: with another bit there it is nobody else's.
            let within = if column == "request_id" { 8 } else { bytes.len() };
            let bit = chance.below(within * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            let kind =
                if column.ends_with("digest") || ["hash", "request_id"].contains(&column) { "BLOB" } else { "TEXT" };
            set(format!("CAST(x'{}' AS {kind})", hex::encode(bytes)))
        }
    }
}

/// Another device in one row, and every hash from there on made anew: the chain alone holds.
fn rehashed(store: &Connection, from: i64) -> String {
    let sql = "SELECT seq, at_ms, staff_id, device, op, request_id, args_digest, answer_digest FROM journal
               WHERE seq >= ?1 ORDER BY seq";
    let before = "SELECT hash FROM journal WHERE seq = ?1";
    let mut hash: Vec<u8> = store.query_row(before, [from - 1], |row| row.get(0)).unwrap_or_else(|_| vec![0; 32]);
    let mut statement = store.prepare_cached(sql).unwrap();
    let mut rows = statement.query([from]).unwrap();
    let mut done = format!("UPDATE journal SET device = 'elsewhere' WHERE seq = {from};");
    while let Some(row) = rows.next().unwrap() {
        let (seq, at): (i64, i64) = (row.get(0).unwrap(), row.get(1).unwrap());
        let device: String = if seq == from { "elsewhere".into() } else { row.get(3).unwrap() };
        let blob = |column: usize| row.get::<_, Option<Vec<u8>>>(column).unwrap().unwrap_or_default();
        let op: String = row.get(4).unwrap();
        let parts = [hash, seq.to_be_bytes().to_vec(), at.to_be_bytes().to_vec(), blob(2), device.into_bytes()];
        let mut made = Sha256::new();
        for part in parts.into_iter().chain([op.into_bytes(), blob(5), blob(6), blob(7)]) {
            made.update((part.len() as u64).to_be_bytes());
            made.update(part);
        }
        hash = made.finalize().to_vec();
        done += &format!("UPDATE journal SET hash = x'{}' WHERE seq = {seq};", hex::encode(&hash));
    }
    done
}

#[test]
fn whatever_is_done_to_the_journal_is_found_and_named() {
    let stage = Stage::set();
    assert_eq!(
        look(&stage.store, &walk, Some(&stage.said)),
        Found::Nothing,
        "an untouched journal holds, blanked texts too"
    );
    let blanked = stage.find("UPDATE journal SET args = NULL, answer = NULL", &walk, Some(&stage.said));
    assert_eq!(blanked, Found::Nothing, "blanking is no edit");
    let seed = size::seed();
    let mut chance = Chance::new(seed);
    let deeds = size::of(10_000, 100_000);
    let mut by_head = 0;
    for _ in 0..deeds {
        let (sql, expected) = deed(&stage, &mut chance);
        by_head += usize::from(matches!(expected, Found::After(..)));
        assert_eq!(stage.find(&sql, &walk, Some(&stage.said)), expected, "seed {seed}: {sql}");
    }
    let alone = deeds - by_head;
    let (rows, missed) = (stage.rows, 0);
    figures::say(
        "audit chain",
        &format!(
            "{deeds} deeds on {rows} rows (seed {seed}): {alone} named by the chain, {by_head} by the head outside, {missed} missed"
        ),
    );
}

#[test]
fn a_walk_that_is_blind_for_one_column_is_found_out() {
    let stage = Stage::set();
    let mut chance = Chance::new(1);
    // A moved number is seen by whatever walks in order, so there is no blindness for it.
    for column in COLUMNS.into_iter().skip(1) {
        let blind = |store: &Connection| {
            let back = format!(
                "UPDATE journal SET {column} = (SELECT {column} FROM untouched WHERE untouched.seq = journal.seq)"
            );
            store.execute_batch(&back).unwrap();
            walk(store)
        };
        let row = 1 + chance.below(80) as i64;
        let sql = edit(&stage.store, column, row, &mut chance);
        assert_eq!(stage.find(&sql, &walk, None), Found::Row(row), "{sql}");
        assert_eq!(stage.find(&sql, &blind, None), Found::Nothing, "the blind walk sees {column}");
    }
}

#[test]
fn without_the_head_outside_a_missing_end_and_a_rewritten_one_go_unseen() {
    let stage = Stage::set();
    for sql in ["DELETE FROM journal WHERE seq > 50".to_owned(), rehashed(&stage.store, 50)] {
        assert_eq!(stage.find(&sql, &walk, None), Found::Nothing);
        assert!(matches!(stage.find(&sql, &walk, Some(&stage.said)), Found::After(..)));
    }
}
