//! The causes of a ticket as Diagnose lists them: likely, hardly likely, ruled out.

use crate::diagnosis::{Diagnosis, RankedCause, Reason};

/// Causes less likely than this stand in one line together.
const UNLIKELY: f64 = 0.01;

/// Which causes stand where, by their place in the diagnosis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// Those with a row of their own, most likely first.
    pub(super) likely: Vec<usize>,
    /// Those that are hardly likely.
    pub(super) unlikely: Vec<usize>,
    /// Those that are ruled out, each with by what.
    pub(super) ruled_out: Vec<(usize, Reason)>,
}

impl Ranking {
    /// Sorts the causes of a diagnosis. `ruled_out` says by what, where one is.
    pub(super) fn of(diagnosis: &Diagnosis, ruled_out: &[(&RankedCause, Reason)]) -> Self {
        let mut ranking = Self::default();
        for (at, cause) in diagnosis.causes.iter().enumerate() {
            if let Some((_, reason)) = ruled_out.iter().find(|(out, _)| out.id == cause.id) {
                ranking.ruled_out.push((at, reason.clone()));
            } else if cause.probability >= UNLIKELY || ranking.likely.is_empty() {
                ranking.likely.push(at);
            } else {
                ranking.unlikely.push(at);
            }
        }
        ranking
    }
}
