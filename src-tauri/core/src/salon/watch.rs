//! How long a wrong PIN has surely stood: by a stopwatch that nobody can turn.
//!
//! A lock-out that ended by the clock on the wall would end whenever somebody turns that clock. The carrier hands in how long
//! its program has been running; a try is as old as this run has seen it. What was tried before the run began, or by another
//! program, is as old as the first sight of it here: a restart begins every lock anew. A salon that was given no stopwatch
//! goes by the instants it is given.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use super::lock::held;
use crate::clock::Instant;
use crate::ids::StaffId;

/// How long the program has been running.
pub type Stopwatch = Box<dyn Fn() -> Duration + Send + Sync>;

/// What the store says of somebody's wrong tries: how many since the last that was forgiven, and the instant noted with them.
pub(crate) type Tried = (i64, Option<Instant>);

/// What this run of the program has seen of wrong tries.
#[derive(Default)]
pub(crate) struct Watch(Mutex<Option<Running>>);

struct Running {
    stopwatch: Stopwatch,
    seen: HashMap<StaffId, (Tried, Duration)>,
}

impl Watch {
    /// From now on time is what this stopwatch says. These tries were found when it began.
    pub(crate) fn begin(&self, stopwatch: Stopwatch, found: impl IntoIterator<Item = (StaffId, Tried)>) {
        let begun = stopwatch();
        let seen = found.into_iter().map(|(staff, tried)| (staff, (tried, begun))).collect();
        *self.held() = Some(Running { stopwatch, seen });
    }

    /// For how long these tries have surely stood; none where no stopwatch runs.
    pub(crate) fn stood(&self, staff: StaffId, tried: Tried) -> Option<Duration> {
        let mut held = self.held();
        let running = held.as_mut()?;
        let now = (running.stopwatch)();
        let (seen, since) = running.seen.entry(staff).or_insert((tried, now));
        if *seen != tried {
            (*seen, *since) = (tried, now);
        }
        Some(now.saturating_sub(*since))
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Running>> {
        held(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn a_try_is_as_old_as_this_run_has_seen_it() {
        let ran = Arc::new(AtomicU64::new(0));
        let (anna, boris) = (StaffId(uuid::Uuid::from_u128(1)), StaffId(uuid::Uuid::from_u128(2)));
        let watch = Watch::default();
        assert_eq!(watch.stood(anna, (5, None)), None);
        let run = Arc::clone(&ran);
        watch.begin(Box::new(move || Duration::from_secs(run.load(Ordering::Relaxed))), [(anna, (5, None))]);
        ran.store(60, Ordering::Relaxed);
        assert_eq!(watch.stood(anna, (5, None)), Some(Duration::from_secs(60)));
        assert_eq!(watch.stood(boris, (1, None)), Some(Duration::ZERO), "another program's try, seen just now");
        ran.store(90, Ordering::Relaxed);
        assert_eq!(watch.stood(anna, (6, None)), Some(Duration::ZERO), "one more try");
        assert_eq!(watch.stood(boris, (1, None)), Some(Duration::from_secs(30)));
    }
}
