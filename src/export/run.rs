//! What a checklist is made from, and what both kinds of it say alike.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::document::{Document, Png, Tick};
use super::words::Words;
use crate::diagnosis::Case;
use crate::kb::{Cause, KnowledgeBase, Step, Way};
use crate::ticket::{Event, Mark, StepOnWay, StepRecord, Ticket};

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
    /// Pictures to stand with steps.
    pub pictures: &'a StepPictures,
    /// Words that are taken out of what a customer gets.
    pub taken_out: &'a [String],
}

/// The pictures of steps: more than one where one does not hold all of it.
pub type StepPictures = BTreeMap<StepOnWay, Vec<Png>>;

/// A way with how its steps ended.
type Walked<'a> = Vec<(&'a Step, Option<Mark>)>;

impl<'a> Run<'a> {
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
    pub(super) fn followed(&self, cause: &'a Cause) -> Vec<&'a Way> {
        let in_hand = self.ticket.fix_in_hand(self.kb).filter(|(c, _)| c.id == cause.id);
        let is_followed = |way: &&Way| {
            let is_in_hand = in_hand.is_some_and(|(_, in_hand)| in_hand.id == way.id);
            is_in_hand || self.ticket.steps.keys().any(|(c, w, _)| *c == cause.id && *w == way.id)
        };
        let followed: Vec<&Way> = cause.ways.iter().filter(is_followed).collect();
        // A fix that was chosen and left at once shows what it would have been.
        if followed.is_empty() { cause.way(None).into_iter().collect() } else { followed }
    }

    /// Whether a way is in hand and has not failed: its open steps are still to come.
    pub(super) fn is_to_come(&self, cause: &Cause, way: &Way) -> bool {
        let in_hand = self.ticket.fix_in_hand(self.kb);
        in_hand.is_some_and(|(c, w)| c.id == cause.id && w.id == way.id)
            && !self.ticket.has_failed_in_hand(self.kb)
    }

    /// The steps that were carried out or are still to come: each with all steps of its way, and
    /// with its place among them.
    pub fn steps_to_show(&self) -> Vec<(StepOnWay, Walked<'a>, usize)> {
        let mut shown = Vec::new();
        for cause in self.chosen() {
            for way in self.followed(cause) {
                let record = |step: &&'a Step| self.ticket.record(cause, way, step);
                let steps = self.kb.steps_of(cause, way);
                let walked: Walked<'_> =
                    steps.iter().map(|step| (*step, record(step).map(|it| it.mark))).collect();
                for (at, (step, mark)) in walked.iter().enumerate() {
                    if mark.is_some() || self.is_to_come(cause, way) {
                        let on_way = (cause.id.clone(), way.id.clone(), step.id.clone());
                        shown.push((on_way, walked.clone(), at));
                    }
                }
            }
        }
        shown
    }

    /// One step with how it ended, and its pictures.
    pub(super) fn step<A>(
        &self,
        (cause, way, step): (&Cause, &Way, &Step),
        below: Vec<Words<A>>,
        document: &mut Document<A>,
    ) {
        let record = self.ticket.record(cause, way, step);
        let tick = match record.map(|record| record.mark) {
            Some(Mark::Done) => Tick::Done,
            Some(Mark::NoEffect) => Tick::Unclear,
            Some(Mark::Skipped) | None => Tick::Left,
        };
        let title = Words::known(step, |step| &step.title);
        document.item(tick, title.and(" (").and(self.ended(record)).and(")"), below);
        let on_way = (cause.id.clone(), way.id.clone(), step.id.clone());
        for png in self.pictures.get(&on_way).into_iter().flatten() {
            let title = Words::known(step, |step| &step.title);
            document.picture(Words::from("The step as a picture: ").and(title), png.clone());
        }
    }

    fn ended<A>(&self, record: Option<StepRecord>) -> Words<A> {
        match record {
            Some(record) => Words::from(record.mark.name()).and(", ").and(self.at(record.at)),
            None => Words::from("not done"),
        }
    }

    /// A time in the zone of the document.
    pub(super) fn at<A>(&self, time: Timestamp) -> Words<A> {
        Words::time(&time.to_zoned(self.zone.clone()))
    }
}

/// A probability as it is shown: nothing believed is certain.
pub fn percent(probability: f64) -> String {
    match probability * 100.0 {
        percent if percent > 99.0 => "> 99 %".to_owned(),
        percent if percent < 1.0 => "< 1 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}
