//! The reader of a knowledge base. That of a part reads like that of the whole, which learned more, and
//! keeps to what the part has.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Reading;
use super::learned::Learned;
use super::reader::WholeReader;
use super::statements::MeasuredPart;
use crate::diagnosis::Case;
use crate::diagnosis::belief::log_sum;
use crate::diagnosis::observation::{Observation, Wording};
use crate::kb::{KnowledgeBase, SymptomId};

/// What a text is compared with, learned once from a knowledge base.
#[derive(Clone, Debug)]
pub struct TextReader {
    whole: Arc<WholeReader>,
    /// What is left of the whole; `None` for all of it.
    part: Option<Part>,
}

/// What a part has of the whole.
#[derive(Clone, Debug)]
struct Part {
    symptoms: BTreeSet<SymptomId>,
    /// The places of its causes among those of the whole, in order.
    causes: Vec<usize>,
    /// How common each cause of the whole is, and last what none covers, as weights.
    commonness: Vec<f64>,
}

impl TextReader {
    /// A reader for a knowledge base, which knows what was learned from it.
    pub fn new(kb: &KnowledgeBase, learned: Learned) -> Self {
        Self { whole: Arc::new(WholeReader::new(kb, learned)), part: None }
    }

    /// A reader that learns from a knowledge base now, which takes a second or two.
    pub fn learn(kb: &KnowledgeBase) -> Self {
        Self::new(kb, Learned::from(kb))
    }

    /// The reader of a part of the knowledge base `whole`, whose reader this is. It learns nothing anew.
    #[must_use]
    pub fn of_part(&self, whole: &KnowledgeBase, part: &KnowledgeBase) -> Self {
        let symptoms = part.symptoms().iter().map(|symptom| symptom.id.clone()).collect();
        let causes = part.causes().iter().filter_map(|cause| whole.place_of_cause(&cause.id));
        let part = Part { symptoms, causes: causes.collect(), commonness: whole.commonness() };
        Self { whole: Arc::clone(&self.whole), part: Some(part) }
    }

    /// What a diagnosis starts from: what was said, and what the text tells beside it.
    pub fn case(&self, text: &str, said: Vec<Observation>) -> Case {
        let known = said.iter().map(|observation| observation.symptom.clone()).collect();
        self.read(text, &known).beside(said, &known)
    }

    /// What a complaint tells together with what the screen says, if that was asked: its words belong to
    /// the same problem, so that they are weighed as one text.
    pub fn read_with_screen(
        &self,
        complaint: &str,
        screen: Option<&str>,
        known: &BTreeSet<SymptomId>,
    ) -> Reading {
        match screen {
            Some(screen) => self.read(&format!("{complaint}\n\n{screen}"), known),
            None => self.read(complaint, known),
        }
    }

    /// What a text tells. Words that speak of symptoms in `known` do not count for its wording.
    pub fn read(&self, text: &str, known: &BTreeSet<SymptomId>) -> Reading {
        let reading = self.whole.read(text, known);
        match &self.part {
            Some(part) => part.keep(reading),
            None => reading,
        }
    }

    /// What is measured in the parts of a text, before it is weighed: what the weights of `weights.rs`
    /// are fitted on.
    pub fn measure(&self, text: &str) -> Vec<MeasuredPart> {
        self.whole.measure(text)
    }
}

impl Part {
    /// What the part says of what was read with the whole.
    fn keep(&self, mut reading: Reading) -> Reading {
        reading.shown.retain(|shown| self.symptoms.contains(&shown.symptom));
        reading.suggestions.retain(|it| self.symptoms.contains(&it.symptom));
        reading.wording = reading.wording.map(|wording| self.keep_wording(wording));
        reading
    }

    /// The wording beside what no cause of the part covers: to that belongs now what sounds like a cause
    /// that is left out.
    fn keep_wording(&self, wording: Wording) -> Wording {
        let Some((uncovered, common)) = self.commonness.split_last() else { return wording };
        let mut is_kept = vec![false; common.len()];
        self.causes.iter().for_each(|&cause| is_kept[cause] = true);
        let gone = || (0..common.len()).filter(|&cause| !is_kept[cause]);
        let spoken =
            gone().filter_map(|at| Some(common[at].ln() + wording.causes.get(at)?.log_ratio));
        let uncovered_now = log_sum(spoken.chain([uncovered.ln()]));
        let before = gone().map(|cause| common[cause]).sum::<f64>() + uncovered;
        let less = uncovered_now - before.ln();
        let mut causes: Vec<_> = wording.causes.into_iter().map(Some).collect();
        let mut kept = Vec::new();
        for &cause in &self.causes {
            if let Some(mut likelihood) = causes.get_mut(cause).and_then(Option::take) {
                likelihood.log_ratio -= less;
                kept.push(likelihood);
            }
        }
        Wording { causes: kept }
    }
}
