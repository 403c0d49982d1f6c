//! The checklist that stays inside: everything, with its why.

use super::document::{Document, InternalDocument, Tick};
use super::history::{happened, history};
use super::run::{Run, percent};
use crate::diagnosis::{About, Answer, Because, Diagnosis, Observation, Reason, diagnose};
use crate::kb::{Cause, KnowledgeBase, Link, Step};

/// How many causes are listed.
const CAUSES_LISTED: usize = 5;

/// Writes the checklist for the helpdesk.
pub fn for_insiders(run: &Run<'_>) -> InternalDocument {
    let mut document = Document::new(&format!("Internal: {}", run.title()));
    let ticket = run.ticket;
    run.head(ticket.state(run.now).name(), &mut document);
    document.customer_fact("Google admin", &ticket.google_admin);
    document.fact("JumpCloud region", ticket.region.name());
    document.fact("Ticket id", &ticket.id.to_string());
    document.fact("Knowledge base", &ticket.knowledge.to_string());
    if !ticket.complaint.is_blank() {
        document.heading("Reported");
        document.quote(&ticket.complaint);
    }
    answers(run, &mut document);
    causes(run, &diagnose(run.kb, run.case), &mut document);
    for cause in run.chosen() {
        fix(run, cause, &mut document);
    }
    notes(run, &mut document);
    document.heading("History");
    for entry in history(run.events) {
        let when = format!("{} \u{b7} {}", run.at(entry.event.at), entry.event.by);
        let taken_back = if entry.is_undone { " (taken back)" } else { "" };
        let what = happened(run.kb, run.events, &entry.event.what);
        document.fact(&when, &format!("{what}{taken_back}"));
    }
    document
}

fn answers(run: &Run<'_>, document: &mut InternalDocument) {
    if run.case.observations.is_empty() {
        return;
    }
    document.heading("Answers");
    for observation in &run.case.observations {
        let Some(symptom) = run.kb.symptom(&observation.symptom) else { continue };
        let tick = match observation.answer {
            Answer::Yes => Tick::Done,
            Answer::No => Tick::Left,
            Answer::CantTell => Tick::Unclear,
        };
        document.item(tick, &format!("{}: {}", symptom.statement, because(observation)), &[]);
    }
}

fn because(observation: &Observation) -> String {
    let answer = observation.answer.name().to_lowercase();
    match &observation.because {
        Because::Said => answer,
        Because::Read { quote, .. } => {
            format!("{answer}, from the text \u{201c}{}\u{201d}", quote.for_insiders())
        }
    }
}

fn causes(run: &Run<'_>, diagnosis: &Diagnosis, document: &mut InternalDocument) {
    document.heading("Most likely causes");
    for ranked in diagnosis.causes.iter().take(CAUSES_LISTED) {
        if let Some(cause) = run.kb.cause(&ranked.id) {
            document.fact(&percent(ranked.probability), &cause.title);
        }
    }
    let not_covered = "Something this knowledge base does not cover";
    document.fact(&percent(diagnosis.not_covered), not_covered);
    let ruled_out = diagnosis.ruled_out(run.case);
    if !ruled_out.is_empty() {
        document.heading("Ruled out");
    }
    for (ranked, reason) in ruled_out {
        if let Some(cause) = run.kb.cause(&ranked.id) {
            document.fact(&cause.title, &against(run.kb, &reason));
        }
    }
}

/// What speaks against a cause.
fn against(kb: &KnowledgeBase, reason: &Reason) -> String {
    match &reason.about {
        About::Answer(symptom, answer) => {
            let statement = kb.symptom(symptom).map_or("", |symptom| symptom.statement.as_str());
            format!("{statement}: {}", answer.name().to_lowercase())
        }
        About::Tried(_) => "its fix had no effect".to_owned(),
        About::Commonness | About::Wording => String::new(),
    }
}

fn fix(run: &Run<'_>, cause: &Cause, document: &mut InternalDocument) {
    document.heading(&format!("Fix: {}", cause.title));
    document.paragraph(&cause.why);
    for way in run.followed(cause) {
        if cause.ways.len() > 1 {
            document.fact("Way", &way.title);
        }
        for step in run.kb.steps_of(cause, way) {
            run.step((cause, way, step), &about_step(run.kb, step), document);
        }
    }
    let escalate = &cause.escalate;
    let bring = escalate.bring.join("; ");
    document
        .paragraph(&format!("Hand over: {} To: {}. Bring: {bring}", escalate.when, escalate.to));
    for source in cause.sources.iter().filter_map(|id| run.kb.source(id)) {
        let title = format!("{} ({}, read {})", source.title, source.publisher, source.read);
        document.link(&title, &source.address);
    }
}

/// Everything about a step, a line each.
fn about_step(kb: &KnowledgeBase, step: &Step) -> Vec<String> {
    let link = step.link.as_ref().and_then(|id| kb.link(id));
    let mut lines: Vec<String> = link.map(where_to_go).into_iter().collect();
    lines.push(step.action.clone());
    lines.push(format!("You should see: {}", step.see));
    lines.push(format!("Say: {}", step.say));
    lines.extend(step.role.name().map(|role| format!("Needs: {role}")));
    lines.extend(step.risk.as_ref().map(|r| format!("Risk: {} Undo: {}", r.warning, r.undo)));
    lines.extend(step.wait.as_ref().map(|w| format!("Up to {} h: {}", w.hours, w.reason)));
    lines.extend(step.wrong.as_ref().map(|wrong| format!("If it looks different: {wrong}")));
    let unverified = step.unverified.iter().chain(link.and_then(|link| link.unverified.as_ref()));
    lines.extend(unverified.map(|unproven| format!("Unverified: {unproven}")));
    lines
}

fn where_to_go(link: &Link) -> String {
    let address = link.address.as_deref().unwrap_or("no published address");
    format!("{}: {} ({address})", link.product.name(), link.breadcrumb.join(" > "))
}

fn notes(run: &Run<'_>, document: &mut InternalDocument) {
    if run.ticket.notes.is_empty() {
        return;
    }
    document.heading("Notes");
    for note in &run.ticket.notes {
        let step = note.step.as_ref().and_then(|id| run.kb.step(id));
        let about = step.map_or_else(String::new, |step| format!(" \u{b7} {}", step.title));
        document.note(&format!("{}{about}", run.at(note.at)), &note.text);
    }
}
