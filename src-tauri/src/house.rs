//! The house behind the window: the one open salon, or why there is none.
//!
//! A store that cannot be opened is left untouched; the window opens all the same and says why, so that somebody can act
//! on it (restore a backup, close the other program, free the disk).

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lantai_core::clock::Instant;
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::home::Home;
use lantai_core::salon::{Event, Salon, Topic};
use lantai_core::store::{accept_loss, backup, verify};
use serde::Serialize;

use crate::machine;
use crate::network::Network;
use crate::occupy::{self, Occupied};

/// While something is written, a backup this often.
const BACK_UP_EVERY_MINUTES: i64 = 60;

/// So long after one that failed: each try may fill a disk that is nearly full.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(10 * 60);

/// Whom the house tells of changes and of progress: the window.
pub(crate) type Told = Arc<dyn Fn(&Event) + Send + Sync>;

/// What the window shows before anybody can sign in.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum HouseState {
    /// No salon was founded in this folder yet.
    Empty,
    /// One is being founded right now; progress is pushed.
    Founding,
    /// The salon is open.
    Ready,
    /// There is one, but it cannot be opened.
    Broken {
        /// Why.
        failure: Failure,
    },
}

enum Standing {
    NotTried,
    Founding,
    Open { salon: Arc<Salon>, _occupied: Occupied },
    Broken(Failure),
}

/// The house of one folder.
pub(crate) struct House {
    /// The folder.
    pub(crate) home: Home,
    /// The shop's network.
    pub(crate) network: Network,
    told: Told,
    standing: Mutex<Standing>,
    /// Tries to open it that have come to their end.
    tries: AtomicU64,
    changed: Arc<AtomicBool>,
    failed: Mutex<Option<Duration>>,
}

impl House {
    /// The house in a folder; nothing is opened yet.
    pub(crate) fn new(home: Home, told: Told, network: Network) -> House {
        House {
            home,
            network,
            told,
            standing: Mutex::new(Standing::NotTried),
            tries: AtomicU64::default(),
            changed: Arc::default(),
            failed: Mutex::default(),
        }
    }

    /// In which state it is. Opens the salon if it is closed; a failure is looked at anew each time it is asked, but who had
    /// to wait for another's try takes what came of that one.
    pub(crate) fn state(&self) -> HouseState {
        let tries = || self.tries.load(Ordering::Acquire);
        let before = tries();
        let mut standing = self.standing();
        match &*standing {
            Standing::Broken(failure) if tries() != before => return HouseState::Broken { failure: failure.clone() },
            Standing::Open { .. } => return HouseState::Ready,
            Standing::Founding => return HouseState::Founding,
            Standing::NotTried | Standing::Broken(_) if !self.home.holds_anything() => return HouseState::Empty,
            Standing::NotTried | Standing::Broken(_) => {}
        }
        // A store in which a damaged page was found opens again only when every page is whole.
        let was_damaged = matches!(&*standing, Standing::Broken(failure) if failure.code == ErrorCode::StoreDamaged);
        let open = || {
            let salon = self.home.open()?;
            salon.count_time_by(Box::new(machine::running))?;
            match was_damaged.then(|| verify::seals(&salon)) {
                // What could not be looked over is as damaged as it was.
                Some(Err(error)) => Err(Error::refused(ErrorCode::StoreDamaged).with("detail", error.to_string())),
                _ => Ok(salon),
            }
        };
        let opened = occupy::enter(&self.home.dir)
            .and_then(|occupied| Ok((open().map_err(|error: Error| error.failure())?, occupied)));
        self.tries.fetch_add(1, Ordering::Release);
        match opened {
            Ok((salon, occupied)) => {
                *standing = Standing::Open { salon: self.listening(salon), _occupied: occupied };
                HouseState::Ready
            }
            Err(failure) => {
                log::error!("the store cannot be opened: {failure:?}");
                *standing = Standing::Broken(failure.clone());
                HouseState::Broken { failure }
            }
        }
    }

    /// The open salon.
    pub(crate) fn salon(&self) -> Result<Arc<Salon>, Failure> {
        match &*self.standing() {
            Standing::Open { salon, .. } => Ok(Arc::clone(salon)),
            Standing::Broken(failure) => Err(failure.clone()),
            Standing::NotTried | Standing::Founding => Err(Error::refused(ErrorCode::StoreMissing).failure()),
        }
    }

    /// Founds a salon by `work` and leaves it open. Refused while one is open or being founded.
    pub(crate) fn found<T>(
        &self,
        work: impl FnOnce(&Home, &Told) -> Result<(Salon, T), Failure>,
    ) -> Result<T, Failure> {
        match &mut *self.standing() {
            Standing::Open { .. } | Standing::Founding => return Err(Error::refused(ErrorCode::StoreExists).failure()),
            standing => *standing = Standing::Founding,
        }
        let founded = work(&self.home, &self.told).and_then(|(salon, answer)| {
            salon.count_time_by(Box::new(machine::running))?;
            let occupied = occupy::enter(&self.home.dir)?;
            Ok((Standing::Open { salon: self.listening(salon), _occupied: occupied }, answer))
        });
        match founded {
            Ok((standing, answer)) => {
                *self.standing() = standing;
                Ok(answer)
            }
            Err(failure) => {
                log::error!("founding failed: {failure:?}");
                *self.standing() = Standing::NotTried;
                Err(failure)
            }
        }
    }

