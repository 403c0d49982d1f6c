//! The customer's document: what was wrong, what was changed, what is still to do, and who gets back
//! when. Without notes, pasted text, and guesses.

use super::context::DocumentContext;
use super::document::{CustomerDocument, Document, Tone};
use super::speaker::Speaker;
use super::step_to_do::{frame, step_to_do};
use super::words::{Customers, Words};
use crate::diagnosis::{Answer, Observation, diagnose};
use crate::kb::words::Phrase;
use crate::kb::{Cause, Method, Role, Step};
use crate::ticket::{State, StepRecord, StepResult, is_carried_out};

/// A step with its fix.
type StepOfFix<'a> = (&'a Cause, &'a Method, &'a Step);

/// Creates the customer's document.
pub fn for_customers(context: &DocumentContext<'_>) -> CustomerDocument {
    let speaker = context.speaker();
    let work = Work::of(context);
    let mut document = Document::new(headline(context, &work, &speaker));
    frame(context, &speaker, &mut document);
    addressed(context, &speaker, &mut document);
    document.strips(strips(context, &work, &speaker));
    what_was_wrong(context, &work, &speaker, &mut document);
    what_was_changed(context, &work, &speaker, &mut document);
    what_is_left(context, &work, &speaker, &mut document);
    document.heading(speaker.say(Phrase::NextHeading));
    document.paragraph(what_is_next(context, &speaker));
    document.remove_words(context.removed_words);
    document
}

/// What was done on a ticket and what is left.
struct Work<'a> {
    /// The steps that were done, with their records, in the order of the fixes.
    done: Vec<(StepOfFix<'a>, StepRecord)>,
    /// The steps that are still to be done.
    left: Vec<StepOfFix<'a>>,
    /// The causes that were worked on and may be the one.
    causes: Vec<&'a Cause>,
    /// The causes whose fix had no effect.
    failed: Vec<&'a Cause>,
}

impl<'a> Work<'a> {
    fn of(context: &DocumentContext<'a>) -> Self {
        let (mut done, mut left, mut causes, mut failed) = (vec![], vec![], vec![], vec![]);
        let is_closed = context.ticket.outcome.is_some();
        for cause in context.chosen() {
            let mut is_begun = false;
            for method in context.followed(cause) {
                for step in context.kb.steps_of(cause, method) {
                    match context.ticket.record(cause, method, step) {
                        Some(record) if record.result != StepResult::Skipped => {
                            is_begun = true;
                            // A step of several fixes counts once.
                            let is_new = |(known, _): &(StepOfFix<'_>, _)| known.2.id != step.id;
                            if done.iter().all(is_new) {
                                done.push(((cause, method, step), record));
                            }
                        }
                        None if !is_closed && context.is_to_come(cause, method) => {
                            is_begun = true;
                            left.push((cause, method, step));
                        }
                        _ => {}
                    }
                }
            }
            match (is_begun, context.has_failed(cause)) {
                (true, true) => failed.push(cause),
                (true, false) => causes.push(cause),
                (false, _) => {}
            }
        }
        Self { done, left, causes, failed }
    }
}

/// The fix in hand, if it was carried out.
fn completed<'a>(context: &DocumentContext<'a>) -> Option<(&'a Cause, &'a Method)> {
    let (cause, method) = context.ticket.current_fix(context.kb)?;
    is_carried_out(cause, &context.ticket.current_results(context.kb)).then_some((cause, method))
}

/// One sentence about what was done: as edited, or by what is so now.
fn headline(
    context: &DocumentContext<'_>,
    work: &Work<'_>,
    speaker: &Speaker<'_>,
) -> Words<Customers> {
    if !context.ticket.headline.is_blank() {
        return Words::from(&context.ticket.headline);
    }
    let state = context.ticket.state(context.now);
    match (state, completed(context), work.causes.last()) {
        (State::Escalated, ..) => speaker.say(Phrase::PassedOnHeadline),
        (State::Abandoned, ..) => speaker.say(Phrase::ClosedHeadline),
        (_, Some((cause, method)), _) if method.done.is_some() => {
            speaker
                .method(cause, method, "done", |method| method.done.as_deref().unwrap_or_default())
        }
        (_, Some((cause, _)), _) => about(Phrase::RepairedHeadline, cause, speaker),
        // Something helped, but nobody recorded what.
        (State::Solved, ..) => speaker.say(Phrase::Solved),
        (_, _, Some(cause)) => about(Phrase::WorkingHeadline, cause, speaker),
        _ => speaker.say(Phrase::LookingHeadline),
    }
}

