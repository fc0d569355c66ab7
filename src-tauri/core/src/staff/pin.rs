//! PINs: four to eight digits, hashed with Argon2id; simple ones refused; guessing bounded.
//!
//! After [`TRIES`] failures in a row a person is locked out for a quarter of an hour, then longer each time, so that no
//! more than ten guesses fit into any half hour, over restarts and on all devices together.

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq;

use crate::clock::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::store::key::fill_random;

/// Failures in a row before the lock.
pub const TRIES: i64 = 5;

/// Minutes of the first lock; each further one is twice as long, up to an hour.
const FIRST_LOCK_MINUTES: i64 = 15;
const LONGEST_LOCK_MINUTES: i64 = 60;

/// Argon2id at 19 MiB, two passes: the OWASP figure for an interactive sign-in.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

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

/// Hashes a PIN with a fresh salt: `argon2id$<salt>$<hash>`, hexadecimal.
pub fn hash(pin: &str) -> Result<String> {
    let mut salt = [0u8; 16];
    fill_random(&mut salt)?;
    Ok(format!("argon2id${}${}", hex::encode(salt), hex::encode(derive(pin, &salt)?)))
}

/// Whether a PIN is the one that was hashed. Takes the same time either way.
pub fn fits(pin: &str, hashed: &str) -> Result<bool> {
    let mut parts = hashed.split('$').skip(1);
    let salt = hex::decode(parts.next().unwrap_or_default()).unwrap_or_default();
    let wanted = hex::decode(parts.next().unwrap_or_default()).unwrap_or_default();
    Ok(derive(pin, &salt)?.as_slice().ct_eq(&wanted).into())
}

/// Until when a person is locked after this many failures in a row; none while tries remain.
pub fn locked_until(failures: i64, now: Instant) -> Option<Instant> {
    if failures == 0 || failures % TRIES != 0 {
        return None;
    }
    let doublings = u32::try_from(failures / TRIES - 1).unwrap_or(u32::MAX).min(8);
    let minutes = FIRST_LOCK_MINUTES.saturating_mul(2_i64.pow(doublings)).min(LONGEST_LOCK_MINUTES);
    Some(now.plus_minutes(minutes))
}

fn derive(pin: &str, salt: &[u8]) -> Result<[u8; 32]> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(32)).map_err(|_| Error::Cipher("argon2 parameters"))?;
    let mut hash = [0u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), salt, &mut hash)
        .map_err(|_| Error::Cipher("argon2"))?;
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn no_half_hour_holds_more_than_ten_guesses() {
        let start = Instant::from_ms(1_790_000_000_000);
        let mut now = start;
        let mut guesses = Vec::new();
        for failures in 1..200 {
            guesses.push(now);
            now = locked_until(failures, now).unwrap_or(now);
        }
        for (first, at) in guesses.iter().enumerate() {
            let within = guesses.iter().skip(first).filter(|g| **g < at.plus_minutes(30)).count();
            assert!(within <= 10, "{within} guesses within half an hour");
        }
    }
}
