//! The home of one salon: the folder with its store, key, wrapped key and backups.
//!
//! Founding makes all of it or nothing; opening says exactly why it cannot, and first finishes a swap that was interrupted.
//! A home is never overwritten.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::RequestId;
use crate::salon::{Act, Salon, Topic, Writing};
use crate::staff::Role;
use crate::staff::edit::{self, SaveStaff};
use crate::store::keep::{self, Keeping, Kept, Keyring, Keys};
use crate::store::key::{RecoveryPhrase, StoreKey, WrappedKey};
use crate::store::settle::{self, sync_folder, with_ending};
use crate::store::swap::MovingIn;
use crate::store::{head, open};
use crate::{setting, text};

/// The folder of one salon.
#[derive(Clone, Debug)]
pub struct Home {
    /// Where it is.
    pub dir: PathBuf,
    /// Where its key may be, and where a new one shall go.
    pub keys: Keys,
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
    /// The home in a folder, its key in a file.
    pub fn new(dir: impl Into<PathBuf>) -> Home {
        Home { dir: dir.into(), keys: Keys::default() }
    }

    /// The home in a folder of a machine that has a keyring.
    pub fn with_keyring(dir: impl Into<PathBuf>, keyring: Keyring, keeping: Keeping) -> Home {
        Home { dir: dir.into(), keys: Keys { keyring: Some(keyring), keeping } }
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
        let belongs = |name: &str| {
            let finished = !name.contains(settle::UNFINISHED);
            finished && (name.starts_with("store.") || name == "recovery.json" || name == "backups")
        };
        let Ok(entries) = fs::read_dir(&self.dir) else { return false };
        entries.flatten().any(|entry| belongs(&entry.file_name().to_string_lossy()))
    }

    /// The store.
    pub fn store_file(&self) -> PathBuf {
        self.dir.join("store.db")
    }

    /// The store's key, or the word that it lies in the keyring.
    pub fn key_file(&self) -> PathBuf {
        self.dir.join("store.key")
    }

    /// There only while a restored backup takes the store's place.
    pub(crate) fn swap_file(&self) -> PathBuf {
        self.dir.join("store.swap")
    }

    /// The key, wrapped by the recovery phrase.
    pub fn recovery_file(&self) -> PathBuf {
        self.dir.join("recovery.json")
    }

    /// Where receipts go when there is no printer.
    pub fn receipts_dir(&self) -> PathBuf {
        self.dir.join("receipts")
    }

    /// The store's key, from wherever it is kept.
    pub fn key(&self) -> Result<StoreKey> {
        self.keys.key(Kept::read(&self.key_file())?)
    }

