//! What happened to a ticket, in words: for its history in the window and in the checklist that
//! stays inside.

use jiff::Timestamp;

use crate::kb::KnowledgeBase;
use crate::ticket::history::{is_undoable, undone};
use crate::ticket::{Detail, Event, EventKind, State};

/// One event of a history.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The event.
    pub event: &'a Event,
    /// Whether it is taken back.
    pub is_undone: bool,
    /// Whether it can be taken back.
    pub is_undoable: bool,
}

/// The events of a ticket in order, each with what became of it.
pub fn history(events: &[Event]) -> Vec<Entry<'_>> {
    let undone = undone(events);
    events
        .iter()
        .map(|event| {
            let is_undone = undone.contains(&event.id);
            Entry { event, is_undone, is_undoable: !is_undone && is_undoable(event) }
        })
        .collect()
}

/// One event in words. `events` are those of its ticket.
pub fn happened(kb: &KnowledgeBase, events: &[Event], what: &EventKind) -> String {
    let symptom = |id| kb.symptom(id).map_or_else(|| format!("{id}"), |s| s.statement.clone());
    let cause = |id| kb.cause(id).map_or_else(|| format!("{id}"), |c| c.title.clone());
    let step = |id| kb.step(id).map_or_else(|| format!("{id}"), |s| s.title.clone());
    match what {
        EventKind::Opened { .. } => "Opened".to_owned(),
        EventKind::Detailed { detail } => detailed(detail),
        EventKind::Reported { .. } => "Complaint noted".to_owned(),
        EventKind::ScreenSaid { text: Some(_) } => "Words on the screen noted".to_owned(),
        EventKind::ScreenSaid { text: None } => "Words on the screen: can't tell".to_owned(),
        EventKind::Answered { symptom: id, answer: Some(answer) } => {
            format!("{}: {}", symptom(id), answer.name().to_lowercase())
        }
        EventKind::Answered { symptom: id, answer: None } => format!("{}: taken back", symptom(id)),
        EventKind::PutOff { symptom: id } => format!("{}: asked later", symptom(id)),
        EventKind::FixChosen { cause: id, .. } => format!("Fix chosen: {}", cause(id)),
        EventKind::Stepped { step: id, result, .. } => format!("{}: {}", step(id), result.name()),
        EventKind::WaitEnded { step: id, .. } => format!("{}: wait ended", step(id)),
        EventKind::Inspected { inspection } => {
            let (files, findings) = (inspection.files.len(), inspection.findings.len());
            format!("Files inspected: {files}, findings: {findings}")
        }
        EventKind::Noted { .. } => "Note written".to_owned(),
        EventKind::Closed { outcome } => {
            format!("Closed: {}", State::of(Some(*outcome), None, Timestamp::UNIX_EPOCH).name())
        }
        EventKind::Reopened => "Taken up again".to_owned(),
        EventKind::Repinned { .. } => "Taken over to a newer knowledge base".to_owned(),
        EventKind::Undone { event } => undo(kb, events, *event),
    }
}

fn detailed(detail: &Detail) -> String {
    match detail {
        Detail::Reference(text) => format!("Reference: {}", text.as_str()),
        Detail::Customer(text) => format!("Customer: {}", text.as_str()),
        Detail::User(text) => format!("Affected user: {}", text.as_str()),
        Detail::GoogleAdmin(text) => format!("Google admin: {}", text.as_str()),
        Detail::Region(region) => format!("JumpCloud region: {}", region.name()),
    }
}

/// An undo names what it took back; an undo of an undo what it brought back.
fn undo(kb: &KnowledgeBase, events: &[Event], target: crate::ticket::EventId) -> String {
    let found = |id| events.iter().find(|event| event.id == id).map(|event| &event.what);
    match found(target) {
        Some(EventKind::Undone { event }) => match found(*event) {
            // Nothing takes back more than that; a file that does gets no further.
            Some(EventKind::Undone { .. }) | None => "Brought back".to_owned(),
            Some(what) => format!("Brought back: {}", happened(kb, events, what)),
        },
        Some(what) => format!("Taken back: {}", happened(kb, events, what)),
        None => "Taken back".to_owned(),
    }
}
