//! Settling: the bill, its lines and payments, its ledger entry and the end of the visit, in one step. Refuses a bill that
//! leaves out what was booked without saying why.

use serde::{Deserialize, Serialize};

use super::leave_out::{self, NotDone};
use super::ledger;
use super::quote::{self, LineAsked, Quote, QuoteAsked};
use super::receipt::{self, Receipt};
use super::rules::{self, Paid, PayMethod, PaymentFault};
use crate::booking;
use crate::booking::advance;
use crate::booking::rows::{BookingRow, Status};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BillId, BookingId, MemberNo};
use crate::money::Money;
use crate::salon::{Topic, Writing};
use crate::text;

/// So many payments may stand on one bill.
const MOST_PAYMENTS: usize = 20;

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentLine {
    /// How.
    pub method: PayMethod,
    /// How much; cash as it was handed over.
    pub amount: Money,
}

/// A bill to be settled.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settle {
    /// The visit; none for goods over the counter.
    #[ts(optional)]
    pub booking_id: Option<BookingId>,
    /// Who buys over the counter, if she is a member.
    #[ts(optional = nullable)]
    pub member_no: Option<MemberNo>,
    /// The lines; none on a visit: the services it was booked for, but for those not done.
    pub lines: Vec<LineAsked>,
    /// Booked services that were not done, each with its reason. Every other one stands on the bill.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<NotDone>>")]
    pub not_done: Vec<NotDone>,
    /// What is paid; together what is due, cash may be more.
    pub payments: Vec<PaymentLine>,
    /// What the screen showed as due.
    pub due: Money,
}

/// `till.settle`
pub fn settle(work: &mut Writing<'_>, asked: Settle) -> Result<Receipt> {
    let Settle { booking_id, member_no, lines, not_done: marked, payments, due } = asked;
    let visit = booking_id.map(|booking| booking::rows::by_id(work.db, booking)).transpose()?;
    if let Some(visit) = &visit {
        refuse_unfinished(visit)?;
    }
    let not_done = marked.iter().map(|mark| mark.item_id).collect();
    let wanted = QuoteAsked { booking_id, member_no, lines, not_done };
    let quote = quote::reckon(work, &wanted, visit.as_ref())?;
    if quote.lines.is_empty() && (visit.is_none() || marked.is_empty()) {
        return Err(Error::refused(ErrorCode::NothingToSettle));
    }
    let booked = visit.as_ref().map_or(&[][..], |visit| &visit.services);
    leave_out::refuse_unaccounted(work.db, booked, &quote, &marked)?;
    if quote.due != due {
        return Err(Error::refused(ErrorCode::PriceMoved).with("due", quote.due).with("shown", due));
    }
    let paid = paid(quote.due, &payments)?;
    let member = quote::buyer(&wanted, visit.as_ref())?;
    let bill = write_bill(work, visit.as_ref(), member, &quote, &paid)?;
    ledger::post(work, bill, &quote, &paid)?;
    if let Some(visit) = &visit {
        leave_out::mark(work, visit, &marked)?;
        advance::step(work, visit.id, Status::Settled, "")?;
    }
    work.touches(Topic::Till);
    work.touches(Topic::Member);
    receipt::of_bill(work, bill)
}

fn refuse_unfinished(visit: &BookingRow) -> Result<()> {
    match visit.status {
        Status::Finished => Ok(()),
        Status::Settled => Err(Error::refused(ErrorCode::AlreadySettled)),
        status => Err(Error::refused(ErrorCode::WrongStep).with("status", status).with("step", Status::Settled)),
    }
}

fn paid(due: Money, payments: &[PaymentLine]) -> Result<Paid> {
    text::refuse_many("payments", payments.len(), MOST_PAYMENTS)?;
    let tendered: Vec<(PayMethod, Money)> = payments.iter().map(|line| (line.method, line.amount)).collect();
    rules::pay(due, &tendered).map_err(|fault| match fault {
        PaymentFault::BadAmount => Error::refused(ErrorCode::BadAmount).with("field", "payments"),
        PaymentFault::DoNotAddUp { paid } => {
            Error::refused(ErrorCode::PaymentsDoNotAddUp).with("due", due).with("paid", paid)
        }
    })
}

fn write_bill(
    work: &mut Writing<'_>,
    visit: Option<&BookingRow>,
    member: Option<MemberNo>,
    quote: &Quote,
    paid: &Paid,
) -> Result<BillId> {
    let id: BillId = work.new_id();
    let number = next_number(work)?;
    let cashier = work.person()?.staff;
    work.db
        .prepare_cached(
            "INSERT INTO bill (id, number, business_date, at_ms, booking_id, member_no, member_tier, member_grade, cashier_id,
                 list_fen, due_fen, change_fen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute((
            id,
            number,
            work.today(),
            work.now,
            visit.map(|visit| visit.id),
            member,
            quote.tier,
            quote.grade,
            cashier,
            quote.list_total,
            quote.due,
            paid.change,
        ))?;
    write_lines(work, id, quote)?;
    for (position, (method, amount)) in (1_i64..).zip(&paid.kept) {
        work.db
            .prepare_cached("INSERT INTO payment (bill_id, position, method, amount_fen) VALUES (?1, ?2, ?3, ?4)")?
            .execute((id, position, method, amount))?;
    }
    Ok(id)
}

fn write_lines(work: &Writing<'_>, id: BillId, quote: &Quote) -> Result<()> {
    for (position, line) in (1_i64..).zip(&quote.lines) {
        work.db
            .prepare_cached(
                "INSERT INTO bill_line (bill_id, position, item_id, name, kind, quantity, list_fen, unit_fen, amount_fen, rule)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute((
                id,
                position,
                line.item_id,
                &line.name,
                line.kind,
                line.quantity,
                line.list_price,
                line.unit_price,
                line.amount,
                line.rule,
            ))?;
    }
    Ok(())
}

/// The receipt number: the business date and a running number of that day.
fn next_number(work: &Writing<'_>) -> Result<String> {
    let today = work.today();
    let mut last = work.db.prepare_cached(
        "SELECT coalesce(max(CAST(substr(number, 10) AS INTEGER)), 0) FROM bill WHERE business_date = ?1",
    )?;
    let last: i64 = last.query_row([today], |row| row.get(0))?;
    Ok(format!("{}-{:04}", today.0.format("%Y%m%d"), last + 1))
}
