//! The two views of the store that the door hands out: [`Reading`], and [`Writing`] inside one transaction.

use std::collections::BTreeSet;

use rusqlite::Connection;
use uuid::Uuid;

use super::door::Salon;
use super::events::{Event, Topic};
use super::look::Callers;
use super::session::{Agreed, Caller, Ended};
use super::watch::Watch;
use crate::clock::{Date, Instant, SalonDay};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{self, RequestId, StaffId};
use crate::setting::Settings;

/// A consistent view of the store for one call.
pub struct Reading<'a> {
    /// The store.
    pub db: &'a Connection,
    /// When.
    pub now: Instant,
    /// The settings of today.
    pub settings: &'a Settings,
    /// Who asks; none before anybody signed in.
    pub caller: Option<&'a Caller>,
    /// How long wrong PINs have surely stood.
    pub(crate) watch: &'a Watch,
    /// Who has asked before, while the store was as it is.
    pub(crate) callers: Option<&'a Callers>,
}

/// A view that may write, inside one transaction.
pub struct Writing<'a> {
    reading: Reading<'a>,
    /// The request being carried out.
    pub request: RequestId,
    salon: &'a Salon,
    topics: BTreeSet<Topic>,
    ended: Vec<Ended>,
    spent: Vec<String>,
    made_ids: u64,
}

/// What is left to do once a write has been committed.
pub(super) struct Done {
    /// What it touched.
    pub(super) topics: Vec<Topic>,
    /// The sessions it ends.
    pub(super) ended: Vec<Ended>,
    /// The proofs that have served.
    pub(super) spent: Vec<String>,
}

impl Reading<'_> {
    /// The salon's way of reading instants.
    pub fn day(&self) -> SalonDay {
        self.settings.day
    }

    /// The business date now.
    pub fn today(&self) -> Date {
        self.settings.day.date_of(self.now)
    }

    /// The person who asks. The command table lets nobody else near a rule that needs one.
    pub fn person(&self) -> Result<&Caller> {
        self.caller.ok_or_else(|| Error::refused(ErrorCode::SignedOut))
    }
}

impl<'a> std::ops::Deref for Writing<'a> {
    type Target = Reading<'a>;

    fn deref(&self) -> &Reading<'a> {
        &self.reading
    }
}

impl<'a> Writing<'a> {
    pub(super) fn begin(reading: Reading<'a>, request: RequestId, salon: &'a Salon) -> Writing<'a> {
        let (topics, ended, spent) = (BTreeSet::new(), Vec::new(), Vec::new());
        Writing { reading, request, salon, topics, ended, spent, made_ids: 0 }
    }

    pub(super) fn end(self) -> Done {
        Done { topics: self.topics.into_iter().collect(), ended: self.ended, spent: self.spent }
    }

    /// The next id of this request: the same request always makes the same ids.
    pub fn new_id<T: From<Uuid>>(&mut self) -> T {
        self.made_ids += 1;
        T::from(ids::derived(self.request, self.reading.now, self.made_ids))
    }

    /// What this write changes for those who look on.
    pub fn touches(&mut self, topic: Topic) {
        self.topics.insert(topic);
    }

    /// Who gave this proof for just this within the last minutes (`session.prove`). It serves once: when this write is done,
    /// it is spent.
    pub fn proven(&mut self, proof: &str, agreed: Agreed) -> Option<StaffId> {
        let staff = self.salon.sessions.proven(proof, agreed, self.reading.now)?;
        self.spent.push(proof.to_owned());
        Some(staff)
    }

    /// Ends every session of a person once this write is done: his roles or his PIN changed, or he left.
    pub fn ends_sessions_of(&mut self, staff: StaffId) {
        self.ended.push(Ended::Of(staff));
    }

    /// Ends every session at a device once this write is done: it was revoked.
    pub fn ends_sessions_at(&mut self, device: &str) {
        self.ended.push(Ended::At(device.to_owned()));
    }

    /// A step of heavy work: tells how far it is, and stops here if somebody asked for that.
    pub fn step(&self, stage: &'static str, done: usize, total: usize) -> Result<()> {
        self.salon.cancelling.check(self.request)?;
        if done.is_multiple_of(50) || done == total {
            let (done, total) = (done as u64, total as u64);
            self.salon.tell(&Event::Progress { request_id: self.request, stage, done, total });
        }
        Ok(())
    }
}