    /// Brings a backup back and opens it. Refused while the salon is open, here or in another program.
    pub(crate) fn restore(&self, file: &std::path::Path, phrase: Option<&str>) -> Result<(), Failure> {
        if matches!(&*self.standing(), Standing::Open { .. } | Standing::Founding) {
            return Err(Error::refused(ErrorCode::StoreExists).failure());
        }
        let alone = occupy::enter_alone(&self.home.dir)?;
        backup::restore(&self.home, file, phrase, machine::now())?;
        drop(alone);
        self.open_anew()
    }

    /// Brings the key back by the recovery phrase and opens the salon. Refused while it is open, here or elsewhere.
    pub(crate) fn recover(&self, phrase: &str) -> Result<(), Failure> {
        if matches!(&*self.standing(), Standing::Open { .. } | Standing::Founding) {
            return Err(Error::refused(ErrorCode::StoreExists).failure());
        }
        let alone = occupy::enter_alone(&self.home.dir)?;
        self.home.bring_key_back(phrase, machine::now())?;
        drop(alone);
        self.open_anew()
    }

    /// Goes on with a store whose newest records are missing, and opens it. Refused while it is open, here or elsewhere.
    pub(crate) fn accept_loss(&self) -> Result<(), Failure> {
        if matches!(&*self.standing(), Standing::Open { .. } | Standing::Founding) {
            return Err(Error::refused(ErrorCode::StoreExists).failure());
        }
        let alone = occupy::enter_alone(&self.home.dir)?;
        accept_loss::accept_loss(&self.home, &machine::device(), machine::now())?;
        drop(alone);
        self.open_anew()
    }

    fn open_anew(&self) -> Result<(), Failure> {
        *self.standing() = Standing::NotTried;
        match self.state() {
            HouseState::Broken { failure } => Err(failure),
            _ => Ok(()),
        }
    }

    /// Looks over every page of the store, and stops the house if one is damaged: what SQLite has not read yet it cannot
    /// know to be so, and nothing more must be written on top of it. Says whether it could look.
    pub(crate) fn look_over(&self) -> bool {
        let Ok(salon) = self.salon() else { return false };
        let Err(error) = verify::seals(&salon) else { return true };
        log::error!("the store was looked over: {error}");
        let is_damaged = error.code() == ErrorCode::StoreDamaged;
        if is_damaged {
            *self.standing() = Standing::Broken(error.failure());
            self.network.end();
            (self.told)(&Event::Changed { topics: Topic::ALL.to_vec() });
        }
        is_damaged
    }

    /// A backup, if the last is an hour old and something was written since.
    pub(crate) fn back_up_when_due(&self) {
        let newest = self.newest_backup();
        let is_due = newest.is_none_or(|at| machine::now().minutes_since(at) >= BACK_UP_EVERY_MINUTES);
        let has_waited = self.failed().is_none_or(|at| machine::running().saturating_sub(at) >= TRY_AGAIN_AFTER);
        if is_due && has_waited {
            self.back_up();
        }
    }

    /// One more backup, if anything was written since the last. One that fails may have met a damaged page: then every page is
    /// looked over.
    pub(crate) fn back_up(&self) {
        let Ok(salon) = self.salon() else { return };
        if !self.changed.swap(false, Ordering::AcqRel) {
            return;
        }
        match backup::generation(&salon, machine::now()) {
            Ok(made) => {
                *self.failed() = None;
                log::info!("backup {} ({} bytes)", made.file, made.size_bytes);
            }
            Err(error) => {
                *self.failed() = Some(machine::running());
                self.changed.store(true, Ordering::Release);
                log::error!("no backup: {error}");
                self.look_over();
            }
        }
    }

    fn listening(&self, salon: Salon) -> Arc<Salon> {
        self.changed.store(self.is_ahead_of_its_backup(), Ordering::Release);
        let (told, changed) = (Arc::clone(&self.told), Arc::clone(&self.changed));
        salon.on_event(Box::new(move |event| {
            changed.fetch_or(is_news(event), Ordering::AcqRel);
            told(event);
        }));
        Arc::new(salon)
    }

    fn newest_backup(&self) -> Option<Instant> {
        backup::newest(&self.home.store_file(), machine::now())
    }

    /// Whether the store was written after its newest backup, by whatever program.
    fn is_ahead_of_its_backup(&self) -> bool {
        let written = std::fs::metadata(self.home.store_file()).and_then(|store| store.modified()).ok();
        let backed_up = self.newest_backup().map(machine::time_of);
        written.is_none_or(|written| backed_up.is_none_or(|at| written > at))
    }

    /// When the last try at a backup failed, by the program's running time.
    fn failed(&self) -> MutexGuard<'_, Option<Duration>> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an event means that a backup would hold something new: every change but the making of a backup itself, and
/// tablets coming and going.
fn is_news(event: &Event) -> bool {
    matches!(event, Event::Changed { topics } if topics.iter().any(|topic| !matches!(topic, Topic::Store | Topic::Device)))
}
