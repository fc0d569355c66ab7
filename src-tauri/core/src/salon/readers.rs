//! The connections that only read, kept open from one look to the next.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::look::Reader;
use crate::error::Result;
use crate::store::head;

/// Readers kept open for the next read.
const SPARE: usize = 4;

/// Those nobody looks through now; the last is asked first.
#[derive(Default)]
pub(super) struct Readers(Mutex<Vec<Reader>>);

impl Readers {
    /// One that stands open, if any does.
    pub(super) fn take(&self) -> Option<Reader> {
        self.spare().pop()
    }

    /// Back after a look that went well. One keeps the pages it has opened and is asked first; the others help out while
    /// several ask at once, and give the room back.
    pub(super) fn put_back(&self, mut reader: Reader) {
        let mut spare = self.spare();
        if spare.len() >= SPARE {
            return;
        }
        if spare.iter().any(Reader::keeps_pages) {
            reader.forget_pages();
            spare.insert(0, reader);
        } else {
            spare.push(reader);
        }
    }

    /// Whoever closes the store does not write the log into it any more.
    pub(super) fn leave_log(&self) -> Result<()> {
        self.spare().iter().try_for_each(|reader| head::leave_log(reader.db()))
    }

    fn spare(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use crate::test_salon::TestSalon;

    #[test]
    fn of_several_who_looked_at_once_one_keeps_its_pages_and_is_asked_next() {
        let salon = TestSalon::new();
        let look = |inner: &dyn Fn()| {
            let read = salon.salon.read(salon.now(), |view| {
                inner();
                Ok(view.db.query_row("SELECT count(*) FROM staff", [], |row| row.get::<_, u32>(0))?)
            });
            assert!(read.is_ok_and(|staff| staff > 0));
        };
        let keeping = || salon.salon.readers.spare().iter().map(super::Reader::keeps_pages).collect::<Vec<_>>();
        look(&|| look(&|| look(&|| {})));
        assert_eq!(keeping(), [false, false, true]);
        look(&|| {});
        assert_eq!(keeping(), [false, false, true], "who is asked first keeps them");
    }
}
