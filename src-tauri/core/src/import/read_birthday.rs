//! Reads a birthday cell. What the words mean is [`Birthday`]'s; here stand the traps of spreadsheets (a lost leading
//! zero, a date without its format) and of people (a day not yet come).

use super::doubt::{DoubtCode, ImportDoubt};
use super::read_date::{self, DateRead};
use super::sheet::{Cell, CellKind};
use crate::clock::Date;
use crate::membership::birthday::{Birthday, Calendar};
use chrono::Datelike;

/// Nobody is older.
const OLDEST_YEARS: i32 = 120;

/// The birthday in a cell, if one can be read.
pub(super) fn read(cell: &Cell, today: Date, doubts: &mut Vec<ImportDoubt>) -> Option<Birthday> {
    let written = cell.text.trim();
    if written.is_empty() {
        return None;
    }
    let doubt = |code| {
        let shown: String = written.chars().take(60).collect();
        ImportDoubt::of(code, "birthday").with("text", shown)
    };
    let read = if cell.kind == CellKind::Number { of_number(cell) } else { Birthday::parse(written) };
    let Some(birthday) = read else {
        doubts.push(doubt(DoubtCode::BirthdayUnreadable));
        return None;
    };
    if let Some(code) = impossible(&birthday, today) {
        doubts.push(doubt(code));
        return None;
    }
    if cell.kind == CellKind::Number && written.split_once('.').is_some_and(|(_, day)| day.len() == 1) {
        doubts.push(doubt(DoubtCode::DayMayLackZero));
    }
    if cell.kind == CellKind::Number && written.len() == 5 && !written.contains('.') {
        doubts.push(doubt(DoubtCode::DateFromNumber));
    }
    if birthday.calendar == Calendar::Lunar && written.contains('闰') {
        doubts.push(doubt(DoubtCode::LeapMonth));
    }
    if birthday.calendar == Calendar::Lunar && !says_lunar(written) {
        doubts.push(doubt(DoubtCode::CalendarUnsure));
    }
    Some(birthday)
}

/// A number has lost its leading zero (820 is 08-20), or is a date that lost its format.
fn of_number(cell: &Cell) -> Option<Birthday> {
    let written = cell.text.trim();
    if written.len() == 3 && !written.contains('.') {
        return Birthday::parse(&format!("0{written}"));
    }
    Birthday::parse(written).or_else(|| match read_date::read(cell) {
        DateRead::FromNumber(date) => Birthday::parse(&date.to_string()),
        _ => None,
    })
}

fn impossible(birthday: &Birthday, today: Date) -> Option<DoubtCode> {
    let year = birthday.year?;
    if birthday.is_after(today) {
        return Some(DoubtCode::BirthdayInFuture);
    }
    (year < today.0.year() - OLDEST_YEARS).then_some(DoubtCode::BirthdayUnreadable)
}

fn says_lunar(written: &str) -> bool {
    ["农历", "阴历", "旧历", "農曆", "初", "廿", "正月", "腊月", "冬月"].iter().any(|mark| written.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_with(text: &str, kind: CellKind) -> (String, Vec<DoubtCode>) {
        let mut doubts = Vec::new();
        let cell = Cell { text: text.to_owned(), kind, ..Cell::default() };
        let today = Date::of(2026, 11, 21).unwrap();
        let told = read(&cell, today, &mut doubts).map(|birthday| birthday.to_string()).unwrap_or_default();
        (told, doubts.into_iter().map(|doubt| doubt.code).collect())
    }

    #[test]
    fn knows_the_traps_of_spreadsheets() {
        assert_eq!(read_with("820", CellKind::Number), ("08-20".to_owned(), vec![]));
        assert_eq!(read_with("1971", CellKind::Number), ("1971".to_owned(), vec![]));
        assert_eq!(read_with("10.1", CellKind::Number), ("10-01".to_owned(), vec![DoubtCode::DayMayLackZero]));
        assert_eq!(read_with("31107", CellKind::Number), ("1985-03-01".to_owned(), vec![DoubtCode::DateFromNumber]));
        assert_eq!(read_with("1982-01-07", CellKind::Date), ("1982-01-07".to_owned(), vec![]));
    }

    #[test]
    fn doubts_what_cannot_be() {
        for (written, code) in [
            ("2027-01-01", DoubtCode::BirthdayInFuture),
            ("13月2日", DoubtCode::BirthdayUnreadable),
            ("2月30日", DoubtCode::BirthdayUnreadable),
            ("属猪", DoubtCode::BirthdayUnreadable),
        ] {
            assert_eq!(read_with(written, CellKind::Text), (String::new(), vec![code]), "{written}");
        }
    }
}
