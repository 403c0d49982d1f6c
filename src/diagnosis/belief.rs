//! One fault at a time: Bayes over the causes and what no cause covers, with the why of each cause.

use super::Case;
use super::observation::{Answer, Observation, Suggestion};
use crate::kb::{Cause, CauseId, KnowledgeBase, SymptomId};

/// What is left of a suggestion's probability once the fix it led to had no effect.
const IN_DOUBT: f64 = 0.5;

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
    /// What the wording of the complaint suggests.
    Wording,
    /// An answer for a symptom.
    Answer(SymptomId, Answer),
    /// What words seem to say about a symptom.
    Suggestion(SymptomId, Answer),
    /// The fix of this cause was carried out and had no effect.
    Tried(CauseId),
    /// The fix of this cause solved an earlier ticket of this customer.
    FixedBefore(CauseId),
}

/// How much likelier a cause is whose fix solved an earlier ticket of the same customer: twice. What broke
/// once may break again where the same people keep the same settings, but it was also repaired. It is no
/// proof, so that no fix follows from it alone.
pub const FIXED_BEFORE: f64 = 2.0;

/// How likely each cause is, and how it came to be so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Belief {
    /// Logarithms, not normalized, by the order of causes in the knowledge base; the last is what no
    /// cause covers.
    log_weights: Vec<f64>,
    /// What was taken in, each with the log-odds of every entry after it.
    taken_in: Vec<(About, Vec<f64>)>,
}

impl Belief {
    /// What is proven: the same belief over what was shown, said and tried alone.
    pub(super) fn proof(kb: &KnowledgeBase, case: &Case) -> Self {
        let mut proof = Self::prior(kb);
        proof.observe(kb, case);
        proof.try_fixes(kb, case);
        proof
    }

    /// What is believed after everything that a case knows, taken in in a fixed order.
    pub(super) fn of(kb: &KnowledgeBase, case: &Case) -> Self {
        let mut belief = Self::prior(kb);
        if let Some(wording) = &case.wording {
            // Words and answers tell of the same facts, and what is answered is surer.
            // A fix without effect is as good as an answer.
            let said = case.observations.iter().filter(|o| o.is_said()).count();
            let surer = (said + case.tried.len()) as f64;
            let counts = 1.0 / (1.0 + kb.numbers().text.yields * surer);
            let ratios = wording.causes.iter().map(|cause| cause.log_ratio * counts);
            belief.update(About::Wording, ratios.chain([0.0]));
        }
        belief.observe(kb, case);
        let mut suggestions: Vec<_> = case.suggestions.iter().collect();
        suggestions.sort_by(|a, b| a.symptom.cmp(&b.symptom));
        for suggestion in suggestions {
            if let Some(stated) = Stated::of(kb, case, suggestion) {
                let about = About::Suggestion(suggestion.symptom.clone(), suggestion.answer);
                belief.update(about, stated.factors().map(f64::ln));
            }
        }
        belief.recall(kb, case);
        belief.try_fixes(kb, case);
        belief
    }

    /// Takes in what helped this customer before.
    fn recall(&mut self, kb: &KnowledgeBase, case: &Case) {
        let mut fixed: Vec<&CauseId> = case.fixed_before.iter().collect();
        fixed.sort();
        fixed.dedup();
        for fixed in fixed.into_iter().filter(|fixed| kb.cause(fixed).is_some()) {
            let again = |cause: &Cause| if cause.id == *fixed { FIXED_BEFORE.ln() } else { 0.0 };
            let factors = kb.causes().iter().map(again).chain([0.0]);
            self.update(About::FixedBefore(fixed.clone()), factors);
        }
    }

    /// How common causes are.
    fn prior(kb: &KnowledgeBase) -> Self {
        let log_weights: Vec<f64> = kb.commonness().into_iter().map(f64::ln).collect();
        let mut belief = Self { log_weights, taken_in: Vec::new() };
        belief.note(About::Commonness);
        belief
    }

    /// Takes in what was shown and said.
    fn observe(&mut self, kb: &KnowledgeBase, case: &Case) {
        let mut observations: Vec<_> = case.observations.iter().collect();
        observations.sort_by(|a, b| a.symptom.cmp(&b.symptom));
        for observation in observations {
            if let Some(factors) = likelihoods(kb, observation) {
                let about = About::Answer(observation.symptom.clone(), observation.answer);
                self.update(about, factors.into_iter().map(f64::ln));
            }
        }
    }

    /// Takes in the fixes that had no effect.
    fn try_fixes(&mut self, kb: &KnowledgeBase, case: &Case) {
        let mut tried: Vec<&CauseId> = case.tried.iter().collect();
        tried.sort();
        for tried in tried {
            let fails = |cause: &Cause| {
                if cause.id == *tried { (1.0 - kb.fix_works(cause)).ln() } else { 0.0 }
            };
            let factors = kb.causes().iter().map(fails).chain([0.0]);
            self.update(About::Tried(tried.clone()), factors);
        }
    }

