//! Recovery: a damaged store is set aside, and what can be read of it becomes a new one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::files::{RECOVERED_NAME, set_aside};
use super::rows::{KnowledgeCache, derive_all, stamp_older};
use super::salvage::{self, Value};
use super::{PATIENCE, Store, StoreError, customers, forgotten_ids, team};
use crate::privacy::CustomerText;
use crate::text::count;
use crate::ticket::customer::CustomerEvent;
use crate::ticket::event::{Event, EventKind};
use crate::ticket::ids::{EventId, SeatId, TicketId};
use crate::ticket::stamp::{ClockReading, Stamp};

/// The result of a recovery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The path of the damaged file, which was renamed.
    pub path: PathBuf,
    /// The number of tickets recovered.
    pub tickets: usize,
    /// The number of entries recovered.
    pub entries: usize,
    /// The number of recovered tickets whose first entry was lost; they got a new one.
    pub without_beginning: usize,
}

impl SetAside {
    /// Returns one sentence about the recovery, to be shown.
    pub fn summary(&self) -> String {
        let recovered = match self.tickets {
            0 => "no ticket could be recovered".to_owned(),
            tickets => {
                format!("recovered {} with {} entries", count(tickets, "ticket"), self.entries)
            }
        };
        let renamed = match self.without_beginning {
            0 => String::new(),
            1 => "; 1 of them lost its reference and is named RECOVERED-1".to_owned(),
            some => format!(
                "; {some} of them lost their references and are named RECOVERED-1 to -{some}"
            ),
        };
        let path = self.path.display();
        format!("the ticket store was damaged and has been set aside; {recovered}{renamed}: {path}")
    }
}

/// Writes what can be read of a damaged store into a new one, renames the damaged one, and puts the
/// new one in its place. If interrupted at any moment, the next start repeats or finishes it.
pub(super) fn recover(
    path: &Path,
    knowledge: &mut KnowledgeCache,
    now: Timestamp,
) -> Result<SetAside, StoreError> {
    let fresh = path.with_file_name(RECOVERED_NAME);
    let mut store = Store::open_file(&fresh, knowledge.today().clone(), PATIENCE)?;
    let change = store.db.transaction()?;
    let begun = copy_rows(path, &change)?;
    // Of what was forgotten, a damaged store may still hold pages.
    let no_longer = "IN (SELECT id FROM forgotten)";
    change.execute(&format!("DELETE FROM event WHERE ticket {no_longer}"), [])?;
    change.execute(&format!("DELETE FROM customer_event WHERE customer {no_longer}"), [])?;
    let tickets = tickets_in(&change)?;
    let lost: Vec<TicketId> = tickets.iter().filter(|id| !begun.contains(id)).copied().collect();
    for (number, ticket) in lost.iter().enumerate() {
        begin(&change, *ticket, number + 1, knowledge, now)?;
    }
    // A damaged store may be of any version.
    stamp_older(&change)?;
    // What was lost may be on the team store still, and what was sent is not known any more.
    team::begin_again(&change)?;
    derive_all(&change, knowledge)?;
    customers::derive_all(&change)?;
    let count = "SELECT count(*) FROM event";
    let entries: i64 = change.query_row(count, [], |row| row.get(0))?;
    change.commit()?;
    // Closing moves everything from the log into the file.
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

/// Copies every row that can be read; returns the tickets whose first entry is among them.
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
            [
                Value::Null,
                Value::Text(_),
                Value::Text(customer),
                Value::Text(_),
                Value::Text(body),
            ] => {
                let event = serde_json::from_str::<CustomerEvent>(body).ok();
                if let (Ok(id), Some(event)) = (customer.parse(), event) {
                    customers::add_event(to, id, &event, None)?;
                }
            }
            [Value::Text(id)] if Uuid::parse_str(id).is_ok() => forgotten_ids::remember(to, id)?,
            [Value::Text(name), Value::Text(value)] => copy_pair(to, name, value)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(begun)
}

/// Returns the event of a row; `None` if the row is not an event.
fn event(id: &str, ticket: &str, body: &str) -> Option<(TicketId, Event)> {
    let event: Event = serde_json::from_str(body).ok()?;
    (event.id == id.parse().ok()?).then_some((ticket.parse().ok()?, event))
}

/// Copies a knowledge base, named by its fingerprint, or a setting.
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

/// Adds a new first entry to a ticket that lost its own, with a stamp below those of all others: what
/// stands before the first entry is not read.
fn begin(
    db: &Connection,
    ticket: TicketId,
    number: usize,
    knowledge: &KnowledgeCache,
    now: Timestamp,
) -> Result<(), StoreError> {
    let what = EventKind::Opened {
        reference: CustomerText::from(format!("RECOVERED-{number}").as_str()),
        knowledge: knowledge.today().fingerprint(),
    };
    let id = EventId::of_stand_in(ticket);
    // It was open when the rest happened.
    let at = super::rows::events(db, ticket)?.iter().map(|event| event.at).min().unwrap_or(now);
    let stamp = Some(Stamp { clock: ClockReading::default(), seat: SeatId::BEFORE_SEATS });
    let event = Event { id, at, by: "recovery".to_owned(), stamp, what };
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
