//! What the wording of a text as a whole suggests: how well it fits each cause, and whether any.

use std::ops::Range;

use super::classifier::{Compared, Similarity};
use super::parts::Part;
use super::training::{CAUSES, COVERAGE};
use crate::diagnosis::belief::log_sum;
use crate::kb::{CoverageNumbers, KnowledgeBase};

/// For how many causes, the best first, the words that fit them are kept.
const QUOTED: usize = 6;

/// How sharply similarity still tells causes apart beside an exact error string, which tells more: of
/// 1.0, 0.7, 0.5 and 0.35 the best ranked and best calibrated on complaints of other pens.
const BESIDE_ERROR: f64 = 0.35;

/// What else a text holds that tells whether some cause covers it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// An exact error string.
    pub(super) has_error: bool,
    /// How many symptoms it states, each counted by its probability.
    pub(super) stated: f64,
}

/// The numbers that weigh similarity.
#[derive(Debug)]
pub(super) struct WordingModel {
    coverage: CoverageNumbers,
    /// How sharply similarity tells causes apart.
    sharpness: f64,
    /// How common each cause is and last what none covers, as logarithms of weights.
    commonness: Vec<f64>,
}

impl WordingModel {
    /// Takes the numbers of a knowledge base.
    pub(super) fn new(kb: &KnowledgeBase) -> Self {
        Self {
            coverage: kb.numbers().coverage.clone(),
            sharpness: kb.numbers().text.sharpness,
            commonness: kb.commonness().into_iter().map(f64::ln).collect(),
        }
    }

    /// For each cause the logarithm of how much more likely the words that count are with it than
    /// with something that no cause covers. `None` if no word is known.
    ///
    /// Similarity to the causes ranks them well but tells badly whether any of them is there. So that
    /// is weighed by itself and shared out among the causes by their similarity.
    pub(super) fn ratios(
        &self,
        compared: &mut Compared<'_>,
        counting: &[Range<usize>],
        evidence: Evidence,
    ) -> Option<Vec<f64>> {
        let similarity = compared.similarity(CAUSES, counting)?;
        let coverage = compared.similarity(COVERAGE, counting)?;
        let (_, to_causes) = similarity.to.split_last()?;
        let share = if evidence.has_error { BESIDE_ERROR } else { 1.0 };
        let logs: Vec<f64> = to_causes.iter().map(|to| share * self.sharpness * to).collect();
        let (unexplained, common) = self.commonness.split_last()?;
        let together = log_sum(logs.iter().zip(common).map(|(log, common)| log + common));
        let covered = self.covered(&similarity, &coverage, evidence);
        Some(logs.into_iter().map(|log| log + covered + unexplained - together).collect())
    }

    /// The log-odds that some cause is there, from measures of the words that count: a logistic
    /// regression whose numbers stand in the knowledge base.
    fn covered(&self, similarity: &Similarity, coverage: &Similarity, evidence: Evidence) -> f64 {
        let (not_covered, causes) = similarity.to.split_last().unwrap_or((&0.0, &[]));
        let best = causes.iter().copied().fold(0.0, f64::max);
        let n = &self.coverage;
        let log_odds = n.best_cause * best - n.not_covered * not_covered
            + n.covered_words * (coverage.to[0] - coverage.to[1])
            + n.length * similarity.length.max(n.short).ln()
            + n.error_string * f64::from(u8::from(evidence.has_error))
            + n.stated * evidence.stated
            - n.caution;
        log_odds.max(n.least)
    }

    /// How likely each cause is, and last what none covers, where words have these ratios.
    pub(super) fn believed(&self, ratios: Option<&[f64]>) -> Vec<f64> {
        let ratios = ratios.unwrap_or_default().iter().copied();
        let logs = self.commonness.iter().zip(ratios.chain(std::iter::repeat(0.0)));
        let logs: Vec<f64> = logs.map(|(common, ratio)| common + ratio).collect();
        let all = log_sum(logs.iter().copied());
        logs.iter().map(|log| (log - all).exp()).collect()
    }
}

/// The words that fit each of the causes best which the text fits best.
pub(super) fn quotes(
    ratios: &[f64],
    compared: &mut Compared<'_>,
    parts: &[Part],
    counting: &[Range<usize>],
) -> Vec<Option<Range<usize>>> {
    let mut order: Vec<usize> = (0..ratios.len()).collect();
    order.sort_by(|&a, &b| ratios[b].total_cmp(&ratios[a]).then(a.cmp(&b)));
    order.truncate(QUOTED);
    let mut best: Vec<Option<(f64, Range<usize>)>> = vec![None; ratios.len()];
    let counts = |part: &Part| {
        let words = &part.words;
        counting.iter().any(|range| range.start <= words.start && words.end <= range.end)
    };
    for part in parts.iter().filter(|part| counts(part)) {
        let similarity = compared.similarity(CAUSES, std::slice::from_ref(&part.words));
        let Some(similarity) = similarity else { continue };
        let usual = similarity.to.iter().sum::<f64>() / similarity.to.len() as f64;
        for &cause in &order {
            let stands_out = similarity.to[cause] - usual;
            if best[cause].as_ref().is_none_or(|(most, _)| stands_out > *most) {
                best[cause] = Some((stands_out, part.words.clone()));
            }
        }
    }
    best.into_iter().map(|best| best.map(|(_, range)| range)).collect()
}
