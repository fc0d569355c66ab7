//! Backups: a whole, encrypted copy made while the salon works, verified after writing, kept in generations.
//!
//! A backup is a store under the same key; beside it lies the wrapped key (`.recovery`), so that backup and recovery phrase
//! are enough to come back on another machine. Restoring checks the copy before the swap and keeps the replaced store.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::clock::{Instant, SalonDay};
use crate::commands::Call;
use crate::error::{Error, ErrorCode, Result};
use crate::home::Home;
use crate::salon::{Caller, Event, Salon, Topic};
use crate::store::key::{StoreKey, WrappedKey, fill_random};
use crate::store::settle::{make_folder, settle, sync_folder, with_ending};
use crate::store::still::Still;
use crate::store::swap::{Swap, copy_if_there};
use crate::store::{head, keep, open, verify};

/// The newest copies are all kept, then one for each day.
const KEPT_NEWEST: usize = 12;
const KEPT_DAYS: usize = 30;

/// Pages copied in one go; the writer gets its turn between.
const PAGES_PER_STEP: i32 = 2000;

/// What the name of a copy ends in that is not whole yet, and those of the wrapped key and the fingerprint beside a whole one.
const PART: &str = ".part";
const RECOVERY: &str = ".recovery";
const ID: &str = ".id";

/// What SQLite puts beside a store it works on.
const LOGS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// After so long nobody writes on a copy that is not whole: its program was killed.
const LEFT_AFTER_MINUTES: i64 = 60;

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
    /// Where the key is kept: `file` or `keyring`.
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
        key_provider: Home::of_store(salon.file()).key_place()?.to_owned(),
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
    // A backup lasts as long as the folder it lies in, and that one may just have been made.
    sync_folder(&folder)?;
    sweep(&folder, now);
    let stamp = SalonDay { utc_offset_minutes: 0, day_start_hour: 0 }.local(now).format("%Y%m%dT%H%M%S%3fZ");
    let file = folder.join(format!("lantai-{stamp}.backup"));
    to_file(salon, &file)?;
    let all = generations(&folder);
    for old in surplus(&all) {
        discard(&folder.join(&old.file));
    }
    salon.tell(&Event::Changed { topics: vec![Topic::Store] });
    let made = all.into_iter().find(|line| Some(line.file.as_str()) == file.file_name().and_then(|n| n.to_str()));
    made.ok_or_else(|| Error::refused(ErrorCode::BackupFailed))
}

/// Copies the store to a file that must not exist yet, and verifies the copy. What fails leaves nothing behind. Nothing that
/// was there is touched, and a log that was there would be taken for the copy's: both are refused.
pub fn to_file(salon: &Salon, file: &Path) -> Result<()> {
    for ending in ["", RECOVERY, ID].into_iter().chain(LOGS) {
        refuse_taken(&with_ending(file, ending))?;
    }
    let part = part_of(file)?;
    let written = write(salon, &part).and_then(|()| put_in_place(&part, file));
    if written.is_err() {
        discard(&part);
    }
    written
}

/// A name that nobody else gives: what the user keeps beside his backup is his.
fn part_of(file: &Path) -> Result<PathBuf> {
    let mut random = [0u8; 8];
    fill_random(&mut random)?;
    let part = with_ending(file, &format!(".{}{PART}", hex::encode(random)));
    refuse_taken(&part)?;
    Ok(part)
}

fn refuse_taken(file: &Path) -> Result<()> {
    if file.try_exists()? {
        return Err(Error::refused(ErrorCode::StoreExists).with("file", file.display().to_string()));
    }
    Ok(())
}

/// The copy and what lies beside it, all on the disk when this returns.
fn write(salon: &Salon, part: &Path) -> Result<()> {
    salon.with_store(|store, still| match still {
        Some(still) => copy_bytes(still, part),
        None => copy_pages(store, part, salon.key()),
    })?;
    if let Err(error) = check_copy(part, salon.key()) {
        // Bytes are copied as they are: a damaged page is the store's.
        verify::seals(salon)?;
        return Err(failed(error));
    }
    // Opened for writing: not every system syncs a file that is open for reading only.
    fs::OpenOptions::new().write(true).open(part)?.sync_all()?;
    copy_if_there(&Home::of_store(salon.file()).recovery_file(), &with_ending(part, RECOVERY))?;
    keep::write_private(&with_ending(part, ID), salon.key().fingerprint().as_bytes())
}

/// The copy cannot be read back. That says nothing of the store it was made of.
fn failed(error: Error) -> Error {
    match error.code() {
        ErrorCode::DiskFull => error,
        code => Error::refused(ErrorCode::BackupFailed).with("why", code.name()),
    }
}

/// The finished files take their names, the copy last: with it there is a backup.
fn put_in_place(part: &Path, file: &Path) -> Result<()> {
    let mut placed = Vec::new();
    let mut place = |ending: &str| {
        let (from, to) = (with_ending(part, ending), with_ending(file, ending));
        if from.try_exists()? {
            refuse_taken(&to)?;
            fs::rename(from, &to)?;
            placed.push(to);
        }
        Ok(())
    };
    let done = [RECOVERY, ID, ""].into_iter().try_for_each(&mut place).and_then(|()| sync_folder(file));
    if done.is_err() {
        for file in placed {
            fs::remove_file(file).ok();
        }
    }
    done
}

