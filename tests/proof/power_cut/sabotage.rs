//! The same look at houses in which one precaution is missing: each must be found out.

use std::sync::Mutex;

use super::judge::{ALONE, GONE, LOST};
use super::{Look, Seen, look};
use crate::disk::deeds::{Beginning, Story};
use crate::disk::record::{Change, Op};

/// What is found, from a seed that finds it.
fn found(story: &Story, only: Option<&'static str>) -> String {
    let looked = look(story, Look { each: 3, seed: 20_261_121, only }, &Mutex::new(Seen::default()));
    looked.expect_err("a house that lacks a precaution was let pass")
}

#[test]
fn a_store_that_does_not_wait_for_the_disk_is_found_out() {
    let story = Beginning::new().visits_told("COMMIT; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE");
    let found = found(&story, None);
    assert!(found.contains(LOST) || found.contains("StoreCutShort"), "{found}");
}

#[test]
fn a_disk_that_forgets_to_sync_the_log_is_found_out() {
    let story = Beginning::new().visits(1, Some(|path| path.to_string_lossy().ends_with("-wal")));
    let found = found(&story, None);
    // What is lost is noticed by the store itself where the head outside it reached the disk.
    assert!(found.contains(LOST) || found.contains("StoreCutShort"), "{found}");
}

#[test]
fn a_disk_that_forgets_to_sync_the_store_is_found_out() {
    found(&Beginning::new().visits(1, Some(|path| path.ends_with("store.db"))), None);
}

#[test]
fn a_backup_that_forgets_its_folder_is_found_out() {
    let story = Beginning::new().backups(1, Some(|path| path.ends_with("backups")));
    let found = found(&story, Some("backup"));
    assert!(found.contains(GONE), "{found}");
}

#[test]
fn a_backup_that_takes_its_name_too_early_is_found_out() {
    let mut story = Beginning::new().backups(1, None);
    let place = |ops: &[Op], ending: &str| {
        let names = |op: &Op| match op {
            Op::Name { change: Change::Rename { to, .. }, .. } => to.to_string_lossy().ends_with(ending),
            _ => false,
        };
        ops.iter().position(names).unwrap()
    };
    let ops = &mut story.record.ops;
    let (last, first) = (place(ops, ".backup"), place(ops, ".backup.recovery"));
    let copy = ops.remove(last);
    ops.insert(first, copy);
    let found = found(&story, Some("backup"));
    assert!(found.contains(ALONE), "{found}");
}

#[test]
fn a_restore_that_forgets_to_sync_its_copy_is_found_out() {
    found(&Beginning::new().restore_of_its_own(Some(|path| path.ends_with("store.db.restoring"))), Some("restore"));
}

/// The declaration reaches the disk before what it declares.
#[test]
fn a_restore_that_declares_itself_too_early_is_found_out() {
    let mut story = Beginning::new().restore_of_its_own(None);
    let ops = &mut story.record.ops;
    let declares =
        |op: &Op| matches!(op, Op::Name { change: Change::Rename { to, .. }, .. } if to.ends_with("store.swap"));
    let copies = |op: &Op| matches!(op, Op::Name { change: Change::File { path, .. }, .. } if path.ends_with("store.db.restoring"));
    let says = |op: &Op| matches!(op, Op::Name { change: Change::File { path, .. }, .. } if path.ends_with("store.swap.restoring"));
    let (declared, said, copied) = (
        ops.iter().position(declares).unwrap(),
        ops.iter().position(says).unwrap(),
        ops.iter().position(copies).unwrap(),
    );
    let declaration: Vec<Op> = ops.drain(said..=declared).collect();
    ops.splice(copied..copied, declaration);
    found(&story, Some("restore"));
}

#[test]
fn a_founding_that_forgets_to_sync_the_wrapped_key_is_found_out() {
    found(&Beginning::new().founding(Some(|path| path.ends_with("recovery.json.restoring"))), None);
}
