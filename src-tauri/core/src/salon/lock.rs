//! Taking a lock, whatever became of whoever held it last: what lies behind one here is whole between any two statements.

use std::sync::{Mutex, MutexGuard, PoisonError};

pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
