//! Tickets in SQLite: an append-only table of events, and a summary row a ticket for lists and
//! search. The only module that speaks SQL.

mod rows;
mod schema;

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};
use thiserror::Error;
use uuid::Uuid;

use super::event::{Event, Happening, TicketId};
use super::fold::{State, Ticket};
use super::summary::Summary;
use crate::kb::KnowledgeBase;

/// The store's file inside the data folder.
pub const FILE_NAME: &str = "tickets.db";

/// How long a write waits for another window before it gives up.
const BUSY: Duration = Duration::from_secs(5);

/// Why the store cannot do what it was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Written by a newer version.
    #[error("the tickets were written by a newer Syncmend; install that version to open them")]
    Newer,
    /// The data folder cannot be made or written.
    #[error("the data folder cannot be written; choose another one with --data-dir or free its rights ({reason}): {}", path.display())]
    Folder {
        /// What the system said.
        reason: std::io::Error,
        /// The folder.
        path: PathBuf,
    },
    /// No ticket of that id or reference.
    #[error("there is no ticket {0}; `syncmend ticket list` shows those there are")]
    NoTicket(String),
    /// Several tickets of that reference.
    #[error(
        "several tickets have the reference {0}; give the id instead, `syncmend ticket list` shows it"
    )]
    SeveralTickets(String),
    /// The disk is full.
    #[error("the disk is full; free some space and try again, nothing was lost")]
    DiskFull,
    /// The file may be read only.
    #[error(
        "the ticket store is read-only; free its rights or choose another folder with --data-dir"
    )]
    ReadOnly,
    /// Another program holds the store.
    #[error("another program keeps the ticket store locked; close it and try again")]
    Busy,
    /// The file is not a store, or is damaged.
    #[error(
        "the ticket store is damaged; close every Syncmend and start it again, which sets the store aside and begins a new one"
    )]
    Damaged,
    /// The disk failed, or has no room for what SQLite keeps beside the store.
    #[error("the disk refuses the ticket store; free some space or check the disk, then try again")]
    Disk,
    /// Anything else that SQLite says.
    #[error("the ticket store failed; try again, and restart Syncmend if it stays so ({0})")]
    Other(rusqlite::Error),
    /// An event that cannot be written or read.
    #[error(
        "an entry of the ticket cannot be read; the ticket may come from a newer Syncmend ({0})"
    )]
    Entry(#[from] serde_json::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly
            }
            Some(ErrorCode::SystemIoFailure) => Self::Disk,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            _ => Self::Other(error),
        }
    }
}

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

/// Which tickets to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words, of which every one has to start a word of the ticket; empty for all.
    pub words: String,
    /// Only tickets that stand so.
    pub state: Option<State>,
}

/// The open store.
pub struct Store {
    db: Connection,
    today: Arc<KnowledgeBase>,
    pinned: HashMap<Uuid, Arc<KnowledgeBase>>,
}

impl Store {
    /// Opens the store in a folder, which is made where it is missing. A damaged store is set aside
    /// with its date and a new one begun; where it went is the second value.
    ///
    /// # Errors
    /// When the folder cannot be written, or the store is from a newer version or locked.
    pub fn open(
        folder: &Path,
        kb: Arc<KnowledgeBase>,
        now: Timestamp,
    ) -> Result<(Self, Option<PathBuf>), StoreError> {
        let cannot = |reason| StoreError::Folder { reason, path: folder.to_owned() };
        if !folder.is_dir() {
            fs::create_dir_all(folder).map_err(cannot)?;
            // Only what we make ourselves: a folder that is there has rights somebody chose.
            keep_private(folder, 0o700).map_err(cannot)?;
        }
        let path = folder.join(FILE_NAME);
        match Self::open_file(&path, kb.clone()) {
            Err(StoreError::Damaged) => {
                let aside = set_aside(&path, now).map_err(cannot)?;
                Ok((Self::open_file(&path, kb)?, Some(aside)))
            }
            other => {
                let store = other?;
                keep_private(&path, 0o600).map_err(cannot)?;
                Ok((store, None))
            }
        }
    }

