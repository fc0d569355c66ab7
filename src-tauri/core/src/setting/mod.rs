//! Settings: the figures of the policy that a salon may set, each holding from a date on.
//!
//! Refuses unknown keys and values of the wrong form or range, so that a typing error cannot close the salon.

mod change;
mod grades;
#[cfg(test)]
mod tests;

pub(crate) use change::put;
pub use change::{PlannedSetting, SetSetting, SettingLine, WithdrawSetting, list, set, withdraw};

use rusqlite::Connection;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use crate::clock::{Date, Instant, SalonDay};
use crate::error::{Error, ErrorCode, Result};
use crate::money::Money;

/// The settings as they hold on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The salon's name, on the sign-in screen and on receipts.
    pub salon_name: String,
    /// Offset from UTC and the hour a business day begins.
    pub day: SalonDay,
    /// The first hour guests are received, 0–23.
    pub open_hour: u32,
    /// The hour by which treatments end, up to 29 (= 05:00 of the next day).
    pub close_hour: u32,
    /// Minutes a room needs after a treatment.
    pub turnover_minutes: i64,
    /// Minutes without a hand on screen or keys after which a session ends.
    pub auto_lock_minutes: i64,
    /// Minutes a set of linen needs from the guest's leaving to its slot: wash, dry, sort.
    pub linen_turnaround_minutes: i64,
    /// `zh-Hans` or `en`.
    pub language: String,
    /// Whether this is the demo salon.
    pub demo: bool,
    /// Where receipts are printed: `host:port`, or empty for files.
    pub printer: String,
    /// Whether tablets of the shop may connect, and at which port.
    pub network: bool,
    /// The port.
    pub network_port: u16,
    /// Spending of twelve months from which a grade is held: silver, gold, platinum, diamond (policy §7).
    pub grade_from: [Money; 4],
    /// The rate each of them pays: 0.95 is 9.5 折.
    pub grade_rate: [Decimal; 4],
}

/// One setting the salon may change.
pub(crate) struct Known {
    pub(crate) key: &'static str,
    pub(crate) default: fn() -> Value,
    pub(crate) allowed: fn(&Value) -> bool,
}

/// Every setting there is.
pub(crate) const KNOWN: &[Known] = &[
    Known { key: "salon_name", default: || Value::from("兰台"), allowed: is_salon_name },
    Known { key: "utc_offset_minutes", default: || Value::from(480), allowed: |v| is_between(v, -720, 840) },
    Known { key: "day_start_hour", default: || Value::from(5), allowed: |v| is_between(v, 0, 12) },
    Known { key: "open_hour", default: || Value::from(10), allowed: |v| is_between(v, 0, 23) },
    Known { key: "close_hour", default: || Value::from(22), allowed: |v| is_between(v, 1, 29) },
    Known { key: "turnover_minutes", default: || Value::from(15), allowed: |v| is_between(v, 0, 180) },
    Known { key: "auto_lock_minutes", default: || Value::from(10), allowed: |v| is_between(v, 1, 240) },
    Known { key: "linen_turnaround_minutes", default: || Value::from(180), allowed: |v| is_between(v, 30, 2880) },
    Known {
        key: "language",
        default: || Value::from("zh-Hans"),
        allowed: |v| matches!(v.as_str(), Some("zh-Hans" | "en")),
    },
    Known { key: "demo", default: || Value::from(false), allowed: Value::is_boolean },
    Known { key: "printer", default: || Value::from(""), allowed: is_printer },
    Known { key: "network", default: || Value::from(false), allowed: Value::is_boolean },
    Known { key: "network_port", default: || Value::from(8443), allowed: |v| is_between(v, 1024, 65535) },
    Known { key: "grade_from_silver", default: || Value::from("5000.00"), allowed: is_money },
    Known { key: "grade_from_gold", default: || Value::from("20000.00"), allowed: is_money },
    Known { key: "grade_from_platinum", default: || Value::from("50000.00"), allowed: is_money },
    Known { key: "grade_from_diamond", default: || Value::from("100000.00"), allowed: is_money },
    Known { key: "grade_rate_silver", default: || Value::from("0.95"), allowed: is_rate },
    Known { key: "grade_rate_gold", default: || Value::from("0.90"), allowed: is_rate },
    Known { key: "grade_rate_platinum", default: || Value::from("0.88"), allowed: is_rate },
    Known { key: "grade_rate_diamond", default: || Value::from("0.85"), allowed: is_rate },
];

/// How the salon reads its day cannot itself hold from a day on: these hold at once, for every day.
pub(crate) const AT_ONCE: [&str; 2] = ["utc_offset_minutes", "day_start_hour"];

