//! The tables, and the way from every older version to today's.

use rusqlite::Connection;

use super::StoreError;

/// One statement list a version, oldest first; a store of version n has had the first n applied.
/// Only ever added to.
const MIGRATIONS: &[&str] = &["
    -- The truth: only ever added to.
    CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        ticket TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX event_of_ticket ON event (ticket, seq);

    -- What lists show, written in the same transaction as the events.
    CREATE TABLE summary (
        id INTEGER PRIMARY KEY, -- by which the search table knows the row
        ticket TEXT NOT NULL UNIQUE,
        reference TEXT NOT NULL,
        customer TEXT NOT NULL,
        subject TEXT NOT NULL,
        cause TEXT,
        outcome TEXT,
        waits_until INTEGER,
        steps_ended INTEGER NOT NULL,
        steps INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX summary_by_change ON summary (changed_at DESC);
    CREATE INDEX summary_by_reference ON summary (reference);
    CREATE VIRTUAL TABLE search USING fts5 (ticket UNINDEXED, words, prefix = '2 3');

    -- Knowledge bases that tickets are pinned to, by fingerprint.
    CREATE TABLE knowledge (fingerprint TEXT PRIMARY KEY, model TEXT NOT NULL) STRICT;

    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"];

/// Refuses a store that a newer version wrote, and changes nothing.
///
/// # Errors
/// When the store is from a newer Syncmend, or cannot be read.
pub(super) fn refuse_newer(db: &Connection) -> Result<(), StoreError> {
    if version(db)? > MIGRATIONS.len() { Err(StoreError::Newer) } else { Ok(()) }
}

/// Brings a store to today's version.
///
/// # Errors
/// When the store is from a newer Syncmend, or cannot be written.
pub(super) fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    refuse_newer(db)?;
    for (done, statements) in MIGRATIONS.iter().enumerate().skip(version(db)?) {
        // Immediate, so that of two windows that start at once only one migrates.
        let change = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        if version(&change)? == done {
            change.execute_batch(statements)?;
            change.pragma_update(
                None,
                "user_version",
                i64::try_from(done + 1).unwrap_or(i64::MAX),
            )?;
        }
        change.commit()?;
    }
    Ok(())
}

fn version(db: &Connection) -> Result<usize, StoreError> {
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}
