//! The power goes: whatever a cut at any moment may leave of what was written, the house opens, holds, and has what it answered.
//!
//! The deeds of a day are done once and everything asked of the disk is recorded. Then, for every point of the record, disks
//! are laid out as the cut could have left them, each opened as the program does, verified, and held against what the caller
//! had been told by then.

mod judge;
mod sabotage;

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use lantai_tests::chance::Chance;

use crate::disk::choose::choice;
use crate::disk::deeds::{Beginning, Story};
use crate::disk::record::Op;
use crate::disk::replay::{Image, Medium};
use crate::disk::stage::quick_folder;
use crate::{figures, size};
use judge::{Moment, judge};

/// So many work side by side.
const WORKERS: usize = 2;

/// What of a story is looked at: so many disks a point, found from this seed.
#[derive(Clone, Copy)]
struct Look {
    each: usize,
    seed: u64,
    /// Of the points of one kind of deed only.
    only: Option<&'static str>,
}

/// What was looked at: every disk once, and how many of them for which deed.
#[derive(Default)]
struct Seen {
    points: usize,
    /// After how many answers each was looked at: what may be missing from a disk before an answer must be on it afterwards.
    disks: HashMap<[u8; 32], usize>,
    by_kind: BTreeMap<&'static str, usize>,
}

impl Seen {
    /// Whether a disk is new; nothing where it was looked at after as many answers.
    fn note(&mut self, disk: [u8; 32], story: &Story, moment: Moment) -> Option<bool> {
        let earlier = self.disks.insert(disk, moment.answered);
        match earlier {
            None => {
                *self.by_kind.entry(story.steps[moment.under_way()].deed.kind()).or_default() += 1;
                Some(true)
            }
            Some(answered) if answered < moment.answered => Some(false),
            Some(answered) => {
                self.disks.insert(disk, answered);
                None
            }
        }
    }
}

/// Looks at disks after a cut at every point of a story; the first that does not hold is told.
fn look(story: &Story, how: Look, seen: &Mutex<Seen>) -> Result<(), String> {
    let found: Vec<Result<(), String>> = std::thread::scope(|scope| {
        let begun: Vec<_> =
            (0..WORKERS).map(|turn| scope.spawn(move || look_in_turn(story, how, seen, turn))).collect();
        begun.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    found.into_iter().collect()
}

/// Every second point, say, beginning with the first or with the second.
fn look_in_turn(story: &Story, how: Look, seen: &Mutex<Seen>, turn: usize) -> Result<(), String> {
    let folder = quick_folder();
    let mut medium = Medium::new(&story.record);
    let mut moment = Moment::default();
    for point in 0..=story.record.ops.len() {
        let kind = story.steps[moment.under_way()].deed.kind();
        let is_wanted = how.only.is_none_or(|only| only == kind);
        if point % WORKERS == turn && is_wanted {
            let looked = look_at(&medium, how.each, Chance::new(how.seed ^ ((point as u64) << 20)), |disk, number| {
                let is_new = match seen.lock().unwrap().note(disk.digest(), story, moment) {
                    Some(is_new) => is_new,
                    None => return Ok(false),
                };
                disk.lay_out(folder.path());
                judge(story, moment, folder.path(), number.is_multiple_of(4)).map(|()| is_new)
            });
            looked.map_err(|found| format!("{}, cut before op {point}, seed {}: {found}", story.name, how.seed))?;
            seen.lock().unwrap().points += 1;
        }
        match story.record.ops.get(point) {
            Some(Op::Asked(step)) => moment.asked = step + 1,
            Some(Op::Answered(step)) => moment.answered = step + 1,
            Some(_) => {}
            None => break,
        }
        medium.advance(point);
    }
    Ok(())
}

/// So many disks of one point that were not seen before, or as many as there are.
fn look_at(
    medium: &Medium<'_>,
    each: usize,
    mut chance: Chance,
    mut see: impl FnMut(Image, usize) -> Result<bool, String>,
) -> Result<(), String> {
    let mut fresh = 0;
    let ways = if medium.is_safe() { 1 } else { each * 4 };
    for number in 0..ways {
        let disk = medium.image(&choice(medium, number, &mut chance));
        let found = see(disk, number).map_err(|found| format!("disk {number}: {found}"))?;
        fresh += usize::from(found);
        if fresh == each {
            break;
        }
    }
    Ok(())
}

/// Everything that is done, on a disk that keeps what it is told to.
fn stories(beginning: &Beginning) -> Vec<Story> {
    let many = size::of(1, 3);
    vec![
        beginning.visits(many as u32, None),
        beginning.import(8 * many),
        beginning.backups(many as u32, None),
        beginning.restore_of_its_own(None),
        beginning.restore_of_anothers(),
        beginning.migration(),
        beginning.founding(None),
    ]
}

#[test]
fn nothing_that_was_answered_is_lost_by_a_cut_and_nothing_is_half_done() {
    let how = Look { each: size::of(6, 205), seed: size::seed(), only: None };
    let seen = Mutex::new(Seen::default());
    let stories = stories(&Beginning::new());
    for (at, story) in stories.iter().enumerate() {
        figures::come_to("power_cut", at, stories.len());
        if let Err(found) = look(story, how, &seen) {
            panic!("{found}");
        }
    }
    let seen = seen.into_inner().unwrap();
    let steps: usize = stories.iter().map(|story| story.steps.len()).sum();
    let kinds: Vec<String> = seen.by_kind.iter().map(|(kind, disks)| format!("{kind} {disks}")).collect();
    figures::say(
        "power_cut",
        &format!(
            "{} disks after a cut at each of {} points of {steps} steps ({}), seed {}: 0 answers lost, 0 half done",
            seen.disks.len(),
            seen.points,
            kinds.join(", "),
            how.seed
        ),
    );
    assert!(seen.disks.len() >= size::of(5_000, 250_000), "{} disks are too few", seen.disks.len());
    for kind in ["sale", "booking", "linen", "import", "backup", "restore", "migration", "founding"] {
        assert!(seen.by_kind.contains_key(kind), "no disk of a {kind}");
    }
}

/// The record is what happened: everything in it, kept, makes the very folder that was left, byte for byte.
#[test]
fn a_record_that_is_kept_whole_makes_the_very_disk_that_was_left() {
    for story in stories(&Beginning::new()) {
        let mut medium = Medium::new(&story.record);
        (0..story.record.ops.len()).for_each(|point| medium.advance(point));
        let made = medium.image(&choice(&medium, 0, &mut Chance::new(1)));
        let made: Vec<_> = made.files.iter().map(|(path, content)| (path, content.bytes.as_ref())).collect();
        let mut left: Vec<_> = story.after.files.iter().map(|(path, bytes)| (path, bytes)).collect();
        left.sort();
        assert!(made == left, "{}: the record has missed something", story.name);
    }
}
