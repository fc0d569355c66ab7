//! Backups: a whole, encrypted copy made while the salon works, verified after writing, kept in generations.
//!
//! A backup is a store under the same key; beside it lies the wrapped key (`.recovery`), so that backup and recovery phrase
//! are enough to come back on another machine. Restoring checks the copy before the swap and keeps the replaced store.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::clock::{Instant, SalonDay};
use crate::commands::Call;
use crate::error::{Error, ErrorCode, Result};
use crate::home::Home;
use crate::salon::{Caller, Event, Salon, Topic};
use crate::store::key::{StoreKey, WrappedKey};
use crate::store::{open, verify};

/// The newest copies are all kept, then one for each day.
const KEPT_NEWEST: usize = 12;
const KEPT_DAYS: usize = 30;

/// Pages copied in one go; the writer gets its turn between.
const PAGES_PER_STEP: i32 = 2000;

/// One backup in the salon's own folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupLine {
    /// Its file name.
    pub file: String,
    /// When it was made.
    pub at_ms: Instant,
    /// Its size in bytes.
    pub size_bytes: u64,
}

/// The store as the settings screen shows it.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct StoreStatus {
    /// The folder of the store.
    pub path: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Where the key is kept.
    pub key_provider: String,
    /// The newest backup.
    pub last_backup_at: Option<Instant>,
    /// All of them, the newest first.
    pub backups: Vec<BackupLine>,
    /// Rows of the journal.
    pub journal_rows: i64,
}

/// `store.status`
pub fn status(salon: &Salon, call: &Call, _: Option<&Caller>, (): ()) -> Result<StoreStatus> {
    let journal_rows = salon.read(call.now, |view| Ok(super::journal::head(view.db)?.seq))?;
    let backups = generations(&folder_of(salon.file()));
    Ok(StoreStatus {
        path: salon.file().display().to_string(),
        size_bytes: fs::metadata(salon.file())?.len(),
        key_provider: "file".to_owned(),
        last_backup_at: backups.first().map(|backup| backup.at_ms),
        backups,
        journal_rows,
    })
}

/// `store.backup`: one more generation, now.
pub fn now(salon: &Salon, call: &Call, _: Option<&Caller>, (): ()) -> Result<BackupLine> {
    generation(salon, call.now)
}

/// Makes one more generation in the salon's own folder and lets the oldest go.
pub fn generation(salon: &Salon, now: Instant) -> Result<BackupLine> {
    let folder = folder_of(salon.file());
    fs::create_dir_all(&folder)?;
    let stamp = SalonDay { utc_offset_minutes: 0, day_start_hour: 0 }.local(now).format("%Y%m%dT%H%M%S%3fZ");
    let file = folder.join(format!("lantai-{stamp}.backup"));
    to_file(salon, &file)?;
    let all = generations(&folder);
    for old in surplus(&all) {
        for gone in [
            folder.join(&old.file),
            beside(&folder.join(&old.file), "recovery"),
            open::id_file(&folder.join(&old.file)),
        ] {
            fs::remove_file(gone).ok();
        }
    }
    salon.tell(&Event::Changed { topics: vec![Topic::Store] });
    let made = all.into_iter().find(|line| Some(line.file.as_str()) == file.file_name().and_then(|n| n.to_str()));
    made.ok_or_else(|| Error::refused(ErrorCode::BackupFailed))
}

/// Copies the store to a file that must not exist yet, and verifies the copy.
pub fn to_file(salon: &Salon, file: &Path) -> Result<()> {
    if file.exists() {
        return Err(Error::refused(ErrorCode::StoreExists).with("file", file.display().to_string()));
    }
    let part = beside(file, "part");
    fs::remove_file(&part).ok();
    let copied =
        salon.with_store(|store| copy(store, &part, salon.key())).and_then(|()| check_copy(&part, salon.key()));
    if let Err(error) = copied {
        fs::remove_file(&part).ok();
        return Err(error);
    }
    fs::File::open(&part)?.sync_all()?;
    let wrapped = Home::of_store(salon.file()).recovery_file();
    if wrapped.exists() {
        fs::copy(wrapped, beside(file, "recovery"))?;
    }
    fs::write(open::id_file(file), salon.key().fingerprint())?;
    fs::rename(&part, file)?;
    sync_folder(file)
}

/// Brings a backup back as the store of this home. The copy is checked first; the replaced store is kept beside.
pub fn restore(home: &Home, backup: &Path, phrase: Option<&str>, now: Instant) -> Result<()> {
    if !backup.is_file() {
        return Err(Error::refused(ErrorCode::BackupUnusable).with("file", backup.display().to_string()));
    }
    let key = key_for(home, backup, phrase)?;
    fs::create_dir_all(&home.dir)?;
    let fresh = beside(&home.store_file(), "restoring");
    fs::remove_file(&fresh).ok();
    let copied = fs::copy(backup, &fresh)
        .map_err(Error::from)
        .and_then(|_| Ok(fs::write(open::id_file(&fresh), id_of(backup, &key))?))
        .and_then(|()| check_copy(&fresh, &key));
    fs::remove_file(open::id_file(&fresh)).ok();
    if let Err(error) = copied {
        fs::remove_file(&fresh).ok();
        return Err(named(error, backup));
    }
    fs::File::open(&fresh)?.sync_all()?;
    swap(home, backup, &fresh, &key, now)
}

