//! Whether a disk after a cut holds what it must: judged by opening it as the program does.

use std::path::Path;

use lantai_core::clock::Instant;
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::store::key::WrappedKey;
use lantai_core::store::{backup, open, verify};
use serde_json::Value;

use crate::disk::compare;
use crate::disk::deeds::Story;
use crate::disk::stage::{Deed, House, Step};

/// What is said of a step that was answered and is not there, or that is there in part.
pub(super) const LOST: &str = "stands neither whole nor not at all";

/// What is said of a backup that was answered and is not there, and of one that is there in part.
pub(super) const GONE: &str = "a backup that was answered is gone";
pub(super) const ALONE: &str = "a backup without its";

/// How far the caller was when the power went.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moment {
    /// So many steps were asked for.
    pub(super) asked: usize,
    /// So many were answered.
    pub(super) answered: usize,
}

impl Moment {
    /// The step that is under way or was done last; before the first it is the first.
    pub(super) fn under_way(self) -> usize {
        self.asked.max(1) - 1
    }
}

fn said(what: &str) -> impl Fn(Failure) -> String + '_ {
    move |failure| format!("{what}: {failure:?}")
}

/// Opens the home in a folder and holds it against what was answered; what was under way is asked for again if that is wanted.
pub(super) fn judge(story: &Story, moment: Moment, folder: &Path, again: bool) -> Result<(), String> {
    let mut house = House::at(folder);
    let at = moment.under_way();
    let step = &story.steps[at];
    let now = step.deed.at();
    let is_unanswered_founding = matches!(step.deed, Deed::Found(_)) && moment.answered == 0;
    if is_unanswered_founding && house.open().is_err_and(|failure| failure.code == ErrorCode::StoreMissing) {
        return if again { found_once_more(step, &mut house) } else { Ok(()) };
    }
    let salon = house.open().map_err(said("it does not open"))?;
    let broken = |error: Error| format!("it cannot be read: {error}");
    let checks = salon.read(now, |view| verify::everything(view.db)).map_err(broken)?;
    if let Some(check) = checks.iter().find(|check| !check.ok) {
        return Err(format!("{}: {}", check.name, check.detail));
    }
    let stands = compare::digest(salon, now).map_err(broken)?;
    let must_be_new = moment.answered > at;
    if stands != step.new && (must_be_new || stands != step.old) {
        return Err(format!("step {at} ({}) {LOST} ({moment:?})", step.deed.kind()));
    }
    let done = if stands == step.new { at + 1 } else { at };
    answers_stand(&story.steps[..done], moment.answered, &house, now)?;
    backups_stand(story, moment, &house)?;
    if matches!(story.steps[0].deed, Deed::Found(_)) {
        phrase_opens(&house)?;
    }
    // A founding that stands needs no second one.
    if again && moment.asked > moment.answered && !is_unanswered_founding {
        once_more(step, &mut house)?;
    }
    Ok(())
}

/// Each request that was answered stands in the journal once, with its answer, unless another store has taken its place since.
fn answers_stand(done: &[Step], answered: usize, house: &House, now: Instant) -> Result<(), String> {
    let Some(salon) = &house.salon else { return Ok(()) };
    let since = done.iter().rposition(|step| matches!(step.deed, Deed::Restore { .. })).map_or(0, |at| at + 1);
    for step in done.iter().take(answered).skip(since) {
        let Deed::Call(call) = &step.deed else { continue };
        let found = compare::answered(salon, now, call.request_id.unwrap()).map_err(|error| error.to_string())?;
        if found.0 != 1 || serde_json::from_str::<Value>(&found.1).ok().as_ref() != Some(&step.answer) {
            return Err(format!("{}: answered {}, and the journal says {found:?}", call.name, step.answer));
        }
    }
    Ok(())
}

/// Each backup that was answered is there, and whatever has a backup's name is a whole one.
fn backups_stand(story: &Story, moment: Moment, house: &House) -> Result<(), String> {
    let folder = backup::folder_of(&house.home.store_file());
    let lines = backup::generations(&folder);
    for step in &story.steps[..moment.answered] {
        if let Deed::Backup(now) = step.deed
            && !lines.iter().any(|line| line.at_ms == now)
        {
            return Err(GONE.into());
        }
    }
    for line in lines {
        let file = folder.join(&line.file);
        for ending in [".recovery", ".id"] {
            let beside = folder.join(format!("{}{ending}", line.file));
            if !std::fs::metadata(&beside).is_ok_and(|found| found.len() > 0) {
                return Err(format!("{ALONE} {ending}"));
            }
        }
        let key = house.home.key().map_err(|error| error.to_string())?;
        let store = open::open_checked(&file, &key).map_err(|error| format!("a backup does not open: {error}"))?;
        let checks = verify::of_file(&store).map_err(|error| error.to_string())?;
        if let Some(check) = checks.iter().find(|check| !check.ok) {
            return Err(format!("a backup: {}: {}", check.name, check.detail));
        }
        let made = story.steps.iter().find(|step| matches!(step.deed, Deed::Backup(now) if now == line.at_ms));
        let said = compare::digest_of(&store).map_err(|error| error.to_string())?;
        if made.is_some_and(|step| step.new != said) {
            return Err("a backup says something else than the store it was made of".into());
        }
    }
    Ok(())
}

/// The phrase was shown once, so what it opens must last.
fn phrase_opens(house: &House) -> Result<(), String> {
    let wrapped = std::fs::read_to_string(house.home.recovery_file()).map_err(|error| error.to_string())?;
    let wrapped: WrappedKey = serde_json::from_str(&wrapped).map_err(|error| format!("the wrapped key: {error}"))?;
    let key = house.home.key().map_err(|error| error.to_string())?;
    let whose = std::fs::read_to_string(open::id_file(&house.home.store_file())).map_err(|error| error.to_string())?;
    match wrapped.fingerprint == key.fingerprint() && whose == key.fingerprint() {
        true => Ok(()),
        false => Err("the wrapped key or the fingerprint is not this store's".into()),
    }
}

/// Where nothing was founded a salon can be, whatever the cut left there.
fn found_once_more(step: &Step, house: &mut House) -> Result<(), String> {
    house.carry_out(&step.deed).map_err(said("founded once more"))?;
    match std::fs::exists(house.home.dir.join("founding")) {
        Ok(false) => Ok(()),
        left => Err(format!("what the first founding made still lies there: {left:?}")),
    }
}

/// What was under way is asked for again: it is done, and it is done once.
fn once_more(step: &Step, house: &mut House) -> Result<(), String> {
    let answer = house.carry_out(&step.deed.once_more()).map_err(said("asked for again"))?;
    if matches!(step.deed, Deed::Call(_)) && answer != step.answer {
        return Err(format!("asked for again it answered {answer}, not {}", step.answer));
    }
    let now = step.deed.at();
    let salon = house.open().map_err(said("after it was asked for again"))?;
    match compare::digest(salon, now) {
        Ok(stands) if stands == step.new => Ok(()),
        Ok(_) => Err("asked for again it is not the same".into()),
        Err(error) => Err(error.to_string()),
    }
}
