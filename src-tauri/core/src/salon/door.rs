//! `Salon`: the one door, where every look begins and every act is carried out.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::act::{Act, not_before};
use super::cancel::Cancelling;
use super::events::{Event, Topic};
use super::lock::held;
use super::look::Reader;
use super::readers::Readers;
use super::session::{Ended, Sessions};
use super::settings::KnownSettings;
use super::view::{Done, Reading, Writing};
use super::watch::{Stopwatch, Watch};
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::staff::rows;
use crate::store::head::{self, HeadFile};
use crate::store::key::StoreKey;
use crate::store::still::Still;
use crate::store::{journal, open};

/// How long it is waited for those who write, fold the log in, or read what only the log holds: about half a second.
const TRIES_TO_BE_STILL: usize = 50;
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

type Listener = Box<dyn Fn(&Event) + Send + Sync>;

/// One open salon.
pub struct Salon {
    file: PathBuf,
    key: StoreKey,
    /// None once it met with a disk that failed: it is opened anew before the next write.
    writer: Mutex<Option<Connection>>,
    head: HeadFile,
    pub(super) readers: Readers,
    settings: KnownSettings,
    listeners: Mutex<Vec<Arc<Listener>>>,
    seen_version: Mutex<i64>,
    pub(crate) sessions: Sessions,
    watch: Watch,
    /// Requests that somebody wants stopped.
    pub cancelling: Cancelling,
}

impl Salon {
    /// Opens the store behind the door.
    pub fn open(file: &Path, key: &StoreKey) -> Result<Salon> {
        Salon::behind(file, key, open::open(file, key)?)
    }

    /// Opens a store whose newest records are missing, for whoever knows it and goes on.
    pub(crate) fn open_cut_short(file: &Path, key: &StoreKey) -> Result<Salon> {
        Salon::behind(file, key, open::open_cut_short(file, key)?)
    }

    /// Makes a new, empty store.
    pub fn create(file: &Path, key: &StoreKey) -> Result<Salon> {
        Salon::behind(file, key, open::create(file, key)?)
    }

    fn behind(file: &Path, key: &StoreKey, writer: Connection) -> Result<Salon> {
        let opened_at = version(&writer)?;
        Ok(Salon {
            file: file.to_owned(),
            key: key.clone(),
            writer: Mutex::new(Some(writer)),
            head: HeadFile::beside(file),
            readers: Readers::default(),
            settings: KnownSettings::default(),
            listeners: Mutex::default(),
            seen_version: Mutex::new(opened_at),
            sessions: Sessions::default(),
            watch: Watch::default(),
            cancelling: Cancelling::default(),
        })
    }

    /// From now on lock-outs are counted by how long the carrier's program has been running, whatever its clock says.
    pub fn count_time_by(&self, stopwatch: Stopwatch) -> Result<()> {
        let mut writer = held(&self.writer);
        let tried = rows::tried(self.sound(&mut writer)?)?;
        self.watch.begin(stopwatch, tried);
        Ok(())
    }

    /// A damaged page was found: whoever closes the store does not write the log into it any more.
    pub(crate) fn leave_log(&self) -> Result<()> {
        held(&self.writer).iter().try_for_each(head::leave_log)?;
        self.readers.leave_log()
    }

    /// The store's file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The store's key, for backups.
    pub(crate) fn key(&self) -> &StoreKey {
        &self.key
    }

    /// Somebody wants to hear of every event from now on.
    pub fn on_event(&self, listener: Listener) {
        held(&self.listeners).push(Arc::new(listener));
    }

    /// Tells every listener.
    pub fn tell(&self, event: &Event) {
        let listeners = held(&self.listeners).clone();
        for listener in listeners {
            listener(event);
        }
    }

