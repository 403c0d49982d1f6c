//! `syncmend ticket export` and `ticket packet`: a ticket as a document, written to a file or printed.

use std::io::{IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::tz::TimeZone;

use super::CallError;
use crate::diagnosis::TextReader;
use crate::export::{self, Audience, DocumentContext, DocumentKind, Format, StepPictures};
use crate::files::{self, NotWritten, Replace};
use crate::picture::of_steps;
use crate::ticket_service::TicketService;

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
    /// Include a picture of each step (html and pdf only)
    #[arg(long)]
    pictures: bool,
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

/// Parses the formats of a packet.
fn packet_format() -> impl TypedValueParser<Value = Format> {
    let values = DocumentKind::Packet.formats().iter().filter_map(ValueEnum::to_possible_value);
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
    if call.pictures && !call.format.shows_pictures() {
        let what = call.format.name();
        return Err(CallError::Usage(format!(
            "{what} cannot show pictures; use --format html or pdf"
        )));
    }
    let kind = DocumentKind::Checklist(call.audience);
    let document = of_ticket(service, &call.id, kind, call.format, call.pictures)?;
    call.destination.write(&document, out)
}

/// Writes the escalation packet of a ticket.
pub(super) fn packet(
    call: &PacketArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    call.destination.check(call.format)?;
    let document = of_ticket(service, &call.id, DocumentKind::Packet, call.format, false)?;
    call.destination.write(&document, out)
}

fn of_ticket(
    service: &mut TicketService,
    id: &str,
    kind: DocumentKind,
    format: Format,
    with_pictures: bool,
) -> Result<Vec<u8>, CallError> {
    let ticket = service.store().find(id)?;
    let stored = service.store().load(ticket)?;
    let case = stored.ticket.case(&TextReader::of(&stored.kb));
    let mut context = DocumentContext {
        ticket: &stored.ticket,
        events: &stored.events,
        case: &case,
        kb: &stored.kb,
        now: service.now(),
        zone: &TimeZone::system(),
        pictures: &StepPictures::new(),
        removed_words: &[],
    };
    let pictures;
    if with_pictures {
        pictures = of_steps(&context).map_err(|error| CallError::Failed(error.to_string()))?;
        context.pictures = &pictures;
    }
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
