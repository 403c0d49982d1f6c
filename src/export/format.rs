//! In which ways a document is written, and who reads it.

use thiserror::Error;

use super::context::DocumentContext;
use super::document::Document;
use super::{comment, customer, html, internal, json, markdown, packet, pdf, text};
use crate::diagnosis::TextReader;
use crate::ticket::Ticket;
use crate::ticket::masking::masked_to_leave;

/// Who will read a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The customer: no notes, no pasted text.
    Customer,
    /// The helpdesk: everything.
    Internal,
}

impl Audience {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Customer, Self::Internal];
}

/// Which document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The run of a ticket, for its readers.
    Checklist(Audience),
    /// What the next level needs to go on.
    Packet,
}

impl Kind {
    /// The document as it is told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Checklist(_) => "Checklist",
            Self::Packet => "Escalation packet",
        }
    }

    /// The formats in which it is written.
    pub fn formats(self) -> &'static [Format] {
        match self {
            Self::Checklist(_) => &Format::ALL,
            // It is no ticket to import.
            Self::Packet => Format::ALL.split_last().map_or(&[], |(_, others)| others),
        }
    }
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One HTML page.
    Html,
    /// PDF.
    Pdf,
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// Plain text for the comment box of a ticket system, at most [`comment::MOST_CHARS`] long.
    Comment,
    /// JSON that imports again.
    Json,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Html, Self::Pdf, Self::Md, Self::Txt, Self::Comment, Self::Json];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            _ => self.ending(),
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Md => "md",
            Self::Txt | Self::Comment => "txt",
            Self::Json => "json",
        }
    }

    /// The format as it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Md => "Markdown",
            Self::Txt => "Text",
            Self::Comment => "Comment",
            Self::Json => "JSON",
        }
    }

    /// Whether it shows pictures; the others say what they show.
    pub fn shows_pictures(self) -> bool {
        matches!(self, Self::Html | Self::Pdf)
    }

    /// Whether it is text, which can be copied and printed on a terminal.
    pub fn is_text(self) -> bool {
        self != Self::Pdf
    }
}

/// Why a document was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// As JSON.
    #[error("the document cannot be written as JSON ({0}); choose another format")]
    Json(#[from] serde_json::Error),
    /// As PDF.
    #[error("the document cannot be written as PDF ({0}); choose another format")]
    Pdf(String),
}

/// A document of a ticket as the bytes of a file, without secrets that were stored before they were
/// recognized.
///
/// # Errors
/// If the format does not take it.
pub fn document(
    context: &DocumentContext<'_>,
    kind: Kind,
    format: Format,
) -> Result<Vec<u8>, WriteError> {
    let Some(events) = masked_to_leave(context.events) else {
        return of_masked(context, kind, format);
    };
    let ticket = Ticket::fold(context.ticket.id, &events);
    let ticket = ticket.as_ref().unwrap_or(context.ticket);
    let case = ticket.case(&TextReader::of(context.kb));
    of_masked(&DocumentContext { ticket, events: &events, case: &case, ..*context }, kind, format)
}

fn of_masked(
    context: &DocumentContext<'_>,
    kind: Kind,
    format: Format,
) -> Result<Vec<u8>, WriteError> {
    match (kind, format) {
        (Kind::Checklist(Audience::Internal), Format::Json) => {
            Ok(json::for_insiders(context.ticket, context.events, context.kb)?.into_bytes())
        }
        (Kind::Checklist(Audience::Customer), Format::Json) => {
            Ok(json::for_customers(context.ticket.id, context.events, context.taken_out)?
                .into_bytes())
        }
        (Kind::Checklist(Audience::Internal), _) => write(&internal::for_insiders(context), format),
        (Kind::Checklist(Audience::Customer), _) => {
            write(&customer::for_customers(context), format)
        }
        (Kind::Packet, _) => write(&packet::for_next_level(context), format),
    }
}

/// A document as the bytes of a file; plain text where JSON is asked for.
///
/// # Errors
/// When the format does not take it.
pub fn write<A>(document: &Document<A>, format: Format) -> Result<Vec<u8>, WriteError> {
    Ok(match format {
        Format::Html => html::write(document).into_bytes(),
        Format::Pdf => pdf::write(document).map_err(WriteError::Pdf)?,
        Format::Md => markdown::write(document).into_bytes(),
        Format::Comment => comment::write(document).into_bytes(),
        Format::Txt | Format::Json => text::write(document).into_bytes(),
    })
}
