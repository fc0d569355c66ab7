//! A store's file lying still: its bytes as they are on the disk, while nobody folds the log into it.
//!
//! Whoever begins to read when the whole log stands in the file reads from the file alone, and SQLite lets nobody fold
//! anything in until he has done. So the file is a whole store by itself meanwhile, whoever goes on writing into the log. The
//! bytes are read through SQLite's own handle: closing another one on the same file would drop the locks that it holds.
//!
//! There is none while somebody still reads what stands in the log only, somebody else folds the log in, it cannot be folded in
//! (a full disk), or somebody wrote just then. Nobody is kept waiting.

use std::ffi::c_int;
use std::fs;
use std::ops::ControlFlow;
use std::ptr;

use rusqlite::{Connection, Transaction, ffi};

use crate::error::Result;

/// A page, as SQLCipher makes them.
pub(super) const PAGE: usize = 4096;

/// Pages looked at in one go.
const PAGES_AT_ONCE: u64 = 1024;

/// Bytes that SQLite reads at once.
const READ_AT_ONCE: usize = 16 * PAGE;

/// A store's file for as long as nobody folds the log into it.
pub(crate) struct Still<'s> {
    look: Transaction<'s>,
    pages: u64,
}

impl Still<'_> {
    /// Begins on a connection that does nothing else meanwhile.
    pub(crate) fn begin(store: &Connection) -> Result<Option<Still<'_>>> {
        let version = |store: &Connection| store.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0));
        let before = version(store)?;
        if !has_folded_all(store) {
            return Ok(None);
        }
        let look = store.unchecked_transaction()?;
        // With this the look begins. Where somebody wrote since the first version was asked for, the log holds more again.
        if version(&look)? != before {
            return Ok(None);
        }
        let counted: u64 = look.pragma_query_value(None, "page_count", |row| row.get(0))?;
        let length = match store.path() {
            Some(file) => fs::metadata(file)?.len(),
            None => 0,
        };
        // What lies behind the last page is not the store's, and nothing to be passed over in silence.
        Ok(Some(Still { look, pages: counted.max(length.div_ceil(PAGE as u64)) }))
    }

    /// Pages from the first to the last, many at a time, with the number of the first, until somebody has seen enough. What the
    /// file lacks is empty.
    pub(crate) fn each(&self, mut work: impl FnMut(u64, &[u8]) -> Result<ControlFlow<()>>) -> Result<()> {
        let mut buffer = vec![0; PAGE * PAGES_AT_ONCE as usize];
        let mut first = 1;
        while first <= self.pages {
            let count = PAGES_AT_ONCE.min(self.pages + 1 - first);
            let (pages, _) = buffer.split_at_mut(PAGE * count as usize);
            let from = (first - 1) * PAGE as u64;
            for (part, from) in pages.chunks_mut(READ_AT_ONCE).zip((from..).step_by(READ_AT_ONCE)) {
                self.read(part, from)?;
            }
            if work(first, pages)?.is_break() {
                break;
            }
            first += count;
        }
        Ok(())
    }

    /// The file's bytes from a place on; those it lacks are zeroes.
    #[allow(unsafe_code)]
    pub(super) fn read(&self, into: &mut [u8], from: u64) -> Result<()> {
        let (length, from) = (into.len() as c_int, from as i64);
        let mut file: *mut ffi::sqlite3_file = ptr::null_mut();
        // SAFETY: the connection lives as long as the look, and with it the file that SQLite names; it is used by this thread
        // alone; of `into` as many bytes are written as it has.
        let code = unsafe {
            let named = (&raw mut file).cast();
            let store = self.look.handle();
            match ffi::sqlite3_file_control(store, ptr::null(), ffi::SQLITE_FCNTL_FILE_POINTER, named) {
                ffi::SQLITE_OK => match file.as_ref().and_then(|file| file.pMethods.as_ref()?.xRead) {
                    Some(read) => read(file, into.as_mut_ptr().cast(), length, from),
                    None => ffi::SQLITE_MISUSE,
                },
                refused => refused,
            }
        };
        // What the file lacks SQLite has filled with zeroes.
        if matches!(code, ffi::SQLITE_OK | ffi::SQLITE_IOERR_SHORT_READ) {
            return Ok(());
        }
        Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into())
    }
}

/// Whether all that the log holds stands in the file now. While another folds the log in SQLite says that it is busy, and counts
/// nothing.
fn has_folded_all(store: &Connection) -> bool {
    let said = store.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    });
    said.is_ok_and(|(busy, stand_in_log, stand_in_file)| busy == 0 && stand_in_log == stand_in_file)
}
