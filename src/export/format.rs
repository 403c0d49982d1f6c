//! The kinds of documents, their audiences, and their formats.

use clap::ValueEnum;
use thiserror::Error;

use super::context::DocumentContext;
use super::document::Document;
use super::pdf::{PagePreview, pages};
use super::{comment, customer, html, internal, json, markdown, packet, pdf, text, walkthrough};
use crate::readers::reader_of;
use crate::ticket::Ticket;
use crate::ticket::masking::masked_to_leave;

/// Who reads a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// The customer: without notes and pasted text.
    Customer,
    /// The helpdesk: with everything.
    Internal,
}

impl Audience {
    /// All audiences.
    pub const ALL: [Self; 2] = [Self::Customer, Self::Internal];
}

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// What was found and done on a ticket, for an audience.
    Checklist(Audience),
    /// The whole fix for a customer who does it alone, step by step.
    Walkthrough,
    /// What the next level of support needs to continue.
    Packet,
}

impl DocumentKind {
    /// Returns the kind of document as shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Checklist(_) => "Checklist",
            Self::Walkthrough => "Walkthrough",
            Self::Packet => "Escalation packet",
        }
    }

    /// Returns the formats in which it can be written.
    pub fn formats(self) -> &'static [Format] {
        match self {
            Self::Checklist(_) => &Format::ALL,
            // A comment has no room for it.
            Self::Walkthrough => &Format::ALL[..4],
            // JSON is for tickets that can be imported again.
            Self::Packet => Format::ALL.split_last().map_or(&[], |(_, others)| others),
        }
    }
}

/// The format of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A single HTML page.
    Html,
    /// PDF.
    Pdf,
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// Plain text for the comment field of a ticket system, at most [`comment::MOST_CHARS`] characters.
    Comment,
    /// JSON that can be imported again.
    Json,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Html, Self::Pdf, Self::Md, Self::Txt, Self::Comment, Self::Json];

    /// Returns the file name extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Md => "md",
            Self::Txt | Self::Comment => "txt",
            Self::Json => "json",
        }
    }

    /// Returns the format as shown.
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

    /// Returns whether it can show pictures; other formats have their descriptions instead.
    pub fn shows_pictures(self) -> bool {
        matches!(self, Self::Html | Self::Pdf)
    }

    /// Returns whether it is text, which can be copied and printed on a terminal.
    pub fn is_text(self) -> bool {
        self != Self::Pdf
    }
}

/// Why a document could not be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// Writing JSON failed.
    #[error("cannot write the document as JSON ({0}); choose another format")]
    Json(#[from] serde_json::Error),
    /// Writing PDF failed.
    #[error("cannot write the document as PDF ({0}); choose another format")]
    Pdf(String),
}

/// Creates a document of a ticket, without secrets that were stored before they were recognized;
/// returns the bytes of its file.
///
/// # Errors
/// If the document cannot be written in the format.
pub fn document(
    context: &DocumentContext<'_>,
    kind: DocumentKind,
    format: Format,
) -> Result<Vec<u8>, WriteError> {
    with_secrets_masked(context, |context| of_masked(context, kind, format))
}

/// Lays a document of a ticket out as the pages of its PDF, without secrets that were stored before they
/// were recognized.
///
/// # Errors
/// If an embedded font is damaged.
pub fn preview(
    context: &DocumentContext<'_>,
    kind: DocumentKind,
) -> Result<Vec<PagePreview>, String> {
    with_secrets_masked(context, |context| match kind {
        DocumentKind::Checklist(Audience::Customer) => pages(&customer::for_customers(context)),
        DocumentKind::Checklist(Audience::Internal) => pages(&internal::for_insiders(context)),
        DocumentKind::Walkthrough => pages(&walkthrough::walkthrough(context)),
        DocumentKind::Packet => pages(&packet::for_next_level(context)),
    })
}

/// Makes something of a ticket, without secrets that were stored before they were recognized.
pub fn with_secrets_masked<T>(
    context: &DocumentContext<'_>,
    make: impl FnOnce(&DocumentContext<'_>) -> T,
) -> T {
    let Some(events) = masked_to_leave(context.events) else { return make(context) };
    let ticket = Ticket::fold(context.ticket.id, &events);
    let ticket = ticket.as_ref().unwrap_or(context.ticket);
    let case = ticket.case(&reader_of(context.kb));
    make(&DocumentContext { ticket, events: &events, case: &case, ..*context })
}

fn of_masked(
    context: &DocumentContext<'_>,
    kind: DocumentKind,
    format: Format,
) -> Result<Vec<u8>, WriteError> {
    match (kind, format) {
        (DocumentKind::Checklist(Audience::Internal), Format::Json) => {
            Ok(json::for_insiders(context.ticket, context.events, context.kb)?.into_bytes())
        }
        (DocumentKind::Checklist(Audience::Customer), Format::Json) => {
            Ok(json::for_customers(context.ticket.id, context.events, context.removed_words)?
                .into_bytes())
        }
        (DocumentKind::Checklist(Audience::Internal), _) => {
            write(&internal::for_insiders(context), format)
        }
        (DocumentKind::Checklist(Audience::Customer), _) => {
            write(&customer::for_customers(context), format)
        }
        (DocumentKind::Walkthrough, _) => write(&walkthrough::walkthrough(context), format),
        (DocumentKind::Packet, _) => write(&packet::for_next_level(context), format),
    }
}

/// Writes a document; returns the bytes of its file. JSON is for whole tickets only and gives plain
/// text here.
///
/// # Errors
/// If the document cannot be written in the format.
pub fn write<A>(document: &Document<A>, format: Format) -> Result<Vec<u8>, WriteError> {
    Ok(match format {
        Format::Html => html::write(document).into_bytes(),
        Format::Pdf => pdf::write(document).map_err(WriteError::Pdf)?,
        Format::Md => markdown::write(document).into_bytes(),
        Format::Comment => comment::write(document).into_bytes(),
        Format::Txt | Format::Json => text::write(document).into_bytes(),
    })
}
