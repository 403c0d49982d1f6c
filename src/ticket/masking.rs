//! The texts of events without their secrets: before they are stored, and again whenever they leave.

use std::sync::Arc;

use serde_json::Value;

use super::event::{Detail, Event, EventKind};
use crate::evidence::Inspection;
use crate::privacy::secrets::{KnownSecrets, Masked, SecretKind};
use crate::privacy::{CustomerText, InternalText};

/// Calls `see` with every text of an event.
pub fn texts<'e>(what: &'e EventKind, see: &mut dyn FnMut(&'e str)) {
    match what {
        EventKind::Opened { reference, knowledge: _ } => see(reference.as_str()),
        EventKind::Detailed { detail } => text_of_detail(detail).into_iter().for_each(see),
        EventKind::CustomerLinked { details, .. } => {
            details.iter().filter_map(text_of_detail).for_each(see);
        }
        EventKind::ValueNoted { value, .. } => see(value.as_str()),
        EventKind::Reported { text }
        | EventKind::Noted { text, step: _ }
        | EventKind::ScreenSaid { text: Some(text) } => see(text.for_insiders()),
        EventKind::Inspected { inspection } => texts_of_files(inspection, see),
        EventKind::Unknown(fields) => fields.values().for_each(|value| texts_of_json(value, see)),
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

fn text_of_detail(detail: &Detail) -> Option<&str> {
    match detail {
        Detail::Reference(text)
        | Detail::Customer(text)
        | Detail::User(text)
        | Detail::GoogleAdmin(text)
        | Detail::TimeZone(text)
        | Detail::Headline(text)
        | Detail::Closing(text) => Some(text.as_str()),
        Detail::Region(_) | Detail::Language(_) | Detail::Callback(_) => None,
    }
}

fn text_of_detail_mut(detail: &mut Detail) -> Option<&mut CustomerText> {
    match detail {
        Detail::Reference(text)
        | Detail::Customer(text)
        | Detail::User(text)
        | Detail::GoogleAdmin(text)
        | Detail::TimeZone(text)
        | Detail::Headline(text)
        | Detail::Closing(text) => Some(text),
        Detail::Region(_) | Detail::Language(_) | Detail::Callback(_) => None,
    }
}

fn texts_of_json<'e>(value: &'e Value, see: &mut dyn FnMut(&'e str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(values) => values.iter().for_each(|value| texts_of_json(value, see)),
        Value::Object(fields) => fields.values().for_each(|value| texts_of_json(value, see)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn texts_of_files<'e>(inspection: &'e Inspection, see: &mut dyn FnMut(&'e str)) {
    for file in &inspection.files {
        see(file.name.for_insiders());
        file.notes.iter().chain(&file.unknown_columns).for_each(|text| see(text));
        file.faults.told.iter().for_each(|fault| see(&fault.what));
    }
    inspection.findings.iter().for_each(|finding| see(finding.quote.for_insiders()));
    for user in inspection.lists.iter().flat_map(|list| &list.users) {
        for text in [&user.address, &user.first_name, &user.last_name, &user.org_unit, &user.detail]
        {
            see(text.for_insiders());
        }
    }
    if let Some(comparison) = &inspection.comparison {
        see(comparison.user.for_insiders());
        for row in &comparison.rows {
            row.google.iter().chain(&row.jumpcloud).for_each(|text| see(text.for_insiders()));
        }
    }
}

/// An event without its secrets, and their kinds; `None` if there are none. Secrets that were learned
/// from other texts are masked, too.
pub fn masked(what: &EventKind, known: &mut KnownSecrets) -> Option<(EventKind, Vec<SecretKind>)> {
    let mut kinds: Vec<SecretKind> = Vec::new();
    let mut mask = |text: &str| {
        let Masked { text, kinds: found, .. } = known.mask(text)?;
        kinds.extend(found);
        Some(text)
    };
    let internal = |text: &mut InternalText, mask: &mut dyn FnMut(&str) -> Option<String>| {
        if let Some(masked) = mask(text.for_insiders()) {
            *text = InternalText::from(masked.as_str());
        }
    };
    let customer = |text: &mut CustomerText, mask: &mut dyn FnMut(&str) -> Option<String>| {
        if let Some(masked) = mask(text.as_str()) {
            *text = CustomerText::from(masked.as_str());
        }
    };
    let mut what = what.clone();
    match &mut what {
        EventKind::Opened { reference: text, knowledge: _ }
        | EventKind::ValueNoted { value: text, .. } => customer(text, &mut mask),
        EventKind::Detailed { detail } => {
            text_of_detail_mut(detail).into_iter().for_each(|text| customer(text, &mut mask));
        }
        EventKind::CustomerLinked { details, .. } => {
            let texts = details.iter_mut().filter_map(text_of_detail_mut);
            texts.for_each(|text| customer(text, &mut mask));
        }
        EventKind::Reported { text }
        | EventKind::Noted { text, step: _ }
        | EventKind::ScreenSaid { text: Some(text) } => internal(text, &mut mask),
        EventKind::Inspected { inspection } => mask_files(Arc::make_mut(inspection), &mut mask),
        EventKind::Unknown(fields) => {
            fields.values_mut().for_each(|value| mask_json(value, &mut mask));
        }
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
    (!kinds.is_empty()).then_some((what, kinds))
}

fn mask_json(value: &mut Value, mask: &mut dyn FnMut(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(masked) = mask(text) {
                *text = masked;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| mask_json(value, mask)),
        Value::Object(fields) => fields.values_mut().for_each(|value| mask_json(value, mask)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn mask_files(inspection: &mut Inspection, mask: &mut dyn FnMut(&str) -> Option<String>) {
    let mut plain = |text: &mut String| {
        if let Some(masked) = mask(text) {
            *text = masked;
        }
    };
    for file in &mut inspection.files {
        file.notes.iter_mut().chain(&mut file.unknown_columns).for_each(&mut plain);
        file.faults.told.iter_mut().for_each(|fault| plain(&mut fault.what));
    }
    let mut internal = |text: &mut InternalText| {
        if let Some(masked) = mask(text.for_insiders()) {
            *text = InternalText::from(masked.as_str());
        }
    };
    inspection.files.iter_mut().for_each(|file| internal(&mut file.name));
    inspection.findings.iter_mut().for_each(|finding| internal(&mut finding.quote));
    for user in inspection.lists.iter_mut().flat_map(|list| &mut list.users) {
        internal(&mut user.address);
        internal(&mut user.first_name);
        internal(&mut user.last_name);
        internal(&mut user.org_unit);
        internal(&mut user.detail);
    }
    if let Some(comparison) = &mut inspection.comparison {
        internal(&mut comparison.user);
        for row in &mut comparison.rows {
            row.google.iter_mut().chain(&mut row.jumpcloud).for_each(&mut internal);
        }
    }
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
