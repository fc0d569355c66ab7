//! A home to work in: made once, laid out again and again as it was after any step.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use lantai_core::clock::Instant;
use lantai_core::commands::{self, Call};
use lantai_core::error::{ErrorCode, Failure};
use lantai_core::home::{Founding, Home};
use lantai_core::salon::Salon;
use lantai_core::store::backup;
use lantai_core::test_salon::MANAGER;
use serde_json::Value;

use super::compare::Said;
use super::record::{Before, Op, say};

/// Where the home lies in its stage, and where backups come from outside.
pub(crate) const SALON: &str = "salon";
pub(crate) const STICK: &str = "stick";

/// One thing that is done.
#[derive(Clone)]
pub(crate) enum Deed {
    /// A command of the table.
    Call(Call),
    /// One more generation of backups.
    Backup(Instant),
    /// A backup on the stick becomes the store.
    Restore { backup: &'static str, phrase: Option<String>, now: Instant },
    /// The home is opened, and its store brought up to date.
    Open(Instant),
    /// A salon is founded where there is none.
    Found(Instant),
}

/// A deed, what stood before it and what was answered.
pub(crate) struct Step {
    pub(crate) deed: Deed,
    pub(crate) before: Before,
    pub(crate) answer: Value,
    /// Every row before it, and after it.
    pub(crate) old: Said,
    pub(crate) new: Said,
}

/// A home and, while it is open, its salon.
pub(crate) struct House {
    pub(crate) folder: PathBuf,
    pub(crate) home: Home,
    pub(crate) salon: Option<Salon>,
}

/// Memory rather than a disk, where there is any: nothing here needs a real one.
pub(crate) fn quick_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    tempfile::Builder::new().prefix("lantai-").tempdir_in(place.canonicalize().unwrap()).unwrap()
}

/// What a salon is founded with.
pub(crate) fn founding(name: &str) -> Founding {
    Founding {
        salon_name: name.into(),
        language: "zh-Hans".into(),
        demo: false,
        manager: (MANAGER.into(), "赵六".into(), "2610".into()),
    }
}

/// Lays out what was taken down.
pub(crate) fn lay_out(before: &Before, folder: &Path) {
    fs::remove_dir_all(folder).ok();
    for inside in &before.folders {
        fs::create_dir_all(folder.join(inside)).unwrap();
    }
    for (path, bytes) in &before.files {
        fs::write(folder.join(path), bytes).unwrap();
    }
}

/// Takes down what lies in a folder.
pub(crate) fn taken_down(folder: &Path) -> Before {
    Before::of(folder, &mut HashMap::new())
}

impl Deed {
    /// When it is done.
    pub(crate) fn at(&self) -> Instant {
        match self {
            Deed::Call(call) => call.now,
            Deed::Backup(now) | Deed::Restore { now, .. } | Deed::Open(now) | Deed::Found(now) => *now,
        }
    }

    /// What is asked for when it is asked for again: a call under its request, a backup a minute later.
    pub(crate) fn once_more(&self) -> Deed {
        match self {
            Deed::Backup(now) => Deed::Backup(now.plus_minutes(1)),
            other => other.clone(),
        }
    }

    /// What it is called in the figures.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Deed::Call(call) => match call.name.split('.').next() {
                Some("till") => "sale",
                Some("booking") => "booking",
                Some("tray" | "linen") => "linen",
                Some("import") => "import",
                _ => "write",
            },
            Deed::Backup(_) => "backup",
            Deed::Restore { .. } => "restore",
            Deed::Open(_) => "migration",
            Deed::Found(_) => "founding",
        }
    }
}

impl House {
    /// The home in a stage that was laid out; it is opened when it is needed.
    pub(crate) fn at(folder: &Path) -> House {
        House { folder: folder.to_owned(), home: Home::new(folder.join(SALON)), salon: None }
    }

    pub(crate) fn open(&mut self) -> Result<&Salon, Failure> {
        if self.salon.is_none() {
            self.salon = Some(self.home.open().map_err(|error| error.failure())?);
        }
        self.salon.as_ref().ok_or(Failure { code: ErrorCode::StoreMissing, params: Default::default() })
    }

    /// Does it, and says what was answered.
    pub(crate) fn carry_out(&mut self, deed: &Deed) -> Result<Value, Failure> {
        match deed {
            Deed::Call(call) => {
                let answer = commands::dispatch(self.open()?, call)?;
                Ok(serde_json::from_str(answer.get()).unwrap())
            }
            Deed::Backup(now) => {
                let line = backup::generation(self.open()?, *now).map_err(|error| error.failure())?;
                Ok(serde_json::to_value(line).unwrap())
            }
            Deed::Restore { backup, phrase, now } => {
                self.salon = None;
                let file = self.folder.join(STICK).join(backup);
                let restored = backup::restore(&self.home, &file, phrase.as_deref(), *now);
                restored.map(|()| Value::Null).map_err(|error| error.failure())
            }
            Deed::Open(_) => {
                self.salon = None;
                self.open().map(|_| Value::Null)
            }
            Deed::Found(now) => {
                let founded = self.home.found(&founding("试用店"), *now).map_err(|error| error.failure())?;
                self.salon = Some(founded.0);
                Ok(Value::Null)
            }
        }
    }

    /// Does it as the so manieth step of a record.
    pub(crate) fn carry_out_watched(&mut self, number: usize, deed: &Deed) -> Result<Value, Failure> {
        if !matches!(deed, Deed::Open(_) | Deed::Found(_) | Deed::Restore { .. }) {
            self.open()?;
        }
        say(Op::Asked(number));
        let answer = self.carry_out(deed)?;
        say(Op::Answered(number));
        Ok(answer)
    }
}
