//! A birthday as it is known: solar or lunar, with or without its year, or the year alone.
//!
//! Lunar dates stay lunar: they are what the guest said. Refuses days that no calendar has.

use chrono::Datelike;

use crate::clock::Date;

/// Which calendar a birthday is told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// 公历
    Solar,
    /// 农历
    Lunar,
}

/// A birthday. Always knows its year or its month and day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birthday {
    /// Which calendar.
    pub calendar: Calendar,
    /// The year, if it is known.
    pub year: Option<i32>,
    /// Month and day, if they are known.
    pub month_day: Option<(u32, u32)>,
}

/// The columns of a birthday: calendar, year, month, day.
pub type Columns = (Option<&'static str>, Option<i32>, Option<u32>, Option<u32>);

const LUNAR_DIGITS: &str = "零一二三四五六七八九";

/// Words by which people say that a day is of the lunar calendar.
const LUNAR_MARKS: [&str; 7] = ["农历", "阴历", "旧历", "農曆", "農历", "lunar", "Lunar"];

impl Birthday {
    /// A solar birthday.
    pub fn solar(year: Option<i32>, month: u32, day: u32) -> Option<Birthday> {
        Date::of(year.unwrap_or(2000), month, day)?;
        within(Birthday { calendar: Calendar::Solar, year, month_day: Some((month, day)) })
    }

    /// A lunar birthday; a lunar month has at most thirty days.
    pub fn lunar(month: u32, day: u32) -> Option<Birthday> {
        let known = (1..=12).contains(&month) && (1..=30).contains(&day);
        known.then_some(Birthday { calendar: Calendar::Lunar, year: None, month_day: Some((month, day)) })
    }

    /// A year alone.
    pub fn year_only(year: i32) -> Option<Birthday> {
        within(Birthday { calendar: Calendar::Solar, year: Some(year), month_day: None })
    }

    /// Reads a birthday however told: `0412`, `4月12日`, `4.12`, `1985-04-12`, `19850412`, `1985`, `农历八月十五`, `正月初八`,
    /// `农历1985年8月15`.
    pub fn parse(text: &str) -> Option<Birthday> {
        use unicode_normalization::UnicodeNormalization;
        let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let mark = LUNAR_MARKS.iter().find_map(|mark| plain.find(mark).map(|at| (at, mark.len())));
        if let Some((at, length)) = mark {
            let (before, after) = (plain.get(..at)?, plain.get(at + length..)?);
            return parse_lunar(&format!("{before}{}", after.trim_start_matches([':', '：'])));
        }
        if plain.chars().any(|c| chinese_digit(c).is_some() || "正冬腊臘初十廿卅".contains(c)) {
            return if plain.ends_with(['日', '号']) { parse_chinese_solar(&plain) } else { parse_lunar(&plain) };
        }
        let (year, month_day) = parse_digits(&plain)?;
        match month_day {
            Some((month, day)) => Birthday::solar(year, month, day),
            None => Birthday::year_only(year?),
        }
    }

    /// From the store's columns.
    pub fn from_columns(
        calendar: Option<String>,
        year: Option<i32>,
        month: Option<u32>,
        day: Option<u32>,
    ) -> Option<Birthday> {
        let calendar = match calendar?.as_str() {
            "lunar" => Calendar::Lunar,
            _ => Calendar::Solar,
        };
        Some(Birthday { calendar, year, month_day: month.zip(day) })
    }

    /// The store's columns.
    pub fn columns(&self) -> Columns {
        let calendar = match self.calendar {
            Calendar::Solar => "solar",
            Calendar::Lunar => "lunar",
        };
        (Some(calendar), self.year, self.month_day.map(|(month, _)| month), self.month_day.map(|(_, day)| day))
    }

    /// The digits by which it is found: `MMDD`, `YYYYMMDD`, or `YYYY` if that is all that is known.
    pub fn search_digits(&self) -> Vec<String> {
        match (self.year, self.month_day) {
            (Some(year), Some((month, day))) => {
                vec![format!("{month:02}{day:02}"), format!("{year:04}{month:02}{day:02}")]
            }
            (None, Some((month, day))) => vec![format!("{month:02}{day:02}")],
            (Some(year), None) => vec![format!("{year:04}")],
            (None, None) => Vec::new(),
        }
    }

    /// The digits to look for when this was asked: with a year, that very day; without, any year's.
    pub fn query_digits(&self) -> Vec<String> {
        self.search_digits().pop().into_iter().collect()
    }

    /// Whether two accounts of a birthday can be of one person: what both know must be the same.
    pub fn agrees_with(&self, other: &Birthday) -> bool {
        if self.calendar != other.calendar {
            return self.month_day.is_none() || other.month_day.is_none();
        }
        let same_year = self.year.zip(other.year).is_none_or(|(a, b)| a == b);
        let same_day = self.month_day.zip(other.month_day).is_none_or(|(a, b)| a == b);
        same_year && same_day
    }

    /// Whether it is still to come after a day.
    pub fn is_after(&self, today: Date) -> bool {
        let Some(year) = self.year else { return false };
        let (month, day) = self.month_day.filter(|_| self.calendar == Calendar::Solar).unwrap_or((1, 1));
        Date::of(year, month, day).is_some_and(|date| date > today)
    }

    /// Whether year, month and day are all known.
    pub fn is_full(&self) -> bool {
        self.year.is_some() && self.month_day.is_some()
    }

    /// What two accounts of one birthday tell together; none if they contradict.
    pub fn joined_with(&self, other: &Birthday) -> Option<Birthday> {
        if !self.agrees_with(other) {
            return None;
        }
        let calendar = if self.month_day.is_some() { self.calendar } else { other.calendar };
        Some(Birthday { calendar, year: self.year.or(other.year), month_day: self.month_day.or(other.month_day) })
    }

    /// As it is shown. Every hit of every search shows one: the usual form is put together digit by digit, without the
    /// machinery of formats.
    pub fn text(&self) -> String {
        let (Calendar::Solar, Some(year @ 0..=9999), Some((month, day))) = (self.calendar, self.year, self.month_day)
        else {
            return self.to_string();
        };
        let year = year.unsigned_abs();
        let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or_default();
        let year = [year / 1000, year / 100, year / 10, year].map(digit);
        let [month, day] = [month, day].map(|part| [b'-', digit(part / 10), digit(part)]);
        String::from_utf8([&year[..], &month, &day].concat()).unwrap_or_default()
    }

    /// Whether a solar birthday falls on a date. A 29 February is kept on the 28th in other years.
    pub fn is_on(&self, date: Date) -> bool {
        let Some(month_day) = self.month_day.filter(|_| self.calendar == Calendar::Solar) else { return false };
        let leap = Date::of(date.0.year(), 2, 29).is_some();
        date.month_day() == if month_day == (2, 29) && !leap { (2, 28) } else { month_day }
    }
}

impl std::fmt::Display for Birthday {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.calendar, self.year, self.month_day) {
            (Calendar::Lunar, year, Some((month, day))) => {
                let year = year.map(|year| format!("{year}年")).unwrap_or_default();
                write!(out, "农历{year}{}{}", lunar_month(month), lunar_day(day))
            }
            (_, Some(year), Some((month, day))) => write!(out, "{year:04}-{month:02}-{day:02}"),
            (_, None, Some((month, day))) => write!(out, "{month:02}-{day:02}"),
            (_, Some(year), None) => write!(out, "{year:04}"),
            (_, None, None) => Ok(()),
        }
    }
}

