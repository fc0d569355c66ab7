//! The ledger entry under a bill, double entry (policy §7): sales are credited at list price, what was given away stands
//! as a discount, what was taken is debited to its till. The entry is written open and closed by its sum: the schema refuses
//! one that does not balance, or that tells another story than its bill.

use super::quote::Quote;
use super::rules::{Paid, PayMethod};
use crate::catalog::ItemKind;
use crate::error::Result;
use crate::ids::BillId;
use crate::money::Money;
use crate::salon::Writing;

/// Writes and closes the entry of a bill. A bill of nothing at all leaves no entry.
pub(super) fn post(work: &Writing<'_>, bill: BillId, quote: &Quote, paid: &Paid) -> Result<()> {
    let lines = lines(quote, paid);
    if lines.is_empty() {
        return Ok(());
    }
    work.db
        .prepare_cached("INSERT INTO ledger_entry (business_date, at_ms, bill_id) VALUES (?1, ?2, ?3)")?
        .execute((work.today(), work.now, bill))?;
    let entry = work.db.last_insert_rowid();
    for (position, (account, amount_fen)) in (1_i64..).zip(&lines) {
        work.db
            .prepare_cached(
                "INSERT INTO ledger_line (entry_seq, position, account, amount_fen) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((entry, position, account, amount_fen))?;
    }
    work.db.prepare_cached("UPDATE ledger_entry SET closed = 1 WHERE seq = ?1")?.execute([entry])?;
    Ok(())
}

/// Debits positive, credits negative, nothing that is nothing.
pub(super) fn lines(quote: &Quote, paid: &Paid) -> Vec<(String, i64)> {
    let at_list = |kind: ItemKind| -> Money {
        let of_kind = quote.lines.iter().filter(|line| line.kind == kind);
        of_kind.map(|line| line.list_price.for_quantity(line.quantity)).sum()
    };
    let taken = |method: PayMethod| -> Money {
        paid.kept.iter().filter(|(by, _)| *by == method).map(|(_, amount)| *amount).sum()
    };
    let mut lines: Vec<(String, i64)> =
        PayMethod::ALL.iter().map(|method| (format!("till.{}", method.name()), taken(*method).fen())).collect();
    lines.push(("sales.discount".to_owned(), quote.discount_total.fen()));
    lines.push(("sales.service".to_owned(), -at_list(ItemKind::Service).fen()));
    lines.push(("sales.good".to_owned(), -at_list(ItemKind::Good).fen()));
    lines.retain(|(_, amount_fen)| *amount_fen != 0);
    lines
}
