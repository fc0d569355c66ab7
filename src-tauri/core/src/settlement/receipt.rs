//! The receipt: a settled bill as it is shown and printed.

use serde::{Deserialize, Serialize};

use super::quote::QuoteLine;
use super::rows;
use super::rules::PayMethod;
use super::settle::PaymentLine;
use crate::clock::Instant;
use crate::error::Result;
use crate::ids::{BillId, MemberNo};
use crate::money::Money;
use crate::salon::Reading;
use crate::{membership, phone};

/// Which bill.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BillAsked {
    /// The bill.
    pub bill_id: BillId,
}

/// A settled bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The bill.
    pub bill_id: BillId,
    /// Its number, `20261121-0001`.
    pub number: String,
    /// When it was settled.
    pub at_ms: Instant,
    /// The salon's name.
    pub salon: String,
    /// Whose it is; none over the counter.
    pub member_name: Option<String>,
    /// Her short number.
    pub member_no: Option<MemberNo>,
    /// Her number, masked.
    pub member_phone: Option<String>,
    /// Who took the money.
    pub cashier: String,
    /// Line by line.
    pub lines: Vec<QuoteLine>,
    /// At list price.
    pub list_total: Money,
    /// What was saved.
    pub discount_total: Money,
    /// What was due.
    pub due: Money,
    /// What was handed over.
    pub payments: Vec<PaymentLine>,
    /// What was given back.
    pub change: Money,
    /// The room of the visit.
    pub room: Option<String>,
    /// Who treated her.
    pub beautician: Option<String>,
}

/// `till.receipt`
pub fn receipt(view: &Reading<'_>, asked: BillAsked) -> Result<Receipt> {
    of_bill(view, asked.bill_id)
}

/// The receipt of a bill.
pub(super) fn of_bill(view: &Reading<'_>, id: BillId) -> Result<Receipt> {
    let bill = rows::bill(view.db, id)?;
    let phones = bill.member.map_or(Ok(Vec::new()), |member| membership::rows::phones(view.db, member))?;
    let handed_over = |(method, kept): (PayMethod, Money)| {
        let amount = if method == PayMethod::Cash { kept + bill.change } else { kept };
        PaymentLine { method, amount }
    };
    Ok(Receipt {
        bill_id: bill.id,
        number: bill.number,
        at_ms: bill.at,
        salon: view.settings.salon_name.clone(),
        member_name: bill.member_name,
        member_no: bill.member,
        member_phone: phones.first().map(|first| phone::mask(&first.number)),
        cashier: bill.cashier,
        lines: rows::lines_of(view.db, id)?,
        list_total: bill.list,
        discount_total: bill.list - bill.due,
        due: bill.due,
        payments: rows::kept_of(view.db, id)?.into_iter().map(handed_over).collect(),
        change: bill.change,
        room: bill.room,
        beautician: bill.beautician,
    })
}