/// The newest backup of an open store.
pub fn newest(store: &Connection) -> Result<Option<Instant>> {
    let file = store.path().map(PathBuf::from).unwrap_or_default();
    Ok(generations(&folder_of(&file)).first().map(|line| line.at_ms))
}

/// The folder of the generations of a store.
pub fn folder_of(store: &Path) -> PathBuf {
    store.parent().map(|home| home.join("backups")).unwrap_or_default()
}

/// The generations in a folder, the newest first.
pub fn generations(folder: &Path) -> Vec<BackupLine> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let line = |entry: fs::DirEntry| {
        let file = entry.file_name().into_string().ok()?;
        let stamp = file.strip_prefix("lantai-")?.strip_suffix(".backup")?;
        let at = chrono::NaiveDateTime::parse_from_str(stamp, "%Y%m%dT%H%M%S%3fZ").ok()?;
        let at_ms = Instant::from_ms(at.and_utc().timestamp_millis());
        Some(BackupLine { size_bytes: entry.metadata().ok()?.len(), file, at_ms })
    };
    let mut lines: Vec<BackupLine> = entries.flatten().filter_map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.at_ms));
    lines
}

fn surplus(newest_first: &[BackupLine]) -> Vec<BackupLine> {
    let mut days: Vec<i64> = Vec::new();
    let mut gone = Vec::new();
    for line in newest_first.iter().skip(KEPT_NEWEST) {
        let day = line.at_ms.ms().div_euclid(86_400_000);
        if days.contains(&day) || days.len() >= KEPT_DAYS {
            gone.push(line.clone());
        } else {
            days.push(day);
        }
    }
    gone
}

fn copy(store: &Connection, part: &Path, key: &StoreKey) -> Result<()> {
    let mut target = Connection::open(part)?;
    target.pragma_update(None, "key", key.pragma_value().as_str())?;
    let backup = rusqlite::backup::Backup::new(store, &mut target)?;
    backup.run_to_completion(PAGES_PER_STEP, Duration::from_millis(1), None)?;
    Ok(())
}

/// Every page's seal and the whole structure, read back from the disk.
fn check_copy(file: &Path, key: &StoreKey) -> Result<()> {
    let store = open::open_checked(file, key)?;
    if verify::of_file(&store)?.iter().any(|check| !check.ok) {
        return Err(Error::refused(ErrorCode::BackupUnusable));
    }
    Ok(())
}

/// Which key a backup says it belongs to; one that says nothing is taken at the key's word, so that noise reads as damage.
fn id_of(backup: &Path, key: &StoreKey) -> String {
    fs::read_to_string(open::id_file(backup)).unwrap_or_else(|_| key.fingerprint())
}

/// What cannot be restored, under the name the user gave it: another key and a newer version are told as what they are.
fn named(error: Error, backup: &Path) -> Error {
    let error = match error.code() {
        ErrorCode::StoreDamaged | ErrorCode::Internal => Error::refused(ErrorCode::BackupUnusable),
        _ => error,
    };
    error.with("file", backup.display().to_string())
}

fn key_for(home: &Home, backup: &Path, phrase: Option<&str>) -> Result<StoreKey> {
    let Some(phrase) = phrase else { return StoreKey::read(&home.key_file()) };
    let wrapped = fs::read_to_string(beside(backup, "recovery"))?;
    let wrapped: WrappedKey = serde_json::from_str(&wrapped).map_err(|_| Error::refused(ErrorCode::BackupUnusable))?;
    wrapped.open(phrase)
}

fn swap(home: &Home, backup: &Path, fresh: &Path, key: &StoreKey, now: Instant) -> Result<()> {
    let store = home.store_file();
    let kept = format!("replaced-{}", now.ms());
    // The log keeps the name SQLite looks for, so that the kept store still opens with its last commits.
    let aside = with_ending(&store, &format!(".{kept}"));
    for ending in ["-wal", "-shm", ".id", ""] {
        let file = with_ending(&store, ending);
        if file.exists() {
            fs::rename(&file, with_ending(&aside, ending))?;
        }
    }
    let held = StoreKey::read(&home.key_file());
    if held.as_ref().ok() != Some(key) {
        if home.key_file().exists() {
            fs::rename(home.key_file(), with_ending(&home.key_file(), &format!(".{kept}")))?;
        }
        key.write(&home.key_file())?;
        fs::copy(beside(backup, "recovery"), home.recovery_file())?;
    }
    fs::write(open::id_file(&store), key.fingerprint())?;
    fs::rename(fresh, &store)?;
    sync_folder(&store)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    with_ending(file, &format!(".{ending}"))
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A rename lasts only once its folder is written too.
fn sync_folder(file: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(folder) = file.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
