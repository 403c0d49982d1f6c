//! Actions that record several events, and undo and redo, which take them as one.

use std::collections::BTreeSet;

use super::{ServiceError, TicketService};
use crate::ticket::history::{last_redoable, last_undoable, undone};
use crate::ticket::store::Stored;
use crate::ticket::{Event, EventId, EventKind, TicketId};

impl TicketService {
    /// Adds events to a ticket as [`TicketService::record`] does, and undoes and redoes them together, as
    /// long as the program runs.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn record_action(
        &mut self,
        ticket: TicketId,
        kinds: Vec<EventKind>,
    ) -> Result<Stored, ServiceError> {
        if kinds.len() < 2 {
            return self.record(ticket, kinds);
        }
        let before = self.store.load(ticket)?.events;
        let before: BTreeSet<EventId> = before.into_iter().map(|event| event.id).collect();
        let stored = self.record(ticket, kinds)?;
        let own = stored.events.iter().filter(|event| event.by == self.by);
        let new = own.map(|event| event.id).filter(|id| !before.contains(id));
        self.actions.push(new.collect());
        Ok(stored)
    }

    /// Undoes the last thing that this account did and that can be undone, with what was recorded
    /// together with it.
    ///
    /// # Errors
    /// If nothing is left to undo, or the undo cannot be stored.
    pub fn undo(&mut self, ticket: TicketId) -> Result<Stored, ServiceError> {
        let stored = self.store.load(ticket)?;
        let last =
            last_undoable(&stored.events, self.author()).ok_or(ServiceError::NothingToUndo)?;
        let undos = self.undos(last.id, &stored.events);
        self.record_action(ticket, undos)
    }

    /// Redoes what this account undid last, unless it has done something else since.
    ///
    /// # Errors
    /// If nothing is left to redo, or the redo cannot be stored.
    pub fn redo(&mut self, ticket: TicketId) -> Result<Stored, ServiceError> {
        let stored = self.store.load(ticket)?;
        let undo =
            last_redoable(&stored.events, self.author()).ok_or(ServiceError::NothingToRedo)?;
        let redos = self.undos(undo.id, &stored.events);
        self.record_action(ticket, redos)
    }

    /// The undos of an event and of what was recorded together with it, the latest first.
    fn undos(&self, event: EventId, events: &[Event]) -> Vec<EventKind> {
        let undone = undone(events);
        let action = self.actions.iter().find(|action| action.contains(&event));
        let action = action.map_or(std::slice::from_ref(&event), Vec::as_slice);
        let standing = action.iter().rev().filter(|event| !undone.contains(event));
        standing.map(|event| EventKind::Undone { event: *event }).collect()
    }
}
