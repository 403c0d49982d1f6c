//! The store's side of a team: which team store it shares its events through, what that has not
//! confirmed yet, and what comes from it.
//!
//! ```text
//! mod.rs       the team store that is named, and how the last sync went
//! outbox.rs    what is still to be sent, masked as it leaves
//! arrivals.rs  what comes from the team store in, all of a page or nothing
//! ```

mod arrivals;
mod outbox;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Store, StoreError};
use crate::ticket::ids::SeatId;

pub use arrivals::{Arrivals, ArrivedEvent, TakenIn};
pub use outbox::{Limits, Outgoing};

pub(super) use outbox::{never_left, queue_tombstone};

/// The setting that names the team store. The triggers of the outbox look for it.
const LINK: &str = "team";
/// The setting that says how the last sync went.
const REPORT: &str = "team-report";
/// The settings that no backup brings into another installation.
pub(super) const SETTINGS: [&str; 2] = [LINK, REPORT];

/// What an event or a tombstone is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A ticket.
    Ticket,
    /// A customer.
    Customer,
}

impl Kind {
    /// Returns the kind as it is stored. It never changes.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Customer => "customer",
        }
    }

    /// Returns the kind with an id; `None` for one that only a newer version knows.
    pub fn with_id(id: &str) -> Option<Self> {
        [Self::Ticket, Self::Customer].into_iter().find(|kind| kind.id() == id)
    }
}

/// An event as a team store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedEvent {
    /// Identifies the event on every machine.
    pub id: Uuid,
    /// [`Kind::id`] of what it is about, or a kind that only a newer version knows.
    pub kind: String,
    /// The ticket or customer.
    pub about: Uuid,
    /// The seat that sent it.
    pub seat: SeatId,
    /// The event as JSON.
    pub body: String,
}

/// What was removed for good, and is to be removed on every seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tombstone {
    /// What it was.
    pub kind: Kind,
    /// The ticket or customer.
    pub id: Uuid,
}

/// Why an event of the team store is kept and not folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Only a newer version knows its kind.
    Newer,
    /// Its clock is far ahead. It is looked at again with every sync.
    Ahead,
    /// It is no event that Syncmend wrote, or is too large. Only its id is kept.
    Refused,
}

impl Why {
    fn id(self) -> &'static str {
        match self {
            Self::Newer => "newer",
            Self::Ahead => "ahead",
            Self::Refused => "refused",
        }
    }
}

/// The team store that this installation shares its events through, and how far it has read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamLink {
    /// Its address, without a password.
    pub address: String,
    /// Identifies the team store; `None` until the first sync.
    pub store: Option<Uuid>,
    /// Identifies the life of its database: another one after a backup was restored.
    pub life: String,
    /// The place in the team store up to which everything was taken in.
    pub cursor: i64,
}

/// A seat of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamSeat {
    /// The seat.
    pub seat: SeatId,
    /// The account that works there.
    pub account: String,
    /// Its last sync, by the clock of the team store.
    pub seen: Timestamp,
}

/// How the last sync went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamReport {
    /// The last sync that reached its end; `None` before the first.
    pub synced: Option<Timestamp>,
    /// What is wrong since; `None` if the last sync reached its end.
    pub problem: Option<TeamProblem>,
    /// The seats of the team as the last sync saw them.
    pub seats: Vec<TeamSeat>,
}

/// Why the team store cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamProblem {
    /// One sentence to be shown.
    pub sentence: String,
    /// Whether it may pass by itself, as a lost connection does.
    pub may_pass: bool,
    /// Since when.
    pub since: Timestamp,
}

impl Store {
    /// Returns the team store that this installation shares its events through; `None` if it has none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn team(&self) -> Result<Option<TeamLink>, StoreError> {
        read(&self.db, LINK)
    }

    /// Names the team store, and has everything sent to it that is here.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn join_team(&mut self, address: &str) -> Result<(), StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let link =
            TeamLink { address: address.to_owned(), store: None, life: String::new(), cursor: 0 };
        write(&change, LINK, &link)?;
        outbox::queue_all(&change)?;
        change.commit()?;
        Ok(())
    }

    /// Names another address of the same team store.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn move_team(&mut self, address: &str) -> Result<(), StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(link) = read::<TeamLink>(&change, LINK)? {
            write(&change, LINK, &TeamLink { address: address.to_owned(), ..link })?;
        }
        change.commit()?;
        Ok(())
    }

    /// Leaves the team: nothing is sent any more. What came from it stays here.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn leave_team(&mut self) -> Result<(), StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for name in SETTINGS {
            change.execute("DELETE FROM setting WHERE name = ?1", [name])?;
        }
        change.execute("DELETE FROM team_outbox", [])?;
        change.execute("DELETE FROM team_kept", [])?;
        change.commit()?;
        Ok(())
    }

    /// Keeps which team store answers at the address. One that answers for the first time, or whose
    /// database was restored from a backup, is read from its beginning and sent everything again that it
    /// does not turn out to have.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn meet_team(&mut self, store: Uuid, life: &str) -> Result<(), StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(link) = read::<TeamLink>(&change, LINK)? {
            let link = TeamLink { store: Some(store), life: life.to_owned(), cursor: 0, ..link };
            write(&change, LINK, &link)?;
            outbox::queue_all(&change)?;
        }
        change.commit()?;
        Ok(())
    }

    /// Returns how the last sync went.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn team_report(&self) -> Result<TeamReport, StoreError> {
        Ok(read(&self.db, REPORT)?.unwrap_or_default())
    }

    /// Keeps how a sync went; nothing if the team was left meanwhile.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn report_sync(&mut self, report: &TeamReport) -> Result<(), StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if is_joined(&change)? && read::<TeamReport>(&change, REPORT)?.as_ref() != Some(report) {
            write(&change, REPORT, report)?;
            change.commit()?;
        }
        Ok(())
    }

    /// Counts the events of the team store that are kept for a reason.
    ///
    /// # Errors
    /// If they cannot be counted.
    pub fn count_kept(&self, why: Why) -> Result<usize, StoreError> {
        let count = "SELECT count(*) FROM team_kept WHERE why = ?1";
        let count: i64 = self.db.query_row(count, [why.id()], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}

/// Returns whether a team store is named.
pub(super) fn is_joined(db: &Connection) -> Result<bool, StoreError> {
    let select = "SELECT 1 FROM setting WHERE name = ?1";
    Ok(db.query_row(select, [LINK], |_| Ok(())).optional()?.is_some())
}

/// Has the team store read from its beginning and sent everything, if one is named.
pub(super) fn begin_again(change: &Connection) -> Result<(), StoreError> {
    if let Some(link) = read::<TeamLink>(change, LINK)? {
        write(change, LINK, &TeamLink { cursor: 0, ..link })?;
        outbox::queue_all(change)?;
    }
    Ok(())
}

fn read<T: DeserializeOwned>(db: &Connection, name: &str) -> Result<Option<T>, StoreError> {
    let select = "SELECT value FROM setting WHERE name = ?1";
    let value = db.query_row(select, [name], |row| row.get::<_, String>(0)).optional()?;
    Ok(value.map(|json| serde_json::from_str(&json)).transpose()?)
}

fn write(change: &Connection, name: &str, value: &impl Serialize) -> Result<(), StoreError> {
    change.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, &serde_json::to_string(value)?],
    )?;
    Ok(())
}
