//! Small parts of the knowledge base, in which the best plan can be found by trying every one.

use std::collections::BTreeSet;

use fastrand::Rng;

use crate::diagnosis::{Case, TooLarge, cost_of_following, cost_of_optimum, cost_of_search};
use crate::kb::{KnowledgeBase, SymptomId};

/// The most causes of a part.
const CAUSES: usize = 7;
/// The most questions of a part.
const QUESTIONS: usize = 6;
/// How many parts are drawn by lot, beside one around each cause.
const DRAWN: usize = 200;

/// What a part costs over its best plan: following the search, and following the advice, which is the
/// search behind its gate.
pub(super) struct Ratios {
    pub(super) search: f64,
    pub(super) advice: f64,
}

/// The costs over those of the best plans, for one part around each cause and others drawn by lot.
///
/// # Errors
/// When a part turns out too large to search.
pub(super) fn ratios(kb: &KnowledgeBase, chance: &mut Rng) -> Result<Vec<Ratios>, TooLarge> {
    let around = (0..kb.causes().len()).map(|cause| rivals(kb, cause)).collect::<Vec<_>>();
    let drawn = (0..DRAWN).map(|_| {
        let count = chance.usize(2..=CAUSES.min(kb.causes().len()));
        chance.choose_multiple(0..kb.causes().len(), count)
    });
    let mut parts = around;
    parts.extend(drawn.collect::<Vec<_>>());
    let parts = parts.into_iter().map(|causes| part(kb, &causes, chance));
    let ratio = |part: KnowledgeBase| {
        let nothing_known = Case::default();
        let best = cost_of_optimum(&part, &nothing_known)?;
        let search = cost_of_search(&part, &nothing_known)? / best;
        Ok(Ratios { search, advice: cost_of_following(&part, &nothing_known)? / best })
    };
    parts.map(ratio).collect()
}

/// A cause with those that share most of its symptoms.
fn rivals(kb: &KnowledgeBase, cause: usize) -> Vec<usize> {
    let shown = |at: usize| kb.causes()[at].shows.iter().map(|shows| &shows.symptom);
    let own: BTreeSet<&SymptomId> = shown(cause).collect();
    let mut others: Vec<usize> = (0..kb.causes().len()).filter(|&other| other != cause).collect();
    // Stable, so that equal ones stay in the order of their ids.
    others
        .sort_by_key(|&other| std::cmp::Reverse(shown(other).filter(|s| own.contains(s)).count()));
    others.truncate(CAUSES - 1);
    others.push(cause);
    others
}

/// The knowledge base with some of its causes and some of their symptoms only.
fn part(kb: &KnowledgeBase, causes: &[usize], chance: &mut Rng) -> KnowledgeBase {
    let mut model = kb.model().clone();
    model.causes = causes.iter().map(|&cause| kb.causes()[cause].clone()).collect();
    model.causes.sort_by(|a, b| a.id.cmp(&b.id));
    let shown: BTreeSet<SymptomId> = model
        .causes
        .iter()
        .flat_map(|c| c.shows.iter().map(|shows| shows.symptom.clone()))
        .collect();
    let asked: BTreeSet<SymptomId> = chance.choose_multiple(shown, QUESTIONS).into_iter().collect();
    model.symptoms.retain(|symptom| asked.contains(&symptom.id));
    for cause in &mut model.causes {
        cause.shows.retain(|shows| asked.contains(&shows.symptom));
        cause.check = cause.check.take().filter(|check| asked.contains(check));
    }
    KnowledgeBase::new(model)
}