    /// A consistent view of the store.
    pub fn read<T>(&self, now: Instant, work: impl FnOnce(&Reading<'_>) -> Result<T>) -> Result<T> {
        let mut reader = match self.readers.take() {
            Some(reader) => reader,
            None => Reader::new(open::reader(&self.file, &self.key)?),
        };
        let watch = &self.watch;
        let answer = reader.look(
            now,
            |db| self.settings.at(db, journal::head(db)?.seq, now),
            |db, settings, callers| work(&Reading { db, now, settings, caller: None, watch, callers: Some(callers) }),
        );
        if !answer.as_ref().is_err_and(Error::spoils_connection) {
            self.readers.put_back(reader);
        }
        answer
    }

    /// As [`Salon::read`], for somebody who is about to write. Where nobody is writing, the writer answers: its pages are
    /// still those it wrote last, while each other connection must read anew after every write.
    pub(crate) fn read_before_write<T>(&self, now: Instant, work: impl FnOnce(&Reading<'_>) -> Result<T>) -> Result<T> {
        let Ok(mut writer) = self.writer.try_lock() else { return self.read(now, work) };
        let watch = &self.watch;
        let answer = (|| {
            let view = self.sound(&mut writer)?.transaction()?;
            let settings = self.settings.at(&view, journal::head(&view)?.seq, now)?;
            work(&Reading { db: &view, now, settings: &settings, caller: None, watch, callers: None })
        })();
        if answer.as_ref().is_err_and(Error::spoils_connection) {
            *writer = None;
        }
        answer
    }

    /// Carries out one act: all of it or nothing, once and for ever.
    pub fn transact<T: Serialize + DeserializeOwned>(
        &self,
        act: &Act<'_>,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<T> {
        self.carry_out(act, not_before, work)
    }

    /// As [`Salon::transact`], but a clock that has gone back is read as "at the moment of the last write": for signing in,
    /// which must stay possible so that somebody can put the clock right.
    pub(crate) fn transact_at_any_clock<T: Serialize + DeserializeOwned>(
        &self,
        act: &Act<'_>,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<T> {
        self.carry_out(act, |now, last| Ok(now.max(last)), work)
    }

    /// Takes the clock of this act for the right one, though it is behind the last write: that one was written while the
    /// clock was ahead. Everything after is held against this act.
    pub(crate) fn accept_clock(&self, act: &Act<'_>) -> Result<()> {
        self.carry_out(act, |now, _| Ok(now), |_| Ok(()))
    }

    fn carry_out<T: Serialize + DeserializeOwned>(
        &self,
        act: &Act<'_>,
        clock: fn(Instant, Instant) -> Result<Instant>,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut writer = held(&self.writer);
        let done = self.carry_out_by(self.sound(&mut writer)?, act, clock, work);
        if done.as_ref().is_err_and(Error::spoils_connection) {
            *writer = None;
        }
        let (answer, topics, ended) = done?;
        drop(writer);
        for ended in ended {
            self.sessions.end(&ended);
        }
        self.after_commit(topics);
        Ok(answer)
    }

    /// The writer's connection, opened anew if the last one cannot be used any more.
    fn sound<'w>(&self, writer: &'w mut Option<Connection>) -> Result<&'w mut Connection> {
        let sound = match writer.take() {
            Some(sound) => sound,
            None => open::open(&self.file, &self.key)?,
        };
        Ok(writer.insert(sound))
    }

    /// The transaction of one act; whom it ends and what it touched are left to whoever has given the writer back.
    fn carry_out_by<T: Serialize + DeserializeOwned>(
        &self,
        db: &mut Connection,
        act: &Act<'_>,
        clock: fn(Instant, Instant) -> Result<Instant>,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<(T, Vec<Topic>, Vec<Ended>)> {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(answer) =
            journal::answered(&tx, act.request, act.op, act.caller.map(|caller| caller.staff), act.args)?
        {
            return Ok((serde_json::from_str(&answer)?, Vec::new(), Vec::new()));
        }
        let before = journal::head(&tx)?;
        let now = clock(act.now, before.at)?;
        let settings = self.settings.at(&tx, before.seq, now)?;
        let watch = &self.watch;
        let reading = Reading { db: &tx, now, settings: &settings, caller: act.caller, watch, callers: None };
        let mut writing = Writing::begin(reading, act.request, self);
        let answer = work(&mut writing)?;
        let Done { topics, ended, spent } = writing.end();
        let entry = journal::Entry {
            at: now,
            staff: act.caller.map(|caller| caller.staff),
            device: act.device,
            op: act.op,
            request: act.request,
            args: act.args,
            answer: &serde_json::to_string(&answer)?,
        };
        let head = journal::append(&tx, &before, &entry)?;
        tx.commit()?;
        self.head.write(&self.key, &head);
        if !topics.contains(&Topic::Setting) {
            self.settings.hold_after(before.seq);
        }
        // Before the next write may begin: a proof serves one.
        for proof in spent {
            self.sessions.spend(&proof);
        }
        Ok((answer, topics, ended))
    }

    /// Whether another program has written since the last look; if so, every screen is told to fetch again.
    pub fn look_for_other_writers(&self) -> Result<bool> {
        let Ok(mut writer) = self.writer.try_lock() else { return Ok(false) };
        let version = version(self.sound(&mut writer)?)?;
        drop(writer);
        let changed = std::mem::replace(&mut *held(&self.seen_version), version) != version;
        if changed {
            self.after_commit(Topic::ALL.to_vec());
        }
        Ok(changed)
    }

    /// A connection of its own for whoever looks at the whole file, which lies still meanwhile unless others will not let it.
    /// Nobody is kept waiting by it.
    pub(crate) fn with_store<T>(&self, work: impl FnOnce(&Connection, Option<&Still<'_>>) -> Result<T>) -> Result<T> {
        let store = open::reader(&self.file, &self.key)?;
        for _ in 0..TRIES_TO_BE_STILL {
            if let Some(still) = Still::begin(&store)? {
                return work(&store, Some(&still));
            }
            std::thread::sleep(BETWEEN_TRIES);
        }
        work(&store, None)
    }

    fn after_commit(&self, topics: Vec<Topic>) {
        if !topics.is_empty() {
            self.tell(&Event::Changed { topics });
        }
    }
}

/// A number that changes when another connection has written.
fn version(db: &Connection) -> Result<i64> {
    Ok(db.pragma_query_value(None, "data_version", |row| row.get(0))?)
}