fn within(birthday: Birthday) -> Option<Birthday> {
    birthday.year.is_none_or(|year| (1900..=2200).contains(&year)).then_some(birthday)
}

type YearMonthDay = (Option<i32>, Option<(u32, u32)>);

/// Digits with or without marks: `1985-04-12`, `4.12`, `0412`, `19850412`, or a year.
fn parse_digits(plain: &str) -> Option<YearMonthDay> {
    if !plain.chars().all(|c| c.is_ascii_digit() || "年月日号-./".contains(c)) {
        return None;
    }
    let runs: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let number = |run: &str| run.parse::<u32>().ok().filter(|_| run.len() <= 8);
    let year = |number: u32| i32::try_from(number).ok().filter(|year| (1900..=2200).contains(year));
    match runs.as_slice() {
        [of_year, month, day] => Some((Some(year(number(of_year)?)?), Some((number(month)?, number(day)?)))),
        [month, day] if month.len() <= 2 && day.len() <= 2 => Some((None, Some((number(month)?, number(day)?)))),
        [run] if run.len() == 8 => {
            let run = number(run)?;
            Some((Some(year(run / 10_000)?), Some((run / 100 % 100, run % 100))))
        }
        [run] if run.len() == 4 => {
            let run = number(run)?;
            Some(year(run).map_or((None, Some((run / 100, run % 100))), |year| (Some(year), None)))
        }
        _ => None,
    }
}

