//! The history of a ticket in words, for the window and the helpdesk's checklist.

use crate::kb::KnowledgeBase;
use crate::ticket::history::{is_undoable, undone};
use crate::ticket::{Detail, Event, EventId, EventKind};

/// One entry of a history.
#[derive(Clone, Copy, Debug)]
pub struct HistoryEntry<'a> {
    /// The event.
    pub event: &'a Event,
    /// Whether the event is undone.
    pub is_undone: bool,
    /// Whether the event can be undone.
    pub is_undoable: bool,
}

/// Returns the history of a ticket, in order.
pub fn history(events: &[Event]) -> Vec<HistoryEntry<'_>> {
    let undone = undone(events);
    events
        .iter()
        .map(|event| {
            let is_undone = undone.contains(&event.id);
            HistoryEntry { event, is_undone, is_undoable: !is_undone && is_undoable(event) }
        })
        .collect()
}

/// Describes an event. `events` are all events of its ticket.
pub fn describe_event(kb: &KnowledgeBase, events: &[Event], what: &EventKind) -> String {
    let symptom = |id| kb.symptom(id).map_or_else(|| format!("{id}"), |s| s.statement.clone());
    let cause = |id| kb.cause(id).map_or_else(|| format!("{id}"), |c| c.title.clone());
    let step = |id| kb.step(id).map_or_else(|| format!("{id}"), |s| s.title.clone());
    match what {
        EventKind::Opened { .. } => "Opened".to_owned(),
        EventKind::Detailed { detail } => detailed(detail),
        EventKind::Reported { .. } => "Complaint entered".to_owned(),
        EventKind::ScreenSaid { text: Some(_) } => "Screen text entered".to_owned(),
        EventKind::ScreenSaid { text: None } => "Screen text: can't tell".to_owned(),
        EventKind::Answered { symptom: id, answer: Some(answer) } => {
            format!("{}: {}", symptom(id), answer.name().to_lowercase())
        }
        EventKind::Answered { symptom: id, answer: None } => {
            format!("{}: answer removed", symptom(id))
        }
        EventKind::PutOff { symptom: id } => format!("{}: postponed", symptom(id)),
        EventKind::FixChosen { cause: id, .. } => format!("Fix started: {}", cause(id)),
        EventKind::Stepped { step: id, result, .. } => format!("{}: {}", step(id), result.name()),
        EventKind::Proved { step: id, .. } => format!("{}: proved", step(id)),
        EventKind::WaitEnded { step: id, .. } => format!("{}: wait ended", step(id)),
        EventKind::ValueNoted { step: id, value, .. } => {
            format!("{}: was {} before", step(id), value.as_str())
        }
        EventKind::WaitSet { until: Some(until), .. } => {
            format!("Waiting until {}", until.strftime("%Y-%m-%d %H:%M UTC"))
        }
        EventKind::WaitSet { until: None, .. } => "Wait ended".to_owned(),
        EventKind::Inspected { inspection } => {
            let (files, findings) = (inspection.files.len(), inspection.findings.len());
            format!("Files read: {files}, findings: {findings}")
        }
        EventKind::Noted { .. } => "Note added".to_owned(),
        EventKind::Closed { outcome } => format!("Closed: {}", outcome.name()),
        EventKind::Reopened => "Reopened".to_owned(),
        EventKind::Repinned { .. } => "Switched to a newer knowledge base".to_owned(),
        EventKind::CustomerLinked { .. } => "Customer recognized".to_owned(),
        EventKind::CustomerDenied { .. } => "Not this customer".to_owned(),
        EventKind::Undone { event } => undo(kb, events, *event),
        EventKind::Unknown(_) => "An action of a newer Syncmend".to_owned(),
    }
}

fn detailed(detail: &Detail) -> String {
    match detail {
        Detail::Reference(text) => format!("Reference: {}", text.as_str()),
        Detail::Customer(text) => format!("Customer: {}", text.as_str()),
        Detail::User(text) => format!("Affected user: {}", text.as_str()),
        Detail::GoogleAdmin(text) => format!("Google admin: {}", text.as_str()),
        Detail::Region(region) => format!("JumpCloud region: {}", region.name()),
        Detail::Language(language) => format!("Language: {}", language.name()),
        Detail::TimeZone(text) => format!("Time zone: {}", text.as_str()),
        Detail::Headline(_) => "Headline of the document edited".to_owned(),
        Detail::Closing(_) => "Closing sentence of the document edited".to_owned(),
        Detail::Callback(Some(at)) => {
            format!("Callback promised: {}", at.strftime("%Y-%m-%d %H:%M UTC"))
        }
        Detail::Callback(None) => "Callback removed".to_owned(),
    }
}

/// Describes an undo by the event that it undid or, for the undo of an undo, redid.
fn undo(kb: &KnowledgeBase, events: &[Event], target: EventId) -> String {
    let found = |id| events.iter().find(|event| event.id == id).map(|event| &event.what);
    match found(target) {
        Some(EventKind::Undone { event }) => match found(*event) {
            // The program undoes no more than that; an imported file that does is not resolved further.
            Some(EventKind::Undone { .. }) | None => "Redone".to_owned(),
            Some(what) => format!("Redone: {}", describe_event(kb, events, what)),
        },
        Some(what) => format!("Undone: {}", describe_event(kb, events, what)),
        None => "Undone".to_owned(),
    }
}
