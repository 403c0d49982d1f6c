//! What the ticket store can be asked, and what it replies.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::effects::platform::Replace;
use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::app::settings::navigation::Location;
use crate::app::settings::preferences::Preferences;
use crate::app::settings::recent_commands::RecentCommands;
use crate::kb::{KnowledgeBase, LinkId};
use crate::progress::Work;
use crate::ticket::store::{Page, Query, Stored, Tallies};
use crate::ticket::{Event, EventKind, TicketId};
use crate::ticket_service::{Masked, ServiceError, TicketService};

/// What a window starts with.
#[derive(Clone, Debug)]
pub struct SavedSettings {
    /// Where the technician was.
    pub location: Location,
    /// The addresses stored for links that have none.
    pub addresses: BTreeMap<LinkId, String>,
    /// What the technician prefers.
    pub preferences: Preferences,
    /// What was chosen last in the palette.
    pub recent: RecentCommands,
    /// The knowledge base that new tickets begin with.
    pub today: Arc<KnowledgeBase>,
    /// Where the tickets are; nothing where they are gone when the window closes.
    pub data_folder: Option<PathBuf>,
}

/// What the worker is asked.
#[derive(Clone, Debug)]
pub enum Request {
    /// Everything a window starts with.
    Start,
    /// The rows of other tickets.
    List(Query),
    /// A ticket to work on.
    Open(TicketId),
    /// A ticket to begin, and what it begins with.
    New(String, Vec<EventKind>),
    /// Things that happened to a ticket.
    Record(TicketId, Vec<EventKind>),
    /// The last thing to take back.
    Undo(TicketId),
    /// What was taken back last, to bring back.
    Redo(TicketId),
    /// A text to store as it was that was masked by mistake.
    Unmask(Box<Masked>),
    /// To try now again what is held.
    TryHeld,
    /// To say when everything that was asked has been tried.
    Flush,
    /// A ticket to take in from a file.
    Import(PathBuf),
    /// The whole store to write into a file.
    BackUp(PathBuf, Replace),
    /// A backup to take in.
    Restore(PathBuf),
    /// How many tickets have not changed for so many days.
    CountOlder(u32),
    /// To take away the tickets that have not changed for so many days.
    Purge(u32),
    /// Where the technician is.
    Remember(Location),
    /// What the technician prefers.
    RememberPreferences(Box<Preferences>),
    /// What was chosen last in the palette.
    RememberRecent(RecentCommands),
    /// How the window is drawn.
    RememberDrawing(GraphicsBackend),
    /// The address of a link that has none; nothing forgets it.
    RememberAddress(LinkId, Option<String>),
}

impl Request {
    /// Whether it is something the technician did to a ticket, which must not be lost.
    pub fn is_action(&self) -> bool {
        matches!(
            self,
            Self::New(..) | Self::Record(..) | Self::Undo(_) | Self::Redo(_) | Self::Unmask(_)
        )
    }

    /// What of it may take a while.
    pub(super) fn work(&self) -> Option<Work> {
        let name = match self {
            Self::Import(_) => "Importing a ticket",
            Self::BackUp(..) => "Backing up all tickets",
            Self::Restore(_) => "Restoring a backup",
            Self::CountOlder(_) => "Counting old tickets",
            Self::Purge(_) => "Purging old tickets",
            Self::List(_) => "Searching",
            _ => return None,
        };
        Some(Work::new(name, true))
    }
}

/// What the worker answers.
#[derive(Debug)]
pub enum Reply {
    /// What a window starts with.
    Started(SavedSettings),
    /// Rows of tickets.
    Listed(Page),
    /// How many tickets there are of each kind.
    Tallied(Tallies),
    /// A ticket to show.
    Opened(Box<Stored>),
    /// A ticket to which something happened, durably.
    Changed(Box<Stored>),
    /// The ticket in work, to which something happened in another window: what is the second value.
    ChangedElsewhere(Box<Stored>, Vec<Event>),
    /// Secrets were masked.
    Masked(Box<Masked>),
    /// Actions that cannot be stored yet and are tried again, and why; none once they are stored.
    Held(Vec<Request>, String),
    /// Everything that was asked has been tried.
    Flushed,
    /// The store has stopped, so nothing more can be tried.
    Stopped,
    /// So many tickets have not changed for so many days.
    Older {
        /// The days.
        days: u32,
        /// The tickets.
        tickets: u32,
    },
    /// The addresses of links that have none, as they now are.
    Addresses(BTreeMap<LinkId, String>),
    /// Work has begun that may take a while.
    Began(Work),
    /// Something to tell that is no failure.
    Told(String),
    /// Something went wrong inside the last time; the report is kept in this file.
    WentWrong(PathBuf),
    /// Something failed; the request can be tried again.
    Failed(String, Option<Request>),
}

/// Opens the ticket service on the worker's thread; it may tell something meanwhile.
pub type OpenService =
    Box<dyn FnOnce(&mut dyn FnMut(Reply)) -> Result<TicketService, ServiceError> + Send>;