/// A backup of our own that shall not be, finished or not, with everything that lies beside it.
fn discard(file: &Path) {
    for ending in ["", RECOVERY, ID].into_iter().chain(LOGS) {
        fs::remove_file(with_ending(file, ending)).ok();
    }
}

/// Clears the salon's own folder of what a killed backup left: unfinished copies, and what was to lie beside a finished one.
fn sweep(folder: &Path, now: Instant) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_old = entry.metadata().and_then(|found| found.modified()).is_ok_and(|at| {
            let at = at.duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_millis();
            now.minutes_since(Instant::from_ms(i64::try_from(at).unwrap_or(i64::MAX))) > LEFT_AFTER_MINUTES
        });
        if is_old && entry.file_name().to_str().is_some_and(|name| is_left(folder, name)) {
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// Whether a name is one of ours that stands for no finished backup.
fn is_left(folder: &Path, name: &str) -> bool {
    let Some((stamp, rest)) = name.strip_prefix("lantai-").and_then(|name| name.split_once(".backup")) else {
        return false;
    };
    let is_part = rest.split_once(PART).is_some_and(|(random, ending)| {
        (random.is_empty() || random.starts_with('.'))
            && (["", RECOVERY, ID].contains(&ending) || LOGS.contains(&ending))
    });
    let is_alone = [RECOVERY, ID].contains(&rest) && !folder.join(format!("lantai-{stamp}.backup")).exists();
    made_at(stamp).is_some() && (is_part || is_alone)
}

/// Brings a backup back as the store of this home. The copy is checked first; the replaced store is kept beside.
pub fn restore(home: &Home, backup: &Path, phrase: Option<&str>, now: Instant) -> Result<()> {
    if !backup.is_file() {
        return Err(Error::refused(ErrorCode::BackupUnusable).with("file", backup.display().to_string()));
    }
    settle(home)?;
    let companion = companion(home, backup);
    let key = key_for(home, backup, &companion, phrase)?;
    make_folder(&home.dir)?;
    Swap::new(home, backup, companion, &key, now).carry_out().map_err(|error| named(error, backup))
}

/// The newest backup of a store. What says that it was made later than now, by a clock that ran ahead, is not counted.
pub fn newest(store: &Path, now: Instant) -> Option<Instant> {
    generations(&folder_of(store)).iter().map(|line| line.at_ms).find(|at| *at <= now)
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
        let at_ms = made_at(stamp)?;
        Some(BackupLine { size_bytes: entry.metadata().ok()?.len(), file, at_ms })
    };
    let mut lines: Vec<BackupLine> = entries.flatten().filter_map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.at_ms));
    lines
}

/// When a generation was made, as its name says.
fn made_at(stamp: &str) -> Option<Instant> {
    let at = chrono::NaiveDateTime::parse_from_str(stamp, "%Y%m%dT%H%M%S%3fZ").ok()?;
    Some(Instant::from_ms(at.and_utc().timestamp_millis()))
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

/// The file's bytes, as long as it lies still.
fn copy_bytes(still: &Still<'_>, part: &Path) -> Result<()> {
    let mut target = keep::create_private(part)?;
    still.each(|_, bytes| {
        target.write_all(bytes)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// Page after page through the cipher, in whatever way others read and write meanwhile.
fn copy_pages(store: &Connection, part: &Path, key: &StoreKey) -> Result<()> {
    let mut target = Connection::open(part)?;
    target.pragma_update(None, "key", key.pragma_value().as_str())?;
    let backup = rusqlite::backup::Backup::new(store, &mut target)?;
    backup.run_to_completion(PAGES_PER_STEP, Duration::from_millis(1), None)?;
    Ok(())
}

/// Every page's seal and the journal's chain, read back.
pub(crate) fn check_copy(file: &Path, key: &StoreKey) -> Result<()> {
    let store = open::open_checked(file, key)?;
    head::refuse_cut_short(&store, file, key)?;
    if verify::of_copy(file, key, &store)?.iter().any(|check| !check.ok) {
        return Err(Error::refused(ErrorCode::BackupUnusable));
    }
    Ok(())
}

/// What cannot be restored, under the name the user gave it: another key and a newer version are told as what they are.
fn named(error: Error, backup: &Path) -> Error {
    let error = match error.code() {
        ErrorCode::StoreDamaged | ErrorCode::Internal => Error::refused(ErrorCode::BackupUnusable),
        _ => error,
    };
    error.with("file", backup.display().to_string())
}

/// The wrapped key of a backup. One copied without its companion opens by that of this home, if it is the same salon's.
fn companion(home: &Home, backup: &Path) -> PathBuf {
    let beside = with_ending(backup, RECOVERY);
    if beside.exists() { beside } else { home.recovery_file() }
}

fn key_for(home: &Home, backup: &Path, companion: &Path, phrase: Option<&str>) -> Result<StoreKey> {
    let Some(phrase) = phrase else { return home.key() };
    let missing = |_| {
        Error::refused(ErrorCode::BackupUnusable).with("missing", with_ending(backup, RECOVERY).display().to_string())
    };
    let wrapped = fs::read_to_string(companion).map_err(missing)?;
    let wrapped: WrappedKey = serde_json::from_str(&wrapped).map_err(|_| Error::refused(ErrorCode::BackupUnusable))?;
    wrapped.open(phrase)
}
