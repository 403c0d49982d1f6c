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
        let arriving = events.iter().cloned().map(Arriving::from).collect();
        let appended = append(&change, &mut self.knowledge, self.seat, id, arriving)?;
        match appended {
            Appended::Stored(stored) => {
                tell(&change, stored.ticket.customer_id, told, self.seat)?;
                change.commit()?;
                Ok(Some(*stored))
            }
            // Without a commit, nothing is kept.
            Appended::Unopened if opening == Opening::IsThere => Ok(None),
            Appended::Unopened => {
                change.commit()?;
                Ok(None)
            }
            Appended::Forgotten => {
                change.commit()?;
                Err(StoreError::Forgotten)
            }
        }
    }
}

/// An event to be stored, and how it is written where that is known: what a newer version adds to an
/// event stays in it.
pub(super) struct Arriving {
    pub(super) event: Event,
    pub(super) body: Option<String>,
}

impl From<Event> for Arriving {
    fn from(event: Event) -> Self {
        Self { event, body: None }
    }
}

/// What became of events that were added to a ticket.
pub(super) enum Appended {
    /// They are stored.
    Stored(Box<Stored>),
    /// They are stored, and the ticket is not opened yet.
    Unopened,
    /// The ticket or its customer was forgotten, and nothing of the ticket is stored.
    Forgotten,
}

/// Adds events to a ticket, and updates what is derived from it.
pub(super) fn append(
    change: &Connection,
    knowledge: &mut KnowledgeCache,
    seat: SeatId,
    id: TicketId,
    mut events: Vec<Arriving>,
) -> Result<Appended, StoreError> {
    let mut all = rows::events(change, id)?;
    let is_own = |arriving: &Arriving| arriving.event.stamp.is_none();
    if events.iter().any(is_own) && all.iter().any(Event::is_unknown) {
        return Err(StoreError::NewerTicket);
    }
    let was_open = all.iter().any(Event::is_opening);
    if !was_open && forgotten_ids::is_forgotten(change, &id.to_string())? {
        return Ok(Appended::Forgotten);
    }
    let new = events.iter_mut().map(|arriving| &mut arriving.event);
    order::stamp(new, order::latest(&all), seat);
    all.extend(add_new(change, knowledge, id, was_open, events)?);
    order::sort(&mut all);
    if !all.iter().any(Event::is_opening) {
        return Ok(Appended::Unopened);
    }
    if !was_open && forgotten_ids::is_of_forgotten(change, id, &all)? {
        forgotten_ids::remove_ticket(change, id)?;
        return Ok(Appended::Forgotten);
    }
    if !was_open {
        remove_links_to_forgotten(change, &mut all)?;
    }
    let stored = fold(change, knowledge, id, all)?;
    rows::write_derived(change, &stored.ticket, &stored.kb)?;
    Ok(Appended::Stored(Box::new(stored)))
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
    events: Vec<Arriving>,
) -> Result<Vec<Event>, StoreError> {
    let mut new = Vec::new();
    for Arriving { mut event, mut body } in events {
        if forgotten_ids::names_forgotten(change, &event)? {
            // Whose ticket it is shows once it is opened; until then the id is all that may stay.
            if was_open {
                continue;
            }
            forgotten_ids::leave_only_id(&mut event);
            body = None;
        }
        if !rows::add_event(change, id, &event, body)? {
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
