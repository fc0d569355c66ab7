//! The journal carried out again: a fresh salon, founded the same way, does row after row what the first one's journal says, and
//! then both stores hold the same rows in every table.
//!
//! What the journal keeps only as a digest (PINs, proofs, codes, the bytes of a file) comes from the model's own record. What
//! differs by nature is named in [`DIFFERS`]: everything under the store's own key, everything random.

use lantai_core::clock::Instant;
use rusqlite::Connection;
use serde_json::Value;

use super::compare::differ;
use super::drive::Pair;
use super::shop::{Shop, rows_of};
use super::step::{Asker, Step};

/// Columns that two salons never share, and why.
const DIFFERS: &[(&str, &str)] = &[
    ("staff.pin_hash", "its salt is random"),
    ("device.token_digest", "a token hangs on the store's key"),
    ("device.invitation", "a code hangs on the store's key"),
    ("device_invitation.code_digest", "a code hangs on the store's key"),
    ("journal.hash", "covers the digests of secrets"),
    ("journal.args_digest", "covers secrets veiled under the store's key"),
    ("shop_identity.certificate", "random"),
    ("shop_identity.private_key", "random"),
];

/// Acts that nobody asked for by a request of his: each is a try of its own, under an id made by chance.
const TRIES: &str = "'session.sign_in', 'session.prove', 'staff.prove_old_pin'";

/// Carries the journal out in a fresh salon and compares; how many rows it was.
pub(crate) fn replay(pair: &Pair) -> Result<usize, String> {
    let mut fresh = Shop::new();
    let first = fresh.head();
    if first.seq != pair.founded_rows {
        return Err(format!("two salons were founded with {} and {} rows", first.seq, pair.founded_rows));
    }
    let journal = pair.shop.look(journal).map_err(|error| error.to_string())?;
    for (row, step) in &pair.written {
        let kept = usize::try_from(row - 1).ok().and_then(|at| journal.get(at)).ok_or("a row that is not there")?;
        let step = as_journalled(&fresh, *row, kept, step)?;
        // What was refused then (a wrong PIN is written down) is refused again; the rows say whether all of it was.
        fresh.send(&step).ok();
    }
    let (before, after) = (pair.shop.head().seq, fresh.head().seq);
    if before != after {
        return Err(format!("the journal has {before} rows, carried out again {after}"));
    }
    same_tables(&pair.shop, &fresh)?;
    fresh.verify()?;
    Ok(pair.written.len())
}

/// A row of the journal: when, by whom, on which device, what, under which request, with which arguments.
type Journalled = (i64, Option<Vec<u8>>, String, String, Vec<u8>, String);

/// Every row, the first first.
fn journal(db: &Connection) -> rusqlite::Result<Vec<Journalled>> {
    let mut rows = db.prepare("SELECT at_ms, staff_id, device, op, request_id, args FROM journal ORDER BY seq")?;
    let row =
        |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?));
    rows.query_map([], row)?.collect()
}

/// A step as the journal's row says it; only secrets and bulk are the record's.
fn as_journalled(fresh: &Shop, row: i64, kept: &Journalled, step: &Step) -> Result<Step, String> {
    let (at, staff, device, op, request, args) = kept.clone();
    let is_try = ["session.sign_in", "session.prove", "staff.prove_old_pin"].contains(&op.as_str());
    let request = u128::from_be_bytes(request.try_into().map_err(|_| "a request id of sixteen bytes")?);
    if !is_try && (op != step.name || request != step.request) {
        return Err(format!(
            "row {row} says {op} under {request:x}, the record {} under {:x}",
            step.name, step.request
        ));
    }
    let number = |staff: Vec<u8>| {
        let find = |db: &Connection| {
            let mut number = db.prepare_cached("SELECT number FROM staff WHERE id = ?1")?;
            number.query_row([staff], |row| row.get::<_, String>(0))
        };
        fresh.look(find).map_err(|error| format!("row {row}: its person is not there: {error}"))
    };
    let asker = match (staff, &step.asker) {
        (Some(staff), _) => Asker::Number(number(staff)?),
        // Nobody signs the row of a try or of a pairing; whoever stood there is in the record.
        (None, Asker::Session(_)) if op == "session.prove" => Asker::Number("010".to_owned()),
        (None, asker) => asker.clone(),
    };
    let args: Value = serde_json::from_str(&args).map_err(|error| error.to_string())?;
    let args = if op == step.name && step.name.contains('.') && !is_signal(&op) {
        with_secrets(&args, &step.args)
    } else {
        step.args.clone()
    };
    let tablet = step.tablet.is_some().then_some(device).filter(|_| op != "device.pair");
    // A try is written down whatever the clock says, at the moment of the last record; what follows it in the same command is
    // refused by a clock that has gone back. So it is asked at the very moment it was asked.
    let now = if is_try { step.now } else { Instant::from_ms(at).ms() };
    Ok(Step { args, asker, tablet, now, reopened: false, ..step.clone() })
}

/// Whether the journal names an act without the arguments it was asked with.
fn is_signal(op: &str) -> bool {
    matches!(
        op,
        "session.sign_in"
            | "session.prove"
            | "staff.change_pin"
            | "device.pair"
            | "device.invite"
            | "house.accept_clock"
    )
}

/// The journal's arguments, their digests replaced by what was said.
fn with_secrets(kept: &Value, said: &Value) -> Value {
    match (kept, said) {
        (Value::Object(kept), Value::Object(said)) => kept
            .iter()
            .map(|(name, value)| {
                let is_digest = ["pin", "oldPin", "newPin", "proof", "contentBase64"].contains(&name.as_str());
                let said = said.get(name).unwrap_or(&Value::Null);
                (name.clone(), if is_digest { said.clone() } else { with_secrets(value, said) })
            })
            .collect(),
        _ => kept.clone(),
    }
}

/// Whether two stores hold the same rows, but for what differs by nature.
pub(crate) fn same_tables(one: &Shop, other: &Shop) -> Result<(), String> {
    for (table, question) in one.look(questions) {
        let (before, after) = (one.look(|db| rows_of(db, &question)), other.look(|db| rows_of(db, &question)));
        differ(&format!("{table}, carried out again"), &before, &after)?;
    }
    Ok(())
}

/// For each table the question that reads all of it.
fn questions(db: &Connection) -> Vec<(String, String)> {
    let tables = rows_of(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    let question = |table: String| {
        let columns = rows_of(db, &format!("SELECT name FROM pragma_table_info('{table}')"));
        let shared = columns.iter().filter(|column| {
            let name = format!("{table}.{column}");
            DIFFERS.iter().all(|(differs, _)| *differs != name)
        });
        let read = shared.map(|column| match (table.as_str(), column.as_str()) {
            ("journal", "request_id") => format!("CASE WHEN op IN ({TRIES}) THEN '' ELSE hex(request_id) END"),
            // Arguments with a veiled secret in them; the rest of them is in the rows they made.
            ("journal", "args") => "CASE WHEN args GLOB '*\"proof\"*' OR args GLOB '*\"pin\"*' OR args GLOB '*Pin\"*'
                OR args GLOB '*\"code\"*' THEN '' ELSE args END"
                .to_owned(),
            (_, column) => column.to_owned(),
        });
        let read = read.collect::<Vec<_>>().join(", ");
        let read = if read.is_empty() { "1".to_owned() } else { read };
        (table.clone(), format!("SELECT {read} FROM \"{table}\""))
    };
    tables.into_iter().map(question).collect()
}
