//! Answers and text in; ranked causes with their why, and what to do next, out. Knows `kb` only.
//!
//! No I/O, no clock, no chance: the same case gives the same diagnosis, to the bit.

mod belief;
pub mod evaluate;
mod observation;
mod plan;
mod reader;
mod words;

pub use belief::{About, Reason};
pub use observation::{Answer, Because, Observation};
pub use plan::{Next, cost_of_cause};
pub use reader::{MOST_BYTES, TextReader, Unreadable, accept};

use crate::kb::{CauseId, KnowledgeBase, SymptomId};

use belief::Belief;

/// Everything a diagnosis starts from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// What is known, at most one observation a symptom.
    pub observations: Vec<Observation>,
    /// Causes whose fix was carried out and had no effect.
    pub tried: Vec<CauseId>,
    /// Symptoms not to ask about now.
    pub put_off: Vec<SymptomId>,
}

/// One cause with its probability and its why.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedCause {
    /// The cause.
    pub id: CauseId,
    /// From 0 to 1; with the share not covered they add up to 1.
    pub probability: f64,
    /// The natural logarithm of its odds.
    pub log_odds: f64,
    /// Weights that add up to `log_odds`.
    pub because: Vec<Reason>,
}

/// What is believed, and what to do next.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// All causes, most likely first, equal ones by id.
    pub causes: Vec<RankedCause>,
    /// The probability that no cause covers this.
    pub not_covered: f64,
    /// What to do next.
    pub next: Next,
}

/// Ranks the causes and chooses what to do next.
pub fn diagnose(kb: &KnowledgeBase, case: &Case) -> Diagnosis {
    let belief = Belief::of(kb, case);
    let next = plan::next(kb, case, &belief);
    let mut probabilities = belief.probabilities();
    let not_covered = probabilities.pop().unwrap_or(1.0);
    let log_odds = belief.all_log_odds();
    let mut causes: Vec<RankedCause> = kb
        .causes()
        .iter()
        .zip(probabilities)
        .zip(log_odds)
        .zip(belief.reasons)
        .map(|(((cause, probability), log_odds), because)| RankedCause {
            id: cause.id.clone(),
            probability,
            log_odds,
            because,
        })
        .collect();
    // Stable: causes stand in the order of their ids.
    causes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    Diagnosis { causes, not_covered, next }
}
