//! Listing, changing and withdrawing settings. A change holds from a date on; what held before stays readable, and what is
//! planned is shown and can be withdrawn before its day.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AT_ONCE, Held, KNOWN, Known, grades};
use crate::clock::Date;
use crate::error::{Error, ErrorCode, Result};
use crate::salon::{Reading, Topic, Writing};
use crate::text;

/// One setting as it holds today.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingLine {
    /// Its key.
    pub key: String,
    /// Its value.
    #[ts(type = "unknown")]
    pub value: Value,
    /// Since when; none while it is the default.
    pub effective_from: Option<String>,
    /// What it shall be from later days on, the next first.
    pub planned: Vec<PlannedSetting>,
}

/// A value that a setting shall have from a day on.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedSetting {
    /// From when.
    pub effective_from: Date,
    /// What it shall be.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// Which planned value is withdrawn.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WithdrawSetting {
    /// The setting's key.
    pub key: String,
    /// From when it should have held.
    pub effective_from: Date,
}

/// A setting and the value it shall have.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetSetting {
    /// Its key.
    pub key: String,
    /// Its new value.
    #[ts(type = "unknown")]
    pub value: Value,
    /// From when; today if left out.
    #[ts(optional)]
    pub effective_from: Option<Date>,
}

/// Every setting as it holds today, with what is planned for it.
pub fn list(view: &Reading<'_>, (): ()) -> Result<Vec<SettingLine>> {
    let today = view.today().to_string();
    let line = |known: &Known| {
        let held = held_on(view.db, known.key, &today)?;
        let planned = planned(view.db, known.key, view.today())?;
        Ok(SettingLine { key: known.key.to_owned(), value: held.value, effective_from: held.from, planned })
    };
    KNOWN.iter().map(line).collect()
}

/// Changes one setting from a date on. Refuses a date that is past: what held then has been worked by; and one still to come
/// for what always holds at once.
pub fn set(work: &mut Writing<'_>, asked: SetSetting) -> Result<()> {
    let from = asked.effective_from.unwrap_or_else(|| work.today());
    if from < work.today() || (from > work.today() && AT_ONCE.contains(&asked.key.as_str())) {
        return Err(Error::refused(ErrorCode::BadDate).with("field", "effectiveFrom"));
    }
    put(work.db, &asked.key, &asked.value, from)?;
    refuse_closed_days(work.db, work.today())?;
    grades::refuse_unfit(work.db, from)?;
    work.touches(Topic::Setting);
    Ok(())
}

/// Withdraws a planned value before its day. The row stays, with who withdrew it and when, until that day is planned anew: the
/// journal keeps all of it. What held goes on holding.
pub fn withdraw(work: &mut Writing<'_>, asked: WithdrawSetting) -> Result<()> {
    let (today, staff) = (work.today(), work.person()?.staff);
    let withdrawn = work
        .db
        .prepare_cached(
            "UPDATE setting SET withdrawn_by = ?4, withdrawn_ms = ?5
             WHERE key = ?1 AND effective_from = ?2 AND effective_from > ?3 AND withdrawn_ms IS NULL",
        )?
        .execute((&asked.key, asked.effective_from, today, staff, work.now))?;
    if withdrawn == 0 {
        return Err(Error::refused(ErrorCode::NoSuchSetting).with("effectiveFrom", asked.effective_from));
    }
    refuse_closed_days(work.db, today)?;
    grades::refuse_unfit(work.db, asked.effective_from)?;
    work.touches(Topic::Setting);
    Ok(())
}

