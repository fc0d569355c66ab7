//! The journal: one row for each write, chained by hashes, never changed.
//!
//! A row says who did what, when, on which device, under which request id, and what was answered. The same request id
//! therefore gives the first answer for ever. Each row's hash covers the one before it, so an edit, a deletion or a swap
//! breaks the chain at a place that can be named. The arguments may be blanked for one reason only, when a member's data is
//! erased (policy §8); their digest stays, so the chain still holds. The schema's triggers refuse everything else.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{RequestId, StaffId};

/// What is about to be written down.
pub struct Entry<'a> {
    /// When.
    pub at: Instant,
    /// By whom; none while the salon is being founded.
    pub staff: Option<StaffId>,
    /// On which device.
    pub device: &'a str,
    /// What: the command's name.
    pub op: &'a str,
    /// Under which request.
    pub request: RequestId,
    /// With which arguments (canonical JSON; secrets already left out).
    pub args: &'a str,
    /// What was answered (JSON).
    pub answer: &'a str,
}

/// The journal's last row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 before the first.
    pub seq: i64,
    /// Its instant.
    pub at: Instant,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// The last row, or the empty chain's beginning.
pub fn head(store: &Connection) -> Result<Head> {
    let last = store
        .prepare_cached("SELECT seq, at_ms, hash FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { seq: row.get(0)?, at: row.get(1)?, hash: row.get(2)? }))
        .optional()?;
    Ok(last.unwrap_or(Head { seq: 0, at: Instant::from_ms(0), hash: vec![0; 32] }))
}

/// The first answer to this request, if it was carried out before. Refuses the id for another act.
pub fn answered(
    store: &Connection,
    request: RequestId,
    op: &str,
    staff: Option<StaffId>,
    args: &str,
) -> Result<Option<String>> {
    let earlier = store
        .prepare_cached("SELECT op, args_digest, answer FROM journal WHERE request_id = ?1 AND staff_id IS ?2")?
        .query_row((request, staff), |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?, row.get(2)?)))
        .optional()?;
    match earlier {
        None if is_used(store, request)? => Err(Error::refused(ErrorCode::RequestIdReused)),
        None => Ok(None),
        Some((its_op, its_digest, answer)) if its_op == op && its_digest == digest(args) => Ok(answer),
        Some(_) => Err(Error::refused(ErrorCode::RequestIdReused)),
    }
}

/// Whether somebody used this request id already.
fn is_used(store: &Connection, request: RequestId) -> Result<bool> {
    Ok(store.prepare_cached("SELECT 1 FROM journal WHERE request_id = ?1")?.exists([request])?)
}

/// Writes one row at the end of the chain, and gives the new head.
pub fn append(store: &Connection, before: &Head, entry: &Entry<'_>) -> Result<Head> {
    let link = Link {
        seq: before.seq + 1,
        at: entry.at,
        staff: entry.staff.map(|staff| staff.0.as_bytes().to_vec()),
        device: entry.device.to_owned(),
        op: entry.op.to_owned(),
        request: entry.request.0.as_bytes().to_vec(),
        args_digest: digest(entry.args),
        answer_digest: digest(entry.answer),
    };
    let hash = link.hash(&before.hash);
    store
        .prepare_cached(
            "INSERT INTO journal (seq, at_ms, staff_id, device, op, request_id, args, args_digest, answer, answer_digest, hash)
             VALUES (:seq, :at, :staff, :device, :op, :request, :args, :args_digest, :answer, :answer_digest, :hash)",
        )?
        .execute(named_params! {
            ":seq": link.seq, ":at": link.at, ":staff": link.staff, ":device": link.device, ":op": link.op,
            ":request": link.request, ":args": entry.args, ":args_digest": link.args_digest,
            ":answer": entry.answer, ":answer_digest": link.answer_digest, ":hash": hash,
        })?;
    Ok(Head { seq: link.seq, at: link.at, hash })
}

/// Walks the whole chain; the number of rows, or the first row that does not fit.
pub fn walk(store: &Connection) -> Result<std::result::Result<i64, i64>> {
    let mut rows = store.prepare(
        "SELECT seq, at_ms, staff_id, device, op, request_id, args_digest, answer_digest, args, answer, hash
         FROM journal ORDER BY seq",
    )?;
    let mut rows = rows.query([])?;
    let mut before = (0_i64, vec![0_u8; 32]);
    while let Some(row) = rows.next()? {
        // What cannot even be read as a row of the journal is no row of ours: it is named like any other that does not fit.
        match fitting(row, &before.1) {
            Ok(Some((seq, hash))) if seq == before.0 + 1 => before = (seq, hash),
            _ => return Ok(Err(before.0 + 1)),
        }
    }
    Ok(Ok(before.0))
}

/// The number and hash of a row that fits its own texts and the row before; none where it does not.
fn fitting(row: &Row<'_>, before: &[u8]) -> rusqlite::Result<Option<(i64, Vec<u8>)>> {
    let link = Link::of(row)?;
    let hash: Vec<u8> = row.get(10)?;
    let (args, answer): (Option<String>, Option<String>) = (row.get(8)?, row.get(9)?);
    let fits = link.hash(before) == hash
        // An empty id would be hashed as none is.
        && link.staff.as_ref().is_none_or(|staff| !staff.is_empty())
        && args.is_none_or(|args| digest(&args) == link.args_digest)
        && answer.is_none_or(|answer| digest(&answer) == link.answer_digest);
    Ok(fits.then_some((link.seq, hash)))
}

struct Link {
    seq: i64,
    at: Instant,
    staff: Option<Vec<u8>>,
    device: String,
    op: String,
    request: Vec<u8>,
    args_digest: Vec<u8>,
    answer_digest: Vec<u8>,
}

impl Link {
    fn of(row: &Row<'_>) -> rusqlite::Result<Link> {
        Ok(Link {
            seq: row.get(0)?,
            at: row.get(1)?,
            staff: row.get(2)?,
            device: row.get(3)?,
            op: row.get(4)?,
            request: row.get(5)?,
            args_digest: row.get(6)?,
            answer_digest: row.get(7)?,
        })
    }

    /// Each part with its length, so that no two rows can read the same.
    fn hash(&self, before: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let staff = self.staff.as_deref().unwrap_or_default();
        let seq = self.seq.to_be_bytes();
        let at = self.at.ms().to_be_bytes();
        for part in [
            before,
            &seq,
            &at,
            staff,
            self.device.as_bytes(),
            self.op.as_bytes(),
            &self.request,
            &self.args_digest,
            &self.answer_digest,
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().to_vec()
    }
}

fn digest(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}
