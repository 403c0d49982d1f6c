//! What waits for a decision in a window: rows that one process writes and another shows, and removes
//! once somebody decided.

use std::fs::{File, TryLockError};
use std::path::Path;

use rusqlite::Connection;

use super::files::{WINDOW_LOCK_NAME, private_options};
use super::{Store, StoreError};

/// The most rows that wait. Whoever wants more shown wants nothing good.
const MOST_WAITING: i64 = 20;

/// The beginning of the names of the rows.
pub(super) const NAME_BEGINS: &str = "arrival:";

/// The rows, among the settings of this installation, in the order of their ids.
const NAMES: &str = "name >= 'arrival:' AND name < 'arrival;'";

/// Held by a window as long as it is open.
#[derive(Debug)]
pub(super) struct WindowLock {
    #[expect(dead_code, reason = "locked while it is open")]
    file: File,
}

impl Store {
    /// Leaves a text for the next window that looks; `id` is unique and orders the texts.
    ///
    /// # Errors
    /// If too many wait already, or it cannot be written.
    pub fn leave(&mut self, id: &str, text: &str) -> Result<(), StoreError> {
        self.make_writable()?;
        let count = format!("SELECT count(*) FROM setting WHERE {NAMES}");
        let waiting: i64 = self.db.query_row(&count, [], |row| row.get(0))?;
        if waiting >= MOST_WAITING {
            return Err(StoreError::TooManyWaiting);
        }
        self.set_setting(&format!("{NAME_BEGINS}{id}"), text)
    }

    /// Returns the texts that wait, with their ids, the first one first. They stay.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn all_left(&self) -> Result<Vec<(String, String)>, StoreError> {
        let id = |name: String| name.trim_start_matches(NAME_BEGINS).to_owned();
        Ok(waiting(&self.db)?.into_iter().map(|(name, text)| (id(name), text)).collect())
    }

    /// Removes the text with this id, so that no other window shows it; returns whether it was still
    /// there.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn take_left(&mut self, id: &str) -> Result<bool, StoreError> {
        self.make_writable()?;
        take(&self.db, id)
    }

    /// Lets others know that a window shows this store, until it is closed. A file system without locks
    /// keeps them from knowing.
    pub fn mark_window(&mut self) {
        self.window = self.folder.as_deref().and_then(|folder| {
            let file = private_options().open(folder.join(WINDOW_LOCK_NAME)).ok()?;
            file.try_lock_shared().ok().map(|()| WindowLock { file })
        });
    }

    /// Returns whether a window shows this store, in whichever process.
    pub fn has_window(&self) -> bool {
        self.folder.as_deref().is_some_and(is_locked)
    }
}

/// Removes the text with this id; returns whether it was still there. One statement, so that of several
/// windows one alone takes it.
pub(super) fn take(db: &Connection, id: &str) -> Result<bool, StoreError> {
    let name = format!("{NAME_BEGINS}{id}");
    Ok(db.execute("DELETE FROM setting WHERE name = ?1", [name])? > 0)
}

/// Returns the texts that wait, with the names of their rows.
pub(super) fn waiting(db: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let all = format!("SELECT name, value FROM setting WHERE {NAMES} ORDER BY name");
    let mut statement = db.prepare(&all)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn is_locked(folder: &Path) -> bool {
    let file = private_options().open(folder.join(WINDOW_LOCK_NAME));
    file.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}
