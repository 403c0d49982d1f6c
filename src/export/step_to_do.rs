//! A step as a customer does it alone: where to go, what to click beside the drawing of the page, and
//! what to know before and after. Also the frame of what customers get.

use super::context::DocumentContext;
use super::document::{CustomerDocument, Image};
use super::speaker::Speaker;
use super::words::{Customers, Words};
use crate::kb::address::{Places, destination};
use crate::kb::words::Phrase;
use crate::kb::{Link, Role, Step};

/// Adds who sends the document and whom to ask.
pub(super) fn frame(
    context: &DocumentContext<'_>,
    speaker: &Speaker<'_>,
    document: &mut CustomerDocument,
) {
    let letterhead = context.letterhead;
    let company = if letterhead.company.is_blank() {
        speaker.say(Phrase::YourHelpdesk)
    } else {
        Words::from(&letterhead.company)
    };
    let date = speaker.date(&context.local(context.now));
    let named = [("reference", Words::from(&context.ticket.reference))];
    let reference = speaker.fill(Phrase::Ticket, &named);
    let footer = match (letterhead.phone.is_blank(), letterhead.email.is_blank()) {
        (false, false) => Phrase::QuestionsBoth,
        (false, true) => Phrase::QuestionsPhone,
        (true, false) => Phrase::QuestionsEmail,
        (true, true) => Phrase::QuestionsNone,
    };
    let [named] = named;
    let footer = speaker.fill(
        footer,
        &[
            ("phone", Words::from(&letterhead.phone)),
            ("email", Words::email(&letterhead.email)),
            named,
        ],
    );
    let logo = letterhead.logo.as_ref().and_then(super::logo::Logo::png);
    document.framed(speaker, logo, [company, date, reference, footer]);
}

/// Adds one step, with its number if there are several. `more` is what stands below what to see.
pub(super) fn step_to_do(
    context: &DocumentContext<'_>,
    step: &Step,
    number: Option<usize>,
    more: Vec<Words<Customers>>,
    speaker: &Speaker<'_>,
    document: &mut CustomerDocument,
) {
    let seen = context.kb.for_customers(step);
    let (step, link) = (seen.step.as_ref(), seen.link.as_deref());
    let title = speaker.step(step, "title", |step| &step.title);
    let title = match number {
        Some(number) => {
            speaker.fill(Phrase::StepTitle, &[("number", Words::number(number)), ("title", title)])
        }
        None => title,
    };
    let mut before: Vec<_> =
        link.and_then(|link| where_to_go(context, link, speaker)).into_iter().collect();
    if step.role == Role::User {
        before.push(speaker.say(Phrase::ByUser));
    }
    if step.warning_customer.is_some() {
        let warning = speaker
            .step(step, "warning", |step| step.warning_customer.as_deref().unwrap_or_default());
        before.push(speaker.fill(Phrase::BeforeYouStart, &[("warning", warning)]));
    }
    if step.clicks.is_empty() {
        before.push(speaker.step(step, "do", |step| &step.action));
    }
    let see = speaker.step(step, "see", |step| &step.see);
    let mut after = vec![speaker.fill(Phrase::Afterwards, &[("see", see)])];
    if let Some(wait) = &step.wait {
        let reason =
            speaker.step(step, "wait", |step| step.wait.as_ref().map_or("", |wait| &wait.reason));
        let filled = [("wait", speaker.wait(wait.hours)), ("reason", reason)];
        after.push(speaker.fill(Phrase::NeedsTime, &filled));
    }
    after.extend(more);
    let picture = context.drawing(step).zip(link).map(|(sketch, link)| {
        let page = Words::known(link, |link| &link.page);
        let filled = [("page", page), ("product", Words::product(link))];
        // The clicks stand beside it already.
        (speaker.fill(Phrase::DrawingOf, &filled), Image::Drawing(sketch, Vec::new()))
    });
    let caption = match picture {
        Some(_) => speaker.say(Phrase::SimplifiedDrawing),
        None => Words::from(""),
    };
    document.clicks(title.strong(), [before, after], speaker.clicks(step), picture, caption);
}

/// Says where a step is done: the console with its address, and the menu path.
fn where_to_go(
    context: &DocumentContext<'_>,
    link: &Link,
    speaker: &Speaker<'_>,
) -> Option<Words<Customers>> {
    // The account that the helpdesk signs in with is nothing for the customer's document.
    let places = Places { google_admin: None, ..context.ticket.places() };
    let there = destination(context.kb, link, &places, None).ok()?;
    let filled = [("product", Words::product(link)), ("address", Words::host(&there.address))];
    Some(speaker.fill(Phrase::OpenPage, &filled).and(" \u{b7} ").and(Words::menu_path(link)))
}