fn about(phrase: Phrase, cause: &Cause, speaker: &Speaker<'_>) -> Words<Customers> {
    speaker.fill(phrase, &[("cause", speaker.cause(cause, "title", |cause| &cause.title))])
}

/// Says for whom the document is, and who wrote it.
fn addressed(
    context: &DocumentContext<'_>,
    speaker: &Speaker<'_>,
    document: &mut CustomerDocument,
) {
    let facts = [
        (Phrase::ForCustomer, "customer", &context.ticket.customer),
        (Phrase::AffectedUser, "user", &context.ticket.user),
        (Phrase::PreparedBy, "technician", &context.letterhead.technician),
    ];
    let known = facts.into_iter().filter(|(.., text)| !text.is_blank());
    let said = known.map(|(phrase, slot, text)| speaker.fill(phrase, &[(slot, Words::from(text))]));
    document.lead(Words::joined(said.collect(), " "));
}

/// What is done and what is left, at a glance.
fn strips(
    context: &DocumentContext<'_>,
    work: &Work<'_>,
    speaker: &Speaker<'_>,
) -> Vec<(Tone, Words<Customers>, Words<Customers>)> {
    if context.ticket.state(context.now) == State::Solved {
        let solved = (speaker.say(Phrase::Solved), speaker.say(Phrase::AllConfirmed));
        return vec![(Tone::Good, solved.0, solved.1)];
    }
    let mut strips = Vec::new();
    let ended: Vec<_> =
        work.done.iter().filter(|(_, record)| record.result == StepResult::Done).collect();
    if let Some(last) = ended.iter().map(|(_, record)| record.at).max() {
        let is_today = context.local(last).date() == context.local(context.now).date();
        let title = if is_today { Phrase::DoneToday } else { Phrase::DoneSoFar };
        let changed = ended.iter().rev().find(|((.., step), _)| step.change.is_some());
        let text = match changed {
            Some(((.., step), _)) => speaker.step(step, "see", |step| &step.see),
            None => speaker.fill(
                Phrase::StepsDone,
                &[("steps", titles(ended.iter().map(|it| it.0.2), speaker))],
            ),
        };
        strips.push((Tone::Good, speaker.say(title), text));
    }
    if !work.left.is_empty() {
        let minutes = speaker.minutes(work.left.iter().map(|(.., step)| step.minutes).sum());
        let steps = Words::number(work.left.len());
        let mut text = match work.left.len() {
            1 => speaker.fill(Phrase::OneStepLeft, &[("minutes", minutes)]),
            _ => speaker.fill(Phrase::StepsLeft, &[("steps", steps), ("minutes", minutes)]),
        };
        if let Some(until) = context.ticket.waits_until().filter(|until| *until > context.now) {
            let time = speaker.time(&context.local(until));
            text = text.and(" ").and(speaker.fill(Phrase::LeftFrom, &[("time", time)]));
        }
        strips.push((Tone::Caution, speaker.say(Phrase::LeftForYou), text));
    }
    strips
}

fn titles<'s>(steps: impl Iterator<Item = &'s Step>, speaker: &Speaker<'_>) -> Words<Customers> {
    let title = |step: &Step| speaker.step(step, "title", |step| &step.title);
    Words::joined(steps.map(title).collect(), speaker.language().semicolon())
}

