//! The run of a ticket as a document: what was found, what was done, what is left.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::document::{CustomerDocument, Document, InternalDocument, Tick};
use crate::diagnosis::{Answer, Because, Case, Diagnosis, Observation, diagnose};
use crate::kb::{Cause, KnowledgeBase, Step, Way};
use crate::ticket::{Event, Happening, Mark, State, Ticket};

/// How many causes a checklist for insiders lists.
const CAUSES_LISTED: usize = 5;

/// What a checklist is made from.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The ticket.
    pub ticket: &'a Ticket,
    /// Its events.
    pub events: &'a [Event],
    /// What is known about its symptoms.
    pub case: &'a Case,
    /// The knowledge base it is pinned to.
    pub kb: &'a KnowledgeBase,
    /// When the checklist is made.
    pub now: Timestamp,
    /// The time zone in which times are written.
    pub zone: &'a TimeZone,
}

/// The checklist that the customer may read: no notes, no pasted text, no probabilities.
pub fn for_customers(run: &Run<'_>) -> CustomerDocument {
    let mut document = Document::new(&title(run));
    head(run, &mut document);
    document.heading("What we found");
    for observation in run.case.observations.iter().filter(|o| o.answer == Answer::Yes) {
        if let Some(symptom) = run.kb.symptom(&observation.symptom) {
            document.item(Tick::Done, &symptom.statement, &[]);
        }
    }
    for cause in chosen(run) {
        document.heading(&cause.title);
        document.paragraph(&cause.why);
        for step in steps_of(run, cause) {
            let mut below = vec![step.say.clone()];
            below.extend(step.wait.as_ref().map(|wait| wait.reason.clone()));
            item(run, &mut document, step, &below);
        }
    }
    document.heading("What happens next");
    document.paragraph(next_for_customers(run.ticket.state(run.now)));
    document
}

/// The checklist that stays inside: everything, with its why.
pub fn for_insiders(run: &Run<'_>) -> InternalDocument {
    let mut document = Document::new(&title(run));
    head(run, &mut document);
    let ticket = run.ticket;
    document.customer_fact("Google admin", &ticket.google_admin);
    document.fact("JumpCloud region", ticket.region.name());
    document.fact("Ticket id", &ticket.id.to_string());
    document.fact("Knowledge base", &ticket.knowledge.to_string());
    if !ticket.complaint.is_blank() {
        document.heading("Reported");
        document.quote(&ticket.complaint);
    }
    let diagnosis = diagnose(run.kb, run.case);
    answers(run, &mut document);
    causes(run, &diagnosis, &mut document);
    for cause in chosen(run) {
        fix(run, cause, &mut document);
    }
    if !ticket.notes.is_empty() {
        document.heading("Notes");
        for note in &ticket.notes {
            let step = note.step.as_ref().and_then(|id| run.kb.step(id));
            let about = step.map_or_else(String::new, |step| format!(" \u{b7} {}", step.title));
            document.note(&format!("{}{about}", at(run, note.at)), &note.text);
        }
    }
    document.heading("History");
    for event in run.events {
        document.fact(
            &format!("{} \u{b7} {}", at(run, event.at), event.by),
            &happened(run.kb, &event.what),
        );
    }
    document
}

fn title(run: &Run<'_>) -> String {
    format!("Checklist {}", run.ticket.reference.as_str())
}

fn head<A>(run: &Run<'_>, document: &mut Document<A>) {
    document.customer_fact("Customer", &run.ticket.customer);
    document.customer_fact("Affected user", &run.ticket.user);
    document.fact("State", run.ticket.state(run.now).name());
    document.fact("Opened", &at(run, run.ticket.opened_at));
    document.fact("Written", &at(run, run.now));
}

fn next_for_customers(state: State) -> &'static str {
    match state {
        State::Open => "The repair is still under way.",
        State::Waiting => "A change needs time to take hold. We look again after that.",
        State::Solved => "The repair is confirmed. Nothing is left to do.",
        State::Escalated => "We have handed this over and stay in touch.",
        State::Abandoned => "This was closed without a repair. Call again when it comes back.",
    }
}

/// The causes whose fix was chosen, in order.
fn chosen<'a>(run: &Run<'a>) -> impl Iterator<Item = &'a Cause> {
    let kb = run.kb;
    run.ticket.fixes.iter().filter_map(move |id| kb.cause(id))
}

