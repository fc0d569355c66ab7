//! Whether a disk after a cut holds what it must: judged by opening it as the program does.

use std::path::Path;

use lantai_core::error::Failure;
use lantai_core::store::verify;
use lantai_core::store::{backup, open};

use crate::disk::compare;
use crate::disk::deeds::Story;
use crate::disk::stage::{Deed, House, Step};

/// How far the caller was when the power went.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moment {
    /// So many steps were asked for.
    pub(super) asked: usize,
    /// So many were answered.
    pub(super) answered: usize,
}

fn said(what: &str) -> impl Fn(Failure) -> String + '_ {
    move |failure| format!("{what}: {failure:?}")
}

/// Opens the home in a folder and holds it against what was answered.
pub(super) fn judge(story: &Story, moment: Moment, folder: &Path) -> Result<(), String> {
    let mut house = House::at(folder);
    let at = moment.asked.max(1) - 1;
    let step = &story.steps[at];
    let now = step.deed.at();
    let salon = house.open().map_err(said("it does not open"))?;
    let broken = |error: lantai_core::error::Error| format!("it cannot be read: {error}");
    let checks = salon.read(now, |view| verify::everything(view.db)).map_err(broken)?;
    if let Some(check) = checks.iter().find(|check| !check.ok) {
        return Err(format!("{}: {}", check.name, check.detail));
    }
    let stands = compare::digest(salon, now).map_err(broken)?;
    let must_be_new = moment.answered > at;
    if stands != step.new && (must_be_new || stands != step.old) {
        return Err(format!("step {at} ({}) stands neither whole nor not at all ({moment:?})", step.deed.kind()));
    }
    answers_stand(&story.steps[..moment.answered], &house, now)?;
    backups_stand(story, moment, &house)?;
    if moment.asked > moment.answered {
        once_more(step, &mut house)?;
    }
    Ok(())
}

/// Each request that was answered stands in the journal once, with its answer, unless another store has taken its place.
fn answers_stand(steps: &[Step], house: &House, now: lantai_core::clock::Instant) -> Result<(), String> {
    let Some(salon) = &house.salon else { return Ok(()) };
    let since = steps.iter().rposition(|step| matches!(step.deed, Deed::Restore { .. })).map_or(0, |at| at + 1);
    for step in &steps[since..] {
        let Deed::Call(call) = &step.deed else { continue };
        let found = compare::answered(salon, now, call.request_id.unwrap()).map_err(|error| error.to_string())?;
        if found.0 != 1 || serde_json::from_str::<serde_json::Value>(&found.1).ok().as_ref() != Some(&step.answer) {
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
            return Err("a backup that was answered is gone".into());
        }
    }
    for line in lines {
        let file = folder.join(&line.file);
        for ending in [".recovery", ".id"] {
            let beside = folder.join(format!("{}{ending}", line.file));
            if !std::fs::metadata(&beside).is_ok_and(|found| found.len() > 0) {
                return Err(format!("a backup without its {ending}"));
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

/// What was under way is asked for again: it is done, and it is done once.
fn once_more(step: &Step, house: &mut House) -> Result<(), String> {
    let answer = house.carry_out(&step.deed).map_err(said("asked for again"))?;
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
