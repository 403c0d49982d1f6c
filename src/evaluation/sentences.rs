//! Single sentences with what they state: how many readings follow from their words, and how many
//! statements are found.

use crate::readers::reader_of;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::diagnosis::Answer;
use crate::kb::{KnowledgeBase, Sentence, Stated, SymptomId};

/// Counts over sentences.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SentenceCounts {
    /// Sentences.
    pub sentences: usize,
    /// What was read in them, shown or suggested.
    pub readings: usize,
    /// Of these, what the sentence states.
    pub true_readings: usize,
    /// What the sentences state.
    pub statements: usize,
    /// Of these, what was read.
    pub found: usize,
    /// What the sentences say is there.
    pub yes: usize,
    /// Of these, what was read.
    pub yes_found: usize,
    /// What the sentences say is not there.
    pub no: usize,
    /// Of these, what was read.
    pub no_found: usize,
}

/// Reads every sentence and counts.
pub fn count(kb: &KnowledgeBase, sentences: &[&Sentence]) -> SentenceCounts {
    let reader = reader_of(kb);
    let mut counts = SentenceCounts { sentences: sentences.len(), ..SentenceCounts::default() };
    for sentence in sentences {
        let reading = reader.read(&sentence.text, &BTreeSet::new());
        let shown = reading.shown.into_iter().map(|it| (it.symptom, it.answer));
        let suggested = reading.suggestions.into_iter().map(|it| (it.symptom, it.answer));
        let read: BTreeSet<(SymptomId, Answer)> = shown.chain(suggested).collect();
        let answer = |stated| if stated == Stated::Yes { Answer::Yes } else { Answer::No };
        let states = sentence.labels.iter().map(|it| (it.symptom.clone(), answer(it.answer)));
        let states: BTreeSet<(SymptomId, Answer)> = states.collect();
        let hits = read.intersection(&states).count();
        let is_yes = |it: &&(SymptomId, Answer)| it.1 == Answer::Yes;
        let (yes, yes_found) = (
            states.iter().filter(is_yes).count(),
            read.intersection(&states).filter(is_yes).count(),
        );
        counts.yes += yes;
        counts.yes_found += yes_found;
        counts.no += states.len() - yes;
        counts.no_found += hits - yes_found;
        counts.readings += read.len();
        counts.true_readings += hits;
        counts.statements += states.len();
        counts.found += hits;
    }
    counts
}
