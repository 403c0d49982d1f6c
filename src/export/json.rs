//! A ticket as JSON that can be imported again. The customer's file has no notes and no pasted text.

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
use crate::ticket::{Detail, Event, EventKind, Ticket, TicketId, order};

/// The version of the format; a file with a higher one is rejected.
const VERSION: u32 = 2;

/// The marker by which a ticket file is recognized.
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
    /// The knowledge base it is pinned to; `None` if the file lacks it.
    pub kb: Option<KnowledgeBase>,
}

/// Why a file could not be imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("cannot read the file as text ({reason}); choose a ticket that Syncmend exported as JSON: {}", path.display())]
    File {
        /// The system's reason.
        reason: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// The file is not JSON, or has other fields.
    #[error("the file is not a ticket; choose one that Syncmend exported as JSON")]
    NotATicket(#[from] serde_json::Error),
    /// The file was written by a newer version.
    #[error(
        "the ticket was exported by a newer version of Syncmend; install that version to import it"
    )]
    Newer,
    /// A text of the ticket is not accepted.
    #[error("a text of the ticket is not accepted: {0}")]
    Text(#[from] Unreadable),
    /// The file does not contain the opening of a ticket.
    #[error("the file does not contain a complete ticket; export it again")]
    Incomplete,
}

/// An event without internal text. A customer's file can contain no others.
#[derive(Serialize)]
struct CustomerEvent(Event);

impl CustomerEvent {
    /// Converts an event; `None` if it has internal text or is about something that the customer does
    /// not see.
    fn of(event: &Event) -> Option<Self> {
        let is_public = match &event.what {
            EventKind::Reported { .. }
            | EventKind::ScreenSaid { .. }
            | EventKind::Noted { .. }
            // Lists of users are internal, and so are the quotes of findings, which are rows of users.
            | EventKind::Inspected { .. }
            | EventKind::Detailed { detail: Detail::GoogleAdmin(_) }
            | EventKind::Repinned { .. }
            // May hold the admin account.
            | EventKind::CustomerLinked { .. }
            | EventKind::CustomerDenied { .. }
            | EventKind::Unknown(_)
            | EventKind::Undone { .. } => false,
            EventKind::Opened { .. }
            | EventKind::Detailed { .. }
            | EventKind::Answered { .. }
            | EventKind::PutOff { .. }
            | EventKind::FixChosen { .. }
            | EventKind::Stepped { .. }
            | EventKind::WaitEnded { .. }
            | EventKind::Proved { .. }
            | EventKind::ValueNoted { .. }
            | EventKind::WaitSet { .. }
            | EventKind::Closed { .. }
            | EventKind::Reopened => true,
        };
        // The technician's account and seat are internal.
        is_public.then(|| Self(Event { by: "helpdesk".to_owned(), stamp: None, ..event.clone() }))
    }

    /// Removes words from the customer's details.
    fn remove_words(mut self, words: &[String]) -> Self {
        if let EventKind::Opened { reference: text, .. }
        | EventKind::ValueNoted { value: text, .. }
        | EventKind::Detailed {
            detail:
                Detail::Reference(text)
                | Detail::Customer(text)
                | Detail::User(text)
                | Detail::Headline(text)
                | Detail::Closing(text),
        } = &mut self.0.what
        {
            *text = CustomerText::from(take_out(text.as_str(), words).as_str());
        }
        self
    }
}

/// Returns whether a later event set the same detail. What was typed by mistake is not exported.
fn is_superseded(event: &Event, later: &[&Event]) -> bool {
    let EventKind::Detailed { detail } = &event.what else { return false };
    later.iter().any(|later| match &later.what {
        EventKind::Detailed { detail: other } => discriminant(detail) == discriminant(other),
        _ => false,
    })
}

/// Writes the whole ticket, with the knowledge base it is pinned to, as JSON.
///
/// # Errors
/// If an event cannot be written as JSON.
pub fn for_insiders(
    ticket: &Ticket,
    events: &[Event],
    kb: &KnowledgeBase,
) -> serde_json::Result<String> {
    let is_pinned = kb.fingerprint() == ticket.knowledge;
    pretty(ticket.id, events.iter().collect(), is_pinned.then(|| kb.model()))
}

/// Writes what the customer may read of a ticket as JSON: nothing internal, and nothing undone.
///
/// # Errors
/// If an event cannot be written as JSON.
pub fn for_customers(
    ticket: TicketId,
    events: &[Event],
    removed_words: &[String],
) -> serde_json::Result<String> {
    let standing = standing(events);
    let current = standing
        .iter()
        .enumerate()
        .filter(|(at, event)| !is_superseded(event, &standing[at + 1..]))
        .filter_map(|(_, event)| CustomerEvent::of(event))
        .map(|event| event.remove_words(removed_words));
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

/// Returns whether a file is marked as a ticket, of this or another version.
pub fn looks_like_ticket(json: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Name {
        format: String,
    }
    serde_json::from_slice::<Name>(json).is_ok_and(|name| name.format == FORMAT)
}

/// The most bytes of a file that are read: far more than any ticket has.
const MOST_READ: u64 = 64 * 1024 * 1024;

/// Reads the text of a file that may be a ticket.
///
/// # Errors
/// If it cannot be read as text.
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
/// If it is not such a ticket, was written by a newer version, or is incomplete.
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
    let mut file: TicketFile<Event, serde_json::Value> = serde_json::from_str(json)?;
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
    // Files of version 1 know no stamps.
    order::stamp_older(&mut file.events);
    // A knowledge base that this version cannot read is ignored.
    let model = file.knowledge.and_then(|model| serde_json::from_value::<Model>(model).ok());
    let kb = model.map(KnowledgeBase::new);
    Ok(Imported { ticket: file.ticket, events: file.events, kb })
}
