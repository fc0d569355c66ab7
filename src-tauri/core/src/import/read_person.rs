//! Reads one row of the front desk's register: a person, her qualification, and what is unsure about either.

use super::compare::no_room_left;
use super::doubt::{DoubtCode, ImportDoubt};
use super::read_date::DateRead;
use super::written::{LONGEST_NAME, LONGEST_NOTE, Written, keepable};
use super::{read_birthday, read_date, read_name, read_notes, read_phones, read_tier};
use crate::clock::Date;
use crate::membership::add::MOST_ALLERGIES;
use crate::membership::birthday::Birthday;
use crate::tier::Tier;

/// The longest an allergy may be, in characters.
const LONGEST_ALLERGY: usize = 200;

/// A person as one row tells of her.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonRead {
    pub name: String,
    pub gender: Option<&'static str>,
    pub phones: Vec<String>,
    pub birthday: Option<Birthday>,
    pub qualification: Option<QualificationRead>,
    pub beautician: String,
    pub allergies: Vec<String>,
    pub notes: String,
    pub doubts: Vec<ImportDoubt>,
}

/// A qualification as one row tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QualificationRead {
    pub tier: Tier,
    pub approved_on: Option<Date>,
    pub cancelled_on: Option<String>,
    /// The row is struck through without saying when: the day it is read was taken.
    pub day_assumed: bool,
}

/// Reads a row.
pub(super) fn read(row: &Written<'_>, today: Date) -> PersonRead {
    let mut person = PersonRead::default();
    let doubts = &mut person.doubts;
    let written = row.keepable("name", LONGEST_NAME * 2, doubts);
    let name = read_name::read(&written);
    person.name = keepable("name", &name.name, LONGEST_NAME, doubts);
    doubt_name(&person.name, name.surname_only, doubts);
    person.gender = read_gender(&row.text("gender", doubts), name.title, doubts);
    person.phones = read_phones::read(&row.text("phones", doubts), doubts);
    person.birthday = read_birthday::read(&row.cell("birthday"), today, doubts);
    person.beautician = read_name::read(&row.keepable("beautician", LONGEST_NAME, doubts)).name;
    let notes = read_notes::read(&row.keepable("notes", LONGEST_NOTE, doubts));
    person.qualification = read_qualification(row, &notes, today, doubts);
    person.allergies = match row.corrected("allergies") {
        Some(corrected) => corrected.split(['\n', ';', '；']).map(|part| part.trim().to_owned()).collect(),
        None => notes.allergies,
    };
    person.allergies.retain(|allergy| !keepable("allergies", allergy, LONGEST_ALLERGY, doubts).is_empty());
    if person.allergies.len() > MOST_ALLERGIES {
        doubts.push(no_room_left("allergies", MOST_ALLERGIES));
        person.allergies.truncate(MOST_ALLERGIES);
    }
    person.notes = match name.remark {
        Some(remark) if notes.rest.is_empty() => remark,
        Some(remark) => format!("{remark}\n{}", notes.rest),
        None => notes.rest,
    };
    person
}

fn doubt_name(name: &str, surname_only: bool, doubts: &mut Vec<ImportDoubt>) {
    if name.is_empty() {
        if !doubts.iter().any(|doubt| doubt.field.as_deref() == Some("name")) {
            doubts.push(ImportDoubt::of(DoubtCode::NameMissing, "name"));
        }
    } else if surname_only {
        doubts.push(ImportDoubt::of(DoubtCode::SurnameOnly, "name").with("name", name));
    } else if !name.chars().any(char::is_alphabetic) || name.chars().any(char::is_numeric) {
        doubts.push(ImportDoubt::of(DoubtCode::NameOdd, "name").with("name", name));
    }
}

/// The gender as written; without one, what the title after the name tells.
fn read_gender(
    written: &str,
    title: Option<(&'static str, &'static str)>,
    doubts: &mut Vec<ImportDoubt>,
) -> Option<&'static str> {
    let gender = match written.trim_end_matches('性').to_lowercase().as_str() {
        "女" | "f" | "female" => Some("female"),
        "男" | "m" | "male" => Some("male"),
        "" => return title.map(|(_, told)| told),
        _ => {
            let shown: String = written.chars().take(20).collect();
            doubts.push(ImportDoubt::of(DoubtCode::GenderUnreadable, "gender").with("text", shown));
            None
        }
    };
    if let (Some(gender), Some((title, told))) = (gender, title)
        && gender != told
    {
        let doubt = ImportDoubt::of(DoubtCode::TitleContradictsGender, "gender");
        doubts.push(doubt.with("title", title).with("gender", gender));
    }
    gender
}

