//! Cancelling heavy work: a flag by request id, looked at between steps. What is cancelled leaves nothing behind, because
//! it all stood in one transaction.

use std::collections::HashSet;
use std::sync::Mutex;

use super::lock::held;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::RequestId;

/// The requests that somebody wants stopped.
#[derive(Debug, Default)]
pub struct Cancelling(Mutex<HashSet<RequestId>>);

impl Cancelling {
    /// Asks for a running request to stop.
    pub fn ask(&self, request: RequestId) {
        self.held().insert(request);
    }

    /// Refuses to go on if the request was asked to stop.
    pub fn check(&self, request: RequestId) -> Result<()> {
        if self.held().contains(&request) {
            return Err(Error::refused(ErrorCode::Cancelled));
        }
        Ok(())
    }

    /// Forgets a request that has ended.
    pub fn forget(&self, request: RequestId) {
        self.held().remove(&request);
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashSet<RequestId>> {
        held(&self.0)
    }
}
