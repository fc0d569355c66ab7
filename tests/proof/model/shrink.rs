//! A long way to a difference made short: steps are left out as long as it is still found, first many at once, then one by one.

use super::drive::{Break, Found, Pair, Tally};
use super::step::Step;

/// So many ways are tried at most; each begins with a new salon.
const MOST_TRIES: usize = 160;

/// The same difference by fewer steps.
pub(crate) fn shrink(found: Found, broken: Break) -> Found {
    let mut kept = found.steps;
    let mut what = found.what;
    let kind = kind_of(&what);
    let mut tries = 0;
    let mut chunk = kept.len().div_ceil(2);
    while chunk > 0 && tries < MOST_TRIES {
        let mut at = 0;
        while at < kept.len() && tries < MOST_TRIES {
            let fewer: Vec<Step> = kept
                .iter()
                .enumerate()
                .filter(|(i, _)| !(at..at + chunk).contains(i))
                .map(|(_, step)| step.clone())
                .collect();
            tries += 1;
            match goes_wrong(&fewer, broken) {
                Some((told, upto)) if kind_of(&told) == kind => {
                    kept = fewer[..upto].to_vec();
                    what = told;
                }
                _ => at += chunk,
            }
        }
        chunk /= 2;
    }
    Found { what, steps: kept, ..found }
}

/// What kind of difference it is, without its figures.
fn kind_of(what: &str) -> String {
    what.split([':', '\n', '[', '(']).next().unwrap_or_default().to_owned()
}

/// Takes these steps through both houses; what is found, and after how many steps.
fn goes_wrong(steps: &[Step], broken: Break) -> Option<(String, usize)> {
    let mut pair = Pair::new(broken);
    let mut tally = Tally::default();
    for (at, step) in steps.iter().enumerate() {
        if let Err(what) = pair.step(step, &mut tally) {
            return Some((what, at + 1));
        }
    }
    pair.check(true).err().map(|what| (what, steps.len()))
}
