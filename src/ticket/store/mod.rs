//! Tickets in SQLite: an append-only table of events, and data derived from them for lists and
//! search. The only module that uses SQL.
//!
//! ```text
//! mod.rs          the open store: load, find, settings
//! append.rs       events and what they tell of customers in, also before what opens their ticket
//! opening.rs      opening it: for writing, for reading only, or in memory
//! schema.rs       the tables, and the migrations from every older version
//! rows.rs         rows in and out
//! list.rs         lists and counts of tickets; list_order.rs their order
//! customers.rs    customers and their tickets; forgotten.rs how they go, mentions.rs who speaks of them
//! seat.rs         which seat the store is
//! arrivals.rs     what one process leaves for the window of another
//! maintenance.rs  backup, restore, purge; handed_out.rs a backup without secrets
//! files.rs        private files, the lock, setting a damaged store aside
//! recover.rs      a new store from what salvage.rs reads of a damaged one
//! error.rs        errors
//! ```

mod append;
mod arrivals;
mod customers;
mod error;
mod files;
mod forgotten;
mod forgotten_ids;
mod handed_out;
mod list;
mod list_order;
mod maintenance;
mod mentions;
mod opening;
mod recover;
mod rows;
mod salvage;
mod schema;
mod seat;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::event::Event;
use super::fold::Ticket;
use super::ids::{SeatId, TicketId};
use crate::kb::KnowledgeBase;
use crate::progress::Progress;

pub use append::Told;
pub use customers::CustomerRow;
pub use error::StoreError;
pub use files::{BEGINS as BACKUP_BEGINS, FILE_NAME};
pub use forgotten::{Forgotten, Traces};
pub use list::{PAGE, Page, Query, Tallies};
pub use list_order::ListOrder;
pub use maintenance::{Purged, Restored};
pub use recover::SetAside;

use arrivals::WindowLock;
use files::Lock;
use rows::KnowledgeCache;

/// How long a write waits for another window before it fails.
const PATIENCE: Duration = Duration::from_secs(5);

/// The number of SQLite instructions, worth a few milliseconds, between checks whether the work is to
/// be stopped.
const INSTRUCTIONS_BETWEEN_CHECKS: i32 = 100_000;

/// A ticket as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The fold of its events.
    pub ticket: Ticket,
    /// Its events, in order.
    pub events: Vec<Event>,
    /// The knowledge base it is pinned to, or today's if the store lacks that one.
    pub kb: Arc<KnowledgeBase>,
}

impl Stored {
    /// Counts the events that are changes, not counted time.
    pub fn changes(&self) -> usize {
        self.events.iter().filter(|event| !event.is_counting()).count()
    }
}

/// The open store.
pub struct Store {
    db: Connection,
    knowledge: KnowledgeCache,
    /// The seat; [`SeatId::BEFORE_SEATS`] while it is open for reading only.
    seat: SeatId,
    /// The folder of its file; `None` for a store in memory.
    folder: Option<PathBuf>,
    #[expect(dead_code, reason = "held while the store is open")]
    lock: Option<Lock>,
    /// Held while a window shows the store.
    window: Option<WindowLock>,
    /// Why it cannot be written; cleared once a write succeeds.
    refusal: Option<StoreError>,
    patience: Duration,
    /// The progress of the current work.
    progress: Progress,
}

impl Store {
    /// Returns why the store is open for reading only; `None` if it can be written.
    pub fn refusal(&self) -> Option<&StoreError> {
        self.refusal.as_ref()
    }

