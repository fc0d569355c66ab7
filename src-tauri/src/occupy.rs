//! Who is in the house: every program that has the store open holds a shared lock on a small file beside it; putting
//! another store in its place needs the house alone. Without this, a window would go on writing into the store that a
//! restore has just set aside.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use lantai_core::error::{Error, ErrorCode, Failure};

const LOCK_FILE: &str = "in-use.lock";

/// Held as long as it lives.
#[derive(Debug)]
pub(crate) struct Occupied(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] Option<File>);

/// Enters beside others. A folder that cannot be written has no lock: nobody can restore into it either.
pub(crate) fn enter(folder: &Path) -> Result<Occupied, Failure> {
    let Some(file) = lock_file(folder) else { return Ok(Occupied(None)) };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Err(busy()),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Occupied(Some(file))),
    }
}

/// Enters alone, or is refused with `store_busy`.
pub(crate) fn enter_alone(folder: &Path) -> Result<Occupied, Failure> {
    let Some(file) = lock_file(folder) else { return Ok(Occupied(None)) };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(busy()),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Occupied(Some(file))),
    }
}

/// Open for reading too: Windows locks no file that is only open for appending.
fn lock_file(folder: &Path) -> Option<File> {
    OpenOptions::new().create(true).read(true).append(true).open(folder.join(LOCK_FILE)).ok()
}

fn busy() -> Failure {
    Error::refused(ErrorCode::StoreBusy).failure()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_may_work_but_one_restores_alone() {
        let folder = tempfile::tempdir().unwrap();
        let window = enter(folder.path()).unwrap();
        let command_line = enter(folder.path()).unwrap();
        assert_eq!(enter_alone(folder.path()).unwrap_err().code, ErrorCode::StoreBusy);
        drop((window, command_line));
        let alone = enter_alone(folder.path()).unwrap();
        assert_eq!(enter(folder.path()).unwrap_err().code, ErrorCode::StoreBusy);
        drop(alone);
    }
}
