//! The checklist that stays inside: everything, with its why.

use jiff::Timestamp;

use super::context::{DocumentContext, percent};
use super::document::{Document, InternalDocument, Tick};
use super::history::{happened, history};
use super::inspected::inspected;
use super::words::{Insiders, Words};
use crate::diagnosis::{About, Answer, Because, Diagnosis, Observation, Reason, diagnose};
use crate::kb::address::destination;
use crate::kb::{Cause, KnowledgeBase, Link, Source, Step, SymptomId};

/// How many causes are listed.
const CAUSES_LISTED: usize = 5;

/// Writes the checklist for the helpdesk.
pub fn for_insiders(context: &DocumentContext<'_>) -> InternalDocument {
    let mut document = Document::new(Words::from("Internal: ").and(context.title()));
    let ticket = context.ticket;
    context.head(ticket.state(context.now).name(), &mut document);
    document.told("Google admin", &ticket.google_admin);
    document.fact("JumpCloud region", ticket.region.name());
    document.fact("Ticket id", ticket.id.to_string());
    document.fact("Knowledge base", ticket.knowledge.to_string());
    if !ticket.complaint.is_blank() {
        document.heading("Reported");
        document.quote(&ticket.complaint);
    }
    asked(context, |_| None, &mut document);
    inspected(context, &mut document);
    let diagnosis = diagnose(context.kb, context.case);
    most_likely(context, &diagnosis, &mut document);
    ruled_out(context, &diagnosis, &mut document);
    for cause in context.chosen() {
        fix(context, cause, &mut document);
    }
    notes(context, &mut document);
    document.heading("History");
    for entry in history(context.events) {
        let by = Words::inside(&entry.event.by);
        let taken_back = if entry.is_undone { " (taken back)" } else { "" };
        let what = Words::inside(happened(context.kb, context.events, &entry.event.what));
        document.fact(context.at(entry.event.at).and(" \u{b7} ").and(by), what.and(taken_back));
    }
    document
}

/// What is known about symptoms, each with its answer, where it comes from, and when it was given
/// where `at` knows.
pub(super) fn asked(
    context: &DocumentContext<'_>,
    at: impl Fn(&SymptomId) -> Option<Timestamp>,
    document: &mut InternalDocument,
) {
    if context.case.observations.is_empty() {
        return;
    }
    document.heading("Asked and answered");
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

/// The causes that lead the ranking, and what no cause covers.
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
    let not_covered = "Something this knowledge base does not cover";
    document.fact(percent(diagnosis.not_covered), not_covered);
}

/// What rules causes out, each with the causes it rules out.
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

/// What speaks against a cause.
fn against(kb: &KnowledgeBase, reason: &Reason) -> String {
    match &reason.about {
        About::Answer(symptom, answer) => {
            let statement = kb.symptom(symptom).map_or("", |symptom| symptom.statement.as_str());
            format!("{statement} ({})", answer.name().to_lowercase())
        }
        About::Tried(_) => "The fix had no effect".to_owned(),
        About::Commonness | About::Wording | About::Suggestion(..) => String::new(),
    }
}

fn fix(context: &DocumentContext<'_>, cause: &Cause, document: &mut InternalDocument) {
    document.heading(Words::from("Fix: ").and(Words::known(cause, |cause| &cause.title)));
    document.paragraph(Words::known(cause, |cause| &cause.why));
    for method in context.followed(cause) {
        if cause.methods.len() > 1 {
            document.fact("Way", Words::known(method, |method| &method.title));
        }
        for step in context.kb.steps_of(cause, method) {
            context.step((cause, method, step), about_step(context, step), document);
        }
    }
    let escalate = &cause.escalate;
    let bring = escalate.bring.join("; ");
    let (when, to) = (&escalate.when, &escalate.to);
    document.paragraph(Words::marked(&format!("Hand over: {when} To: {to}. Bring: {bring}")));
    for source in cause.sources.iter().filter_map(|id| context.kb.source(id)) {
        document.link(described(source), &source.address);
    }
}

/// A source with its publisher and the day it was read.
pub(super) fn described(source: &Source) -> String {
    format!("{} ({}, read {})", source.title, source.publisher, source.read)
}

/// Everything about a step, a line each.
fn about_step(context: &DocumentContext<'_>, step: &Step) -> Vec<Words<Insiders>> {
    let link = step.link.as_ref().and_then(|id| context.kb.link(id));
    let mut lines = vec![step.action.clone()];
    lines.push(format!("You should see: {}", step.see));
    lines.push(format!("Say: {}", step.say));
    lines.extend(step.role.name().map(|role| format!("Needs: {role}")));
    lines.extend(step.risk.as_ref().map(|r| format!("Risk: {} Undo: {}", r.warning, r.undo)));
    lines.extend(step.wait.as_ref().map(|w| format!("Up to {} h: {}", w.hours, w.reason)));
    lines.extend(step.wrong.as_ref().map(|wrong| format!("If it looks different: {wrong}")));
    let unverified = step.unverified.iter().chain(link.and_then(|link| link.unverified.as_ref()));
    lines.extend(unverified.map(|unproven| format!("Unverified: {unproven}")));
    // An address may hold what somebody typed, and so no markup.
    let place = link.map(|link| Words::inside(where_to_go(context, link)));
    place.into_iter().chain(lines.iter().map(|line| Words::marked(line))).collect()
}

fn where_to_go(context: &DocumentContext<'_>, link: &Link) -> String {
    let there = destination(context.kb, link, &context.ticket.places(), None).ok();
    let exact = there.as_ref().filter(|there| there.is_exact).map(|there| there.address.as_str());
    let address = exact.unwrap_or("no published address");
    format!("{}: {} ({address})", link.product.name(), link.breadcrumb.join(" > "))
}

/// The notes, each with its time and its step.
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
