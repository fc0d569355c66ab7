//! What a newer register changes about a member the salon knows.
//!
//! Field by field the register's word is laid beside the salon's and beside what earlier imports read (see [`newer`]).
//! Numbers, notes and allergies are only ever added to.

use std::collections::BTreeSet;

use super::doubt::{DoubtCode, ImportDoubt};
use super::known::{KnownMember, KnownPeople, KnownQualification};
use super::newer::{self, Word};
use super::people::Person;
use super::plan::ImportChange;
use super::read_date::is_before;
use super::read_person::QualificationRead;
use crate::clock::Date;
use crate::ids::{MemberNo, QualificationId};
use crate::membership::add::{LONGEST_NOTES, MOST_ALLERGIES};
use crate::qualification::Registered;
use crate::tier::Tier;

/// What changes about one member.
#[derive(Clone, Debug, Default)]
pub(super) struct MemberChange {
    pub no: Option<MemberNo>,
    pub gender: Option<String>,
    pub birthday: Option<String>,
    pub beautician: Option<String>,
    pub notes: Option<String>,
    pub allergies: Option<Vec<String>>,
    pub new_phones: Vec<String>,
    /// The numbers she had are no longer hers.
    pub phones_replaced: bool,
    pub qualifications: Vec<QualificationChange>,
    pub told: Vec<ImportChange>,
    pub doubts: Vec<ImportDoubt>,
}

/// What changes about a qualification.
#[derive(Clone, Debug)]
pub(super) enum QualificationChange {
    /// Takes one over.
    Adopt(Registered),
    /// One in force is cancelled.
    Cancel(QualificationId, String),
    /// The approval date was corrected.
    Redate(QualificationId, Option<Date>),
}

/// Compares a person of the file with the member she is.
pub(super) fn compared(person: &Person, member: &KnownMember, known: &KnownPeople, today: Date) -> MemberChange {
    let mut change = MemberChange { no: Some(member.row.no), ..MemberChange::default() };
    let row = &member.row;
    let gender = change.field(member, "gender", person.read.gender.unwrap_or_default(), row.gender.as_deref());
    change.gender = gender;
    let beautician = known.staff_name(row.usual_beautician);
    change.beautician = change.field(member, "beautician", &person.read.beautician, Some(beautician));
    change.compare_birthday(person, member);
    change.compare_phones(person, member);
    change.compare_notes(person, member);
    change.compare_allergies(person, member);
    for told in &person.qualifications {
        change.compare_qualification(told, member, today);
    }
    if let Some(held) = member.in_force()
        && person.qualifications.iter().all(|told| told.cancelled_on.is_some())
        && !change.ends_qualification()
        && member.last_said_in_force(held.tier)
    {
        let doubt = ImportDoubt::of(DoubtCode::QualificationGone, "tier").with("tier", held.tier.name());
        change.doubts.push(doubt);
    }
    change
}

impl MemberChange {
    /// Whether nothing changes and nothing is to be said.
    pub(super) fn is_nothing(&self) -> bool {
        self.told.is_empty() && self.doubts.is_empty()
    }

    /// Whether the qualification in force is cancelled.
    pub(super) fn ends_qualification(&self) -> bool {
        self.qualifications.iter().any(|change| matches!(change, QualificationChange::Cancel(..)))
    }

    /// Decides about a plain field; the value to be written, if it changes.
    fn field(&mut self, member: &KnownMember, field: &str, told: &str, held: Option<&str>) -> Option<String> {
        let held = held.unwrap_or_default();
        match newer::word(told, held, &member.earlier_values(field), &member.last_values(field)) {
            Word::Same => None,
            Word::Taken => {
                self.tell(field, held, told);
                Some(told.to_owned())
            }
            Word::Kept => {
                self.keep(field, held, told);
                None
            }
        }
    }

    fn compare_birthday(&mut self, person: &Person, member: &KnownMember) {
        let Some(told) = &person.read.birthday else { return };
        let fuller = member.row.birthday.as_ref().map_or(Some(told.clone()), |held| held.joined_with(told));
        let told = fuller.as_ref().unwrap_or(told).to_string();
        let held = member.row.birthday.as_ref().map(ToString::to_string).unwrap_or_default();
        if fuller.is_some() && told != held && !member.last_values("birthday").contains(told.as_str()) {
            self.tell("birthday", &held, &told);
            self.birthday = Some(told);
        } else {
            self.birthday = self.field(member, "birthday", &told, Some(&held));
        }
    }

