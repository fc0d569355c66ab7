//! Reads one row of the front desk's register: a person, her qualification, and what is unsure about either.

use super::compare::no_room_left;
use super::doubt::{DoubtCode, ImportDoubt};
use super::read_cancelled::Cancelled;
use super::read_date::DateRead;
use super::written::{LONGEST_NAME, LONGEST_NOTE, Written, keepable, says_nothing};
use super::{read_birthday, read_cancelled, read_date, read_name, read_notes, read_phones, read_tier};
use crate::clock::Date;
use crate::membership::add::MOST_ALLERGIES;
use crate::membership::birthday::Birthday;
use crate::text;
use crate::tier::Tier;

/// The longest an allergy may be, in characters.
const LONGEST_ALLERGY: usize = 200;

/// States of a qualification in force.
const IN_FORCE: [&str; 12] =
    ["", "有效", "正常", "在用", "在册", "启用", "使用中", "生效", "已审批", "通过", "active", "valid"];

/// By these a spreadsheet tells a formula from a text.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

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
    person.qualification = read_qualification(row, said_cancelled(row, name.remark.as_deref(), &notes), today, doubts);
    if row.corrected("birthday").is_none() {
        doubt_birthday(person.birthday.as_ref(), person.qualification.as_ref(), doubts);
    }
    person.allergies = match row.corrected("allergies") {
        Some(corrected) => corrected.split(['\n', ';', '；']).map(|part| part.trim().to_owned()).collect(),
        None => notes.allergies,
    };
    person.allergies.retain(|allergy| !keepable("allergies", allergy, LONGEST_ALLERGY, doubts).is_empty());
    if person.allergies.len() > MOST_ALLERGIES {
        doubts.push(no_room_left("allergies", MOST_ALLERGIES));
        person.allergies.truncate(MOST_ALLERGIES);
    }
    person.notes = match name.remark.filter(|remark| !read_cancelled::is_all(remark)) {
        Some(remark) if notes.rest.is_empty() => remark,
        Some(remark) => format!("{remark}\n{}", notes.rest),
        None => notes.rest,
    };
    person
}

fn doubt_name(name: &str, surname_only: bool, doubts: &mut Vec<ImportDoubt>) {
    if !text::is_visible(name) {
        if !doubts.iter().any(|doubt| doubt.field.as_deref() == Some("name")) {
            doubts.push(ImportDoubt::of(DoubtCode::NameMissing, "name"));
        }
    } else if surname_only {
        doubts.push(ImportDoubt::of(DoubtCode::SurnameOnly, "name").with("name", name));
    } else if name.starts_with(FORMULA) || !name.chars().any(char::is_alphabetic) || name.chars().any(char::is_numeric)
    {
        doubts.push(ImportDoubt::of(DoubtCode::NameOdd, "name").with("name", name));
    }
}

