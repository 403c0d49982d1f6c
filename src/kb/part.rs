//! A part of a knowledge base: what is left of it once areas are left out, for a team that does not need
//! them.

use std::collections::BTreeSet;
use std::sync::Arc;

use uuid::Uuid;

use super::example::OUT_OF_SCOPE;
use super::model::{Area, Cause, Model};
use super::{Example, KnowledgeBase, Reliability, Sentence, SymptomId};

impl KnowledgeBase {
    /// The areas that have causes, in order: those that can be left out.
    pub fn packs(&self) -> Vec<&Area> {
        let has_causes = |area: &&Area| self.causes().iter().any(|cause| cause.area == area.title);
        self.model().areas.iter().filter(has_causes).collect()
    }

    /// The knowledge base that this one is a part of; `None` if it is whole.
    pub fn whole(&self) -> Option<&Arc<Self>> {
        self.whole.as_ref()
    }

    /// The areas that are left out of the whole, by their titles.
    pub fn left_out(&self) -> &BTreeSet<String> {
        &self.left_out
    }

    /// The same without these areas, beside those that are left out already. Names of no area count for
    /// nothing, and where no cause would be left, nothing is left out.
    ///
    /// The causes of an area go with it, and its symptoms but for those that a cause that stays needs.
    /// Symptoms that only those causes showed go, too, wherever they stand: asking about them would tell
    /// nothing.
    #[must_use]
    pub fn leaving_out(self: &Arc<Self>, areas: &BTreeSet<String>) -> Arc<Self> {
        let whole = self.whole.as_ref().unwrap_or(self);
        let known = whole.packs().into_iter().map(|area| &area.title);
        let left_out: BTreeSet<String> = known
            .filter(|title| areas.contains(*title) || self.left_out.contains(*title))
            .cloned()
            .collect();
        if left_out == self.left_out {
            return Arc::clone(self);
        }
        let model = part_of(whole.model(), &left_out);
        if model.causes.is_empty() {
            return Arc::clone(self);
        }
        let part = Self::new(model);
        let is_taught = |example: &&Example| {
            example.label == OUT_OF_SCOPE || part.cause(&example.label.as_str().into()).is_some()
        };
        let examples: Vec<Example> = whole.examples().iter().filter(is_taught).cloned().collect();
        let is_said = |sentence: &&Sentence| {
            sentence.labels.iter().all(|label| part.symptom(&label.symptom).is_some())
        };
        let sentences: Vec<Sentence> = whole.sentences().iter().filter(is_said).cloned().collect();
        let part = part
            .with_examples(examples.into())
            .with_sentences(sentences.into())
            .with_translations(whole.translations().clone())
            .with_own_pages(whole.own_pages().clone());
        Arc::new(Self { whole: Some(Arc::clone(whole)), left_out, ..part })
    }

    /// The part of the same whole that has this fingerprint, whose model this is; `None` if that is of
    /// another knowledge base.
    pub fn part_named(self: &Arc<Self>, fingerprint: Uuid, model: &Model) -> Option<Arc<Self>> {
        let whole = self.whole.as_ref().unwrap_or(self);
        let kept: BTreeSet<&String> = model.causes.iter().map(|cause| &cause.area).collect();
        let gone = whole.packs().into_iter().filter(|area| !kept.contains(&area.title));
        let part = whole.leaving_out(&gone.map(|area| area.title.clone()).collect());
        (part.fingerprint() == fingerprint).then_some(part)
    }
}

/// The model without some of its areas.
fn part_of(whole: &Model, left_out: &BTreeSet<String>) -> Model {
    let mut model = whole.clone();
    model.causes.retain(|cause| !left_out.contains(&cause.area));
    let listed_before = listed(&whole.causes);
    let (listed, needed) = (listed(&model.causes), needed(&model.causes));
    model.symptoms.retain(|symptom| {
        if left_out.contains(&symptom.area) {
            return needed.contains(&symptom.id);
        }
        listed.contains(&symptom.id) || !listed_before.contains(&symptom.id)
    });
    let kept: BTreeSet<SymptomId> = model.symptoms.iter().map(|it| it.id.clone()).collect();
    for symptom in &mut model.symptoms {
        symptom.excludes.retain(|other| kept.contains(other));
    }
    for cause in &mut model.causes {
        cause.shows.retain(|shows| kept.contains(&shows.symptom));
    }
    let has_some = |area: &Area| {
        model.symptoms.iter().any(|symptom| symptom.area == area.title)
            || model.causes.iter().any(|cause| cause.area == area.title)
    };
    let areas = whole.areas.iter().filter(|area| has_some(area)).cloned().collect();
    Model { areas, ..model }
}

/// The symptoms that some causes list at all.
fn listed(causes: &[Cause]) -> BTreeSet<SymptomId> {
    let shown = causes.iter().flat_map(|cause| &cause.shows).map(|shows| shows.symptom.clone());
    shown.chain(deciding(causes)).collect()
}

/// The symptoms that some causes do not go without: those that they show, and those that decide.
fn needed(causes: &[Cause]) -> BTreeSet<SymptomId> {
    let shown = causes.iter().flat_map(|cause| &cause.shows);
    let shown = shown.filter(|it| !matches!(it.how, Reliability::Rarely | Reliability::Never));
    shown.map(|shows| shows.symptom.clone()).chain(deciding(causes)).collect()
}

/// The symptoms that check a cause or choose a way to repair it.
fn deciding(causes: &[Cause]) -> impl Iterator<Item = SymptomId> {
    let checks = causes.iter().filter_map(|cause| cause.check.clone());
    let ways =
        causes.iter().flat_map(|cause| &cause.methods).filter_map(|way| way.applies.as_ref());
    checks.chain(ways.flat_map(|applies| applies.yes.iter().chain(&applies.no).cloned()))
}
