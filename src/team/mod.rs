//! A team on one store: each seat keeps its own tickets and works without the others; a sync carries what
//! is new to a shared team store and back. Without a team store named nothing here runs, and the program
//! opens no socket. Knows the layers up to `ticket`.
//!
//! ```text
//! mod.rs      what a team store can do
//! sync.rs     what is new to it and from it, through the store of this seat
//! check.rs    what comes from it, checked like an imported file
//! status.rs   how it stands, to be shown
//! address.rs  where it is: postgres://..
//! error.rs    why it cannot be used
//! server/     the team store in PostgreSQL; the only part that opens a socket
//! ```

pub mod address;
mod check;
mod error;
pub mod server;
mod status;
mod sync;

use jiff::Timestamp;
use uuid::Uuid;

use crate::ticket::SeatId;
pub use crate::ticket::store::team::{Kind, SharedEvent, TeamSeat, Tombstone};

pub use error::{SyncError, TeamError};
pub use status::{State, Status};
pub use sync::{Synced, keep_failure, sync};

/// The largest event in bytes of JSON that is sent or taken in: far more than any action writes.
pub const LARGEST_EVENT: usize = 8 * 1024 * 1024;

/// The largest knowledge base in bytes of JSON that is taken in.
pub const LARGEST_KNOWLEDGE: usize = 32 * 1024 * 1024;

/// What a team store says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// Identifies the team store.
    pub store: Uuid,
    /// Identifies the life of its database: another one once a backup was restored, so that it may lack
    /// what it had confirmed.
    pub life: String,
    /// Its clock.
    pub now: Timestamp,
    /// The place of the last thing that was added to it.
    pub last: i64,
}

/// One thing that a team store holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shared {
    /// An event.
    Event(SharedEvent),
    /// An event above [`LARGEST_EVENT`], without its body.
    TooLarge(SharedEvent),
    /// What was removed for good.
    Tombstone(Tombstone),
}

/// What a team store holds after a place, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The things with their places, which grow.
    pub rows: Vec<(i64, Shared)>,
    /// Whether nothing stands behind them.
    pub is_last: bool,
}

/// What the seats of a team share. Each call is a transaction of its own: when it returns without an
/// error, what it says is durable; when it fails, it may have happened or not.
pub trait TeamStore: Send {
    /// Returns what the team store says of itself.
    ///
    /// # Errors
    /// If it does not answer, or is none that this version can use.
    fn greet(&mut self) -> Result<Greeting, TeamError>;

    /// Returns at most `most` things after a place. What becomes visible later stands behind everything
    /// that was visible before, so that nothing is missed.
    ///
    /// # Errors
    /// If it does not answer or may not be read.
    fn pull(&mut self, after: i64, most: usize) -> Result<Page, TeamError>;

    /// Adds events that are not there yet, but those of what has a tombstone.
    ///
    /// # Errors
    /// If it does not answer or may not be written.
    fn push(&mut self, events: &[SharedEvent]) -> Result<(), TeamError>;

    /// Removes tickets and customers with all of their events, and keeps that they were.
    ///
    /// # Errors
    /// If it does not answer, or this seat may not remove anything.
    fn bury(&mut self, seat: SeatId, tombstones: &[Tombstone]) -> Result<(), TeamError>;

    /// Returns a knowledge base as it is stored; `None` if it is not there or above
    /// [`LARGEST_KNOWLEDGE`].
    ///
    /// # Errors
    /// If it does not answer.
    fn knowledge(&mut self, fingerprint: Uuid) -> Result<Option<String>, TeamError>;

    /// Returns whether a knowledge base is there.
    ///
    /// # Errors
    /// If it does not answer.
    fn has_knowledge(&mut self, fingerprint: Uuid) -> Result<bool, TeamError>;

    /// Adds a knowledge base unless it is there.
    ///
    /// # Errors
    /// If it does not answer or may not be written.
    fn add_knowledge(&mut self, fingerprint: Uuid, model: &str) -> Result<(), TeamError>;

    /// Keeps that a seat is there; returns all seats, the latest first.
    ///
    /// # Errors
    /// If it does not answer or may not be written.
    fn attend(&mut self, seat: SeatId, account: &str) -> Result<Vec<TeamSeat>, TeamError>;
}
