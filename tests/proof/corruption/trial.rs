//! One damage and what came of it: every answer right or a coded refusal, the damage reported, the files as they lay.

use std::fs;
use std::path::Path;

use lantai_core::error::{ErrorCode, Failure};
use lantai_core::home::Home;
use lantai_core::store::{backup, verify};
use lantai_core::test_salon::at;

use super::stage::{Files, LOG, STORE, Stage, all_files, ask};

/// What is done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// One bit turned.
    Bit(usize),
    /// Everything from here on gone.
    From(usize),
}

/// By whom a damage was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reported {
    /// The salon was not opened.
    OnOpening,
    /// By the look over every page beside the day's work.
    ByTheSeals,
    /// By `verify`.
    ByVerify,
    /// There was nothing to report: every answer is right.
    Whole,
}

impl Damage {
    pub(super) fn on(self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        match self {
            Damage::Bit(bit) => bytes[bit / 8] ^= 1 << (bit % 8),
            Damage::From(length) => bytes.truncate(length),
        }
        bytes
    }
}

/// Damages one file of a fresh home and judges what the salon makes of it.
pub(super) fn try_on(stage: &Stage, folder: &Path, file: &Path, damage: Damage) -> Result<Reported, String> {
    let home = stage.lay(folder);
    fs::write(folder.join(file), damage.on(&stage.files[file])).unwrap();
    judge(stage, &home).map_err(|found| format!("{}: {damage:?}: {found}", file.display()))
}

/// What comes of a home as it lies.
pub(super) fn judge(stage: &Stage, home: &Home) -> Result<Reported, String> {
    let before = all_files(&home.dir);
    let reported = look(stage, home)?;
    left_alone(&before, &all_files(&home.dir), reported)?;
    Ok(reported)
}

/// Nothing is thrown away but a log that was folded in; where the store was refused, not a byte is another.
pub(super) fn left_alone(before: &Files, after: &Files, reported: Reported) -> Result<(), String> {
    let is_refused = matches!(reported, Reported::OnOpening | Reported::ByTheSeals);
    for (name, bytes) in before {
        match after.get(name) {
            None if is_refused || name != Path::new(LOG) => return Err(format!("{} is gone", name.display())),
            // Opening folds the log in: then just the pages that stand in it are those of the log.
            Some(left) if name == Path::new(STORE) && reported == Reported::ByTheSeals => {
                let log = before.get(Path::new(LOG)).map_or(&[][..], |log| log.get(32..).unwrap_or_default());
                let in_the_log = |page: usize| {
                    let number = u32::try_from(page + 1).unwrap().to_be_bytes();
                    log.chunks(24 + 4096).any(|frame| frame.starts_with(&number))
                };
                let pages = left.chunks(4096).zip(bytes.chunks(4096)).enumerate();
                if pages.into_iter().any(|(page, (left, bytes))| !left.starts_with(bytes) && !in_the_log(page)) {
                    return Err(format!("{} was touched", name.display()));
                }
            }
            Some(left) if is_refused && left != bytes => return Err(format!("{} was touched", name.display())),
            _ => {}
        }
    }
    Ok(())
}

fn look(stage: &Stage, home: &Home) -> Result<Reported, String> {
    let salon = match home.open() {
        Ok(salon) => salon,
        Err(error) => return said_so(&error.failure()).map(|()| Reported::OnOpening),
    };
    let mut stumbled = false;
    for (asked, (answer, right)) in ask(&salon, at(15, 0)).into_iter().zip(&stage.answers).enumerate() {
        match answer {
            Ok(answer) if answer == *right => {}
            Ok(answer) => return Err(format!("a wrong answer to question {asked}: {answer}")),
            Err(failure) => {
                said_so(&failure)?;
                stumbled = true;
            }
        }
    }
    if let Err(error) = verify::seals(&salon) {
        said_so(&error.failure())?;
        return Ok(Reported::ByTheSeals);
    }
    let checks = verify::of_salon(&salon, at(15, 0));
    let is_well = match &checks {
        Ok(checks) => checks.iter().all(|check| check.ok),
        Err(_) => false,
    };
    match (is_well, stumbled) {
        (false, _) => Ok(Reported::ByVerify),
        (true, false) => Ok(Reported::Whole),
        (true, true) => Err("a question was refused, and verify finds nothing".to_owned()),
    }
}

/// A damage is said to be one.
fn said_so(failure: &Failure) -> Result<(), String> {
    match failure.code {
        ErrorCode::StoreDamaged | ErrorCode::StoreCutShort => Ok(()),
        _ => Err(format!("said as {failure:?}")),
    }
}

/// Whether a damaged backup is refused, and the salon stays what it was.
pub(super) fn try_backup(stage: &Stage, folder: &Path, damage: Damage) -> Result<(), String> {
    let home = stage.lay(folder);
    let file = folder.join(&stage.backup);
    fs::write(&file, damage.on(&stage.files[&stage.backup])).unwrap();
    let before = all_files(folder);
    let refused = match backup::restore(&home, &file, None, at(15, 0)) {
        Ok(()) => return Err(format!("a damaged backup was restored: {damage:?}")),
        Err(error) => error.code(),
    };
    if !matches!(refused, ErrorCode::BackupUnusable | ErrorCode::StoreWrongKey) {
        return Err(format!("{damage:?}: said as {refused:?}"));
    }
    if all_files(folder) != before {
        return Err(format!("{damage:?}: a refused backup left something or changed something"));
    }
    Ok(())
}

/// The way back: the good backup takes the damaged store's place, which is kept as it lay.
pub(super) fn come_back(stage: &Stage, home: &Home) -> Result<(), String> {
    let damaged = [STORE, LOG].map(|name| fs::read(home.dir.join(name)).ok());
    backup::restore(home, &home.dir.join(&stage.backup), None, at(16, 0)).map_err(|error| error.to_string())?;
    let salon = home.open().map_err(|error| error.to_string())?;
    let checks = verify::of_salon(&salon, at(16, 0)).map_err(|error| error.to_string())?;
    if let Some(broken) = checks.iter().find(|check| !check.ok) {
        return Err(format!("restored, but {}: {}", broken.name, broken.detail));
    }
    let aside = |ending: &str| fs::read(home.dir.join(format!("store.db.replaced-{}{ending}", at(16, 0).ms()))).ok();
    if damaged != [aside(""), aside("-wal")] {
        return Err("what was replaced is not kept as it lay".to_owned());
    }
    Ok(())
}