/// Nobody is approved on the day she is born: a cell was copied into the other.
fn doubt_birthday(birthday: Option<&Birthday>, held: Option<&QualificationRead>, doubts: &mut Vec<ImportDoubt>) {
    let Some(approved) = held.and_then(|held| held.approved_on) else { return };
    if birthday.is_some_and(|birthday| birthday.is_full() && birthday.to_string() == approved.to_string()) {
        doubts.push(ImportDoubt::of(DoubtCode::BirthdayIsApproval, "birthday").with("text", approved));
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
    said: Option<Option<String>>,
    today: Date,
    doubts: &mut Vec<ImportDoubt>,
) -> Option<QualificationRead> {
    let written = row.text("tier", doubts);
    let before = read_cancelled::read(&written).map(|told| told.before);
    let written = before.map_or(written, |before| before.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned());
    let tier = read_tier::read(&written);
    if tier.is_none() {
        let shown: String = written.chars().take(20).collect();
        doubts.push(ImportDoubt::of(DoubtCode::TierUnreadable, "tier").with("text", shown));
    }
    let approved_on = read_approval(row, today, doubts);
    let cancelled_on = read_cancellation(row, said, today, doubts);
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
    if cancelled_on.is_none() {
        doubt_in_force(row, doubts);
    }
    let day_assumed = doubts.iter().any(|doubt| doubt.code == DoubtCode::CancelledWithoutDate);
    Some(QualificationRead { tier, approved_on, cancelled_on, day_assumed })
}

/// The approval date. One that is not yet come was mistyped: it is not taken.
pub(super) fn read_approval(row: &Written<'_>, today: Date, doubts: &mut Vec<ImportDoubt>) -> Option<Date> {
    let mut cell = row.cell("approved_on");
    if let Some(Cancelled { before, .. }) = read_cancelled::read(&cell.text) {
        cell.to_mut().text = before;
    }
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

/// The cancellation the row tells of, in whatever cell; one with a day goes before one without.
fn said_cancelled(row: &Written<'_>, remark: Option<&str>, notes: &read_notes::NotesRead) -> Option<Option<String>> {
    let in_cell = |field| read_cancelled::read(&row.cell(field).text);
    let approved = row.cell("approved_on");
    // What stands before it there is the approval.
    let after_approval = read_cancelled::read(&approved.text)
        .map(|told| told.day.filter(|day| read_date::read_day_or_month(&told.before).as_ref() != Some(day)));
    let day = |told: Cancelled| told.day;
    let said = [
        notes.cancelled.clone().map(day),
        in_cell("status").map(day),
        remark.and_then(read_cancelled::read).map(day),
        in_cell("tier").map(day),
        after_approval,
        in_cell("cancelled_on").map(day),
    ];
    let told = || said.iter().flatten();
    told().find(|day| day.is_some()).or_else(|| told().next()).cloned()
}

/// When the qualification was cancelled. A row struck through without a day counts from the day it is read; a day that is
/// not yet come was mistyped and is not taken.
fn read_cancellation(
    row: &Written<'_>,
    said: Option<Option<String>>,
    today: Date,
    doubts: &mut Vec<ImportDoubt>,
) -> Option<String> {
    let is_dated = said.as_ref().is_some_and(Option::is_some);
    let said = match row.corrected("cancelled_on") {
        Some(_) => Some(Some(read_cancelled_on(row, true, doubts)?)),
        None if is_dated => said,
        None => read_cancelled_on(row, said.is_none(), doubts).map(Some).or(said),
    };
    match said {
        Some(Some(day)) if read_date::is_after(&day, today) => {
            doubts.push(ImportDoubt::of(DoubtCode::DateInFuture, "cancelled_on").with("text", day));
            None
        }
        Some(Some(day)) => Some(day),
        None if !row.is_struck() => None,
        _ => {
            doubts.push(ImportDoubt::of(DoubtCode::CancelledWithoutDate, "cancelled_on").with("date", today));
            Some(today.to_string())
        }
    }
}

/// The day or month in the column that holds nothing else.
fn read_cancelled_on(row: &Written<'_>, must_be_one: bool, doubts: &mut Vec<ImportDoubt>) -> Option<String> {
    let cell = row.cell("cancelled_on");
    let written = cell.text.trim();
    if written.is_empty() || says_nothing(written) {
        return None;
    }
    let day = match read_date::read(&cell) {
        DateRead::Date(date) | DateRead::FromNumber(date) => Some(date.to_string()),
        DateRead::None | DateRead::Unreadable => read_date::read_day_or_month(written),
    };
    if day.is_none() && must_be_one {
        let shown: String = written.chars().take(40).collect();
        doubts.push(ImportDoubt::of(DoubtCode::DateUnreadable, "cancelled_on").with("text", shown));
    }
    day
}

/// A qualification is never taken for one in force unseen while any cell of its row speaks of a cancellation, or its state
/// is none that is known.
fn doubt_in_force(row: &Written<'_>, doubts: &mut Vec<ImportDoubt>) {
    let is_answered = |doubt: &ImportDoubt| doubt.field.as_deref() == Some("cancelled_on");
    if row.corrected("cancelled_on").is_some() || doubts.iter().any(is_answered) {
        return;
    }
    let state = row.text("status", doubts);
    let is_known = IN_FORCE.contains(&text::folded(&state).as_str());
    let (field, said) = match row.speaks_of_cancellation() {
        Some((field, said)) => (field, said),
        None if is_known => return,
        None => (Some("status"), state.as_str()),
    };
    let shown: String = said.trim().chars().take(40).collect();
    let code = DoubtCode::MayBeCancelled;
    let doubt = field.map_or_else(|| ImportDoubt::of_row(code), |field| ImportDoubt::of(code, field));
    doubts.push(doubt.with("text", shown));
}
