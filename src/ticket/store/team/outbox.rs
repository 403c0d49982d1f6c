//! What a team store has not confirmed yet. Rows leave the outbox only once it has.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior, params};
use uuid::Uuid;

use super::{Kind, SharedEvent, Store, StoreError, Tombstone, is_joined};
use crate::privacy::secrets::KnownSecrets;
use crate::ticket::customer::{self, CustomerEvent};
use crate::ticket::event::{Event, EventKind};
use crate::ticket::ids::SeatId;
use crate::ticket::masking;
use crate::ticket::stamp::Stamp;

/// How tombstones stand in the outbox: with the kind of what they removed after it.
const TOMBSTONE: &str = "tombstone-";
/// How events of a newer version stand in the outbox.
const KEPT: &str = "kept";

/// What bounds a batch.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most events.
    pub events: usize,
    /// The size in bytes after which no further event is added.
    pub bytes: usize,
    /// The largest event in bytes; larger ones stay here.
    pub largest: usize,
    /// The time that no event's clock may be later than; later ones stay here until it has come.
    pub latest: Timestamp,
}

/// A batch to send.
#[derive(Clone, Debug, Default)]
pub struct Outgoing {
    /// The events, without their secrets.
    pub events: Vec<SharedEvent>,
    /// What was removed.
    pub tombstones: Vec<Tombstone>,
    /// The fingerprints of the knowledge bases that the events pin their tickets to.
    pub knowledge: BTreeSet<Uuid>,
    /// The number of events that stay here because their clock is far ahead.
    pub ahead: usize,
    /// The number of events that stay here because they are too large.
    pub too_large: usize,
    /// The place after which the next batch begins.
    pub last: i64,
    /// Whether nothing stands behind it in the outbox.
    pub is_last: bool,
}

/// A row of the outbox.
struct Row {
    seq: i64,
    kind: String,
    id: String,
}

impl Store {
    /// Counts what the team store has not confirmed yet.
    ///
    /// # Errors
    /// If it cannot be counted.
    pub fn to_send(&self) -> Result<usize, StoreError> {
        let count: i64 =
            self.db.query_row("SELECT count(*) FROM team_outbox", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Returns the next batch to send, beginning after a place in the outbox. Nothing leaves the outbox
    /// by that. A secret is masked wherever it stands again in its ticket, also where it was stored
    /// before it was recognized.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn outgoing(&self, after: i64, limits: &Limits) -> Result<Outgoing, StoreError> {
        let rows = rows(&self.db, after, limits.events)?;
        let mut batch = Batch::new(&self.db, self.seat, &rows);
        let is_short = rows.len() < limits.events;
        let mut outgoing = Outgoing { last: after, is_last: is_short, ..Outgoing::default() };
        let mut bytes = 0;
        for row in &rows {
            if bytes >= limits.bytes {
                outgoing.is_last = false;
                break;
            }
            outgoing.last = row.seq;
            if let Some(kind) = row.kind.strip_prefix(TOMBSTONE) {
                let tombstone = Kind::with_id(kind).zip(row.id.parse().ok());
                outgoing.tombstones.extend(tombstone.map(|(kind, id)| Tombstone { kind, id }));
                continue;
            }
            let Some((event, clock)) = batch.event(row)? else { continue };
            if event.body.len() > limits.largest {
                outgoing.too_large += 1;
            } else if clock.is_some_and(|stamp| stamp.clock.is_after(limits.latest)) {
                outgoing.ahead += 1;
            } else {
                bytes += event.body.len();
                outgoing.events.push(event);
            }
        }
        outgoing.knowledge = batch.pinned;
        Ok(outgoing)
    }

    /// Keeps that events are about to leave: from then on the team store may have them.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn mark_leaving(&mut self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let update = "UPDATE team_outbox SET tried = 1 WHERE id = ?1 AND tried = 0";
            let mut update = change.prepare_cached(update)?;
            for id in ids {
                update.execute([id.to_string()])?;
            }
        }
        change.commit()?;
        Ok(())
    }

    /// Takes out of the outbox what the team store has confirmed.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn mark_sent(&mut self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        confirm(&change, ids)?;
        change.commit()?;
        Ok(())
    }

    /// Returns a knowledge base as it is stored; `None` if it is not here.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn knowledge_as_stored(&self, fingerprint: Uuid) -> Result<Option<String>, StoreError> {
        if fingerprint == self.today().fingerprint() {
            return Ok(Some(serde_json::to_string(self.today().model())?));
        }
        let select = "SELECT model FROM knowledge WHERE fingerprint = ?1";
        let mut statement = self.db.prepare_cached(select)?;
        let mut rows = statement.query([fingerprint.to_string()])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }
}

