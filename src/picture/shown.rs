//! What is shown of a step. It is made only from the knowledge base and the results of steps, so that
//! it cannot contain a name, address or note of a ticket.

use crate::kb::scene::{Click, Scene};
use crate::kb::words::{Language, Phrase, Translator};
use crate::kb::{Cause, KnowledgeBase, Link, Method, Step};
use crate::ticket::{State, StepResult, is_carried_out};

/// The progress of one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepProgress {
    /// Done.
    Done,
    /// Skipped, or done without effect.
    Ended,
    /// Shown now.
    Now,
    /// To be done.
    ToDo,
}

impl StepProgress {
    /// The progress of a step that is not shown now, by its result.
    fn of(result: Option<StepResult>) -> Self {
        match result {
            Some(StepResult::Done) => Self::Done,
            Some(StepResult::Skipped | StepResult::NoEffect) => Self::Ended,
            None => Self::ToDo,
        }
    }

    /// Returns the progress as shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ended => "skipped or did not help",
            Self::Now => "shown now",
            Self::ToDo => "to do",
        }
    }
}

/// The page of a step, to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// What stands on it.
    pub scene: Scene,
    /// Where it is.
    pub link: Link,
    /// What to do on it, in order.
    pub clicks: Vec<Click>,
}

impl Page {
    /// The page of a step; `None` if it is not drawn.
    pub fn of(kb: &KnowledgeBase, step: &Step) -> Option<Self> {
        Self::at(step, kb.link(step.link.as_ref()?))
    }

    /// The page of a step at its place; `None` if it is not drawn.
    fn at(step: &Step, link: Option<&Link>) -> Option<Self> {
        let (scene, link) = step.scene.clone().zip(link.cloned())?;
        Some(Self { scene, link, clicks: step.clicks.clone() })
    }

    /// What the drawing is called: what screen readers say of it.
    pub fn caption(&self) -> String {
        format!("Drawing of {} in {}", self.link.page, self.link.product.name())
    }
}

/// What the program itself says on a card, in the language of the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// What the call is about.
    pub subject: String,
    /// Where the step is among the others: "Step 3 of 5".
    pub position: String,
    /// The heading above what to see.
    pub see: String,
    /// The heading above what to know before, if nothing takes time.
    pub before: String,
    /// What stands below a drawing.
    pub caveat: String,
}

impl Labels {
    fn of(words: &Translator<'_>, number: usize, steps: usize, see: &str) -> Self {
        let position = words.phrase(Phrase::StepOf);
        let position = position.replace("{steps}", &steps.to_string());
        // "You should see: you know" would be wrong.
        let heading = if see.starts_with("You ") { Phrase::Then } else { Phrase::YouShouldSee };
        Self {
            subject: words.phrase(Phrase::Subject).to_owned(),
            position: position.replace("{step}", &number.to_string()),
            see: words.phrase(heading).to_owned(),
            before: words.phrase(Phrase::BeforeYouClick).to_owned(),
            caveat: words.phrase(Phrase::LittleDifferent).to_owned(),
        }
    }
}

/// A step as anyone may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its number in the fix, from 1; the same as in the checklist.
    pub number: usize,
    /// The console in which it is done; `None` if it is done elsewhere.
    pub product: Option<String>,
    /// The title.
    pub title: String,
    /// The menu path to the page.
    pub breadcrumb: Vec<String>,
    /// The instructions, with `**bold**` for what is written on the screen.
    pub action: String,
    /// What to do click by click; empty if the instructions say it.
    pub clicks: Vec<Click>,
    /// The page with what to do on it; `None` if it is not drawn.
    pub page: Option<Page>,
    /// How long it takes to work, as a heading: "Takes up to 24 hours".
    pub wait: Option<String>,
    /// What the customer has to know before it is done.
    pub warning: Option<String>,
    /// What you should see afterwards; empty if that is on another picture.
    pub see: String,
    /// The progress of every step of the fix, in order.
    pub progress: Vec<StepProgress>,
    /// What the program itself says.
    pub labels: Labels,
}