/// Says why it happened, and what showed it: only what is sure, from answers, files and exact error
/// messages. A symptom that the text only suggests is a guess.
fn what_was_wrong(
    context: &DocumentContext<'_>,
    work: &Work<'_>,
    speaker: &Speaker<'_>,
    document: &mut CustomerDocument,
) {
    // One of two contradictory answers is wrong, and nobody knows which.
    let contradiction = diagnose(context.kb, context.case).contradiction;
    let is_doubtful = |o: &&Observation| {
        contradiction.as_ref().is_some_and(|found| found.between.contains(&o.symptom))
    };
    let there = context.case.observations.iter().filter(|o| o.answer == Answer::Yes);
    let there = there.filter(|o| !is_doubtful(o)).filter_map(|o| context.kb.symptom(&o.symptom));
    let seen: Vec<_> = there.map(|symptom| speaker.statement(symptom)).collect();
    if work.causes.is_empty() && work.failed.is_empty() && seen.is_empty() {
        return;
    }
    let is_over = context.ticket.outcome.is_some() || completed(context).is_some();
    let heading = if is_over { Phrase::WhatWasWrong } else { Phrase::WhatIsWrong };
    document.heading(speaker.say(heading));
    for cause in &work.causes {
        document.paragraph(speaker.cause(cause, "why", |cause| &cause.why));
    }
    if !seen.is_empty() {
        let symptoms = Words::joined(seen, speaker.language().semicolon());
        document.note(speaker.fill(Phrase::WhatWeSaw, &[("symptoms", symptoms)]));
    }
    if !work.failed.is_empty() {
        let causes = work.failed.iter().map(|cause| speaker.cause(cause, "title", |it| &it.title));
        let causes = Words::joined(causes.collect(), speaker.language().semicolon());
        document.note(speaker.fill(Phrase::TriedWithoutEffect, &[("causes", causes)]));
    }
}

/// Whether a step changes something that can be named or taken back.
fn changes(step: &Step) -> bool {
    step.change.is_some() || step.risk.is_some()
}

