//! A ticket as a row of a list. The row is written in the same transaction as the events.

use jiff::Timestamp;

use super::event::Outcome;
use super::fold::Ticket;
use super::ids::TicketId;
use super::state::State;
use crate::kb::{CauseId, KnowledgeBase};

/// One row of the ticket list.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The ticket.
    pub id: TicketId,
    /// The reference in the ticket system.
    pub reference: String,
    /// The customer's name.
    pub customer: String,
    /// What it is about: the title of the current fix, or the beginning of the complaint.
    pub subject: String,
    /// The cause of the current fix.
    pub cause: Option<CauseId>,
    /// How it was closed; `None` while it is not.
    pub outcome: Option<Outcome>,
    /// When the first wait ends; `None` if nothing is waited for.
    pub waits_until: Option<Timestamp>,
    /// The number of steps of the current fix that have ended.
    pub steps_ended: u32,
    /// The number of steps of the current fix.
    pub steps: u32,
    /// When something last happened.
    pub changed_at: Timestamp,
}

/// The most characters of a complaint that a row shows.
const SUBJECT_CHARS: usize = 80;

impl Summary {
    /// Returns the row of a ticket.
    pub fn of(ticket: &Ticket, kb: &KnowledgeBase) -> Self {
        let (ended, steps) = ticket.progress(kb);
        let fix = ticket.current_fix(kb).map(|(cause, _)| cause);
        let complaint = ticket.complaint.for_insiders();
        let first_line = complaint.lines().map(str::trim).find(|line| !line.is_empty());
        let subject = fix.map(|cause| cause.title.as_str()).or(first_line).unwrap_or_default();
        Self {
            id: ticket.id,
            reference: ticket.reference.as_str().to_owned(),
            customer: ticket.customer.as_str().to_owned(),
            subject: subject.chars().take(SUBJECT_CHARS).collect(),
            cause: fix.map(|cause| cause.id.clone()),
            outcome: ticket.outcome,
            waits_until: ticket.waits_until(),
            steps_ended: u32::try_from(ended).unwrap_or(u32::MAX),
            steps: u32::try_from(steps).unwrap_or(u32::MAX),
            changed_at: ticket.changed_at,
        }
    }

    /// Returns the state of the ticket at a time.
    pub fn state(&self, now: Timestamp) -> State {
        State::of(self.outcome, self.waits_until, now)
    }

    /// Returns when the ticket was opened, which its id tells; its last change if the id is of another kind.
    pub fn opened_at(&self) -> Timestamp {
        let opened = self.id.0.get_timestamp().and_then(|time| {
            let (seconds, nanoseconds) = time.to_unix();
            let nanoseconds = i32::try_from(nanoseconds).ok()?;
            Timestamp::new(i64::try_from(seconds).ok()?, nanoseconds).ok()
        });
        opened.unwrap_or(self.changed_at)
    }

    /// Returns whether a wait is over and has not been ended yet.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.outcome.is_none() && self.waits_until.is_some_and(|until| until <= now)
    }

    /// Returns the share of the work that is done, from 0 to 1.
    pub fn progress(&self) -> f32 {
        match (self.outcome, self.steps) {
            (Some(Outcome::Solved), _) => 1.0,
            (_, 0) => 0.0,
            (_, steps) => self.steps_ended as f32 / steps as f32,
        }
    }
}
