//! Whether two stores say the same: a digest of every row of every table, and what the journal answered to whom.

use lantai_core::clock::Instant;
use lantai_core::error::Result;
use lantai_core::ids::RequestId;
use lantai_core::salon::Salon;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

/// All that a store says, in short.
pub(crate) type Said = [u8; 32];

/// Every row of every table.
pub(crate) fn digest(salon: &Salon, now: Instant) -> Result<Said> {
    salon.read(now, |view| digest_of(view.db))
}

/// The same, of a store that is open already.
pub(crate) fn digest_of(store: &Connection) -> Result<Said> {
    let mut names = store.prepare_cached("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut said = Vec::new();
    for name in names {
        let mut rows = store.prepare_cached(&format!("SELECT * FROM \"{name}\""))?;
        let columns = rows.column_count();
        let mut rows = rows.query([])?;
        said.extend_from_slice(name.as_bytes());
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let (kind, length) = match row.get_ref(column)? {
                    ValueRef::Null => (0, 0),
                    ValueRef::Integer(number) => (1, number),
                    ValueRef::Real(number) => (2, number.to_bits().cast_signed()),
                    ValueRef::Text(text) => (3, text.len().cast_signed() as i64),
                    ValueRef::Blob(blob) => (4, blob.len().cast_signed() as i64),
                };
                said.push(kind);
                said.extend_from_slice(&length.to_le_bytes());
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(column)? {
                    said.extend_from_slice(bytes);
                }
            }
        }
    }
    Ok(Sha256::digest(said).into())
}

/// What the journal says was answered to a request, and how often it stands there.
pub(crate) fn answered(salon: &Salon, now: Instant, request: RequestId) -> Result<(i64, String)> {
    salon.read(now, |view| {
        let mut asked =
            view.db.prepare_cached("SELECT count(*), coalesce(max(answer), '') FROM journal WHERE request_id = ?1")?;
        Ok(asked.query_row([request], |row| Ok((row.get(0)?, row.get(1)?)))?)
    })
}
