//! Where a ticket stands: open, waiting, or closed with an outcome.

use clap::ValueEnum;
use jiff::Timestamp;

use super::event::{Outcome, StepResult};
use crate::kb::{Cause, Step};

/// The state of a ticket at a given time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum State {
    /// Something remains to be done.
    Open,
    /// A change needs time to take effect.
    Waiting,
    /// The repair is confirmed.
    Solved,
    /// It was handed over to someone else.
    Escalated,
    /// It was given up.
    Abandoned,
}

impl State {
    /// All states, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Waiting, Self::Solved, Self::Escalated, Self::Abandoned];

    /// Returns the state as written in JSON and on the command line. It never changes.
    pub fn id(self) -> &'static str {
        match self.outcome() {
            Some(outcome) => outcome.id(),
            None => self.name(),
        }
    }

    /// Returns the state as shown.
    pub fn name(self) -> &'static str {
        match (self, self.outcome()) {
            (_, Some(outcome)) => outcome.name(),
            (Self::Waiting, None) => "waiting",
            (_, None) => "open",
        }
    }

    /// Returns the outcome of a ticket in this state; `None` if it is not closed.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Open | Self::Waiting => None,
            Self::Solved => Some(Outcome::Solved),
            Self::Escalated => Some(Outcome::Escalated),
            Self::Abandoned => Some(Outcome::Abandoned),
        }
    }

    /// Returns the state at `now` of a ticket with this outcome and this end of its first wait.
    pub fn of(outcome: Option<Outcome>, waits_until: Option<Timestamp>, now: Timestamp) -> Self {
        match outcome {
            Some(Outcome::Solved) => Self::Solved,
            Some(Outcome::Escalated) => Self::Escalated,
            Some(Outcome::Abandoned) => Self::Abandoned,
            None if waits_until.is_some_and(|until| until > now) => Self::Waiting,
            None => Self::Open,
        }
    }
}

/// Returns whether a fix was carried out, given the results of its steps: all were done, and its
/// confirmation has not failed. Whether the confirmation was done as well is another matter.
pub fn is_carried_out(cause: &Cause, steps: &[(&Step, Option<StepResult>)]) -> bool {
    !steps.is_empty()
        && steps.iter().all(|(step, result)| match result {
            Some(StepResult::Done) => true,
            Some(StepResult::NoEffect) => false,
            Some(StepResult::Skipped) | None => step.id == cause.confirm.id,
        })
}