    /// A store that is gone with the program, for a window that has no folder to write to.
    ///
    /// # Errors
    /// When SQLite does not start.
    pub fn in_memory(kb: Arc<KnowledgeBase>) -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?, kb)
    }

    fn open_file(path: &Path, kb: Arc<KnowledgeBase>) -> Result<Self, StoreError> {
        // Before SQLite opens it, which throws away a log that does not fit the file beside it.
        if !looks_like_a_store(path) {
            return Err(StoreError::Damaged);
        }
        let db = Connection::open(path)?;
        db.busy_timeout(BUSY)?;
        // Before anything is written, also the journal mode.
        schema::refuse_newer(&db)?;
        refuse_damaged(&db, path)?;
        // Every commit is on the disk before it is acknowledged; several windows read meanwhile.
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        Self::prepare(db, kb)
    }

    fn prepare(mut db: Connection, kb: Arc<KnowledgeBase>) -> Result<Self, StoreError> {
        schema::migrate(&mut db)?;
        Ok(Self { db, today: kb, pinned: HashMap::new() })
    }

    /// Adds events to a ticket: all of them durable, or none. An event that is there already is
    /// left as it is, so that importing twice changes nothing.
    ///
    /// # Errors
    /// When they cannot be written, or do not begin a ticket that is not there.
    pub fn append(&mut self, id: TicketId, events: &[Event]) -> Result<Stored, StoreError> {
        if let Some(Happening::Opened { knowledge, .. }) = events.first().map(|event| &event.what) {
            self.pin(*knowledge)?;
        }
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for event in events {
            change.execute(
                "INSERT OR IGNORE INTO event (id, ticket, body) VALUES (?1, ?2, ?3)",
                params![event.id.to_string(), id.to_string(), serde_json::to_string(event)?],
            )?;
        }
        let events = rows::events(&change, id)?;
        let ticket =
            Ticket::fold(id, &events).ok_or_else(|| StoreError::NoTicket(id.to_string()))?;
        let kb = rows::knowledge(&change, &mut self.pinned, &self.today, ticket.knowledge)?;
        rows::write_summary(&change, &Summary::of(&ticket, &kb), &ticket)?;
        change.commit()?;
        Ok(Stored { ticket, events, kb })
    }

    /// Keeps today's knowledge base for the tickets that begin with it.
    fn pin(&mut self, fingerprint: Uuid) -> Result<(), StoreError> {
        let there = self.db.query_row(
            "SELECT count(*) FROM knowledge WHERE fingerprint = ?1",
            [fingerprint.to_string()],
            |row| row.get::<_, u32>(0),
        )?;
        if there == 0 && fingerprint == self.today.fingerprint() {
            self.db.execute(
                "INSERT OR IGNORE INTO knowledge (fingerprint, model) VALUES (?1, ?2)",
                params![fingerprint.to_string(), serde_json::to_string(self.today.model())?],
            )?;
        }
        Ok(())
    }

    /// A ticket with its events and its knowledge base.
    ///
    /// # Errors
    /// When it is not there, or cannot be read.
    pub fn load(&mut self, id: TicketId) -> Result<Stored, StoreError> {
        let events = rows::events(&self.db, id)?;
        let ticket =
            Ticket::fold(id, &events).ok_or_else(|| StoreError::NoTicket(id.to_string()))?;
        let kb = rows::knowledge(&self.db, &mut self.pinned, &self.today, ticket.knowledge)?;
        Ok(Stored { ticket, events, kb })
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

    /// The rows of the tickets asked for, last changed first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn list(&self, query: &Query, now: Timestamp) -> Result<Vec<Summary>, StoreError> {
        rows::list(&self.db, query, now)
    }

    /// How many tickets stand in each state.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn counts(&self, now: Timestamp) -> Result<Vec<(State, u32)>, StoreError> {
        rows::counts(&self.db, now)
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
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.db.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, value],
        )?;
        Ok(())
    }

    /// The knowledge base that new tickets begin with.
    pub fn today(&self) -> &Arc<KnowledgeBase> {
        &self.today
    }
}

/// Whether a file is missing, empty or begins like an SQLite database. One that cannot be read is
/// left to SQLite to complain about.
fn looks_like_a_store(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(16).read_to_end(&mut start));
    read.is_err() || start.is_empty() || start == *b"SQLite format 3\0"
}

/// Moves a damaged store out of the way, with the files SQLite keeps beside it.
fn set_aside(path: &Path, now: Timestamp) -> std::io::Result<PathBuf> {
    let stamp = now.strftime("%Y-%m-%dT%H-%M-%SZ");
    let named = |number: &str| path.with_file_name(format!("tickets.damaged-{stamp}{number}.db"));
    let mut aside = named("");
    // What was set aside before stays too.
    for number in 2.. {
        if !aside.exists() {
            break;
        }
        aside = named(&format!("-{number}"));
    }
    fs::rename(path, &aside)?;
    for ending in ["-wal", "-shm"] {
        let beside = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        if beside(path).exists() {
            fs::rename(beside(path), beside(&aside))?;
        }
    }
    Ok(aside)
}

/// The largest store that is looked through when it is opened; a larger one would delay the start.
const LOOKED_THROUGH: u64 = 64 * 1024 * 1024;

/// Looks a store through for damage, as far as that is quick.
fn refuse_damaged(db: &Connection, path: &Path) -> Result<(), StoreError> {
    if fs::metadata(path).is_ok_and(|file| file.len() > LOOKED_THROUGH) {
        return Ok(());
    }
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::Damaged) }
}

/// Keeps other accounts of the machine out of a folder or file.
#[cfg(unix)]
fn keep_private(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(path)?.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// On Windows a user's own folders are private by their inherited rights.
#[cfg(not(unix))]
fn keep_private(_path: &Path, _mode: u32) -> std::io::Result<()> {
    Ok(())
}