/// Takes ids out of the outbox.
pub(super) fn confirm(change: &Connection, ids: &[Uuid]) -> Result<(), StoreError> {
    let mut delete = change.prepare_cached("DELETE FROM team_outbox WHERE id = ?1")?;
    for id in ids {
        delete.execute([id.to_string()])?;
    }
    Ok(())
}

/// Has everything sent that is here.
pub(super) fn queue_all(change: &Connection) -> Result<(), StoreError> {
    let insert = "INSERT OR IGNORE INTO team_outbox (kind, id)";
    for from in [
        "SELECT 'ticket', id FROM event ORDER BY seq",
        "SELECT 'customer', id FROM customer_event ORDER BY seq",
        "SELECT 'kept', id FROM team_kept WHERE why = 'newer' ORDER BY id",
    ] {
        change.execute(&format!("{insert} {from}"), [])?;
    }
    Ok(())
}

/// Has the team store told of what was removed, if one is named.
pub(in crate::ticket::store) fn queue_tombstone(
    change: &Connection,
    kind: Kind,
    id: &str,
) -> Result<(), StoreError> {
    if is_joined(change)? {
        let insert = "INSERT OR IGNORE INTO team_outbox (kind, id) VALUES (?1, ?2)";
        let kind = format!("{TOMBSTONE}{}", kind.id());
        change.prepare_cached(insert)?.execute(params![kind, id])?;
        // Of what is gone, nothing waits for a later look.
        change.prepare_cached("DELETE FROM team_kept WHERE about = ?1")?.execute([id])?;
    }
    Ok(())
}

/// Returns whether no event of a ticket can have reached the team store.
pub(in crate::ticket::store) fn never_left(
    db: &Connection,
    ticket: &str,
) -> Result<bool, StoreError> {
    let select = "SELECT 1 FROM event LEFT JOIN team_outbox ON team_outbox.id = event.id
         WHERE event.ticket = ?1 AND (team_outbox.id IS NULL OR team_outbox.tried = 1)";
    Ok(!db.prepare_cached(select)?.exists([ticket])?)
}

