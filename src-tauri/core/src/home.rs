//! The home of one salon: the folder with its store, key, wrapped key and backups.
//!
//! Founding makes all of it or nothing; opening says exactly why it cannot. A home is never overwritten.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::RequestId;
use crate::salon::{Act, Salon, Topic, Writing};
use crate::staff::Role;
use crate::staff::edit::{self, SaveStaff};
use crate::store::key::{RecoveryPhrase, StoreKey, WrappedKey};
use crate::{setting, text};

/// The folder of one salon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Where it is.
    pub dir: PathBuf,
}

/// What a new salon starts from.
#[derive(Clone, Debug)]
pub struct Founding {
    /// Its name.
    pub salon_name: String,
    /// `zh-Hans` or `en`.
    pub language: String,
    /// Whether it is the demo salon.
    pub demo: bool,
    /// The first person: number, name and PIN. She manages the house.
    pub manager: (String, String, String),
}

impl Home {
    /// The home in a folder.
    pub fn new(dir: impl Into<PathBuf>) -> Home {
        Home { dir: dir.into() }
    }

    /// The home a store lies in.
    pub fn of_store(store: &Path) -> Home {
        Home::new(store.parent().unwrap_or(Path::new(".")))
    }

    /// Whether a salon was founded here.
    pub fn is_founded(&self) -> bool {
        self.store_file().exists()
    }

    /// Whether anything of a salon lies here, even if its store does not: a key, a wrapped key, backups, a store set aside.
    /// Nothing is ever founded over it.
    pub fn holds_anything(&self) -> bool {
        let begins = |name: &str| name.starts_with("store.") || name == "recovery.json" || name == "backups";
        let Ok(entries) = fs::read_dir(&self.dir) else { return false };
        entries.flatten().any(|entry| begins(&entry.file_name().to_string_lossy()))
    }

    /// The store.
    pub fn store_file(&self) -> PathBuf {
        self.dir.join("store.db")
    }

    /// The store's key.
    pub fn key_file(&self) -> PathBuf {
        self.dir.join("store.key")
    }

    /// The key, wrapped by the recovery phrase.
    pub fn recovery_file(&self) -> PathBuf {
        self.dir.join("recovery.json")
    }

    /// Where receipts go when there is no printer.
    pub fn receipts_dir(&self) -> PathBuf {
        self.dir.join("receipts")
    }

    /// Opens the salon that was founded here.
    pub fn open(&self) -> Result<Salon> {
        if !self.is_founded() {
            let code = if self.holds_anything() { ErrorCode::StoreGone } else { ErrorCode::StoreMissing };
            return Err(Error::refused(code));
        }
        Salon::open(&self.store_file(), &StoreKey::read(&self.key_file())?)
    }

    /// Founds a salon here. The phrase is shown once and never kept.
    pub fn found(&self, founding: &Founding, now: Instant) -> Result<(Salon, RecoveryPhrase)> {
        if self.holds_anything() {
            return Err(Error::refused(ErrorCode::StoreExists));
        }
        fs::create_dir_all(&self.dir)?;
        let founded = self.lay(founding, now);
        if founded.is_err() {
            self.clear_away();
        }
        founded
    }

    fn lay(&self, founding: &Founding, now: Instant) -> Result<(Salon, RecoveryPhrase)> {
        let key = StoreKey::random()?;
        let (wrapped, phrase) = WrappedKey::seal(&key)?;
        key.write(&self.key_file())?;
        fs::write(self.recovery_file(), serde_json::to_string(&wrapped)?)?;
        let salon = Salon::create(&self.store_file(), &key)?;
        let act = Act {
            op: "house.found",
            request: RequestId(crate::ids::derived(RequestId(uuid::Uuid::nil()), now, 0)),
            now,
            caller: None,
            device: "founding",
            args: "{}",
        };
        salon.transact(&act, |work| furnish(work, founding))?;
        Ok((salon, phrase))
    }

    /// What a failed founding began; the folder was empty before.
    fn clear_away(&self) {
        let store = self.store_file();
        for ending in ["", "-wal", "-shm", ".id"] {
            let mut file = store.as_os_str().to_owned();
            file.push(ending);
            fs::remove_file(PathBuf::from(file)).ok();
        }
        fs::remove_file(self.key_file()).ok();
        fs::remove_file(self.recovery_file()).ok();
    }
}

fn furnish(work: &mut Writing<'_>, founding: &Founding) -> Result<()> {
    let today = work.today();
    let name = text::required_line("salonName", &founding.salon_name, 40)?;
    for (key, value) in [
        ("salon_name", Value::from(name)),
        ("language", Value::from(founding.language.as_str())),
        ("demo", Value::from(founding.demo)),
    ] {
        setting::put(work.db, key, &value, today)?;
    }
    let (number, name, pin) = founding.manager.clone();
    let manager = SaveStaff { id: None, number, name, group: None, roles: vec![Role::Manager], active: true };
    let manager = edit::save(work, manager)?;
    edit::put_pin(work, manager.id, &pin)?;
    work.touches(Topic::Setting);
    Ok(())
}
