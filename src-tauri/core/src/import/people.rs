//! Which rows are one person. Repeated persons are merged; two people of one name never are.
//!
//! One person: the same name, a number in common, and birthdays that do not contradict (a year-less `0922` agrees with
//! `1996.09.22`). If the birthdays do contradict, the rows are still taken for one person, since name and number agree;
//! the first birthday is kept and the row waits for an eye. The same name with other numbers is another person, and so is
//! a row without any number: a name alone never merges. The same number with another name is the family.

use std::collections::{BTreeMap, HashMap};

use super::compare::no_room_left;
use super::doubt::{DoubtCode, ImportDoubt};
use super::plan::Decision;
use super::read_person::{PersonRead, QualificationRead};
use crate::membership::add::{LONGEST_NOTES, MOST_ALLERGIES};
use crate::membership::birthday::Birthday;
use crate::text;

/// One person and the rows that tell of her.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Places in the plan's rows; the first is the one the others are merged into.
    pub rows: Vec<usize>,
    /// The folded name.
    pub folded: String,
    /// What the rows tell together.
    pub read: PersonRead,
    /// Every qualification they tell of.
    pub qualifications: Vec<QualificationRead>,
    /// The user said that she is another person than any of her name.
    pub separate: bool,
    /// The user said that she is the person of her name.
    pub merge: bool,
}

/// A row that tells of a person.
pub(super) struct Told {
    /// Its place in the plan's rows.
    pub at: usize,
    /// Its number in the spreadsheet.
    pub number: u32,
    /// What it tells.
    pub read: PersonRead,
    /// What the user decided.
    pub decision: Option<Decision>,
}

/// What merging found out about a row, by its place in the plan.
pub(super) type Findings = BTreeMap<usize, Vec<ImportDoubt>>;

/// Puts the rows together to people, in the order of their first rows.
pub(super) fn gathered(rows: Vec<Told>) -> (Vec<Person>, Findings) {
    let mut people: Vec<Person> = Vec::new();
    let mut numbers: Vec<u32> = Vec::new();
    let mut by_phone: HashMap<(String, String), usize> = HashMap::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    let mut findings = Findings::new();
    for told in rows {
        let folded = text::folded(&told.read.name);
        let shared = told.read.phones.iter().find_map(|phone| by_phone.get(&(folded.clone(), phone.clone())).copied());
        let named = by_name.get(&folded).and_then(|named| named.first()).copied();
        let earlier = match told.decision {
            Some(Decision::Separate) => None,
            Some(Decision::Merge) => shared.or(named),
            _ => shared,
        };
        let at = earlier.unwrap_or(people.len());
        for phone in &told.read.phones {
            by_phone.entry((folded.clone(), phone.clone())).or_insert(at);
        }
        if let Some(person) = people.get_mut(at) {
            person.rows.push(told.at);
            let found = person.join(told.read);
            findings.entry(told.at).or_default().extend(found);
            continue;
        }
        by_name.entry(folded.clone()).or_default().push(at);
        numbers.push(told.number);
        people.push(Person::of(told, folded));
    }
    for same in by_name.values().filter(|same| same.len() > 1) {
        for at in same {
            let others = same.iter().filter(|other| *other != at).filter_map(|other| numbers.get(*other));
            let others: Vec<String> = others.map(u32::to_string).collect();
            if let Some(person) = people.get(*at).filter(|person| person.is_name_only())
                && let Some(row) = person.rows.first()
            {
                let doubt = ImportDoubt::of(DoubtCode::SameNameWithoutPhone, "phones").with("name", &person.read.name);
                findings.entry(*row).or_default().push(doubt.with("rows", others.join("、")));
            }
        }
    }
    (people, findings)
}

impl Person {
    fn of(told: Told, folded: String) -> Person {
        let qualifications = told.read.qualification.clone().into_iter().collect();
        let separate = told.decision == Some(Decision::Separate);
        let merge = told.decision == Some(Decision::Merge);
        Person { rows: vec![told.at], folded, read: told.read, qualifications, separate, merge }
    }

