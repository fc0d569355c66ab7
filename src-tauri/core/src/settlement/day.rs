//! The takings of a business day, by way of payment.

use serde::{Deserialize, Serialize};

use super::rows;
use super::rules::PayMethod;
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::ids::BillId;
use crate::money::Money;
use crate::salon::Reading;

/// Which day.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TillDayAsked {
    /// The business date.
    pub date: Date,
}

/// What came in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MethodTaking {
    /// How.
    pub method: PayMethod,
    /// How much.
    pub amount: Money,
    /// In how many payments.
    pub count: u32,
}

/// One bill of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TillBill {
    /// The bill.
    pub bill_id: BillId,
    /// Its number.
    pub number: String,
    /// When it was settled.
    pub at_ms: Instant,
    /// Whose it is.
    pub member_name: Option<String>,
    /// What was due.
    pub due: Money,
    /// Who took the money.
    pub cashier: String,
}

/// A day's takings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TillDay {
    /// The business date.
    pub date: Date,
    /// By way of payment; every way is named.
    pub by_method: Vec<MethodTaking>,
    /// All together.
    pub total: Money,
    /// Bill by bill.
    pub bills: Vec<TillBill>,
}

/// `till.day`
pub fn day(view: &Reading<'_>, asked: TillDayAsked) -> Result<TillDay> {
    let by_method: Vec<MethodTaking> =
        PayMethod::ALL.iter().map(|method| taking(view, *method, asked.date)).collect::<Result<_>>()?;
    let bills = rows::bills_of(view.db, asked.date)?.into_iter().map(|bill| TillBill {
        bill_id: bill.id,
        number: bill.number,
        at_ms: bill.at,
        member_name: bill.member_name,
        due: bill.due,
        cashier: bill.cashier,
    });
    Ok(TillDay {
        date: asked.date,
        total: by_method.iter().map(|taking| taking.amount).sum(),
        bills: bills.collect(),
        by_method,
    })
}

fn taking(view: &Reading<'_>, method: PayMethod, date: Date) -> Result<MethodTaking> {
    let mut sums = view.db.prepare_cached(
        "SELECT coalesce(sum(p.amount_fen), 0), count(*) FROM bill b JOIN payment p ON p.bill_id = b.id
         WHERE b.business_date = ?1 AND p.method = ?2",
    )?;
    Ok(sums.query_row((date, method), |row| Ok(MethodTaking { method, amount: row.get(0)?, count: row.get(1)? }))?)
}
