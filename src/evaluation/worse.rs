//! The same knowledge base with something wrong in it: what the advice is worth when the people who
//! wrote it were mistaken.

use fastrand::Rng;

use crate::kb::{Commonness, KnowledgeBase, Reliability};

/// The levels of reliability, the most reliable first.
const LEVELS: [Reliability; 6] = [
    Reliability::Always,
    Reliability::Usually,
    Reliability::Often,
    Reliability::Sometimes,
    Reliability::Rarely,
    Reliability::Never,
];

/// How common each cause is, dealt out anew.
pub(super) fn with_commonness_shuffled(kb: &KnowledgeBase, chance: &mut Rng) -> KnowledgeBase {
    let mut model = kb.model().clone();
    let mut dealt: Vec<Commonness> = model.causes.iter().map(|cause| cause.commonness).collect();
    chance.shuffle(&mut dealt);
    for (cause, commonness) in model.causes.iter_mut().zip(dealt) {
        cause.commonness = commonness;
    }
    KnowledgeBase::new(model)
}

/// Every reliability one level off, up or down by lot.
pub(super) fn with_reliability_off(kb: &KnowledgeBase, chance: &mut Rng) -> KnowledgeBase {
    let mut model = kb.model().clone();
    for shows in model.causes.iter_mut().flat_map(|cause| &mut cause.shows) {
        let at = LEVELS.iter().position(|level| *level == shows.how).unwrap_or(0);
        let up = at == LEVELS.len() - 1 || (at > 0 && chance.bool());
        shows.how = LEVELS[if up { at - 1 } else { at + 1 }];
    }
    KnowledgeBase::new(model)
}
