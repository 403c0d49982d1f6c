//! What comes from a team store in: a page and the place up to which it was read, in one transaction.

use std::collections::BTreeSet;

use rusqlite::{Connection, TransactionBehavior, params};
use uuid::Uuid;

use super::outbox::confirm;
use super::{Kind, LINK, SharedEvent, Store, StoreError, TeamLink, Tombstone, Why, read, write};
use crate::ticket::customer::CustomerEvent;
use crate::ticket::event::Event;
use crate::ticket::ids::{CustomerId, SeatId, TicketId};
use crate::ticket::store::append::{self, Appended, Arriving};
use crate::ticket::store::rows::KnowledgeCache;
use crate::ticket::store::{customers, forgotten, forgotten_ids, maintenance};

/// An event that arrived and was checked, and how it is written.
#[derive(Clone, Debug)]
pub struct ArrivedEvent<E> {
    /// The event.
    pub event: E,
    /// The event as JSON; `None` if it was changed, such as by masking.
    pub body: Option<String>,
}

/// What a page of a team store holds.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// The events of tickets, in any order.
    pub tickets: Vec<(TicketId, Vec<ArrivedEvent<Event>>)>,
    /// The events of customers, in any order.
    pub customers: Vec<(CustomerId, Vec<ArrivedEvent<CustomerEvent>>)>,
    /// What was removed.
    pub tombstones: Vec<Tombstone>,
    /// What is kept and not folded, and why.
    pub kept: Vec<(SharedEvent, Why)>,
    /// Everything that the team store has by that: it needs not be sent.
    pub confirmed: Vec<Uuid>,
    /// Knowledge bases that events pin their tickets to, by fingerprint, as they are stored.
    pub knowledge: Vec<(Uuid, String)>,
}

/// What taking in a page changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// The number of tickets that got events.
    pub tickets: usize,
    /// The number of tickets and customers that were removed.
    pub removed: usize,
}

impl Store {
    /// Takes in what a team store holds and keeps the place up to which it was read: both, or neither.
    /// What is here already, and what is of forgotten tickets and customers, changes nothing.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn take_in_from_team(
        &mut self,
        arrivals: Arrivals,
        cursor: Option<i64>,
    ) -> Result<TakenIn, StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut taken = TakenIn::default();
        for (fingerprint, model) in arrivals.knowledge {
            let insert = "INSERT OR IGNORE INTO knowledge (fingerprint, model) VALUES (?1, ?2)";
            change.execute(insert, params![fingerprint.to_string(), model])?;
        }
        for (id, events) in arrivals.tickets {
            let arriving = events.into_iter().map(|it| Arriving { event: it.event, body: it.body });
            let (knowledge, seat) = (&mut self.knowledge, self.seat);
            let new = append::append(&change, knowledge, seat, id, arriving.collect())?;
            taken.tickets += usize::from(!matches!(new, Appended::Forgotten));
        }
        for (id, events) in arrivals.customers {
            add_to_customer(&change, id, events)?;
        }
        for tombstone in arrivals.tombstones {
            taken.removed += usize::from(bury(&change, &mut self.knowledge, tombstone)?);
        }
        if cursor.is_none() {
            // What was kept is here again, to be folded or kept once more.
            for id in &arrivals.confirmed {
                change.execute("DELETE FROM team_kept WHERE id = ?1", [id.to_string()])?;
            }
        }
        for (event, why) in &arrivals.kept {
            keep(&change, event, *why)?;
        }
        confirm(&change, &arrivals.confirmed)?;
        if taken.removed > 0 {
            change.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
        }
        if let (Some(cursor), Some(link)) = (cursor, read::<TeamLink>(&change, LINK)?) {
            // Another window may have read further meanwhile.
            let cursor = cursor.max(link.cursor);
            write(&change, LINK, &TeamLink { cursor, ..link })?;
        }
        change.commit()?;
        Ok(taken)
    }

    /// Erases what was removed from the files; returns whether no trace of it is left in them, as of
    /// [`Self::forget`].
    pub fn erase_what_was_removed(&mut self) -> bool {
        let progress = self.progress.clone();
        let (is_complete, _) = maintenance::erase_what_was_removed(self);
        // Further work can be stopped again; if that cannot be set, it runs to its end.
        let _ = self.watch(progress);
        is_complete
    }

    /// Returns the events that are kept and are worth another look: their clock was far ahead, or an
    /// older version did not know their kind.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn kept_for_another_look(&self) -> Result<Vec<SharedEvent>, StoreError> {
        let mut found = kept(&self.db, "why = ?1", Why::Ahead.id())?;
        for kind in [Kind::Ticket, Kind::Customer] {
            found.extend(kept(&self.db, "why = 'newer' AND kind = ?1", kind.id())?);
        }
        Ok(found)
    }

    /// Returns which of some knowledge bases are not here.
    ///
    /// # Errors
    /// If they cannot be looked up.
    pub fn missing_knowledge(&self, of: &BTreeSet<Uuid>) -> Result<Vec<Uuid>, StoreError> {
        let mut missing = Vec::new();
        let mut select =
            self.db.prepare_cached("SELECT 1 FROM knowledge WHERE fingerprint = ?1")?;
        for fingerprint in of.iter().filter(|it| **it != self.today().fingerprint()) {
            if !select.exists([fingerprint.to_string()])? {
                missing.push(*fingerprint);
            }
        }
        Ok(missing)
    }
}

