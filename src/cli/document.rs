//! `syncmend ticket export` and `ticket packet`: a ticket as a document, written to a file or printed.

use std::io::{IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::tz::TimeZone;

use super::CallError;
use crate::export::{
    self, Audience, DocumentContext, DocumentKind, DocumentPreferences, Format, LETTERHEAD_SETTING,
};
use crate::files::{self, NotWritten, Replace};
use crate::kb::words::Language;
use crate::readers::reader_of;
use crate::ticket_service::{ServiceError, TicketService};

/// The checklist to write and its destination.
#[derive(Args, Debug)]
pub struct ExportArguments {
    /// The ticket
    id: String,
    /// The format of the checklist
    #[arg(long, value_enum)]
    format: Format,
    /// Who reads the checklist
    #[arg(long, value_enum)]
    audience: Audience,
    /// Include a drawing of the page of each step (html and pdf only)
    #[arg(long)]
    pictures: bool,
    /// The language of the customer, instead of that of the ticket
    #[arg(long, value_enum)]
    language: Option<Language>,
    #[command(flatten)]
    destination: Destination,
}

/// The escalation packet to write and its destination.
#[derive(Args, Debug)]
pub struct PacketArguments {
    /// The ticket
    id: String,
    /// The format of the packet
    #[arg(long, value_parser = packet_format(), default_value = "txt")]
    format: Format,
    #[command(flatten)]
    destination: Destination,
}

/// The walkthrough to write and its destination.
#[derive(Args, Debug)]
pub struct WalkthroughArguments {
    /// The ticket
    id: String,
    /// The format of the walkthrough
    #[arg(long, value_parser = walkthrough_format())]
    format: Format,
    /// Include a drawing of the page of each step (html and pdf only)
    #[arg(long)]
    pictures: bool,
    /// The language of the customer, instead of that of the ticket
    #[arg(long, value_enum)]
    language: Option<Language>,
    #[command(flatten)]
    destination: Destination,
}

/// Parses the formats of a walkthrough.
fn walkthrough_format() -> impl TypedValueParser<Value = Format> {
    formats_of(DocumentKind::Walkthrough)
}

/// Parses the formats of a packet.
fn packet_format() -> impl TypedValueParser<Value = Format> {
    formats_of(DocumentKind::Packet)
}

fn formats_of(kind: DocumentKind) -> impl TypedValueParser<Value = Format> {
    let values = kind.formats().iter().filter_map(ValueEnum::to_possible_value);
    PossibleValuesParser::new(values).try_map(|name| Format::from_str(&name, false))
}

/// Where a document is written to.
#[derive(Args, Debug)]
pub(super) struct Destination {
    /// Write to this file instead of standard output
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "out")]
    replace: bool,
}

/// Writes the checklist of a ticket.
pub(super) fn export(
    call: &ExportArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    call.destination.check(call.format)?;
    check_pictures(call.pictures, call.format)?;
    let kind = DocumentKind::Checklist(call.audience);
    let document = of_ticket(service, &call.id, kind, call.format, call.pictures, call.language)?;
    call.destination.write(&document, out)
}

/// Writes the walkthrough of the current fix of a ticket.
pub(super) fn walkthrough(
    call: &WalkthroughArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    call.destination.check(call.format)?;
    check_pictures(call.pictures, call.format)?;
    let kind = DocumentKind::Walkthrough;
    let stored = service.store().find(&call.id)?;
    if service.store().load(stored)?.ticket.fix.is_none() {
        return Err(ServiceError::NoFix.into());
    }
    let document = of_ticket(service, &call.id, kind, call.format, call.pictures, call.language)?;
    call.destination.write(&document, out)
}

fn check_pictures(are_asked: bool, format: Format) -> Result<(), CallError> {
    if are_asked && !format.shows_pictures() {
        let what = format.name();
        return Err(CallError::Usage(format!(
            "{what} cannot show pictures; use --format html or pdf"
        )));
    }
    Ok(())
}

/// Writes the escalation packet of a ticket.
pub(super) fn packet(
    call: &PacketArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    call.destination.check(call.format)?;
    let document = of_ticket(service, &call.id, DocumentKind::Packet, call.format, false, None)?;
    call.destination.write(&document, out)
}

fn of_ticket(
    service: &mut TicketService,
    id: &str,
    kind: DocumentKind,
    format: Format,
    with_pictures: bool,
    language: Option<Language>,
) -> Result<Vec<u8>, CallError> {
    let ticket = service.store().find(id)?;
    let stored = service.store().load(ticket)?;
    let setting = service.store().setting(LETTERHEAD_SETTING)?;
    let preferences = DocumentPreferences::of_setting(setting.as_deref())?;
    let case = stored.ticket.case(&reader_of(&stored.kb));
    let context = DocumentContext {
        ticket: &stored.ticket,
        events: &stored.events,
        case: &case,
        kb: &stored.kb,
        now: service.now(),
        zone: &TimeZone::system(),
        with_pictures,
        removed_words: &preferences.removed_words,
        letterhead: &preferences.letterhead,
        language,
    };
    Ok(export::document(&context, kind, format)?)
}

impl Destination {
    /// Fails if the document would be printed on a terminal and is not text.
    fn check(&self, format: Format) -> Result<(), CallError> {
        if self.out.is_none() && !format.is_text() && stdout().is_terminal() {
            let what = format.name();
            return Err(CallError::Usage(format!(
                "a terminal cannot show {what}; choose a file with --out"
            )));
        }
        Ok(())
    }

    /// Writes the document to the file, or prints it.
    pub(super) fn write(&self, document: &[u8], out: &mut dyn Write) -> Result<(), CallError> {
        let Some(path) = &self.out else { return Ok(out.write_all(document)?) };
        let replace = if self.replace { Replace::Yes } else { Replace::AskFirst };
        files::write(path, replace, document).map_err(|error| not_saved(&error, path))
    }
}

/// Returns the error of a command whose output file was not written.
pub(super) fn not_saved(error: &NotWritten, path: &Path) -> CallError {
    let path = path.display();
    CallError::Failed(match error {
        NotWritten::Exists(_) => {
            format!("the file already exists; choose another name or add --replace: {path}")
        }
        NotWritten::IsFolder(_) => format!("this is a folder; add a file name: {path}"),
        NotWritten::Refused { reason, .. } => {
            format!("cannot write the file ({reason}); choose another location with --out: {path}")
        }
    })
}
