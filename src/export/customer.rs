//! The customer's checklist: without notes, pasted text, and guesses.

use super::context::DocumentContext;
use super::document::{CustomerDocument, Document, Tick};
use super::words::{Customers, Words};
use crate::diagnosis::{Answer, Observation, diagnose};
use crate::kb::{Cause, Step};
use crate::ticket::{State, StepRecord, StepResult};

/// Creates the customer's checklist.
pub fn for_customers(context: &DocumentContext<'_>) -> CustomerDocument {
    let mut document = Document::new(context.title());
    let state = context.ticket.state(context.now);
    context.head(state.name(), &mut document);
    found(context, &mut document);
    for cause in context.chosen() {
        fix(context, cause, &mut document);
    }
    document.heading("What happens next");
    document.paragraph(what_is_next(state));
    document.remove_words(context.removed_words);
    document
}

/// Adds what was done about one cause and what is still to be done. A fix of which nothing was done is
/// left out.
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

/// Adds the certain symptoms: from answers, files, and exact error messages. A symptom that the text
/// only suggests is a guess.
fn found(context: &DocumentContext<'_>, document: &mut CustomerDocument) {
    // One of two contradictory answers is wrong, and nobody knows which.
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

/// Explains a step that was done. Nobody knows whether the technician did so during the call.
fn said(step: &Step, record: Option<StepRecord>) -> Vec<Words<Customers>> {
    if record.is_none_or(|record| record.result == StepResult::Skipped) {
        return Vec::new();
    }
    let sentence = Words::known(step, |step| &step.say);
    let mut said = vec![Words::from("In plain words: \u{201c}").and(sentence).and("\u{201d}")];
    said.extend(step.wait.as_ref().map(|wait| Words::known(wait, |wait| &wait.reason)));
    said
}

/// Tells the customer what happens next.
fn what_is_next(state: State) -> &'static str {
    match state {
        State::Open => "We are still working on the repair.",
        State::Waiting => "A change needs time to take effect. We will check again after that.",
        State::Solved => "The repair is confirmed. There is nothing left to do.",
        State::Escalated => {
            "We handed this over to the next level of support and will keep you informed."
        }
        State::Abandoned => {
            "We closed this ticket without a repair. Please call us if the problem returns."
        }
    }
}
