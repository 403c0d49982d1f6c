//! Tickets in SQLite: an append-only table of events, and what follows from them for lists and
//! search. The only module that speaks SQL.
//!
//! ```text
//! mod.rs      the open store: add, load, find, settings
//! opening.rs  how it is opened: to be written, only to be read, or gone with the program
//! schema.rs   the tables, and the way to them from every older version
//! rows.rs     rows in and out
//! list.rs     which tickets a list shows, and how many there are
//! keep.rs     backup, restore, purge
//! files.rs    private files, the lock, setting aside
//! recover.rs  a new store from what salvage.rs reads of a damaged one
//! error.rs    why something failed
//! ```

mod error;
mod files;
mod keep;
mod list;
mod opening;
mod recover;
mod rows;
mod salvage;
mod schema;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

use super::event::{Event, EventKind, TicketId};
use super::fold::Ticket;
use crate::kb::KnowledgeBase;
use crate::progress::Progress;

pub use error::StoreError;
pub use files::{BEGINS as BACKUP_BEGINS, FILE_NAME};
pub use keep::{Purged, Restored};
pub use list::{PAGE, Page, Query, Tallies};
pub use recover::SetAside;

use files::Lock;
use rows::Shelf;

/// After how many of SQLite's instructions it is asked whether its work is still wanted: some
/// milliseconds.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;

/// A ticket as the store has it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The fold of its events.
    pub ticket: Ticket,
    /// Its events, in order.
    pub events: Vec<Event>,
    /// The knowledge base it is pinned to, or today's where that one is not there.
    pub kb: Arc<KnowledgeBase>,
}

/// The open store.
pub struct Store {
    db: Connection,
    shelf: Shelf,
    /// Where its file is; nothing where it is gone with the program.
    folder: Option<PathBuf>,
    #[expect(dead_code, reason = "held, not read: it says that this store is open")]
    lock: Option<Lock>,
    /// Why it can only be read, until a write succeeds.
    refusal: Option<StoreError>,
    patience: Duration,
    /// Of the work that is under way.
    progress: Progress,
}

impl Store {
    /// Why the store can only be read, as far as is known; nothing where it can be written.
    pub fn refusal(&self) -> Option<&StoreError> {
        self.refusal.as_ref()
    }

    /// How long a write waits for another window before it gives up.
    ///
    /// # Errors
    /// When SQLite does not take it.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), StoreError> {
        self.patience = patience;
        Ok(self.db.busy_timeout(patience)?)
    }

    /// Has the work from now on tell how far it is; where it is stopped it leaves everything as it
    /// was and fails with [`StoreError::Stopped`].
    ///
    /// # Errors
    /// When SQLite does not take it.
    pub fn watch(&mut self, progress: Progress) -> Result<(), StoreError> {
        let watched = progress.clone();
        self.progress = progress;
        let is_stopped = move || watched.is_stopped();
        Ok(self.db.progress_handler(STEPS_BETWEEN_LOOKS, Some(is_stopped))?)
    }

    /// Fails where the work is no longer wanted.
    fn still_wanted(&self) -> Result<(), StoreError> {
        if self.progress.is_stopped() { Err(StoreError::Stopped) } else { Ok(()) }
    }

    /// Adds events to a ticket: all of them durable, or none. An event that is there already is
    /// left as it is, so that importing twice changes nothing.
    ///
    /// # Errors
    /// When they cannot be written, or do not begin a ticket that is not there.
    pub fn append(&mut self, id: TicketId, events: &[Event]) -> Result<Stored, StoreError> {
        let appended = self.try_append(id, events);
        self.note_damage(appended)
    }

    fn try_append(&mut self, id: TicketId, events: &[Event]) -> Result<Stored, StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for event in events {
            rows::add_event(&change, id, event)?;
            // The knowledge base that a ticket is pinned to is kept with it.
            if let EventKind::Opened { knowledge, .. } | EventKind::Repinned { knowledge } =
                &event.what
                && *knowledge == self.shelf.today().fingerprint()
            {
                rows::keep_knowledge(&change, self.shelf.today())?;
            }
        }
        let stored = load(&change, &mut self.shelf, id)?;
        rows::write_derived(&change, &stored.ticket, &stored.kb)?;
        change.commit()?;
        Ok(stored)
    }

    /// Keeps a knowledge base that came with a ticket.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_knowledge(&mut self, kb: &KnowledgeBase) -> Result<(), StoreError> {
        self.make_writable()?;
        rows::keep_knowledge(&self.db, kb)
    }

    /// A ticket with its events and its knowledge base.
    ///
    /// # Errors
    /// When it is not there, or cannot be read.
    pub fn load(&mut self, id: TicketId) -> Result<Stored, StoreError> {
        let loaded = load(&self.db, &mut self.shelf, id);
        self.note_damage(loaded)
    }

    /// The ticket of an id or, where it is the only one, of a reference.
    ///
    /// # Errors
    /// When there is none, or several have that reference.
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

    /// The rows of the tickets asked for.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn list(&self, query: &Query, now: Timestamp) -> Result<Page, StoreError> {
        self.note_damage(list::list(&self.db, query, now))
    }

    /// How many tickets there are of each kind, and what they say of fixes.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn tallies(&self, now: Timestamp) -> Result<Tallies, StoreError> {
        list::tallies(&self.db, now)
    }

    /// A number that changes whenever another window writes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn others_version(&self) -> Result<i64, StoreError> {
        Ok(self.db.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// How many entries a ticket has.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub fn entries(&self, ticket: TicketId) -> Result<usize, StoreError> {
        rows::entries(&self.db, ticket)
    }

    /// A setting of this installation.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let value = self
            .db
            .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0));
        Ok(value.optional()?)
    }

    /// Sets a setting of this installation.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.make_writable()?;
        self.db.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, value],
        )?;
        Ok(())
    }

    /// The folder it is in; nothing for one that is gone with the program.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The knowledge base that new tickets begin with.
    pub fn today(&self) -> &Arc<KnowledgeBase> {
        self.shelf.today()
    }

    /// Has a store looked through at the next start that was found damaged meanwhile.
    fn note_damage<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let (Err(StoreError::Damaged), Some(folder)) = (&result, &self.folder) {
            files::suspect(folder, true);
        }
        result
    }
}

fn load(db: &Connection, shelf: &mut Shelf, id: TicketId) -> Result<Stored, StoreError> {
    let events = rows::events(db, id)?;
    let ticket = Ticket::fold(id, &events).ok_or_else(|| StoreError::NoTicket(id.to_string()))?;
    let kb = shelf.knowledge(db, ticket.knowledge)?;
    Ok(Stored { ticket, events, kb })
}

/// A setting of the store in a folder, without opening it for anything else; nothing where there is
/// none, or where the store cannot be read.
pub fn peek_setting(folder: &Path, name: &str) -> Option<String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(folder.join(FILE_NAME), flags).ok()?;
    // A start does not wait for whoever locks it.
    db.busy_timeout(Duration::ZERO).ok()?;
    db.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).ok()
}
