//! One fault at a time: Bayes over the causes and what no cause covers, with the why of each cause.

use super::Case;
use super::observation::Answer;
use crate::kb::{Cause, KnowledgeBase, SymptomId};

/// Why a cause is as likely as it is: weights in natural log-odds that add up to its log-odds.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What speaks.
    pub about: About,
    /// For the cause where positive, against it where negative.
    pub weight: f64,
}

/// What speaks for or against a cause.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// How common it is.
    Commonness,
    /// An answer for a symptom.
    Answer(SymptomId, Answer),
    /// Its fix was carried out and had no effect, or that of another cause.
    Tried,
}

/// How likely each cause is. Weights are logarithms, not normalized.
#[derive(Clone, Debug)]
pub(super) struct Belief {
    /// By the order of causes in the knowledge base; the last is what no cause covers.
    pub(super) log_weights: Vec<f64>,
    /// The why of each cause, in the same order.
    pub(super) reasons: Vec<Vec<Reason>>,
}

impl Belief {
    /// What is believed before anything is known.
    fn prior(kb: &KnowledgeBase) -> Self {
        let numbers = kb.numbers();
        let weight =
            |cause: &Cause| numbers.commonness.get(&cause.commonness).copied().unwrap_or(1.0);
        let mut log_weights: Vec<f64> =
            kb.causes().iter().map(|cause| weight(cause).ln()).collect();
        log_weights.push(numbers.not_covered.weight.ln());
        let reasons = vec![Vec::new(); log_weights.len()];
        let mut belief = Self { log_weights, reasons };
        let before = vec![0.0; belief.log_weights.len()];
        belief.explain(&About::Commonness, &before);
        belief
    }

    /// What is believed after a case's observations and failed fixes, taken in a fixed order.
    pub(super) fn of(kb: &KnowledgeBase, case: &Case) -> Self {
        let mut belief = Self::prior(kb);
        let mut observations: Vec<_> = case.observations.iter().collect();
        observations.sort_by(|a, b| a.symptom.cmp(&b.symptom));
        for observation in observations {
            let yes = yes_given_each(kb, &observation.symptom);
            let factors: Option<Vec<f64>> =
                yes.iter().map(|&p| observation.likelihood(p)).collect();
            if let Some(factors) = factors {
                let about = About::Answer(observation.symptom.clone(), observation.answer);
                belief.update(&about, &factors);
            }
        }
        for tried in &case.tried {
            let fails = 1.0 - kb.numbers().repair.works;
            let mut factors: Vec<f64> = kb
                .causes()
                .iter()
                .map(|cause| if cause.id == *tried { fails } else { 1.0 })
                .collect();
            factors.push(1.0);
            belief.update(&About::Tried, &factors);
        }
        belief
    }

    /// Takes one piece of evidence in; `factors` are its likelihoods.
    fn update(&mut self, about: &About, factors: &[f64]) {
        let before = self.all_log_odds();
        for (weight, factor) in self.log_weights.iter_mut().zip(factors) {
            *weight += factor.ln();
        }
        self.explain(about, &before);
    }

    fn explain(&mut self, about: &About, before: &[f64]) {
        let after = self.all_log_odds();
        for ((reasons, after), before) in self.reasons.iter_mut().zip(after).zip(before) {
            reasons.push(Reason { about: about.clone(), weight: after - before });
        }
    }

    /// The log-odds of each entry against all the others together.
    pub(super) fn all_log_odds(&self) -> Vec<f64> {
        let others = |i: usize| {
            let rest =
                self.log_weights.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, w)| *w);
            log_sum(rest)
        };
        (0..self.log_weights.len()).map(|i| self.log_weights[i] - others(i)).collect()
    }

    /// The probability of each entry; they add up to 1.
    pub(super) fn probabilities(&self) -> Vec<f64> {
        let total = log_sum(self.log_weights.iter().copied());
        self.log_weights.iter().map(|weight| (weight - total).exp()).collect()
    }
}

/// The logarithm of a sum of numbers given by their logarithms.
fn log_sum(logs: impl Iterator<Item = f64> + Clone) -> f64 {
    let highest = logs.clone().fold(f64::NEG_INFINITY, f64::max);
    highest + logs.map(|log| (log - highest).exp()).sum::<f64>().ln()
}

/// The probability of a yes for a symptom under each cause, and last under none of them.
pub(super) fn yes_given_each(kb: &KnowledgeBase, symptom: &SymptomId) -> Vec<f64> {
    let otherwise = kb.symptom(symptom).map_or(0.5, |symptom| kb.probability(symptom.otherwise));
    let mut yes: Vec<f64> = kb
        .causes()
        .iter()
        .map(|cause| {
            let shown = cause.shows.iter().find(|shows| shows.symptom == *symptom);
            shown.map_or(otherwise, |shows| kb.probability(shows.how))
        })
        .collect();
    yes.push(otherwise);
    yes
}
