//! What was tried on a ticket and whether it helped, and what all tickets of a store say of it.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Outcome, StepResult};
use super::fold::Ticket;
use crate::kb::{CauseId, StepId};

/// Below this number of attempts nothing is told: chance would speak, not experience.
const FEWEST_TOLD: u32 = 5;

/// A fix that was carried out on one ticket, or one step of it, and whether the fix helped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt {
    /// The cause that the fix removes.
    pub cause: CauseId,
    /// The step, or the fix as a whole.
    pub step: Option<StepId>,
    /// Whether the ticket was solved by it.
    pub helped: bool,
}

/// How often something was tried, and how often it helped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// On how many tickets it was carried out.
    pub tried: u32,
    /// On how many of them it helped.
    pub helped: u32,
}

/// What the tickets of a store say of fixes and steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackRecord(pub BTreeMap<(CauseId, Option<StepId>), Tried>);

impl TrackRecord {
    /// How a fix, or one step of it, has done; nothing where too few tickets tell.
    pub fn of(&self, cause: &CauseId, step: Option<&StepId>) -> Option<Tried> {
        let tried = self.0.get(&(cause.clone(), step.cloned())).copied();
        tried.filter(|tried| tried.tried >= FEWEST_TOLD)
    }
}

impl Ticket {
    /// What was tried on this ticket. A fix counts once it is known how it went: when a step of it
    /// had no effect, or when the ticket is closed.
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
