//! The settings of the day, as the door knows them.
//!
//! Settings hold from a date on; they are read once a day and after each write, by whatever program it was made. The journal
//! says whether there was one, in the very view that the settings are read from.

use std::sync::{Arc, Mutex};

use rusqlite::Connection;

use super::lock::held;
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::setting::Settings;

/// What was read last.
#[derive(Default)]
pub(super) struct KnownSettings(Mutex<Option<Known>>);

/// For which day, and after which row of the journal.
struct Known {
    date: Date,
    after: i64,
    settings: Arc<Settings>,
}

impl KnownSettings {
    /// As they hold now, in a view in which this row of the journal is the last.
    pub(super) fn at(&self, db: &Connection, after: i64, now: Instant) -> Result<Arc<Settings>> {
        let mut known = held(&self.0);
        if let Some(Known { date, after: read_after, settings }) = known.as_ref()
            && *read_after == after
            && settings.day.date_of(now) == *date
        {
            return Ok(Arc::clone(settings));
        }
        let settings = Arc::new(Settings::read(db, now)?);
        let date = settings.day.date_of(now);
        *known = Some(Known { date, after, settings: Arc::clone(&settings) });
        Ok(settings)
    }

    /// The act after this row of the journal was our own and changed no setting: what was known still holds.
    pub(super) fn hold_after(&self, seq: i64) {
        let mut known = held(&self.0);
        if let Some(known) = known.as_mut().filter(|known| known.after == seq) {
            known.after += 1;
        }
    }
}
