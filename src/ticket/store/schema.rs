//! The tables, and the migrations from every older version.

use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::StoreError;

/// The migrations, oldest first: a store of version n has had the first n applied. Entries are only
/// ever added.
const MIGRATIONS: &[&str] = &[
    "
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
",
    "
    -- The rows of the summary are written again, and with them what follows from them.
    DELETE FROM summary;
    CREATE INDEX summary_by_outcome ON summary (outcome, changed_at DESC);
    -- Without the time of change, so that most actions leave it as it is.
    CREATE INDEX summary_by_cause ON summary (cause);
    CREATE INDEX summary_by_wait ON summary (waits_until)
        WHERE outcome IS NULL AND waits_until IS NOT NULL;

    -- Prefixes of one to four letters are terms of their own, so that the first letters of a
    -- search, which fit almost every ticket, need not gather them all.
    DROP TABLE search;
    CREATE VIRTUAL TABLE search USING fts5 (words, prefix = '1 2 3 4');

    -- How many tickets stand how, so that nobody has to count them; '' is none.
    CREATE TABLE tally (
        outcome TEXT NOT NULL,
        cause TEXT NOT NULL,
        tickets INTEGER NOT NULL,
        PRIMARY KEY (outcome, cause)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER summary_added AFTER INSERT ON summary BEGIN
        INSERT INTO tally VALUES (coalesce(new.outcome, ''), coalesce(new.cause, ''), 1)
            ON CONFLICT DO UPDATE SET tickets = tickets + 1;
    END;
    CREATE TRIGGER summary_changed AFTER UPDATE OF outcome, cause ON summary
    WHEN new.outcome IS NOT old.outcome OR new.cause IS NOT old.cause BEGIN
        UPDATE tally SET tickets = tickets - 1
            WHERE outcome = coalesce(old.outcome, '') AND cause = coalesce(old.cause, '');
        INSERT INTO tally VALUES (coalesce(new.outcome, ''), coalesce(new.cause, ''), 1)
            ON CONFLICT DO UPDATE SET tickets = tickets + 1;
    END;
    CREATE TRIGGER summary_removed AFTER DELETE ON summary BEGIN
        UPDATE tally SET tickets = tickets - 1
            WHERE outcome = coalesce(old.outcome, '') AND cause = coalesce(old.cause, '');
    END;

    -- Which fixes were carried out on which ticket, and whether they helped; a step of '' stands
    -- for the fix as a whole. Added up beside them, for all tickets together.
    CREATE TABLE attempt (
        ticket INTEGER NOT NULL,
        cause TEXT NOT NULL,
        step TEXT NOT NULL,
        helped INTEGER NOT NULL,
        PRIMARY KEY (ticket, cause, step)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE track_record (
        cause TEXT NOT NULL,
        step TEXT NOT NULL,
        tried INTEGER NOT NULL,
        helped INTEGER NOT NULL,
        PRIMARY KEY (cause, step)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER attempt_added AFTER INSERT ON attempt BEGIN
        INSERT INTO track_record VALUES (new.cause, new.step, 1, new.helped)
            ON CONFLICT DO UPDATE SET tried = tried + 1, helped = helped + new.helped;
    END;
    CREATE TRIGGER attempt_removed AFTER DELETE ON attempt BEGIN
        UPDATE track_record SET tried = tried - 1, helped = helped - old.helped
            WHERE cause = old.cause AND step = old.step;
    END;
",
    "
    -- Events carry a stamp; the program writes it into those that have none.
",
    "
    -- What was said of customers: only ever added to, and removed only with the customer.
    CREATE TABLE customer_event (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        customer TEXT NOT NULL,
        -- The clock of its stamp, by which recovery tells it from an event of a ticket.
        clock TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX customer_event_of_customer ON customer_event (customer, seq);

    -- By what customers are found, written in the same transaction as what was said of them.
    CREATE TABLE customer (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX customer_by_name ON customer (name);
    CREATE TABLE customer_name (
        name TEXT NOT NULL,
        customer TEXT NOT NULL,
        confirmed INTEGER NOT NULL,
        PRIMARY KEY (name, customer)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE customer_domain (
        domain TEXT NOT NULL,
        customer TEXT NOT NULL,
        PRIMARY KEY (domain, customer)
    ) STRICT, WITHOUT ROWID;

    -- Whose tickets are whose, by the row of the ticket's summary.
    CREATE TABLE customer_ticket (
        customer TEXT NOT NULL,
        ticket INTEGER NOT NULL UNIQUE,
        PRIMARY KEY (customer, ticket)
    ) STRICT, WITHOUT ROWID;

    -- The ids of forgotten customers and of their tickets, which nothing brings back. Ids say nothing
    -- about whom they named.
    CREATE TABLE forgotten (id TEXT PRIMARY KEY) STRICT;
",
    "
    -- Lists in the order of customers read no more rows than they show.
    CREATE INDEX summary_by_customer ON summary (customer COLLATE NOCASE, ticket DESC);
",
    "
    -- What a team store has not confirmed yet: the ids of events and of what was removed. Filled only
    -- while a team store is named, by whatever adds to the tables of events.
    CREATE TABLE team_outbox (
        seq INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        id TEXT NOT NULL UNIQUE,
        -- Whether it may have left already, without a confirmation.
        tried INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TRIGGER event_to_send AFTER INSERT ON event
    WHEN EXISTS (SELECT 1 FROM setting WHERE name = 'team') BEGIN
        INSERT OR IGNORE INTO team_outbox (kind, id) VALUES ('ticket', new.id);
    END;
    CREATE TRIGGER event_not_to_send AFTER DELETE ON event BEGIN
        DELETE FROM team_outbox WHERE id = old.id;
    END;
    CREATE TRIGGER customer_event_to_send AFTER INSERT ON customer_event
    WHEN EXISTS (SELECT 1 FROM setting WHERE name = 'team') BEGIN
        INSERT OR IGNORE INTO team_outbox (kind, id) VALUES ('customer', new.id);
    END;
    CREATE TRIGGER customer_event_not_to_send AFTER DELETE ON customer_event BEGIN
        DELETE FROM team_outbox WHERE id = old.id;
    END;

    -- What a team store holds and this version cannot fold, and why: of a newer version, too far ahead
    -- of the clock, or refused (then without its body).
    CREATE TABLE team_kept (
        id TEXT PRIMARY KEY,
        why TEXT NOT NULL,
        kind TEXT NOT NULL,
        about TEXT NOT NULL,
        seat TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX team_kept_by_why ON team_kept (why);
",
];

/// The version since which events carry a stamp; older stores get them once.
const STAMPED_SINCE: usize = 3;

/// The last version that changed the data derived from events; older stores derive them again.
const DERIVED_SINCE: usize = 2;

/// Fails for a store that a newer version wrote, without changing it.
///
/// # Errors
/// If the store was written by a newer version or cannot be read.
pub(super) fn refuse_newer(db: &Connection) -> Result<(), StoreError> {
    if version(db)? > MIGRATIONS.len() { Err(StoreError::Newer) } else { Ok(()) }
}

/// Returns whether a version wrote the store that knew no stamps.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn is_unstamped(db: &Connection) -> Result<bool, StoreError> {
    Ok(version(db)? < STAMPED_SINCE)
}

/// Fails for a store that is not of today's version, where it cannot be migrated.
///
/// # Errors
/// If the store is of another version or cannot be read.
pub(super) fn require_today(db: &Connection) -> Result<(), StoreError> {
    refuse_newer(db)?;
    if version(db)? == MIGRATIONS.len() { Ok(()) } else { Err(StoreError::ReadOnly) }
}

/// Migrates a store to today's version in one transaction. If the data derived from events have
/// changed, `derive` writes them again; `stamp` stamps events that have none.
///
/// # Errors
/// If the store was written by a newer version or cannot be written.
pub(super) fn migrate(
    db: &mut Connection,
    derive: impl FnOnce(&Connection) -> Result<(), StoreError>,
    stamp: impl FnOnce(&Connection) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    refuse_newer(db)?;
    if version(db)? == MIGRATIONS.len() {
        return Ok(());
    }
    // Immediate, so that only one of two windows that start at once migrates.
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = version(&change)?;
    apply(&change, before)?;
    if before < STAMPED_SINCE {
        stamp(&change)?;
    }
    if before < DERIVED_SINCE {
        derive(&change)?;
    }
    change.commit()?;
    Ok(())
}

/// How long to wait between attempts while another window creates the same store.
const PAUSE: Duration = Duration::from_millis(20);

/// Turns on write-ahead logging. If two windows do so for a new store at once, SQLite fails one of
/// them at once, whatever timeout is set; so this retries.
pub(super) fn log_first(db: &Connection, patience: Duration) -> Result<(), StoreError> {
    let mut tries = patience.as_millis() / PAUSE.as_millis();
    loop {
        match db.pragma_update(None, "journal_mode", "WAL") {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries > 0 =>
            {
                tries -= 1;
                std::thread::sleep(PAUSE);
            }
            other => return Ok(other?),
        }
    }
}

fn apply(change: &Transaction<'_>, before: usize) -> Result<(), StoreError> {
    for statements in MIGRATIONS.iter().skip(before) {
        change.execute_batch(statements)?;
    }
    let now = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    change.pragma_update(None, "user_version", now)?;
    Ok(())
}

fn version(db: &Connection) -> Result<usize, StoreError> {
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}
