//! The power goes: whatever a cut at any moment may leave of what was written, the house opens, holds, and has what it answered.

mod judge;

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::disk::choose::{Chance, choice};
use crate::disk::deeds::{Beginning, Story};
use crate::disk::record::Op;
use crate::disk::replay::Medium;
use crate::disk::stage::quick_folder;
use crate::{figures, size};
use judge::{Moment, judge};

/// What was looked at.
#[derive(Default)]
struct Seen {
    points: AtomicUsize,
    images: AtomicUsize,
    digests: Mutex<HashSet<u64>>,
}

/// Looks at so many disks after a cut at every point of a story; the first that does not hold is told.
fn look(story: &Story, each: usize, seed: u64, seen: &Seen) -> Result<(), String> {
    let workers = 2;
    let found: Vec<Result<(), String>> = std::thread::scope(|scope| {
        let begun: Vec<_> =
            (0..workers).map(|worker| scope.spawn(move || look_at_some(story, each, seed, seen, (worker, workers)))).collect();
        begun.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    found.into_iter().collect()
}

fn look_at_some(
    story: &Story,
    each: usize,
    seed: u64,
    seen: &Seen,
    (worker, workers): (usize, usize),
) -> Result<(), String> {
    let folder = quick_folder();
    let mut medium = Medium::new(&story.record);
    let mut moment = Moment::default();
    for point in 0..=story.record.ops.len() {
        if point % workers == worker {
            let mut chance = Chance::new(seed ^ (point as u64) << 20);
            let mut fresh = 0;
            for number in 0..each * 3 {
                let image = medium.image(&choice(&medium, number, &mut chance));
                if !seen.digests.lock().unwrap().insert(image.digest()) {
                    continue;
                }
                image.lay_out(folder.path());
                judge(story, moment, folder.path()).map_err(|found| {
                    format!("{}: cut before op {point}, image {number}, seed {seed}: {found}", story.name)
                })?;
                seen.images.fetch_add(1, Ordering::Relaxed);
                fresh += 1;
                if fresh == each {
                    break;
                }
            }
            seen.points.fetch_add(1, Ordering::Relaxed);
        }
        let Some(op) = story.record.ops.get(point) else { break };
        match op {
            Op::Asked(step) => moment.asked = step + 1,
            Op::Answered(step) => moment.answered = step + 1,
            _ => {}
        }
        medium.advance(point);
    }
    Ok(())
}

#[test]
fn nothing_that_was_answered_is_lost_by_a_cut_and_nothing_is_half_done() {
    let seed = size::seed();
    let beginning = Beginning::new();
    let each = size::of(4, 200);
    for story in [
        beginning.visits(1, None),
        beginning.import(8),
        beginning.backups(1, None),
        beginning.restore_of_its_own(None),
        beginning.restore_of_anothers(),
        beginning.migration(),
    ] {
        let seen = Seen::default();
        let begun = Instant::now();
        let found = look(&story, each, seed, &seen);
        figures::say("power_cut", &format!(
            "{}: {} steps, {} ops, {} points, {} images, {:?}, {found:?}",
            story.name, story.steps.len(), story.record.ops.len(),
            seen.points.load(Ordering::Relaxed), seen.images.load(Ordering::Relaxed), begun.elapsed()
        ));
    }
}
