//! What a swap or a founding left is finished or cleared away: by whoever opens the home next, one program at a time.
//!
//! The declaration (`store.swap`) decides. Where it stands, the new files take their names and the old ones go aside; where it
//! does not, what was prepared counts for nothing. Whoever does either holds the home's lock, and so does a restore from its
//! first copy to its last rename: nobody takes what is being prepared for what was left. Refuses, and leaves everything as it
//! is, where the declaration is there but cannot be read.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result};
use crate::home::Home;
use crate::store::head::HEAD;
use crate::store::open;

/// What the names of unfinished files hold; they count for nothing.
pub(crate) const UNFINISHED: &str = ".restoring";

/// One thing done to the disk; each may be the last before the power goes.
pub(super) type Step<'a> = Box<dyn Fn() -> Result<()> + 'a>;

/// What the declared swap says.
#[derive(Serialize, Deserialize)]
pub(super) struct Declared {
    /// The ending of the replaced files.
    pub(super) kept: String,
}

/// The right to prepare, finish or clear away a swap in one home, for as long as it lives.
pub(crate) struct Turn(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] fs::File);

/// A rename that happens only while the file it prepares for still waits.
struct Move {
    waiting: PathBuf,
    from: PathBuf,
    to: PathBuf,
}

/// Waits for one's turn in a home. The file locked is empty and stays: the lock on a file that is taken away keeps nobody out,
/// and one with something in it could not be read under its lock everywhere.
pub(crate) fn turn(home: &Home) -> Result<Turn> {
    let file = fs::OpenOptions::new().create(true).write(true).truncate(false).open(home.dir.join("swap.lock"))?;
    file.lock()?;
    Ok(Turn(file))
}

/// Finishes a swap that was declared, and clears away one that was not, and what a founding left. Two programs may come upon it at once: the second
/// waits for the first.
pub(crate) fn settle(home: &Home) -> Result<()> {
    let making = home.making();
    let is_settled = !home.swap_file().try_exists()? && !unfinished(home).iter().any(|file| file.exists());
    if is_settled && !making.dir.exists() {
        return Ok(());
    }
    let _turn = turn(home)?;
    finish(home)?;
    making.clear_away();
    Ok(())
}

/// As [`settle`], for whoever holds the turn.
pub(super) fn finish(home: &Home) -> Result<()> {
    for step in finishing(home)? {
        step()?;
    }
    sweep(home)
}

/// The steps from the declaration to the end. Doing any of them twice does nothing.
pub(super) fn finishing(home: &Home) -> Result<Vec<Step<'_>>> {
    let declared = match fs::read_to_string(home.swap_file()) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let declared: Declared = serde_json::from_str(&declared)
        .map_err(|_| Error::refused(ErrorCode::StoreDamaged).with("file", "store.swap"))?;
    let mut steps: Vec<Step<'_>> = vec![Box::new(|| sync_folder(&home.swap_file()))];
    for a_move in moves(home, &declared.kept) {
        steps.push(Box::new(move || a_move.make()));
    }
    steps.push(Box::new(|| {
        fs::remove_file(home.swap_file())?;
        sync_folder(&home.swap_file())
    }));
    Ok(steps)
}

/// The old files go aside, the log and what was said of the journal before their store; then the new ones take their names.
fn moves(home: &Home, kept: &str) -> Vec<Move> {
    let store = home.store_file();
    let (aside, waiting) = (with_ending(&store, kept), fresh(&store));
    let mut moves = Vec::new();
    for part in ["-wal", "-shm", HEAD] {
        moves.push(Move { waiting: waiting.clone(), from: with_ending(&store, part), to: with_ending(&aside, part) });
    }
    for (file, aside, waiting) in [
        (store.clone(), aside.clone(), waiting.clone()),
        (open::id_file(&store), open::id_file(&aside), open::id_file(&waiting)),
        (home.key_file(), with_ending(&home.key_file(), kept), fresh(&home.key_file())),
        (home.recovery_file(), with_ending(&home.recovery_file(), kept), fresh(&home.recovery_file())),
    ] {
        moves.push(Move { waiting: waiting.clone(), from: file.clone(), to: aside });
        moves.push(Move { waiting: waiting.clone(), from: waiting, to: file });
    }
    // A store copied by hand brings what was said of its journal; a backup brings nothing, and its first write says it anew.
    // Only once the new store has its name: until then the name is the old statement's, which goes aside.
    let said = with_ending(&waiting, HEAD);
    moves.push(Move { waiting: said.clone(), from: said, to: with_ending(&store, HEAD) });
    moves
}

impl Move {
    fn make(&self) -> Result<()> {
        if self.waiting.try_exists()? && self.from.try_exists()? {
            fs::rename(&self.from, &self.to)?;
            sync_folder(&self.to)?;
        }
        Ok(())
    }
}

/// Clears away what a swap that was never declared left behind. Once it is declared, nothing is touched: the new files are
/// the store.
pub(super) fn sweep(home: &Home) -> Result<()> {
    if home.swap_file().try_exists()? {
        return Ok(());
    }
    for file in unfinished(home) {
        fs::remove_file(file).ok();
    }
    Ok(())
}

/// Every name that a swap prepares under.
fn unfinished(home: &Home) -> Vec<PathBuf> {
    let store = fresh(&home.store_file());
    let of_store = ["", "-wal", "-shm", "-journal", ".id", HEAD].map(|ending| with_ending(&store, ending));
    let others = [home.key_file(), home.recovery_file(), home.swap_file()].map(|file| fresh(&file));
    of_store.into_iter().chain(others).collect()
}

pub(super) fn fresh(file: &Path) -> PathBuf {
    with_ending(file, UNFINISHED)
}

/// A file's name with something after it.
pub(crate) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Makes a folder where there is none; it lasts once the one above it is written too.
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        fs::create_dir_all(folder)?;
        sync_folder(folder)?;
    }
    Ok(())
}

/// A rename lasts only once its folder is written too.
pub(crate) fn sync_folder(file: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(folder) = file.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
