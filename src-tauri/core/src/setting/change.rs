//! Listing and changing settings. A change holds from a date on; what held before stays readable.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Held, KNOWN, Known};
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

/// Every setting as it holds today.
pub fn list(view: &Reading<'_>, (): ()) -> Result<Vec<SettingLine>> {
    let today = view.today().to_string();
    let line = |known: &Known| {
        let held = held_on(view.db, known.key, &today)?;
        Ok(SettingLine { key: known.key.to_owned(), value: held.value, effective_from: held.from })
    };
    KNOWN.iter().map(line).collect()
}

/// Changes one setting from a date on.
pub fn set(work: &mut Writing<'_>, asked: SetSetting) -> Result<()> {
    let from = asked.effective_from.unwrap_or_else(|| work.today());
    put(work.db, &asked.key, &asked.value, from)?;
    refuse_closed_day(work.db, from)?;
    work.touches(Topic::Setting);
    Ok(())
}

/// Hours that fit alone may still not fit together: a day opens after it begins and closes after it opens, within itself.
fn refuse_closed_day(db: &Connection, on: Date) -> Result<()> {
    let hour = |key: &str| held_on(db, key, &on.to_string()).map(|held| held.value.as_i64().unwrap_or_default());
    let (begins, opens, closes) = (hour("day_start_hour")?, hour("open_hour")?, hour("close_hour")?);
    if begins > opens || opens >= closes || closes > begins + 24 {
        let error = Error::refused(ErrorCode::HoursDoNotFit).with("dayStartHour", begins);
        return Err(error.with("openHour", opens).with("closeHour", closes));
    }
    Ok(())
}

/// Writes one setting.
pub(crate) fn put(db: &Connection, key: &str, value: &Value, from: Date) -> Result<()> {
    let known = KNOWN.iter().find(|known| known.key == key);
    let known = known.ok_or_else(|| Error::refused(ErrorCode::NoSuchSetting).with("key", key))?;
    let keepable = value.as_str().is_none_or(|words| text::line("value", words, 200).is_ok());
    if !(known.allowed)(value) || !keepable {
        return Err(Error::refused(ErrorCode::BadNumber).with("field", key));
    }
    // How the salon reads its day cannot itself hold from a day on.
    let from = if matches!(key, "utc_offset_minutes" | "day_start_hour") { Date::default() } else { from };
    db.prepare_cached(
        "INSERT INTO setting (key, effective_from, value) VALUES (?1, ?2, ?3)
         ON CONFLICT (key, effective_from) DO UPDATE SET value = excluded.value",
    )?
    .execute((key, from, value.to_string()))?;
    Ok(())
}

/// What a setting is on a date.
pub(crate) fn held_on(db: &Connection, key: &str, date: &str) -> Result<Held> {
    let kept = db
        .prepare_cached(
            "SELECT value, effective_from FROM setting WHERE key = ?1 AND effective_from <= ?2
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
