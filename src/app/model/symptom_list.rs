//! The symptoms of a ticket as Diagnose lists them: answered, likely to matter, all by area.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::folds::Folds;
use super::open_ticket::OpenTicket;
use crate::app::command::Fold;
use crate::diagnosis::{Answer, Case, Diagnosis, Next};
use crate::kb::{KnowledgeBase, Symptom, SymptomId};
use crate::ticket::{Event, EventKind};

/// The number of symptoms listed as likely to matter.
const LIKELY: usize = 5;

/// One heading of the list with the symptoms below it, as far as they are in view.
#[derive(Clone, Debug, PartialEq)]
pub struct SymptomGroup<'a> {
    /// What folds it; `None` for the hits of a filter and for an area.
    pub fold: Option<Fold>,
    /// Its heading.
    pub title: String,
    /// How many symptoms it has, also while it is folded; `None` for an area, which does not say.
    pub count: Option<usize>,
    /// The symptoms in view.
    pub symptoms: Vec<&'a Symptom>,
}

/// What the list is made from, brought up to date with the diagnosis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SymptomList {
    /// The symptoms that are answered or shown, the one known last at the end.
    answered: Vec<SymptomId>,
    /// When each was answered.
    answered_at: BTreeMap<SymptomId, Timestamp>,
    /// The open symptoms that would change the ranking most.
    likely: Vec<SymptomId>,
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
        if let Next::Ask { symptom, .. } = &diagnosis.next {
            closed.insert(symptom);
        }
        let likely = likely_to_matter(kb, diagnosis, &closed);
        Self { answered, answered_at, likely }
    }

    /// When a symptom was answered; `None` if it was only read or shown.
    pub fn answered_at(&self, symptom: &SymptomId) -> Option<Timestamp> {
        self.answered_at.get(symptom).copied()
    }

    /// The symptoms that would change the ranking most.
    pub fn likely(&self) -> &[SymptomId] {
        &self.likely
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

impl OpenTicket {
    /// The groups of symptoms with those in view, from top to bottom.
    pub fn symptom_groups(&self) -> Vec<SymptomGroup<'_>> {
        let words = self.symptom_filter.trim().to_lowercase();
        if !words.is_empty() {
            return self.hits(&words);
        }
        let (kb, list) = (self.kb(), &self.symptom_list);
        let known = |ids: &[SymptomId]| ids.iter().filter_map(|id| kb.symptom(id)).collect();
        let group = |fold, title: &str, symptoms: Vec<_>| {
            let count = Some(symptoms.len());
            let symptoms = if self.folds.is_open(fold) { symptoms } else { Vec::new() };
            SymptomGroup { fold: Some(fold), title: title.to_owned(), count, symptoms }
        };
        let mut groups = Vec::new();
        let companions = self.companions();
        if !companions.is_empty() {
            let title = "The same page also shows".to_owned();
            groups.push(SymptomGroup { fold: None, title, count: None, symptoms: companions });
        }
        let shown: Vec<SymptomId> =
            groups.iter().flat_map(|g| &g.symptoms).map(|s| s.id.clone()).collect();
        let likely: Vec<SymptomId> =
            list.likely.iter().filter(|id| !shown.contains(id)).cloned().collect();
        groups.push(group(Fold::Answered, "Answered", known(&list.answered)));
        groups.push(group(Fold::Likely, "Likely to matter", known(&likely)));
        let above: BTreeSet<&SymptomId> =
            groups.iter().flat_map(|group| &group.symptoms).map(|symptom| &symptom.id).collect();
        let mut areas = Vec::new();
        if self.folds.is_open(Fold::All) {
            for area in &kb.model().areas {
                let symptoms = kb.symptoms().iter();
                let symptoms =
                    symptoms.filter(|s| s.area == area.title && !above.contains(&s.id)).collect();
                let title = area.title.clone();
                areas.push(SymptomGroup { fold: None, title, count: None, symptoms });
            }
        }
        groups.push(SymptomGroup {
            fold: Some(Fold::All),
            title: format!("All {} symptoms", kb.symptoms().len()),
            count: None,
            symptoms: Vec::new(),
        });
        groups.extend(areas.into_iter().filter(|area| !area.symptoms.is_empty()));
        groups
    }

    /// The symptoms that contain all words of the filter.
    fn hits(&self, words: &str) -> Vec<SymptomGroup<'_>> {
        let is_hit = |symptom: &&Symptom| {
            let text = format!("{} {}", symptom.statement, symptom.question).to_lowercase();
            words.split_whitespace().all(|word| text.contains(word))
        };
        let symptoms: Vec<&Symptom> = self.kb().symptoms().iter().filter(is_hit).collect();
        let title = match symptoms.len() {
            0 => "No symptom contains these words".to_owned(),
            1 => "1 symptom".to_owned(),
            several => format!("{several} symptoms"),
        };
        vec![SymptomGroup { fold: None, title, count: None, symptoms }]
    }

    /// What else the page shows on which the question is looked up, as far as it is open.
    fn companions(&self) -> Vec<&Symptom> {
        let Next::Ask { companions, .. } = &self.diagnosis.next else { return Vec::new() };
        companions.iter().filter_map(|id| self.kb().symptom(id)).collect()
    }

    /// The answer that is known for a symptom.
    pub fn answer_of(&self, symptom: &SymptomId) -> Option<Answer> {
        let known = self.case.observations.iter().find(|known| known.symptom == *symptom);
        known.map(|known| known.answer)
    }

    /// Opens or closes a part of the screens.
    pub fn set_fold(&mut self, fold: Fold, is_open: bool) {
        self.folds.set(fold, is_open);
    }

    /// What is folded, to be kept while another ticket is open.
    pub fn folds(&self) -> &Folds {
        &self.folds
    }
}