/// The qualification: its tier, its approval date, and whether the row is struck through or says 取消.
fn read_qualification(
    row: &Written<'_>,
    notes: &read_notes::NotesRead,
    today: Date,
    doubts: &mut Vec<ImportDoubt>,
) -> Option<QualificationRead> {
    let written = row.text("tier", doubts);
    let tier = read_tier::read(&written);
    if tier.is_none() {
        let shown: String = written.chars().take(20).collect();
        doubts.push(ImportDoubt::of(DoubtCode::TierUnreadable, "tier").with("text", shown));
    }
    let approved_on = read_approval(row, today, doubts);
    let cancelled_on = read_cancellation(row, notes, today, doubts);
    for field in row.struck_fields().iter().filter(|_| !row.is_struck()) {
        doubts.push(ImportDoubt::of(DoubtCode::PartlyStruck, field));
    }
    let tier = tier.unwrap_or(Tier::Ordinary);
    if tier == Tier::Ordinary {
        if let Some(date) = approved_on {
            doubts.push(ImportDoubt::of(DoubtCode::ApprovalWithoutTier, "approved_on").with("date", date));
        }
        if cancelled_on.is_some() {
            doubts.push(ImportDoubt::of(DoubtCode::CancelledWithoutTier, "cancelled_on"));
        }
        return None;
    }
    match approved_on {
        None if !doubts.iter().any(|doubt| doubt.field.as_deref() == Some("approved_on")) => {
            doubts.push(ImportDoubt::of(DoubtCode::ApprovalMissing, "approved_on"));
        }
        Some(date) if cancelled_on.as_ref().is_some_and(|day| read_date::is_before(day, date)) => {
            doubts.push(ImportDoubt::of(DoubtCode::CancelledBeforeApproval, "cancelled_on").with("date", date));
        }
        _ => {}
    }
    let day_assumed = doubts.iter().any(|doubt| doubt.code == DoubtCode::CancelledWithoutDate);
    Some(QualificationRead { tier, approved_on, cancelled_on, day_assumed })
}

/// The approval date. One that is not yet come was mistyped: it is not taken.
pub(super) fn read_approval(row: &Written<'_>, today: Date, doubts: &mut Vec<ImportDoubt>) -> Option<Date> {
    let cell = row.cell("approved_on");
    let doubt = |code| {
        let shown: String = cell.text.chars().take(40).collect();
        ImportDoubt::of(code, "approved_on").with("text", shown)
    };
    let date = match read_date::read(&cell) {
        DateRead::None => return None,
        DateRead::Date(date) => date,
        DateRead::FromNumber(date) => {
            doubts.push(doubt(DoubtCode::DateFromNumber));
            date
        }
        DateRead::Unreadable => {
            doubts.push(doubt(DoubtCode::DateUnreadable));
            return None;
        }
    };
    if date > today {
        doubts.push(doubt(DoubtCode::DateInFuture));
        return None;
    }
    Some(date)
}

/// When the qualification was cancelled. A row struck through without a day counts from the day it is read.
fn read_cancellation(
    row: &Written<'_>,
    notes: &read_notes::NotesRead,
    today: Date,
    doubts: &mut Vec<ImportDoubt>,
) -> Option<String> {
    if let Some(corrected) = row.corrected("cancelled_on").map(str::trim) {
        let day = read_date::read_day_or_month(corrected);
        if day.is_none() && !corrected.is_empty() {
            doubts.push(ImportDoubt::of(DoubtCode::DateUnreadable, "cancelled_on").with("text", corrected));
        }
        return day;
    }
    match &notes.cancelled {
        Some(Some(day)) => Some(day.clone()),
        None if !row.is_struck() => None,
        _ => {
            doubts.push(ImportDoubt::of(DoubtCode::CancelledWithoutDate, "cancelled_on").with("date", today));
            Some(today.to_string())
        }
    }
}
