//! A backup takes the place of the store: all of it or nothing, at whatever moment the power goes.
//!
//! Store, key and wrapped key belong together. The new ones are made, checked and written to the disk beside the old, under
//! names that end in `.restoring`; then one rename declares the swap (`store.swap`). Until that rename the old home stands as
//! it was, from it on the new one does: what is left are renames that whoever opens the home next finishes in any case
//! ([`super::settle`]). The replaced files are kept beside with their log, so that the old store still opens with its last
//! commits and no log of one store can ever be applied to another. A home made in a folder beside moves in the same way.
//!
//! Refuses a store whose log cannot be folded into it, and to declare what is no longer all there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::home::Home;
use crate::store::backup::check_copy;
use crate::store::key::StoreKey;
use crate::store::settle::{Declared, Step, Turn, finish, fresh, sweep, sync_folder, turn, with_ending};
use crate::store::{head, keep, open};

/// One backup that is to become the store of a home, with its wrapped key.
pub(crate) struct Swap<'a> {
    home: &'a Home,
    backup: &'a Path,
    companion: PathBuf,
    key: &'a StoreKey,
    kept: String,
}

impl<'a> Swap<'a> {
    pub(crate) fn new(
        home: &'a Home,
        backup: &'a Path,
        companion: PathBuf,
        key: &'a StoreKey,
        now: Instant,
    ) -> Swap<'a> {
        Swap { home, backup, companion, key, kept: replaced(now) }
    }

    /// Carries it out. What fails before the swap is declared leaves nothing behind; what fails after it is finished when the
    /// home is opened next.
    pub(crate) fn carry_out(&self) -> Result<()> {
        let _turn = turn(self.home)?;
        finish(self.home)?;
        prepare(self.home, &self.steps())?;
        finish(self.home)
    }

    /// Everything up to the declaration, in order.
    pub(super) fn steps(&self) -> Vec<Step<'_>> {
        let store = fresh(&self.home.store_file());
        let log = with_ending(&store, "-wal");
        let mut steps: Vec<Step<'_>> = vec![
            Box::new(|| sweep(self.home)),
            Box::new(move || copy(self.backup, &store)),
            Box::new(move || copy_if_there(&with_ending(self.backup, "-wal"), &log)),
            Box::new(|| copy_if_there(&head::file_of(self.backup), &head::file_of(&fresh(&self.home.store_file())))),
            Box::new(|| self.say_whose()),
            Box::new(|| self.check()),
        ];
        let with_key = !self.home.key().is_ok_and(|held| held == *self.key);
        if with_key {
            steps.push(Box::new(|| self.home.keys.keep(self.key)?.write(&fresh(&self.home.key_file()))));
            steps.push(Box::new(|| copy(&self.companion, &fresh(&self.home.recovery_file()))));
        }
        steps.push(Box::new(move || declare(self.home, with_key, &self.kept)));
        steps
    }

    /// Beside the new store, whose key it takes; one that says nothing is taken at the key's word, so that noise reads as
    /// damage.
    fn say_whose(&self) -> Result<()> {
        let said = fs::read_to_string(open::id_file(self.backup)).unwrap_or_else(|_| self.key.fingerprint());
        keep::write_private(&open::id_file(&fresh(&self.home.store_file())), said.as_bytes())
    }

    /// A store that was copied by hand has its last commits in its log. Closing the checked copy folds them in; a log that
    /// stays would be left behind by the swap, and the commits with it.
    fn check(&self) -> Result<()> {
        let store = fresh(&self.home.store_file());
        check_copy(&store, self.key)?;
        if with_ending(&store, "-wal").try_exists()? {
            return Err(Error::refused(ErrorCode::BackupUnusable));
        }
        Ok(())
    }
}

/// One home, made and closed in a folder beside, moves into a folder where no salon is.
pub(crate) struct MovingIn<'a> {
    made: &'a Home,
    home: &'a Home,
    kept: String,
}

impl<'a> MovingIn<'a> {
    pub(crate) fn new(made: &'a Home, home: &'a Home, now: Instant) -> MovingIn<'a> {
        MovingIn { made, home, kept: replaced(now) }
    }

    /// Carries it out, for whoever holds the home's turn. Once it is declared it has happened: what fails after that is
    /// finished, or said, by whoever opens the home.
    pub(crate) fn carry_out(&self, _turn: &Turn) -> Result<()> {
        finish(self.home)?;
        if self.home.holds_anything() {
            return Err(Error::refused(ErrorCode::StoreExists));
        }
        prepare(self.home, &self.steps())?;
        finish(self.home).ok();
        Ok(())
    }

    /// Everything up to the declaration, in order. What the made home says of its key stays where it is until then, so that a
    /// key in the keyring can still be let go of.
    pub(super) fn steps(&self) -> Vec<Step<'_>> {
        let (made, home) = (self.made, self.home);
        vec![
            Box::new(|| sweep(home)),
            Box::new(move || {
                if with_ending(&made.store_file(), "-wal").try_exists()? {
                    return Err(Error::refused(ErrorCode::StoreBusy));
                }
                Ok(fs::rename(made.store_file(), fresh(&home.store_file()))?)
            }),
            Box::new(move || {
                copy_if_there(&head::file_of(&made.store_file()), &head::file_of(&fresh(&home.store_file())))
            }),
            Box::new(move || copy(&open::id_file(&made.store_file()), &open::id_file(&fresh(&home.store_file())))),
            Box::new(move || copy(&made.key_file(), &fresh(&home.key_file()))),
            Box::new(move || copy(&made.recovery_file(), &fresh(&home.recovery_file()))),
            Box::new(move || declare(home, true, &self.kept)),
        ]
    }
}

fn replaced(now: Instant) -> String {
    format!(".replaced-{}", now.ms())
}

/// Goes through the steps up to the declaration; where one fails, nothing of them is left.
fn prepare(home: &Home, steps: &[Step<'_>]) -> Result<()> {
    let prepared = steps.iter().try_for_each(|step| step());
    if prepared.is_err() {
        sweep(home)?;
    }
    prepared
}

/// The rename is the last thing that can fail: whatever comes after it is part of the finishing.
fn declare(home: &Home, with_key: bool, kept: &str) -> Result<()> {
    let store = fresh(&home.store_file());
    let mut prepared = vec![open::id_file(&store), store];
    if with_key {
        prepared.extend([fresh(&home.key_file()), fresh(&home.recovery_file())]);
    }
    let unfinished = fresh(&home.swap_file());
    keep::write_private(&unfinished, serde_json::to_string(&Declared { kept: kept.to_owned() })?.as_bytes())?;
    sync_folder(&unfinished)?;
    for file in prepared {
        if !file.try_exists()? {
            return Err(Error::refused(ErrorCode::StoreBusy));
        }
    }
    Ok(fs::rename(&unfinished, home.swap_file())?)
}

/// A copy that only its owner may read, on the disk when this returns.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    let mut source = fs::File::open(from)?;
    let mut target = keep::create_private(to)?;
    std::io::copy(&mut source, &mut target)?;
    Ok(target.sync_all()?)
}

/// As [`copy`], where there is something to copy.
pub(super) fn copy_if_there(from: &Path, to: &Path) -> Result<()> {
    if from.try_exists()? { copy(from, to) } else { Ok(()) }
}