/// A lunar day, in Chinese words or in digits, after its year or without.
fn parse_lunar(text: &str) -> Option<Birthday> {
    let lunar = |year: Option<i32>, month: u32, day: u32| {
        Birthday::lunar(month, day).and_then(|birthday| within(Birthday { year, ..birthday }))
    };
    if let Some((year, month_day)) = parse_digits(text) {
        return month_day.and_then(|(month, day)| lunar(year, month, day));
    }
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) => (Some(year.parse().ok()?), rest),
        None => (None, text),
    };
    let (month, day) = rest.trim_start_matches('闰').split_once('月')?;
    let month = match month {
        "正" | "元" => 1,
        "冬" => 11,
        "腊" | "臘" => 12,
        other => chinese_number(other)?,
    };
    lunar(year, month, chinese_number(day.trim_start_matches('初').trim_end_matches(['日', '号']))?)
}

/// 四月十二日: the day of the solar calendar, in words.
fn parse_chinese_solar(text: &str) -> Option<Birthday> {
    let (month, day) = text.split_once('月')?;
    Birthday::solar(None, chinese_number(month)?, chinese_number(day.trim_end_matches(['日', '号']))?)
}

/// Reads 一…三十 and 廿三, 卅, and plain digits of at most two.
fn chinese_number(text: &str) -> Option<u32> {
    if text.chars().count() > 3 {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let mut number = 0;
    let mut digit = 0;
    for c in text.chars() {
        match c {
            '十' => number += 10 * digit.max(1),
            '廿' => number += 20,
            '卅' => number += 30,
            other => {
                digit = chinese_digit(other)?;
                continue;
            }
        }
        digit = 0;
    }
    Some(number + digit).filter(|number| *number > 0)
}

fn chinese_digit(c: char) -> Option<u32> {
    LUNAR_DIGITS.chars().position(|digit| digit == c).and_then(|at| u32::try_from(at).ok())
}

fn lunar_month(month: u32) -> String {
    match month {
        1 => "正月".to_owned(),
        11 => "冬月".to_owned(),
        12 => "腊月".to_owned(),
        other => format!("{}月", digit(other)),
    }
}

fn lunar_day(day: u32) -> String {
    match day {
        10 => "初十".to_owned(),
        20 => "二十".to_owned(),
        30 => "三十".to_owned(),
        1..=9 => format!("初{}", digit(day)),
        11..=19 => format!("十{}", digit(day % 10)),
        _ => format!("廿{}", digit(day % 10)),
    }
}

fn digit(number: u32) -> String {
    match number {
        10 => "十".to_owned(),
        other => LUNAR_DIGITS.chars().nth(other as usize).map(String::from).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Birthday::parse(text).map(|b| b.to_string()).unwrap_or_default()
    }

    #[test]
    fn reads_every_way_a_birthday_is_told() {
        for (typed, told) in [
            ("1977-6-20", "1977-06-20"),
            ("2000.09.16", "2000-09-16"),
            ("1971", "1971"),
            ("10月23日", "10-23"),
            ("9.12", "09-12"),
            ("0820", "08-20"),
            ("4月12", "04-12"),
            ("19850412", "1985-04-12"),
            ("农历八月十五", "农历八月十五"),
            ("农历正月初八", "农历正月初八"),
            ("农历腊月廿三", "农历腊月廿三"),
            ("农历二月十二", "农历二月十二"),
            ("1985年4月12日", "1985-04-12"),
            ("农历8.15", "农历八月十五"),
            ("农历8月15", "农历八月十五"),
            ("阴历0815", "农历八月十五"),
            ("正月初八", "农历正月初八"),
            ("农历1985年八月十五", "农历1985年八月十五"),
            ("1985年农历八月十五", "农历1985年八月十五"),
            ("农历1985.8.15", "农历1985年八月十五"),
            ("农历闰四月初三", "农历四月初三"),
            ("农历十一月廿", "农历冬月二十"),
            ("十月二十三日", "10-23"),
            ("０４１２", "04-12"),
        ] {
            assert_eq!(read(typed), told, "{typed}");
        }
    }

    #[test]
    fn is_shown_the_same_by_either_way_of_writing() {
        for told in ["1985-04-12", "2001-12-31", "0412", "1985", "农历八月十五", "农历1985年8月15"] {
            let birthday = Birthday::parse(told).unwrap();
            assert_eq!(birthday.text(), birthday.to_string(), "{told}");
        }
    }

    #[test]
    fn refuses_days_no_calendar_has() {
        for typed in ["13月1日", "2月30日", "1999-02-29", "农历十三月初一", "0000", "猫", "", "99999999999", "6027"]
        {
            assert_eq!(Birthday::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn two_accounts_tell_more_than_one() {
        let told = |text: &str| Birthday::parse(text).unwrap();
        for (one, other, together) in [
            ("0301", "1997", "1997-03-01"),
            ("1997", "0301", "1997-03-01"),
            ("1996.09.22", "0922", "1996-09-22"),
            ("1990", "农历八月十五", "农历1990年八月十五"),
        ] {
            assert_eq!(told(one).joined_with(&told(other)).unwrap().to_string(), together);
        }
        assert_eq!(told("2000-3-21").joined_with(&told("农历腊月廿三")), None);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,30}") { Birthday::parse(&text); }

        #[test]
        fn digits_and_lunar_words_never_panic(text in "[0-9年月日号./初十廿正腊冬农历一二三闰 -]{0,14}") { Birthday::parse(&text); }

        #[test]
        fn what_is_told_is_read_back(
            lunar: bool, with_year: bool, year in 1900i32..2100, month in 1u32..=12, day in 1u32..=30, alone in 0u32..8,
        ) {
            let year = with_year.then_some(year);
            let birthday = match (alone, lunar) {
                (0, _) => Birthday::year_only(year.unwrap_or(1971)),
                (_, true) => Birthday::lunar(month, day).map(|birthday| Birthday { year, ..birthday }),
                (_, false) => Birthday::solar(year, month, day),
            };
            proptest::prop_assume!(birthday.is_some());
            proptest::prop_assert_eq!(Birthday::parse(&birthday.clone().unwrap().to_string()), birthday);
        }
    }

    #[test]
    fn accounts_agree_where_both_know() {
        let told = |text: &str| Birthday::parse(text).unwrap();
        assert!(told("0922").agrees_with(&told("1996.09.22")));
        assert!(told("1996").agrees_with(&told("0922")));
        assert!(!told("0923").agrees_with(&told("1996.09.22")));
        assert!(!told("2000-3-21").agrees_with(&told("农历腊月廿三")));
    }
}
