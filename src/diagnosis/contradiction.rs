//! Answers that hardly go together.

use super::belief::likelihoods;
use super::observation::{Answer, Observation};
use crate::kb::{KnowledgeBase, SymptomId};

/// Two answers that fit each other least, among answers that as a whole contradict.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The two symptoms, by id.
    pub between: [SymptomId; 2],
    /// How much less likely all answers are together than each by itself, in natural logarithms:
    /// the measure of conflict of Jensen et al., "Analysis in HUGIN of data conflict" (1990).
    pub conflict: f64,
}

/// Looks for a contradiction. Only what was said counts: a reader may be mistaken anyway.
pub(super) fn find(kb: &KnowledgeBase, observations: &[Observation]) -> Option<Contradiction> {
    let mut said: Vec<&Observation> = observations.iter().filter(|o| o.is_said()).collect();
    said.sort_by(|a, b| a.symptom.cmp(&b.symptom));
    if let Some(between) = excluded(kb, &said) {
        return Some(Contradiction { between, conflict: f64::INFINITY });
    }
    let prior = prior(kb);
    let likelihoods: Vec<Vec<f64>> = said.iter().filter_map(|o| likelihoods(kb, o)).collect();
    let expected = |of: &[&Vec<f64>]| -> f64 {
        let together = |(at, weight): (usize, &f64)| {
            weight * of.iter().map(|likelihood| likelihood[at]).product::<f64>()
        };
        prior.iter().enumerate().map(together).sum()
    };
    let alone: Vec<f64> = likelihoods.iter().map(|l| expected(&[l]).ln()).collect();
    let together = expected(&likelihoods.iter().collect::<Vec<_>>());
    let conflict = alone.iter().sum::<f64>() - together.max(f64::MIN_POSITIVE).ln();
    if conflict < kb.numbers().contradiction.least_conflict {
        return None;
    }
    let mut worst: Option<(f64, [SymptomId; 2])> = None;
    for (a, first) in said.iter().enumerate() {
        for (b, second) in said.iter().enumerate().skip(a + 1) {
            let fit = expected(&[&likelihoods[a], &likelihoods[b]]).ln() - alone[a] - alone[b];
            if worst.as_ref().is_none_or(|(least, _)| fit < *least) {
                worst = Some((fit, [first.symptom.clone(), second.symptom.clone()]));
            }
        }
    }
    worst.map(|(_, between)| Contradiction { between, conflict })
}

/// Two symptoms said to be there that cannot be there together.
fn excluded(kb: &KnowledgeBase, said: &[&Observation]) -> Option<[SymptomId; 2]> {
    let there = || said.iter().filter(|o| o.answer == Answer::Yes).map(|o| &o.symptom);
    there().find_map(|symptom| {
        let excludes = &kb.symptom(symptom)?.excludes;
        let other = there().find(|other| excludes.contains(other))?;
        Some([symptom.clone(), other.clone()])
    })
}

fn prior(kb: &KnowledgeBase) -> Vec<f64> {
    let weights = kb.commonness();
    let all: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / all).collect()
}
