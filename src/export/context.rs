//! What documents are made from, and the parts that they share.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::document::{Document, Image, Tick};
use super::letterhead::{Letterhead, customers_zone};
use super::speaker::Speaker;
use super::words::Words;
use crate::diagnosis::Case;
use crate::drawing::{self, Inter, Sketch};
use crate::kb::words::Language;
use crate::kb::{Cause, KnowledgeBase, Method, Step};
use crate::ticket::history::standing;
use crate::ticket::{Event, EventKind, StepRecord, StepResult, Ticket};

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
    /// Whether it includes drawings of the pages on which steps are done.
    pub with_pictures: bool,
    /// Words to remove from customer documents.
    pub removed_words: &'a [String],
    /// Who sends it.
    pub letterhead: &'a Letterhead,
    /// The language of the customer, if another one is asked for than the ticket's.
    pub language: Option<Language>,
}

impl<'a> DocumentContext<'a> {
    /// Returns what speaks to the customer, in the language of the ticket or else of the preferences.
    pub(super) fn speaker(&self) -> Speaker<'a> {
        let language = self.language.or(self.ticket.language).unwrap_or(self.letterhead.language);
        Speaker::new(self.kb, language)
    }

    /// Returns a time at the customer's place: in the zone of the ticket, of the preferences, or of this
    /// computer, the first that is known.
    pub(super) fn local(&self, time: Timestamp) -> Zoned {
        let named = [self.ticket.time_zone.as_str(), &self.letterhead.time_zone];
        time.to_zoned(customers_zone(&named, self.zone))
    }

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

    /// Returns the drawing of the page of a step, if drawings are included and it is drawn.
    pub(super) fn drawing(&self, step: &Step) -> Option<Sketch> {
        let link = self.kb.link(step.link.as_ref()?)?;
        let scene = step.scene.as_ref().filter(|_| self.with_pictures)?;
        Some(drawing::draw_beside_text(scene, link, &Inter))
    }

    /// Returns whether the repair of a cause had no effect, by the method followed last: an earlier one
    /// may have failed before another one helped.
    pub(super) fn has_failed(&self, cause: &Cause) -> bool {
        let current = self.ticket.current_fix(self.kb).filter(|(it, _)| it.id == cause.id);
        let is_open = self.ticket.outcome.is_none();
        if current.is_some_and(|(cause, method)| is_open && self.is_to_come(cause, method)) {
            return false;
        }
        let last = standing(self.events).into_iter().rev().find_map(|event| match &event.what {
            EventKind::Stepped { cause: of, method, result, .. }
                if *of == cause.id && *result != StepResult::Skipped =>
            {
                Some(method)
            }
            _ => None,
        });
        self.ticket.steps.iter().any(|((of, method, _), record)| {
            *of == cause.id && Some(method) == last && record.result == StepResult::NoEffect
        })
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
        let seen = self.kb.for_customers(step);
        if let Some(sketch) = self.drawing(&seen.step) {
            let title = Words::known(step, |step| &step.title);
            let image = Image::Drawing(sketch, step.clicks.clone());
            document.picture(Words::from("Picture of the step: ").and(title), image);
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
