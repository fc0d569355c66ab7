//! The seals of a store's pages: what SQLCipher put at the end of each, so that a page that was changed is known.
//!
//! The cipher looks at a seal whenever it reads a page. Looking over a whole file page by page through it takes one processor
//! some seconds for a gigabyte; here all of them share the work, and nothing is opened.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::thread;

use ring::hmac;

use crate::error::Result;
use crate::store::key::StoreKey;
use crate::store::still::{PAGE, Still};

/// The file's first bytes: the salt, which is under no seal.
const SALT: usize = 16;
/// A seal's length.
const SEAL: usize = 64;
/// The page that SQLite never writes: its locks lie there.
const LOCKS_PAGE: u64 = 0x4000_0000 / PAGE as u64 + 1;

/// The number of the first page whose seal is broken, or that is missing.
pub(crate) fn first_broken(still: &Still<'_>, key: &StoreKey) -> Result<Option<u64>> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let mut salt = [0; SALT];
    still.read(&mut salt, 0)?;
    let seals = &Seals::of(key, &salt);
    let mut broken = None;
    still.each(|first, bytes| {
        broken = seals.first_broken(first, bytes, workers);
        Ok(if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(broken)
}

/// The seals of one file.
struct Seals(hmac::Key);

impl Seals {
    /// Those of a file that begins with this salt.
    fn of(key: &StoreKey, salt: &[u8; SALT]) -> Seals {
        Seals(hmac::Key::new(hmac::HMAC_SHA512, key.page_seals(salt).as_ref()))
    }

    /// The first of these pages whose seal is broken, looked for by so many workers, or as many as the system grants.
    fn first_broken(&self, first: u64, pages: &[u8], workers: usize) -> Option<u64> {
        let share = (pages.len() / PAGE).div_ceil(workers);
        let shares = pages.chunks(PAGE * share).zip((first..).step_by(share));
        thread::scope(|scope| {
            let look = |(pages, first)| {
                let hand = thread::Builder::new().spawn_scoped(scope, move || self.broken(first, pages));
                hand.map_err(|_| self.broken(first, pages))
            };
            let begun: Vec<_> = shares.map(look).collect();
            begun.into_iter().find_map(|found| match found {
                Ok(hand) => hand.join().unwrap_or_else(|fault| resume_unwind(fault)),
                Err(found) => found,
            })
        })
    }

    fn broken(&self, first: u64, pages: &[u8]) -> Option<u64> {
        let mut numbered = (first..).zip(pages.chunks(PAGE));
        numbered.find(|(number, page)| *number != LOCKS_PAGE && !self.holds(*number, page)).map(|(number, _)| number)
    }

    /// Whether a page's seal is over what the page holds, and over its number.
    fn holds(&self, number: u64, page: &[u8]) -> bool {
        let unsealed = if number == 1 { SALT } else { 0 };
        let parts = page.split_at_checked(unsealed).and_then(|(_, rest)| rest.split_last_chunk::<SEAL>());
        let Some((content, seal)) = parts else { return false };
        let mut sealed = hmac::Context::with_key(&self.0);
        sealed.update(content);
        // SQLCipher counts pages in 32 bits, the least first.
        sealed.update(&(number as u32).to_le_bytes());
        sealed.sign().as_ref() == seal
    }
}
