//! `syncmend ticket …`: work on tickets, list them, hand them over.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;

use super::document::{self, ExportArguments, PacketArguments};
use super::evidence::{self, InspectArguments, UsersArguments};
use super::parse::{parse_mark, parse_outcome, parse_state, parse_theme};
use super::{CallError, Output, known_symptom, parse_answer, pictures, read_text, show};
use crate::desk::{Desk, step_in_fix, stepped};
use crate::diagnosis::{Answer, accept};
use crate::kb::{CauseId, KnowledgeBase, WayId};
use crate::picture::Theme;
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::store::{Query, Stored};
use crate::ticket::{Detail, Happening, Mark, Outcome, State, TicketId};

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
        #[arg(long)]
        way: Option<String>,
    },
    /// End a step of the fix in hand
    Step {
        /// The ticket
        id: String,
        /// The step's number in the fix in hand, or its id
        step: String,
        /// done, skipped or no-effect
        #[arg(value_parser = parse_mark)]
        mark: Mark,
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
    desk: &mut Desk,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    match call {
        TicketCall::New { reference, customer, user, text } => {
            let stored =
                new(desk, reference, customer.as_deref(), user.as_deref(), text.as_deref())?;
            writeln!(out, "{}", stored.ticket.id)?;
        }
        TicketCall::Answer { id, symptom, answer } => {
            let stored = load(desk, id)?;
            let symptom = known_symptom(&stored.kb, symptom)?;
            desk.record(
                stored.ticket.id,
                vec![Happening::Answered { symptom, answer: Some(*answer) }],
            )?;
        }
        TicketCall::Fix { id, cause, way } => {
            let stored = load(desk, id)?;
            let (cause, way) = known_way(&stored.kb, cause, way.as_deref())?;
            desk.record(stored.ticket.id, vec![Happening::FixChosen { cause, way }])?;
        }
        TicketCall::Step { id, step, mark, note } => {
            end_step(desk, id, step, *mark, note.as_deref())?;
        }
        TicketCall::Note { id, text, as_is } => note(desk, id, text, *as_is)?,
        TicketCall::Pictures { id, out: folder, theme } => {
            pictures::run(&load(desk, id)?, folder, *theme, out)?;
        }
        TicketCall::Inspect(call) => evidence::inspect(call, desk, out)?,
        TicketCall::Users(call) => evidence::users(call, desk, out)?,
        TicketCall::Undo { id } => {
            let ticket = find(desk, id)?;
            desk.undo(ticket)?;
        }
        TicketCall::Redo { id } => {
            let ticket = find(desk, id)?;
            desk.redo(ticket)?;
        }
        TicketCall::Close { id, outcome } => {
            let ticket = find(desk, id)?;
            desk.record(ticket, vec![Happening::Closed { outcome: *outcome }])?;
        }
        TicketCall::List { search, state, cause, days, most, format } => {
            let query = Query {
                words: search.clone().unwrap_or_default(),
                state: *state,
                cause: cause.as_deref().map(CauseId::from),
                since: days.map(|days| desk.days_ago(days)),
                most: most.unwrap_or(usize::MAX),
            };
            show::list(desk, &query, *format, out)?;
        }
        TicketCall::Show { id, format } => show::show(&load(desk, id)?, desk, *format, out)?,
        TicketCall::Export(call) => document::export(call, desk, out)?,
        TicketCall::Packet(call) => document::packet(call, desk, out)?,
        TicketCall::Import { file } => {
            let stored = desk.import(&read_text(file)?)?;
            writeln!(out, "{}", stored.ticket.id)?;
        }
        TicketCall::Backup { file } => desk.store().back_up(file)?,
        TicketCall::Restore { file } => {
            let restored = desk.store().restore(file)?;
            let (tickets, entries) = (restored.tickets, restored.entries);
            writeln!(out, "{entries} entries of {tickets} tickets were new here")?;
        }
        TicketCall::Purge { older_than } => purge(desk, *older_than, out)?,
    }
    Ok(())
}

fn find(desk: &mut Desk, id: &str) -> Result<TicketId, CallError> {
    Ok(desk.store().find(id)?)
}

fn load(desk: &mut Desk, id: &str) -> Result<Stored, CallError> {
    let ticket = find(desk, id)?;
    Ok(desk.store().load(ticket)?)
}

fn new(
    desk: &mut Desk,
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
        .map(|name| Happening::Detailed { detail: Detail::Customer(CustomerText::from(name)) });
    let user =
        user.map(|user| Happening::Detailed { detail: Detail::User(CustomerText::from(user)) });
    let text = text.map(|text| Happening::Reported { text: InternalText::from(text) });
    let rest = [customer, user, text].into_iter().flatten().collect();
    Ok(desk.open_ticket(reference.trim(), rest)?)
}

fn note(desk: &mut Desk, id: &str, text: &str, as_is: bool) -> Result<(), CallError> {
    accept(text)?;
    if text.trim().is_empty() {
        return Err(CallError::Usage("the note is empty; give its words".to_owned()));
    }
    let ticket = find(desk, id)?;
    let what = Happening::Noted { step: None, text: InternalText::from(text) };
    if as_is {
        desk.record_as_is(ticket, vec![what])?;
    } else {
        desk.record(ticket, vec![what])?;
    }
    Ok(())
}

fn purge(desk: &mut Desk, days: u32, out: &mut dyn Write) -> Result<(), CallError> {
    let purged = desk.purge_older_than(days)?;
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

fn known_way(
    kb: &KnowledgeBase,
    cause: &str,
    way: Option<&str>,
) -> Result<(CauseId, Option<WayId>), CallError> {
    let id = CauseId::from(cause);
    let known = kb.cause(&id).ok_or_else(|| {
        CallError::Usage(format!(
            "there is no cause {cause}; `syncmend kb list` shows those there are"
        ))
    })?;
    let way = way.map(WayId::from);
    if known.way(way.as_ref()).is_none() {
        let ways: Vec<&str> = known.ways.iter().map(|way| way.id.as_str()).collect();
        return Err(CallError::Usage(format!(
            "{cause} has no such way; it has {}",
            ways.join(", ")
        )));
    }
    Ok((id, way))
}

fn end_step(
    desk: &mut Desk,
    id: &str,
    step: &str,
    mark: Mark,
    note: Option<&str>,
) -> Result<(), CallError> {
    accept(note.unwrap_or_default())?;
    let stored = load(desk, id)?;
    let (step, cause, way) = step_in_fix(&stored, step)?;
    let mut happenings = vec![stepped(step, cause, way, mark, desk.now())];
    happenings.extend(note.map(|note| Happening::Noted {
        step: Some(step.id.clone()),
        text: InternalText::from(note),
    }));
    desk.record(stored.ticket.id, happenings)?;
    Ok(())
}
