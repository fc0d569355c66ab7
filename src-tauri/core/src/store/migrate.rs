//! The schema's history: every shipped schema can be brought to the present one; a newer one is refused.
//!
//! A migration is a folder of `migrations/`, one `.sql` file for each noun. Shipped files never change: a change is a new
//! folder, and a fixture of the old schema goes into the tests.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::error::{Error, ErrorCode, Result};

const HOUSE: &str = concat!(
    include_str!("../../migrations/0001/salon.sql"),
    include_str!("../../migrations/0001/staff.sql"),
    include_str!("../../migrations/0001/membership.sql"),
    include_str!("../../migrations/0001/room.sql"),
    include_str!("../../migrations/0001/catalog.sql"),
    include_str!("../../migrations/0001/booking.sql"),
    include_str!("../../migrations/0001/linen.sql"),
    include_str!("../../migrations/0001/settlement.sql"),
    include_str!("../../migrations/0001/import.sql"),
);

const EXACT: &str = concat!(
    include_str!("../../migrations/0002/membership.sql"),
    include_str!("../../migrations/0002/salon.sql"),
    include_str!("../../migrations/0002/device.sql"),
    include_str!("../../migrations/0002/catalog.sql"),
    include_str!("../../migrations/0002/booking.sql"),
    include_str!("../../migrations/0002/linen.sql"),
    include_str!("../../migrations/0002/settlement.sql"),
);

/// The schema version this program writes.
pub const CURRENT: i64 = 2;

/// Brings a store to the present schema, in one transaction for each step.
pub fn to_current(store: &mut Connection) -> Result<()> {
    Migrations::new(vec![M::up(HOUSE), M::up(EXACT)]).to_latest(store)?;
    Ok(())
}

/// Refuses a store written by a newer version of Lantai.
pub fn refuse_newer(store: &Connection) -> Result<()> {
    let version: i64 = store.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > CURRENT {
        return Err(Error::refused(ErrorCode::StoreNewer).with("theirs", version).with("ours", CURRENT));
    }
    Ok(())
}
