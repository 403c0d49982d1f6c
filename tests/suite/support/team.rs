//! A team store in memory, whose connection can be cut anywhere and whose commits may overtake each
//! other, and what is true of the seats of a team.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use syncmend::progress::Progress;
use syncmend::team::{
    Greeting, LARGEST_EVENT, Page, Shared, SharedEvent, SyncError, Synced, TeamError, TeamSeat,
    TeamStore, Tombstone, sync,
};
use syncmend::ticket::store::Query;
use syncmend::ticket::{SeatId, Ticket};
use syncmend::ticket_service::TicketService;
use uuid::Uuid;

use crate::support::now;

/// What the server holds.
#[derive(Clone, Default)]
pub struct Held {
    pub rows: BTreeMap<i64, Shared>,
    pub knowledge: BTreeMap<Uuid, String>,
    pub seats: Vec<TeamSeat>,
    last: i64,
}

impl Held {
    pub fn add(&mut self, row: Shared) {
        self.last += 1;
        self.rows.insert(self.last, row);
    }

    pub fn events(&self) -> impl Iterator<Item = &SharedEvent> {
        self.rows.values().filter_map(|row| match row {
            Shared::Event(event) => Some(event),
            _ => None,
        })
    }

    fn is_buried(&self, id: Uuid) -> bool {
        self.rows.values().any(|row| matches!(row, Shared::Tombstone(it) if it.id == id))
    }
}

/// The server: what all connections see.
#[derive(Clone)]
pub struct Server {
    pub held: Arc<Mutex<Held>>,
    pub store: Uuid,
    pub life: String,
    pub now: Timestamp,
}

impl Default for Server {
    fn default() -> Self {
        let (held, life) = (Arc::default(), "first".to_owned());
        Self { held, store: Uuid::from_u128(9), life, now: now() }
    }
}

impl Server {
    pub fn with<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        work(&mut self.held.lock().expect("nobody broke"))
    }

    /// A connection that lasts.
    pub fn connect(&self) -> Connection {
        let (server, most) = (self.clone(), usize::MAX);
        Connection { server, fails: None, calls: 0, most, denied: false, meanwhile: None }
    }

    /// A connection that is cut at a call, with so many rows of it done.
    pub fn connect_until(&self, call: usize, rows: usize) -> Connection {
        Connection { fails: Some((call, rows)), ..self.connect() }
    }
}

/// A connection to the server.
pub struct Connection {
    pub server: Server,
    /// The call at which the connection is cut, and how many rows of it are done before.
    fails: Option<(usize, usize)>,
    pub calls: usize,
    /// The most rows of a page.
    pub most: usize,
    /// Whether it may not remove anything.
    pub denied: bool,
    /// What others do before each of its calls.
    pub meanwhile: Option<Box<dyn FnMut() + Send>>,
}

fn cut() -> TeamError {
    TeamError::Offline("connection reset".to_owned())
}

impl Connection {
    /// How many of some rows are done before the connection is cut; `None` if it lasts.
    fn done(&mut self, rows: usize) -> Option<usize> {
        self.calls += 1;
        if let Some(meanwhile) = &mut self.meanwhile {
            meanwhile();
        }
        let (call, done) = self.fails?;
        (self.calls > call).then_some(if self.calls == call + 1 { done.min(rows) } else { 0 })
    }

    /// Fails if the connection is cut at this call.
    fn last(&mut self) -> Result<(), TeamError> {
        self.done(0).map_or(Ok(()), |_| Err(cut()))
    }
}

impl TeamStore for Connection {
    fn greet(&mut self) -> Result<Greeting, TeamError> {
        self.last()?;
        let Server { store, life, now, .. } = self.server.clone();
        let last = self.server.with(|held| held.last);
        Ok(Greeting { store, life, now, last })
    }

    fn pull(&mut self, after: i64, most: usize) -> Result<Page, TeamError> {
        self.last()?;
        let most = most.min(self.most);
        let rows: Vec<(i64, Shared)> = self.server.with(|held| {
            let after = held.rows.range(after + 1..).take(most);
            after.map(|(place, row)| (*place, row.clone())).collect()
        });
        let is_last = rows.len() < most;
        Ok(Page { rows, is_last })
    }

