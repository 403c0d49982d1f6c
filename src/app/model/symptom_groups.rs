//! The symptoms of the open ticket as Diagnose lists them: answered, likely to matter, all by area, each
//! of which folds, or those that a filter finds.

use std::collections::BTreeSet;

use super::open_ticket::OpenTicket;
use crate::app::command::Fold;
use crate::diagnosis::Answer;
use crate::kb::{Symptom, SymptomId};
use crate::text::count;

/// One heading of the list with the symptoms below it, as far as they are in view.
#[derive(Clone, Debug, PartialEq)]
pub struct SymptomGroup<'a> {
    /// What folds it; `None` for the hits of a filter and what the page also shows.
    pub fold: Option<Fold>,
    /// Its heading.
    pub title: String,
    /// How many symptoms it has, also while it is folded; `None` where its title says it.
    pub count: Option<usize>,
    /// The symptoms in view.
    pub symptoms: Vec<&'a Symptom>,
}

impl OpenTicket {
    /// The groups of symptoms with those in view, from top to bottom.
    pub fn symptom_groups(&self) -> Vec<SymptomGroup<'_>> {
        if !self.symptom_filter.trim().is_empty() {
            return self.hits(&self.symptom_filter);
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
            for (at, area) in kb.model().areas.iter().enumerate() {
                let symptoms = kb.symptoms().iter();
                let symptoms =
                    symptoms.filter(|s| s.area == area.title && !above.contains(&s.id)).collect();
                areas.push(group(Fold::Area(at), &area.title, symptoms));
            }
        }
        groups.push(SymptomGroup {
            fold: Some(Fold::All),
            title: format!("All {} symptoms", kb.symptoms().len()),
            count: None,
            symptoms: Vec::new(),
        });
        groups.extend(areas.into_iter().filter(|area| area.count > Some(0)));
        groups
    }

    /// The symptoms that contain all words of the filter, and those that customers say with them.
    fn hits(&self, filter: &str) -> Vec<SymptomGroup<'_>> {
        let words: Vec<String> = filter.split_whitespace().map(comparable).collect();
        let has_all = |text: &str| words.iter().all(|word| text.contains(word));
        let (mut own, mut other): (Vec<&Symptom>, Vec<&Symptom>) = Default::default();
        for symptom in self.kb().symptoms() {
            let text = own_words(symptom);
            if has_all(&text) {
                own.push(symptom);
            } else if has_all(&format!("{text} {}", other_words(symptom))) {
                other.push(symptom);
            }
        }
        let group =
            |title: String, symptoms| SymptomGroup { fold: None, title, count: None, symptoms };
        let first = match (own.len(), other.len()) {
            (0, 0) => "No symptom contains these words".to_owned(),
            (0, some) => {
                return vec![group(format!("{} in other words", count(some, "symptom")), other)];
            }
            (some, _) => count(some, "symptom"),
        };
        let more = format!("{} more in other words", other.len());
        let groups = [group(first, own), group(more, other)];
        let is_shown =
            |(at, group): &(usize, SymptomGroup<'_>)| *at == 0 || !group.symptoms.is_empty();
        groups.into_iter().enumerate().filter(is_shown).map(|(_, group)| group).collect()
    }

    /// The answer that is known for a symptom.
    pub fn answer_of(&self, symptom: &SymptomId) -> Option<Answer> {
        let known = self.case.observations.iter().find(|known| known.symptom == *symptom);
        known.map(|known| known.answer)
    }
}

/// What a symptom says itself, as it is compared with a filter.
fn own_words(symptom: &Symptom) -> String {
    let no = symptom.statement_no.as_deref().unwrap_or_default();
    comparable(&[&symptom.statement, &symptom.question, no, &symptom.area].join(" "))
}

/// What else it is called: by customers, on the screen, in short.
fn other_words(symptom: &Symptom) -> String {
    let errors = symptom.errors.iter().map(|error| &error.text);
    let all = symptom.phrases.iter().chain(errors).chain(&symptom.separates);
    comparable(&all.map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// A text without capitals and hyphens, which people write as they like.
fn comparable(text: &str) -> String {
    text.to_lowercase().replace(['-', '\u{2011}'], " ").replace('\u{2019}', "'")
}
