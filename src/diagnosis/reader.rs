//! Pasted text in, observations out: exact error strings first, then words against phrases,
//! each with the quote that earned it.

use std::collections::{BTreeMap, HashMap};

use thiserror::Error;

use super::observation::{Answer, Because, Observation};
use super::words::{Word, words};
use crate::kb::{KnowledgeBase, SymptomId, TextNumbers};
use crate::privacy::InternalText;

/// The most that is read: far more than any complaint, far less than a log that was pasted whole.
pub const MOST_BYTES: usize = 100_000;

/// Why a text is not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// More than [`MOST_BYTES`].
    #[error("the text is {} kB long and at most 100 kB is read; keep the lines around the error", .0.div_ceil(1000))]
    TooLong(usize),
    /// It holds NUL bytes.
    #[error("this is not text but a binary file; paste the words of the error instead")]
    Binary,
}

/// Whether a text can be read as a complaint.
///
/// # Errors
/// The reason why not.
pub fn accept(text: &str) -> Result<(), Unreadable> {
    if text.len() > MOST_BYTES {
        Err(Unreadable::TooLong(text.len()))
    } else if text.contains('\0') {
        Err(Unreadable::Binary)
    } else {
        Ok(())
    }
}

/// What a text is compared with, prepared once for a knowledge base.
#[derive(Clone, Debug)]
pub struct TextReader {
    numbers: TextNumbers,
    errors: Vec<ErrorPattern>,
    phrases: Vec<Phrase>,
    /// Which phrases hold a stem, and what the stem weighs.
    stems: Vec<Stem>,
    /// The place of each stem in `stems`.
    stem_numbers: HashMap<String, usize>,
}

#[derive(Clone, Debug)]
struct ErrorPattern {
    symptom: SymptomId,
    stems: Vec<String>,
    meaning: String,
}

#[derive(Clone, Debug)]
struct Phrase {
    symptom: SymptomId,
    /// Whether the phrase itself says that something is not so.
    denies: bool,
    words: usize,
    weight: f64,
}

#[derive(Clone, Debug)]
struct Stem {
    phrases: Vec<usize>,
    weight: f64,
}

/// A word of the text that stands in a phrase.
struct Hit {
    at: usize,
    stem: usize,
}

/// The best match found for a symptom so far.
struct Match {
    ratio: f64,
    first: usize,
    last: usize,
    meaning: Option<String>,
}

impl TextReader {
    /// Prepares a knowledge base's error strings, statements and phrases.
    pub fn new(kb: &KnowledgeBase) -> Self {
        let mut reader = Self {
            numbers: kb.numbers().text.clone(),
            errors: Vec::new(),
            phrases: Vec::new(),
            stems: Vec::new(),
            stem_numbers: HashMap::new(),
        };
        let mut phrase_stems: Vec<(SymptomId, bool, Vec<String>)> = Vec::new();
        for symptom in kb.symptoms() {
            for error in &symptom.errors {
                reader.errors.push(ErrorPattern {
                    symptom: symptom.id.clone(),
                    stems: words(&error.text).into_iter().map(|word| word.stem).collect(),
                    meaning: error.meaning.clone(),
                });
            }
            for phrase in symptom.phrases.iter().chain([&symptom.statement]) {
                let phrase_words = words(phrase);
                let denies = phrase_words.iter().any(Word::is_negation);
                let mut stems: Vec<String> = phrase_words
                    .into_iter()
                    .filter(|word| !word.is_common())
                    .map(|word| word.stem)
                    .collect();
                stems.sort();
                stems.dedup();
                phrase_stems.push((symptom.id.clone(), denies, stems));
            }
        }
        reader.weigh(&phrase_stems, kb.symptoms().len());
        reader
    }

    /// Weighs each stem by how few symptoms use it.
    fn weigh(&mut self, phrases: &[(SymptomId, bool, Vec<String>)], symptoms: usize) {
        let mut users: HashMap<&str, Vec<&SymptomId>> = HashMap::new();
        for (symptom, _, stems) in phrases {
            for stem in stems {
                let of = users.entry(stem).or_default();
                if of.last() != Some(&symptom) {
                    of.push(symptom);
                }
            }
        }
        let weight = |stem: &str| {
            let n = users.get(stem).map_or(1, Vec::len) as f64;
            (1.0 + symptoms as f64 / n).ln()
        };
        for (symptom, denies, stems) in phrases {
            let phrase = self.phrases.len();
            let mut total = 0.0;
            for stem in stems {
                let weight = weight(stem);
                total += weight;
                let next = self.stems.len();
                let number = *self.stem_numbers.entry(stem.clone()).or_insert(next);
                if number == next {
                    self.stems.push(Stem { phrases: Vec::new(), weight });
                }
                self.stems[number].phrases.push(phrase);
            }
            self.phrases.push(Phrase {
                symptom: symptom.clone(),
                denies: *denies,
                words: stems.len(),
                weight: total,
            });
        }
    }

