//! What takes a reader time to learn, so that the program carries it for its own knowledge base.

use serde::{Deserialize, Serialize};

use super::aspects::AspectTable;
use super::classifier::Classifier;
use super::clause_models::ClauseModels;
use super::trainer::Trainer;
use super::training::{Classes, SymptomPriors, texts};
use crate::kb::KnowledgeBase;

/// What a reader learned from the examples, sentences and phrases of a knowledge base.
#[derive(Debug, Deserialize, Serialize)]
pub struct Learned {
    /// What it was learned from, as [`KnowledgeBase::lessons`] says it.
    lessons: u64,
    /// Similarity to each cause and to what none covers, to each symptom and to talk that states none.
    pub(super) classifier: Classifier,
    pub(super) aspects: AspectTable,
    pub(super) clauses: ClauseModels,
    /// How common talk that states no symptom is beside each symptom, as the logarithm of a ratio.
    pub(super) silence: f64,
}

impl Learned {
    /// What was stored as bytes; `None` if it was learned from other `lessons`, or damaged.
    pub fn from_bytes(bytes: &[u8], lessons: u64) -> Option<Self> {
        let (learned_from, _) = postcard::take_from_bytes::<u64>(bytes).ok()?;
        if learned_from != lessons {
            return None;
        }
        postcard::from_bytes(bytes).ok()
    }

    /// The same as bytes.
    ///
    /// # Errors
    /// If memory runs out.
    pub fn to_bytes(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_stdvec(self)
    }
}

impl From<&KnowledgeBase> for Learned {
    fn from(kb: &KnowledgeBase) -> Self {
        let classes = Classes { causes: kb.causes().len(), symptoms: kb.symptoms().len() };
        let mut trainer = Trainer::new(&classes.groups());
        let mut priors = SymptomPriors::default();
        let mut aspects = AspectTable::new(classes);
        for text in texts(kb, classes) {
            trainer.add(&text);
            priors.add(&text, classes);
            aspects.add(&text, classes);
        }
        let classifier = trainer.learn();
        Self {
            lessons: kb.lessons(),
            clauses: ClauseModels::learn(kb, &classifier, classes),
            classifier,
            aspects: aspects.finish(),
            silence: priors.silence(classes),
        }
    }
}
