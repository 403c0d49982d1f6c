//! `syncmend ticket list` and `ticket show`.

use crate::readers::reader_of;
use std::io::Write;

use serde_json::{Value, json};

use super::diagnose::as_json;
use super::{CallError, Output, inspect};
use crate::diagnosis::{Case, diagnose};
use crate::text::{percent, visible};
use crate::ticket::Summary;
use crate::ticket::store::{Query, Stored};
use crate::ticket_service::TicketService;

/// Prints the list of tickets.
pub(super) fn list(
    service: &mut TicketService,
    query: &Query,
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let now = service.now();
    let rows = service.store().list(query, now)?.rows;
    match format {
        Output::Json => {
            let rows: Vec<Value> =
                rows.iter().map(|row| row_as_json(row, row.state(now).id())).collect();
            writeln!(out, "{:#}", Value::Array(rows))?;
        }
        Output::Text => {
            for row in &rows {
                let state = row.state(now).name();
                let [reference, customer, subject] =
                    [&row.reference, &row.customer, &row.subject].map(|text| visible(text));
                writeln!(out, "{}  {state:11} {reference:12} {customer}  {subject}", row.id)?;
            }
        }
    }
    Ok(())
}

fn row_as_json(row: &Summary, state: &str) -> Value {
    json!({
        "id": row.id, "reference": row.reference, "customer": row.customer, "subject": row.subject,
        "state": state, "cause": row.cause, "steps_ended": row.steps_ended, "steps": row.steps,
        "changed_at": row.changed_at, "waits_until": row.waits_until,
    })
}

/// Prints a ticket.
pub(super) fn show(
    stored: &Stored,
    service: &TicketService,
    format: Output,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let case = stored.ticket.case(&reader_of(&stored.kb));
    match format {
        Output::Json => writeln!(out, "{:#}", ticket_as_json(stored, &case, service))?,
        Output::Text => print(stored, &case, service, out)?,
    }
    Ok(())
}

fn ticket_as_json(stored: &Stored, case: &Case, service: &TicketService) -> Value {
    let Stored { ticket, events, kb } = stored;
    let steps: Vec<Value> = ticket
        .current_steps(kb)
        .iter()
        .enumerate()
        .map(|(at, step)| {
            let result = ticket.current_record(kb, step).map(|record| record.result);
            json!({"number": at + 1, "id": step.id, "title": step.title, "mark": result})
        })
        .collect();
    let fix = ticket
        .current_fix(kb)
        .map(|(cause, method)| json!({"cause": cause.id, "way": method.id, "steps": steps}));
    let notes: Vec<Value> = ticket
        .notes
        .iter()
        .map(|note| json!({"at": note.at, "step": note.step, "text": note.text.for_insiders()}))
        .collect();
    let waits: Vec<Value> = ticket
        .waits
        .iter()
        .map(|((cause, _, step), wait)| json!({"cause": cause, "step": step, "until": wait.until}))
        .collect();
    let inspections: Vec<Value> =
        ticket.inspections.iter().map(|it| inspect::as_json(it)).collect();
    json!({
        "id": ticket.id, "reference": ticket.reference, "customer": ticket.customer, "user": ticket.user,
        "state": ticket.state(service.now()).id(), "text": ticket.complaint.for_insiders(),
        "answers": ticket.answers, "inspections": inspections, "fix": fix, "tried": ticket.tried(), "notes": notes, "waits": waits,
        "events": events.len(), "minutes": ticket.work_time.minutes(), "opened_at": ticket.opened_at, "changed_at": ticket.changed_at,
        "diagnosis": as_json(kb, case, &diagnose(kb, case)),
    })
}

fn print(
    stored: &Stored,
    case: &Case,
    service: &TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let Stored { ticket, kb, .. } = stored;
    let state = ticket.state(service.now()).name();
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
    if let Some((cause, method)) = ticket.current_fix(kb) {
        writeln!(out, "\n{}: {}", cause.title, method.title)?;
    }
    for (at, step) in ticket.current_steps(kb).iter().enumerate() {
        let result = ticket.current_record(kb, step).map_or("", |record| record.result.name());
        writeln!(out, "{:3}. {}  [{}]  {result}", at + 1, step.title, step.id)?;
    }
    for list in ticket.inspections.iter().flat_map(|inspection| &inspection.lists) {
        writeln!(out, "{}: {}  [{}]", list.kind.title(), list.total, list.kind.id())?;
    }
    for note in &ticket.notes {
        writeln!(out, "Note: {}", visible(note.text.for_insiders()))?;
    }
    Ok(())
}
