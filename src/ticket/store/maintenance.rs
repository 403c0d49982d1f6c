//! Backup, restore and purge: operations on the whole store.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

use super::arrivals::NAME_BEGINS;
use super::files::{looks_like_a_store, set_aside_before};
use super::rows::{derive, events, remove, stamp_older};
use super::team::{self, Kind};
use super::{Store, StoreError, customers, forgotten_ids, schema};
use crate::progress::Progress;
use crate::ticket::customer::CustomerEvent;
use crate::ticket::event::Event;
use crate::ticket::ids::{CustomerId, TicketId};
use crate::ticket::order;

/// The result of restoring a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// The number of tickets to which it added something.
    pub tickets: usize,
    /// The number of new entries.
    pub entries: usize,
}

/// The result of a purge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// The number of tickets removed.
    pub tickets: usize,
    /// Whether no trace of them is left in the files; another open window or a full disk can delay that.
    pub is_complete: bool,
    /// Damaged stores that were set aside earlier and may still hold those tickets.
    pub set_aside: Vec<PathBuf>,
}

impl Store {
    /// Writes the whole store into one file, which is a store itself. An existing file is replaced as
    /// a whole or not at all.
    ///
    /// # Errors
    /// If the file cannot be written, the store cannot be read, or the work is stopped.
    pub fn back_up(&self, path: &Path) -> Result<(), StoreError> {
        self.check_stopped()?;
        let cannot = |reason| StoreError::Backup { reason, path: path.to_owned() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        // A temporary file is readable by its owner only.
        let file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")));
        let file = file.map_err(cannot)?;
        let name = file.path().to_string_lossy();
        self.db.execute("VACUUM INTO ?1", [name.as_ref()]).map_err(|error| {
            self.check_stopped().err().unwrap_or_else(|| cannot(std::io::Error::other(error)))
        })?;
        self.check_stopped()?;
        file.as_file().sync_all().map_err(cannot)?;
        file.persist(path).map_err(|error| cannot(error.error))?;
        Ok(())
    }

    /// Adds what a backup has and this store lacks: all of it, or nothing. Nothing is overwritten, so
    /// that other windows can stay open. Clocks far ahead of `now` are not believed.
    ///
    /// # Errors
    /// If the file is not a backup or was written by a newer version, the store cannot be written, or
    /// the work is stopped.
    pub fn restore(&mut self, path: &Path, now: Timestamp) -> Result<Restored, StoreError> {
        let cannot = |reason| StoreError::Backup { reason, path: path.to_owned() };
        std::fs::File::open(path).map_err(cannot)?;
        let backup = open_backup(path)?;
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let not_readable = |error| match error {
            StoreError::Entry(_) | StoreError::Newer | StoreError::Stopped => error,
            _ => StoreError::NotABackup(path.to_owned()),
        };
        let (tickets, entries) =
            copy_events(&backup, &change, now, &self.progress).map_err(not_readable)?;
        copy_customers(&backup, &change, now).map_err(not_readable)?;
        if schema::is_unstamped(&backup)? {
            stamp_older(&change)?;
        }
        for table in ["knowledge (fingerprint, model)", "setting (name, value)"] {
            copy_pairs(&backup, &change, table).map_err(not_readable)?;
        }
        // Copying counts as the first half of the work.
        for (done, ticket) in tickets.iter().enumerate() {
            derive(&change, &mut self.knowledge, *ticket)?;
            report(&self.progress, tickets.len() + done, 2 * tickets.len())?;
        }
        change.commit()?;
        Ok(Restored { tickets: tickets.len(), entries })
    }

    /// Deletes one ticket with its history. A backup that holds it still brings it back, unless it is
    /// shared through a team store.
    ///
    /// # Errors
    /// If there is no such ticket, or the store cannot be written.
    pub fn delete(&mut self, id: TicketId) -> Result<(), StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let ticket = id.to_string();
        let select = "SELECT id FROM summary WHERE ticket = ?1";
        let row: Option<i64> = change.query_row(select, [&ticket], |row| row.get(0)).optional()?;
        let row = row.ok_or_else(|| StoreError::NoTicket(ticket.clone()))?;
        bury_for_team(&change, &ticket)?;
        remove(&change, row, &ticket)?;
        change.commit()?;
        Ok(())
    }

