//! The symptoms of the open ticket as Diagnose lists them: answered, likely to matter, all by area, or
//! those that a filter finds.

use std::collections::BTreeSet;

use super::open_ticket::OpenTicket;
use crate::app::command::Fold;
use crate::diagnosis::Answer;
use crate::kb::{Symptom, SymptomId};
use crate::text::count;

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
        let companions: Vec<&Symptom> = known(&list.companions);
        if !companions.is_empty() {
            let title = "The same page also shows".to_owned();
            groups.push(SymptomGroup { fold: None, title, count: None, symptoms: companions });
        }
        groups.push(group(Fold::Answered, "Answered", known(&list.answered)));
        groups.push(group(Fold::Likely, "Likely to matter", known(&list.likely)));
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
            some => count(some, "symptom"),
        };
        vec![SymptomGroup { fold: None, title, count: None, symptoms }]
    }

    /// The answer that is known for a symptom.
    pub fn answer_of(&self, symptom: &SymptomId) -> Option<Answer> {
        let known = self.case.observations.iter().find(|known| known.symptom == *symptom);
        known.map(|known| known.answer)
    }
}
