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

    /// Reads a birthday however typed: `0412`, `4月12日`, `4.12`, `1985-04-12`, `19850412`, `1985`, `农历八月十五`.
    pub fn parse(text: &str) -> Option<Birthday> {
        use unicode_normalization::UnicodeNormalization;
        let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        if let Some(rest) = ["农历", "阴历", "旧历", "lunar"].iter().find_map(|mark| plain.strip_prefix(mark)) {
            return parse_lunar(rest);
        }
        let numbers: Vec<u32> = plain
            .split(|c: char| !c.is_ascii_digit())
            .filter(|run| !run.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let only_dates = plain.chars().all(|c| c.is_ascii_digit() || "年月日号-./".contains(c));
        match (numbers.as_slice(), only_dates) {
            ([year, month, day], true) => Birthday::solar(i32::try_from(*year).ok(), *month, *day),
            ([month, day], true) if *month <= 12 => Birthday::solar(None, *month, *day),
            ([run], true) => parse_run(&plain, *run),
            _ => None,
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
            (Calendar::Lunar, _, Some((month, day))) => write!(out, "农历{}{}", lunar_month(month), lunar_day(day)),
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

/// Digits without marks: `0412`, `19850412`, or a year.
fn parse_run(plain: &str, run: u32) -> Option<Birthday> {
    let digits = plain.trim_end_matches(['年', '月', '日']);
    match digits.len() {
        8 => Birthday::solar(i32::try_from(run / 10_000).ok(), run / 100 % 100, run % 100),
        4 if (1900..=2100).contains(&run) => Birthday::year_only(i32::try_from(run).ok()?),
        4 => Birthday::solar(None, run / 100, run % 100),
        _ => None,
    }
}

fn parse_lunar(text: &str) -> Option<Birthday> {
    let text = text.trim_start_matches(['闰', ':', '：']);
    let (month, day) = text.split_once('月')?;
    let month = match month {
        "正" | "元" => 1,
        "冬" => 11,
        "腊" | "臘" => 12,
        other => chinese_number(other)?,
    };
    Birthday::lunar(month, chinese_number(day.trim_start_matches('初').trim_end_matches(['日', '号']))?)
}

/// Reads 一…三十 and 廿三, 卅, and plain digits.
fn chinese_number(text: &str) -> Option<u32> {
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
                digit = u32::try_from(LUNAR_DIGITS.chars().position(|d| d == other)?).ok()?;
                continue;
            }
        }
        digit = 0;
    }
    Some(number + digit).filter(|number| *number > 0)
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
            ("０４１２", "04-12"),
        ] {
            assert_eq!(read(typed), told, "{typed}");
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
    fn accounts_agree_where_both_know() {
        let told = |text: &str| Birthday::parse(text).unwrap();
        assert!(told("0922").agrees_with(&told("1996.09.22")));
        assert!(told("1996").agrees_with(&told("0922")));
        assert!(!told("0923").agrees_with(&told("1996.09.22")));
        assert!(!told("2000-3-21").agrees_with(&told("农历腊月廿三")));
    }
}
