//! Why the store cannot do what it was asked.

use std::path::PathBuf;

use rusqlite::ErrorCode;
use thiserror::Error;

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
    #[error("the disk is full; free some space and try again")]
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
        "the ticket store is damaged; close every Syncmend and start it again, which sets the store aside and recovers what can be read"
    )]
    Damaged,
    /// The disk failed, or has no room for what SQLite keeps beside the store.
    #[error("the disk refuses the ticket store; free some space or check the disk, then try again")]
    Disk,
    /// A file that is no backup.
    #[error("this is not a backup of a Syncmend ticket store: {}", .0.display())]
    NotABackup(PathBuf),
    /// A backup or restore whose file cannot be read or written.
    #[error("the backup cannot be read or written ({reason}); choose another place: {}", path.display())]
    Backup {
        /// What the system said.
        reason: std::io::Error,
        /// The file.
        path: PathBuf,
    },
    /// The work was stopped because it was no longer wanted.
    #[error("it was stopped, and everything is as it was before")]
    Stopped,
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
            Some(ErrorCode::OperationInterrupted) => Self::Stopped,
            _ => Self::Other(error),
        }
    }
}

/// Files beside the database, while a damaged one is set aside.
impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly
            }
            _ => Self::Disk,
        }
    }
}

impl StoreError {
    /// Whether it may work later without anybody doing something to Syncmend: what was asked can be
    /// kept and tried again.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::DiskFull | Self::ReadOnly | Self::Busy | Self::Disk | Self::Folder { .. } => true,
            Self::Newer
            | Self::NoTicket(_)
            | Self::SeveralTickets(_)
            | Self::Damaged
            | Self::NotABackup(_)
            | Self::Backup { .. }
            | Self::Stopped
            | Self::Other(_)
            | Self::Entry(_) => false,
        }
    }
}
