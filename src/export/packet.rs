//! The escalation packet: what the next level of support needs to continue, the open question first.

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

/// The most characters of a complaint that are quoted as a whole.
const MOST_REPORTED: usize = 3_000;

/// The characters quoted on each side of an error message in a longer complaint.
const CONTEXT_CHARS: usize = 300;

/// Creates the escalation packet.
pub fn for_next_level(context: &DocumentContext<'_>) -> InternalDocument {
    let mut document = Document::new(Words::from("Escalation ").and(&context.ticket.reference));
    let diagnosis = diagnose(context.kb, context.case);
    context.head(context.ticket.state(context.now).name(), &mut document);
    document.fact_unless_blank("Google admin", &context.ticket.google_admin);
    document.fact("JumpCloud region", context.ticket.region.name());
    open_question(context, &diagnosis, &mut document);
    do_not(context, &diagnosis, &mut document);
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
    document.note(Words::inside(format!("Ticket {}", context.ticket.id)));
    document
}

/// Adds what this level could not resolve, and what the next one will ask for.
fn open_question(
    context: &DocumentContext<'_>,
    diagnosis: &Diagnosis,
    document: &mut InternalDocument,
) {
    document.heading("Open question");
    match &diagnosis.next {
        Next::Escalate => document.paragraph(
            "Why does the connection fail? None of the causes that Syncmend knows is likely enough to justify a fix.",
        ),
        Next::AskScreen => document.paragraph(SCREEN_QUESTION),
        Next::Try { cause, .. } => {
            if let Some(cause) = context.kb.cause(cause) {
                let title = Words::known(cause, |cause| &cause.title);
                document.paragraph(Words::from("Is this the cause, and does its fix help? ").and(title));
            }
        }
        Next::Ask { symptom, .. } => {
            if let Some(symptom) = context.kb.symptom(symptom) {
                document.paragraph(Words::known(symptom, |symptom| &symptom.question));
            }
        }
    }
    if let Some((cause, _)) = context.ticket.current_fix(context.kb) {
        let escalate = &cause.escalate;
        document.fact("Hand over to", Words::marked(&escalate.to));
        document.fact("When", Words::marked(&escalate.when));
        document.fact("Include", Words::marked(&escalate.bring.join("; ")));
    }
}

/// Adds what must not be done before the next level has looked.
fn do_not(context: &DocumentContext<'_>, diagnosis: &Diagnosis, document: &mut InternalDocument) {
    let handover = diagnosis.handover_now(context.kb, context.case);
    if !handover.do_not.is_empty() {
        document.heading("Do not do meanwhile");
    }
    for text in &handover.do_not {
        document.paragraph(Words::marked(text));
    }
}

/// Adds the complaint with its secrets masked. Of a long one it quotes the beginning, and excerpts
/// around the error messages found in the rest.
fn reported(context: &DocumentContext<'_>, document: &mut InternalDocument) {
    let pasted = context.ticket.complaint.for_insiders();
    let redacted = secrets::mask(pasted).map(|masked| masked.text);
    let text = redacted.as_deref().unwrap_or(pasted).trim();
    if text.is_empty() {
        return;
    }
    document.heading("Reported");
    let (start, rest) = text.split_at(byte_at(text, MOST_REPORTED));
    document.quote(&InternalText::from(start.trim_end()));
    if rest.is_empty() {
        return;
    }
    document.fact("Omitted", format!("{} more characters", rest.chars().count()));
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
        document.quote(&InternalText::from(excerpt(rest, at)));
    }
}

/// Returns the byte position of a character, or the end of the text.
fn byte_at(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

/// Returns an excerpt around a byte position in a text.
fn excerpt(text: &str, at: usize) -> &str {
    let before =
        text[..at].char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(start, _)| start);
    text[before..at + byte_at(&text[at..], CONTEXT_CHARS)].trim()
}

/// Returns when the current answer for a symptom was given.
fn answered_at(context: &DocumentContext<'_>, symptom: &crate::kb::SymptomId) -> Option<Timestamp> {
    let answer = standing(context.events).into_iter().rev().find(|event| {
        matches!(&event.what, EventKind::Answered { symptom: other, .. } if other == symptom)
    });
    answer.map(|event| event.at)
}

/// Adds the steps of a fix that have ended, with result and time.
fn tried(context: &DocumentContext<'_>, cause: &Cause, document: &mut InternalDocument) {
    document.heading(Words::from("Tried: ").and(Words::known(cause, |cause| &cause.title)));
    let mut is_empty = true;
    for method in context.followed(cause) {
        for step in context.kb.steps_of(cause, method) {
            if context.ticket.record(cause, method, step).is_some() {
                is_empty = false;
                context.step((cause, method, step), Vec::new(), document);
            }
        }
    }
    if is_empty {
        document.paragraph("Started, but no step was carried out.");
    }
}

/// Adds the pages of the fixes, with addresses filled in for this ticket, and the sources.
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
    let mut listed: BTreeSet<&crate::kb::SourceId> = BTreeSet::new();
    let sources: Vec<_> = sources.filter(|id| listed.insert(id)).collect();
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
