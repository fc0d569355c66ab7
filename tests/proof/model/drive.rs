//! Drives both houses through a run: the model says first what must happen, then it happens, and both are held against each
//! other. What was found is told with the seed, the run, the step, and the last steps as they would be typed.

use std::collections::{BTreeMap, BTreeSet};

use lantai_core::store::journal::Head;
use serde_json::Value;

use super::compare;
use super::hand::Hand;
use super::house::{House, Verdict, Way, way_of};
use super::shop::Shop;
use super::step::Step;

/// Tables are compared after so many steps, and every invariant looked at after so many.
const COMPARED_EVERY: usize = 200;
const VERIFIED_EVERY: usize = 1_000;

/// Of so many steps one is an earlier one again.
const AGAIN_ONE_IN: u64 = 9;

/// What was gone through, by command.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub steps: usize,
    pub done: BTreeMap<&'static str, usize>,
    pub refused: BTreeMap<&'static str, BTreeSet<String>>,
    pub refusals: usize,
    pub again: usize,
    pub reopened: usize,
    pub replayed: usize,
}

/// A difference between the two houses.
#[derive(Debug)]
pub(crate) struct Found {
    pub seed: u64,
    pub run: u64,
    pub what: String,
    /// Everything up to the step at which it was found.
    pub steps: Vec<Step>,
}

/// What is broken on purpose; only a control breaks anything.
#[derive(Clone, Copy)]
pub(crate) struct Break {
    /// Done to the store behind every rule's back, when the salon is founded.
    pub planted: &'static str,
    /// Stands between the salon's answer and the driver.
    pub between: fn(&Step, Result<Value, String>) -> Result<Value, String>,
}

/// Nothing is broken.
pub(crate) const NOTHING: Break = Break { planted: "", between: |_, answer| answer };

/// Both houses on their way.
pub(crate) struct Pair {
    pub house: House,
    pub shop: Shop,
    head: Head,
    broken: Break,
    answers: BTreeMap<u128, Value>,
    /// The steps that wrote, by the journal's row.
    pub written: Vec<(i64, Step)>,
    pub founded_rows: i64,
}

impl Pair {
    pub(crate) fn new(broken: Break) -> Pair {
        let shop = Shop::new();
        if !broken.planted.is_empty() {
            shop.tamper(broken.planted).expect("a break");
        }
        let house = shop.founded();
        let (founded_rows, head) = (house.rows, shop.head());
        Pair { house, shop, head, broken, answers: BTreeMap::new(), written: Vec::new(), founded_rows }
    }

    /// One step through both houses.
    pub(crate) fn step(&mut self, step: &Step, tally: &mut Tally) -> Result<(), String> {
        let before = self.head.clone();
        let rows = self.house.rows;
        let verdict = self.house.carry_out(step);
        let sent = self.shop.send(step);
        let answer = (self.broken.between)(step, sent);
        match (&verdict, &answer) {
            (Verdict::Refused(codes), Err(code)) if codes.iter().any(|right| right == code) => {
                tally.refusals += 1;
                tally.refused.entry(step.name).or_default().insert(code.clone());
            }
            (Verdict::Done(told), Ok(answer)) => {
                compare::answer(&self.house, told, answer)?;
                *tally.done.entry(step.name).or_default() += 1;
                self.answers.insert(step.request, answer.clone());
            }
            (Verdict::Again, Ok(answer)) => {
                tally.again += 1;
                let first = self.answers.get(&step.request);
                if first != Some(answer) {
                    return Err(format!("the same request answered {first:?} first and {answer} now"));
                }
            }
            _ => return Err(format!("the model says {verdict:?}, the salon {answer:?}")),
        }
        tally.steps += 1;
        tally.reopened += usize::from(step.reopened);
        // A read is given a view that cannot write; what it left behind would be seen at the next look.
        if way_of(step.name) != Some(Way::Read) {
            self.head = self.shop.head();
            let after = &self.head;
            if after.seq != self.house.rows || (self.house.rows == rows && *after != before) {
                return Err(format!("the journal stands at {}, the model at {}", after.seq, self.house.rows));
            }
        }
        if self.house.rows > rows {
            self.written.push((rows + 1, step.clone()));
        }
        Ok(())
    }

    /// Every table, and every invariant.
    pub(crate) fn check(&self, whole: bool) -> Result<(), String> {
        compare::tables(&self.house, &self.shop)?;
        if whole { self.shop.verify() } else { Ok(()) }
    }
}

/// One run of so many steps, drawn from a seed.
pub(crate) fn run(seed: u64, run: u64, steps: usize, broken: Break, tally: &mut Tally) -> Result<Pair, Box<Found>> {
    let mut pair = Pair::new(broken);
    let mut hand = Hand::new(seed, run, pair.house.last);
    let mut taken: Vec<Step> = Vec::new();
    for at in 1..=steps {
        let step = next(&mut hand, &pair, &taken);
        taken.push(step.clone());
        let mut went = pair.step(&step, tally);
        if went.is_ok() && (at % COMPARED_EVERY == 0 || at == steps) {
            went = pair.check(at % VERIFIED_EVERY == 0 || at == steps);
        }
        if let Err(what) = went {
            return Err(Box::new(Found { seed, run, what, steps: taken }));
        }
    }
    Ok(pair)
}

/// A new step, or one that was done before.
fn next(hand: &mut Hand, pair: &Pair, taken: &[Step]) -> Step {
    if hand.chance.one_in(AGAIN_ONE_IN) && !pair.written.is_empty() {
        let recent = pair.written.len().saturating_sub(3);
        let from = if hand.chance.one_in(4) { &pair.written[..] } else { &pair.written[recent..] };
        // A try at the door is a new try each time.
        let (_, earlier) = hand.chance.one_of(from).expect("a written step");
        if !matches!(earlier.name, "session.sign_in" | "session.prove") {
            return hand.again(&pair.house, &earlier.clone());
        }
    }
    if hand.chance.one_in(60)
        && let Some(last) = taken.last().filter(|last| !matches!(last.name, "session.sign_in" | "session.prove"))
    {
        return hand.again(&pair.house, last);
    }
    hand.draw(&pair.house)
}

impl std::fmt::Display for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(out, "seed {} (LANTAI_SEED), run {}, step {}:", self.seed, self.run, self.steps.len())?;
        writeln!(out, "  {}", self.what)?;
        writeln!(out, "the last steps:")?;
        let from = self.steps.len().saturating_sub(20);
        self.steps[from..].iter().try_for_each(|step| writeln!(out, "  {}", step.line()))
    }
}