/// Adds the settings that were changed, each with its value before and after and the way back, and the
/// steps that changed none.
fn what_was_changed(
    context: &DocumentContext<'_>,
    work: &Work<'_>,
    speaker: &Speaker<'_>,
    document: &mut CustomerDocument,
) {
    let (changed, other): (Vec<&(StepOfFix<'_>, StepRecord)>, Vec<_>) =
        work.done.iter().partition(|((.., step), _)| changes(step));
    let also = || {
        let other = other.iter().map(|((.., step), _)| *step);
        let steps = titles(other, speaker);
        speaker.fill(Phrase::AlsoDone, &[("steps", steps)])
    };
    if changed.is_empty() {
        if !other.is_empty() {
            document.note(also());
        }
        what_was_checked(context, work, speaker, document);
        return;
    }
    document.heading(speaker.say(Phrase::WhatWeChanged));
    let columns = [
        (Phrase::Setting, 0.34),
        (Phrase::Before, 0.13),
        (Phrase::After, 0.13),
        (Phrase::HowToUndo, 0.4),
    ];
    let columns = columns.map(|(phrase, share)| (speaker.say(phrase), share)).into();
    let rows = changed.iter().map(|(of_fix, _)| changed_row(context, *of_fix, speaker));
    document.table(columns, rows.collect());
    if let Some(last) = changed.iter().map(|(_, record)| record.at).max() {
        let time = speaker.time(&context.local(last));
        let last = speaker.fill(Phrase::LastChange, &[("time", time)]);
        let also = if other.is_empty() { Words::from("") } else { Words::from(" ").and(also()) };
        document.note(last.and(also));
    }
    what_was_checked(context, work, speaker, document);
}

/// Adds what commands proved about the steps that were done, a line for each step.
fn what_was_checked(
    context: &DocumentContext<'_>,
    work: &Work<'_>,
    speaker: &Speaker<'_>,
    document: &mut CustomerDocument,
) {
    for line in work.done.iter().filter_map(|(of_fix, _)| checked(context, *of_fix, speaker)) {
        document.note(line);
    }
}

/// What a command proved about a step, and when. What it wrote stays inside.
fn checked(
    context: &DocumentContext<'_>,
    (cause, method, step): StepOfFix<'_>,
    speaker: &Speaker<'_>,
) -> Option<Words<Customers>> {
    let proof = context.ticket.proof(cause, method, step)?;
    let proofs = proof.proofs.iter().map(|proof| speaker.say(proof.phrase())).collect();
    let time = speaker.time(&context.local(proof.at));
    let filled = [("time", time), ("proofs", Words::joined(proofs, ", "))];
    Some(speaker.fill(Phrase::Checked, &filled))
}

type Row = Vec<(Words<Customers>, Option<Words<Customers>>, Option<Tone>)>;

fn changed_row(
    context: &DocumentContext<'_>,
    (cause, method, step): StepOfFix<'_>,
    speaker: &Speaker<'_>,
) -> Row {
    let setting = match &step.change {
        Some(_) => speaker.step(step, "setting", |step| {
            step.change.as_ref().map_or("", |change| &change.setting)
        }),
        None => speaker.step(step, "title", |step| &step.title),
    };
    let seen = context.kb.for_customers(step);
    let at = seen.link.as_deref().map(Words::path);
    let on_method = (cause.id.clone(), method.id.clone(), step.id.clone());
    let noted = context.ticket.values_before.get(&on_method).filter(|value| !value.is_blank());
    let is_known = step.change.as_ref().is_some_and(|change| change.before.is_some());
    let before = match noted {
        Some(value) => Words::from(value),
        None if is_known => speaker.step(step, "before", |step| {
            step.change.as_ref().and_then(|change| change.before.as_deref()).unwrap_or_default()
        }),
        None => Words::from("\u{2013}"),
    };
    let after = match &step.change {
        Some(_) => {
            speaker.step(step, "after", |step| step.change.as_ref().map_or("", |it| &it.after))
        }
        None => speaker.say(Phrase::AsDescribed),
    };
    let undo = match &step.risk {
        Some(_) => {
            speaker.step(step, "undo", |step| step.risk.as_ref().map_or("", |risk| &risk.undo))
        }
        None => Words::from("\u{2013}"),
    };
    vec![
        (setting.strong(), at, None),
        (before, None, None),
        (after, None, Some(Tone::Good)),
        (undo, None, None),
    ]
}

/// Adds the steps that are still to be done, click by click.
fn what_is_left(
    context: &DocumentContext<'_>,
    work: &Work<'_>,
    speaker: &Speaker<'_>,
    document: &mut CustomerDocument,
) {
    if work.left.is_empty() {
        return;
    }
    document.heading(speaker.say(Phrase::StillToDo));
    document.lead(when_and_with_what(context, work, speaker));
    let is_only_one = work.left.len() == 1;
    for (number, of_fix) in (1..).zip(&work.left) {
        let number = (!is_only_one).then_some(number);
        let more = checked(context, *of_fix, speaker).into_iter().collect();
        step_to_do(context, of_fix.2, number, more, speaker, document);
    }
}

/// Says from when the steps can be done, with which accounts, and how long they take.
fn when_and_with_what(
    context: &DocumentContext<'_>,
    work: &Work<'_>,
    speaker: &Speaker<'_>,
) -> Words<Customers> {
    let mut said = Vec::new();
    if let Some(until) = context.ticket.waits_until().filter(|until| *until > context.now) {
        let time = speaker.time(&context.local(until));
        said.push(speaker.fill(Phrase::AfterTime, &[("time", time)]));
    }
    let mut roles: Vec<Role> = Vec::new();
    for (.., step) in &work.left {
        if !roles.contains(&step.role) {
            roles.push(step.role);
        }
    }
    let mut roles: Vec<_> = roles.into_iter().filter_map(|role| speaker.role(role)).collect();
    match roles.pop() {
        Some(only) if roles.is_empty() => {
            said.push(speaker.fill(Phrase::WithRole, &[("role", only)]));
        }
        Some(last) => {
            roles.push(last);
            let roles = Words::joined(roles, ", ");
            said.push(speaker.fill(Phrase::WithRoles, &[("roles", roles)]));
        }
        None => {}
    }
    Words::joined(said, " ")
}

/// Tells the customer what happens next: as edited, or the callback to come, or what follows from the state.
fn what_is_next(context: &DocumentContext<'_>, speaker: &Speaker<'_>) -> Words<Customers> {
    if !context.ticket.closing.is_blank() {
        return Words::from(&context.ticket.closing);
    }
    let state = context.ticket.state(context.now);
    // Only what is still to come can be promised.
    let is_closed = context.ticket.outcome.is_some();
    if let Some(at) = context.ticket.callback.filter(|at| !is_closed && *at > context.now) {
        let is_in_wait = context.ticket.last_wait_ends().is_some_and(|ends| at < ends);
        let phrase = if is_in_wait { Phrase::NextCallbackInWait } else { Phrase::NextCallback };
        return speaker.fill(phrase, &[("time", speaker.time(&context.local(at)))]);
    }
    speaker.say(match state {
        State::Open => Phrase::NextOpen,
        State::Waiting => Phrase::NextWaiting,
        State::Solved => Phrase::NextSolved,
        State::Escalated => Phrase::NextPassedOn,
        State::Abandoned => Phrase::NextClosed,
    })
}
