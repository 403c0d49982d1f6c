//! The causes of the open ticket as they are listed, and what speaks for and against them.

use super::open_ticket::OpenTicket;
use crate::diagnosis::{About, RankedCause, Reason};
use crate::kb::CauseId;

/// Reasons weaker than this, in natural log-odds, are not shown.
const WEAKEST: f64 = 0.1;

impl OpenTicket {
    /// The causes with a row of their own, most likely first.
    pub fn likely_causes(&self) -> impl ExactSizeIterator<Item = &RankedCause> {
        self.ranking.likely.iter().map(|at| &self.diagnosis.causes[*at])
    }

    /// The causes that are hardly likely, most likely first.
    pub fn unlikely_causes(&self) -> impl ExactSizeIterator<Item = &RankedCause> {
        self.ranking.unlikely.iter().map(|at| &self.diagnosis.causes[*at])
    }

    /// The causes that are ruled out, each with what speaks most against it.
    pub fn ruled_out_causes(&self) -> impl ExactSizeIterator<Item = (&RankedCause, &Reason)> {
        self.ranking.ruled_out.iter().map(|(at, why)| (&self.diagnosis.causes[*at], why))
    }

    /// What speaks for and against a cause, the strongest first, without how common it is.
    pub fn reasons(&self, cause: &RankedCause) -> Vec<Reason> {
        let mut reasons = self.diagnosis.why(cause);
        reasons.retain(|reason| {
            let is_own = match &reason.about {
                About::Commonness => false,
                About::Tried(tried) => *tried == cause.id,
                About::FixedBefore(fixed) => *fixed == cause.id,
                About::Wording | About::Answer(..) | About::Suggestion(..) => true,
            };
            is_own && reason.weight.abs() >= WEAKEST
        });
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        reasons
    }

    /// How likely a cause is, from 0 to 1.
    pub fn probability_of(&self, cause: &CauseId) -> f64 {
        let ranked = self.diagnosis.causes.iter().find(|ranked| ranked.id == *cause);
        ranked.map_or(0.0, |ranked| ranked.probability)
    }
}
