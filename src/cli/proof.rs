//! `syncmend ticket proof`: the command that checks a step, and what its output proves.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::tz::TimeZone;

use super::{CallError, read_text};
use crate::ticket::proof;
use crate::ticket::store::Stored;
use crate::ticket_service::{TicketService, step_in_fix};

/// Which step, and what its command wrote.
#[derive(Args, Debug)]
pub struct ProofArguments {
    /// The ticket
    id: String,
    /// The step's number in the current fix, or its id
    step: String,
    /// The file with the command's output; - reads standard input. Without it, prints the command
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
}

/// Prints the command of a step, or checks its output and records what it proves.
pub(super) fn run(
    call: &ProofArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let ticket = service.store().find(&call.id)?;
    let stored = service.store().load(ticket)?;
    let (step, cause, method) = step_in_fix(&stored, &call.step)?;
    let command = proof::command(&stored.ticket, step).ok_or_else(|| {
        CallError::Failed(format!(
            "no command checks the step {}; look at the page that it names",
            step.id
        ))
    })?;
    let command = command.map_err(|why| CallError::Failed(why.to_string()))?;
    let Some(file) = &call.file else {
        writeln!(out, "{}", command.line)?;
        return Ok(());
    };
    if !proof::is_read(step) {
        return Err(CallError::Failed(format!(
            "the output of this command is not read; look at it yourself: {}",
            command.line
        )));
    }
    let text = read_text(file)?;
    let at = (cause, method, step);
    let proved = proof::of_output(&stored.ticket, &stored.kb, at, &text)
        .map_err(|why| CallError::Failed(why.summary(&TimeZone::system())))?;
    let Stored { ticket, .. } = service.record(ticket, vec![proved])?;
    if let Some(record) = ticket.proof(cause, method, step) {
        let zone = TimeZone::system();
        writeln!(out, "{}", record.summary(&zone))?;
    }
    Ok(())
}
