//! Whether two stores say the same: a digest of every row of every table, and what the journal answered to whom.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;

use lantai_core::clock::Instant;
use lantai_core::error::Result;
use lantai_core::ids::RequestId;
use lantai_core::salon::Salon;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// Every row of every table.
pub(crate) fn digest(salon: &Salon, now: Instant) -> Result<u64> {
    salon.read(now, |view| digest_of(view.db))
}

/// The same, of a store that is open already.
pub(crate) fn digest_of(store: &Connection) -> Result<u64> {
    let mut names = store.prepare_cached("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut digest = DefaultHasher::new();
    for name in names {
        let mut rows = store.prepare_cached(&format!("SELECT * FROM \"{name}\""))?;
        let columns = rows.column_count();
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let (kind, bytes): (u8, &[u8]) = match row.get_ref(column)? {
                    ValueRef::Null => (0, &[]),
                    ValueRef::Integer(number) => {
                        digest.write_i64(number);
                        (1, &[])
                    }
                    ValueRef::Real(number) => {
                        digest.write_u64(number.to_bits());
                        (2, &[])
                    }
                    ValueRef::Text(text) => (3, text),
                    ValueRef::Blob(blob) => (4, blob),
                };
                digest.write_u8(kind);
                digest.write_usize(bytes.len());
                digest.write(bytes);
            }
        }
        digest.write(name.as_bytes());
    }
    Ok(digest.finish())
}

/// What the journal says was answered to a request, and how often it stands there.
pub(crate) fn answered(salon: &Salon, now: Instant, request: RequestId) -> Result<(i64, String)> {
    salon.read(now, |view| {
        let mut asked = view
            .db
            .prepare_cached("SELECT count(*), coalesce(max(answer), '') FROM journal WHERE request_id = ?1")?;
        Ok(asked.query_row([request], |row| Ok((row.get(0)?, row.get(1)?)))?)
    })
}
