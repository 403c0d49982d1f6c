//! What the ticket store can be asked, and what it replies.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::app::effects::platform::Replace;
use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::app::settings::navigation::Location;
use crate::app::settings::preferences::Preferences;
use crate::app::settings::recent_commands::RecentCommands;
use crate::kb::{KnowledgeBase, LinkId, StepId, TypedPage};
use crate::progress::Work;
use crate::ticket::customer::ProfileChange;
use crate::ticket::store::{Page, Query, Stored, Tallies, Traces};
use crate::ticket::{CustomerId, Event, EventKind, TicketId};
use crate::ticket_service::{Arrived, CustomerOfTicket, Masked, ServiceError, TicketService};

/// What a window starts with.
#[derive(Clone, Debug)]
pub struct SavedSettings {
    /// Where the technician was.
    pub location: Location,
    /// The addresses stored for links that have none.
    pub addresses: BTreeMap<LinkId, String>,
    /// What the technician prefers.
    pub preferences: Preferences,
    /// The commands chosen last in the palette.
    pub recent: RecentCommands,
    /// The build date of the program that said last that it is old.
    pub told_old: Option<Date>,
    /// The knowledge base of new tickets.
    pub today: Arc<KnowledgeBase>,
    /// The same with the areas that the preferences leave out.
    pub loaded: Arc<KnowledgeBase>,
    /// The folders of one's own that may be laid over it, by their names.
    pub pack_folders: Vec<String>,
    /// The folder that keeps the tickets; `None` if they are lost when the window closes.
    pub data_folder: Option<PathBuf>,
}

/// What the worker is asked to do.
#[derive(Clone, Debug)]
pub enum Request {
    /// Load everything a window starts with.
    Start,
    /// List tickets.
    List(Query),
    /// Open a ticket.
    Open(TicketId),
    /// Create a ticket with this reference and these first events.
    New(String, Vec<EventKind>),
    /// Record events on a ticket.
    Record(TicketId, Vec<EventKind>),
    /// Delete a ticket with its history.
    Delete(TicketId),
    /// Something about the customer of a ticket.
    Customer(CustomerRequest),
    /// Create a ticket from what came from the ticket system, with these first events.
    Fill(Box<Arrived>, Vec<EventKind>),
    /// Remove what came from the ticket system, by its id: it was decided without a new ticket.
    RemoveArrival(String),
    /// Undo the last action.
    Undo(TicketId),
    /// Redo what was undone last.
    Redo(TicketId),
    /// Store a text that was masked by mistake as it was typed.
    Unmask(Box<Masked>),
    /// Try now to store what is held.
    TryHeld,
    /// Reply once everything asked before has been tried.
    Flush,
    /// Import a ticket from a file.
    Import(PathBuf),
    /// Back up all tickets to a file.
    BackUp(PathBuf, Replace),
    /// Restore a backup.
    Restore(PathBuf),
    /// Count the tickets that have not changed for this many days.
    CountOlder(u32),
    /// Delete the tickets that have not changed for this many days.
    Purge(u32),
    /// Save where the technician is.
    Remember(Location),
    /// Save the preferences.
    RememberPreferences(Box<Preferences>),
    /// Save the commands chosen last in the palette.
    RememberRecent(RecentCommands),
    /// Save the build date of the program that said it is old.
    RememberToldOld(Date),
    /// Save which backend draws the window.
    RememberDrawing(GraphicsBackend),
    /// Save an address for a link that has none; `None` deletes it.
    RememberAddress(LinkId, Option<String>),
    /// Keep how the page of a step looks here, as typed on a day; `None` removes it.
    OwnPage(StepId, Option<(Date, TypedPage)>),
}

