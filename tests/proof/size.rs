//! How much is proven: enough to notice a break on every build, or all that was promised.

use std::time::{SystemTime, UNIX_EPOCH};

/// So many in `script/test`, so many in `script/bench --proof`.
pub(crate) fn of(small: usize, whole: usize) -> usize {
    if is_whole() { whole } else { small }
}

/// Whether all that was promised is asked for.
pub(crate) fn is_whole() -> bool {
    std::env::var("LANTAI_PROOF").is_ok_and(|asked| asked == "full")
}

/// What chance begins with: another each time, said with the figures; `LANTAI_SEED` repeats one.
pub(crate) fn seed() -> u64 {
    let asked = std::env::var("LANTAI_SEED").ok().and_then(|seed| seed.parse().ok());
    asked.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_nanos() as u64))
}