    /// Where the key is kept: `file` or `keyring`.
    pub fn key_place(&self) -> Result<&'static str> {
        Ok(Kept::read(&self.key_file())?.place())
    }

    /// Opens the salon that was founded here.
    pub fn open(&self) -> Result<Salon> {
        self.settle()?;
        Salon::open(&self.store_file(), &self.key()?)
    }

    /// Whether the salon founded here can be opened; nothing in its store is changed, not even to bring it up to date.
    pub fn check(&self) -> Result<()> {
        self.settle()?;
        let (file, key) = (self.store_file(), self.key()?);
        head::refuse_cut_short(&open::open_checked(&file, &key)?, &file, &key)
    }

    /// Brings the key back by the recovery phrase, when its file or the keyring is lost. Refuses a key that does not open
    /// this very store; what the key file said is kept beside, unless it was this very key: a key that goes into the keyring
    /// shall not stay behind in clear.
    pub fn bring_key_back(&self, phrase: &str, now: Instant) -> Result<()> {
        self.settle()?;
        let wrapped = match fs::read_to_string(self.recovery_file()) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::refused(ErrorCode::KeyMissing));
            }
            other => other?,
        };
        let wrapped: WrappedKey = serde_json::from_str(&wrapped).map_err(|_| Error::refused(ErrorCode::KeyMissing))?;
        let key = wrapped.open(phrase)?;
        // Only looked at: should its newest records be missing, the log is what is left of them.
        head::leave_log(&open::open_checked(&self.store_file(), &key)?)?;
        let kept = self.keys.keep(&key)?;
        let aside = with_ending(&self.key_file(), &format!(".replaced-{}", now.ms()));
        let held_this_key = matches!(Kept::read(&self.key_file()), Ok(Kept::Here(held)) if held == key);
        if self.key_file().try_exists()? {
            fs::rename(self.key_file(), &aside)?;
        }
        kept.write(&self.key_file())?;
        sync_folder(&self.key_file())?;
        if held_this_key {
            fs::remove_file(&aside)?;
            sync_folder(&aside)?;
        }
        Ok(())
    }

    /// Finishes what was interrupted and makes sure that there is a store.
    pub(crate) fn settle(&self) -> Result<()> {
        settle::settle(self)?;
        if self.is_founded() {
            return Ok(());
        }
        let code = if self.holds_anything() { ErrorCode::StoreGone } else { ErrorCode::StoreMissing };
        Err(Error::refused(code))
    }

    /// Founds a salon here. The phrase is shown once and never kept.
    pub fn found(&self, founding: &Founding, now: Instant) -> Result<(Salon, RecoveryPhrase)> {
        self.found_with(founding, now, |_| Ok(()))
    }

    /// As [`Home::found`], for a salon that is given more before it opens. All of it is made in a folder within this one and
    /// moves in when it is whole: a founding that fails, or is cut off, leaves nothing that looks like a salon.
    pub fn found_with<E: From<Error>>(
        &self,
        founding: &Founding,
        now: Instant,
        give: impl FnOnce(&Salon) -> std::result::Result<(), E>,
    ) -> std::result::Result<(Salon, RecoveryPhrase), E> {
        let phrase = {
            settle::make_folder(&self.dir)?;
            let turn = settle::turn(self)?;
            if self.holds_anything() {
                return Err(Error::refused(ErrorCode::StoreExists).into());
            }
            let made = self.making();
            made.clear_away();
            let moved = made.lay(founding, now).map_err(E::from).and_then(|(salon, phrase)| {
                give(&salon)?;
                drop(salon);
                MovingIn::new(&made, self, now).carry_out(&turn)?;
                Ok(phrase)
            });
            if moved.is_err() {
                made.forget_key();
            }
            made.clear_away();
            moved?
        };
        Ok((self.open()?, phrase))
    }

    /// Where a new salon is made until it is whole.
    pub(crate) fn making(&self) -> Home {
        Home { dir: self.dir.join("founding"), keys: self.keys }
    }

    fn lay(&self, founding: &Founding, now: Instant) -> Result<(Salon, RecoveryPhrase)> {
        settle::make_folder(&self.dir)?;
        let key = StoreKey::random()?;
        let (wrapped, phrase) = WrappedKey::seal(&key)?;
        let kept = self.keys.keep(&key)?;
        kept.write(&self.key_file()).inspect_err(|_| self.keys.forget(&kept))?;
        keep::write_private(&self.recovery_file(), serde_json::to_string(&wrapped)?.as_bytes())?;
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

    /// Takes the key of a founding that came to nothing out of the keyring again.
    fn forget_key(&self) {
        if let Ok(kept) = Kept::read(&self.key_file()) {
            self.keys.forget(&kept);
        }
    }

    /// Takes away what a founding made, or began to make.
    pub(crate) fn clear_away(&self) {
        let store = self.store_file();
        for ending in ["", "-wal", "-shm", ".id", ".head"] {
            fs::remove_file(with_ending(&store, ending)).ok();
        }
        fs::remove_file(self.key_file()).ok();
        fs::remove_file(self.recovery_file()).ok();
        fs::remove_dir(&self.dir).ok();
    }
}

fn furnish(work: &mut Writing<'_>, founding: &Founding) -> Result<()> {
    let today = work.today();
    let name = text::required_line("salonName", &founding.salon_name, 40)?;
    for (key, value) in [
        ("salon_name", Value::from(name)),
        ("language", Value::from(founding.language.as_str())),
        ("demo", Value::from(founding.demo)),
        ("network", Value::from(founding.demo)),
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
