//! The escalation packet: what the next level needs to go on where this one stopped, the open
//! question first.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::context::DocumentContext;
use super::document::{Document, InternalDocument};
use super::inspected::inspected;
use super::internal::{asked, described, most_likely, notes, ruled_out};
use super::words::Words;
use crate::diagnosis::{Because, Diagnosis, Next, SCREEN_QUESTION, diagnose};
use crate::kb::address::destination;
use crate::kb::{Cause, LinkId};
use crate::privacy::{InternalText, secrets};
use crate::ticket::EventKind;
use crate::ticket::history::standing;

/// The most characters of a complaint that stand in a packet as they are.
const MOST_REPORTED: usize = 3_000;

/// The characters on each side of an error string in a longer one.
const AROUND: usize = 300;

/// Writes the packet.
pub fn for_next_level(context: &DocumentContext<'_>) -> InternalDocument {
    let mut document = Document::new(Words::from("Escalation ").and(&context.ticket.reference));
    let diagnosis = diagnose(context.kb, context.case);
    context.head(context.ticket.state(context.now).name(), &mut document);
    document.told("Google admin", &context.ticket.google_admin);
    document.fact("JumpCloud region", context.ticket.region.name());
    document.fact("Ticket id", context.ticket.id.to_string());
    open_question(context, &diagnosis, &mut document);
    reported(context, &mut document);
    asked(context, |symptom| answered_at(context, symptom), &mut document);
    inspected(context, &mut document);
    ruled_out(context, &diagnosis, &mut document);
    for cause in context.chosen() {
        tried(context, cause, &mut document);
    }
    most_likely(context, &diagnosis, &mut document);
    notes(context, &mut document);
    links(context, &mut document);
    document
}

/// What this level could not settle, and what the next one will ask for.
fn open_question(
    context: &DocumentContext<'_>,
    diagnosis: &Diagnosis,
    document: &mut InternalDocument,
) {
    document.heading("Open question");
    match &diagnosis.next {
        Next::Escalate => document.paragraph(
            "Why does the connection fail? No cause that Syncmend knows is likely enough to go on.",
        ),
        Next::AskScreen => document.paragraph(SCREEN_QUESTION),
        Next::Try { cause, .. } => {
            if let Some(cause) = context.kb.cause(cause) {
                let title = Words::known(cause, |cause| &cause.title);
                document.paragraph(Words::from("Is this it, and does its fix help: ").and(title));
            }
        }
        Next::Ask { symptom, .. } => {
            if let Some(symptom) = context.kb.symptom(symptom) {
                document.paragraph(Words::known(symptom, |symptom| &symptom.question));
            }
        }
    }
    if let Some((cause, _)) = context.ticket.fix_in_hand(context.kb) {
        let escalate = &cause.escalate;
        document.fact("Give it to", Words::marked(&escalate.to));
        document.fact("When", Words::marked(&escalate.when));
        document.fact("Bring", Words::marked(&escalate.bring.join("; ")));
    }
}

/// What was pasted, washed. Of a long text its beginning, and the surroundings of the error strings
/// found in the rest.
fn reported(context: &DocumentContext<'_>, document: &mut InternalDocument) {
    let pasted = context.ticket.complaint.for_insiders();
    let redacted = secrets::mask(pasted, |_| false).map(|masked| masked.text);
    let text = redacted.as_deref().unwrap_or(pasted).trim();
    if text.is_empty() {
        return;
    }
    document.heading("Reported");
    let (start, rest) = text.split_at(place(text, MOST_REPORTED));
    document.quote(&InternalText::from(start.trim_end()));
    if rest.is_empty() {
        return;
    }
    document.fact("Left out", format!("{} more characters", rest.chars().count()));
    let quotes =
        context.case.observations.iter().filter_map(|observation| match &observation.because {
            Because::InText { quote, .. } => Some(quote.for_insiders()),
            _ => None,
        });
    let places: BTreeSet<usize> = quotes.filter_map(|quote| rest.find(quote)).collect();
    if !places.is_empty() {
        document.heading("Log excerpts");
    }
    for at in places {
        document.quote(&InternalText::from(around(rest, at)));
    }
}

/// Where a text reaches so many characters.
fn place(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

/// The surroundings of a place in a text.
fn around(text: &str, at: usize) -> &str {
    let before = text[..at].char_indices().rev().nth(AROUND - 1).map_or(0, |(start, _)| start);
    text[before..at + place(&text[at..], AROUND)].trim()
}

/// When the answer was given that stands for a symptom.
fn answered_at(context: &DocumentContext<'_>, symptom: &crate::kb::SymptomId) -> Option<Timestamp> {
    let answer = standing(context.events).into_iter().rev().find(|event| {
        matches!(&event.what, EventKind::Answered { symptom: other, .. } if other == symptom)
    });
    answer.map(|event| event.at)
}

/// The steps of a fix that ended, with how and when.
fn tried(context: &DocumentContext<'_>, cause: &Cause, document: &mut InternalDocument) {
    document.heading(Words::from("Tried: ").and(Words::known(cause, |cause| &cause.title)));
    let mut nothing = true;
    for method in context.followed(cause) {
        for step in context.kb.steps_of(cause, method) {
            if context.ticket.record(cause, method, step).is_some() {
                nothing = false;
                context.step(
                    (cause, method, step),
                    vec![Words::known(step, |step| &step.action)],
                    document,
                );
            }
        }
    }
    if nothing {
        document.paragraph("Chosen, and no step of it was carried out.");
    }
}

/// The pages that the fixes lead to, filled in for this ticket, and where the facts come from.
fn links(context: &DocumentContext<'_>, document: &mut InternalDocument) {
    let steps = context.chosen().flat_map(|cause| {
        context
            .followed(cause)
            .into_iter()
            .flat_map(move |method| context.kb.steps_of(cause, method))
    });
    let mut seen: BTreeSet<&LinkId> = BTreeSet::new();
    let ids: Vec<&LinkId> = steps.filter_map(|step| step.link.as_ref()).collect();
    let sources = context.chosen().flat_map(|cause| &cause.sources);
    let mut told: BTreeSet<&crate::kb::SourceId> = BTreeSet::new();
    let sources: Vec<_> = sources.filter(|id| told.insert(id)).collect();
    if ids.is_empty() && sources.is_empty() {
        return;
    }
    document.heading("Links");
    let places = context.ticket.places();
    for link in ids.into_iter().filter(|id| seen.insert(id)).filter_map(|id| context.kb.link(id)) {
        if let Ok(there) = destination(context.kb, link, &places, None) {
            let path = format!("{}: {}", link.product.name(), link.breadcrumb.join(" > "));
            document.link(path, there.address.as_str());
        }
    }
    for source in sources.into_iter().filter_map(|id| context.kb.source(id)) {
        document.link(described(source), &source.address);
    }
}
