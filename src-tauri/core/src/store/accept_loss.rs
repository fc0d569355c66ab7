//! Going on, knowingly, with a store whose newest records are missing and of which no better copy is at hand.
//!
//! Nothing is repaired and nothing is thrown away: the store, its log and what was said of its journal are copied aside first
//! (`.replaced-…`), then one row of the journal says what is missing, and from it on the journal reaches as far as is said.
//! Refuses a store that is damaged in itself: that one has no way on, only a way back.

use std::path::Path;

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::home::Home;
use crate::salon::{Act, Salon, own_request};
use crate::store::head::{self, HEAD, Missing};
use crate::store::settle::{sync_folder, with_ending};
use crate::store::{open, swap, verify};

/// Goes on with what is here, and says what is missing; none, and nothing done, where nothing is.
pub fn accept_loss(home: &Home, device: &str, now: Instant) -> Result<Option<Missing>> {
    home.settle()?;
    let (file, key) = (home.store_file(), home.key()?);
    let Some(said) = head::said(&file, &key) else { return Ok(None) };
    let store = open::open_checked(&file, &key)?;
    head::leave_log(&store)?;
    let Some(missing) = head::missing(&store, &said)? else { return Ok(None) };
    if let Some(broken) = verify::of_file(&store)?.iter().find(|check| !check.ok) {
        return Err(Error::refused(ErrorCode::StoreDamaged).with("detail", &broken.detail));
    }
    drop(store);
    keep_aside(&file, now)?;

    let salon = Salon::open_cut_short(&file, &key)?;
    let args = serde_json::json!({ "missing": missing, "saidHash": hex::encode(&said.hash) }).to_string();
    let request = own_request(now)?;
    let act = Act { op: "house.accept_loss", request, now, caller: None, device, args: &args };
    salon.transact_at_any_clock(&act, |_| Ok(()))?;
    // What was said is kept aside; where the new statement could not be written, none is better than that one.
    if head::said(&file, &key) == Some(said) {
        std::fs::remove_file(head::file_of(&file))?;
    }
    Ok(Some(missing))
}

/// Copies of everything that is about to be written over, on the disk when this returns; or none of them.
fn keep_aside(file: &Path, now: Instant) -> Result<()> {
    let aside = with_ending(file, &format!(".replaced-{}", now.ms()));
    let parts = ["", "-wal", ".id", HEAD];
    let copied = parts
        .iter()
        .try_for_each(|part| swap::copy_if_there(&with_ending(file, part), &with_ending(&aside, part)))
        .and_then(|()| sync_folder(&aside));
    if copied.is_err() {
        for part in parts {
            std::fs::remove_file(with_ending(&aside, part)).ok();
        }
    }
    copied
}
