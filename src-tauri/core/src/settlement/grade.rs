//! The grade 等级: a guest's standing by what she spent in twelve months; it decides her discount (policy §7).
//!
//! It is evaluated monthly, up and down: what counts is the twelve whole months before the first of this month, so a grade
//! never changes in the middle of one. It is independent of the tier. All figures are settings with an effective date.

use chrono::{Datelike, Months};
use rusqlite::Connection;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::error::Result;
use crate::ids::MemberNo;
use crate::money::Money;
use crate::setting::Settings;

/// The five grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 普通
    Regular,
    /// 银卡
    Silver,
    /// 金卡
    Gold,
    /// 白金卡
    Platinum,
    /// 钻石卡
    Diamond,
}

impl Grade {
    /// Every grade with its stored name, the lowest first.
    pub const ALL: [(Grade, &'static str); 5] = [
        (Grade::Regular, "regular"),
        (Grade::Silver, "silver"),
        (Grade::Gold, "gold"),
        (Grade::Platinum, "platinum"),
        (Grade::Diamond, "diamond"),
    ];

    /// The grade for what was spent: the highest whose threshold is reached.
    pub fn for_spending(spent: Money, settings: &Settings) -> Grade {
        let [silver, gold, platinum, diamond] = settings.grade_from;
        let steps =
            [(Grade::Diamond, diamond), (Grade::Platinum, platinum), (Grade::Gold, gold), (Grade::Silver, silver)];
        steps.into_iter().find(|(_, from)| spent >= *from).map_or(Grade::Regular, |(grade, _)| grade)
    }

    /// The rate it pays; 1 for none.
    pub fn rate(self, settings: &Settings) -> Decimal {
        let [silver, gold, platinum, diamond] = settings.grade_rate;
        match self {
            Grade::Regular => Decimal::ONE,
            Grade::Silver => silver,
            Grade::Gold => gold,
            Grade::Platinum => platinum,
            Grade::Diamond => diamond,
        }
    }
}

/// A member's grade, and the spending it is reckoned by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Her grade this month.
    pub grade: Grade,
    /// What she spent in the twelve months that count.
    pub spent: Money,
}

/// A member's standing this month.
pub fn standing(db: &Connection, member: MemberNo, settings: &Settings, today: Date) -> Result<Standing> {
    let (from, before) = counted_months(today);
    let mut spent = db.prepare_cached(
        "SELECT coalesce(sum(due_fen), 0) FROM bill WHERE member_no = ?1 AND business_date >= ?2 AND business_date < ?3",
    )?;
    let spent: Money = spent.query_row((member, from, before), |row| row.get(0))?;
    Ok(Standing { grade: Grade::for_spending(spent, settings), spent })
}

/// What a member spent in the twelve months up to today, this month included.
pub fn spent_lately(db: &Connection, member: MemberNo, today: Date) -> Result<Money> {
    let from = Date(today.0.checked_sub_months(Months::new(12)).unwrap_or(today.0));
    let mut spent = db.prepare_cached(
        "SELECT coalesce(sum(due_fen), 0) FROM bill WHERE member_no = ?1 AND business_date > ?2 AND business_date <= ?3",
    )?;
    Ok(spent.query_row((member, from, today), |row| row.get(0))?)
}

/// The twelve whole months before the first of this month: from the first date, before the second.
pub fn counted_months(today: Date) -> (Date, Date) {
    let first = today.0.with_day(1).unwrap_or(today.0);
    let year_before = first.checked_sub_months(Months::new(12)).unwrap_or(first);
    (Date(year_before), Date(first))
}

impl ToSql for Grade {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let name = Grade::ALL.iter().find(|(grade, _)| grade == self).map_or("", |(_, name)| name);
        Ok(name.into())
    }
}

impl FromSql for Grade {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Grade> {
        let text = value.as_str()?;
        let found = Grade::ALL.iter().find(|(_, name)| *name == text);
        found.map(|(grade, _)| *grade).ok_or(FromSqlError::InvalidType)
    }
}
