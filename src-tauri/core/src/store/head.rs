//! The journal's head outside the store: how far the records reached, written beside the store after each commit.
//!
//! SQLite silently cuts a log short at its first damaged frame, and a journal whose newest rows were taken out reads as whole:
//! what is gone cannot say so itself. So the last row's number, instant and hash lie in `store.db.head`, sealed under the
//! store's key. A store that does not hold that very row is refused as `store_cut_short`, and its log is left unfolded.
//!
//! The statement is never ahead of a durable store: it is written only by whoever has just committed, after the log was synced,
//! in place and in one small write. It may be behind, which does no harm: it is not synced, two programs may write the older
//! over the newer, and a write that fails does not fail the act. An absent, empty or torn statement, or one under another key,
//! says nothing. Whoever has the key can write another one: it is there against loss, not against its own owner.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::store::journal::{self, Head};
use crate::store::key::StoreKey;
use crate::store::settle::with_ending;

/// What the name of the file ends in, after the store's.
pub(crate) const HEAD: &str = ".head";

/// What a statement begins with; its fields have one length for ever, so that a newer one covers an older whole.
const FORM: &str = "lantai-head-1";

/// A statement is far shorter; what is longer is none.
const LONGEST: u64 = 512;

/// The file beside one open store.
pub(crate) struct HeadFile {
    file: PathBuf,
    opened: Mutex<Option<fs::File>>,
}

/// Records that were written and are not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Missing {
    /// The last record that is there.
    pub last_seq: i64,
    /// Its instant.
    pub last_ms: Instant,
    /// The last record that is known to have been written.
    pub said_seq: i64,
    /// Its instant.
    pub said_ms: Instant,
}

impl HeadFile {
    pub(crate) fn beside(store: &Path) -> HeadFile {
        HeadFile { file: file_of(store), opened: Mutex::default() }
    }

    /// Says how far the journal reaches. Only for whoever has just committed this row: a row that was merely read may stand in
    /// a log that never reached the disk. What fails leaves the statement behind, or torn, and the act done.
    pub(crate) fn write(&self, key: &StoreKey, head: &Head) {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if opened.is_none() {
            *opened = open_to_write(&self.file).ok();
        }
        let written = opened.as_mut().map(|file| {
            file.seek(SeekFrom::Start(0))?;
            file.write_all(in_words(key, head).as_bytes())
        });
        if written.is_some_and(|written| written.is_err()) {
            *opened = None;
        }
    }
}

/// The file beside a store that says how far its journal reaches.
pub fn file_of(store: &Path) -> PathBuf {
    with_ending(store, HEAD)
}

/// What is said beside a store; none where nothing is said, or nothing that this key has sealed.
pub fn said(store: &Path, key: &StoreKey) -> Option<Head> {
    let mut text = String::new();
    fs::File::open(file_of(store)).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    let mut parts = text.strip_suffix('\n')?.split(' ').skip(1);
    let seq = parts.next()?.parse().ok()?;
    let at = Instant::from_ms(parts.next()?.parse().ok()?);
    let hash = hex::decode(parts.next()?).ok()?;
    let head = Head { seq, at, hash };
    (in_words(key, &head) == text).then_some(head)
}

/// What a store lacks of what was said. The statement is read before the store is: others may write meanwhile.
pub fn missing(store: &Connection, said: &Head) -> Result<Option<Missing>> {
    let held = store
        .prepare_cached("SELECT hash FROM journal WHERE seq = ?1")?
        .query_row([said.seq], |row| row.get::<_, Vec<u8>>(0))
        .optional()?;
    if held.is_some_and(|hash| hash == said.hash) {
        return Ok(None);
    }
    let last = journal::head(store)?;
    Ok(Some(Missing { last_seq: last.seq, last_ms: last.at, said_seq: said.seq, said_ms: said.at }))
}

/// Refuses a store that does not hold the last record it is known to have held. Its log is left as it lies: folding it in
/// would throw away what somebody may still read out of it.
pub fn refuse_cut_short(store: &Connection, file: &Path, key: &StoreKey) -> Result<()> {
    leave_log(store)?;
    let said = said(file, key);
    if let Some(missing) = said.map(|said| missing(store, &said)).transpose()?.flatten() {
        return Err(missing.refused());
    }
    fold_log(store)
}

/// Whoever closes this store last does not fold its log in, and does not take it away.
pub(crate) fn leave_log(store: &Connection) -> Result<()> {
    store.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(())
}

/// It does again: nothing is wrong with this store.
pub(crate) fn fold_log(store: &Connection) -> Result<()> {
    store.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

impl Missing {
    /// As a refusal.
    pub fn refused(&self) -> Error {
        Error::refused(ErrorCode::StoreCutShort)
            .with("lastSeq", self.last_seq)
            .with("lastMs", self.last_ms)
            .with("saidSeq", self.said_seq)
            .with("saidMs", self.said_ms)
    }
}

fn open_to_write(file: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.create(true).write(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(file)
}

/// One line of one length: form, number, instant, hash, seal.
fn in_words(key: &StoreKey, head: &Head) -> String {
    let stated = format!("{FORM} {:020} {:020} {}", head.seq, head.at.ms(), hex::encode(&head.hash));
    format!("{stated} {}\n", key.seal(&stated))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(seq: i64) -> Head {
        Head { seq, at: Instant::from_ms(1_790_000_000_000 + seq), hash: vec![7; 32] }
    }

    #[test]
    fn what_is_said_is_read_by_the_same_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store.db");
        let key = StoreKey::random().unwrap();
        assert_eq!(said(&store, &key), None);
        let file = HeadFile::beside(&store);
        for seq in [9, 12_345, 3] {
            file.write(&key, &head(seq));
            assert_eq!(said(&store, &key), Some(head(seq)));
        }
        assert_eq!(said(&store, &StoreKey::random().unwrap()), None);
    }

    #[test]
    fn a_torn_statement_says_nothing_wherever_it_tore() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store.db");
        let key = StoreKey::random().unwrap();
        let (older, newer) = (in_words(&key, &head(41)), in_words(&key, &Head { hash: vec![8; 32], ..head(42) }));
        assert!(newer.len() == older.len() && (newer.len() as u64) < LONGEST);
        let heads = [Some(head(41)), Some(Head { hash: vec![8; 32], ..head(42) })];
        for torn in 0..newer.len() {
            let halves = [&newer[..torn], &older[torn..]].concat();
            for text in [newer[..torn].to_owned(), halves.clone(), halves + "0", "\0".repeat(torn)] {
                fs::write(file_of(&store), &text).unwrap();
                let read = said(&store, &key);
                assert!(read.is_none() || (heads.contains(&read) && (text == older || text == newer)), "{text}");
            }
        }
    }

    #[test]
    fn a_place_where_nothing_can_be_written_fails_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store.db");
        fs::create_dir(file_of(&store)).unwrap();
        let key = StoreKey::random().unwrap();
        HeadFile::beside(&store).write(&key, &head(1));
        assert_eq!(said(&store, &key), None);
    }
}
