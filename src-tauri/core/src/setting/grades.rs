//! The grades as a ladder (policy §7): each begins higher than the one before, and none pays more than the one before.
//!
//! Refuses a change after which a guest who spends more would fall, or pay more, on any day from then on.

use rusqlite::Connection;
use rust_decimal::Decimal;

use super::change::held_on;
use crate::clock::Date;
use crate::error::{Error, ErrorCode, Result};

const FROM: [&str; 4] = ["grade_from_silver", "grade_from_gold", "grade_from_platinum", "grade_from_diamond"];
const RATE: [&str; 4] = ["grade_rate_silver", "grade_rate_gold", "grade_rate_platinum", "grade_rate_diamond"];

/// The grades are a ladder on this day, and on each later one from which another figure of theirs is planned.
pub(super) fn refuse_unfit(db: &Connection, from: Date) -> Result<()> {
    let mut rows = db.prepare_cached(
        "SELECT DISTINCT effective_from FROM setting
         WHERE key GLOB 'grade_*' AND effective_from > ?1 AND withdrawn_ms IS NULL",
    )?;
    let later: Vec<Date> = rows.query_map([from], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    refuse_unfit_on(db, from)?;
    later.into_iter().try_for_each(|day| refuse_unfit_on(db, day))
}

fn refuse_unfit_on(db: &Connection, on: Date) -> Result<()> {
    let figures = |keys: [&str; 4]| -> Result<Vec<Decimal>> {
        let date = on.to_string();
        let figure = |key: &&str| {
            let held = held_on(db, key, &date)?.value;
            Ok(held.as_str().and_then(|text| text.parse().ok()).unwrap_or_default())
        };
        keys.iter().map(figure).collect()
    };
    let rises = figures(FROM)?.is_sorted_by(|lower, higher| lower < higher);
    let falls = figures(RATE)?.is_sorted_by(|lower, higher| lower >= higher);
    if rises && falls { Ok(()) } else { Err(Error::refused(ErrorCode::GradesDoNotFit).with("on", on)) }
}
