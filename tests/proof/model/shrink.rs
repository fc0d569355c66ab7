//! A long way to a difference made short: steps are left out as long as it is still found, first many at once, then one by one,
//! until no step can be spared.

use super::drive::{Break, Found, Pair, Tally};
use super::step::Step;

/// So many ways are tried at most; each begins with a new salon.
const MOST_TRIES: usize = 600;

/// The same difference by fewer steps.
pub(crate) fn shrink(found: Found, broken: Break) -> Found {
    let mut kept = found.steps;
    let mut what = found.what;
    let kind = kind_of(&what);
    let mut tries = 0;
    let mut chunk = kept.len().div_ceil(2);
    while chunk > 0 && tries < MOST_TRIES {
        let before = kept.len();
        let mut at = 0;
        while at < kept.len() && tries < MOST_TRIES {
            let fewer = without(&kept, at, chunk);
            tries += 1;
            match goes_wrong(&fewer, broken) {
                Some((told, upto)) if kind_of(&told) == kind => {
                    kept = fewer[..upto].to_vec();
                    what = told;
                }
                _ => at += chunk,
            }
        }
        // What a later step needed may be left out once that one is gone.
        chunk = if chunk == 1 && kept.len() < before { 1 } else { chunk / 2 };
    }
    Found { what, steps: kept, ..found }
}

/// A step that can be left out, and the same difference is still found.
pub(crate) fn spare(found: &Found, broken: Break) -> Option<usize> {
    let kind = kind_of(&found.what);
    let is_found =
        |at: &usize| goes_wrong(&without(&found.steps, *at, 1), broken).is_some_and(|(told, _)| kind_of(&told) == kind);
    (0..found.steps.len()).find(is_found)
}

fn without(steps: &[Step], at: usize, many: usize) -> Vec<Step> {
    let (before, rest) = steps.split_at(at);
    before.iter().chain(rest.iter().skip(many)).cloned().collect()
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
