//! The helpdesk's checklist: everything that is known, with the reasons.

use jiff::Timestamp;

use super::context::DocumentContext;
use super::document::{Document, InternalDocument, Tick};
use super::history::{HistoryEntry, describe_event, history};
use super::inspected::inspected;
use super::words::{Insiders, Words};
use crate::diagnosis::{About, Answer, Because, Diagnosis, Observation, Reason, diagnose};
use crate::kb::address::destination;
use crate::kb::{Cause, KnowledgeBase, Link, Source, Step, SymptomId};
use crate::privacy::InternalText;
use crate::text::percent;

/// The number of causes listed.
const CAUSES_LISTED: usize = 3;

/// The number of sources listed for a fix, the most important first.
const SOURCES_LISTED: usize = 3;

/// Creates the helpdesk's checklist.
pub fn for_insiders(context: &DocumentContext<'_>) -> InternalDocument {
    let mut document = Document::new(Words::from("Internal: ").and(context.title()));
    let ticket = context.ticket;
    let diagnosis = diagnose(context.kb, context.case);
    facts(context, &diagnosis, &mut document);
    if !ticket.complaint.is_blank() {
        document.heading("Reported");
        document.quote(&ticket.complaint);
    }
    asked(context, |_| None, &mut document);
    inspected(context, &mut document);
    most_likely(context, &diagnosis, &mut document);
    ruled_out(context, &diagnosis, &mut document);
    for cause in context.chosen() {
        fix(context, cause, &mut document);
    }
    notes(context, &mut document);
    happened(context, &mut document);
    let names = format!("Ticket {}, knowledge base {}", ticket.id, ticket.knowledge);
    document.note(Words::inside(names));
    document
}

/// Adds what a colleague wants to know first.
fn facts(context: &DocumentContext<'_>, diagnosis: &Diagnosis, document: &mut InternalDocument) {
    let ticket = context.ticket;
    context.head(ticket.state(context.now).name(), document);
    document.fact_unless_blank("Google admin", &ticket.google_admin);
    document.fact("JumpCloud region", ticket.region.name());
    if let Some((cause, method)) = ticket.current_fix(context.kb) {
        let (ended, steps) = ticket.progress(context.kb);
        let title = Words::known(cause, |cause| &cause.title);
        document.fact("Fix in hand", title.and(format!(", {ended} of {steps} steps")));
        document.fact("Method", Words::known(method, |method| &method.title));
        if let Some(step) = ticket.current_step(context.kb) {
            document.fact("Next step", Words::known(step, |step| &step.title));
        }
    } else if let Some(cause) = diagnosis.causes.first().and_then(|it| context.kb.cause(&it.id)) {
        document.fact("Most likely", Words::known(cause, |cause| &cause.title));
    }
    if let Some(time) = ticket.work_time.label() {
        document.fact("Time spent", Words::inside(time));
    }
    if let Some(until) = ticket.waits_until() {
        document.fact("Waits until", context.at(until));
    }
    if let Some(at) = ticket.callback {
        document.fact("Callback promised", context.at(at));
    }
}

/// Adds the history as a table.
fn happened(context: &DocumentContext<'_>, document: &mut InternalDocument) {
    document.heading("History");
    let row = |entry: HistoryEntry<'_>| {
        let undone = if entry.is_undone { " (undone)" } else { "" };
        let what = Words::inside(describe_event(context.kb, context.events, &entry.event.what));
        let by = Words::inside(&entry.event.by);
        vec![
            (context.at(entry.event.at), None, None),
            (by, None, None),
            (what.and(undone), None, None),
        ]
    };
    let columns = vec![("Time".into(), 0.26), ("Who".into(), 0.18), ("What".into(), 0.56)];
    document.table(columns, history(context.events).into_iter().map(row).collect());
}

/// Adds what is known about symptoms: the answer, where it comes from, and when it was given if `at`
/// knows.
pub(super) fn asked(
    context: &DocumentContext<'_>,
    at: impl Fn(&SymptomId) -> Option<Timestamp>,
    document: &mut InternalDocument,
) {
    if context.case.observations.is_empty() {
        return;
    }
    document.heading("Questions and answers");
    for observation in &context.case.observations {
        let Some(symptom) = context.kb.symptom(&observation.symptom) else { continue };
        let tick = match observation.answer {
            Answer::Yes => Tick::Done,
            Answer::No => Tick::Left,
            Answer::CantTell => Tick::Unclear,
        };
        let statement = Words::known(symptom, |symptom| &symptom.statement);
        let mut line = statement.and(": ").and(because(observation));
        if let Some(at) = at(&observation.symptom) {
            line = line.and(", ").and(context.at(at));
        }
        document.item(tick, line, Vec::new());
    }
}

fn because(observation: &Observation) -> Words<Insiders> {
    let answer = Words::inside(observation.answer.name().to_lowercase());
    match &observation.because {
        Because::Said => answer,
        Because::InFile { quote } => answer.and(", from ").and(quote),
        Because::InText { quote, .. } => {
            answer.and(", from the text \u{201c}").and(quote).and("\u{201d}")
        }
    }
}

/// Adds the most likely causes, and the probability that no cause covers the problem.
pub(super) fn most_likely(
    context: &DocumentContext<'_>,
    diagnosis: &Diagnosis,
    document: &mut InternalDocument,
) {
    document.heading("Most likely causes");
    for ranked in diagnosis.causes.iter().take(CAUSES_LISTED) {
        if let Some(cause) = context.kb.cause(&ranked.id) {
            let title = Words::known(cause, |cause| &cause.title);
            document.fact(percent(ranked.probability), title);
        }
    }
    let not_covered = "None of the causes in the knowledge base";
    document.fact(percent(diagnosis.not_covered), not_covered);
}