    /// A number the register did not have before is added; where nothing else told who she is, it replaces the others.
    fn compare_phones(&mut self, person: &Person, member: &KnownMember) {
        let earlier = parts(member, "phones", '、');
        let held: Vec<&str> = member.row.phones.iter().map(|phone| phone.number.as_str()).collect();
        let is_new = |number: &&String| !held.contains(&number.as_str()) && !earlier.contains(number.as_str());
        self.new_phones = person.read.phones.iter().filter(is_new).cloned().collect();
        self.phones_replaced = !self.new_phones.is_empty() && !member.shares_phone(&person.read.phones);
        if !self.new_phones.is_empty() {
            let held: Vec<String> =
                member.row.phones.iter().filter(|phone| phone.current).map(|phone| phone.number.clone()).collect();
            let now = if self.phones_replaced {
                self.new_phones.clone()
            } else {
                [held.clone(), self.new_phones.clone()].concat()
            };
            self.tell("phones", &held.join("、"), &now.join("、"));
        }
    }

    /// Lines the register did not have before are added as far as there is room; none is taken away.
    fn compare_notes(&mut self, person: &Person, member: &KnownMember) {
        let earlier = parts(member, "notes", '\n');
        let mut lines: Vec<&str> = member.row.notes.lines().collect();
        let held = lines.len();
        for line in person.read.notes.lines() {
            if !lines.contains(&line) && !earlier.contains(line) {
                lines.push(line);
            }
        }
        if joined_length(&lines) > LONGEST_NOTES {
            self.doubts.push(no_room_left("notes", LONGEST_NOTES));
            while lines.len() > held && joined_length(&lines) > LONGEST_NOTES {
                lines.pop();
            }
        }
        if lines.len() > held {
            let notes = lines.join("\n");
            self.tell("notes", &member.row.notes, &notes);
            self.notes = Some(notes);
        }
    }

    /// Allergies the register did not have before are added as far as there is room; none is taken away.
    fn compare_allergies(&mut self, person: &Person, member: &KnownMember) {
        let earlier = parts(member, "allergies", '\n');
        let mut all = member.row.allergies.clone();
        for allergy in &person.read.allergies {
            if !all.contains(allergy) && !earlier.contains(allergy.as_str()) {
                all.push(allergy.clone());
            }
        }
        if all.len() > MOST_ALLERGIES {
            self.doubts.push(no_room_left("allergies", MOST_ALLERGIES));
            all.truncate(MOST_ALLERGIES.max(member.row.allergies.len()));
        }
        if all.len() > member.row.allergies.len() {
            self.tell("allergies", &member.row.allergies.join("\n"), &all.join("\n"));
            self.allergies = Some(all);
        }
    }

    fn compare_qualification(&mut self, told: &QualificationRead, member: &KnownMember, today: Date) {
        let held =
            member.qualifications.iter().find(|held| held.tier == told.tier && held.approved_on == told.approved_on);
        let says_the_same = held.is_some_and(|held| {
            held.cancelled_on == told.cancelled_on || (told.day_assumed && held.cancelled_on.is_some())
        });
        if says_the_same || said_before(told, member) {
            return;
        }
        match (held, &told.cancelled_on) {
            (Some(held), Some(day)) if held.cancelled_on.is_none() => self.cancel(held.id, day),
            (Some(held), _) => {
                let held = held.cancelled_on.clone().unwrap_or_default();
                self.keep("cancelled_on", &held, told.cancelled_on.as_deref().unwrap_or_default());
            }
            (None, Some(day)) => match member.in_force().filter(|held| could_end(held, told.tier, day)) {
                // The register has corrected the approval date and cancelled in one go: one qualification, not two.
                Some(held) => {
                    self.cancel(held.id, day);
                    let (kept, other) = (date_text(held.approved_on), date_text(told.approved_on));
                    if !kept.is_empty() && !other.is_empty() {
                        self.keep("approved_on", &kept, &other);
                    }
                }
                None => self.adopt(told),
            },
            (None, None) => match member.in_force() {
                None => self.adopt(told),
                Some(held) => self.compare_in_force(told, held, member, today),
            },
        }
    }

