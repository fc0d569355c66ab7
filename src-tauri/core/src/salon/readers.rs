//! The connections that only read, kept open from one look to the next.

use std::sync::{Mutex, MutexGuard, Weak};

use super::lock::held;
use super::look::Reader;
use crate::error::Result;
use crate::store::head;

/// Helpers kept open for the next read.
const SPARE: usize = 4;

/// Those nobody looks through now; the last is asked first.
#[derive(Default)]
pub(super) struct Readers {
    spare: Mutex<Vec<Reader>>,
    keeper: Mutex<Weak<()>>,
}

impl Readers {
    /// One that stands open, if any does.
    pub(super) fn take(&self) -> Option<Reader> {
        self.spare().pop()
    }

    /// Back after a look that went well. One keeps the pages it has opened and is asked first; the others help out while
    /// several ask at once, and give the room back.
    pub(super) fn put_back(&self, mut reader: Reader) {
        if !reader.keeps_pages() {
            let mut keeper = held(&self.keeper);
            // It may be out just now; one that is gone for good is followed by another.
            if keeper.strong_count() == 0 {
                *keeper = reader.keep_pages();
            } else if reader.forget_pages().is_err() {
                return;
            }
        }
        let mut spare = self.spare();
        if reader.keeps_pages() {
            spare.push(reader);
        } else if spare.len() < SPARE {
            spare.insert(0, reader);
        }
    }

    /// Whoever closes the store does not write the log into it any more.
    pub(super) fn leave_log(&self) -> Result<()> {
        self.spare().iter().try_for_each(|reader| head::leave_log(reader.db()))
    }

    fn spare(&self) -> MutexGuard<'_, Vec<Reader>> {
        held(&self.spare)
    }
}

#[cfg(test)]
mod tests {
    use crate::test_salon::TestSalon;

    fn look(salon: &TestSalon, inner: &dyn Fn()) {
        let read = salon.salon.read(salon.now(), |view| {
            inner();
            Ok(view.db.query_row("SELECT count(*) FROM staff", [], |row| row.get::<_, u32>(0))?)
        });
        assert!(read.is_ok_and(|staff| staff > 0));
    }

    fn keeping(salon: &TestSalon) -> Vec<bool> {
        salon.salon.readers.spare().iter().map(super::Reader::keeps_pages).collect()
    }

    #[test]
    fn of_several_who_looked_at_once_one_keeps_its_pages_and_is_asked_next() {
        let salon = TestSalon::new();
        look(&salon, &|| look(&salon, &|| look(&salon, &|| {})));
        assert_eq!(keeping(&salon), [false, false, true]);
        look(&salon, &|| {});
        assert_eq!(keeping(&salon), [false, false, true], "who is asked first keeps them");
    }

    #[test]
    fn who_keeps_pages_keeps_them_though_another_comes_back_before() {
        let salon = TestSalon::new();
        let keeper = || super::held(&salon.salon.readers.keeper).clone();
        look(&salon, &|| {});
        let first = keeper();
        look(&salon, &|| look(&salon, &|| {}));
        assert_eq!(keeping(&salon), [false, true]);
        assert!(first.ptr_eq(&keeper()), "and is the same as before");
        salon.salon.readers.spare().pop();
        look(&salon, &|| {});
        assert_eq!(keeping(&salon), [true], "one that is gone is followed by another");
    }
}
