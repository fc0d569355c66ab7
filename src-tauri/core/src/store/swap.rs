//! A backup takes the place of the store: all of it or nothing, at whatever moment the power goes.
//!
//! Store, key and wrapped key belong together. The new ones are made, checked and written to the disk beside the old, under
//! names that end in `.restoring`; then one rename declares the swap (`store.swap`). Until that rename the old home stands as
//! it was, from it on the new one does: what is left are renames that whoever opens the home next finishes in any case. The
//! replaced files are kept beside with their log, so that the old store still opens with its last commits and no log of one
//! store can ever be applied to another.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::home::Home;
use crate::store::backup::check_copy;
use crate::store::key::StoreKey;
use crate::store::{keep, open};

/// What the names of unfinished files hold; they count for nothing.
pub(crate) const UNFINISHED: &str = ".restoring";

/// One thing done to the disk; each may be the last before the power goes.
type Step<'a> = Box<dyn Fn() -> Result<()> + 'a>;

/// One backup that is to become the store of a home.
pub(crate) struct Swap<'a> {
    home: &'a Home,
    backup: &'a Path,
    key: &'a StoreKey,
    kept: String,
}

/// What the declared swap says.
#[derive(Serialize, Deserialize)]
struct Declared {
    /// The ending of the replaced files.
    kept: String,
}

/// A rename that happens only while the file it prepares for still waits.
struct Move {
    waiting: PathBuf,
    from: PathBuf,
    to: PathBuf,
}

impl<'a> Swap<'a> {
    pub(crate) fn new(home: &'a Home, backup: &'a Path, key: &'a StoreKey, now: Instant) -> Swap<'a> {
        Swap { home, backup, key, kept: format!(".replaced-{}", now.ms()) }
    }

    /// Carries it out. What fails before the swap is declared leaves nothing behind.
    pub(crate) fn carry_out(&self) -> Result<()> {
        let prepared = self.steps().iter().try_for_each(|step| step());
        if prepared.is_err() {
            sweep(self.home);
            return prepared;
        }
        settle(self.home)
    }

    /// Everything up to the declaration, in order.
    pub(super) fn steps(&self) -> Vec<Step<'_>> {
        let store = fresh(&self.home.store_file());
        let mut steps: Vec<Step<'_>> = vec![
            Box::new(|| {
                sweep(self.home);
                Ok(())
            }),
            Box::new(move || copy(self.backup, &store)),
            Box::new(|| self.say_whose()),
            Box::new(|| check_copy(&fresh(&self.home.store_file()), self.key)),
        ];
        if !self.home.key().is_ok_and(|held| held == *self.key) {
            steps.push(Box::new(|| self.home.keys.keep(self.key)?.write(&fresh(&self.home.key_file()))));
            steps.push(Box::new(|| copy(&with_ending(self.backup, ".recovery"), &fresh(&self.home.recovery_file()))));
        }
        steps.push(Box::new(|| self.declare()));
        steps
    }

    /// Beside the new store, whose key it takes; one that says nothing is taken at the key's word, so that noise reads as
    /// damage.
    fn say_whose(&self) -> Result<()> {
        let said = fs::read_to_string(open::id_file(self.backup)).unwrap_or_else(|_| self.key.fingerprint());
        keep::write_private(&open::id_file(&fresh(&self.home.store_file())), said.as_bytes())
    }

    fn declare(&self) -> Result<()> {
        let declared = Declared { kept: self.kept.clone() };
        let unfinished = fresh(&self.home.swap_file());
        keep::write_private(&unfinished, serde_json::to_string(&declared)?.as_bytes())?;
        sync_folder(&unfinished)?;
        fs::rename(&unfinished, self.home.swap_file())?;
        sync_folder(&unfinished)
    }
}

/// Finishes a swap that was declared, and clears away one that was not. Two programs may come upon it at once: the second
/// waits for the first.
pub(crate) fn settle(home: &Home) -> Result<()> {
    let declared = match fs::File::open(home.swap_file()) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            sweep(home);
            return Ok(());
        }
        other => other?,
    };
    declared.lock()?;
    for step in finishing(home)? {
        step()?;
    }
    Ok(())
}

/// The steps from the declaration to the end. Doing any of them twice does nothing.
pub(super) fn finishing(home: &Home) -> Result<Vec<Step<'_>>> {
    let Ok(declared) = fs::read_to_string(home.swap_file()) else { return Ok(Vec::new()) };
    let declared: Declared = serde_json::from_str(&declared)
        .map_err(|_| Error::refused(ErrorCode::StoreDamaged).with("file", "store.swap"))?;
    let mut steps: Vec<Step<'_>> = Vec::new();
    for a_move in moves(home, &declared.kept) {
        steps.push(Box::new(move || a_move.make()));
    }
    steps.push(Box::new(|| {
        fs::remove_file(home.swap_file())?;
        sync_folder(&home.swap_file())
    }));
    Ok(steps)
}

/// The old files go aside, the log before its store; then the new ones take their names.
fn moves(home: &Home, kept: &str) -> Vec<Move> {
    let store = home.store_file();
    let (aside, waiting) = (with_ending(&store, kept), fresh(&store));
    let mut moves = Vec::new();
    for log in ["-wal", "-shm"] {
        moves.push(Move { waiting: waiting.clone(), from: with_ending(&store, log), to: with_ending(&aside, log) });
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
    moves
}

impl Move {
    fn make(&self) -> Result<()> {
        if self.waiting.exists() && self.from.exists() {
            fs::rename(&self.from, &self.to)?;
            sync_folder(&self.to)?;
        }
        Ok(())
    }
}

/// Clears away what a swap that was never declared left behind.
fn sweep(home: &Home) {
    let store = fresh(&home.store_file());
    let of_store = ["", "-wal", "-shm", "-journal", ".id"].map(|ending| with_ending(&store, ending));
    for file in of_store.into_iter().chain([home.key_file(), home.recovery_file(), home.swap_file()].map(|f| fresh(&f)))
    {
        fs::remove_file(file).ok();
    }
}

/// A copy that only its owner may read, on the disk when this returns.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let mut target = keep::create_private(to)?;
    std::io::copy(&mut fs::File::open(from)?, &mut target)?;
    Ok(target.sync_all()?)
}

fn fresh(file: &Path) -> PathBuf {
    with_ending(file, UNFINISHED)
}

/// A file's name with something after it.
pub(crate) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A rename lasts only once its folder is written too.
pub(crate) fn sync_folder(file: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(folder) = file.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