/// The steps of a cause that the ticket followed: of the way in hand, or of the way with most steps ended.
fn steps_of<'a>(run: &Run<'a>, cause: &'a Cause) -> Vec<&'a Step> {
    let in_hand = run.ticket.fix_in_hand(run.kb).filter(|(in_hand, _)| in_hand.id == cause.id);
    let ended =
        |way: &&Way| way.steps.iter().filter(|id| run.ticket.steps.contains_key(id)).count();
    let followed = cause.ways.iter().rev().max_by_key(ended);
    in_hand
        .map(|(_, way)| way)
        .or(followed)
        .map_or_else(Vec::new, |way| run.kb.steps_of(cause, way))
}

fn item<A>(run: &Run<'_>, document: &mut Document<A>, step: &Step, below: &[String]) {
    let record = run.ticket.steps.get(&step.id);
    let tick = match record.map(|record| record.mark) {
        Some(Mark::Done) => Tick::Done,
        Some(Mark::NoEffect) => Tick::Unclear,
        Some(Mark::Skipped) | None => Tick::Left,
    };
    let ended = record.map_or_else(
        || "not done".to_owned(),
        |record| format!("{}, {}", record.mark.name(), at(run, record.at)),
    );
    document.item(tick, &format!("{} ({ended})", step.title), below);
}

fn answers(run: &Run<'_>, document: &mut InternalDocument) {
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
    document.fact(&percent(diagnosis.not_covered), "Something this knowledge base does not cover");
}

fn fix(run: &Run<'_>, cause: &Cause, document: &mut InternalDocument) {
    document.heading(&format!("Fix: {}", cause.title));
    document.paragraph(&cause.why);
    for step in steps_of(run, cause) {
        let link = step.link.as_ref().and_then(|id| run.kb.link(id));
        let mut below = Vec::new();
        below.extend(
            link.map(|link| format!("{}: {}", link.product.name(), link.breadcrumb.join(" > "))),
        );
        below.push(step.action.clone());
        below.push(format!("You should see: {}", step.see));
        below.push(format!("Say: {}", step.say));
        below.extend(
            step.risk.as_ref().map(|risk| format!("Risk: {} Undo: {}", risk.warning, risk.undo)),
        );
        below.extend(
            step.wait.as_ref().map(|wait| format!("Takes up to {} h: {}", wait.hours, wait.reason)),
        );
        below.extend(step.unverified.as_ref().map(|unproven| format!("Unverified: {unproven}")));
        item(run, document, step, &below);
    }
    let escalate = &cause.escalate;
    document.fact(
        "Hand over",
        &format!("{} To: {}. Bring: {}", escalate.when, escalate.to, escalate.bring.join("; ")),
    );
    for source in cause.sources.iter().filter_map(|id| run.kb.source(id)) {
        document.link(
            &format!("{} ({}, read {})", source.title, source.publisher, source.read),
            &source.address,
        );
    }
}

/// One event in words.
fn happened(kb: &KnowledgeBase, what: &Happening) -> String {
    let symptom = |id| kb.symptom(id).map_or_else(|| format!("{id}"), |s| s.statement.clone());
    let cause = |id| kb.cause(id).map_or_else(|| format!("{id}"), |c| c.title.clone());
    let step = |id| kb.step(id).map_or_else(|| format!("{id}"), |s| s.title.clone());
    match what {
        Happening::Opened { .. } => "Opened".to_owned(),
        Happening::Detailed { .. } => "Details changed".to_owned(),
        Happening::Reported { .. } => "Complaint noted".to_owned(),
        Happening::Answered { symptom: id, answer: Some(answer) } => {
            format!("{}: {}", symptom(id), answer.name().to_lowercase())
        }
        Happening::Answered { symptom: id, answer: None } => format!("{}: taken back", symptom(id)),
        Happening::PutOff { symptom: id } => format!("{}: asked later", symptom(id)),
        Happening::FixChosen { cause: id, .. } => format!("Fix chosen: {}", cause(id)),
        Happening::Stepped { step: id, mark, .. } => format!("{}: {}", step(id), mark.name()),
        Happening::Noted { .. } => "Note written".to_owned(),
        Happening::Closed { outcome } => {
            format!("Closed: {}", State::of(Some(*outcome), None, Timestamp::UNIX_EPOCH).name())
        }
        Happening::Reopened => "Taken up again".to_owned(),
        Happening::Undone { .. } => "Undone".to_owned(),
    }
}

fn at(run: &Run<'_>, time: Timestamp) -> String {
    time.to_zoned(run.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A probability as it is shown.
pub fn percent(probability: f64) -> String {
    format!("{:.0} %", probability * 100.0)
}