/// Adds what was said of a customer, unless it was forgotten.
fn add_to_customer(
    change: &Connection,
    id: CustomerId,
    events: Vec<ArrivedEvent<CustomerEvent>>,
) -> Result<(), StoreError> {
    if forgotten_ids::is_forgotten(change, &id.to_string())? {
        return Ok(());
    }
    for it in events {
        customers::add_event(change, id, &it.event, it.body)?;
    }
    customers::derive(change, id)?;
    Ok(())
}

/// Removes what was removed on another seat; returns whether it was not yet.
fn bury(
    change: &Connection,
    knowledge: &mut KnowledgeCache,
    tombstone: Tombstone,
) -> Result<bool, StoreError> {
    if forgotten_ids::is_forgotten(change, &tombstone.id.to_string())? {
        return Ok(false);
    }
    match tombstone.kind {
        Kind::Ticket => forgotten_ids::remove_ticket(change, TicketId(tombstone.id))?,
        Kind::Customer => {
            let id = CustomerId(tombstone.id);
            for ticket in customers::tickets_of(change, id, usize::MAX)? {
                forgotten_ids::remove_ticket(change, ticket.id)?;
            }
            forgotten::remove_customer(change, knowledge, id)?;
        }
    }
    Ok(true)
}

/// Keeps an event without folding it, or takes one out that is folded now.
fn keep(change: &Connection, event: &SharedEvent, why: Why) -> Result<(), StoreError> {
    if forgotten_ids::is_forgotten(change, &event.about.to_string())? {
        return Ok(());
    }
    let body = if why == Why::Refused { "" } else { &event.body };
    let insert = "INSERT OR REPLACE INTO team_kept (id, why, kind, about, seat, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    change.prepare_cached(insert)?.execute(params![
        event.id.to_string(),
        why.id(),
        event.kind,
        event.about.to_string(),
        event.seat.to_string(),
        body
    ])?;
    Ok(())
}

/// Returns kept events.
pub(super) fn kept(
    db: &Connection,
    condition: &str,
    value: &str,
) -> Result<Vec<SharedEvent>, StoreError> {
    let select = format!("SELECT id, kind, about, seat, body FROM team_kept WHERE {condition}");
    let mut statement = db.prepare_cached(&select)?;
    let rows = statement.query_map([value], |row| {
        let text = |at: usize| row.get::<_, String>(at);
        Ok((text(0)?, text(1)?, text(2)?, text(3)?, text(4)?))
    })?;
    let mut events = Vec::new();
    for row in rows {
        let (id, kind, about, seat, body) = row?;
        if let (Ok(id), Ok(about), Ok(seat)) = (id.parse(), about.parse(), seat.parse()) {
            events.push(SharedEvent { id, kind, about, seat: SeatId(seat), body });
        }
    }
    Ok(events)
}
