//! The tablets of the shop: which of them may speak with the salon at all.
//!
//! A manager, the supervisor or the front desk invites one; the tablet gives the code back once and gets a token, which it
//! shows with every call. Only digests are kept. A device is no person: whoever stands at it still signs in, and his roles
//! hold (`docs/permissions.md`). Refused: a code that was used or has run out, a name already in use, a revoked token.

pub mod admit;
pub mod identity;
pub mod invite;
pub mod list;
pub mod pair;
pub mod revoke;
#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};

/// What is kept of a code or a token. Both are random and long, so a plain digest gives nothing away.
fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
