//! By what tablets know this shop: its own certificate authority. It lives in the store, so a restored salon is the same
//! shop to its tablets, and its key lies nowhere in the open.

use rusqlite::OptionalExtension;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::salon::{Act, Salon, own_request};

/// The shop's certificate authority, as PEM.
#[derive(Clone)]
pub struct Identity {
    /// The certificate that tablets trust.
    pub certificate: String,
    /// The key that signs for it.
    pub private_key: String,
}

/// The shop's identity, made by `make` the first time it is asked for.
pub fn identity(
    salon: &Salon,
    device: &str,
    now: Instant,
    make: impl FnOnce() -> Result<Identity>,
) -> Result<Identity> {
    if let Some(kept) = salon.read(now, |view| kept(view.db))? {
        return Ok(kept);
    }
    let request = own_request(now)?;
    let act = Act { op: "shop.identity", request, now, caller: None, device, args: "{}" };
    salon.transact(&act, |work| {
        if kept(work.db)?.is_none() {
            let made = make()?;
            work.db
                .prepare_cached("INSERT INTO shop_identity (one, certificate, private_key) VALUES (1, ?1, ?2)")?
                .execute((made.certificate, made.private_key))?;
        }
        Ok(())
    })?;
    let kept = salon.read(now, |view| kept(view.db))?;
    kept.ok_or(Error::Broken("a shop without an identity"))
}

fn kept(db: &rusqlite::Connection) -> Result<Option<Identity>> {
    let kept = db
        .prepare_cached("SELECT certificate, private_key FROM shop_identity")?
        .query_row([], |row| Ok(Identity { certificate: row.get(0)?, private_key: row.get(1)? }))
        .optional()?;
    Ok(kept)
}