    fn push(&mut self, events: &[SharedEvent]) -> Result<(), TeamError> {
        let done = self.done(events.len());
        self.server.with(|held| {
            for event in &events[..done.unwrap_or(events.len())] {
                let is_there = held.events().any(|it| it.id == event.id);
                if !is_there && !held.is_buried(event.about) {
                    held.add(Shared::Event(event.clone()));
                }
            }
        });
        done.map_or(Ok(()), |_| Err(cut()))
    }

    fn bury(&mut self, _: SeatId, tombstones: &[Tombstone]) -> Result<(), TeamError> {
        if self.denied {
            return Err(TeamError::NoRight("tombstone".to_owned()));
        }
        let done = self.done(tombstones.len());
        self.server.with(|held| {
            for tombstone in &tombstones[..done.unwrap_or(tombstones.len())] {
                held.rows.retain(
                    |_, row| !matches!(row, Shared::Event(event) if event.about == tombstone.id),
                );
                if !held.is_buried(tombstone.id) {
                    held.add(Shared::Tombstone(*tombstone));
                }
            }
        });
        done.map_or(Ok(()), |_| Err(cut()))
    }

    fn knowledge(&mut self, fingerprint: Uuid) -> Result<Option<String>, TeamError> {
        self.last()?;
        Ok(self.server.with(|held| held.knowledge.get(&fingerprint).cloned()))
    }

    fn has_knowledge(&mut self, fingerprint: Uuid) -> Result<bool, TeamError> {
        self.last()?;
        Ok(self.server.with(|held| held.knowledge.contains_key(&fingerprint)))
    }

    fn add_knowledge(&mut self, fingerprint: Uuid, model: &str) -> Result<(), TeamError> {
        self.last()?;
        self.server.with(|held| held.knowledge.insert(fingerprint, model.to_owned()));
        Ok(())
    }

    fn attend(&mut self, seat: SeatId, account: &str) -> Result<Vec<TeamSeat>, TeamError> {
        self.last()?;
        let seen = self.server.now;
        Ok(self.server.with(|held| {
            held.seats.retain(|it| it.seat != seat);
            held.seats.insert(0, TeamSeat { seat, account: account.to_owned(), seen });
            held.seats.clone()
        }))
    }
}

/// Syncs a seat, with its clock at the time of tests.
pub fn sync_at(seat: &mut TicketService, connection: &mut Connection) -> Result<Synced, SyncError> {
    sync_by(seat, connection, now)
}

/// Syncs a seat with a clock of its own.
pub fn sync_by(
    seat: &mut TicketService,
    connection: &mut Connection,
    clock: fn() -> Timestamp,
) -> Result<Synced, SyncError> {
    sync(seat.store(), connection, "pat", clock, &Progress::default())
}

/// Syncs some seats until none has anything that another lacks.
pub fn settle(seats: &mut [&mut TicketService], server: &Server) {
    for _ in 0..3 {
        for seat in &mut *seats {
            sync_at(seat, &mut server.connect()).expect("nothing is in the way");
        }
    }
}

/// Everything that a seat shows and what it is made of: its tickets with the ids of their events, apart
/// from where masking has changed their words.
pub fn everything(seat: &mut TicketService) -> Vec<(Ticket, Vec<Uuid>)> {
    let query = Query { most: usize::MAX, ..Query::default() };
    let rows = seat.store().list(&query, now()).expect("it is read").rows;
    let mut all: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let stored = seat.store().load(row.id).expect("it is read");
            (stored.ticket, stored.events.iter().map(|event| event.id.0).collect())
        })
        .collect();
    all.sort_by_key(|(ticket, _): &(Ticket, Vec<Uuid>)| ticket.id);
    all
}

/// The ids of the events that the server holds, each of which it holds once.
pub fn ids_held(server: &Server) -> BTreeSet<Uuid> {
    server.with(|held| {
        let ids: Vec<Uuid> = held.events().map(|event| event.id).collect();
        let once: BTreeSet<Uuid> = ids.iter().copied().collect();
        assert_eq!(once.len(), ids.len(), "an event is there twice");
        assert!(held.events().all(|event| event.body.len() <= LARGEST_EVENT));
        once
    })
}

/// A seat of the team.
pub fn joined(mut seat: TicketService) -> TicketService {
    seat.store().join_team("postgres://pat@localhost/team?sslmode=disable").expect("it joins");
    seat
}

/// Some days after the time of tests.
pub fn days(number: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_hours(24 * number)).expect("a time")
}
