//! A ticket as JSON that imports again. The customer's file holds no notes and no pasted text.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ticket::{Event, EventId, Happening, Ticket, TicketId};

/// The format's version; a file with a higher one is refused.
const VERSION: u32 = 1;

/// The marker by which a file is recognized.
const FORMAT: &str = "syncmend-ticket";

#[derive(Deserialize, Serialize)]
struct TicketFile<E> {
    format: String,
    version: u32,
    ticket: TicketId,
    events: Vec<E>,
}

/// Why a file does not import.
#[derive(Debug, Error)]
pub enum ImportError {
    /// Not JSON, or not of this shape.
    #[error("this is not a ticket that Syncmend exported as JSON ({0})")]
    NotATicket(#[from] serde_json::Error),
    /// Written by a newer version.
    #[error("this ticket was exported by a newer Syncmend; install that version to import it")]
    Newer,
    /// No ticket begins in it.
    #[error("the file holds no complete ticket; export it again")]
    Incomplete,
}

/// An event of which nothing is internal: the only kind that a customer's file takes.
#[derive(Serialize)]
struct CustomerEvent(Event);

impl CustomerEvent {
    /// The event, unless it carries internal text or is about one that does.
    fn of(event: &Event, internal: &[EventId]) -> Option<Self> {
        let keep = match &event.what {
            Happening::Reported { .. } | Happening::Noted { .. } => false,
            Happening::Undone { event } => !internal.contains(event),
            Happening::Opened { .. }
            | Happening::Detailed { .. }
            | Happening::Answered { .. }
            | Happening::PutOff { .. }
            | Happening::FixChosen { .. }
            | Happening::Stepped { .. }
            | Happening::Closed { .. }
            | Happening::Reopened => true,
        };
        // Who worked on it stays inside.
        keep.then(|| Self(Event { by: "helpdesk".to_owned(), ..event.clone() }))
    }
}

/// Everything about a ticket, as JSON.
///
/// # Errors
/// When an event cannot be written as JSON.
pub fn for_insiders(ticket: TicketId, events: &[Event]) -> serde_json::Result<String> {
    pretty(ticket, events.iter().collect())
}

/// What the customer may read of a ticket, as JSON.
///
/// # Errors
/// When an event cannot be written as JSON.
pub fn for_customers(ticket: TicketId, events: &[Event]) -> serde_json::Result<String> {
    let is_internal =
        |event: &&Event| matches!(event.what, Happening::Reported { .. } | Happening::Noted { .. });
    let internal: Vec<EventId> = events.iter().filter(is_internal).map(|event| event.id).collect();
    pretty(ticket, events.iter().filter_map(|event| CustomerEvent::of(event, &internal)).collect())
}

fn pretty<E: Serialize>(ticket: TicketId, events: Vec<E>) -> serde_json::Result<String> {
    let file = TicketFile { format: FORMAT.to_owned(), version: VERSION, ticket, events };
    serde_json::to_string_pretty(&file).map(|json| json + "\n")
}

/// Reads a ticket that was exported as JSON.
///
/// # Errors
/// When it is not one, is from a newer version, or no ticket begins in it.
pub fn read(json: &str) -> Result<(TicketId, Vec<Event>), ImportError> {
    #[derive(Deserialize)]
    struct Head {
        format: String,
        version: u32,
    }
    let head: Head = serde_json::from_str(json)?;
    if head.format == FORMAT && head.version > VERSION {
        return Err(ImportError::Newer);
    }
    let file: TicketFile<Event> = serde_json::from_str(json)?;
    if file.format != FORMAT || Ticket::fold(file.ticket, &file.events).is_none() {
        return Err(ImportError::Incomplete);
    }
    Ok((file.ticket, file.events))
}
