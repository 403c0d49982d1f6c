//! The texts of events without their secrets: before they are stored, and again whenever they leave.

use std::sync::Arc;

use serde_json::Value;

use super::event::{Detail, Event, EventKind};
use crate::evidence::Inspection;
use crate::privacy::secrets::{KnownSecrets, SecretKind};
use crate::privacy::{CustomerText, InternalText};

/// A text of an event, to be read and replaced.
pub(super) trait Text {
    /// Returns the text.
    fn get(&self) -> &str;
    /// Replaces it.
    fn set(&mut self, text: &str);
}

impl Text for CustomerText {
    fn get(&self) -> &str {
        self.as_str()
    }

    fn set(&mut self, text: &str) {
        *self = Self::from(text);
    }
}

impl Text for InternalText {
    fn get(&self) -> &str {
        self.for_insiders()
    }

    fn set(&mut self, text: &str) {
        *self = Self::from(text);
    }
}

impl Text for String {
    fn get(&self) -> &str {
        self
    }

    fn set(&mut self, text: &str) {
        text.clone_into(self);
    }
}

/// Calls `see` with every text of an event.
fn each(what: &mut EventKind, see: &mut dyn FnMut(&mut dyn Text)) {
    match what {
        EventKind::Opened { reference: text, knowledge: _ }
        | EventKind::ValueNoted { value: text, .. } => see(text),
        EventKind::Detailed { detail } => each_of_detail(detail, see),
        EventKind::CustomerLinked { details, .. } => {
            for detail in details {
                each_of_detail(detail, see);
            }
        }
        EventKind::Reported { text }
        | EventKind::Noted { text, step: _ }
        | EventKind::ScreenSaid { text: Some(text) } => see(text),
        EventKind::Inspected { inspection } => each_of_files(Arc::make_mut(inspection), see),
        EventKind::Unknown(fields) => {
            fields.values_mut().for_each(|value| each_of_json(value, see));
        }
        // Ids of the knowledge base, answers and times.
        EventKind::ScreenSaid { text: None }
        | EventKind::Answered { .. }
        | EventKind::PutOff { .. }
        | EventKind::FixChosen { .. }
        | EventKind::Stepped { .. }
        | EventKind::WaitEnded { .. }
        | EventKind::Proved { .. }
        | EventKind::WaitSet { .. }
        | EventKind::Closed { .. }
        | EventKind::Reopened
        | EventKind::Repinned { .. }
        | EventKind::CustomerDenied { .. }
        | EventKind::Worked { .. }
        | EventKind::MinutesSet { .. }
        | EventKind::Undone { .. } => {}
    }
}

fn each_of_detail(detail: &mut Detail, see: &mut dyn FnMut(&mut dyn Text)) {
    match detail {
        Detail::Reference(text)
        | Detail::Customer(text)
        | Detail::User(text)
        | Detail::GoogleAdmin(text)
        | Detail::TimeZone(text)
        | Detail::Headline(text)
        | Detail::Closing(text) => see(text),
        Detail::Region(_) | Detail::Language(_) | Detail::Callback(_) => {}
    }
}

/// Calls `see` with every text in a value that only a newer version knows.
pub(super) fn each_of_json(value: &mut Value, see: &mut dyn FnMut(&mut dyn Text)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(values) => values.iter_mut().for_each(|value| each_of_json(value, see)),
        Value::Object(fields) => fields.values_mut().for_each(|value| each_of_json(value, see)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn each_of_files(inspection: &mut Inspection, see: &mut dyn FnMut(&mut dyn Text)) {
    for file in &mut inspection.files {
        see(&mut file.name);
        file.notes.iter_mut().chain(&mut file.unknown_columns).for_each(|text| see(text));
        file.faults.first.iter_mut().for_each(|fault| see(&mut fault.what));
    }
    inspection.findings.iter_mut().for_each(|finding| see(&mut finding.quote));
    for user in inspection.lists.iter_mut().flat_map(|list| &mut list.users) {
        see(&mut user.address);
        see(&mut user.first_name);
        see(&mut user.last_name);
        see(&mut user.org_unit);
        see(&mut user.detail);
    }
    if let Some(licenses) = &mut inspection.licenses {
        see(&mut licenses.file);
    }
    if let Some(comparison) = &mut inspection.comparison {
        see(&mut comparison.user);
        for row in &mut comparison.rows {
            row.google.iter_mut().chain(&mut row.jumpcloud).for_each(|text| see(text));
        }
    }
}

/// Calls `see` with every text of an event.
pub fn texts(what: &EventKind, see: &mut dyn FnMut(&str)) {
    each(&mut what.clone(), &mut |text| see(text.get()));
}

/// An event without its secrets, and their kinds; `None` if there are none. Secrets that were learned
/// from other texts are masked, too.
pub fn masked(what: &EventKind, known: &mut KnownSecrets) -> Option<(EventKind, Vec<SecretKind>)> {
    let (mut what, mut kinds) = (what.clone(), Vec::new());
    each(&mut what, &mut |text| {
        if let Some(masked) = known.mask(text.get()) {
            text.set(&masked.text);
            kinds.extend(masked.kinds);
        }
    });
    (!kinds.is_empty()).then_some((what, kinds))
}

/// Events as they leave: without their secrets, wherever one of them stands again in the ticket. `None`
/// if there are none.
pub fn masked_to_leave(events: &[Event]) -> Option<Vec<Event>> {
    let mut known = KnownSecrets::default();
    for event in events {
        texts(&event.what, &mut |text| drop(known.learn(text)));
    }
    if known.is_empty() {
        return None;
    }
    let mut masked = events.to_vec();
    for event in &mut masked {
        if let Some((what, _)) = self::masked(&event.what, &mut known) {
            event.what = what;
        }
    }
    Some(masked)
}