    /// The register has another qualification in force than the salon.
    fn compare_in_force(
        &mut self,
        told: &QualificationRead,
        held: &KnownQualification,
        member: &KnownMember,
        today: Date,
    ) {
        let held_date = date_text(held.approved_on);
        let from_register = member.earlier.iter().any(|row| {
            let said = |field: &str| row.read.get(field).map(String::as_str).unwrap_or_default();
            said("tier") == held.tier.name() && said("approved_on") == held_date
        });
        if held.tier == told.tier && (from_register || held.approved_on.is_none()) {
            self.tell("approved_on", &held_date, &date_text(told.approved_on));
            self.qualifications.push(QualificationChange::Redate(held.id, told.approved_on));
        } else if from_register {
            let until = told.approved_on.unwrap_or(today).to_string();
            self.qualifications.push(QualificationChange::Cancel(held.id, until));
            self.tell("tier", held.tier.name(), told.tier.name());
            self.qualifications.push(QualificationChange::Adopt(registered(told)));
            if told.tier < held.tier {
                let doubt = ImportDoubt::of(DoubtCode::TierLowered, "tier");
                self.doubts.push(doubt.with("from", held.tier.name()).with("to", told.tier.name()));
            }
        } else if held.tier == told.tier {
            self.keep("approved_on", &held_date, &date_text(told.approved_on));
        } else {
            self.keep("tier", held.tier.name(), told.tier.name());
        }
    }

    fn cancel(&mut self, held: QualificationId, on: &str) {
        self.tell("cancelled_on", "", on);
        self.qualifications.push(QualificationChange::Cancel(held, on.to_owned()));
    }

    fn adopt(&mut self, told: &QualificationRead) {
        self.tell("tier", "", told.tier.name());
        self.qualifications.push(QualificationChange::Adopt(registered(told)));
    }

    fn tell(&mut self, field: &str, from: &str, to: &str) {
        self.told.push(ImportChange { field: field.to_owned(), from: from.to_owned(), to: to.to_owned() });
    }

    fn keep(&mut self, field: &str, kept: &str, other: &str) {
        self.doubts.push(ImportDoubt::of(DoubtCode::KeptExisting, field).with("kept", kept).with("other", other));
    }
}

/// How long lines are when they are one text, in characters.
fn joined_length(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.chars().count() + 1).sum::<usize>().saturating_sub(1)
}

/// More is told of a person than her file holds.
pub(super) fn no_room_left(field: &str, most: usize) -> ImportDoubt {
    ImportDoubt::of(DoubtCode::NoRoomLeft, field).with("most", most)
}

/// Whether a cancellation can be of what is in force: the same tier, cancelled no earlier than it was approved. An earlier
/// one is history.
fn could_end(held: &KnownQualification, tier: Tier, on: &str) -> bool {
    held.tier == tier && held.approved_on.is_none_or(|approved| !is_before(on, approved))
}

/// A qualification as the store takes it over.
pub(super) fn registered(told: &QualificationRead) -> Registered {
    Registered { tier: told.tier, approved_on: told.approved_on, cancelled_on: told.cancelled_on.clone() }
}

/// Whether an earlier import read this qualification just so.
fn said_before(told: &QualificationRead, member: &KnownMember) -> bool {
    member.earlier.iter().any(|row| {
        let said = |field: &str| row.read.get(field).map(String::as_str).unwrap_or_default();
        said("tier") == told.tier.name()
            && said("approved_on") == date_text(told.approved_on)
            && said("cancelled_on") == told.cancelled_on.as_deref().unwrap_or_default()
    })
}

/// The parts of a field's earlier values.
fn parts<'a>(member: &'a KnownMember, field: &str, by: char) -> BTreeSet<&'a str> {
    member.earlier_values(field).into_iter().flat_map(|value| value.split(by)).collect()
}

fn date_text(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