    /// Counts the tickets that a purge would remove.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn count_unchanged_since(&self, time: Timestamp) -> Result<u32, StoreError> {
        let count = "SELECT count(*) FROM summary WHERE changed_at < ?1";
        Ok(self.db.query_row(count, [time.as_millisecond()], |row| row.get(0))?)
    }

    /// Removes every ticket that has not changed since a time, without a trace in the files. Nothing
    /// else ever removes an event.
    ///
    /// # Errors
    /// If the store cannot be written, or the work is stopped.
    pub fn purge_unchanged_since(&mut self, time: Timestamp) -> Result<Purged, StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tickets = remove_unchanged_since(&change, time, &self.progress)?;
        if tickets > 0 {
            // Merges the search index into one segment, without the removed words.
            change.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
        }
        change.commit()?;
        let (is_complete, set_aside) = erase_what_was_removed(self);
        Ok(Purged { tickets, is_complete, set_aside })
    }
}

/// Erases what was removed from the files; returns whether no trace is left in them, and the damaged
/// stores that were set aside and may still hold it. What was removed is gone already, so that a full
/// disk or another window is no failure here: it leaves traces, which the next removal erases.
pub(super) fn erase_what_was_removed(store: &mut Store) -> (bool, Vec<PathBuf>) {
    // It is not stopped any more. If that cannot be set, it may be, and then it left traces.
    let _ = store.watch(Progress::default());
    let is_erased = pack(&store.db).and_then(|()| empty_log(&store.db)).unwrap_or(false);
    let set_aside = store.folder.as_deref().map(set_aside_before).unwrap_or_default();
    (is_erased, set_aside)
}

/// Writes the file anew if pages in it are free.
fn pack(db: &Connection) -> rusqlite::Result<()> {
    let free: i64 = db.pragma_query_value(None, "freelist_count", |row| row.get(0))?;
    if free > 0 { db.execute_batch("VACUUM") } else { Ok(()) }
}

/// Moves the log into the file; returns whether no other window needs it still.
fn empty_log(db: &Connection) -> rusqlite::Result<bool> {
    let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(busy == 0)
}