/// A setting with its value, as it is listed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Held {
    pub(crate) value: Value,
    pub(crate) from: Option<String>,
}

impl Settings {
    /// Reads what holds at an instant.
    pub fn read(db: &Connection, now: Instant) -> Result<Settings> {
        let day = read_day(db)?;
        Settings::read_as(db, day, day.date_of(now))
    }

    /// Reads what holds on a business date: what is planned for it, or goes on holding until then.
    pub fn read_on(db: &Connection, date: Date) -> Result<Settings> {
        Settings::read_as(db, read_day(db)?, date)
    }

    fn read_as(db: &Connection, day: SalonDay, date: Date) -> Result<Settings> {
        let held = change::all_held_on(db, &date.to_string())?;
        let value = |key: &str| held.get(key).cloned().ok_or(Error::Broken("a setting nobody knows"));
        let number = |key: &str| value(key).map(|v| v.as_i64().unwrap_or_default());
        let text = |key: &str| value(key).map(|v| v.as_str().unwrap_or_default().to_owned());
        let money = |key: &str| text(key).map(|t| t.parse::<Money>().unwrap_or_default());
        let rate = |key: &str| text(key).map(|t| t.parse::<Decimal>().unwrap_or(Decimal::ONE));
        Ok(Settings {
            salon_name: text("salon_name")?,
            day,
            open_hour: u32::try_from(number("open_hour")?).unwrap_or(10),
            close_hour: u32::try_from(number("close_hour")?).unwrap_or(22),
            turnover_minutes: number("turnover_minutes")?,
            auto_lock_minutes: number("auto_lock_minutes")?,
            linen_turnaround_minutes: number("linen_turnaround_minutes")?,
            language: text("language")?,
            demo: value("demo")?.as_bool().unwrap_or_default(),
            printer: text("printer")?,
            network: value("network")?.as_bool().unwrap_or_default(),
            network_port: u16::try_from(number("network_port")?).unwrap_or(8443),
            grade_from: [
                money("grade_from_silver")?,
                money("grade_from_gold")?,
                money("grade_from_platinum")?,
                money("grade_from_diamond")?,
            ],
            grade_rate: [
                rate("grade_rate_silver")?,
                rate("grade_rate_gold")?,
                rate("grade_rate_platinum")?,
                rate("grade_rate_diamond")?,
            ],
        })
    }
}

/// How the salon reads instants. It holds at once: a date cannot depend on the day it begins.
fn read_day(db: &Connection) -> Result<SalonDay> {
    let newest = |key: &str| change::held_on(db, key, "9999-12-31").map(|held| held.value.as_i64().unwrap_or_default());
    Ok(SalonDay {
        utc_offset_minutes: i32::try_from(newest("utc_offset_minutes")?).unwrap_or(480),
        day_start_hour: u32::try_from(newest("day_start_hour")?).unwrap_or(5),
    })
}

/// The code that says what is wrong with a value a setting cannot have.
fn unfit(key: &str, value: &Value) -> ErrorCode {
    match key {
        "printer" => ErrorCode::BadPrinter,
        "salon_name" if value.as_str().is_some_and(|name| name.trim().is_empty()) => ErrorCode::FieldMissing,
        "salon_name" if value.as_str().is_some_and(|name| name.chars().count() > 40) => ErrorCode::TextTooLong,
        "salon_name" => ErrorCode::TextNotAllowed,
        _ => ErrorCode::BadNumber,
    }
}

fn is_salon_name(value: &Value) -> bool {
    value.as_str().is_some_and(|name| !name.trim().is_empty() && name.chars().count() <= 40)
}

/// Nothing, or `host:port`; an address of the sixth version stands in brackets.
fn is_printer(value: &Value) -> bool {
    let Some(written) = value.as_str().map(str::trim) else { return false };
    let fits = |(host, port): (&str, &str)| {
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).map_or(!host.contains(':'), |_| true);
        let named = !host.is_empty() && !host.chars().any(|c| c.is_whitespace() || c == '/');
        let numbered =
            port.chars().all(|digit| digit.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0);
        bare && named && numbered
    };
    written.is_empty() || (written.len() <= 120 && written.rsplit_once(':').is_some_and(fits))
}

fn is_between(value: &Value, least: i64, most: i64) -> bool {
    value.as_i64().is_some_and(|number| (least..=most).contains(&number))
}

fn is_money(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<Money>().is_ok_and(|amount| !amount.is_negative()))
}

fn is_rate(value: &Value) -> bool {
    let range = Decimal::new(1, 1)..=Decimal::ONE;
    value.as_str().is_some_and(|text| text.parse::<Decimal>().is_ok_and(|rate| range.contains(&rate)))
}
