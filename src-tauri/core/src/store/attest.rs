//! Every page's seal of a store that nobody has open, looked over with all the processor's cores.
//!
//! SQLCipher's own check (`cipher_integrity_check`) computes the same seals one after another on one core: of a million
//! members' store that takes longer than copying it. A seal is HMAC-SHA-512 over a page's cipher text, its initial vector and
//! its number, under a key derived from the store's; a page that was changed, moved or lost does not bear it. Refuses a file
//! that does not end with a page. A test holds this against SQLCipher's own check, page by page.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use sha2::{Digest, Sha512};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::error::Result;
use crate::store::key::StoreKey;

/// A page, and how much of its end is not sealed: the seal itself.
const PAGE: usize = 4096;
const SEAL: usize = 64;

/// The first page begins with the store's salt, which is no part of what is sealed.
const SALT: usize = 16;

/// What the salt of the pages' key is masked with to give that of the seals' key.
const MASK: u8 = 0x3a;

/// The page in which the byte lies that SQLite locks while it writes; it is never written to.
const LOCKED: u64 = (1 << 30) / PAGE as u64 + 1;

/// So many pages are read at once.
const PAGES_A_READ: u64 = 256;

/// The number of a page whose seal is broken, if there is one.
pub(crate) fn first_broken(file: &Path, key: &StoreKey) -> Result<Option<u64>> {
    let length = file.metadata()?.len();
    let pages = length / PAGE as u64;
    if pages == 0 || !length.is_multiple_of(PAGE as u64) {
        return Ok(Some(pages + 1));
    }
    let mut salt = [0; SALT];
    File::open(file)?.read_exact(&mut salt)?;
    let seals = Seals::under(&key.of_seals(&salt.map(|byte| byte ^ MASK)));
    let (next, broken) = (AtomicU64::new(0), AtomicU64::new(u64::MAX));
    let look = || -> Result<()> {
        let mut file = File::open(file)?;
        let mut read = vec![0; PAGES_A_READ as usize * PAGE];
        loop {
            let from = next.fetch_add(PAGES_A_READ, Ordering::Relaxed);
            if from >= pages || broken.load(Ordering::Relaxed) <= from {
                return Ok(());
            }
            let wanted = PAGES_A_READ.min(pages - from) as usize * PAGE;
            let stretch = read.get_mut(..wanted).unwrap_or_default();
            file.seek(SeekFrom::Start(from * PAGE as u64))?;
            file.read_exact(stretch)?;
            let mut numbered = (from + 1..).zip(stretch.chunks_exact(PAGE));
            if let Some((number, _)) = numbered.find(|(number, page)| !seals.hold(*number, page)) {
                broken.fetch_min(number, Ordering::Relaxed);
            }
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let looking: Vec<_> = (0..cores).map(|_| scope.spawn(look)).collect();
        looking
            .into_iter()
            .try_for_each(|one| one.join().unwrap_or_else(|_| Err(std::io::Error::other("a thread").into())))
    })?;
    Ok(Some(broken.into_inner()).filter(|number| *number != u64::MAX))
}

/// HMAC-SHA-512 with its key already taken in.
struct Seals {
    inner: Sha512,
    outer: Sha512,
}

impl Seals {
    fn under(key: &[u8]) -> Seals {
        let begun = |mask: u8| {
            let mut block = Zeroizing::new([mask; 128]);
            block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
            Sha512::new_with_prefix(block.as_slice())
        };
        Seals { inner: begun(0x36), outer: begun(0x5c) }
    }

    fn over(&self, parts: &[&[u8]]) -> [u8; SEAL] {
        let mut inner = self.inner.clone();
        parts.iter().for_each(|part| inner.update(part));
        self.outer.clone().chain_update(inner.finalize()).finalize().into()
    }

    fn hold(&self, number: u64, page: &[u8]) -> bool {
        let Some((content, seal)) = page.split_at_checked(PAGE - SEAL) else { return false };
        let content = if number == 1 { content.get(SALT..).unwrap_or_default() } else { content };
        let Ok(written) = u32::try_from(number) else { return false };
        number == LOCKED || bool::from(self.over(&[content, &written.to_le_bytes()]).ct_eq(seal))
    }
}

impl StoreKey {
    /// The key of the seals: two rounds of PBKDF2 over the store's, as SQLCipher derives it.
    fn of_seals(&self, salt: &[u8]) -> Zeroizing<Vec<u8>> {
        let under = Seals::under(self.raw());
        let first = Zeroizing::new(under.over(&[salt, &1_u32.to_be_bytes()]));
        let second = Zeroizing::new(under.over(&[first.as_slice()]));
        Zeroizing::new(first.iter().zip(second.iter()).map(|(one, other)| one ^ other).take(32).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::open;
    use crate::test_salon::TestSalon;

    #[test]
    fn a_seal_is_broken_here_exactly_where_the_cipher_says_so() {
        let salon = TestSalon::new();
        let copy = salon.home.dir.join("copy.backup");
        crate::store::backup::to_file(&salon.salon, &copy).unwrap();
        let key = StoreKey::read(&salon.home.key_file()).unwrap();
        assert_eq!(first_broken(&copy, &key).unwrap(), None);
        let whole = fs::read(&copy).unwrap();
        for (place, page) in [(0, 1), (17, 1), (4095, 1), (4096, 2), (8191 - 64, 2), (8192 + 4032, 3)] {
            let mut damaged = whole.clone();
            damaged[place] ^= 1;
            fs::write(&copy, damaged).unwrap();
            // A changed salt changes every key: then all are broken.
            assert_eq!(first_broken(&copy, &key).unwrap(), Some(page), "byte {place}");
            let ciphers_word = open::open_checked(&copy, &key).and_then(|store| {
                let found = store.query_row("PRAGMA cipher_integrity_check", [], |row| row.get::<_, String>(0))?;
                Ok(found)
            });
            assert!(ciphers_word.is_err() || ciphers_word.unwrap().ends_with(&format!("page {page}")), "byte {place}");
        }
        fs::write(&copy, &whole[..whole.len() - 1]).unwrap();
        assert_eq!(first_broken(&copy, &key).unwrap(), Some(whole.len() as u64 / 4096));
        fs::write(&copy, [&whole[..4096], &whole[8192..12288], &whole[4096..8192]].concat()).unwrap();
        assert_eq!(first_broken(&copy, &key).unwrap(), Some(2), "pages that changed places");
        fs::write(&copy, whole).unwrap();
        assert_eq!(first_broken(&copy, &StoreKey::random().unwrap()).unwrap(), Some(1), "another key");
    }
}
