//! Opening the store: for writing, for reading only, or in memory.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::files::{self, FILE_NAME, Lock};
use super::recover::{self, SetAside};
use super::rows::{self, KnowledgeCache};
use super::{PATIENCE, Store, schema, seat};
use crate::kb::KnowledgeBase;
use crate::progress::Progress;
use crate::ticket::ids::SeatId;

/// The size in bytes of the largest store that is checked for damage whenever it is opened. Checking
/// a larger one would delay the start.
const MOST_CHECKED: u64 = 16 * 1024 * 1024;

impl Store {
    /// Opens the store in a folder, which is created if missing. A damaged store is set aside under a
    /// name with the date, and what can be read of it becomes a new one; the second value describes
    /// that. A store that cannot be written is opened for reading; the first write tries again.
    ///
    /// # Errors
    /// If there is no store to read and none can be created, or if the store is locked or was written
    /// by a newer version.
    pub fn open(
        folder: &Path,
        kb: Arc<KnowledgeBase>,
        now: Timestamp,
    ) -> Result<(Self, Option<SetAside>), StoreError> {
        match Self::open_to_write(folder, kb.clone(), now) {
            // A lock prevents reading as well.
            Err(error) if error.may_pass() && !matches!(error, StoreError::Busy) => {
                match Self::open_to_read(folder, kb) {
                    Ok(store) => Ok((Self { refusal: Some(error), ..store }, None)),
                    Err(_) => Err(error),
                }
            }
            other => other,
        }
    }

    fn open_to_write(
        folder: &Path,
        kb: Arc<KnowledgeBase>,
        now: Timestamp,
    ) -> Result<(Self, Option<SetAside>), StoreError> {
        let cannot = |reason| StoreError::Folder { reason, path: folder.to_owned() };
        files::make_folder(folder).map_err(cannot)?;
        let lock = Lock::share(folder)?;
        let path = folder.join(FILE_NAME);
        files::finish_recovery(folder).map_err(cannot)?;
        let (store, set_aside) = match Self::open_file(&path, kb.clone(), PATIENCE) {
            Err(StoreError::Damaged) if lock.is_alone() => {
                let set_aside = recover::recover(&path, &mut KnowledgeCache::new(kb.clone()), now);
                lock.share_again();
                (Self::open_file(&path, kb, PATIENCE)?, Some(set_aside?))
            }
            other => (other?, None),
        };
        Ok((Self { folder: Some(folder.to_owned()), lock: Some(lock), ..store }, set_aside))
    }

    /// Opens a store whose folder or disk cannot be written.
    fn open_to_read(folder: &Path, kb: Arc<KnowledgeBase>) -> Result<Self, StoreError> {
        let path = folder.join(FILE_NAME);
        let open = |options: &str| {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
                | OpenFlags::SQLITE_OPEN_URI
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let db = Connection::open_with_flags(address(&path) + "?mode=ro" + options, flags)?;
            db.busy_timeout(PATIENCE)?;
            schema::require_today(&db)?;
            Ok::<Connection, StoreError>(db)
        };
        // SQLite may be unable to create the files that it shares with other windows; then it is told
        // that there are no other windows.
        let db = open("").or_else(|_| open("&immutable=1"))?;
        Ok(Self { folder: Some(folder.to_owned()), ..Self::over(db, KnowledgeCache::new(kb)) })
    }

    /// Opens a store in memory, for a window without a folder to write to.
    ///
    /// # Errors
    /// If SQLite cannot start.
    pub fn in_memory(kb: Arc<KnowledgeBase>) -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?, kb, None)
    }

    pub(super) fn open_file(
        path: &Path,
        kb: Arc<KnowledgeBase>,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        // Before SQLite opens the file, because that discards a log that does not match it.
        if !files::looks_like_a_store(path) {
            return Err(StoreError::Damaged);
        }
        let made = files::make_private(path).and_then(|()| files::make_beside_writable(path));
        made.map_err(|reason| StoreError::Folder { reason, path: path.to_owned() })?;
        let db = Connection::open(path)?;
        db.busy_timeout(patience)?;
        // Before anything is written, including the journal mode.
        schema::refuse_newer(&db)?;
        refuse_damaged(&db, path)?;
        // Every commit is on disk before it is acknowledged, while other windows can read.
        schema::log_first(&db, patience)?;
        db.pragma_update(None, "synchronous", "FULL")?;
        // On macOS, only this option reaches the disk itself; elsewhere it has no effect.
        db.pragma_update(None, "fullfsync", true)?;
        // Overwrites what is deleted.
        db.pragma_update(None, "secure_delete", true)?;
        Self::prepare(db, kb, Some(path))
    }

    fn prepare(
        mut db: Connection,
        kb: Arc<KnowledgeBase>,
        path: Option<&Path>,
    ) -> Result<Self, StoreError> {
        let mut knowledge = KnowledgeCache::new(kb);
        schema::migrate(&mut db, |db| rows::derive_all(db, &mut knowledge), rows::stamp_older)?;
        db.set_prepared_statement_cache_capacity(64);
        let seat = seat::of_store(&db, path)?;
        Ok(Self { seat, ..Self::over(db, knowledge) })
    }

    fn over(db: Connection, knowledge: KnowledgeCache) -> Self {
        let progress = Progress::default();
        Self {
            db,
            knowledge,
            seat: SeatId::BEFORE_SEATS,
            folder: None,
            lock: None,
            window: None,
            refusal: None,
            patience: PATIENCE,
            progress,
        }
    }

    /// Reopens a read-only store for writing.
    pub(super) fn make_writable(&mut self) -> Result<(), StoreError> {
        let (Some(folder), Some(_)) = (&self.folder, &self.refusal) else { return Ok(()) };
        let lock = Lock::share(folder)?;
        let store = Self::open_file(
            &folder.join(FILE_NAME),
            self.knowledge.today().clone(),
            self.patience,
        )?;
        let (folder, window) = (self.folder.take(), self.window.take());
        let progress = self.progress.clone();
        *self = Self { folder, window, lock: Some(lock), patience: self.patience, ..store };
        self.watch(progress)
    }
}

/// Checks a store for damage if that is quick or if damage is suspected.
fn refuse_damaged(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let is_suspect = files::is_suspect(folder);
    if !is_suspect && fs::metadata(path).is_ok_and(|file| file.len() > MOST_CHECKED) {
        return Ok(());
    }
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(StoreError::Damaged);
    }
    if is_suspect {
        files::suspect(folder, false);
    }
    Ok(())
}

/// Formats a path as an SQLite URI, with the characters escaped that would end the path.
fn address(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let path = path.to_string_lossy();
    let (start, path) = if cfg!(windows) {
        ("file:///", path.replace('\\', "/"))
    } else {
        ("file:", path.into_owned())
    };
    let written = |c: char| match c {
        '%' | '?' | '#' => format!("%{:02x}", u32::from(c)),
        other => other.to_string(),
    };
    start.to_owned() + &path.chars().map(written).collect::<String>()
}
