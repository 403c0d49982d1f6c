//! The store's files: private to their owner, held by a lock while they are open, set aside when
//! they are damaged.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::StoreError;

/// The store's file inside the data folder.
pub const FILE_NAME: &str = "tickets.db";
/// Held by every open store, so that no file is set aside under another window's feet.
const LOCK_NAME: &str = "tickets.lock";
/// There while a store is suspected of damage that a quick start would not see.
const SUSPECT_NAME: &str = "tickets.suspect";
/// How the name of a store begins that was set aside.
const SET_ASIDE: &str = "tickets.damaged-";
/// What recovery writes before it takes the store's place.
pub(super) const RECOVERED_NAME: &str = "tickets.recovered.db";

/// The lock of an open store.
pub(super) struct Lock(Option<File>);

impl Lock {
    /// Takes the lock that open stores share. Where a file system knows no locks there is none.
    pub(super) fn share(folder: &Path) -> Result<Self, StoreError> {
        let cannot = |reason| StoreError::Folder { reason, path: folder.to_owned() };
        let file = private_options().open(folder.join(LOCK_NAME)).map_err(cannot)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
            Err(TryLockError::Error(_)) => Ok(Self(None)),
        }
    }

    /// Whether no other store has it open; keeps others out until the lock is shared again.
    pub(super) fn is_alone(&self) -> bool {
        let Some(file) = &self.0 else { return true };
        // Some systems do not turn a lock that is shared into one that is not.
        let _ = file.unlock();
        let is_alone = file.try_lock().is_ok();
        if !is_alone {
            self.share_again();
        }
        is_alone
    }

    /// Lets others in again.
    pub(super) fn share_again(&self) {
        if let Some(file) = &self.0 {
            // Without it this store is open unnoticed, which only matters to a recovery.
            let _ = file.unlock();
            let _ = file.try_lock_shared();
        }
    }
}

/// How a file is made that only its owner can read.
fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Makes a file that only its owner can read, or leaves the one that is there.
pub(super) fn make_private(path: &Path) -> io::Result<()> {
    private_options().open(path)?;
    keep_private(path, 0o600)
}

/// Makes what SQLite keeps beside a store writable again: it takes the store's rights, also while
/// those were taken away for a time.
#[cfg(unix)]
pub(super) fn free_beside(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for file in ["-wal", "-shm"].map(|ending| beside(path, ending)) {
        if file.is_file() && fs::metadata(&file)?.permissions().mode() & 0o600 != 0o600 {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

/// On Windows rights are inherited from the folder.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
pub(super) fn free_beside(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes the data folder where it is missing.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    // Only what we make ourselves: a folder that is there has rights somebody chose.
    keep_private(folder, 0o700)
}

/// Keeps other accounts of the machine out of a folder or file.
#[cfg(unix)]
fn keep_private(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(path)?.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// On Windows a user's own folders are private by their inherited rights.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn keep_private(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// How a store and a backup of one begin.
pub const BEGINS: &[u8; 16] = b"SQLite format 3\0";

/// Whether a file is missing, empty or begins like an SQLite database. One that cannot be read is
/// left to SQLite to complain about.
pub(super) fn looks_like_a_store(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(16).read_to_end(&mut start));
    read.is_err() || start.is_empty() || start == *BEGINS
}

/// Moves a damaged store out of the way, with the files SQLite keeps beside it.
pub(super) fn set_aside(path: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let stamp = now.strftime("%Y-%m-%dT%H-%M-%SZ");
    let named = |number: &str| path.with_file_name(format!("{SET_ASIDE}{stamp}{number}.db"));
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
        if beside(path, ending).exists() {
            fs::rename(beside(path, ending), beside(&aside, ending))?;
        }
    }
    Ok(aside)
}

/// A file that SQLite keeps beside a database.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

/// Goes on with a recovery that was cut short: what it had written whole takes the store's place,
/// what it had written in part goes.
pub(super) fn finish_recovery(folder: &Path) -> io::Result<()> {
    let (store, recovered) = (folder.join(FILE_NAME), folder.join(RECOVERED_NAME));
    if !recovered.exists() {
        return Ok(());
    }
    if store.exists() {
        for leftover in [beside(&recovered, "-wal"), beside(&recovered, "-shm")] {
            if leftover.exists() {
                fs::remove_file(leftover)?;
            }
        }
        fs::remove_file(recovered)
    } else {
        // The damaged store was set aside already, which comes after the new one was written.
        fs::rename(recovered, store)
    }
}

/// Whether a store is to be looked through however large it is.
pub(super) fn is_suspect(folder: &Path) -> bool {
    folder.join(SUSPECT_NAME).exists()
}

/// Notes that a store was found damaged while it was open, or that it was found sound.
pub(super) fn suspect(folder: &Path, is_suspect: bool) {
    let path = folder.join(SUSPECT_NAME);
    // Without the note a large store is not looked through at the next start, as before.
    let _ = if is_suspect { make_private(&path) } else { fs::remove_file(path) };
}

/// Stores that were set aside in a folder.
pub(super) fn set_aside_before(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "db"))
        .filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            name.is_some_and(|name| name.starts_with(SET_ASIDE))
        })
        .collect();
    found.sort();
    found
}
