//! What a checklist is made from, and what both kinds of it say alike.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::document::{Document, Png, Tick};
use super::words::Words;
use crate::diagnosis::Case;
use crate::kb::{Cause, KnowledgeBase, Method, Step};
use crate::ticket::{Event, StepOfMethod, StepRecord, StepResult, Ticket};

/// What a checklist is made from.
#[derive(Clone, Copy, Debug)]
pub struct DocumentContext<'a> {
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
    /// Pictures to stand with steps.
    pub pictures: &'a StepPictures,
    /// Words that are taken out of what a customer gets.
    pub taken_out: &'a [String],
}

/// The pictures of steps: more than one where one does not hold all of it.
pub type StepPictures = BTreeMap<StepOfMethod, Vec<Png>>;

/// A way with how its steps ended.
type Walked<'a> = Vec<(&'a Step, Option<StepResult>)>;

impl<'a> DocumentContext<'a> {
    /// The title of the checklist.
    pub(super) fn title<A>(&self) -> Words<A> {
        Words::from("Checklist ").and(&self.ticket.reference)
    }

    /// Who and when, at the top.
    pub(super) fn head<A>(&self, state: &'static str, document: &mut Document<A>) {
        document.told("Customer", &self.ticket.customer);
        document.told("Affected user", &self.ticket.user);
        document.fact("State", state);
        document.fact("Opened", self.at(self.ticket.opened_at));
        document.fact("Written", self.at(self.now));
    }

    /// The causes whose fix was chosen, in order.
    pub(super) fn chosen(&self) -> impl Iterator<Item = &'a Cause> {
        let kb = self.kb;
        self.ticket.fixes.iter().filter_map(move |id| kb.cause(id))
    }

    /// The ways of a cause on which something was done, and the way in hand.
    pub(super) fn followed(&self, cause: &'a Cause) -> Vec<&'a Method> {
        let in_hand = self.ticket.fix_in_hand(self.kb).filter(|(c, _)| c.id == cause.id);
        let is_followed = |method: &&Method| {
            let is_in_hand = in_hand.is_some_and(|(_, in_hand)| in_hand.id == method.id);
            is_in_hand
                || self.ticket.steps.keys().any(|(c, w, _)| *c == cause.id && *w == method.id)
        };
        let followed: Vec<&Method> = cause.methods.iter().filter(is_followed).collect();
        // A fix that was chosen and left at once shows what it would have been.
        if followed.is_empty() { cause.method(None).into_iter().collect() } else { followed }
    }

    /// Whether a way is in hand and has not failed: its open steps are still to come.
    pub(super) fn is_to_come(&self, cause: &Cause, method: &Method) -> bool {
        let in_hand = self.ticket.fix_in_hand(self.kb);
        in_hand.is_some_and(|(c, w)| c.id == cause.id && w.id == method.id)
            && !self.ticket.has_failed_in_hand(self.kb)
    }

    /// The steps that were carried out or are still to come: each with all steps of its way, and
    /// with its place among them.
    pub fn steps_to_show(&self) -> Vec<(StepOfMethod, Walked<'a>, usize)> {
        let mut shown = Vec::new();
        for cause in self.chosen() {
            for method in self.followed(cause) {
                let record = |step: &&'a Step| self.ticket.record(cause, method, step);
                let steps = self.kb.steps_of(cause, method);
                let walked: Walked<'_> =
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

    /// One step with how it ended, and its pictures.
    pub(super) fn step<A>(
        &self,
        (cause, method, step): (&Cause, &Method, &Step),
        below: Vec<Words<A>>,
        document: &mut Document<A>,
    ) {
        let record = self.ticket.record(cause, method, step);
        let tick = match record.map(|record| record.result) {
            Some(StepResult::Done) => Tick::Done,
            Some(StepResult::NoEffect) => Tick::Unclear,
            Some(StepResult::Skipped) | None => Tick::Left,
        };
        let title = Words::known(step, |step| &step.title);
        document.item(tick, title.and(" (").and(self.ended(record)).and(")"), below);
        let on_method = (cause.id.clone(), method.id.clone(), step.id.clone());
        for png in self.pictures.get(&on_method).into_iter().flatten() {
            let title = Words::known(step, |step| &step.title);
            document.picture(Words::from("The step as a picture: ").and(title), png.clone());
        }
    }

    fn ended<A>(&self, record: Option<StepRecord>) -> Words<A> {
        match record {
            Some(record) => Words::from(record.result.name()).and(", ").and(self.at(record.at)),
            None => Words::from("not done"),
        }
    }

    /// A time in the zone of the document.
    pub(super) fn at<A>(&self, time: Timestamp) -> Words<A> {
        Words::time(&time.to_zoned(self.zone.clone()))
    }
}
