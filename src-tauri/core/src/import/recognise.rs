//! Which people of a file the salon knows already: the same policy as among the rows, against the store.
//!
//! Same name and a number in common (in use or former): known. Without a number on either side: known only by the very row
//! an earlier import read, or by the full birthday. Same name and full birthday but another number, and nobody else of the
//! file is that member: the number has changed; the row waits for an eye. A name alone recognises nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::doubt::{DoubtCode, ImportDoubt};
use super::known::{KnownMember, KnownPeople, ReadNow};
use super::people::Person;
use crate::ids::MemberNo;
use crate::phone;

/// A person of the file, recognised.
pub(super) struct Recognised<'a> {
    /// The member.
    pub member: &'a KnownMember,
    /// Her number is another one than the salon has.
    pub phone_changed: Option<ImportDoubt>,
}

/// For each person of the file the member she is, if the salon knows her. `read` gives what a row read, by its place.
pub(super) fn recognised<'a>(
    people: &[Person],
    known: &'a KnownPeople,
    now: ReadNow<'_>,
    read: impl Fn(usize) -> BTreeMap<String, String>,
) -> Vec<Option<Recognised<'a>>> {
    let mut taken: BTreeSet<MemberNo> = BTreeSet::new();
    let mut found: Vec<Option<Recognised<'a>>> = Vec::new();
    for person in people {
        let member = by_number_or_row(person, known.named(&person.folded), &taken, now, &read);
        taken.extend(member.map(|member| member.row.no));
        found.push(member.map(|member| Recognised { member, phone_changed: None }));
    }
    for (person, place) in people.iter().zip(&mut found) {
        if place.is_none() {
            *place = by_birthday_or_word(person, known.named(&person.folded), &taken);
            taken.extend(place.as_ref().map(|found| found.member.row.no));
        }
    }
    found
}

/// By a number in common, or by the very row; of several, whose row it was, whose birthday agrees, who is not taken yet.
fn by_number_or_row<'a>(
    person: &Person,
    named: &'a [KnownMember],
    taken: &BTreeSet<MemberNo>,
    now: ReadNow<'_>,
    read: impl Fn(usize) -> BTreeMap<String, String>,
) -> Option<&'a KnownMember> {
    let rows: Vec<BTreeMap<String, String>> =
        if named.is_empty() { Vec::new() } else { person.rows.iter().map(|at| read(*at)).collect() };
    let candidates = named.iter().filter_map(|member| {
        let is_free = !taken.contains(&member.row.no);
        let is_row = rows.iter().any(|row| member.came_from(row, now));
        let shares = member.shares_phone(&person.read.phones) && !person.separate;
        ((is_row && is_free) || shares).then(|| ((is_free, is_row, agrees(person, member)), member))
    });
    candidates.rev().max_by_key(|(fit, _)| *fit).map(|(_, member)| member)
}

fn by_birthday_or_word<'a>(
    person: &Person,
    named: &'a [KnownMember],
    taken: &BTreeSet<MemberNo>,
) -> Option<Recognised<'a>> {
    if person.separate {
        return None;
    }
    let mut free = named.iter().filter(|member| !taken.contains(&member.row.no));
    let birthday = person.read.birthday.as_ref().filter(|birthday| birthday.is_full());
    let same_day = birthday.and_then(|mine| free.clone().find(|member| member.row.birthday.as_ref() == Some(mine)));
    if let Some(member) = same_day {
        let now = person.read.phones.first();
        let former = member.row.phones.iter().find(|phone| phone.current);
        let phone_changed = former.zip(now).map(|(former, now)| {
            ImportDoubt::of(DoubtCode::PhoneChanged, "phones")
                .with("former", phone::mask(&former.number))
                .with("now", phone::mask(now))
        });
        return Some(Recognised { member, phone_changed });
    }
    let word = if person.merge { free.next() } else { None };
    word.map(|member| Recognised { member, phone_changed: None })
}

fn agrees(person: &Person, member: &KnownMember) -> bool {
    let both = person.read.birthday.as_ref().zip(member.row.birthday.as_ref());
    both.is_none_or(|(mine, theirs)| mine.agrees_with(theirs))
}
