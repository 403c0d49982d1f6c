//! What the ticket system passes on: it stays in the store until somebody has decided, so that a window
//! that is killed meanwhile loses nothing.

use super::{ServiceError, TicketService, new_id};
use crate::privacy::secrets::KnownSecrets;
use crate::ticket::store::{StoreError, Stored};
use crate::ticket::{EventKind, TicketId};
use crate::ticket_system::Arrival;

/// What the ticket system passed on and nobody decided yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// Its name in the store; the order of the names is that of the arrivals.
    pub id: String,
    /// The fields of a new ticket.
    pub arrival: Arrival,
    /// The ticket that has their reference already.
    pub same: Option<TicketId>,
}

impl TicketService {
    /// Leaves what the ticket system passes on for every window that looks, with its secrets masked.
    ///
    /// # Errors
    /// If too much waits already, or it cannot be stored.
    pub fn leave(&mut self, arrival: &Arrival) -> Result<(), ServiceError> {
        let mut known = KnownSecrets::default();
        for (_, text) in arrival.fields() {
            known.learn(text);
        }
        let mask = |text: &str| known.mask(text).map_or_else(|| text.to_owned(), |it| it.text);
        let json = serde_json::to_string(&arrival.map(mask)?).map_err(StoreError::from)?;
        Ok(self.store.leave(&new_id().to_string(), &json)?)
    }

    /// Returns what the ticket system passed on and nobody decided yet, the first one first. It stays in
    /// the store. What is not as it has to be is dropped.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn arrivals(&mut self) -> Result<Vec<Arrived>, ServiceError> {
        let mut arrivals = Vec::new();
        for (id, json) in self.store.all_left()? {
            let Ok(arrival) = serde_json::from_str::<Arrival>(&json) else {
                // Where nothing can be written, it is passed over.
                let _ = self.store.take_left(&id);
                continue;
            };
            let same = self.store.latest_with_reference(arrival.reference())?;
            arrivals.push(Arrived { id, arrival, same });
        }
        Ok(arrivals)
    }

    /// Opens a ticket with the reference that arrived and `rest` as its first events, and removes what
    /// arrived: both, or neither. Of several windows one alone does.
    ///
    /// # Errors
    /// If another window has decided, or the ticket cannot be stored; what arrived then stays.
    pub fn fill(
        &mut self,
        arrived: &Arrived,
        rest: Vec<EventKind>,
    ) -> Result<Stored, ServiceError> {
        let ticket = TicketId(new_id());
        let kinds = self.opening(arrived.arrival.reference(), rest);
        let events = kinds.into_iter().map(|what| self.event(what)).collect();
        let stored = self.append_masked(ticket, events, |store, events| {
            store.append_and_take(ticket, events, &arrived.id)
        })?;
        Ok(self.link_if_recognized(stored))
    }

    /// Removes what arrived, because it was decided without a new ticket. Nothing happens if it is gone.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn remove_arrival(&mut self, id: &str) -> Result<(), ServiceError> {
        self.store.take_left(id)?;
        Ok(())
    }
}