    /// Whether only a name is known, so that nothing tells her from others of it.
    pub(super) fn is_name_only(&self) -> bool {
        self.read.phones.is_empty() && !self.separate
    }

    /// Takes in what a further row tells: what is missing is filled, what contradicts is said, the first is kept.
    fn join(&mut self, other: PersonRead) -> Vec<ImportDoubt> {
        let mut found = Vec::new();
        let mine = &mut self.read;
        mine.birthday = joined_birthday(mine.birthday.take(), other.birthday, &mut found);
        for phone in other.phones {
            if !mine.phones.contains(&phone) {
                mine.phones.push(phone);
            }
        }
        match (mine.gender, other.gender) {
            (None, told) => mine.gender = told,
            (Some(kept), Some(told)) if kept != told => {
                found.push(contradiction(DoubtCode::GenderContradicts, "gender", kept, told));
            }
            _ => {}
        }
        if mine.beautician.is_empty() {
            mine.beautician = other.beautician;
        } else if !other.beautician.is_empty() && mine.beautician != other.beautician {
            found.push(contradiction(DoubtCode::BeauticianDiffers, "beautician", &mine.beautician, &other.beautician));
        }
        for allergy in other.allergies {
            if mine.allergies.contains(&allergy) {
                continue;
            }
            if mine.allergies.len() < MOST_ALLERGIES {
                mine.allergies.push(allergy);
            } else {
                found.push(no_room_left("allergies", MOST_ALLERGIES));
            }
        }
        for line in other.notes.lines().filter(|line| !line.is_empty()) {
            if mine.notes.lines().any(|mine| mine == line) {
                continue;
            }
            let joined = if mine.notes.is_empty() { line.to_owned() } else { format!("{}\n{line}", mine.notes) };
            if joined.chars().count() <= LONGEST_NOTES {
                mine.notes = joined;
            } else {
                found.push(no_room_left("notes", LONGEST_NOTES));
            }
        }
        found.dedup();
        found.extend(other.qualification.and_then(|told| self.join_qualification(told)));
        found
    }

    /// One qualification can be in force; others are kept where they were cancelled.
    fn join_qualification(&mut self, told: QualificationRead) -> Option<ImportDoubt> {
        let same = self.qualifications.iter_mut().find(|mine| {
            let dates_agree = mine.approved_on.zip(told.approved_on).is_none_or(|(mine, told)| mine == told);
            mine.tier == told.tier && dates_agree
        });
        if let Some(mine) = same {
            mine.approved_on = mine.approved_on.or(told.approved_on);
            mine.cancelled_on = mine.cancelled_on.take().or(told.cancelled_on);
            return None;
        }
        let in_force = self.qualifications.iter().find(|mine| mine.cancelled_on.is_none());
        if let (Some(kept), None) = (in_force, &told.cancelled_on) {
            if kept.tier != told.tier {
                return Some(contradiction(DoubtCode::TierContradicts, "tier", kept.tier.name(), told.tier.name()));
            }
            let day = |date: Option<crate::clock::Date>| date.map(|date| date.to_string()).unwrap_or_default();
            let (kept, told) = (day(kept.approved_on), day(told.approved_on));
            return Some(contradiction(DoubtCode::ApprovalContradicts, "approved_on", &kept, &told));
        }
        self.qualifications.push(told);
        None
    }
}

/// The fuller of two birthdays that agree; of two that contradict, the first.
fn joined_birthday(mine: Option<Birthday>, told: Option<Birthday>, found: &mut Vec<ImportDoubt>) -> Option<Birthday> {
    match (mine, told) {
        (Some(mine), Some(told)) => match mine.joined_with(&told) {
            Some(joined) => Some(joined),
            None => {
                let (kept, other) = (mine.to_string(), told.to_string());
                found.push(contradiction(DoubtCode::BirthdayContradicts, "birthday", &kept, &other));
                Some(mine)
            }
        },
        (mine, told) => mine.or(told),
    }
}

fn contradiction(code: DoubtCode, field: &str, kept: &str, other: &str) -> ImportDoubt {
    ImportDoubt::of(code, field).with("kept", kept).with("other", other)
}
