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

use crate::ids::RequestId;
use crate::salon::Salon;

/// What is kept of a code or a token. Both are random and long, so a plain digest gives nothing away.
fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// What a request is given that nobody can guess: it hangs on the store's key, so that the same request gets the same again
/// though only a digest of it is kept, and on what only the asker knows.
fn given(salon: &Salon, what: &str, request: RequestId, known: &str) -> String {
    salon.key().veil(&format!("{what} {} {known}", request.0))
}
