//! `syncmend ticket …`: work on tickets, list them, hand them over.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;

use super::document::{self, ExportArguments, PacketArguments};
use super::evidence::{self, InspectArguments, UsersArguments};
use super::parse::{parse_mark, parse_outcome, parse_state, parse_theme};
use super::{CallError, Output, known_symptom, parse_answer, pictures, read_text, show};
use crate::diagnosis::{Answer, accept};
use crate::kb::{CauseId, KnowledgeBase, MethodId};
use crate::picture::Theme;
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::store::{Query, Stored};
use crate::ticket::{Detail, EventKind, Outcome, State, StepResult, TicketId};
use crate::ticket_service::{TicketService, step_in_fix, stepped};

/// A call about tickets. ID is a ticket's id or, where only one has it, its reference.
#[derive(Debug, Subcommand)]
pub enum TicketCall {
    /// Begin a ticket and print its id
    New {
        /// The number in the ticket system
        #[arg(long)]
        reference: String,
        /// Who called
        #[arg(long)]
        customer: Option<String>,
        /// The affected user's e-mail address
        #[arg(long, value_name = "EMAIL")]
        user: Option<String>,
        /// The complaint
        #[arg(long)]
        text: Option<String>,
    },
    /// Answer a symptom
    Answer {
        /// The ticket
        id: String,
        /// The symptom's id
        symptom: String,
        /// yes, no or cant-tell
        #[arg(value_parser = parse_answer)]
        answer: Answer,
    },
    /// Take the fix of a cause in hand
    Fix {
        /// The ticket
        id: String,
        /// The cause's id
        cause: String,
        /// One of the ways of the cause; the first where none is named
        #[arg(long, alias = "way")]
        method: Option<String>,
    },
    /// End a step of the fix in hand
    Step {
        /// The ticket
        id: String,
        /// The step's number in the fix in hand, or its id
        step: String,
        /// done, skipped or no-effect
        #[arg(value_parser = parse_mark)]
        result: StepResult,
        /// A note about the step
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Write a note
    Note {
        /// The ticket
        id: String,
        /// The note
        text: String,
        /// Store what looks like a secret as it is
        #[arg(long)]
        as_is: bool,
    },
    /// Read exported files and keep what they show, not the files
    Inspect(InspectArguments),
    /// Write the affected users that files showed as CSV
    Users(UsersArguments),
    /// Take back the last thing that you did to a ticket
    Undo {
        /// The ticket
        id: String,
    },
    /// Bring back what you took back last
    Redo {
        /// The ticket
        id: String,
    },
    /// Close a ticket
    Close {
        /// The ticket
        id: String,
        /// solved, escalated or abandoned
        #[arg(value_parser = parse_outcome)]
        outcome: Outcome,
    },
    /// List tickets: those whose wait is over, then the last changed first
    List {
        /// Only tickets with these words
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
        /// Only tickets that stand so: open, waiting, solved, escalated or abandoned
        #[arg(long, value_parser = parse_state)]
        state: Option<State>,
        /// Only tickets with the fix of this cause in hand
        #[arg(long)]
        cause: Option<String>,
        /// Only tickets that changed in so many days
        #[arg(long, value_name = "DAYS")]
        days: Option<u32>,
        /// At most so many
        #[arg(long, value_name = "NUMBER")]
        most: Option<usize>,
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Show a ticket
    Show {
        /// The ticket
        id: String,
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Write the checklist of a ticket
    Export(ExportArguments),
    /// Write the escalation packet of a ticket: what the next level needs to go on
    Packet(PacketArguments),
    /// Draw the steps of the fix in hand as PNG, without a display
    Pictures {
        /// The ticket
        id: String,
        /// The folder; it is made where there is none
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// light or dark
        #[arg(long, value_parser = parse_theme, default_value = "light")]
        theme: Theme,
    },
    /// Take in a ticket that was exported as JSON
    Import {
        /// The file
        file: PathBuf,
    },
    /// Write all tickets into one file
    Backup {
        /// The file
        file: PathBuf,
    },
    /// Take in what a backup has and is not here
    Restore {
        /// The file
        file: PathBuf,
    },
    /// Take away, for good, all tickets that have not changed for a time
    Purge {
        /// The days without a change
        #[arg(long, value_name = "DAYS")]
        older_than: u32,
    },
}

/// Carries the call out.
pub(super) fn run(
    call: &TicketCall,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    match call {
        TicketCall::New { reference, customer, user, text } => {
            let stored =
                new(service, reference, customer.as_deref(), user.as_deref(), text.as_deref())?;
            writeln!(out, "{}", stored.ticket.id)?;
        }
        TicketCall::Answer { id, symptom, answer } => {
            let stored = load(service, id)?;
            let symptom = known_symptom(&stored.kb, symptom)?;
            service.record(
                stored.ticket.id,
                vec![EventKind::Answered { symptom, answer: Some(*answer) }],
            )?;
        }
        TicketCall::Fix { id, cause, method } => {
            let stored = load(service, id)?;
            let (cause, method) = known_method(&stored.kb, cause, method.as_deref())?;
            service.record(stored.ticket.id, vec![EventKind::FixChosen { cause, method }])?;
        }
        TicketCall::Step { id, step, result, note } => {
            end_step(service, id, step, *result, note.as_deref())?;
        }
        TicketCall::Note { id, text, as_is } => note(service, id, text, *as_is)?,
        TicketCall::Pictures { id, out: folder, theme } => {
            pictures::run(&load(service, id)?, folder, *theme, out)?;
        }
        TicketCall::Inspect(call) => evidence::inspect(call, service, out)?,
        TicketCall::Users(call) => evidence::users(call, service, out)?,
        TicketCall::Undo { id } => {
            let ticket = find(service, id)?;
            service.undo(ticket)?;
        }
        TicketCall::Redo { id } => {
            let ticket = find(service, id)?;
            service.redo(ticket)?;
        }
        TicketCall::Close { id, outcome } => {
            let ticket = find(service, id)?;
            service.record(ticket, vec![EventKind::Closed { outcome: *outcome }])?;
        }
        TicketCall::List { search, state, cause, days, most, format } => {
            let query = Query {
                words: search.clone().unwrap_or_default(),
                state: *state,
                cause: cause.as_deref().map(CauseId::from),
                since: days.map(|days| service.days_ago(days)),
                most: most.unwrap_or(usize::MAX),
            };
            show::list(service, &query, *format, out)?;
        }
        TicketCall::Show { id, format } => show::show(&load(service, id)?, service, *format, out)?,
        TicketCall::Export(call) => document::export(call, service, out)?,
        TicketCall::Packet(call) => document::packet(call, service, out)?,
        TicketCall::Import { file } => {
            let stored = service.import(&read_text(file)?)?;
            writeln!(out, "{}", stored.ticket.id)?;
        }
        TicketCall::Backup { file } => service.store().back_up(file)?,
        TicketCall::Restore { file } => {
            let restored = service.store().restore(file)?;
            let (tickets, entries) = (restored.tickets, restored.entries);
            writeln!(out, "{entries} entries of {tickets} tickets were new here")?;
        }
        TicketCall::Purge { older_than } => purge(service, *older_than, out)?,
    }
    Ok(())
}

fn find(service: &mut TicketService, id: &str) -> Result<TicketId, CallError> {
    Ok(service.store().find(id)?)
}

fn load(service: &mut TicketService, id: &str) -> Result<Stored, CallError> {
    let ticket = find(service, id)?;
    Ok(service.store().load(ticket)?)
}

fn new(
    service: &mut TicketService,
    reference: &str,
    customer: Option<&str>,
    user: Option<&str>,
    text: Option<&str>,
) -> Result<Stored, CallError> {
    if reference.trim().is_empty() {
        return Err(CallError::Usage(
            "the reference is empty; give the ticket's number".to_owned(),
        ));
    }
    accept(text.unwrap_or_default())?;
    let customer = customer
        .map(|name| EventKind::Detailed { detail: Detail::Customer(CustomerText::from(name)) });
    let user =
        user.map(|user| EventKind::Detailed { detail: Detail::User(CustomerText::from(user)) });
    let text = text.map(|text| EventKind::Reported { text: InternalText::from(text) });
    let rest = [customer, user, text].into_iter().flatten().collect();
    Ok(service.open_ticket(reference.trim(), rest)?)
}

fn note(service: &mut TicketService, id: &str, text: &str, as_is: bool) -> Result<(), CallError> {
    accept(text)?;
    if text.trim().is_empty() {
        return Err(CallError::Usage("the note is empty; give its words".to_owned()));
    }
    let ticket = find(service, id)?;
    let what = EventKind::Noted { step: None, text: InternalText::from(text) };
    if as_is {
        service.record_as_is(ticket, vec![what])?;
    } else {
        service.record(ticket, vec![what])?;
    }
    Ok(())
}

fn purge(service: &mut TicketService, days: u32, out: &mut dyn Write) -> Result<(), CallError> {
    let purged = service.purge_older_than(days)?;
    writeln!(out, "{} tickets purged", purged.tickets)?;
    if !purged.is_complete {
        return Err(CallError::Failed(
            "another Syncmend keeps traces of the purged tickets in the file; close it and purge again"
                .to_owned(),
        ));
    }
    for path in &purged.set_aside {
        let path = path.display();
        writeln!(
            out,
            "a store set aside may hold purged tickets; delete it if not needed: {path}"
        )?;
    }
    Ok(())
}

fn known_method(
    kb: &KnowledgeBase,
    cause: &str,
    method: Option<&str>,
) -> Result<(CauseId, Option<MethodId>), CallError> {
    let id = CauseId::from(cause);
    let known = kb.cause(&id).ok_or_else(|| {
        CallError::Usage(format!(
            "there is no cause {cause}; `syncmend kb list` shows those there are"
        ))
    })?;
    let method = method.map(MethodId::from);
    if known.method(method.as_ref()).is_none() {
        let methods: Vec<&str> = known.methods.iter().map(|method| method.id.as_str()).collect();
        return Err(CallError::Usage(format!(
            "{cause} has no such way; it has {}",
            methods.join(", ")
        )));
    }
    Ok((id, method))
}

fn end_step(
    service: &mut TicketService,
    id: &str,
    step: &str,
    result: StepResult,
    note: Option<&str>,
) -> Result<(), CallError> {
    accept(note.unwrap_or_default())?;
    let stored = load(service, id)?;
    let (step, cause, method) = step_in_fix(&stored, step)?;
    let mut kinds = vec![stepped(step, cause, method, result, service.now())];
    kinds.extend(note.map(|note| EventKind::Noted {
        step: Some(step.id.clone()),
        text: InternalText::from(note),
    }));
    service.record(stored.ticket.id, kinds)?;
    Ok(())
}
