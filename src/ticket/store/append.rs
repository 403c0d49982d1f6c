//! Events in: those of this seat, and those of others in whatever order they arrive.

use rusqlite::{Connection, TransactionBehavior};

use super::rows::{self, KnowledgeCache};
use super::{Store, StoreError, Stored, arrivals, customers, fold, forgotten_ids};
use crate::ticket::customer::CustomerEvent;
use crate::ticket::event::{Event, EventKind};
use crate::ticket::ids::{CustomerId, SeatId, TicketId};
use crate::ticket::order;

/// What is said of a customer and stored together with events of a ticket: both, or neither.
#[derive(Clone, Debug, Default)]
pub enum Told {
    /// Nothing.
    #[default]
    Nothing,
    /// Of the customer that the ticket has then; dropped unless one is known here.
    OfKnown(Vec<CustomerEvent>),
    /// Of this customer, who may become known by it.
    Of(CustomerId, Vec<CustomerEvent>),
}

/// Whether the event that opens a ticket may arrive after others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// It is stored already, or among what is added.
    IsThere,
    /// It may follow.
    MayFollow,
}

impl Store {
    /// Adds events to a ticket and makes them durable: all of them, or none. Events without a stamp get
    /// this seat's, later than everything on the ticket. An event that is already stored is skipped, so
    /// that a second import changes nothing.
    ///
    /// # Errors
    /// If they cannot be written, if the ticket does not exist and they do not open it, or if only a newer
    /// version knows all that happened to it.
    pub fn append(&mut self, id: TicketId, events: &[Event]) -> Result<Stored, StoreError> {
        self.append_and_tell(id, events, Told::Nothing)
    }

    /// Adds events to a ticket as [`Self::append`] does, and what they tell of a customer.
    ///
    /// # Errors
    /// As of [`Self::append`], or if the customer was forgotten.
    pub fn append_and_tell(
        &mut self,
        id: TicketId,
        events: &[Event],
        told: Told,
    ) -> Result<Stored, StoreError> {
        let stored = self.try_append(id, events, told, Opening::IsThere, None);
        self.note_damage(stored)?.ok_or_else(|| StoreError::NoTicket(id.to_string()))
    }

    /// Adds events to a ticket as [`Self::append`] does and removes the text that was left under `left`:
    /// both, or neither. Of several windows that do so at once, one succeeds.
    ///
    /// # Errors
    /// As of [`Self::append`], or if the text no longer waits.
    pub fn append_and_take(
        &mut self,
        id: TicketId,
        events: &[Event],
        left: &str,
    ) -> Result<Stored, StoreError> {
        let stored = self.try_append(id, events, Told::Nothing, Opening::IsThere, Some(left));
        self.note_damage(stored)?.ok_or_else(|| StoreError::NoTicket(id.to_string()))
    }

    /// Takes in events of other seats, which have stamps, in whatever order they arrive. Until the event
    /// arrives that opens the ticket, they are kept and the ticket is not shown: `None`. Clocks are taken
    /// as they are, so that all seats keep one order; whoever passes events on refuses those far ahead.
    ///
    /// # Errors
    /// If they cannot be written, or are of a forgotten ticket or of a ticket of a forgotten customer.
    pub fn take_in(
        &mut self,
        id: TicketId,
        events: &[Event],
    ) -> Result<Option<Stored>, StoreError> {
        let stored = self.try_append(id, events, Told::Nothing, Opening::MayFollow, None);
        self.note_damage(stored)
    }

    fn try_append(
        &mut self,
        id: TicketId,
        events: &[Event],
        told: Told,
        opening: Opening,
        left: Option<&str>,
    ) -> Result<Option<Stored>, StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(left) = left
            && !arrivals::take(&change, left)?
        {
            return Err(StoreError::NoLongerWaits);
        }
        let mut all = rows::events(&change, id)?;
        let is_own = |event: &Event| event.stamp.is_none();
        if events.iter().any(is_own) && all.iter().any(Event::is_unknown) {
            return Err(StoreError::NewerTicket);
        }
        let was_open = all.iter().any(Event::is_opening);
        if !was_open && forgotten_ids::is_forgotten(&change, &id.to_string())? {
            return Err(StoreError::Forgotten);
        }
        let mut events = events.to_vec();
        order::stamp(&mut events, order::latest(&all), self.seat);
        all.extend(add_new(&change, &self.knowledge, id, was_open, events)?);
        order::sort(&mut all);
        if !all.iter().any(Event::is_opening) {
            // Without a commit, nothing is kept.
            if opening == Opening::MayFollow {
                change.commit()?;
            }
            return Ok(None);
        }
        if !was_open && forgotten_ids::is_of_forgotten(&change, id, &all)? {
            forgotten_ids::remove_ticket(&change, id)?;
            change.commit()?;
            return Err(StoreError::Forgotten);
        }
        if !was_open {
            remove_links_to_forgotten(&change, &mut all)?;
        }
        let stored = fold(&change, &mut self.knowledge, id, all)?;
        rows::write_derived(&change, &stored.ticket, &stored.kb)?;
        tell(&change, stored.ticket.customer_id, told, self.seat)?;
        change.commit()?;
        Ok(Some(stored))
    }
}

/// Adds what is said of a customer; `linked` is the ticket's.
fn tell(
    change: &Connection,
    linked: Option<CustomerId>,
    told: Told,
    seat: SeatId,
) -> Result<(), StoreError> {
    let (customer, events) = match told {
        Told::Nothing => return Ok(()),
        Told::Of(customer, events) => (customer, events),
        Told::OfKnown(events) => match linked {
            Some(linked) if customers::profile(change, linked)?.is_some() => (linked, events),
            _ => return Ok(()),
        },
    };
    if !events.is_empty() {
        customers::tell(change, customer, events, seat)?;
    }
    Ok(())
}

/// Adds the events that are not stored yet, with the knowledge base that they pin their ticket to;
/// returns them.
fn add_new(
    change: &Connection,
    knowledge: &KnowledgeCache,
    id: TicketId,
    was_open: bool,
    events: Vec<Event>,
) -> Result<Vec<Event>, StoreError> {
    let mut new = Vec::new();
    for mut event in events {
        if forgotten_ids::names_forgotten(change, &event)? {
            // Whose ticket it is shows once it is opened; until then the id is all that may stay.
            if was_open {
                continue;
            }
            forgotten_ids::leave_only_id(&mut event);
        }
        if !rows::add_event(change, id, &event)? {
            continue;
        }
        if let EventKind::Opened { knowledge: pinned, .. }
        | EventKind::Repinned { knowledge: pinned } = &event.what
            && *pinned == knowledge.today().fingerprint()
        {
            rows::keep_knowledge(change, knowledge.today())?;
        }
        new.push(event);
    }
    Ok(new)
}

/// Removes what once linked a ticket, which is somebody else's, to forgotten customers.
fn remove_links_to_forgotten(
    change: &Connection,
    events: &mut Vec<Event>,
) -> Result<(), StoreError> {
    let mut kept = Vec::with_capacity(events.len());
    for event in events.drain(..) {
        if forgotten_ids::names_forgotten(change, &event)? {
            rows::remove_event(change, event.id)?;
        } else {
            kept.push(event);
        }
    }
    *events = kept;
    Ok(())
}
