//! A store's file lying still: its bytes as they are on the disk, while nobody folds the log into it.
//!
//! Whoever begins to read when the whole log stands in the file reads from the file alone, and SQLite lets nobody fold
//! anything in until he has done. So the file is a whole store by itself meanwhile, whoever goes on writing into the log. The
//! bytes are read through SQLite's own handle: closing another one on the same file would drop the locks that it holds.
//! Refused, as none, while somebody still reads what stands in the log only.

use std::ffi::c_int;
use std::ptr;

use rusqlite::{Connection, Transaction, ffi};

use crate::error::Result;

/// A page, as SQLCipher makes them.
pub(super) const PAGE: usize = 4096;

/// Pages read in one go.
const PAGES_AT_ONCE: u64 = 1024;

/// A store's file for as long as nobody folds the log into it.
pub(crate) struct Still<'s> {
    look: Transaction<'s>,
    pages: u64,
}

impl Still<'_> {
    /// Begins on a connection that reads, while its caller lets nobody write.
    pub(crate) fn begin(store: &Connection) -> Result<Option<Still<'_>>> {
        let (stand_in_log, stand_in_file): (i64, i64) =
            store.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(1)?, row.get(2)?)))?;
        if stand_in_log != stand_in_file {
            return Ok(None);
        }
        let look = store.unchecked_transaction()?;
        let pages = look.pragma_query_value(None, "page_count", |row| row.get(0))?;
        Ok(Some(Still { look, pages }))
    }

    /// All pages from the first to the last, many at a time, with the number of the first. What the file lacks is empty.
    pub(crate) fn each(&self, mut work: impl FnMut(u64, &[u8]) -> Result<()>) -> Result<()> {
        let mut buffer = vec![0; PAGE * PAGES_AT_ONCE as usize];
        let mut first = 1;
        while first <= self.pages {
            let count = PAGES_AT_ONCE.min(self.pages + 1 - first);
            let (bytes, _) = buffer.split_at_mut(PAGE * count as usize);
            self.read(bytes, (first - 1) * PAGE as u64)?;
            work(first, bytes)?;
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
