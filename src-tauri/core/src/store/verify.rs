//! Proof that what must hold does hold: every page's seal, the structure, the journal's chain, every invariant of the
//! salon's rules, the ledger's sums, and how far the journal is said to reach. Each check counts what breaks it; nothing is repaired.

use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::salon::Salon;
use crate::store::key::StoreKey;
use crate::store::still::{PAGE, Still};
use crate::store::{head, journal, seal};

/// One check and what it found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What must hold.
    pub name: String,
    /// Whether it does.
    pub ok: bool,
    /// What was found: rows walked, or the first violation.
    pub detail: String,
}

/// Each counts the rows that break an invariant: 0 is well.
const INVARIANTS: &[(&str, &str)] = &[
    ("bookings_do_not_overlap", include_str!("invariants/bookings_overlap.sql")),
    ("treatments_are_alone", include_str!("invariants/treatments_alone.sql")),
    ("bookings_keep_tier", include_str!("invariants/bookings_tier.sql")),
    ("linen_sets_are_complete", include_str!("invariants/linen_sets.sql")),
    ("linen_is_in_one_place", include_str!("invariants/linen_places.sql")),
    ("trays_follow_the_visit", include_str!("invariants/trays_follow.sql")),
    ("stockroom_was_told", include_str!("invariants/stockroom_told.sql")),
    ("ledger_balances", include_str!("invariants/ledger_balance.sql")),
    ("bills_add_up", include_str!("invariants/bills_add_up.sql")),
    ("bills_stand_in_ledger", include_str!("invariants/bills_in_ledger.sql")),
    ("settled_visits_have_bills", include_str!("invariants/settled_bills.sql")),
    ("booked_services_are_accounted_for", include_str!("invariants/services_accounted.sql")),
    ("members_can_be_found", include_str!("invariants/members_found.sql")),
];

/// Everything: the file and the rules.
pub fn everything(store: &Connection) -> Result<Vec<Check>> {
    let mut checks = of_file(store)?;
    if checks.iter().all(|check| check.ok) {
        for (name, sql) in INVARIANTS {
            let broken: i64 = store.query_row(sql, [], |row| row.get(0))?;
            checks.push(Check { name: (*name).to_owned(), ok: broken == 0, detail: broken.to_string() });
        }
    }
    Ok(checks)
}

/// Everything, and whether the journal reaches as far as is said beside the store. The statement is read first: others may
/// write meanwhile.
pub fn of_salon(salon: &Salon, now: Instant) -> Result<Vec<Check>> {
    let said = head::said(salon.file(), salon.key());
    salon.read(now, |view| {
        let mut checks = everything(view.db)?;
        let reaches = match &said {
            None => Ok((true, "nothing is said beside the store".to_owned())),
            Some(said) => head::missing(view.db, said).map(|missing| match missing {
                None => (true, format!("row {}", said.seq)),
                Some(missing) => (false, format!("row {} is there, row {} was written", missing.last_seq, said.seq)),
            }),
        };
        checks.push(check("journal_reaches_what_was_said", reaches));
        Ok(checks)
    })
}

/// Refuses a store in which any page's seal is broken, or that ends too early. Costs one reading of the file, beside whoever
/// works.
pub fn seals(salon: &Salon) -> Result<()> {
    let found = salon.with_store(|store, still| seals_of(salon.file(), salon.key(), store, still));
    let found = found.and_then(|broken| match broken.first() {
        None => Ok(()),
        Some(detail) => Err(Error::refused(ErrorCode::StoreDamaged).with("detail", detail)),
    });
    if found.as_ref().is_err_and(|error| error.code() == ErrorCode::StoreDamaged) {
        salon.leave_log()?;
    }
    found
}

/// What is missing at the end has no seal to be broken. The last pages may stand in the log only; if they stand nowhere, the
/// structure is not whole, or the journal's last text is not what it was.
fn ends_early(store: &Connection) -> Result<Vec<String>> {
    let structure = lines(store, "PRAGMA quick_check")?;
    if structure != ["ok"] {
        return Ok(structure);
    }
    Ok(journal::walk(store)?.err().map(|row| format!("journal row {row}")).into_iter().collect())
}

/// The file: seals, structure, references, the journal's chain. A check that cannot even be made has failed; once a page's
/// seal is broken the later checks would only stumble over it.
pub fn of_file(store: &Connection) -> Result<Vec<Check>> {
    let sealed = sealed(by_the_cipher(store));
    if !sealed.ok {
        return Ok(vec![sealed]);
    }
    let structure = lines(store, "PRAGMA integrity_check").map(|found| (found == ["ok"], first(&found)));
    let references = lines(store, "PRAGMA foreign_key_check").map(|found| (found.is_empty(), first(&found)));
    Ok(vec![sealed, check("structure_is_whole", structure), check("references_hold", references), chain(store)])
}

/// A copy of a store, page by page: each page's seal, that none is missing, and the journal's chain. What [`of_file`] looks up
/// besides, row after row, hangs on the very same pages; in a salon of a million members that takes a quarter of an hour.
pub fn of_copy(file: &Path, key: &StoreKey, copy: &Connection) -> Result<Vec<Check>> {
    let still = Still::begin(copy)?;
    let sealed = sealed(seals_of(file, key, copy, still.as_ref()));
    if !sealed.ok {
        return Ok(vec![sealed]);
    }
    Ok(vec![sealed, chain(copy)])
}

fn sealed(broken: Result<Vec<String>>) -> Check {
    check("pages_are_sealed", broken.map(|found| (found.is_empty(), first(&found))))
}

fn chain(store: &Connection) -> Check {
    let chain = journal::walk(store).map(|walked| match walked {
        Ok(rows) => (true, rows.to_string()),
        Err(row) => (false, format!("row {row}")),
    });
    check("journal_chain_holds", chain)
}

/// Pages whose seal is broken, and what is missing at the end. Where the file does not lie still the cipher is asked, which may
/// find the last pages in the log only.
fn seals_of(file: &Path, key: &StoreKey, store: &Connection, still: Option<&Still<'_>>) -> Result<Vec<String>> {
    if let Some(still) = still {
        return Ok(seal::first_broken(still, key)?.map(|page| format!("page {page}")).into_iter().collect());
    }
    let pages: u64 = store.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let is_short = std::fs::metadata(file)?.len() < pages * PAGE as u64;
    let broken = by_the_cipher(store)?;
    if broken.is_empty() && is_short { ends_early(store) } else { Ok(broken) }
}

/// Pages whose seal is broken, as the cipher says. Where others fold the log in beside it, it may read half a page: a broken one
/// is looked at once more.
fn by_the_cipher(store: &Connection) -> Result<Vec<String>> {
    let look = || lines(store, "PRAGMA cipher_integrity_check");
    let found = look()?;
    if found.is_empty() {
        return Ok(found);
    }
    let again = look()?;
    Ok(found.into_iter().filter(|line| again.contains(line)).collect())
}

fn check(name: &str, found: Result<(bool, String)>) -> Check {
    let (ok, detail) = found.unwrap_or_else(|error| (false, error.to_string()));
    Check { name: name.to_owned(), ok, detail }
}

fn lines(store: &Connection, pragma: &str) -> Result<Vec<String>> {
    let mut statement = store.prepare(pragma)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(row.get::<_, Option<String>>(0)?.unwrap_or_default());
    }
    Ok(found)
}

fn first(found: &[String]) -> String {
    found.first().cloned().unwrap_or_default()
}
