//! A ticket as JSON that imports again. The customer's file holds no notes and no pasted text.

use std::mem::discriminant;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::diagnosis::{MOST_BYTES, Unreadable};
use crate::ticket::{Detail, Event, Happening, Ticket, TicketId, standing};

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
    /// A text in it that is not read.
    #[error("a text of the ticket is not taken: {0}")]
    Text(#[from] Unreadable),
    /// No ticket begins in it.
    #[error("the file holds no complete ticket; export it again")]
    Incomplete,
}

/// An event of which nothing is internal: the only kind that a customer's file takes.
#[derive(Serialize)]
struct CustomerEvent(Event);

impl CustomerEvent {
    /// The event, unless it carries internal text or is about something the customer does not see.
    fn of(event: &Event) -> Option<Self> {
        let stays = match &event.what {
            Happening::Reported { .. }
            | Happening::Noted { .. }
            | Happening::Detailed { detail: Detail::GoogleAdmin(_) }
            | Happening::Undone { .. } => false,
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
        stays.then(|| Self(Event { by: "helpdesk".to_owned(), ..event.clone() }))
    }
}

/// Whether a later event set the same detail: what was typed by mistake does not leave.
fn is_superseded(event: &Event, later: &[&Event]) -> bool {
    let Happening::Detailed { detail } = &event.what else { return false };
    later.iter().any(|later| match &later.what {
        Happening::Detailed { detail: other } => discriminant(detail) == discriminant(other),
        _ => false,
    })
}

/// Everything about a ticket, as JSON.
///
/// # Errors
/// When an event cannot be written as JSON.
pub fn for_insiders(ticket: TicketId, events: &[Event]) -> serde_json::Result<String> {
    pretty(ticket, events.iter().collect())
}

/// What the customer may read of a ticket, as JSON: of what still stands, nothing internal.
///
/// # Errors
/// When an event cannot be written as JSON.
pub fn for_customers(ticket: TicketId, events: &[Event]) -> serde_json::Result<String> {
    let standing = standing(events);
    let current = standing
        .iter()
        .enumerate()
        .filter(|(at, event)| !is_superseded(event, &standing[at + 1..]))
        .filter_map(|(_, event)| CustomerEvent::of(event));
    pretty(ticket, current.collect())
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
    for event in &file.events {
        if let Happening::Reported { text } | Happening::Noted { text, .. } = &event.what {
            let length = text.for_insiders().len();
            if length > MOST_BYTES {
                return Err(Unreadable::TooLong(length).into());
            }
        }
    }
    Ok((file.ticket, file.events))
}
