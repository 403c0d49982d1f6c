//! Errors of the store.

use std::path::PathBuf;

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why the store failed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The store was written by a newer version.
    #[error(
        "the tickets were written by a newer version of Syncmend; install that version to open them"
    )]
    Newer,
    /// The data folder cannot be created or written.
    #[error("cannot write the data folder ({reason}); check its permissions or choose another one with --data-dir: {}", path.display())]
    Folder {
        /// The system's reason.
        reason: std::io::Error,
        /// The folder.
        path: PathBuf,
    },
    /// No ticket has that id or reference.
    #[error("no ticket has the id or reference {0}; `syncmend ticket list` shows all tickets")]
    NoTicket(String),
    /// Several tickets have that reference.
    #[error(
        "several tickets have the reference {0}; use the id instead, which `syncmend ticket list` shows"
    )]
    SeveralTickets(String),
    /// No customer has that id, name or domain.
    #[error(
        "no customer has the id, name or domain {0}; `syncmend customer list` shows all customers"
    )]
    NoCustomer(String),
    /// Several customers have that name or domain.
    #[error(
        "several customers have the name or domain {0}; use the id instead, which `syncmend customer list` shows"
    )]
    SeveralCustomers(String),
    /// The customer was forgotten, and this would bring it back.
    #[error(
        "the customer of this ticket was forgotten, so that it is not added; open a new ticket if they call again"
    )]
    Forgotten,
    /// The disk is full.
    #[error("the disk is full; free some space and try again")]
    DiskFull,
    /// The file is read-only.
    #[error(
        "the ticket store is read-only; check its permissions or choose another folder with --data-dir"
    )]
    ReadOnly,
    /// Another program has locked the store.
    #[error("another program has locked the ticket store; close it and try again")]
    Busy,
    /// The file is not a store or is damaged.
    #[error(
        "the ticket store is damaged; close all Syncmend windows and start Syncmend again to recover what can be read"
    )]
    Damaged,
    /// The disk failed, or has no room for the files that SQLite keeps beside the store.
    #[error("the disk cannot store the tickets; free some space or check the disk, then try again")]
    Disk,
    /// The file is not a backup.
    #[error("the file is not a Syncmend backup; choose a file that Syncmend backed up: {}", .0.display())]
    NotABackup(PathBuf),
    /// The backup file cannot be read or written.
    #[error("cannot read or write the backup ({reason}); choose another location: {}", path.display())]
    Backup {
        /// The system's reason.
        reason: std::io::Error,
        /// The file.
        path: PathBuf,
    },
    /// Only a newer version knows all that happened to the ticket.
    #[error("a newer version of Syncmend worked on this ticket; install that version to change it")]
    NewerTicket,
    /// Too much waits to be shown by a window.
    #[error(
        "too many tickets from the ticket system wait to be shown; open Syncmend and look at them"
    )]
    TooManyWaiting,
    /// What the ticket system passed on no longer waits.
    #[error("no ticket was opened: this was decided in another window already")]
    NoLongerWaits,
    /// The work was stopped on request.
    #[error("stopped; nothing was changed")]
    Stopped,
    /// Any other error of SQLite.
    #[error("the ticket store failed ({0}); try again, and restart Syncmend if it fails again")]
    Other(rusqlite::Error),
    /// An event cannot be written or read.
    #[error(
        "cannot read an entry of the ticket ({0}); it may come from a newer version of Syncmend: install that version"
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

/// For file operations around the database, such as setting a damaged one aside.
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
    /// Returns whether the same request may succeed later without a change to Syncmend, so that it is
    /// worth keeping and retrying.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::DiskFull | Self::ReadOnly | Self::Busy | Self::Disk | Self::Folder { .. } => true,
            Self::Newer
            | Self::NoTicket(_)
            | Self::SeveralTickets(_)
            | Self::NoCustomer(_)
            | Self::SeveralCustomers(_)
            | Self::Forgotten
            | Self::Damaged
            | Self::NotABackup(_)
            | Self::Backup { .. }
            | Self::NewerTicket
            | Self::TooManyWaiting
            | Self::NoLongerWaits
            | Self::Stopped
            | Self::Other(_)
            | Self::Entry(_) => false,
        }
    }
}
