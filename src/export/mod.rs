//! A ticket out as a checklist: one file a format. Knows `ticket`, `diagnosis` and `kb`.

mod customer;
mod document;
pub mod file;
mod history;
mod html;
mod internal;
mod json;
mod markdown;
mod run;
mod text;

pub use customer::for_customers;
pub use document::{Block, CustomerDocument, Document, InternalDocument, Span, Tick};
pub use history::{Entry, happened, history};
pub use internal::for_insiders;
pub use json::{ImportError, Imported, read as read_json, read_file as read_ticket_file};
pub use run::{Run, percent};

/// Who will read a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The customer: no notes, no pasted text.
    Customer,
    /// The helpdesk: everything.
    Internal,
}

/// How a checklist is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Md,
    /// One HTML page.
    Html,
    /// Plain text.
    Txt,
    /// JSON that imports again.
    Json,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Html, Self::Md, Self::Txt, Self::Json];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Txt => "txt",
            Self::Json => "json",
        }
    }

    /// The format as it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Md => "Markdown",
            Self::Html => "HTML",
            Self::Txt => "Text",
            Self::Json => "JSON",
        }
    }
}

/// A ticket as a checklist.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn checklist(run: &Run<'_>, format: Format, audience: Audience) -> serde_json::Result<String> {
    match (format, audience) {
        (Format::Json, Audience::Internal) => json::for_insiders(run.ticket, run.events, run.kb),
        (Format::Json, Audience::Customer) => json::for_customers(run.ticket.id, run.events),
        (_, Audience::Internal) => Ok(write(&for_insiders(run), format)),
        (_, Audience::Customer) => Ok(write(&for_customers(run), format)),
    }
}

fn write<A>(document: &Document<A>, format: Format) -> String {
    match format {
        Format::Html => html::write(document),
        Format::Txt | Format::Json => text::write(document),
        Format::Md => markdown::write(document),
    }
}

/// The text without characters that are not seen but change how the rest is read: controls, line
/// and paragraph separators, and direction marks.
pub fn visible(text: &str) -> String {
    let hides = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if hides(c) { '\u{fffd}' } else { c }).collect()
}
