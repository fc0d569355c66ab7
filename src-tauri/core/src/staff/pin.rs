//! PINs: four to eight digits, hashed with Argon2id; simple ones refused; guessing bounded.
//!
//! After [`TRIES`] failures a person is locked out for a quarter of an hour, then longer each time; a right PIN forgives them
//! only when none came for half an hour. So no more than ten guesses fit into any half hour, over restarts and on all devices
//! together. Both are counted by the program's own running time (`salon/watch.rs`), so that no turned clock shortens them.

use std::sync::{Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq;

use crate::error::{Error, ErrorCode, Result};
use crate::store::key::fill_random;

/// Failures before the lock.
pub const TRIES: i64 = 5;

/// Minutes of the first lock; each further one is twice as long, up to an hour.
const FIRST_LOCK_MINUTES: i64 = 15;
const LONGEST_LOCK_MINUTES: i64 = 60;

/// A right PIN forgives what came before only after so long without a wrong one: whoever guesses between a person's own
/// signings-in has no more tries for it.
pub const FORGIVEN_AFTER_MINUTES: i64 = 30;

/// Argon2id at 19 MiB, two passes: the OWASP figure for an interactive sign-in.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// One PIN is hashed at a time: whoever tries many at once takes the room of one.
static ALONE: Mutex<()> = Mutex::new(());

/// What is reserved for it, in blocks of 1 KiB, used or not: of more than 32 MiB the allocator keeps nothing for later, while of
/// less each thread that has hashed once would keep its own.
const ROOM: usize = 33 * 1024;

/// Refuses what anybody would try first: other than 4–8 digits, all digits equal, a run up or down.
pub fn refuse_simple(pin: &str) -> Result<()> {
    let digits: Vec<i32> = pin.bytes().map(i32::from).collect();
    let is_digits = (4..=8).contains(&digits.len()) && pin.bytes().all(|b| b.is_ascii_digit());
    let steps_by = |step: i32| digits.windows(2).all(|pair| matches!(pair, [a, b] if b - a == step));
    if !is_digits || steps_by(0) || steps_by(1) || steps_by(-1) {
        return Err(Error::refused(ErrorCode::PinTooSimple));
    }
    Ok(())
}

/// Hashes a PIN with a fresh salt: `argon2id$<memory>,<passes>$<salt>$<hash>`, the last two hexadecimal.
pub fn hash(pin: &str) -> Result<String> {
    hash_at(pin, MEMORY_KIB, PASSES)
}

/// As [`hash`], at another cost. The cost stands with the hash, so that it may be raised one day and older hashes still fit.
pub fn hash_at(pin: &str, memory_kib: u32, passes: u32) -> Result<String> {
    let mut salt = [0u8; 16];
    fill_random(&mut salt)?;
    let derived = derive(pin, &salt, (memory_kib, passes))?;
    Ok(format!("argon2id${memory_kib},{passes}${}${}", hex::encode(salt), hex::encode(derived)))
}

/// Whether a PIN is the one that was hashed. Takes the same time either way.
pub fn fits(pin: &str, hashed: &str) -> Result<bool> {
    let parts: Vec<&str> = hashed.split('$').skip(1).collect();
    // The first hashes said nothing of their cost: it was this one.
    let (cost, salt, wanted) = match parts.as_slice() {
        [cost, salt, wanted] => (cost_of(cost).unwrap_or((MEMORY_KIB, PASSES)), *salt, *wanted),
        [salt, wanted] => ((MEMORY_KIB, PASSES), *salt, *wanted),
        _ => return Err(Error::Broken("a PIN's hash has another form")),
    };
    let (salt, wanted) = (hex::decode(salt).unwrap_or_default(), hex::decode(wanted).unwrap_or_default());
    Ok(derive(pin, &salt, cost)?.as_slice().ct_eq(&wanted).into())
}

fn cost_of(stated: &str) -> Option<(u32, u32)> {
    let (memory_kib, passes) = stated.split_once(',')?;
    Some((memory_kib.parse().ok()?, passes.parse().ok()?))
}

/// Minutes for which a person is locked after this many failures; 0 while tries remain.
pub fn lock_minutes(failures: i64) -> i64 {
    if failures <= 0 || failures % TRIES != 0 {
        return 0;
    }
    let doublings = u32::try_from(failures / TRIES - 1).unwrap_or(u32::MAX).min(8);
    FIRST_LOCK_MINUTES.saturating_mul(2_i64.pow(doublings)).min(LONGEST_LOCK_MINUTES)
}

fn derive(pin: &str, salt: &[u8], (memory_kib, passes): (u32, u32)) -> Result<[u8; 32]> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| Error::Cipher("argon2 parameters"))?;
    let blocks = params.block_count();
    let mut hash = [0u8; 32];
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut room = Vec::with_capacity(blocks.max(ROOM));
    room.resize(blocks, Block::new());
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(pin.as_bytes(), salt, &mut hash, &mut room)
        .map_err(|_| Error::Cipher("argon2"))?;
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;

    #[test]
    fn refuses_what_anybody_would_try_first() {
        for pin in ["1234", "4321", "0000", "123", "123456789", "12a4", "１２３５", ""] {
            assert_eq!(refuse_simple(pin).unwrap_err().code(), ErrorCode::PinTooSimple, "{pin}");
        }
        refuse_simple("2580").unwrap();
    }

    #[test]
    fn a_hash_fits_its_pin_only() {
        let hashed = hash("2580").unwrap();
        assert!(fits("2580", &hashed).unwrap());
        assert!(!fits("2581", &hashed).unwrap());
    }

    #[test]
    fn a_hash_of_before_costs_were_noted_and_one_of_another_cost_still_fit() {
        let noted = format!("{MEMORY_KIB},{PASSES}$");
        let unnoted = hash("2580").unwrap().replace(&noted, "");
        assert_eq!(unnoted.matches('$').count(), 2);
        for hashed in [unnoted, hash_at("2580", 64, 1).unwrap()] {
            assert!(fits("2580", &hashed).unwrap());
            assert!(!fits("2581", &hashed).unwrap());
        }
    }

    #[test]
    fn no_half_hour_holds_more_than_ten_guesses() {
        let start = Instant::from_ms(1_790_000_000_000);
        let mut now = start;
        let mut guesses = Vec::new();
        for failures in 1..200 {
            guesses.push(now);
            now = now.plus_minutes(lock_minutes(failures));
        }
        for (first, at) in guesses.iter().enumerate() {
            let within = guesses.iter().skip(first).filter(|g| **g < at.plus_minutes(30)).count();
            assert!(within <= 10, "{within} guesses within half an hour");
        }
    }
}
