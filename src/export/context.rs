//! What documents are made from, and the parts that they share.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::document::{Document, Image, Tick};
use super::words::Words;
use crate::diagnosis::Case;
use crate::kb::{Cause, KnowledgeBase, Method, Step};
use crate::ticket::{Event, StepOfMethod, StepRecord, StepResult, Ticket};

/// What a document is made from.
#[derive(Clone, Copy, Debug)]
pub struct DocumentContext<'a> {
    /// The ticket.
    pub ticket: &'a Ticket,
    /// Its events.
    pub events: &'a [Event],
    /// The facts known about its symptoms.
    pub case: &'a Case,
    /// The knowledge base it is pinned to.
    pub kb: &'a KnowledgeBase,
    /// When the document is made.
    pub now: Timestamp,
    /// The time zone of the times in it.
    pub zone: &'a TimeZone,
    /// The pictures of steps to include.
    pub pictures: &'a StepPictures,
    /// Words to remove from customer documents.
    pub removed_words: &'a [String],
}

/// The pictures of each step: several if the step does not fit into one.
pub type StepPictures = BTreeMap<StepOfMethod, Vec<Image>>;

/// The steps of a method with their results.
type StepsWithResults<'a> = Vec<(&'a Step, Option<StepResult>)>;

impl<'a> DocumentContext<'a> {
    /// Returns the title of a checklist.
    pub(super) fn title<A>(&self) -> Words<A> {
        Words::from("Checklist ").and(&self.ticket.reference)
    }

    /// Adds the facts at the top: who and when.
    pub(super) fn head<A>(&self, state: &'static str, document: &mut Document<A>) {
        document.fact_unless_blank("Customer", &self.ticket.customer);
        document.fact_unless_blank("Affected user", &self.ticket.user);
        document.fact("State", state);
        document.fact("Opened", self.at(self.ticket.opened_at));
        document.fact("Document created", self.at(self.now));
    }

    /// Returns the causes whose fixes were started, in order.
    pub(super) fn chosen(&self) -> impl Iterator<Item = &'a Cause> {
        let kb = self.kb;
        self.ticket.fixes.iter().filter_map(move |id| kb.cause(id))
    }

    /// Returns the methods of a cause that were worked on, including the current one.
    pub(super) fn followed(&self, cause: &'a Cause) -> Vec<&'a Method> {
        let current = self.ticket.current_fix(self.kb).filter(|(c, _)| c.id == cause.id);
        let is_followed = |method: &&Method| {
            let is_current = current.is_some_and(|(_, current)| current.id == method.id);
            is_current
                || self.ticket.steps.keys().any(|(c, w, _)| *c == cause.id && *w == method.id)
        };
        let followed: Vec<&Method> = cause.methods.iter().filter(is_followed).collect();
        // For a fix that was started and left at once, the method that it would have used.
        if followed.is_empty() { cause.method(None).into_iter().collect() } else { followed }
    }

    /// Returns whether a method is the current one and has not failed, so that its open steps are still
    /// to be done.
    pub(super) fn is_to_come(&self, cause: &Cause, method: &Method) -> bool {
        let current = self.ticket.current_fix(self.kb);
        current.is_some_and(|(c, w)| c.id == cause.id && w.id == method.id)
            && !self.ticket.has_current_fix_failed(self.kb)
    }

    /// Returns the steps that were carried out or are still to be done: each with all steps of its
    /// method, and with its index among them.
    pub fn steps_to_show(&self) -> Vec<(StepOfMethod, StepsWithResults<'a>, usize)> {
        let mut shown = Vec::new();
        for cause in self.chosen() {
            for method in self.followed(cause) {
                let record = |step: &&'a Step| self.ticket.record(cause, method, step);
                let steps = self.kb.steps_of(cause, method);
                let walked: StepsWithResults<'_> =
                    steps.iter().map(|step| (*step, record(step).map(|it| it.result))).collect();
                for (at, (step, result)) in walked.iter().enumerate() {
                    if result.is_some() || self.is_to_come(cause, method) {
                        let on_method = (cause.id.clone(), method.id.clone(), step.id.clone());
                        shown.push((on_method, walked.clone(), at));
                    }
                }
            }
        }
        shown
    }

    /// Adds a step with its result and its pictures.
    pub(super) fn step<A>(
        &self,
        (cause, method, step): (&Cause, &Method, &Step),
        mut below: Vec<Words<A>>,
        document: &mut Document<A>,
    ) {
        let record = self.ticket.record(cause, method, step);
        let tick = match record.map(|record| record.result) {
            Some(StepResult::Done) => Tick::Done,
            Some(StepResult::NoEffect) => Tick::Unclear,
            Some(StepResult::Skipped) | None => Tick::Left,
        };
        if let Some(proof) = self.ticket.proof(cause, method, step) {
            let proofs = proof.proofs.iter().map(|proof| proof.label());
            let what = proofs.fold(None, |all: Option<Words<A>>, label| {
                Some(all.map_or_else(|| Words::from(label), |all| all.and(", ").and(label)))
            });
            let line = Words::from("Proved ").and(self.at(proof.at)).and(": ");
            below.extend(what.map(|what| line.and(what)));
        }
        let title = Words::known(step, |step| &step.title);
        document.item(tick, title.and(" (").and(self.ended(record)).and(")"), below);
        let on_method = (cause.id.clone(), method.id.clone(), step.id.clone());
        for image in self.pictures.get(&on_method).into_iter().flatten() {
            let title = Words::known(step, |step| &step.title);
            document.picture(Words::from("Picture of the step: ").and(title), image.clone());
        }
    }

    fn ended<A>(&self, record: Option<StepRecord>) -> Words<A> {
        match record {
            Some(record) => Words::from(record.result.name()).and(", ").and(self.at(record.at)),
            None => Words::from("not done"),
        }
    }

    /// Formats a time in the time zone of the document.
    pub(super) fn at<A>(&self, time: Timestamp) -> Words<A> {
        Words::time(&time.to_zoned(self.zone.clone()))
    }
}
