//! What the list of symptoms is made from: those that are answered, and those likely to matter.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::diagnosis::{Case, Diagnosis, Next};
use crate::kb::{KnowledgeBase, SymptomId};
use crate::ticket::{Event, EventKind};

/// The number of symptoms listed as likely to matter.
const LIKELY: usize = 5;

/// What the list is made from, brought up to date with the diagnosis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SymptomList {
    /// What else the page shows on which the question is looked up.
    pub(super) companions: Vec<SymptomId>,
    /// The symptoms that are answered or shown, the one known last at the end.
    pub(super) answered: Vec<SymptomId>,
    /// When each was answered.
    answered_at: BTreeMap<SymptomId, Timestamp>,
    /// The open symptoms that would change the ranking most.
    pub(super) likely: Vec<SymptomId>,
    /// Whether rows stay where they are, because the mouse is on one that was just answered.
    pub(super) is_held: bool,
}

impl SymptomList {
    /// The list for a case and its diagnosis.
    pub(super) fn of(
        kb: &KnowledgeBase,
        case: &Case,
        diagnosis: &Diagnosis,
        events: &[Event],
    ) -> Self {
        let mut answered_at = BTreeMap::new();
        for event in events {
            if let EventKind::Answered { symptom, .. } = &event.what {
                answered_at.insert(symptom.clone(), event.at);
            }
        }
        let mut answered: Vec<SymptomId> =
            case.observations.iter().map(|known| known.symptom.clone()).collect();
        answered.sort_by_key(|symptom| answered_at.get(symptom).copied());
        let mut closed: BTreeSet<&SymptomId> = answered.iter().collect();
        let mut asked_too = Vec::new();
        if let Next::Ask { symptom, companions, .. } = &diagnosis.next {
            closed.insert(symptom);
            closed.extend(companions);
            asked_too.clone_from(companions);
        }
        let likely = likely_to_matter(kb, diagnosis, &closed);
        Self { companions: asked_too, answered, answered_at, likely, is_held: false }
    }

    /// Takes in a list that is up to date; one that is held keeps its rows where they are.
    pub(super) fn update(&mut self, new: Self) {
        if self.is_held {
            self.answered_at = new.answered_at;
        } else {
            *self = new;
        }
    }

    /// Whether rows stay where they are.
    pub fn is_held(&self) -> bool {
        self.is_held
    }

    /// When a symptom was answered; `None` if it was only read or shown.
    pub fn answered_at(&self, symptom: &SymptomId) -> Option<Timestamp> {
        self.answered_at.get(symptom).copied()
    }
}

/// The symptoms whose answer is expected to move most of the probability of the causes.
fn likely_to_matter(
    kb: &KnowledgeBase,
    diagnosis: &Diagnosis,
    closed: &BTreeSet<&SymptomId>,
) -> Vec<SymptomId> {
    let mut belief = vec![0.0; kb.causes().len()];
    for cause in &diagnosis.causes {
        if let Some(place) = kb.place_of_cause(&cause.id) {
            belief[place] = cause.probability;
        }
    }
    let open = kb.symptoms().iter().filter(|symptom| !closed.contains(&symptom.id));
    let mut moved: Vec<(f64, &SymptomId)> =
        open.map(|symptom| (moves(kb, &belief, &symptom.id), &symptom.id)).collect();
    // Stable: equal ones stay in the order of the knowledge base.
    moved.sort_by(|a, b| b.0.total_cmp(&a.0));
    moved.into_iter().take(LIKELY).map(|(_, symptom)| symptom.clone()).collect()
}

/// How much of the probability of causes the answer for a symptom is expected to move, from 0 to 1.
fn moves(kb: &KnowledgeBase, belief: &[f64], symptom: &SymptomId) -> f64 {
    let usual = kb.otherwise(symptom);
    let mut yes = vec![usual; belief.len()];
    for (place, how) in kb.shown_by(symptom) {
        yes[*place] = kb.probability(*how);
    }
    let covered: f64 = belief.iter().sum();
    let others = (1.0 - covered).max(0.0) * usual;
    let is_there: f64 = belief.iter().zip(&yes).map(|(p, yes)| p * yes).sum::<f64>() + others;
    // The same mass moves for a no.
    belief.iter().zip(&yes).map(|(p, yes)| (p * (yes - is_there)).abs()).sum()
}
