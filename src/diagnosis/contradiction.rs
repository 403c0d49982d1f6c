//! Answers that hardly go together.

use super::belief::likelihoods;
use super::observation::{Answer, Observation};
use crate::kb::{KnowledgeBase, SymptomId};

/// The two answers that fit each other least.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The two symptoms, by id.
    pub between: [SymptomId; 2],
    /// Whichever cause one takes, the two answers are together this much less likely than each with
    /// the cause it fits best, in natural logarithms.
    conflict: f64,
}

/// Looks for a contradiction. Only what was said counts: a reader may be mistaken anyway.
pub(super) fn find(kb: &KnowledgeBase, observations: &[Observation]) -> Option<Contradiction> {
    let mut said: Vec<&Observation> = observations.iter().filter(|o| o.is_said()).collect();
    said.sort_by(|a, b| a.symptom.cmp(&b.symptom));
    if let Some(between) = excluded(kb, &said) {
        return Some(Contradiction { between, conflict: f64::INFINITY });
    }
    let misfits: Vec<(&SymptomId, Vec<f64>)> =
        said.iter().filter_map(|said| Some((&said.symptom, misfits(kb, said)?))).collect();
    let mut worst: Option<Contradiction> = None;
    for (at, (first, one)) in misfits.iter().enumerate() {
        for (second, other) in &misfits[at + 1..] {
            let together = one.iter().zip(other).map(|(one, other)| one + other);
            let conflict = together.fold(f64::INFINITY, f64::min);
            let least = worst
                .as_ref()
                .map_or(kb.numbers().contradiction.least_conflict, |worst| worst.conflict);
            if conflict > least {
                let between = [(*first).clone(), (*second).clone()];
                worst = Some(Contradiction { between, conflict });
            }
        }
    }
    worst
}

/// How much worse an answer fits each cause, and last none of them, than the one it fits best.
fn misfits(kb: &KnowledgeBase, said: &Observation) -> Option<Vec<f64>> {
    let likelihoods = likelihoods(kb, said)?;
    let best = likelihoods.iter().copied().fold(0.0, f64::max).ln();
    Some(likelihoods.into_iter().map(|likelihood| best - likelihood.ln()).collect())
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