/// Adds the facts that rule causes out, each with those causes.
pub(super) fn ruled_out(
    context: &DocumentContext<'_>,
    diagnosis: &Diagnosis,
    document: &mut InternalDocument,
) {
    let ruled_out = diagnosis.ruled_out(context.kb, context.case);
    if !ruled_out.is_empty() {
        document.heading("Ruled out");
    }
    let mut causes: Vec<(String, Vec<&str>)> = Vec::new();
    for (ranked, reason) in &ruled_out {
        let Some(cause) = context.kb.cause(&ranked.id) else { continue };
        let why = against(context.kb, reason);
        match causes.iter_mut().find(|(other, _)| *other == why) {
            Some((_, titles)) => titles.push(&cause.title),
            None => causes.push((why, vec![&cause.title])),
        }
    }
    for (why, titles) in causes {
        document.fact(why, Words::marked(&titles.join("; ")));
    }
}

/// Describes the evidence against a cause.
fn against(kb: &KnowledgeBase, reason: &Reason) -> String {
    match &reason.about {
        About::Answer(symptom, answer) => {
            let statement = kb.symptom(symptom).map_or("", |symptom| symptom.statement.as_str());
            format!("{statement} ({})", answer.name().to_lowercase())
        }
        About::Tried(_) => "The fix did not help".to_owned(),
        About::Commonness | About::Wording | About::Suggestion(..) | About::FixedBefore(_) => {
            String::new()
        }
    }
}

fn fix(context: &DocumentContext<'_>, cause: &Cause, document: &mut InternalDocument) {
    document.heading(Words::from("Fix: ").and(Words::known(cause, |cause| &cause.title)));
    for method in context.followed(cause) {
        if cause.methods.len() > 1 {
            document.fact("Method", Words::known(method, |method| &method.title));
        }
        for step in context.kb.steps_of(cause, method) {
            // What has ended needs no instructions.
            let has_ended = context.ticket.record(cause, method, step).is_some();
            let below = if has_ended { Vec::new() } else { about_step(context, step) };
            context.step((cause, method, step), below, document);
        }
    }
    let escalate = &cause.escalate;
    let bring = escalate.bring.join("; ");
    let (when, to) = (&escalate.when, &escalate.to);
    document.paragraph(Words::marked(&format!(
        "When to hand over: {when} Hand over to: {to}. Include: {bring}"
    )));
    let sources = cause.sources.iter().filter_map(|id| context.kb.source(id));
    for source in sources.take(SOURCES_LISTED) {
        document.link(described(source), &source.address);
    }
}

/// Describes a source, with its publisher and the day it was read.
pub(super) fn described(source: &Source) -> String {
    format!("{} ({}, read {})", source.title, source.publisher, source.read)
}

/// Describes a step that is still to be done, a line each.
fn about_step(context: &DocumentContext<'_>, step: &Step) -> Vec<Words<Insiders>> {
    let link = step.link.as_ref().and_then(|id| context.kb.link(id));
    let mut lines = vec![step.action.clone()];
    lines.extend(step.role.name().map(|role| format!("Required role: {role}")));
    lines.extend(step.risk.as_ref().map(|r| format!("Risk: {} To undo it: {}", r.warning, r.undo)));
    lines.extend(step.wait.as_ref().map(|w| format!("Takes up to {} h: {}", w.hours, w.reason)));
    let unverified = step.unverified.iter().chain(link.and_then(|link| link.unverified.as_ref()));
    lines.extend(unverified.map(|unproven| format!("Unverified: {unproven}")));
    // An address may contain typed text, so that it is not markup.
    let place = link.map(|link| Words::inside(where_to_go(context, link)));
    let own = own_page(context, step).map(Words::inside);
    let lines = lines.iter().map(|line| Words::marked(line));
    place.into_iter().chain(own).chain(lines).collect()
}

/// How the page of a step looks at this installation.
fn own_page(context: &DocumentContext<'_>, step: &Step) -> Option<String> {
    let (own, _) = context.kb.own_page(&step.id)?;
    let mut told =
        own.path().iter().map(InternalText::for_insiders).collect::<Vec<_>>().join(" > ");
    for more in own.address().into_iter().chain([own.words()]).filter(|it| !it.is_blank()) {
        told.push_str(if told.is_empty() { "" } else { "; " });
        told.push_str(more.for_insiders());
    }
    Some(format!("As noted here on {}: {told}", own.noted()))
}

fn where_to_go(context: &DocumentContext<'_>, link: &Link) -> String {
    let there = destination(context.kb, link, &context.ticket.places(), None).ok();
    let exact = there.as_ref().filter(|there| there.is_exact).map(|there| there.address.as_str());
    let address = exact.unwrap_or("no known address");
    format!("{}: {} ({address})", link.product.name(), link.breadcrumb.join(" > "))
}

/// Adds the notes, each with its time and step.
pub(super) fn notes(context: &DocumentContext<'_>, document: &mut InternalDocument) {
    if context.ticket.notes.is_empty() {
        return;
    }
    document.heading("Notes");
    for note in &context.ticket.notes {
        let step = note.step.as_ref().and_then(|id| context.kb.step(id));
        let about = match step {
            Some(step) => Words::from(" \u{b7} ").and(Words::known(step, |step| &step.title)),
            None => Words::from(""),
        };
        document.fact(context.at(note.at).and(about), &note.text);
    }
}
