//! `syncmend ticket …`: work on tickets, list them, hand them over.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::{CallError, Output, diagnose::as_json, known_symptom, parse_answer, read_text};
use crate::desk::{Desk, step_in_fix, stepped};
use crate::diagnosis::{Answer, Case, TextReader, accept, diagnose};
use crate::export::{self, Audience, Format, Run, percent};
use crate::kb::{CauseId, KnowledgeBase, WayId};
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::store::{Query, Stored};
use crate::ticket::{Detail, Happening, Mark, Outcome, Summary, TicketId};

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
    },
    /// Take back the last thing that happened
    Undo {
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
    /// List tickets, last changed first
    List {
        /// Only tickets with these words
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
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
    Export {
        /// The ticket
        id: String,
        /// How it is written
        #[arg(long, value_enum)]
        format: Format,
        /// Who will read it
        #[arg(long, value_enum)]
        audience: Audience,
        /// The file; standard output where none is named
        #[arg(long, value_name = "PATH")]
        out: Option<PathBuf>,
    },
    /// Take in a ticket that was exported as JSON
    Import {
        /// The file
        file: PathBuf,
    },
}

fn parse_mark(text: &str) -> Result<Mark, String> {
    match text {
        "done" => Ok(Mark::Done),
        "skipped" => Ok(Mark::Skipped),
        "no-effect" => Ok(Mark::NoEffect),
        _ => Err("expected done, skipped or no-effect".to_owned()),
    }
}

fn parse_outcome(text: &str) -> Result<Outcome, String> {
    match text {
        "solved" => Ok(Outcome::Solved),
        "escalated" => Ok(Outcome::Escalated),
        "abandoned" => Ok(Outcome::Abandoned),
        _ => Err("expected solved, escalated or abandoned".to_owned()),
    }
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
            end_step(desk, id, step, *mark, note.as_deref())?
        }
        TicketCall::Note { id, text } => {
            accept(text)?;
            let ticket = find(desk, id)?;
            desk.record(
                ticket,
                vec![Happening::Noted { step: None, text: InternalText::from(text.as_str()) }],
            )?;
        }
        TicketCall::Undo { id } => {
            let ticket = find(desk, id)?;
            desk.undo(ticket)?;
        }
        TicketCall::Close { id, outcome } => {
            let ticket = find(desk, id)?;
            desk.record(ticket, vec![Happening::Closed { outcome: *outcome }])?;
        }
        TicketCall::List { search, format } => list(desk, search.as_deref(), *format, out)?,
        TicketCall::Show { id, format } => show(desk, id, *format, out)?,
        TicketCall::Export { id, format, audience, out: path } => {
            let text = checklist(desk, id, *format, *audience)?;
            match path {
                Some(path) => export::file::write(path, text.as_bytes()).map_err(|error| {
                    CallError::Failed(format!(
                        "the checklist cannot be saved there ({error}): {}",
                        path.display()
                    ))
                })?,
                None => out.write_all(text.as_bytes())?,
            }
        }
        TicketCall::Import { file } => {
            let stored = desk.import(&read_text(file)?)?;
            writeln!(out, "{}", stored.ticket.id)?;
        }
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
    let (step, cause) = step_in_fix(&stored, step)?;
    let mut happenings = vec![stepped(step, cause, mark, desk.now())];
    happenings.extend(note.map(|note| Happening::Noted {
        step: Some(step.id.clone()),
        text: InternalText::from(note),
    }));
    desk.record(stored.ticket.id, happenings)?;
    Ok(())
}

fn list(
    desk: &mut Desk,
    search: Option<&str>,
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let now = desk.now();
    let query = Query { words: search.unwrap_or_default().to_owned(), state: None };
    let rows = desk.store().list(&query, now)?;
    match format {
        Output::Json => {
            let rows: Vec<Value> =
                rows.iter().map(|row| row_as_json(row, row.state(now).name())).collect();
            writeln!(out, "{:#}", Value::Array(rows))?;
        }
        Output::Text => {
            for row in &rows {
                let (state, reference) = (row.state(now).name(), &row.reference);
                writeln!(
                    out,
                    "{}  {state:10} {reference:12} {}  {}",
                    row.id, row.customer, row.subject
                )?;
            }
        }
    }
    Ok(())
}

