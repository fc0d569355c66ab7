//! Duplicates a store that is at work: its pages and those of its log, sealed as they lie on the disk.
//!
//! Nothing is opened and sealed again, so it costs what copying a file costs. It is one moment's store: a reader holds the
//! moment, so that nobody folds anything later into the store; what is being folded meanwhile lies in the log as well, and
//! the log, copied after the store, comes first when the duplicate is opened. Read through SQLite's own handles: a file that
//! is opened and closed beside them would take their locks away with it (POSIX).

#![allow(unsafe_code)]

use std::ffi::c_int;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::ptr;

use rusqlite::{Connection, ffi};

use crate::error::Result;
use crate::store::keep;
use crate::store::settle::with_ending;

/// So much is read at once.
const STRETCH: usize = 1 << 20;

/// Writes the duplicate, its log beside it. Neither may be there yet.
pub(super) fn duplicate(store: &Connection, to: &Path) -> Result<()> {
    let mut moment = store.prepare("SELECT 1 FROM sqlite_schema")?;
    let mut held = moment.query([])?;
    held.next()?;
    Part::of(store, ffi::SQLITE_FCNTL_FILE_POINTER)?.write(&mut keep::create_private(to)?)?;
    let log = Part::of(store, ffi::SQLITE_FCNTL_JOURNAL_POINTER)?;
    if log.length()? > 0 {
        log.write(&mut keep::create_private(&with_ending(to, "-wal"))?)?;
    }
    Ok(())
}

/// One open file of a connection.
struct Part<'a> {
    file: *mut ffi::sqlite3_file,
    methods: &'a ffi::sqlite3_io_methods,
}

impl<'a> Part<'a> {
    fn of(store: &'a Connection, which: c_int) -> io::Result<Part<'a>> {
        let mut file: *mut ffi::sqlite3_file = ptr::null_mut();
        // SAFETY: the connection is open for as long as `store` is borrowed, and both calls of this kind only put the address
        // of one of its open files where they are told.
        let asked =
            unsafe { ffi::sqlite3_file_control(store.handle(), c"main".as_ptr(), which, (&raw mut file).cast()) };
        // SAFETY: what was put there is null or a file of this connection, which lives as long as it does; so do the
        // methods it names, which are constants of its file system's code, or null for a file that is not open.
        let methods = unsafe { file.as_ref().and_then(|file| file.pMethods.as_ref()) };
        match methods {
            Some(methods) if asked == ffi::SQLITE_OK => Ok(Part { file, methods }),
            _ => Err(io::Error::other("the store's file is not open")),
        }
    }

    fn length(&self) -> io::Result<u64> {
        let mut length: ffi::sqlite3_int64 = 0;
        // SAFETY: an open file and its own method, which writes one number where it is told.
        let asked = self.methods.xFileSize.map(|size| unsafe { size(self.file, &raw mut length) });
        said(asked, ())?;
        u64::try_from(length).map_err(io::Error::other)
    }

    fn write(&self, to: &mut File) -> io::Result<()> {
        let length = self.length()?;
        let mut stretch = vec![0_u8; STRETCH];
        let mut from = 0;
        while from < length {
            let wanted = STRETCH.min(usize::try_from(length - from).unwrap_or(STRETCH));
            let part = stretch.get_mut(..wanted).unwrap_or_default();
            let (count, place) = (wanted as c_int, from as ffi::sqlite3_int64);
            // SAFETY: an open file and its own method, which writes at most `count` bytes into a buffer of just that length.
            let asked =
                self.methods.xRead.map(|read| unsafe { read(self.file, part.as_mut_ptr().cast(), count, place) });
            said(asked, ())?;
            to.write_all(part)?;
            from += wanted as u64;
        }
        Ok(())
    }
}

fn said<T>(code: Option<c_int>, done: T) -> io::Result<T> {
    match code {
        Some(ffi::SQLITE_OK) => Ok(done),
        code => Err(io::Error::other(format!("the store's file cannot be read ({code:?})"))),
    }
}