    /// Sets how long a write waits for another window before it fails.
    ///
    /// # Errors
    /// If SQLite rejects the setting.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), StoreError> {
        self.patience = patience;
        Ok(self.db.busy_timeout(patience)?)
    }

    /// Reports the progress of all further work to `progress`. Work that is stopped through it changes
    /// nothing and fails with [`StoreError::Stopped`].
    ///
    /// # Errors
    /// If SQLite rejects the setting.
    pub fn watch(&mut self, progress: Progress) -> Result<(), StoreError> {
        let watched = progress.clone();
        self.progress = progress;
        let is_stopped = move || watched.is_stopped();
        Ok(self.db.progress_handler(INSTRUCTIONS_BETWEEN_CHECKS, Some(is_stopped))?)
    }

    /// Fails if the work is to be stopped.
    fn check_stopped(&self) -> Result<(), StoreError> {
        if self.progress.is_stopped() { Err(StoreError::Stopped) } else { Ok(()) }
    }

    /// Stores a knowledge base that came with a ticket.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep_knowledge(&mut self, kb: &KnowledgeBase) -> Result<(), StoreError> {
        self.make_writable()?;
        rows::keep_knowledge(&self.db, kb)
    }

    /// Loads a ticket with its events and its knowledge base.
    ///
    /// # Errors
    /// If it does not exist or cannot be read.
    pub fn load(&mut self, id: TicketId) -> Result<Stored, StoreError> {
        let loaded = load(&self.db, &mut self.knowledge, id);
        self.note_damage(loaded)
    }

    /// Finds the ticket with an id or, if only one has it, with a reference.
    ///
    /// # Errors
    /// If there is no such ticket, or if several have that reference.
    pub fn find(&self, id_or_reference: &str) -> Result<TicketId, StoreError> {
        if let Ok(id) = id_or_reference.parse::<TicketId>()
            && rows::exists(&self.db, id)?
        {
            return Ok(id);
        }
        match rows::ids_with_reference(&self.db, id_or_reference)?.as_slice() {
            [] => Err(StoreError::NoTicket(id_or_reference.to_owned())),
            [id] => Ok(*id),
            _ => Err(StoreError::SeveralTickets(id_or_reference.to_owned())),
        }
    }

    /// Returns the ticket with a reference, the latest change first if several have it; `None` if none has.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn latest_with_reference(&self, reference: &str) -> Result<Option<TicketId>, StoreError> {
        Ok(rows::ids_with_reference(&self.db, reference)?.first().copied())
    }

    /// Another ticket with this reference, if there is one.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn other_with_reference(
        &self,
        reference: &str,
        than: TicketId,
    ) -> Result<Option<TicketId>, StoreError> {
        let all = rows::ids_with_reference(&self.db, reference)?;
        Ok(all.into_iter().find(|id| *id != than))
    }

    /// Lists the tickets of a query.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn list(&self, query: &Query, now: Timestamp) -> Result<Page, StoreError> {
        self.note_damage(list::list(&self.db, query, now))
    }

    /// Counts the tickets by state and cause, and how often fixes have helped.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn tallies(&self, now: Timestamp) -> Result<Tallies, StoreError> {
        list::tallies(&self.db, now)
    }

    /// Returns a number that changes whenever another window writes.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn others_version(&self) -> Result<i64, StoreError> {
        Ok(self.db.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Counts the entries of a ticket.
    ///
    /// # Errors
    /// If they cannot be counted.
    pub fn entries(&self, ticket: TicketId) -> Result<usize, StoreError> {
        rows::entries(&self.db, ticket)
    }

    /// Returns a setting of this installation; `None` if it was never set.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let value = self
            .db
            .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0));
        Ok(value.optional()?)
    }

    /// Sets a setting of this installation.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.make_writable()?;
        self.db.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, value],
        )?;
        Ok(())
    }

    /// Returns the folder of the store; `None` for a store in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Returns the seat that this store is.
    pub fn seat(&self) -> SeatId {
        self.seat
    }

    /// Returns the knowledge base that new tickets are pinned to.
    pub fn today(&self) -> &Arc<KnowledgeBase> {
        self.knowledge.today()
    }

    /// Replaces the knowledge base that new tickets are pinned to.
    pub fn set_today(&mut self, kb: Arc<KnowledgeBase>) {
        self.knowledge.set_today(kb);
    }

    /// Has the next start check the store if it was found damaged.
    fn note_damage<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let (Err(StoreError::Damaged), Some(folder)) = (&result, &self.folder) {
            files::suspect(folder, true);
        }
        result
    }
}

fn load(
    db: &Connection,
    knowledge: &mut KnowledgeCache,
    id: TicketId,
) -> Result<Stored, StoreError> {
    fold(db, knowledge, id, rows::events(db, id)?)
}

/// Folds the events of a ticket, which are in order.
fn fold(
    db: &Connection,
    knowledge: &mut KnowledgeCache,
    id: TicketId,
    events: Vec<Event>,
) -> Result<Stored, StoreError> {
    let ticket = Ticket::fold(id, &events).ok_or_else(|| StoreError::NoTicket(id.to_string()))?;
    let kb = knowledge.get(db, ticket.knowledge)?;
    Ok(Stored { ticket, events, kb })
}

/// Reads one setting of the store in a folder without opening the store; `None` if it was never set or
/// cannot be read.
pub fn peek_setting(folder: &Path, name: &str) -> Option<String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(folder.join(FILE_NAME), flags).ok()?;
    // A start must not wait for a lock.
    db.busy_timeout(Duration::ZERO).ok()?;
    db.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).ok()
}