fn row_as_json(row: &Summary, state: &str) -> Value {
    json!({
        "id": row.id, "reference": row.reference, "customer": row.customer, "subject": row.subject,
        "state": state, "cause": row.cause, "steps_ended": row.steps_ended, "steps": row.steps,
        "changed_at": row.changed_at,
    })
}

fn show(desk: &mut Desk, id: &str, format: Output, out: &mut dyn Write) -> Result<(), CallError> {
    let stored = load(desk, id)?;
    let case = stored.ticket.case(&TextReader::new(&stored.kb));
    match format {
        Output::Json => writeln!(out, "{:#}", ticket_as_json(&stored, &case, desk))?,
        Output::Text => print(&stored, &case, desk, out)?,
    }
    Ok(())
}

fn ticket_as_json(stored: &Stored, case: &Case, desk: &Desk) -> Value {
    let Stored { ticket, events, kb } = stored;
    let steps: Vec<Value> = ticket
        .steps_in_hand(kb)
        .iter()
        .enumerate()
        .map(|(at, step)| {
            let mark = ticket.steps.get(&step.id).map(|record| record.mark);
            json!({"number": at + 1, "id": step.id, "title": step.title, "mark": mark})
        })
        .collect();
    let fix = ticket
        .fix_in_hand(kb)
        .map(|(cause, way)| json!({"cause": cause.id, "way": way.id, "steps": steps}));
    let notes: Vec<Value> = ticket
        .notes
        .iter()
        .map(|note| json!({"at": note.at, "step": note.step, "text": note.text.for_insiders()}))
        .collect();
    json!({
        "id": ticket.id, "reference": ticket.reference, "customer": ticket.customer, "user": ticket.user,
        "state": ticket.state(desk.now()).name(), "text": ticket.complaint.for_insiders(),
        "answers": ticket.answers, "fix": fix, "tried": ticket.tried, "notes": notes,
        "events": events.len(), "opened_at": ticket.opened_at, "changed_at": ticket.changed_at,
        "diagnosis": as_json(kb, case, &diagnose(kb, case)),
    })
}

fn print(stored: &Stored, case: &Case, desk: &Desk, out: &mut dyn Write) -> Result<(), CallError> {
    let Stored { ticket, kb, .. } = stored;
    let state = ticket.state(desk.now()).name();
    writeln!(
        out,
        "{}  {}  {state}\n{}",
        ticket.reference.as_str(),
        ticket.customer.as_str(),
        ticket.id
    )?;
    let diagnosis = diagnose(kb, case);
    for ranked in diagnosis.causes.iter().take(3) {
        let title = kb.cause(&ranked.id).map_or("", |cause| &cause.title);
        writeln!(out, "{:>5}  {title}  [{}]", percent(ranked.probability), ranked.id)?;
    }
    if let Some((cause, way)) = ticket.fix_in_hand(kb) {
        writeln!(out, "\n{}: {}", cause.title, way.title)?;
    }
    for (at, step) in ticket.steps_in_hand(kb).iter().enumerate() {
        let mark = ticket.steps.get(&step.id).map_or("", |record| record.mark.name());
        writeln!(out, "{:3}. {}  [{}]  {mark}", at + 1, step.title, step.id)?;
    }
    for note in &ticket.notes {
        writeln!(out, "Note: {}", note.text.for_insiders())?;
    }
    Ok(())
}

fn checklist(
    desk: &mut Desk,
    id: &str,
    format: Format,
    audience: Audience,
) -> Result<String, CallError> {
    let stored = load(desk, id)?;
    let case = stored.ticket.case(&TextReader::new(&stored.kb));
    let run = Run {
        ticket: &stored.ticket,
        events: &stored.events,
        case: &case,
        kb: &stored.kb,
        now: desk.now(),
        zone: &TimeZone::system(),
    };
    Ok(export::checklist(&run, format, audience)?)
}