fn rows(db: &Connection, after: i64, most: usize) -> Result<Vec<Row>, StoreError> {
    let select = "SELECT seq, kind, id FROM team_outbox WHERE seq > ?1 ORDER BY seq LIMIT ?2";
    let mut statement = db.prepare_cached(select)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![after, most], |row| {
        Ok(Row { seq: row.get(0)?, kind: row.get(1)?, id: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The events of the tickets and customers of a batch, as they leave.
struct Batch<'a> {
    db: &'a Connection,
    seat: SeatId,
    ready: BTreeMap<String, (SharedEvent, Option<Stamp>)>,
    /// The tickets and customers whose events are ready.
    done: BTreeSet<String>,
    wanted: BTreeSet<&'a str>,
    pinned: BTreeSet<Uuid>,
}

impl<'a> Batch<'a> {
    fn new(db: &'a Connection, seat: SeatId, rows: &'a [Row]) -> Self {
        let wanted = rows.iter().map(|row| row.id.as_str()).collect();
        let (ready, done, pinned) = Default::default();
        Self { db, seat, ready, done, wanted, pinned }
    }

    /// Returns an event and its place in the order; `None` if it is not here any more.
    fn event(&mut self, row: &Row) -> Result<Option<(SharedEvent, Option<Stamp>)>, StoreError> {
        if row.kind == KEPT {
            return self.kept(&row.id);
        }
        let Some(kind) = Kind::with_id(&row.kind) else { return Ok(None) };
        if !self.ready.contains_key(&row.id) {
            let select = match kind {
                Kind::Ticket => "SELECT ticket FROM event WHERE id = ?1",
                Kind::Customer => "SELECT customer FROM customer_event WHERE id = ?1",
            };
            let mut statement = self.db.prepare_cached(select)?;
            let mut found = statement.query([&row.id])?;
            let Some(about) = found.next()? else { return Ok(None) };
            let about: String = about.get(0)?;
            if self.done.insert(about.clone()) {
                match kind {
                    Kind::Ticket => self.add_ticket(&about)?,
                    Kind::Customer => self.add_customer(&about)?,
                }
            }
        }
        let ready = self.ready.remove(&row.id);
        Ok(ready.filter(|(event, _)| !event.about.is_nil()))
    }

    /// Makes the wanted events of a ticket ready.
    fn add_ticket(&mut self, ticket: &str) -> Result<(), StoreError> {
        let select = "SELECT id, body FROM event WHERE ticket = ?1 ORDER BY seq";
        let stored = bodies(self.db, select, ticket)?;
        let events = stored.iter().map(|(_, body)| serde_json::from_str::<Event>(body));
        // What cannot be read cannot be masked, so that it stays here.
        let Ok(events) = events.collect::<Result<Vec<_>, _>>() else { return Ok(()) };
        let masked = masking::masked_to_leave(&events);
        for (at, ((id, body), event)) in stored.into_iter().zip(&events).enumerate() {
            if !self.wanted.contains(id.as_str()) {
                continue;
            }
            if let EventKind::Opened { knowledge, .. } | EventKind::Repinned { knowledge } =
                &event.what
            {
                self.pinned.insert(*knowledge);
            }
            let leaving = masked.as_ref().and_then(|masked| masked.get(at));
            let body = match leaving.filter(|leaving| *leaving != event) {
                Some(leaving) => serde_json::to_string(leaving)?,
                None => body,
            };
            self.add(Kind::Ticket, ticket, (&id, event.stamp), body);
        }
        Ok(())
    }

    /// Makes the wanted events of a customer ready.
    fn add_customer(&mut self, customer: &str) -> Result<(), StoreError> {
        let select = "SELECT id, body FROM customer_event WHERE customer = ?1 ORDER BY seq";
        let stored = bodies(self.db, select, customer)?;
        let events = stored.iter().map(|(_, body)| serde_json::from_str::<CustomerEvent>(body));
        let Ok(events) = events.collect::<Result<Vec<_>, _>>() else { return Ok(()) };
        let mut changes: Vec<_> = events.iter().map(|event| event.what.clone()).collect();
        customer::masked(&mut changes, &mut KnownSecrets::default());
        for (((id, body), event), what) in stored.into_iter().zip(events).zip(changes) {
            if !self.wanted.contains(id.as_str()) {
                continue;
            }
            let stamp = event.stamp;
            let body = if event.what == what {
                body
            } else {
                serde_json::to_string(&CustomerEvent { what, ..event })?
            };
            self.add(Kind::Customer, customer, (&id, stamp), body);
        }
        Ok(())
    }

    fn add(&mut self, kind: Kind, about: &str, (id, stamp): (&str, Option<Stamp>), body: String) {
        let event = SharedEvent {
            id: id.parse().unwrap_or_default(),
            kind: kind.id().to_owned(),
            about: about.parse().unwrap_or_default(),
            seat: self.seat,
            body,
        };
        self.ready.insert(id.to_owned(), (event, stamp));
    }

    /// Returns an event of a newer version as it came.
    fn kept(&self, id: &str) -> Result<Option<(SharedEvent, Option<Stamp>)>, StoreError> {
        let event = super::arrivals::kept(self.db, "id = ?1", id)?.pop();
        Ok(event.map(|event| (event, None)))
    }
}

fn bodies(db: &Connection, select: &str, about: &str) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = db.prepare_cached(select)?;
    let rows = statement.query_map([about], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
