//! The walkthrough: the whole fix for a customer who does it alone, every step with its clicks, its
//! drawing, what to see, the risk and the way back.

use super::context::DocumentContext;
use super::document::{CustomerDocument, Document};
use super::step_to_do::{frame, step_to_do};
use super::words::Words;
use crate::kb::words::Phrase;

/// Creates the walkthrough of the current fix; of a ticket without one, a page that says so.
pub fn walkthrough(context: &DocumentContext<'_>) -> CustomerDocument {
    let speaker = context.speaker();
    let Some((cause, method)) = context.ticket.current_fix(context.kb) else {
        let mut document = Document::new(speaker.say(Phrase::LookingHeadline));
        frame(context, &speaker, &mut document);
        document.remove_words(context.removed_words);
        return document;
    };
    let title = speaker.method(cause, method, "title", |method| &method.title);
    let title = speaker.fill(Phrase::WalkthroughTitle, &[("method", title)]);
    let mut document = Document::new(title);
    frame(context, &speaker, &mut document);
    let steps = context.kb.steps_of(cause, method);
    let minutes = speaker.minutes(steps.iter().map(|step| step.minutes).sum());
    let filled = [("steps", Words::number(steps.len())), ("minutes", minutes)];
    document.lead(speaker.fill(Phrase::WalkthroughLead, &filled));
    document.heading(speaker.say(Phrase::WhatIsWrong));
    document.paragraph(speaker.cause(cause, "why", |cause| &cause.why));
    document.heading(speaker.say(Phrase::WhatToDo));
    for (number, step) in (1..).zip(steps) {
        let mut more = Vec::new();
        if step.risk.is_some() {
            let undo =
                speaker.step(step, "undo", |step| step.risk.as_ref().map_or("", |risk| &risk.undo));
            more.push(speaker.fill(Phrase::Undo, &[("undo", undo)]));
        }
        if let Some(role) = speaker.role(step.role) {
            more.push(speaker.fill(Phrase::WithRole, &[("role", role)]));
        }
        step_to_do(context, step, Some(number), more, &speaker, &mut document);
    }
    document.remove_words(context.removed_words);
    document
}
