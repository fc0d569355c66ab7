//! Rows of bills, with their lines and payments.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row};

use super::quote::QuoteLine;
use super::rules::{PayMethod, PriceRule};
use crate::clock::{Date, Instant};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BillId, BookingId, MemberNo};
use crate::money::Money;

/// A bill with the names that stand on its receipt.
#[derive(Clone, Debug)]
pub struct BillRow {
    /// Its id.
    pub id: BillId,
    /// Its number.
    pub number: String,
    /// When it was settled.
    pub at: Instant,
    /// Whose it is.
    pub member: Option<MemberNo>,
    /// Her name.
    pub member_name: Option<String>,
    /// Who took the money.
    pub cashier: String,
    /// At list price.
    pub list: Money,
    /// What was due.
    pub due: Money,
    /// What was given back.
    pub change: Money,
    /// The room of the visit.
    pub room: Option<String>,
    /// Who treated her.
    pub beautician: Option<String>,
}

const BILL: &str = include_str!("bill.sql");

/// Refuses a member who is not there.
pub(super) fn refuse_unknown(db: &Connection, member: MemberNo) -> Result<()> {
    let known = db.prepare_cached("SELECT 1 FROM member WHERE no = ?1")?.exists([member])?;
    if known { Ok(()) } else { Err(Error::refused(ErrorCode::NoSuchMember).with("memberNo", member)) }
}

/// A bill; refuses one that is not there.
pub(super) fn bill(db: &Connection, id: BillId) -> Result<BillRow> {
    let found = db.prepare_cached(&format!("{BILL} WHERE b.id = ?1"))?.query_row([id], bill_of_row).optional()?;
    found.ok_or_else(|| Error::refused(ErrorCode::NoSuchBill))
}

/// The bills of a business date, by time.
pub(super) fn bills_of(db: &Connection, date: Date) -> Result<Vec<BillRow>> {
    let mut rows = db.prepare_cached(&format!("{BILL} WHERE b.business_date = ?1 ORDER BY b.at_ms, b.number"))?;
    let bills = rows.query_map([date], bill_of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(bills)
}

/// The bills of a member, the newest first.
pub fn bills_of_member(db: &Connection, member: MemberNo, limit: u32) -> Result<Vec<BillRow>> {
    let mut rows = db.prepare_cached(&format!(
        "{BILL} WHERE b.member_no = ?1 ORDER BY b.business_date DESC, b.at_ms DESC LIMIT ?2"
    ))?;
    let bills = rows.query_map((member, limit), bill_of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(bills)
}

/// What was due for a visit, once it is settled.
pub fn due_of_booking(db: &Connection, booking: BookingId) -> Result<Option<Money>> {
    let mut rows = db.prepare_cached("SELECT due_fen FROM bill WHERE booking_id = ?1")?;
    Ok(rows.query_row([booking], |row| row.get(0)).optional()?)
}

/// What was taken on a business date.
pub fn taken_on(db: &Connection, date: Date) -> Result<Money> {
    let mut rows = db.prepare_cached("SELECT coalesce(sum(due_fen), 0) FROM bill WHERE business_date = ?1")?;
    Ok(rows.query_row([date], |row| row.get(0))?)
}

/// The lines of a bill.
pub(super) fn lines_of(db: &Connection, id: BillId) -> Result<Vec<QuoteLine>> {
    let mut rows = db.prepare_cached(
        "SELECT item_id, name, kind, quantity, list_fen, unit_fen, amount_fen, rule FROM bill_line WHERE bill_id = ?1
         ORDER BY position",
    )?;
    let lines = rows.query_map([id], |row| {
        Ok(QuoteLine {
            item_id: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            quantity: row.get(3)?,
            list_price: row.get(4)?,
            unit_price: row.get(5)?,
            amount: row.get(6)?,
            rule: row.get(7)?,
        })
    })?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// What the salon kept of a bill, by way of payment.
pub(super) fn kept_of(db: &Connection, id: BillId) -> Result<Vec<(PayMethod, Money)>> {
    let mut rows = db.prepare_cached("SELECT method, amount_fen FROM payment WHERE bill_id = ?1 ORDER BY position")?;
    let kept = rows.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(kept)
}

fn bill_of_row(row: &Row<'_>) -> rusqlite::Result<BillRow> {
    Ok(BillRow {
        id: row.get(0)?,
        number: row.get(1)?,
        at: row.get(2)?,
        member: row.get(3)?,
        member_name: row.get(4)?,
        cashier: row.get(5)?,
        list: row.get(6)?,
        due: row.get(7)?,
        change: row.get(8)?,
        room: row.get(9)?,
        beautician: row.get(10)?,
    })
}

impl ToSql for PriceRule {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            PriceRule::List => "list".into(),
            PriceRule::Tier => "tier".into(),
            PriceRule::Grade => "grade".into(),
        })
    }
}

impl FromSql for PriceRule {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<PriceRule> {
        match value.as_str()? {
            "list" => Ok(PriceRule::List),
            "tier" => Ok(PriceRule::Tier),
            "grade" => Ok(PriceRule::Grade),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

impl ToSql for PayMethod {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for PayMethod {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<PayMethod> {
        let text = value.as_str()?;
        let found = PayMethod::ALL.into_iter().find(|method| method.name() == text);
        found.ok_or(FromSqlError::InvalidType)
    }
}