    /// What the text says about symptoms, by symptom.
    pub fn read(&self, text: &str) -> Vec<Observation> {
        let words = words(text);
        let mut found: BTreeMap<&SymptomId, Match> = BTreeMap::new();
        self.find_phrases(&words, &mut found);
        self.find_errors(&words, &mut found);
        found
            .into_iter()
            .map(|(symptom, found)| Observation {
                symptom: symptom.clone(),
                answer: Answer::Yes,
                because: Because::Read {
                    quote: InternalText::from(
                        &text[words[found.first].span.start..words[found.last].span.end],
                    ),
                    meaning: found.meaning,
                    ratio: found.ratio,
                },
            })
            .collect()
    }

    fn find_errors<'a>(&'a self, words: &[Word], found: &mut BTreeMap<&'a SymptomId, Match>) {
        let mut starts: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, word) in words.iter().enumerate() {
            starts.entry(&word.stem).or_default().push(at);
        }
        for pattern in &self.errors {
            let Some(first_stem) = pattern.stems.first() else { continue };
            let hit = starts.get(first_stem.as_str()).into_iter().flatten().find(|&&at| {
                let run = words.get(at..at + pattern.stems.len()).unwrap_or_default();
                run.len() == pattern.stems.len()
                    && run.iter().zip(&pattern.stems).all(|(word, stem)| word.stem == *stem)
            });
            if let Some(&first) = hit {
                let ratio = self.numbers.error_ratio;
                let last = first + pattern.stems.len() - 1;
                let meaning = Some(pattern.meaning.clone());
                keep(found, &pattern.symptom, Match { ratio, first, last, meaning });
            }
        }
    }

    fn find_phrases<'a>(&'a self, words: &[Word], found: &mut BTreeMap<&'a SymptomId, Match>) {
        let mut hits: BTreeMap<usize, Vec<Hit>> = BTreeMap::new();
        for (at, word) in words.iter().enumerate() {
            let Some(&stem) = self.stem_numbers.get(&word.stem) else { continue };
            for &phrase in &self.stems[stem].phrases {
                hits.entry(phrase).or_default().push(Hit { at, stem });
            }
        }
        for (phrase, hits) in hits {
            let phrase = &self.phrases[phrase];
            let (share, first, last) = self.best_window(&hits, phrase);
            let least = self.numbers.least_share;
            // One word alone is a mention, not a description.
            let denied = !phrase.denies
                && words[first.saturating_sub(2)..=last].iter().any(Word::is_negation);
            if share >= least && first < last && !denied {
                let grade = (share - least) / (1.0 - least);
                let (part, full) = (self.numbers.part_phrase_ratio, self.numbers.full_phrase_ratio);
                let ratio = part * (full / part).powf(grade);
                keep(found, &phrase.symptom, Match { ratio, first, last, meaning: None });
            }
        }
    }

    /// The share of a phrase's weight that stands closest together, and from where to where.
    fn best_window(&self, hits: &[Hit], phrase: &Phrase) -> (f64, usize, usize) {
        let reach = 2 * phrase.words + 2;
        let mut best = (0.0, 0, 0);
        let mut seen: Vec<usize> = Vec::with_capacity(phrase.words);
        for (i, first) in hits.iter().enumerate() {
            seen.clear();
            let mut weight = 0.0;
            let mut last = first.at;
            for hit in hits[i..].iter().take_while(|hit| hit.at < first.at + reach) {
                if !seen.contains(&hit.stem) {
                    seen.push(hit.stem);
                    weight += self.stems[hit.stem].weight;
                    last = hit.at;
                }
            }
            let share = weight / phrase.weight;
            // Of equal windows the tightest is the quote.
            let is_tighter = (share - best.0).abs() <= 1e-9 && last - first.at < best.2 - best.1;
            if share > best.0 + 1e-9 || is_tighter {
                best = (share, first.at, last);
            }
        }
        best
    }
}

fn keep<'a>(found: &mut BTreeMap<&'a SymptomId, Match>, symptom: &'a SymptomId, new: Match) {
    match found.get(symptom) {
        Some(old) if old.ratio >= new.ratio => {}
        _ => {
            found.insert(symptom, new);
        }
    }
}