impl Shown {
    /// Returns what is shown of every step of a fix, given their results, in a language.
    pub fn steps(
        kb: &KnowledgeBase,
        steps: &[(&Step, Option<StepResult>)],
        language: Language,
    ) -> Vec<Self> {
        (0..steps.len()).filter_map(|at| Self::step(kb, steps, at, language)).collect()
    }

    /// Returns what is shown of one step of a fix, in a language; `None` if it has no such step.
    pub fn step(
        kb: &KnowledgeBase,
        steps: &[(&Step, Option<StepResult>)],
        at: usize,
        language: Language,
    ) -> Option<Self> {
        let seen = kb.for_customers(steps.get(at)?.0);
        let (step, link) = (seen.step.as_ref(), seen.link.as_deref());
        let words = Translator::new(kb.translations(), language);
        let progress = steps.iter().enumerate().map(|(other, (_, result))| match result {
            _ if other == at => StepProgress::Now,
            result => StepProgress::of(*result),
        });
        let clicks = words.clicks(step);
        let warning = step.warning_customer.as_ref();
        Some(Self {
            number: at + 1,
            product: link.map(|link| link.product.name().to_owned()),
            title: words.step(step, "title", &step.title).to_owned(),
            breadcrumb: link.map_or_else(Vec::new, |link| link.breadcrumb.clone()),
            action: words.step(step, "do", &step.action).to_owned(),
            page: Page::at(step, link).map(|page| Page { clicks: clicks.clone(), ..page }),
            clicks,
            wait: step.wait.as_ref().map(|wait| words.wait(wait.hours)),
            warning: warning.map(|warning| words.step(step, "warning", warning).to_owned()),
            see: words.step(step, "see", &step.see).to_owned(),
            progress: progress.collect(),
            labels: Labels::of(&words, at + 1, steps.len(), &step.see),
        })
    }
}

/// What is shown after the last step: what was done, and what comes next.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    /// The title.
    pub title: String,
    /// The heading above what was done.
    pub done_heading: String,
    /// What was done, step by step.
    pub done: Vec<String>,
    /// The heading above what comes next.
    pub next_heading: String,
    /// What comes next.
    pub next: String,
    /// What the call is about.
    pub subject: String,
    /// The progress of every step of the fix, in order.
    pub progress: Vec<StepProgress>,
}

impl Closing {
    /// Returns what is shown after the last step of a fix, given the results of its steps and the state
    /// of the ticket, in a language; `None` while a step is open.
    pub fn of(
        kb: &KnowledgeBase,
        (cause, method): (&Cause, &Method),
        steps: &[(&Step, Option<StepResult>)],
        state: State,
        language: Language,
    ) -> Option<Self> {
        if steps.is_empty() || steps.iter().any(|(_, result)| result.is_none()) {
            return None;
        }
        let words = Translator::new(kb.translations(), language);
        let done = steps.iter().filter(|(_, result)| *result == Some(StepResult::Done));
        let next = match state {
            State::Open => Phrase::NextCheck,
            State::Waiting => Phrase::NextWaiting,
            State::Solved => Phrase::NextSolved,
            State::Escalated => Phrase::NextPassedOn,
            State::Abandoned => Phrase::NextClosed,
        };
        let is_whole = is_carried_out(cause, steps);
        let headline = method.done.as_ref().filter(|_| is_whole);
        let headline = headline.map(|done| words.method(cause, method, "done", done));
        Some(Self {
            title: headline.unwrap_or_else(|| words.phrase(Phrase::AllStepsDone)).to_owned(),
            done_heading: words.phrase(Phrase::WhatWasDone).to_owned(),
            done: done.map(|(step, _)| words.step(step, "title", &step.title).to_owned()).collect(),
            next_heading: words.phrase(Phrase::NextHeading).to_owned(),
            next: words.phrase(next).to_owned(),
            subject: words.phrase(Phrase::Subject).to_owned(),
            progress: steps.iter().map(|(_, result)| StepProgress::of(*result)).collect(),
        })
    }
}

/// What is on a shared screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Presented {
    /// A step.
    Step(Box<Shown>),
    /// The page after the last one.
    Closing(Closing),
}
