//! One look at the store through a reader: everything asked in it is answered from one moment, and what the reader knows of
//! that moment need not be asked again.
//!
//! A look begins with the version that SQLite itself counts for each connection: it changes whenever anybody else, of this
//! program or another, has written. While that statement stands open the moment is held, so what was kept under the same
//! version is what the store says now. Who a caller is and the settings of the day are kept so; a reader never writes.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use rusqlite::Connection;

use super::session::Caller;
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::ids::StaffId;
use crate::setting::Settings;

/// So many people and devices are remembered; more are forgotten together.
const MOST_CALLERS: usize = 64;

/// One connection for reading, with what it knows.
pub(super) struct Reader {
    db: Connection,
    version: Option<i64>,
    settings: Option<(Date, Arc<Settings>)>,
    callers: Callers,
    keeps_pages: Option<Arc<()>>,
}

/// The people who asked at this version of the store, as their rows say.
#[derive(Default)]
pub(crate) struct Callers(RefCell<Vec<Known>>);

struct Known {
    /// As it was typed, where he was asked for by his number.
    number: Option<String>,
    caller: Arc<Caller>,
}

/// By what somebody is looked for.
#[derive(Clone, Copy)]
pub(crate) enum Asked<'a> {
    /// By his id, which his session says.
    Id(StaffId),
    /// By his number.
    Number(&'a str),
}

impl Reader {
    pub(super) fn new(db: Connection) -> Reader {
        Reader { db, version: None, settings: None, callers: Callers::default(), keeps_pages: None }
    }

    pub(super) fn db(&self) -> &Connection {
        &self.db
    }

    /// Keeps the pages it opens from now on; what is answered lives as long as this reader.
    pub(super) fn keep_pages(&mut self) -> Weak<()> {
        Arc::downgrade(self.keeps_pages.insert(Arc::default()))
    }

    pub(super) fn keeps_pages(&self) -> bool {
        self.keeps_pages.is_some()
    }

    /// Gives the room of the pages it has opened back.
    pub(super) fn forget_pages(&self) -> Result<()> {
        Ok(self.db.release_memory()?)
    }

    /// Looks at the store at one moment. The settings are read where they are not known for that moment and day.
    pub(super) fn look<T>(
        &mut self,
        now: Instant,
        read_settings: impl FnOnce(&Connection) -> Result<Arc<Settings>>,
        work: impl FnOnce(&Connection, &Settings, &Callers) -> Result<T>,
    ) -> Result<T> {
        let mut asked = self.db.prepare_cached("PRAGMA data_version")?;
        let mut held = asked.query([])?;
        let version = held.next()?.map(|row| row.get(0)).transpose()?;
        if version.is_none() || version != self.version {
            self.settings = None;
            self.callers.0.borrow_mut().clear();
            self.version = version;
        }
        let settings = match self.settings.take().filter(|(date, settings)| settings.day.date_of(now) == *date) {
            Some((_, settings)) => settings,
            None => read_settings(&self.db)?,
        };
        self.settings = Some((settings.day.date_of(now), Arc::clone(&settings)));
        work(&self.db, &settings, &self.callers)
    }
}

impl Callers {
    /// Who this is at this device: as he is known, or else found and remembered.
    pub(crate) fn known(
        &self,
        asked: Asked<'_>,
        device: &str,
        find: impl FnOnce() -> Result<Caller>,
    ) -> Result<Arc<Caller>> {
        let is_asked = |known: &Known| {
            known.caller.device == device
                && match asked {
                    Asked::Id(staff) => known.caller.staff == staff,
                    Asked::Number(number) => known.number.as_deref() == Some(number),
                }
        };
        if let Some(known) = self.0.borrow().iter().find(|known| is_asked(known)) {
            return Ok(Arc::clone(&known.caller));
        }
        let caller = Arc::new(find()?);
        let number = match asked {
            Asked::Id(_) => None,
            Asked::Number(number) => Some(number.to_owned()),
        };
        let mut all = self.0.borrow_mut();
        if all.len() >= MOST_CALLERS {
            all.clear();
        }
        all.push(Known { number, caller: Arc::clone(&caller) });
        Ok(caller)
    }
}
