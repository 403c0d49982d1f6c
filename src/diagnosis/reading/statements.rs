//! What sentences and clauses state: which symptom, that it is there or that it is not, and how surely.
//!
//! Two logistic regressions, whose numbers stand in the knowledge base: whether a clause speaks of a
//! symptom as a fact of now, and whether it says yes or no. Their measures say nothing about single
//! symptoms, so that they hold for symptoms that somebody adds.

use std::ops::Range;

use super::aspects::{AspectOdds, AspectTable, Aspects};
use super::classifier::{Compared, Similarity};
use super::cues::denies;
use super::mood::{Mood, MoodReader, Moods};
use super::parts::Part;
use super::training::{STATED, SYMPTOMS};
use super::words::Word;
use crate::diagnosis::belief::log_sum;
use crate::kb::Stated;

/// How many symptoms a clause is weighed for, the most similar first.
const CANDIDATES: usize = 3;
/// Measures of whether a symptom is stated.
pub(super) const MATTER: usize = 16;
/// Measures of whether it is affirmed.
pub(super) const POLARITY: usize = 7;

/// A symptom that a part of a text may state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Its place.
    pub(super) symptom: usize,
    /// The words of the part.
    pub(super) words: Range<usize>,
    /// What tells whether it is stated at all.
    pub(super) matter: [f64; MATTER],
    /// What tells whether it is affirmed.
    pub(super) polarity: [f64; POLARITY],
}

/// What is needed to weigh symptoms.
pub(super) struct Weighing<'a> {
    pub(super) aspects: &'a AspectTable,
    pub(super) moods: &'a MoodReader,
    pub(super) sharpness: f64,
    /// For each symptom how likely it is in this text, as a logarithm.
    pub(super) expected: &'a [f64],
    /// How much more common talk is that states no symptom, as a logarithm.
    pub(super) silence: f64,
}

impl Weighing<'_> {
    /// The symptoms that the parts of a text may state.
    pub(super) fn candidates(
        &self,
        compared: &mut Compared<'_>,
        words: &[Word<'_>],
        parts: &[Part],
    ) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for part in parts {
            let range = std::slice::from_ref(&part.words);
            let Some(similarity) = compared.similarity(SYMPTOMS, range) else { continue };
            let Some(stated) = compared.similarity(STATED, range) else { continue };
            let moods = self.moods_of(words, part);
            let logs = self.logs(&similarity);
            for symptom in most_similar(&logs) {
                let of_part = &words[part.words.clone()];
                let aspects = Aspects::of(of_part, &words[part.sentence.clone()]);
                let odds = self.aspects.odds(symptom, aspects);
                candidates.push(Candidate {
                    symptom,
                    words: part.words.clone(),
                    matter: self.matter(symptom, &logs, &similarity, part, moods, odds),
                    polarity: polarity(symptom, &stated, of_part, odds),
                });
            }
        }
        candidates
    }

    /// How a part is said: what its sentence is, it is too, but for a question that another clause
    /// asks.
    fn moods_of(&self, words: &[Word<'_>], part: &Part) -> Moods {
        let folded = |range: &Range<usize>| {
            let words = words[range.clone()].iter().map(|word| &*word.folded);
            words.collect::<Vec<_>>().join(" ")
        };
        let mut moods = self.moods.read(&folded(&part.words));
        let of_sentence = self.moods.read(&folded(&part.sentence));
        for mood in Mood::ALL {
            if mood != Mood::Question && of_sentence.has(mood) {
                moods = moods.with(mood);
            }
        }
        if part.is_asked { moods.with(Mood::Question) } else { moods }
    }

    /// For each symptom, and last for talk that states none, the logarithm of how well it fits.
    fn logs(&self, similarity: &Similarity) -> Vec<f64> {
        let expected = self.expected.iter().chain([&self.silence]);
        similarity.to.iter().zip(expected).map(|(to, more)| self.sharpness * to + more).collect()
    }

    fn matter(
        &self,
        symptom: usize,
        logs: &[f64],
        similarity: &Similarity,
        part: &Part,
        moods: Moods,
        odds: AspectOdds,
    ) -> [f64; MATTER] {
        let own = logs[symptom];
        let others = |at: &(usize, &f64)| at.0 != symptom;
        let against = log_sum(logs.iter().enumerate().filter(others).map(|(_, log)| *log));
        let silent = logs.last().copied().unwrap_or_default();
        let m = moods.numbers();
        [
            (own - against).clamp(-12.0, 12.0),
            (own - silent).clamp(-12.0, 12.0),
            similarity.to[symptom],
            similarity.length.max(1.0).ln(),
            (part.words.len() as f64).ln(),
            f64::from(u8::from(part.is_whole())),
            self.expected[symptom],
            odds.matter,
            odds.tone.abs(),
            m[0],
            m[1],
            m[2],
            m[3],
            m[4],
            m[5],
            m[6],
        ]
    }
}

fn polarity(
    symptom: usize,
    stated: &Similarity,
    words: &[Word<'_>],
    odds: AspectOdds,
) -> [f64; POLARITY] {
    let symptoms = stated.to.len() / 2;
    let (yes, no) = (stated.to[symptom], stated.to[symptoms + symptom]);
    let is_denied = f64::from(u8::from(denies(words)));
    let share = (yes - no) / (yes + no).max(1e-6);
    [odds.tone, odds.amount, odds.direction, yes - no, share, is_denied, no]
}

/// The symptoms that fit best.
fn most_similar(logs: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..logs.len().saturating_sub(1)).collect();
    order.sort_by(|&a, &b| logs[b].total_cmp(&logs[a]).then(a.cmp(&b)));
    order.truncate(CANDIDATES);
    order
}

/// What one part states.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    pub(super) symptom: usize,
    pub(super) stated: Stated,
    pub(super) words: Range<usize>,
    pub(super) probability: f64,
}
