//! The front desk's register: each row a person, her numbers, birthday and qualification (policy §1.3).

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::Source;
use super::compare::{self, MemberChange, registered};
use super::doubt::{DoubtCode, ImportDoubt};
use super::known::{KnownPeople, ReadNow};
use super::people::{self, Person, Told};
use super::plan::{Decision, Fate, ImportPlan, ImportRow};
use super::read_person::{self, PersonRead};
use super::recognise::{self, Recognised};
use crate::clock::Date;
use crate::error::Result;
use crate::ids::StaffId;
use crate::membership::add::NewMemberRow;
use crate::qualification::Registered;
use crate::salon::Reading;
use crate::staff;

/// What is to be done for one person.
pub(super) struct PersonAct {
    /// The places of her rows in the plan.
    pub rows: Vec<usize>,
    /// What.
    pub act: Act,
}

/// What is to be done.
pub(super) enum Act {
    /// A new file, with her qualifications.
    Add(Box<NewMemberRow>, Vec<Registered>),
    /// A known file changes.
    Change(Box<MemberChange>),
    /// Nothing: the salon knows all of it.
    Nothing,
}

/// The beauticians named in the register.
struct Beauticians<'a> {
    db: &'a Connection,
    found: HashMap<String, Option<StaffId>>,
}

/// Fills the plan's rows and says what is to be done.
pub(super) fn draw(view: &Reading<'_>, source: &Source<'_>, plan: &mut ImportPlan) -> Result<Vec<PersonAct>> {
    let (db, today) = (view.db, view.today());
    let mut beauticians = Beauticians { db, found: HashMap::new() };
    let mut told = Vec::new();
    let mut decisions = BTreeMap::new();
    for (at, row) in plan.rows.iter_mut().enumerate().filter(|(_, row)| row.fate == Fate::Sure) {
        let written = source.row(row.row);
        let decision = written.decision();
        let mut read = read_person::read(&written, today);
        note(row, &read, written.cell("tier").text.trim().is_empty());
        if !read.beautician.is_empty() && beauticians.id(&read.beautician)?.is_none() {
            let doubt = ImportDoubt::of(DoubtCode::UnknownBeautician, "beautician");
            read.doubts.push(doubt.with("name", std::mem::take(&mut read.beautician)));
        }
        row.doubts = written.doubts_of_form();
        row.doubts.append(&mut read.doubts);
        row.settle(decision);
        decisions.insert(at, decision);
        if row.counts() {
            told.push(Told { at, number: row.row, read, decision });
        }
    }
    let (people, findings) = people::gathered(told);
    for (at, found) in findings {
        doubt(plan, at, found, decisions.get(&at).copied().flatten());
    }
    for person in &people {
        mark_merged(plan, person);
    }
    let known = KnownPeople::of_names(db, people.iter().map(|person| person.folded.as_str()))?;
    let read_at = |at: usize| plan.rows.get(at).map(|row| row.read.clone()).unwrap_or_default();
    let now = ReadNow { digest: &plan.digest, sheet: &plan.sheet };
    let recognised = recognise::recognised(&people, &known, now, read_at);
    let mut acts = Vec::new();
    for (person, recognised) in people.into_iter().zip(recognised) {
        let decision = person.rows.first().and_then(|at| decisions.get(at).copied().flatten());
        let act = match recognised {
            Some(recognised) => {
                let mut change = change(&person, recognised, &known, today);
                change.doubts.extend(still_booked(view, &change)?);
                carry_over(plan, &person, change, decision)
            }
            None => {
                doubt_namesakes(plan, &person, &known, decision);
                add(&person, beauticians.id(&person.read.beautician)?)
            }
        };
        acts.push(PersonAct { rows: person.rows, act });
    }
    Ok(acts)
}

impl Beauticians<'_> {
    fn id(&mut self, name: &str) -> Result<Option<StaffId>> {
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(found) = self.found.get(name) {
            return Ok(*found);
        }
        let id = staff::rows::beautician_named(self.db, name)?;
        self.found.insert(name.to_owned(), id);
        Ok(id)
    }
}

