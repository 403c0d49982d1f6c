//! A ticket as JSON that imports again. The customer's file holds no notes and no pasted text.

use std::fs::File;
use std::io::{self, Read};
use std::mem::discriminant;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::diagnosis::{MOST_BYTES, Unreadable};
use crate::kb::{KnowledgeBase, Model};
use crate::privacy::CustomerText;
use crate::privacy::redaction::take_out;
use crate::ticket::history::standing;
use crate::ticket::{Detail, Event, EventKind, Ticket, TicketId};

/// The format's version; a file with a higher one is refused.
const VERSION: u32 = 1;

/// The marker by which a file is recognized.
const FORMAT: &str = "syncmend-ticket";

#[derive(Deserialize, Serialize)]
struct TicketFile<E, K> {
    format: String,
    version: u32,
    ticket: TicketId,
    events: Vec<E>,
    /// The knowledge base that the ticket is pinned to.
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    knowledge: Option<K>,
}

/// A ticket that was read from a file.
#[derive(Debug)]
pub struct Imported {
    /// Its id.
    pub ticket: TicketId,
    /// Its events.
    pub events: Vec<Event>,
    /// The knowledge base it is pinned to, where the file holds it.
    pub kb: Option<KnowledgeBase>,
}

/// Why a file does not import.
#[derive(Debug, Error)]
pub enum ImportError {
    /// A file that cannot be read.
    #[error("the file cannot be read as text ({reason}): {}", path.display())]
    File {
        /// What the system said.
        reason: io::Error,
        /// The file.
        path: PathBuf,
    },
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
            EventKind::Reported { .. }
            | EventKind::ScreenSaid { .. }
            | EventKind::Noted { .. }
            // Lists of users stay inside, and the quotes of findings are rows about them.
            | EventKind::Inspected { .. }
            | EventKind::Detailed { detail: Detail::GoogleAdmin(_) }
            | EventKind::Repinned { .. }
            | EventKind::Undone { .. } => false,
            EventKind::Opened { .. }
            | EventKind::Detailed { .. }
            | EventKind::Answered { .. }
            | EventKind::PutOff { .. }
            | EventKind::FixChosen { .. }
            | EventKind::Stepped { .. }
            | EventKind::WaitEnded { .. }
            | EventKind::Closed { .. }
            | EventKind::Reopened => true,
        };
        // Who worked on it stays inside.
        stays.then(|| Self(Event { by: "helpdesk".to_owned(), ..event.clone() }))
    }

    /// Takes words out of what was told.
    fn take_out(mut self, words: &[String]) -> Self {
        if let EventKind::Opened { reference: text, .. }
        | EventKind::Detailed {
            detail: Detail::Reference(text) | Detail::Customer(text) | Detail::User(text),
        } = &mut self.0.what
        {
            *text = CustomerText::from(take_out(text.as_str(), words).as_str());
        }
        self
    }
}

/// Whether a later event set the same detail: what was typed by mistake does not leave.
fn is_superseded(event: &Event, later: &[&Event]) -> bool {
    let EventKind::Detailed { detail } = &event.what else { return false };
    later.iter().any(|later| match &later.what {
        EventKind::Detailed { detail: other } => discriminant(detail) == discriminant(other),
        _ => false,
    })
}

/// Everything about a ticket with the knowledge base it is pinned to, as JSON.
///
/// # Errors
/// When an event cannot be written as JSON.
pub fn for_insiders(
    ticket: &Ticket,
    events: &[Event],
    kb: &KnowledgeBase,
) -> serde_json::Result<String> {
    let is_pinned = kb.fingerprint() == ticket.knowledge;
    pretty(ticket.id, events.iter().collect(), is_pinned.then(|| kb.model()))
}

/// What the customer may read of a ticket, as JSON: of what still stands, nothing internal.
///
/// # Errors
/// When an event cannot be written as JSON.
pub fn for_customers(
    ticket: TicketId,
    events: &[Event],
    taken_out: &[String],
) -> serde_json::Result<String> {
    let standing = standing(events);
    let current = standing
        .iter()
        .enumerate()
        .filter(|(at, event)| !is_superseded(event, &standing[at + 1..]))
        .filter_map(|(_, event)| CustomerEvent::of(event))
        .map(|event| event.take_out(taken_out));
    pretty(ticket, current.collect(), None)
}

fn pretty<E: Serialize>(
    ticket: TicketId,
    events: Vec<E>,
    knowledge: Option<&Model>,
) -> serde_json::Result<String> {
    let format = FORMAT.to_owned();
    let file = TicketFile { format, version: VERSION, ticket, events, knowledge };
    serde_json::to_string_pretty(&file).map(|json| json + "\n")
}

/// Whether a file says of itself that it is a ticket, of this or another version.
pub fn looks_like_ticket(json: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Name {
        format: String,
    }
    serde_json::from_slice::<Name>(json).is_ok_and(|name| name.format == FORMAT)
}

/// The most bytes of a file that are read: far more than any ticket.
const MOST_READ: u64 = 64 * 1024 * 1024;

/// The text of a file that may hold a ticket.
///
/// # Errors
/// When it cannot be read.
pub fn read_file(path: &Path) -> Result<String, ImportError> {
    let cannot = |reason| ImportError::File { reason, path: path.to_owned() };
    let mut text = String::new();
    let file = File::open(path).map_err(cannot)?;
    file.take(MOST_READ).read_to_string(&mut text).map_err(cannot)?;
    Ok(text)
}

/// Reads a ticket that was exported as JSON.
///
/// # Errors
/// When it is not one, is from a newer version, or no ticket begins in it.
pub fn read(json: &str) -> Result<Imported, ImportError> {
    #[derive(Deserialize)]
    struct Head {
        format: String,
        version: u32,
    }
    let head: Head = serde_json::from_str(json)?;
    if head.format == FORMAT && head.version > VERSION {
        return Err(ImportError::Newer);
    }
    let file: TicketFile<Event, serde_json::Value> = serde_json::from_str(json)?;
    if file.format != FORMAT || Ticket::fold(file.ticket, &file.events).is_none() {
        return Err(ImportError::Incomplete);
    }
    for event in &file.events {
        if let EventKind::Reported { text } | EventKind::Noted { text, .. } = &event.what {
            let length = text.for_insiders().len();
            if length > MOST_BYTES {
                return Err(Unreadable::TooLong(length).into());
            }
        }
    }
    // A knowledge base that this version cannot read is done without.
    let model = file.knowledge.and_then(|model| serde_json::from_value::<Model>(model).ok());
    let kb = model.map(KnowledgeBase::new);
    Ok(Imported { ticket: file.ticket, events: file.events, kb })
}
