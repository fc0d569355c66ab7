//! Instants, business dates and the salon's own day. Core has no clock: every instant is handed in.
//!
//! A business day begins at a set hour (default 05:00), so that a party settling at 01:30 still belongs to the evening.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

/// An instant: UTC milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "number")]
#[serde(from = "i64")]
pub struct Instant(i64);

impl From<i64> for Instant {
    fn from(ms: i64) -> Instant {
        Instant::from_ms(ms)
    }
}

/// Instants outside 2000–2200 are a broken clock or a typing error; they are moved to the nearest edge on entry.
const EARLIEST_MS: i64 = 946_684_800_000;
const LATEST_MS: i64 = 7_258_118_400_000;

impl Instant {
    /// From UTC milliseconds, held within the years 2000–2200.
    pub fn from_ms(ms: i64) -> Instant {
        Instant(ms.clamp(EARLIEST_MS, LATEST_MS))
    }

    /// UTC milliseconds.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// This instant moved by whole minutes.
    pub fn plus_minutes(self, minutes: i64) -> Instant {
        Instant::from_ms(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// Whole minutes from `earlier` to this instant (negative when it is later).
    pub fn minutes_since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(60_000)
    }

    /// This instant, or the next whole minute.
    pub fn up_to_minute(self) -> Instant {
        Instant::from_ms(self.0.saturating_add(59_999).div_euclid(60_000) * 60_000)
    }

    /// Whether the instant lies on a whole minute.
    pub fn is_whole_minute(self) -> bool {
        self.0 % 60_000 == 0
    }
}

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Instant> {
        value.as_i64().map(Instant)
    }
}

/// A calendar or business date; `YYYY-MM-DD` on the wire and in the store, its year of four digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "string")]
#[serde(try_from = "NaiveDate")]
pub struct Date(pub NaiveDate);

impl TryFrom<NaiveDate> for Date {
    type Error = &'static str;

    fn try_from(date: NaiveDate) -> std::result::Result<Date, &'static str> {
        if (1..=9999).contains(&date.year()) { Ok(Date(date)) } else { Err("a year has four digits") }
    }
}

impl Date {
    /// A date, if there is such a day.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day)?.try_into().ok()
    }

    /// The day `days` later (or earlier).
    pub fn plus_days(self, days: i64) -> Date {
        let moved = if days >= 0 {
            self.0.checked_add_days(Days::new(days.unsigned_abs()))
        } else {
            self.0.checked_sub_days(Days::new(days.unsigned_abs()))
        };
        moved.and_then(|moved| moved.try_into().ok()).unwrap_or(self)
    }

    /// Month and day.
    pub fn month_day(self) -> (u32, u32) {
        (self.0.month(), self.0.day())
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.format("%Y-%m-%d").fmt(out)
    }
}

impl ToSql for Date {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Date {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Date> {
        use rusqlite::types::FromSqlError;
        let text = value.as_str()?;
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Date).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

/// How this salon reads an instant: its offset from UTC and the hour its business day begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SalonDay {
    /// Minutes east of UTC; China +480.
    pub utc_offset_minutes: i32,
    /// The hour at which a new business day begins, 0–12.
    pub day_start_hour: u32,
}

impl SalonDay {
    /// The local wall-clock reading of an instant.
    pub fn local(self, at: Instant) -> DateTime<FixedOffset> {
        self.offset().timestamp_millis_opt(at.ms()).single().unwrap_or_default()
    }

    /// The business date an instant belongs to.
    pub fn date_of(self, at: Instant) -> Date {
        let shifted = self.local(at) - TimeDelta::hours(i64::from(self.day_start_hour));
        Date(shifted.date_naive())
    }

    /// The first instant of a business day.
    pub fn start_of(self, date: Date) -> Instant {
        self.at(date, self.day_start_hour, 0)
    }

    /// The instant at which the business day has passed.
    pub fn end_of(self, date: Date) -> Instant {
        self.start_of(date.plus_days(1))
    }

    /// Local hour and minute of a calendar date; an hour of 24 or more falls on the next day.
    pub fn at(self, date: Date, hour: u32, minute: u32) -> Instant {
        let midnight = date.0.and_time(NaiveTime::MIN);
        let local = midnight + TimeDelta::minutes(i64::from(hour) * 60 + i64::from(minute));
        match self.offset().from_local_datetime(&local).single() {
            Some(instant) => Instant::from_ms(instant.timestamp_millis()),
            None => Instant::from_ms(0),
        }
    }

    fn offset(self) -> FixedOffset {
        FixedOffset::east_opt(self.utc_offset_minutes.saturating_mul(60)).unwrap_or_else(|| Utc.fix())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: SalonDay = SalonDay { utc_offset_minutes: 480, day_start_hour: 5 };

    #[test]
    fn settling_after_midnight_belongs_to_the_evening() {
        let date = Date::of(2026, 11, 21).unwrap();
        assert_eq!(CHINA.date_of(CHINA.at(date, 25, 30)), date);
        assert_eq!(CHINA.date_of(CHINA.at(date, 29, 0)), date.plus_days(1));
        assert_eq!(CHINA.date_of(CHINA.start_of(date)), date);
    }

    #[test]
    fn an_instant_off_the_wire_stays_within_its_years() {
        for wild in [i64::MIN, -1, i64::MAX] {
            let read: Instant = serde_json::from_value(wild.into()).unwrap();
            assert_eq!(read, Instant::from_ms(wild));
            assert!(read.minutes_since(Instant::from_ms(0)) >= 0);
        }
    }

    #[test]
    fn a_year_off_the_wire_has_four_digits() {
        for wild in ["+262142-12-31", "+10000-01-01", "-0001-01-01", "0000-01-01"] {
            assert!(serde_json::from_value::<Date>(wild.into()).is_err(), "{wild}");
        }
        let last = serde_json::from_value::<Date>("9999-12-31".into()).unwrap();
        assert_eq!((last, last.plus_days(1)), (Date::of(9999, 12, 31).unwrap(), last));
    }

    #[test]
    fn a_day_lasts_from_five_to_five() {
        let date = Date::of(2026, 11, 21).unwrap();
        assert_eq!(CHINA.end_of(date).minutes_since(CHINA.start_of(date)), 24 * 60);
        assert_eq!(CHINA.local(CHINA.start_of(date)).to_rfc3339(), "2026-11-21T05:00:00+08:00");
    }
}
