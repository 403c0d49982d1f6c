//! Why a team store cannot be used: what failed, and what to do.

use thiserror::Error;

use crate::ticket::store::StoreError;

/// Why a team store cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TeamError {
    /// It does not answer, or the connection was lost.
    #[error(
        "the team store does not answer ({0}); everything is kept here and sent once it does: check the network and the address"
    )]
    Offline(String),
    /// The name or password is wrong.
    #[error(
        "the team store refused the user name or password ({0}); set PGPASSWORD, or name the team store again with its password"
    )]
    Login(String),
    /// No password is known.
    #[error(
        "the team store asks for a password; set PGPASSWORD, or name the team store again with its password"
    )]
    NoPassword,
    /// The system keeps no password.
    #[error(
        "the password was not kept, because the keyring of the system does not answer ({0}); set PGPASSWORD instead"
    )]
    NoKeyring(String),
    /// The certificate of the server is not trusted.
    #[error(
        "the certificate of the team store is not trusted ({0}); name the certificate of your own authority with sslrootcert=FILE, or check the host name in the address"
    )]
    Certificate(String),
    /// The server knows no encryption.
    #[error(
        "the server of the team store offers no encryption; turn on TLS there (ssl = on), plain connections are for this computer only"
    )]
    NoEncryption,
    /// There is no such database.
    #[error("the server has no such database; create it first, or check the address")]
    NoDatabase,
    /// The database holds no team store.
    #[error(
        "the database holds no team store; check the address, or set one up with `syncmend team init`"
    )]
    NoTeamStore,
    /// The database is used by another program.
    #[error(
        "the database holds tables of another program ({0}); nothing was changed: create a database for the team store alone"
    )]
    ForeignTables(String),
    /// The team store is of a newer version.
    #[error("the team store was set up by a newer version of Syncmend; install that version")]
    Newer,
    /// The team store is of an older version.
    #[error(
        "the team store was set up by an older version of Syncmend; whoever set it up updates it with `syncmend team init`"
    )]
    Older,
    /// The server is too old.
    #[error("the server is too old for a team store ({0}); it takes PostgreSQL 14 or newer")]
    OldServer(String),
    /// The role may not do this.
    #[error(
        "the team store does not let this user do that ({0}); ask whoever set it up for the role syncmend_technician, or syncmend_purge to delete for good"
    )]
    NoRight(String),
    /// The server takes no changes.
    #[error(
        "the team store is read-only now; everything is kept here and sent once it is not: check whether the address leads to a standby"
    )]
    ReadOnly,
    /// The disk of the server is full.
    #[error(
        "the disk of the team store is full; everything is kept here and sent once there is room"
    )]
    Full,
    /// Another team store answers than before.
    #[error(
        "another team store answers at this address than before; check the address, or leave the former team with `syncmend team leave` first"
    )]
    AnotherStore,
    /// Anything else that the server said.
    #[error("the team store failed ({0}); try again, and ask whoever runs it if it fails again")]
    Other(String),
}

impl TeamError {
    /// Returns whether it may pass without anybody changing anything.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Offline(_))
    }
}

/// Why a sync failed. What was done until then stays done, and the next one goes on from there.
#[derive(Debug, Error)]
pub enum SyncError {
    /// No team store is named.
    #[error("no team store is named; name one with `syncmend --team URL team sync`")]
    NoTeam,
    /// The store of this seat failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The team store failed.
    #[error(transparent)]
    Team(#[from] TeamError),
}
