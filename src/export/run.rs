//! What a checklist is made from, and what both kinds of it say alike.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::document::{Document, Tick};
use crate::diagnosis::Case;
use crate::kb::{Cause, KnowledgeBase, Step, Way};
use crate::ticket::{Event, Mark, StepRecord, Ticket};

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

impl<'a> Run<'a> {
    /// The title of the checklist.
    pub(super) fn title(&self) -> String {
        format!("Checklist {}", self.ticket.reference.as_str())
    }

    /// Who and when, at the top.
    pub(super) fn head<A>(&self, state: &str, document: &mut Document<A>) {
        document.customer_fact("Customer", &self.ticket.customer);
        document.customer_fact("Affected user", &self.ticket.user);
        document.fact("State", state);
        document.fact("Opened", &self.at(self.ticket.opened_at));
        document.fact("Written", &self.at(self.now));
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

    /// One step with how it ended.
    pub(super) fn step<A>(
        &self,
        (cause, way, step): (&Cause, &Way, &Step),
        below: &[String],
        document: &mut Document<A>,
    ) {
        let record = self.ticket.record(cause, way, step);
        let tick = match record.map(|record| record.mark) {
            Some(Mark::Done) => Tick::Done,
            Some(Mark::NoEffect) => Tick::Unclear,
            Some(Mark::Skipped) | None => Tick::Left,
        };
        document.item(tick, &format!("{} ({})", step.title, self.ended(record)), below);
    }

    fn ended(&self, record: Option<StepRecord>) -> String {
        record.map_or_else(
            || "not done".to_owned(),
            |record| format!("{}, {}", record.mark.name(), self.at(record.at)),
        )
    }

    /// A time with its zone.
    pub(super) fn at(&self, time: Timestamp) -> String {
        time.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M %Z").to_string()
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