/// What the worker is asked about a customer.
#[derive(Clone, Debug)]
pub enum CustomerRequest {
    /// Remember the customer of a ticket.
    Remember(TicketId),
    /// Link a ticket to a customer whom somebody confirmed.
    Confirm(TicketId, CustomerId),
    /// Record that a ticket is not a customer's.
    Deny(TicketId, CustomerId),
    /// Add to what is known of the customer of a ticket.
    Tell(TicketId, CustomerId, Vec<ProfileChange>),
    /// Count what forgetting a customer would remove.
    CountTraces(CustomerId),
    /// Forget a customer.
    Forget(CustomerId),
}

impl CustomerRequest {
    /// Whether it says something that must not be lost.
    fn is_action(&self) -> bool {
        !matches!(self, Self::CountTraces(_) | Self::Forget(_))
    }
}

impl Request {
    /// Whether it is an action of the technician's on a ticket, which must not be lost.
    pub fn is_action(&self) -> bool {
        if let Self::Customer(request) = self {
            return request.is_action();
        }
        matches!(
            self,
            Self::New(..)
                | Self::Fill(..)
                | Self::Record(..)
                | Self::Undo(_)
                | Self::Redo(_)
                | Self::Unmask(_)
        )
    }

    /// The work to show while it runs, if it may take a while.
    pub(super) fn work(&self) -> Option<Work> {
        let name = match self {
            Self::Import(_) => "Importing a ticket",
            Self::BackUp(..) => "Backing up all tickets",
            Self::Restore(_) => "Restoring a backup",
            Self::CountOlder(_) => "Counting old tickets",
            Self::Purge(_) => "Purging old tickets",
            Self::List(_) => "Searching",
            Self::Customer(CustomerRequest::Forget(_)) => "Forgetting a customer",
            _ => return None,
        };
        Some(Work::new(name, true))
    }
}

/// What the worker replies.
#[derive(Debug)]
pub enum Reply {
    /// What a window starts with.
    Started(Box<SavedSettings>),
    /// The ticket system passed on the fields of a new ticket.
    Arrived(Box<Arrived>),
    /// What came from the ticket system no longer waits, by its id: another window decided, or its
    /// customer was forgotten.
    ArrivalGone(String),
    /// A ticket was deleted.
    Deleted(TicketId),
    /// The reference of a ticket is that of another one too; `None` if it is its own alone.
    ReferenceTaken(TicketId, Option<TicketId>),
    /// The knowledge base of new tickets has changed.
    Today(Arc<KnowledgeBase>),
    /// A page of the list.
    Listed(Page),
    /// The number of tickets in each state and with each cause.
    Tallied(Tallies),
    /// What is known of the customer of a ticket.
    Customer(TicketId, Box<CustomerOfTicket>),
    /// What forgetting a customer of this name would remove.
    Traces(CustomerId, String, Box<Traces>),
    /// A ticket to show.
    Opened(Box<Stored>),
    /// A ticket after an event that is now stored.
    Changed(Box<Stored>),
    /// The open ticket after another window recorded these events.
    ChangedElsewhere(Box<Stored>, Vec<Event>),
    /// Secrets were masked.
    Masked(Box<Masked>),
    /// Actions that cannot be stored yet and are retried, and why; none once all are stored.
    Held(Vec<Request>, String),
    /// Everything that was asked has been tried.
    Flushed,
    /// The store has stopped; nothing more can be tried.
    Stopped,
    /// How many tickets have not changed for how long.
    Older {
        /// The age, in days without a change.
        days: u32,
        /// The number of tickets.
        tickets: u32,
    },
    /// All addresses stored for links that have none.
    Addresses(BTreeMap<LinkId, String>),
    /// Work that may take a while has begun.
    Began(Work),
    /// A message that is not a failure.
    News(String),
    /// Such a message about the open ticket.
    OfTicket(String),
    /// Syncmend crashed last time; the path of the report.
    Crashed(PathBuf),
    /// Something failed, and the request to try again, if that may help.
    Failed(String, Option<Request>),
}

/// Opens the ticket service on the worker's thread. It may send replies meanwhile.
pub type OpenService =
    Box<dyn FnOnce(&mut dyn FnMut(Reply)) -> Result<TicketService, ServiceError> + Send>;
