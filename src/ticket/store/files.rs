//! The files of the store: private to their owner, locked while open, and set aside if damaged.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::StoreError;

/// The name of the store's file in the data folder.
pub const FILE_NAME: &str = "tickets.db";
/// Locked by every open store, so that no window sets a file aside while another uses it.
const LOCK_NAME: &str = "tickets.lock";
/// Locked by every window.
pub(super) const WINDOW_LOCK_NAME: &str = "window.lock";
/// Exists while a store is suspected of damage that a quick start would miss.
const SUSPECT_NAME: &str = "tickets.suspect";
/// The beginning of the name of a store that was set aside.
const SET_ASIDE: &str = "tickets.damaged-";
/// The file that recovery writes before it replaces the store.
pub(super) const RECOVERED_NAME: &str = "tickets.recovered.db";

/// The lock of an open store.
pub(super) struct Lock(Option<File>);

impl Lock {
    /// Takes the lock that open stores share. A file system without locks gives none.
    pub(super) fn share(folder: &Path) -> Result<Self, StoreError> {
        let cannot = |reason| StoreError::Folder { reason, path: folder.to_owned() };
        let file = private_options().open(folder.join(LOCK_NAME)).map_err(cannot)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
            Err(TryLockError::Error(_)) => Ok(Self(None)),
        }
    }

    /// Returns whether no other store is open, and if so keeps others out until the lock is shared
    /// again.
    pub(super) fn is_alone(&self) -> bool {
        let Some(file) = &self.0 else { return true };
        // Some systems cannot turn a shared lock into an exclusive one.
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
            // A failure leaves this store open without a lock, which matters to a recovery only.
            let _ = file.unlock();
            let _ = file.try_lock_shared();
        }
    }
}

/// Options to create a file that only its owner can read.
pub(super) fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Creates a file that only its owner can read, or keeps the existing one.
pub(super) fn make_private(path: &Path) -> io::Result<()> {
    private_options().open(path)?;
    keep_private(path, 0o600)
}

/// Makes the files that SQLite keeps beside a store writable again. They get the permissions of the
/// store, even if those were revoked for a while.
#[cfg(unix)]
pub(super) fn make_beside_writable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for file in ["-wal", "-shm"].map(|ending| beside(path, ending)) {
        if file.is_file() && fs::metadata(&file)?.permissions().mode() & 0o600 != 0o600 {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

/// On Windows, permissions are inherited from the folder.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
pub(super) fn make_beside_writable(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Creates the data folder if it is missing.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    // Only a folder that we create: somebody chose the permissions of an existing one.
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

/// On Windows, a user's own folders are private by inherited permissions.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn keep_private(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// The first bytes of a store and of a backup.
pub const BEGINS: &[u8; 16] = b"SQLite format 3\0";

/// Returns whether a file is missing, is empty, or begins like an SQLite database. For a file that
/// cannot be read, SQLite reports the error.
pub(super) fn looks_like_a_store(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(16).read_to_end(&mut start));
    read.is_err() || start.is_empty() || start == *BEGINS
}

/// Renames a damaged store and the files that SQLite keeps beside it; returns the new path.
pub(super) fn set_aside(path: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let stamp = now.strftime("%Y-%m-%dT%H-%M-%SZ");
    let named = |number: &str| path.with_file_name(format!("{SET_ASIDE}{stamp}{number}.db"));
    let mut aside = named("");
    // Never overwrites a store that was set aside before.
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

/// Returns the path of a file that SQLite keeps beside a database.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

/// Finishes an interrupted recovery: a complete new store takes the place of the old one, an
/// incomplete one is deleted.
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
        // The damaged store is set aside only after the new one is complete.
        fs::rename(recovered, store)
    }
}

/// Returns whether a store has to be checked for damage, however large it is.
pub(super) fn is_suspect(folder: &Path) -> bool {
    folder.join(SUSPECT_NAME).exists()
}

/// Records that a store was found damaged while open, or that it was found intact.
pub(super) fn suspect(folder: &Path, is_suspect: bool) {
    let path = folder.join(SUSPECT_NAME);
    // A failure only means that the next start does not check a large store.
    let _ = if is_suspect { make_private(&path) } else { fs::remove_file(path) };
}

/// Returns the stores in a folder that were set aside.
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
