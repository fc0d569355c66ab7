//! Reads a date as registers write it: a date of the spreadsheet, `2024/8/13`, `2024.8.16`, `20260517`, `2022年5月19日`,
//! and a day or month as cancellations have it, `2025.6`.
//!
//! Refuses days no calendar has and years nobody kept a register in.

use unicode_normalization::UnicodeNormalization;

use super::sheet::{Cell, CellKind};
use crate::clock::Date;

/// Years a register can speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1980..=2100;

/// Numbers that are days of a spreadsheet which lost its date format: 1980 to 2100.
const SERIALS: std::ops::RangeInclusive<i64> = 29_221..=73_415;

/// The day from which spreadsheets count, so that 1 March 1900 is 61.
const SERIAL_ZERO: (i32, u32, u32) = (1899, 12, 30);

/// A date, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateRead {
    /// Nothing is written.
    None,
    /// A date.
    Date(Date),
    /// A bare number that is a date of the spreadsheet.
    FromNumber(Date),
    /// It cannot be read.
    Unreadable,
}

/// Reads a cell that should hold a date.
pub(super) fn read(cell: &Cell) -> DateRead {
    let plain: String = cell.text.nfkc().collect::<String>().trim().to_owned();
    if plain.is_empty() {
        return DateRead::None;
    }
    if let Some(date) = read_text(&plain) {
        return DateRead::Date(date);
    }
    let serial = if cell.kind == CellKind::Number { plain.parse().ok() } else { None };
    let day =
        serial.filter(|serial| SERIALS.contains(serial)).zip(Date::of(SERIAL_ZERO.0, SERIAL_ZERO.1, SERIAL_ZERO.2));
    day.map_or(DateRead::Unreadable, |(serial, zero)| DateRead::FromNumber(zero.plus_days(serial)))
}

/// Reads a text that should be a date; a time of day after it is passed over.
pub(super) fn read_text(plain: &str) -> Option<Date> {
    let day = if plain.contains(':') {
        plain.split(['T', ' ']).find(|part| !part.is_empty())?.to_owned()
    } else {
        plain.split_whitespace().collect()
    };
    let numbers = numbers(&day)?;
    let (year, month, day) = match numbers.as_slice() {
        [year, month, day] => (*year, *month, *day),
        [run] if day.len() == 8 => (run / 10_000, run / 100 % 100, run % 100),
        _ => return None,
    };
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Date::of(year, month, day)
}

/// A day as `2025-06-03`, a month as `2025-06`.
pub(super) fn read_day_or_month(said: &str) -> Option<String> {
    if let Some(date) = read_text(said) {
        return Some(date.to_string());
    }
    let numbers = numbers(said)?;
    let (year, month) = match numbers.as_slice() {
        [year, month] => (*year, *month),
        [run] if said.len() == 6 => (run / 100, run % 100),
        _ => return None,
    };
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Date::of(year, month, 1).map(|_| format!("{year:04}-{month:02}"))
}

/// Whether a day or month lies before a date.
pub(super) fn is_before(day_or_month: &str, date: Date) -> bool {
    let date = date.to_string();
    date.get(..day_or_month.len()).is_some_and(|same_length| day_or_month < same_length)
}

/// Whether a day or month is still to come after a date.
pub(super) fn is_after(day_or_month: &str, date: Date) -> bool {
    let date = date.to_string();
    date.get(..day_or_month.len()).is_some_and(|same_length| day_or_month > same_length)
}

/// The numbers of a text made of digits and date marks only.
fn numbers(text: &str) -> Option<Vec<u32>> {
    if !text.chars().all(|c| c.is_ascii_digit() || "年月日号.-/".contains(c)) {
        return None;
    }
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(|run| run.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_as_text(written: &str) -> DateRead {
        read(&Cell::text(written))
    }

    #[test]
    fn reads_dates_as_registers_write_them() {
        let date = |y, m, d| DateRead::Date(Date::of(y, m, d).unwrap());
        for (written, wanted) in [
            ("2024/8/13", date(2024, 8, 13)),
            ("2024.8.16", date(2024, 8, 16)),
            ("20260517", date(2026, 5, 17)),
            ("2022年5月19日", date(2022, 5, 19)),
            ("2022年 5月 19日", date(2022, 5, 19)),
            ("２０２４．８．１６", date(2024, 8, 16)),
            ("2024-08-13 00:00:00", date(2024, 8, 13)),
            ("", DateRead::None),
            ("2024.13.1", DateRead::Unreadable),
            ("2023-2-29", DateRead::Unreadable),
            ("去年", DateRead::Unreadable),
            ("45231", DateRead::Unreadable),
        ] {
            assert_eq!(read_as_text(written), wanted, "{written}");
        }
        let number = Cell { text: "45231".to_owned(), kind: CellKind::Number, ..Cell::default() };
        assert_eq!(read(&number), DateRead::FromNumber(Date::of(2023, 11, 1).unwrap()));
    }

    proptest! {
        #[test]
        fn never_panics(written in "\\PC{0,40}") {
            read_as_text(&written);
            read_day_or_month(&written);
        }

        #[test]
        fn reads_back_every_form(year in 1990i32..2090, month in 1u32..=12, day in 1u32..=31, form in 0usize..6) {
            prop_assume!(Date::of(year, month, day).is_some());
            let written = match form {
                0 => format!("{year}/{month}/{day}"),
                1 => format!("{year}.{month}.{day}"),
                2 => format!("{year}{month:02}{day:02}"),
                3 => format!("{year}年{month}月{day}日"),
                4 => format!("{year}-{month:02}-{day:02}"),
                _ => format!(" {year}. {month}. {day} "),
            };
            prop_assert_eq!(read_as_text(&written), DateRead::Date(Date::of(year, month, day).unwrap()));
        }
    }
}
