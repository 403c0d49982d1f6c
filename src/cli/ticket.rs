//! `syncmend ticket …`: work on tickets, list them, and export them.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;

use super::details::{self, SetArguments};
use super::diagnose::NOT_KNOWN;
use super::document::{self, ExportArguments, PacketArguments, WalkthroughArguments};
use super::evidence::{self, InspectArguments, UsersArguments};
use super::pictures::PictureTheme;
use super::proof::{self, ProofArguments};
use super::{CallError, Output, known_symptom, pictures, read_text, show};
use crate::diagnosis::{Answer, accept};
use crate::kb::{CauseId, KnowledgeBase, MethodId};
use crate::privacy::{CustomerText, InternalText};
use crate::text::count;
use crate::ticket::store::{ListOrder, Query, Stored};
use crate::ticket::{Detail, EventKind, Outcome, State, StepResult, TicketId};
use crate::ticket_service::{TicketService, step_in_fix, stepped};

/// A command about tickets. ID is the id of a ticket, or its reference if no other ticket has the same.
#[derive(Debug, Subcommand)]
pub enum TicketCall {
    /// Open a ticket and print its id
    New {
        /// The reference in the ticket system
        #[arg(long)]
        reference: String,
        /// The customer's name
        #[arg(long)]
        customer: Option<String>,
        /// The affected user's email address
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
        /// The answer
        #[arg(value_enum)]
        answer: Answer,
    },
    /// Record what the screen says, word for word
    Screen {
        /// The ticket
        id: String,
        /// The words, or `none` if nobody can tell
        text: String,
    },
    /// Start the fix of a cause
    Fix {
        /// The ticket
        id: String,
        /// The cause's id
        cause: String,
        /// The method of the fix [default: the first]
        #[arg(long, alias = "way")]
        method: Option<String>,
    },
    /// Record the result of a step of the current fix
    Step {
        /// The ticket
        id: String,
        /// The step's number in the current fix, or its id
        step: String,
        /// How the step ended
        #[arg(value_enum)]
        result: StepResult,
        /// A note about the step
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// What the setting was before the step changes it; for the customer's document
        #[arg(long, value_name = "TEXT")]
        before: Option<String>,
    },
    /// Print the read-only command that checks a step, or check its output and record what it proves
    Proof(ProofArguments),
    /// Set details of a ticket and what its documents say
    Set(SetArguments),
    /// Add a note
    Note {
        /// The ticket
        id: String,
        /// The note
        text: String,
        /// Store the note unchanged, with anything that looks like a secret
        #[arg(long)]
        as_is: bool,
    },
    /// Read exported files and store what they show, not the files
    Inspect(InspectArguments),
    /// Write the affected users found in files as CSV
    Users(UsersArguments),
    /// Undo the last thing that you did on a ticket
    Undo {
        /// The ticket
        id: String,
    },
    /// Redo what you undid last
    Redo {
        /// The ticket
        id: String,
    },
    /// Close a ticket
    Close {
        /// The ticket
        id: String,
        /// The outcome
        #[arg(value_enum)]
        outcome: Outcome,
    },
    /// List tickets: those whose wait is over first, then in the order of --sort
    List {
        /// Only tickets that contain these words
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
        /// Only tickets in this state
        #[arg(long, value_enum)]
        state: Option<State>,
        /// Only tickets whose current fix removes this cause
        #[arg(long)]
        cause: Option<String>,
        /// Only tickets that changed in the last DAYS days
        #[arg(long, value_name = "DAYS")]
        days: Option<u32>,
        /// The order: by the last change, the time of opening, the customer, or the state
        #[arg(long, value_enum, default_value_t)]
        sort: ListOrder,
        /// List at most NUMBER tickets
        #[arg(long, value_name = "NUMBER")]
        most: Option<usize>,
        /// The output format
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Show a ticket
    Show {
        /// The ticket
        id: String,
        /// The output format
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Write the checklist of a ticket
    Export(ExportArguments),
    /// Write the whole fix in hand for a customer who does it alone
    Walkthrough(WalkthroughArguments),
    /// Write the escalation packet of a ticket: what the next level of support needs to continue
    Packet(PacketArguments),
    /// Draw the steps of the current fix as PNG files; needs no display
    Pictures {
        /// The ticket
        id: String,
        /// The folder for the files; created if missing
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The theme of the pictures
        #[arg(long, value_enum, default_value_t)]
        theme: PictureTheme,
    },
    /// Import a ticket that was exported as JSON
    Import {
        /// The file
        file: PathBuf,
    },
    /// Back up all tickets into one file
    Backup {
        /// The file
        file: PathBuf,
        /// Mask all secrets and leave out settings, to hand the file to others
        #[arg(long)]
        for_others: bool,
    },
    /// Add what a backup has and the store lacks; overwrites nothing
    Restore {
        /// The file
        file: PathBuf,
    },
    /// Delete for good all tickets that have not changed for some time
    Purge {
        /// The number of days without a change
        #[arg(long, value_name = "DAYS")]
        older_than: u32,
    },
}

/// Runs the command.
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
        TicketCall::Screen { id, text } => screen(service, id, text)?,
        TicketCall::Fix { id, cause, method } => {
            let stored = load(service, id)?;
            let (cause, method) = known_method(&stored.kb, cause, method.as_deref())?;
            service.record(stored.ticket.id, vec![EventKind::FixChosen { cause, method }])?;
        }
        TicketCall::Set(call) => details::set(call, service)?,
        TicketCall::Step { id, step, result, note, before } => {
            end_step(service, id, step, *result, (note.as_deref(), before.as_deref()))?;
        }
        TicketCall::Proof(call) => proof::run(call, service, out)?,
        TicketCall::Note { id, text, as_is } => note(service, id, text, *as_is)?,
        TicketCall::Pictures { id, out: folder, theme } => {
            let stored = load(service, id)?;
            let language = stored.ticket.language.unwrap_or(details::language(service)?);
            pictures::run(&stored, folder, (*theme, language), out)?;
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
        TicketCall::List { search, state, cause, days, sort, most, format } => {
            let query = Query {
                words: search.clone().unwrap_or_default(),
                state: *state,
                cause: cause.as_deref().map(CauseId::from),
                since: days.map(|days| service.days_ago(days)),
                order: *sort,
                most: most.unwrap_or(usize::MAX),
            };
            show::list(service, &query, *format, out)?;
        }
        TicketCall::Show { id, format } => show::show(&load(service, id)?, service, *format, out)?,
        TicketCall::Export(call) => document::export(call, service, out)?,
        TicketCall::Walkthrough(call) => document::walkthrough(call, service, out)?,
        TicketCall::Packet(call) => document::packet(call, service, out)?,
        TicketCall::Import { file } => {
            let stored = service.import(&read_text(file)?)?;
            writeln!(out, "{}", stored.ticket.id)?;
        }
        TicketCall::Backup { file, for_others: false } => service.store().back_up(file)?,
        TicketCall::Backup { file, for_others: true } => {
            service.store().back_up_for_others(file)?;
        }
        TicketCall::Restore { file } => {
            let now = service.now();
            let restored = service.store().restore(file, now)?;
            let (tickets, entries) = (restored.tickets, restored.entries);
            writeln!(out, "{entries} new entries in {}", count(tickets, "ticket"))?;
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
            "the reference is empty; use the one of the ticket system".to_owned(),
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

fn screen(service: &mut TicketService, id: &str, text: &str) -> Result<(), CallError> {
    accept(text)?;
    let text = Some(text.trim()).filter(|text| *text != NOT_KNOWN);
    if text == Some("") {
        return Err(CallError::Usage(format!(
            "the screen text is empty; use `{NOT_KNOWN}` if nobody can tell"
        )));
    }
    let ticket = find(service, id)?;
    service.record(ticket, vec![EventKind::ScreenSaid { text: text.map(InternalText::from) }])?;
    Ok(())
}

fn note(service: &mut TicketService, id: &str, text: &str, as_is: bool) -> Result<(), CallError> {
    accept(text)?;
    if text.trim().is_empty() {
        return Err(CallError::Usage("the note is empty; add its text".to_owned()));
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
    writeln!(out, "{} deleted", count(purged.tickets, "ticket"))?;
    if !purged.is_complete {
        return Err(CallError::Failed(
            "traces of the deleted tickets stay in the file while another Syncmend is open or the disk is full; close it or free some space, and purge again"
                .to_owned(),
        ));
    }
    for path in &purged.set_aside {
        let path = path.display();
        writeln!(
            out,
            "a damaged store that was set aside may still contain deleted tickets; delete it if you do not need it: {path}"
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
        CallError::Usage(format!("there is no cause {cause}; `syncmend kb list` shows all causes"))
    })?;
    let method = method.map(MethodId::from);
    if known.method(method.as_ref()).is_none() {
        let methods: Vec<&str> = known.methods.iter().map(|method| method.id.as_str()).collect();
        return Err(CallError::Usage(format!(
            "{cause} has no such method; choose one of {}",
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
    (note, before): (Option<&str>, Option<&str>),
) -> Result<(), CallError> {
    accept(note.unwrap_or_default())?;
    let stored = load(service, id)?;
    let (step, cause, method) = step_in_fix(&stored, step)?;
    let mut kinds = vec![stepped(step, cause, method, result, service.now())];
    kinds.extend(before.map(|before| EventKind::ValueNoted {
        step: step.id.clone(),
        cause: cause.id.clone(),
        method: method.id.clone(),
        value: CustomerText::from(before.trim()),
    }));
    kinds.extend(note.map(|note| EventKind::Noted {
        step: Some(step.id.clone()),
        text: InternalText::from(note),
    }));
    service.record(stored.ticket.id, kinds)?;
    Ok(())
}
