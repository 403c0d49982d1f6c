//! What was tried on a ticket, whether it helped, and the track record over all tickets of a store.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Outcome, StepResult};
use super::fold::Ticket;
use crate::kb::{CauseId, StepId};

/// The fewest attempts of which a rate is shown: with less, it would be chance and not experience.
const FEWEST_ATTEMPTS: u32 = 5;

/// A fix, or one of its steps, that was carried out on one ticket, and whether the fix helped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt {
    /// The cause that the fix removes.
    pub cause: CauseId,
    /// The step; `None` for the fix as a whole.
    pub step: Option<StepId>,
    /// Whether it solved the ticket.
    pub helped: bool,
}

/// How often something was tried, and how often it helped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// The number of tickets on which it was carried out.
    pub tried: u32,
    /// The number of those tickets on which it helped.
    pub helped: u32,
}

/// How often each fix and step was tried and helped, over all tickets of a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackRecord(pub BTreeMap<(CauseId, Option<StepId>), Tried>);

impl TrackRecord {
    /// Returns the record of a fix, or of one of its steps; `None` if it was tried on fewer than
    /// five tickets.
    pub fn of(&self, cause: &CauseId, step: Option<&StepId>) -> Option<Tried> {
        let tried = self.0.get(&(cause.clone(), step.cloned())).copied();
        tried.filter(|tried| tried.tried >= FEWEST_ATTEMPTS)
    }
}

impl Ticket {
    /// Returns what was tried on this ticket. A fix counts once its result is known: when one of its
    /// steps had no effect, or when the ticket is closed.
    pub fn attempts(&self) -> Vec<Attempt> {
        let failed = self.tried();
        let solved_by = match (self.outcome, &self.fix) {
            (Some(Outcome::Solved), Some(fix)) if !failed.contains(&fix.cause) => Some(&fix.cause),
            _ => None,
        };
        let is_known = |cause: &CauseId| self.outcome.is_some() || failed.contains(cause);
        let carried_out =
            self.steps.iter().filter(|(_, record)| record.result != StepResult::Skipped);
        let mut attempts = BTreeSet::new();
        for ((cause, _, step), _) in carried_out.filter(|((cause, _, _), _)| is_known(cause)) {
            let helped = solved_by == Some(cause);
            for step in [None, Some(step.clone())] {
                attempts.insert(Attempt { cause: cause.clone(), step, helped });
            }
        }
        attempts.into_iter().collect()
    }
}