fn planned(db: &Connection, key: &str, today: Date) -> Result<Vec<PlannedSetting>> {
    let mut rows = db.prepare_cached(
        "SELECT effective_from, value FROM setting WHERE key = ?1 AND effective_from > ?2 AND withdrawn_ms IS NULL
         ORDER BY effective_from",
    )?;
    let kept: Vec<(Date, String)> =
        rows.query_map((key, today), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let line = |(effective_from, value): (Date, String)| {
        Ok(PlannedSetting { effective_from, value: serde_json::from_str(&value)? })
    };
    kept.into_iter().map(line).collect()
}

/// The hours fit together today, and on each later day from which another hour is planned.
fn refuse_closed_days(db: &Connection, today: Date) -> Result<()> {
    let mut rows = db.prepare_cached(
        "SELECT DISTINCT effective_from FROM setting
         WHERE key IN ('day_start_hour', 'open_hour', 'close_hour') AND effective_from > ?1 AND withdrawn_ms IS NULL",
    )?;
    let later: Vec<Date> = rows.query_map([today], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    refuse_closed_day(db, today)?;
    later.into_iter().try_for_each(|day| refuse_closed_day(db, day))
}

/// Hours that fit alone may still not fit together: a day opens after it begins and closes after it opens, within itself.
fn refuse_closed_day(db: &Connection, on: Date) -> Result<()> {
    let hour = |key: &str| held_on(db, key, &on.to_string()).map(|held| held.value.as_i64().unwrap_or_default());
    let (begins, opens, closes) = (hour("day_start_hour")?, hour("open_hour")?, hour("close_hour")?);
    if begins > opens || opens >= closes || closes > begins + 24 {
        let error = Error::refused(ErrorCode::HoursDoNotFit).with("dayStartHour", begins);
        return Err(error.with("openHour", opens).with("closeHour", closes).with("on", on));
    }
    Ok(())
}

/// Writes one setting.
pub(crate) fn put(db: &Connection, key: &str, value: &Value, from: Date) -> Result<()> {
    let known = KNOWN.iter().find(|known| known.key == key);
    let known = known.ok_or_else(|| Error::refused(ErrorCode::NoSuchSetting).with("key", text::said_back(key)))?;
    let keepable = value.as_str().is_none_or(|words| text::line("value", words, 200).is_ok());
    if !(known.allowed)(value) || !keepable {
        return Err(Error::refused(super::unfit(key, value)).with("field", key));
    }
    let from = if AT_ONCE.contains(&key) { Date::default() } else { from };
    db.prepare_cached(
        "INSERT INTO setting (key, effective_from, value) VALUES (?1, ?2, ?3)
         ON CONFLICT (key, effective_from) DO UPDATE SET value = excluded.value, withdrawn_by = NULL, withdrawn_ms = NULL",
    )?
    .execute((key, from, value.to_string()))?;
    Ok(())
}

/// What every setting is on a date, read in one go: that is done after each write.
pub(crate) fn all_held_on(db: &Connection, date: &str) -> Result<BTreeMap<String, Value>> {
    let mut held: BTreeMap<String, Value> =
        KNOWN.iter().map(|known| (known.key.to_owned(), (known.default)())).collect();
    // A later day's word comes later and stays.
    let mut rows = db.prepare_cached(
        "SELECT key, value FROM setting WHERE effective_from <= ?1 AND withdrawn_ms IS NULL ORDER BY key, effective_from",
    )?;
    let mut rows = rows.query([date])?;
    while let Some(row) = rows.next()? {
        held.insert(row.get(0)?, serde_json::from_str(row.get_ref(1)?.as_str()?)?);
    }
    Ok(held)
}

/// What a setting is on a date.
pub(crate) fn held_on(db: &Connection, key: &str, date: &str) -> Result<Held> {
    let kept = db
        .prepare_cached(
            "SELECT value, effective_from FROM setting WHERE key = ?1 AND effective_from <= ?2 AND withdrawn_ms IS NULL
             ORDER BY effective_from DESC LIMIT 1",
        )?
        .query_row((key, date), |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    if let Some((value, from)) = kept {
        return Ok(Held { value: serde_json::from_str(&value)?, from: Some(from) });
    }
    let known = KNOWN.iter().find(|known| known.key == key);
    Ok(Held { value: known.map_or(Value::Null, |known| (known.default)()), from: None })
}
