//! The ids of what was forgotten, which nothing brings back.

use rusqlite::{Connection, OptionalExtension};

use super::team::{self, Kind};
use super::{StoreError, rows};
use crate::ticket::event::{Event, EventKind};
use crate::ticket::fold::Ticket;
use crate::ticket::ids::TicketId;

/// Returns whether the customer or ticket with this id was forgotten.
pub(super) fn is_forgotten(db: &Connection, id: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM forgotten WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], |_| Ok(())).optional()?.is_some())
}

/// Keeps that the customer or ticket with this id was forgotten.
pub(super) fn remember(db: &Connection, id: &str) -> Result<(), StoreError> {
    db.prepare_cached("INSERT OR IGNORE INTO forgotten (id) VALUES (?1)")?.execute([id])?;
    Ok(())
}

/// Keeps that a customer or ticket was forgotten, and has a team store told of it.
pub(super) fn bury(db: &Connection, kind: Kind, id: &str) -> Result<(), StoreError> {
    remember(db, id)?;
    team::queue_tombstone(db, kind, id)
}

/// Removes a ticket with everything derived from it, and keeps its id.
pub(super) fn remove_ticket(db: &Connection, id: TicketId) -> Result<(), StoreError> {
    let ticket = id.to_string();
    let select = "SELECT id FROM summary WHERE ticket = ?1";
    let row: Option<i64> = db.query_row(select, [&ticket], |row| row.get(0)).optional()?;
    match row {
        Some(row) => rows::remove(db, row, &ticket)?,
        None => drop(db.execute("DELETE FROM event WHERE ticket = ?1", [&ticket])?),
    }
    bury(db, Kind::Ticket, &ticket)
}

/// Returns whether events are of a forgotten ticket or of a ticket of a forgotten customer.
pub(super) fn is_of_forgotten(
    db: &Connection,
    id: TicketId,
    events: &[Event],
) -> Result<bool, StoreError> {
    if is_forgotten(db, &id.to_string())? {
        return Ok(true);
    }
    match Ticket::fold(id, events).and_then(|ticket| ticket.customer_id) {
        Some(customer) => is_forgotten(db, &customer.to_string()),
        None => Ok(false),
    }
}

/// Takes out of a link to a customer all that it says but the customer's id.
pub(super) fn leave_only_id(event: &mut Event) {
    if let EventKind::CustomerLinked { details, fixed_before, .. } = &mut event.what {
        details.clear();
        fixed_before.clear();
    }
}

/// Returns whether an event links a ticket to a forgotten customer, or once did.
pub(super) fn names_forgotten(db: &Connection, event: &Event) -> Result<bool, StoreError> {
    match &event.what {
        EventKind::CustomerLinked { customer, .. } => is_forgotten(db, &customer.to_string()),
        _ => Ok(false),
    }
}
