//! Documents of tickets, as the window and the command line make them.

use jiff::tz::TimeZone;
use syncmend::diagnosis::Case;
use syncmend::export::{DocumentContext, DocumentKind, Format, Letterhead, document};
use syncmend::readers::reader_of;
use syncmend::ticket::store::Stored;

use crate::support::now;

/// A document of a ticket as the bytes of its file.
pub fn file(stored: &Stored, kind: DocumentKind, format: Format) -> Vec<u8> {
    with_letterhead(stored, kind, format, &Letterhead::default())
}

/// A document of a ticket, as somebody sends it.
pub fn with_letterhead(
    stored: &Stored,
    kind: DocumentKind,
    format: Format,
    letterhead: &Letterhead,
) -> Vec<u8> {
    without_words(stored, kind, format, letterhead, &[])
}

/// A document of a ticket, as somebody sends it who removes some words.
pub fn without_words(
    stored: &Stored,
    kind: DocumentKind,
    format: Format,
    letterhead: &Letterhead,
    words: &[String],
) -> Vec<u8> {
    let case = stored.ticket.case(&reader_of(&stored.kb));
    let context = document_context(stored, &case, letterhead);
    let context = DocumentContext { removed_words: words, ..context };
    document(&context, kind, format).expect("it can be written")
}

/// What a document of a ticket is made from, without pictures and with no words removed.
pub fn document_context<'a>(
    stored: &'a Stored,
    case: &'a Case,
    letterhead: &'a Letterhead,
) -> DocumentContext<'a> {
    static ZONE: TimeZone = TimeZone::UTC;
    DocumentContext {
        ticket: &stored.ticket,
        events: &stored.events,
        case,
        kb: &stored.kb,
        now: now(),
        zone: &ZONE,
        with_pictures: false,
        removed_words: &[],
        letterhead,
        language: None,
    }
}
