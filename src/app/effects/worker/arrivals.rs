//! Tells the window what came from the ticket system and waits for a decision, and does what is decided.

use std::collections::BTreeSet;

use super::messages::Reply;
use super::server::WorkerServer;
use crate::ticket::EventKind;
use crate::ticket_service::{Arrived, ServiceError};

impl WorkerServer {
    /// What the ticket system passed on since, and what was decided elsewhere. If it cannot be read now,
    /// it waits for the next change.
    pub(super) fn arrivals(&mut self) -> Vec<Reply> {
        let Ok(waiting) = self.service.arrivals() else { return Vec::new() };
        let ids: BTreeSet<String> = waiting.iter().map(|arrived| arrived.id.clone()).collect();
        let known = std::mem::replace(&mut self.shown, ids);
        let gone = known.difference(&self.shown).cloned().map(Reply::ArrivalGone);
        let new = waiting.into_iter().filter(|arrived| !known.contains(&arrived.id));
        gone.chain(new.map(|arrived| Reply::Arrived(Box::new(arrived)))).collect()
    }

    pub(super) fn fill(
        &mut self,
        arrived: &Arrived,
        kinds: Vec<EventKind>,
    ) -> Result<Vec<Reply>, ServiceError> {
        let stored = self.service.fill(arrived, kinds)?;
        Ok(vec![self.opened(stored)])
    }

    pub(super) fn remove_arrival(&mut self, id: &str) -> Result<Vec<Reply>, ServiceError> {
        self.service.remove_arrival(id)?;
        Ok(Vec::new())
    }
}