    /// Takes one piece of evidence in, by the logarithms of its likelihoods.
    fn update(&mut self, about: About, log_factors: impl Iterator<Item = f64>) {
        for (weight, factor) in self.log_weights.iter_mut().zip(log_factors) {
            *weight += factor;
        }
        self.note(about);
    }

    fn note(&mut self, about: About) {
        let log_odds = all_log_odds(&self.log_weights);
        self.taken_in.push((about, log_odds));
    }

    /// The log-odds of an entry against all the others together.
    pub(super) fn log_odds(&self, entry: usize) -> f64 {
        self.taken_in.last().map_or(0.0, |(_, log_odds)| log_odds[entry])
    }

    /// Why an entry is as likely as it is; the weights add up to its log-odds.
    pub(super) fn reasons(&self, entry: usize) -> Vec<Reason> {
        let mut before = 0.0;
        let reason = |(about, log_odds): &(About, Vec<f64>)| {
            let weight = log_odds[entry] - before;
            before = log_odds[entry];
            Reason { about: about.clone(), weight }
        };
        self.taken_in.iter().map(reason).collect()
    }

    /// The probability of each entry; they add up to 1.
    pub(super) fn probabilities(&self) -> Vec<f64> {
        let total = log_sum(self.log_weights.iter().copied());
        self.log_weights.iter().map(|weight| (weight - total).exp()).collect()
    }
}

/// How likely an observation is under each cause, and last under none of them, up to a factor that
/// is the same for all. Nothing where it tells nothing.
pub(super) fn likelihoods(kb: &KnowledgeBase, observation: &Observation) -> Option<Vec<f64>> {
    let usual = observation.likelihood(kb, kb.otherwise(&observation.symptom))?;
    let mut likelihoods = vec![usual; kb.causes().len() + 1];
    for &(cause, how) in kb.shown_by(&observation.symptom) {
        likelihoods[cause] = observation.likelihood(kb, kb.probability(how))?;
    }
    Some(likelihoods)
}

/// A suggestion as evidence: with its probability the text states what it suggests, which is worth an
/// answer; otherwise it says nothing.
pub(super) struct Stated {
    probability: f64,
    /// How likely the answer is under each cause, and last under none of them, over how likely it is
    /// on the whole.
    ratios: Vec<f64>,
}

impl Stated {
    /// `None` if it tells nothing.
    pub(super) fn of(kb: &KnowledgeBase, case: &Case, suggestion: &Suggestion) -> Option<Self> {
        let answer = suggestion.answer;
        let stated = Observation::said(suggestion.symptom.clone(), answer);
        let mut ratios = likelihoods(kb, &stated)?;
        let common = kb.commonness();
        let all: f64 = common.iter().sum();
        let usual: f64 = ratios.iter().zip(&common).map(|(l, common)| l * common / all).sum();
        for ratio in &mut ratios {
            *ratio /= usual;
        }
        let tried = case.tried.iter().filter_map(|tried| kb.place_of_cause(tried));
        // What speaks for a cause whose fix had no effect may have led there.
        let led_there = tried.into_iter().any(|place| ratios[place] > 1.0);
        let doubt = if led_there { IN_DOUBT } else { 1.0 };
        Some(Self { probability: suggestion.probability * doubt, ratios })
    }

    /// How likely such a text is under each cause, up to a factor that is the same for all.
    fn factors(&self) -> impl Iterator<Item = f64> {
        self.ratios.iter().map(|ratio| self.probability * ratio + 1.0 - self.probability)
    }

    /// How likely the suggested answer is to be given under a cause, if it would be given with `given`
    /// where nothing was suggested. Asking again what a text states tells little.
    pub(super) fn confirmed(&self, entry: usize, given: f64) -> f64 {
        let stated = self.probability * self.ratios[entry];
        let silent = 1.0 - self.probability;
        (stated + silent * given) / (stated + silent)
    }
}

/// The log-odds of each of some weights, given by their logarithms, against all the others together.
/// In one pass from each side, because a difference to the sum of all would lose a sure entry's odds.
fn all_log_odds(log_weights: &[f64]) -> Vec<f64> {
    let highest = log_weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = log_weights.iter().map(|log| (log - highest).exp()).collect();
    let mut after = vec![0.0; weights.len() + 1];
    for at in (0..weights.len()).rev() {
        after[at] = after[at + 1] + weights[at];
    }
    let mut before = 0.0;
    let mut log_odds = Vec::with_capacity(weights.len());
    for (at, log) in log_weights.iter().enumerate() {
        // Never nothing, so that the odds stay a number.
        let others: f64 = (before + after[at + 1]).max(f64::MIN_POSITIVE);
        log_odds.push(log - highest - others.ln());
        before += weights[at];
    }
    log_odds
}

/// The logarithm of a sum of numbers given by their logarithms.
pub(super) fn log_sum(logs: impl Iterator<Item = f64> + Clone) -> f64 {
    let highest = logs.clone().fold(f64::NEG_INFINITY, f64::max);
    highest + logs.map(|log| (log - highest).exp()).sum::<f64>().ln()
}
