//! The checklist that the customer may read: no notes, no pasted text, no guesses.

use super::context::DocumentContext;
use super::document::{CustomerDocument, Document, Tick};
use super::words::{Customers, Words};
use crate::diagnosis::{Answer, Observation, diagnose};
use crate::kb::{Cause, Step};
use crate::ticket::{State, StepRecord, StepResult};

/// Writes the checklist for the customer.
pub fn for_customers(context: &DocumentContext<'_>) -> CustomerDocument {
    let mut document = Document::new(context.title());
    let state = context.ticket.state(context.now);
    context.head(state_in_words(state), &mut document);
    found(context, &mut document);
    for cause in context.chosen() {
        fix(context, cause, &mut document);
    }
    document.heading("What happens next");
    document.paragraph(what_is_next(state));
    document.take_out(context.taken_out);
    document
}

/// What was done for one cause, and what is still to come. What was only looked at is left out.
fn fix(context: &DocumentContext<'_>, cause: &Cause, document: &mut CustomerDocument) {
    let mut has_heading = false;
    for method in context.followed(cause) {
        for step in context.kb.steps_of(cause, method) {
            let record = context.ticket.record(cause, method, step);
            if record.is_none() && !context.is_to_come(cause, method) {
                continue;
            }
            if !has_heading {
                document.heading(Words::known(cause, |cause| &cause.title));
                document.paragraph(Words::known(cause, |cause| &cause.why));
                has_heading = true;
            }
            context.step((cause, method, step), said(step, record), document);
        }
    }
}

/// What is certain: what was said, what files show, and exact error strings. Words that only sound like a symptom
/// are a guess.
fn found(context: &DocumentContext<'_>, document: &mut CustomerDocument) {
    // Of two answers that do not go together one is wrong, and nobody knows which.
    let contradiction = diagnose(context.kb, context.case).contradiction;
    let is_doubtful = |o: &&Observation| {
        contradiction.as_ref().is_some_and(|found| found.between.contains(&o.symptom))
    };
    let there = context.case.observations.iter().filter(|o| o.answer == Answer::Yes);
    let there = there.filter(|o| !is_doubtful(o));
    let symptoms: Vec<_> = there.filter_map(|o| context.kb.symptom(&o.symptom)).collect();
    if !symptoms.is_empty() {
        document.heading("What we found");
    }
    for symptom in symptoms {
        let statement = Words::known(symptom, |symptom| &symptom.statement);
        document.item(Tick::Done, statement, Vec::new());
    }
}

/// What a step that was done means for the customer. Nobody knows whether it was said in the call.
fn said(step: &Step, record: Option<StepRecord>) -> Vec<Words<Customers>> {
    if record.is_none_or(|record| record.result == StepResult::Skipped) {
        return Vec::new();
    }
    let sentence = Words::known(step, |step| &step.say);
    let mut said = vec![Words::from("In plain words: \u{201c}").and(sentence).and("\u{201d}")];
    said.extend(step.wait.as_ref().map(|wait| Words::known(wait, |wait| &wait.reason)));
    said
}

fn state_in_words(state: State) -> &'static str {
    match state {
        State::Open => "in work",
        State::Waiting => "waiting for a change to take hold",
        State::Solved => "solved",
        State::Escalated => "handed over",
        State::Abandoned => "closed without a repair",
    }
}

fn what_is_next(state: State) -> &'static str {
    match state {
        State::Open => "The repair is still under way.",
        State::Waiting => "A change needs time to take hold. We look again after that.",
        State::Solved => "The repair is confirmed. Nothing is left to do.",
        State::Escalated => "We have handed this over and stay in touch.",
        State::Abandoned => "This was closed without a repair. Call again when it comes back.",
    }
}
