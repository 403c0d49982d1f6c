//! `syncmend ticket export` and `ticket packet`: a ticket as a document, into a file or printed.

use std::io::{IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;

use super::CallError;
use super::parse::{parse_audience, parse_format, parse_packet_format};
use crate::diagnosis::TextReader;
use crate::export::{self, Audience, DocumentContext, Format, Kind, StepPictures};
use crate::files::{self, NotWritten, Replace};
use crate::picture::of_steps;
use crate::ticket_service::TicketService;

/// Which checklist, and where to.
#[derive(Args, Debug)]
pub struct ExportArguments {
    /// The ticket
    id: String,
    /// How it is written: md, html, pdf, txt, comment or json
    #[arg(long, value_parser = parse_format)]
    format: Format,
    /// Who will read it: customer or internal
    #[arg(long, value_parser = parse_audience)]
    audience: Audience,
    /// With a picture of each step, in html or pdf
    #[arg(long)]
    pictures: bool,
    #[command(flatten)]
    place: Place,
}

/// Which packet, and where to.
#[derive(Args, Debug)]
pub struct PacketArguments {
    /// The ticket
    id: String,
    /// How it is written: md, html, pdf, txt or comment
    #[arg(long, value_parser = parse_packet_format, default_value = "txt")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// Where a document goes.
#[derive(Args, Debug)]
pub(super) struct Place {
    /// The file; standard output where none is named
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace the file if there is one
    #[arg(long, requires = "out")]
    replace: bool,
}

/// Writes the checklist of a ticket.
pub(super) fn export(
    call: &ExportArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    call.place.accepts(call.format)?;
    if call.pictures && !call.format.shows_pictures() {
        let what = call.format.name();
        return Err(CallError::Usage(format!("{what} shows no pictures; choose html or pdf")));
    }
    let kind = Kind::Checklist(call.audience);
    let document = of_ticket(service, &call.id, kind, call.format, call.pictures)?;
    call.place.put(&document, out)
}

/// Writes the escalation packet of a ticket.
pub(super) fn packet(
    call: &PacketArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    call.place.accepts(call.format)?;
    let document = of_ticket(service, &call.id, Kind::Packet, call.format, false)?;
    call.place.put(&document, out)
}

fn of_ticket(
    service: &mut TicketService,
    id: &str,
    kind: Kind,
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
        taken_out: &[],
    };
    let pictures;
    if with_pictures {
        pictures = of_steps(&context).map_err(|error| CallError::Failed(error.to_string()))?;
        context.pictures = &pictures;
    }
    Ok(export::document(&context, kind, format)?)
}

impl Place {
    /// What is no text would garble a terminal.
    fn accepts(&self, format: Format) -> Result<(), CallError> {
        if self.out.is_none() && !format.is_text() && stdout().is_terminal() {
            let what = format.name();
            return Err(CallError::Usage(format!(
                "a terminal does not show {what}; name a file with --out"
            )));
        }
        Ok(())
    }

    /// Writes it there, or prints it.
    pub(super) fn put(&self, document: &[u8], out: &mut dyn Write) -> Result<(), CallError> {
        let Some(path) = &self.out else { return Ok(out.write_all(document)?) };
        let replace = if self.replace { Replace::Yes } else { Replace::AskFirst };
        files::write(path, replace, document).map_err(|error| not_saved(&error, path))
    }
}

pub(super) fn not_saved(error: &NotWritten, path: &Path) -> CallError {
    let path = path.display();
    CallError::Failed(match error {
        NotWritten::Exists(_) => {
            format!("a file of that name exists already; name another or add --replace: {path}")
        }
        NotWritten::IsFolder(_) => format!("this is a folder; add a file name: {path}"),
        NotWritten::Refused { reason, .. } => format!(
            "the document cannot be saved there ({reason}); name another place, or leave --out away to print it: {path}"
        ),
    })
}
