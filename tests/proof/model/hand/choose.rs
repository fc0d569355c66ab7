//! What a hand chooses by: the proof's chance, with the ways of choosing that a day in the salon needs.

/// A stream of numbers from a seed: the same seed, the same run.
#[derive(Clone, Debug)]
pub(crate) struct Chance(lantai_tests::chance::Chance);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(lantai_tests::chance::Chance::new(seed))
    }

    /// A number below this one.
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0.any() % most
    }

    /// A number from one to another, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as u64) as i64
    }

    /// Once in so many times.
    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of these, if there is any.
    pub(crate) fn one_of<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() { None } else { of.get(self.below(of.len() as u64) as usize) }
    }

    /// One of these words.
    pub(crate) fn word(&mut self, of: &[&'static str]) -> &'static str {
        self.one_of(of).copied().expect("a word")
    }

    /// One of these, each as often as it weighs.
    pub(crate) fn weighed(&mut self, of: &[(&'static str, u64)]) -> &'static str {
        let mut at = self.below(of.iter().map(|(_, weight)| weight).sum());
        for (name, weight) in of {
            if at < *weight {
                return name;
            }
            at -= weight;
        }
        of[0].0
    }
}
