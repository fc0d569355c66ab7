//! Opening a store: keyed, checked, brought up to date, and set up for work.
//!
//! Refuses, and leaves untouched: a missing file, a store of another key, a damaged one, one written by a newer version,
//! one that another program holds, one that may not be written, one whose newest records are missing. The key's fingerprint lies beside the store (`.id`), so
//! that "another key" and "damaged" are told apart: to SQLCipher both are noise.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, ErrorCode, Result};
use crate::store::key::StoreKey;
use crate::store::{head, migrate};

/// Marks the file as Lantai's ("LTai").
const APPLICATION_ID: i32 = 0x4C54_6169;

/// Memory for pages, KiB: the default 2 MB costs 2.5 times at a million members.
const PAGE_CACHE_KIB: i64 = 16 * 1024;

/// How long a write waits for another program's write.
const BUSY_WAIT: std::time::Duration = std::time::Duration::from_secs(5);

/// Makes a new store. Refuses to overwrite.
pub fn create(file: &Path, key: &StoreKey) -> Result<Connection> {
    if file.exists() {
        return Err(Error::refused(ErrorCode::StoreExists));
    }
    let mut id = fs::File::create(id_file(file))?;
    id.write_all(key.fingerprint().as_bytes())?;
    id.sync_all()?;
    let mut store = keyed(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    store.pragma_update(None, "application_id", APPLICATION_ID)?;
    set_up(&store)?;
    migrate::to_current(&mut store)?;
    Ok(store)
}

/// Opens a store for writing and brings its schema up to date.
pub fn open(file: &Path, key: &StoreKey) -> Result<Connection> {
    let store = open_checked(file, key)?;
    head::refuse_cut_short(&store, file, key)?;
    made_ready(store)
}

/// As [`open`], for whoever knows that records are missing and goes on.
pub(crate) fn open_cut_short(file: &Path, key: &StoreKey) -> Result<Connection> {
    made_ready(open_checked(file, key)?)
}

/// One more connection to an open store, for reading only.
pub fn reader(file: &Path, key: &StoreKey) -> Result<Connection> {
    let store = keyed(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    set_up(&store)?;
    store.pragma_update(None, "query_only", true)?;
    Ok(store)
}

/// Opens and checks a store without changing anything in it.
pub fn open_checked(file: &Path, key: &StoreKey) -> Result<Connection> {
    if !file.exists() {
        return Err(Error::refused(ErrorCode::StoreMissing));
    }
    if fs::metadata(file)?.permissions().readonly() || !takes_files(file) {
        return Err(Error::refused(ErrorCode::StoreReadOnly));
    }
    // SQLite takes away the log of a store that holds nothing; it may hold all that is left.
    if fs::metadata(file)?.len() == 0 {
        return Err(Error::refused(ErrorCode::StoreDamaged));
    }
    let store = keyed(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    head::leave_log(&store)?;
    if store.is_readonly("main")? {
        return Err(Error::refused(ErrorCode::StoreReadOnly));
    }
    let application: i32 = store
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(|error| unreadable(file, key, error))?;
    if application != APPLICATION_ID {
        return Err(Error::refused(ErrorCode::StoreDamaged));
    }
    migrate::refuse_newer(&store)?;
    head::fold_log(&store)?;
    Ok(store)
}

/// The file beside a store that tells which key it belongs to.
pub fn id_file(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".id");
    PathBuf::from(name)
}

fn keyed(file: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection> {
    let store = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    store.busy_timeout(BUSY_WAIT)?;
    // What goes wrong is told by its code; the cipher's own lines on stderr would break a script that reads it.
    store.pragma_update(None, "cipher_log_level", "NONE")?;
    store.pragma_update(None, "key", key.pragma_value().as_str())?;
    store.pragma_update(None, "cipher_memory_security", false)?;
    store.pragma_update(None, "cipher_log_level", "NONE")?;
    Ok(store)
}

fn made_ready(mut store: Connection) -> Result<Connection> {
    head::leave_log(&store)?;
    set_up(&store)?;
    fold_in_log(&store);
    migrate::to_current(&mut store)?;
    head::fold_log(&store)?;
    Ok(store)
}

fn set_up(store: &Connection) -> Result<()> {
    store.pragma_update(None, "journal_mode", "WAL")?;
    store.pragma_update(None, "synchronous", "FULL")?;
    store.pragma_update(None, "foreign_keys", true)?;
    store.pragma_update(None, "temp_store", "MEMORY")?;
    store.pragma_update(None, "trusted_schema", false)?;
    store.pragma_update(None, "cache_size", -PAGE_CACHE_KIB)?;
    store.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// Where the power went while the log was being folded in, a page of the file may be half the old one and half the new; the
/// log still holds it whole. Reading goes by the log, but the seals are looked over in the file: they would be called broken.
/// Where folding in fails (no room, somebody reads), the log is as good as before.
fn fold_in_log(store: &Connection) {
    store.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).ok();
}

fn unreadable(file: &Path, key: &StoreKey, error: rusqlite::Error) -> Error {
    if error.sqlite_error_code() != Some(rusqlite::ErrorCode::NotADatabase) {
        return error.into();
    }
    let belongs = fs::read_to_string(id_file(file)).is_ok_and(|id| id.trim() == key.fingerprint());
    Error::refused(if belongs { ErrorCode::StoreDamaged } else { ErrorCode::StoreWrongKey })
}

/// Whether the store's folder takes new files: SQLite needs to put its write-ahead log there. (The store itself is opened by
/// nobody but SQLite: closing another handle on it would drop the locks that this program holds.)
fn takes_files(file: &Path) -> bool {
    let Some(folder) = file.parent() else { return true };
    let probe = folder.join(".lantai-write-probe");
    let made = fs::write(&probe, b"").is_ok();
    if made {
        fs::remove_file(&probe).ok();
    }
    made
}