/// What was read, in the words that can be typed back as a correction.
fn note(row: &mut ImportRow, read: &PersonRead, tier_is_empty: bool) {
    row.note("name", &read.name);
    row.note("gender", read.gender.unwrap_or_default());
    row.note("phones", read.phones.join("、"));
    row.note("birthday", read.birthday.as_ref().map(ToString::to_string).unwrap_or_default());
    row.note("beautician", &read.beautician);
    row.note("allergies", read.allergies.join("\n"));
    row.note("notes", &read.notes);
    match &read.qualification {
        Some(qualification) => {
            row.note("tier", qualification.tier.name());
            row.note("approved_on", qualification.approved_on.map(|date| date.to_string()).unwrap_or_default());
            row.note("cancelled_on", qualification.cancelled_on.as_deref().unwrap_or_default());
        }
        None if tier_is_empty => {}
        None => row.note("tier", "ordinary"),
    }
}

fn doubt(plan: &mut ImportPlan, at: usize, found: Vec<ImportDoubt>, decision: Option<Decision>) {
    if let Some(row) = plan.rows.get_mut(at) {
        row.doubts.extend(found);
        row.settle(decision);
    }
}

/// The rows after a person's first are merged into it; one that waits for an eye stays doubtful, and says where it goes.
fn mark_merged(plan: &mut ImportPlan, person: &Person) {
    let mut rows = person.rows.iter();
    let first = rows.next().and_then(|at| plan.rows.get(*at)).map(|row| row.row);
    for at in rows {
        if let Some(row) = plan.rows.get_mut(*at) {
            row.merged_into_row = first;
            if row.fate == Fate::Sure {
                row.fate = Fate::Merged;
            }
        }
    }
}

fn change(person: &Person, recognised: Recognised<'_>, known: &KnownPeople, today: Date) -> MemberChange {
    let mut change = compare::compared(person, recognised.member, known, today);
    change.doubts.extend(recognised.phone_changed);
    change
}

/// A qualification that ends while she is expected as what she was: her room and her trays are asked about by hand
/// (policy §1.5, §3).
fn still_booked(view: &Reading<'_>, change: &MemberChange) -> Result<Option<ImportDoubt>> {
    let Some(no) = change.no.filter(|_| change.ends_qualification()) else { return Ok(None) };
    let mut booked = view.db.prepare_cached(
        "SELECT count(*) FROM booking WHERE member_no = ?1 AND end_ms > ?2 AND member_tier <> 'ordinary'
         AND status IN ('booked', 'confirmed', 'arrived', 'in_treatment')",
    )?;
    let count: u32 = booked.query_row((no, view.now), |row| row.get(0))?;
    Ok((count > 0).then(|| ImportDoubt::of(DoubtCode::StillBooked, "cancelled_on").with("count", count)))
}

/// Lays a known person's change onto her rows.
fn carry_over(plan: &mut ImportPlan, person: &Person, change: MemberChange, decision: Option<Decision>) -> Act {
    for at in &person.rows {
        if let Some(row) = plan.rows.get_mut(*at) {
            row.member_no = change.no;
            if change.is_nothing() {
                row.fate = Fate::Unchanged;
            }
        }
    }
    if change.is_nothing() {
        return Act::Nothing;
    }
    if let Some(first) = person.rows.first() {
        doubt(plan, *first, change.doubts.clone(), decision);
        if let Some(row) = plan.rows.get_mut(*first) {
            row.changes = change.told.clone();
        }
    }
    Act::Change(Box::new(change))
}

fn add(person: &Person, beautician: Option<StaffId>) -> Act {
    let read = person.read.clone();
    let row = NewMemberRow {
        name: read.name,
        gender: read.gender.map(str::to_owned),
        birthday: read.birthday,
        phones: read.phones,
        allergies: read.allergies,
        notes: read.notes,
        usual_beautician: beautician,
    };
    Act::Add(Box::new(row), person.qualifications.iter().map(registered).collect())
}

/// A new person of whom, or of whose namesake in the salon's files, only the name is known.
fn doubt_namesakes(plan: &mut ImportPlan, person: &Person, known: &KnownPeople, decision: Option<Decision>) {
    let named = known.named(&person.folded);
    let unsure = person.is_name_only() || named.iter().any(|member| member.row.phones.is_empty());
    let Some(first) = person.rows.first().filter(|_| unsure && !named.is_empty()) else { return };
    let numbers: Vec<String> = named.iter().map(|member| member.row.no.0.to_string()).collect();
    let found = ImportDoubt::of(DoubtCode::SameNameWithoutPhone, "phones").with("name", &person.read.name);
    doubt(plan, *first, vec![found.with("members", numbers.join("、"))], decision);
}
