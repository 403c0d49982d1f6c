//! A damaged store is set aside, and what can be read of it becomes a new one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::files::{RECOVERED_NAME, set_aside};
use super::rows::{Shelf, derive_all};
use super::salvage::{self, Value};
use super::{Store, StoreError};
use crate::privacy::CustomerText;
use crate::ticket::event::{Event, EventId, EventKind, TicketId};

/// What became of a damaged store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Where its file is now.
    pub path: PathBuf,
    /// Tickets recovered from it.
    pub tickets: usize,
    /// Entries recovered from it.
    pub entries: usize,
    /// Recovered tickets whose beginning could not be read; they got a new one.
    pub without_beginning: usize,
}

impl SetAside {
    /// What happened, as it is told.
    pub fn told(&self) -> String {
        let recovered = match (self.tickets, self.entries) {
            (0, _) => "nothing in it could be read".to_owned(),
            (tickets, entries) => format!(
                "{tickets} {} with {entries} entries could be read and were recovered",
                if tickets == 1 { "ticket" } else { "tickets" }
            ),
        };
        let parts = match self.without_beginning {
            0 => String::new(),
            some => format!("; the beginning of {some} is lost, they are named RECOVERED"),
        };
        let path = self.path.display();
        format!("the ticket store was damaged and set aside; {recovered}{parts}: {path}")
    }
}

/// Writes what can be read of a damaged store into a new one, sets the damaged one aside and puts
/// the new one in its place. Cut short at any moment, it begins again or is finished at the next
/// start.
pub(super) fn recover(
    path: &Path,
    shelf: &mut Shelf,
    now: Timestamp,
) -> Result<SetAside, StoreError> {
    let fresh = path.with_file_name(RECOVERED_NAME);
    let mut store = Store::open_file(&fresh, shelf.today().clone(), super::opening::PATIENCE)?;
    let change = store.db.transaction()?;
    let begun = copy_rows(path, &change)?;
    let tickets = tickets_in(&change)?;
    let lost: Vec<TicketId> = tickets.iter().filter(|id| !begun.contains(id)).copied().collect();
    for (number, ticket) in lost.iter().enumerate() {
        begin(&change, *ticket, number + 1, shelf, now)?;
    }
    derive_all(&change, shelf)?;
    let count = "SELECT count(*) FROM event";
    let entries: i64 = change.query_row(count, [], |row| row.get(0))?;
    change.commit()?;
    // Closing brings everything from the log into the file.
    store.db.close().map_err(|(_, error)| error)?;
    let aside = set_aside(path, now)?;
    fs::rename(&fresh, path)?;
    Ok(SetAside {
        path: aside,
        tickets: tickets.len(),
        entries: usize::try_from(entries).unwrap_or_default().saturating_sub(lost.len()),
        without_beginning: lost.len(),
    })
}

/// Copies every row that can be read; the tickets whose beginning is among them.
fn copy_rows(path: &Path, to: &Connection) -> Result<BTreeSet<TicketId>, StoreError> {
    let mut begun = BTreeSet::new();
    salvage::rows::<StoreError>(path, &mut |number, values| {
        match values.as_slice() {
            [Value::Null, Value::Text(id), Value::Text(ticket), Value::Text(body)] => {
                if let Some((ticket, event)) = event(id, ticket, body) {
                    if matches!(event.what, EventKind::Opened { .. }) {
                        begun.insert(ticket);
                    }
                    to.prepare_cached(
                        "INSERT OR IGNORE INTO event (seq, id, ticket, body) VALUES (?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![number, id, ticket.to_string(), body])?;
                }
            }
            [Value::Text(name), Value::Text(value)] => copy_pair(to, name, value)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(begun)
}

/// An event, where the row is one.
fn event(id: &str, ticket: &str, body: &str) -> Option<(TicketId, Event)> {
    let event: Event = serde_json::from_str(body).ok()?;
    (event.id == id.parse().ok()?).then_some((ticket.parse().ok()?, event))
}

/// A knowledge base by its fingerprint, or a setting by its name.
fn copy_pair(to: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok();
    let insert = if Uuid::parse_str(name).is_ok() {
        "INSERT OR IGNORE INTO knowledge (fingerprint, model) VALUES (?1, ?2)"
    } else {
        "INSERT OR IGNORE INTO setting (name, value) VALUES (?1, ?2)"
    };
    if is_json {
        to.execute(insert, [name, value])?;
    }
    Ok(())
}

fn tickets_in(db: &Connection) -> Result<BTreeSet<TicketId>, StoreError> {
    let mut statement = db.prepare("SELECT DISTINCT ticket FROM event")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Gives a ticket whose beginning is lost another one, before everything that is left of it.
fn begin(
    db: &Connection,
    ticket: TicketId,
    number: usize,
    shelf: &Shelf,
    now: Timestamp,
) -> Result<(), StoreError> {
    let what = EventKind::Opened {
        reference: CustomerText::from(format!("RECOVERED-{number}").as_str()),
        knowledge: shelf.today().fingerprint(),
    };
    let id = EventId(Uuid::new_v5(&ticket.0, b"recovered"));
    let event = Event { id, at: now, by: "recovery".to_owned(), what };
    let first: i64 = db.query_row("SELECT min(seq) FROM event", [], |row| row.get(0))?;
    db.execute(
        "INSERT INTO event (seq, id, ticket, body) VALUES (?1, ?2, ?3, ?4)",
        params![
            first.min(0) - 1,
            id.to_string(),
            ticket.to_string(),
            serde_json::to_string(&event)?
        ],
    )?;
    Ok(())
}