fn open_backup(path: &Path) -> Result<Connection, StoreError> {
    let not_a_backup = || StoreError::NotABackup(path.to_owned());
    let is_empty = std::fs::metadata(path).is_ok_and(|file| file.len() == 0);
    if is_empty || !looks_like_a_store(path) {
        return Err(not_a_backup());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let backup = Connection::open_with_flags(path, flags).map_err(|_| not_a_backup())?;
    match schema::refuse_newer(&backup) {
        Err(StoreError::Newer) => Err(StoreError::Newer),
        Err(_) => Err(not_a_backup()),
        Ok(()) => Ok(backup),
    }
}

/// Copies the missing events; returns their tickets and their number.
fn copy_events(
    from: &Connection,
    to: &Connection,
    now: Timestamp,
    progress: &Progress,
) -> Result<(BTreeSet<TicketId>, usize), StoreError> {
    let (mut tickets, mut entries) = (BTreeSet::new(), 0);
    let all: u32 = from.query_row("SELECT count(*) FROM event", [], |row| row.get(0))?;
    let mut done = 0;
    refuse_of_forgotten(from, to)?;
    let mut statement = from.prepare("SELECT id, ticket, body FROM event ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let insert = "INSERT OR IGNORE INTO event (id, ticket, body) VALUES (?1, ?2, ?3)";
    let mut insert = to.prepare(insert)?;
    while let Some(row) = rows.next()? {
        let (id, ticket, body): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        // An unreadable event would prevent its ticket from being opened.
        let mut event = serde_json::from_str::<Event>(&body)?;
        let stamp = event.stamp;
        order::believe(std::slice::from_mut(&mut event), now);
        let body = if event.stamp == stamp { body } else { serde_json::to_string(&event)? };
        if forgotten_ids::is_forgotten(to, &ticket)? || forgotten_ids::names_forgotten(to, &event)?
        {
            continue;
        }
        if insert.execute([&id, &ticket, &body])? > 0 {
            entries += 1;
            tickets.extend(ticket.parse::<TicketId>());
        }
        done += 1;
        report(progress, done, 2 * all as usize)?;
    }
    Ok((tickets, entries))
}

/// Copies what is said of customers, and which were forgotten unless they are here.
fn copy_customers(from: &Connection, to: &Connection, now: Timestamp) -> Result<(), StoreError> {
    let exists = "SELECT 1 FROM sqlite_master WHERE name = 'customer_event'";
    if from.query_row(exists, [], |_| Ok(())).optional()?.is_none() {
        // Of a version that knew no customers.
        return Ok(());
    }
    let mut statement = from.prepare("SELECT id FROM forgotten")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let insert = "INSERT OR IGNORE INTO forgotten (id) SELECT ?1
             WHERE NOT EXISTS (SELECT 1 FROM customer_event WHERE customer = ?1)
               AND NOT EXISTS (SELECT 1 FROM event WHERE ticket = ?1)";
        to.execute(insert, [row.get::<_, String>(0)?])?;
    }
    let mut statement = from.prepare("SELECT customer, body FROM customer_event ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (customer, body): (String, String) = (row.get(0)?, row.get(1)?);
        let mut event: CustomerEvent = serde_json::from_str(&body)?;
        if let Some(stamp) = &mut event.stamp {
            stamp.clock = stamp.clock.believed(now);
        }
        let Ok(id) = customer.parse::<CustomerId>() else { continue };
        if !forgotten_ids::is_forgotten(to, &customer)? {
            customers::add_event(to, id, &event, None)?;
        }
    }
    customers::derive_all(to)
}

/// Keeps the tickets of forgotten customers that a backup holds and that are not here, so that they are not
/// copied.
fn refuse_of_forgotten(from: &Connection, to: &Connection) -> Result<(), StoreError> {
    let mut statement =
        from.prepare("SELECT DISTINCT ticket FROM event WHERE instr(body, 'customer-linked') > 0")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    for id in ids.iter().filter_map(|id| id.parse::<TicketId>().ok()) {
        let mut all = events(to, id)?;
        if all.iter().any(Event::is_opening) {
            continue;
        }
        all.extend(events(from, id)?);
        order::sort(&mut all);
        if forgotten_ids::is_of_forgotten(to, id, &all)? {
            forgotten_ids::remove_ticket(to, id)?;
        }
    }
    Ok(())
}

pub(super) fn copy_pairs(
    from: &Connection,
    to: &Connection,
    table: &str,
) -> Result<(), StoreError> {
    let name = table.split(' ').next().unwrap_or_default();
    let mut statement = from.prepare(&format!("SELECT * FROM {name}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let pair: [String; 2] = [row.get(0)?, row.get(1)?];
        // What waited for a window when the backup was made is old by now, and which team store this
        // installation shares tickets through is its own.
        if pair[0].starts_with(NAME_BEGINS) || team::SETTINGS.contains(&pair[0].as_str()) {
            continue;
        }
        to.execute(&format!("INSERT OR IGNORE INTO {table} VALUES (?1, ?2)"), pair)?;
    }
    Ok(())
}

fn remove_unchanged_since(
    change: &Connection,
    time: Timestamp,
    progress: &Progress,
) -> Result<usize, StoreError> {
    let mut statement = change.prepare("SELECT id, ticket FROM summary WHERE changed_at < ?1")?;
    let old: Vec<(i64, String)> = statement
        .query_map([time.as_millisecond()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (done, (row, ticket)) in old.iter().enumerate() {
        report(progress, done, old.len())?;
        bury_for_team(change, ticket)?;
        remove(change, *row, ticket)?;
    }
    remove_unopened_since(change, time)?;
    Ok(old.len())
}

/// Removes the events of tickets whose opening never arrived and of which none has since.
fn remove_unopened_since(change: &Connection, time: Timestamp) -> Result<(), StoreError> {
    let mut statement = change.prepare(
        "SELECT DISTINCT ticket FROM event
         WHERE NOT EXISTS (SELECT 1 FROM summary WHERE summary.ticket = event.ticket)",
    )?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    for ticket in ids.collect::<Result<Vec<_>, _>>()? {
        let Ok(id) = ticket.parse::<TicketId>() else { continue };
        if events(change, id)?.iter().all(|event| event.at < time) {
            bury_for_team(change, &ticket)?;
            change.execute("DELETE FROM event WHERE ticket = ?1", [&ticket])?;
        }
    }
    Ok(())
}

/// Has a team store told of a ticket that is about to be removed, so that it comes back from no seat. One
/// that never left needs no telling, and without a team store a backup may still bring it back.
fn bury_for_team(change: &Connection, ticket: &str) -> Result<(), StoreError> {
    if team::is_joined(change)? && !team::never_left(change, ticket)? {
        forgotten_ids::bury(change, Kind::Ticket, ticket)?;
    }
    Ok(())
}

/// Reports progress, and fails if the work is to be stopped.
pub(super) fn report(progress: &Progress, done: usize, all: usize) -> Result<(), StoreError> {
    progress.report(done, all);
    if progress.is_stopped() { Err(StoreError::Stopped) } else { Ok(()) }
}
