//! A knowledge base prepared for reading, and what it reads in a text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::errors::ErrorStrings;
use super::trainer::Trainer;
use super::aspects::AspectTable;
use super::cues::denies;
use super::mood::MoodReader;
use super::statements::{Candidate, Weighing};
use super::training::{CAUSES, COVERAGE, Classes, SYMPTOMS, SymptomPriors, texts};
use super::classifier::{Similarity, Compared, Classifier};
use super::parts::{Part, parts};
use super::words::{Word, words};
use crate::diagnosis::Case;
use crate::diagnosis::belief::log_sum;
use crate::diagnosis::observation::{
    Answer, AskedQuestion, Because, CauseLikelihood, Observation, Suggestion, Wording,
};
use crate::kb::{CoverageNumbers, KnowledgeBase, SymptomId, TextNumbers};
use crate::privacy::InternalText;

/// For how many causes, the most alike first, the words that sound like them are kept.
const QUOTED: usize = 6;
/// Readers kept for the next ticket with the same knowledge base.
const KEPT: usize = 4;

/// What a text tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Symptoms whose exact error strings stand in it, at most one observation each, by symptom;
    /// also those known already.
    pub shown: Vec<Observation>,
    /// What its words seem to say beside that, at most one suggestion a symptom, by symptom; also of
    /// those known already.
    pub suggestions: Vec<Suggestion>,
    /// What its wording as a whole suggests, without the words that speak of symptoms known already;
    /// `None` if no word of it is known.
    pub wording: Option<Wording>,
    /// What the customer asks instead of reporting it.
    pub questions: Vec<AskedQuestion>,
    /// The words that tell of a second problem, if the text tells of two.
    pub second_problem: Option<InternalText>,
    /// How many users the text says are affected, if it gives a number.
    pub affected_users: Option<u64>,
}

impl Reading {
    /// What a diagnosis starts from: what is known from elsewhere, and what was read beside it. Of
    /// the symptoms in `known` nothing that was read counts.
    pub fn beside(self, observations: Vec<Observation>, known: &BTreeSet<SymptomId>) -> Case {
        let mut observations = observations;
        let is_new = |symptom: &SymptomId| !known.contains(symptom);
        observations.extend(self.shown.into_iter().filter(|shown| is_new(&shown.symptom)));
        let suggestions = self.suggestions.into_iter().filter(|it| is_new(&it.symptom)).collect();
        Case {
            observations,
            suggestions,
            wording: self.wording,
            questions: self.questions,
            second_problem: self.second_problem,
            affected_users: self.affected_users,
            ..Case::default()
        }
    }
}

/// What a text is compared with, learned once from a knowledge base.
#[derive(Debug)]
pub struct TextReader {
    numbers: TextNumbers,
    coverage_numbers: CoverageNumbers,
    errors: ErrorStrings,
    /// Classifier to each cause and to what none covers, to each symptom and to talk that tells none.
    classifier: Classifier,
    /// How common each of these is, as the logarithm of its weight.
    commonness: Vec<f64>,
    /// The symptoms in the order of their classes.
    ids: Vec<SymptomId>,
    /// For each symptom how often it shows otherwise, and how much more often each cause shows it.
    shown: Vec<(f64, Vec<(usize, f64)>)>,
    /// Which symptoms cannot be there together.
    excludes: Vec<Vec<SymptomId>>,
    /// How common talk that tells no symptom is beside each symptom, as the logarithm of a ratio.
    silence: f64,
    aspects: AspectTable,
    moods: MoodReader,
}

/// Readers made before, by the fingerprint of their knowledge base; the last made is last.
static READERS: Mutex<Vec<(uuid::Uuid, Arc<TextReader>)>> = Mutex::new(Vec::new());

/// A symptom that some words sound like.
struct SymptomMatch {
    symptom: usize,
    probability: f64,
    words: Range<usize>,
}

impl TextReader {
    /// The reader of a knowledge base, its model with the examples in use in this run of the program.
    /// It takes some time to learn, so the last few are kept.
    pub fn of(kb: &KnowledgeBase) -> Arc<Self> {
        // A panic while the list was held leaves a list that is still whole.
        let readers = || READERS.lock().unwrap_or_else(PoisonError::into_inner);
        let made = readers().iter().find(|(made, _)| *made == kb.fingerprint()).cloned();
        if let Some((_, reader)) = made {
            return reader;
        }
        // Not while the list is held: somebody else may want another reader meanwhile.
        let reader = Arc::new(Self::learn(kb));
        let mut readers = readers();
        if readers.len() >= KEPT {
            readers.remove(0);
        }
        readers.push((kb.fingerprint(), Arc::clone(&reader)));
        reader
    }

    /// A reader that learns from a knowledge base and its examples.
    pub fn learn(kb: &KnowledgeBase) -> Self {
        let classes = Classes { causes: kb.causes().len(), symptoms: kb.symptoms().len() };
        let mut trainer = Trainer::new(&classes.groups());
        let mut priors = SymptomPriors::default();
        let mut aspects = AspectTable::new(classes);
        for text in texts(kb, classes) {
            trainer.add(&text);
            priors.add(&text, classes);
            aspects.add(&text, classes);
        }
        Self {
            numbers: kb.numbers().text.clone(),
            coverage_numbers: kb.numbers().coverage.clone(),
            errors: ErrorStrings::new(kb),
            classifier: trainer.learn(),
            commonness: kb.commonness().into_iter().map(f64::ln).collect(),
            silence: priors.silence(classes),
            aspects: aspects.finish(),
            moods: MoodReader::new(),
            ids: kb.symptoms().iter().map(|symptom| symptom.id.clone()).collect(),
            shown: kb.symptoms().iter().map(|symptom| shown(kb, &symptom.id)).collect(),
            excludes: kb.symptoms().iter().map(|symptom| symptom.excludes.clone()).collect(),
        }
    }

    /// What a diagnosis starts from: what was said, and what the text tells beside it.
    pub fn case(&self, text: &str, said: Vec<Observation>) -> Case {
        let known = said.iter().map(|observation| observation.symptom.clone()).collect();
        self.read(text, &known).beside(said, &known)
    }

    /// The symptoms whose exact error strings stand in a text, such as what the screen says.
    pub fn shown_in(&self, text: &str) -> Vec<Observation> {
        let words = words(text);
        self.shown(text, &words).into_iter().map(|(observation, _)| observation).collect()
    }

    /// The symptoms whose exact error strings stand in a text, at most one observation each, by
    /// symptom, with the words of each.
    fn shown(&self, text: &str, words: &[Word<'_>]) -> Vec<(Observation, Vec<Range<usize>>)> {
        let mut shown: BTreeMap<&SymptomId, (Observation, Vec<Range<usize>>)> = BTreeMap::new();
        for error in self.errors.find(words) {
            let quote = quote(text, words, &error.words);
            let because = Because::InText { quote, meaning: error.meaning.to_owned() };
            let symptom = error.symptom.clone();
            let observation = Observation { symptom, answer: Answer::Yes, because };
            let entry = shown.entry(error.symptom).or_insert((observation, Vec::new()));
            entry.1.push(error.words);
        }
        shown.into_values().collect()
    }

    /// What a text tells beside the symptoms that are known already: words that speak of these do
    /// not count.
    pub fn read(&self, text: &str, known: &BTreeSet<SymptomId>) -> Reading {
        let words = words(text);
        let parts = parts(text, &words);
        let quote = |range: &Range<usize>| quote(text, &words, range);
        let mut compared = self.classifier.compare(&words);
        let mut answered: Vec<Range<usize>> = Vec::new();
        let mut shown: Vec<Observation> = Vec::new();
        for (observation, at) in self.shown(text, &words) {
            if known.contains(&observation.symptom) {
                answered.extend(at);
            }
            shown.push(observation);
        }
        let everything = without(words.len(), &[]);
        let likely = self.ratios(&mut compared, &everything, false);
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for sounding in self.symptom_matches(&mut compared, &words, &parts, likely.as_deref()) {
            let symptom = &self.ids[sounding.symptom];
            let is_shown = shown.iter().any(|observation| observation.symptom == *symptom);
            if !is_shown && suggestions.iter().all(|other| other.symptom != *symptom) {
                let (symptom, quote) = (symptom.clone(), quote(&sounding.words));
                let probability = self.numbers.words_stated();
                suggestions.push(Suggestion { symptom, answer: Answer::Yes, quote, probability });
            }
            if known.contains(symptom) {
                answered.push(sounding.words);
            }
        }
        suggestions.sort_by(|a, b| a.symptom.cmp(&b.symptom));
        let has_error = shown.iter().any(|shown| !known.contains(&shown.symptom));
        let counting = without(words.len(), &answered);
        let wording = self.ratios(&mut compared, &counting, has_error).map(|ratios| {
            let quotes = quotes(&ratios, &mut compared, &parts, &counting);
            let causes = ratios.into_iter().zip(quotes).map(|(log_ratio, words)| CauseLikelihood {
                log_ratio,
                quote: words.as_ref().map(quote),
            });
            Wording { causes: causes.collect() }
        });
        Reading { shown, suggestions, wording, ..Reading::default() }
    }

    #[doc(hidden)]
    pub fn candidates(&self, text: &str) -> Vec<(String, Range<usize>, Vec<f64>, Vec<f64>)> {
        let words = words(text);
        let parts = parts(text, &words);
        let mut compared = self.classifier.compare(&words);
        let everything = without(words.len(), &[]);
        let likely = self.ratios(&mut compared, &everything, false);
        let expected = self.expected(likely.as_deref());
        let weighing = Weighing {
            aspects: &self.aspects,
            moods: &self.moods,
            sharpness: self.numbers.sharpness,
            expected: &expected,
            silence: self.silence,
        };
        let span = |c: &Candidate| words[c.words.start].span.start..words[c.words.end - 1].span.end;
        weighing
            .candidates(&mut compared, &words, &parts)
            .iter()
            .map(|c| (self.ids[c.symptom].to_string(), span(c), c.matter.to_vec(), c.polarity.to_vec()))
            .collect()
    }

    /// How likely each symptom is where a text is worded so, as a logarithm: what a part of it sounds
    /// like is more or less credible for that.
    fn expected(&self, ratios: Option<&[f64]>) -> Vec<f64> {
        let ratios = ratios.unwrap_or_default().iter().copied();
        let logs = self.commonness.iter().zip(ratios.chain(std::iter::repeat(0.0)));
        let logs: Vec<f64> = logs.map(|(common, ratio)| common + ratio).collect();
        let all = log_sum(logs.iter().copied());
        let believed: Vec<f64> = logs.iter().map(|log| (log - all).exp()).collect();
        let likely = |(otherwise, shown): &(f64, Vec<(usize, f64)>)| {
            otherwise + shown.iter().map(|&(cause, more)| more * believed[cause]).sum::<f64>()
        };
        self.shown.iter().map(|shown| likely(shown).ln()).collect()
    }

    /// The symptoms that sentences and clauses sound like, the surest words of each first.
    fn symptom_matches(
        &self,
        compared: &mut Compared<'_>,
        words: &[Word<'_>],
        parts: &[Part],
        ratios: Option<&[f64]>,
    ) -> Vec<SymptomMatch> {
        let expected = self.expected(ratios);
        let mut all: Vec<SymptomMatch> = Vec::new();
        for part in parts {
            let alike = compared.similarity(SYMPTOMS, std::slice::from_ref(&part.words));
            let Some((symptom, probability)) = alike.and_then(|a| self.surest(&a, &expected))
            else {
                continue;
            };
            let is_denied = denies(&words[part.words.clone()]);
            if probability >= self.numbers.least_sure && !is_denied {
                all.push(SymptomMatch { symptom, probability, words: part.words.clone() });
            }
        }
        all.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        let mut kept: Vec<SymptomMatch> = Vec::new();
        for sounding in all {
            let excludes = &self.excludes[sounding.symptom];
            if kept.iter().all(|surer| !excludes.contains(&self.ids[surer.symptom])) {
                kept.push(sounding);
            }
        }
        kept
    }

    /// The class that words are most like, with its probability; nothing where they tell none.
    fn surest(&self, alike: &Similarity, expected: &[f64]) -> Option<(usize, f64)> {
        let logs = alike.to.iter().zip(expected.iter().chain([&0.0]));
        let mut logs: Vec<f64> =
            logs.map(|(like, expected)| self.numbers.sharpness * like + expected).collect();
        *logs.last_mut()? += self.silence;
        let (surest, most) = logs.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let probability = (most - log_sum(logs.iter().copied())).exp();
        (surest < self.ids.len()).then_some((surest, probability))
    }

    /// What the words that count sound like: for each cause the logarithm of how much more likely
    /// such words are with it than with something that no cause covers.
    ///
    /// Classifier to the causes ranks them well but tells badly whether any of them is there. So that
    /// is weighed by itself and shared out among the causes by their likeness.
    fn ratios(
        &self,
        compared: &mut Compared<'_>,
        counting: &[Range<usize>],
        has_error: bool,
    ) -> Option<Vec<f64>> {
        let alike = compared.similarity(CAUSES, counting)?;
        let coverage = compared.similarity(COVERAGE, counting)?;
        let (_, likeness) = alike.to.split_last()?;
        let logs: Vec<f64> = likeness.iter().map(|l| self.numbers.sharpness * l).collect();
        let (unexplained, common) = self.commonness.split_last()?;
        let together = log_sum(logs.iter().zip(common).map(|(log, common)| log + common));
        let covered = self.covered(&alike, &coverage, has_error);
        Some(logs.into_iter().map(|log| log + covered + unexplained - together).collect())
    }

    /// The log-odds that some cause is there, from measures of the words that count: a logistic
    /// regression whose numbers stand in the knowledge base.
    fn covered(&self, alike: &Similarity, coverage: &Similarity, has_error: bool) -> f64 {
        let (not_covered, causes) = alike.to.split_last().unwrap_or((&0.0, &[]));
        let best = causes.iter().copied().fold(0.0, f64::max);
        let n = &self.coverage_numbers;
        let log_odds = n.best_cause * best - n.not_covered * not_covered
            + n.covered_words * (coverage.to[0] - coverage.to[1])
            + n.length * alike.length.max(n.short).ln()
            + n.error_string * f64::from(u8::from(has_error))
            - n.caution;
        log_odds.max(n.least)
    }
}

/// The words that sound most like each of the causes that the text is most like.
fn quotes(
    likeness: &[f64],
    compared: &mut Compared<'_>,
    parts: &[Part],
    counting: &[Range<usize>],
) -> Vec<Option<Range<usize>>> {
    let mut order: Vec<usize> = (0..likeness.len()).collect();
    order.sort_by(|&a, &b| likeness[b].total_cmp(&likeness[a]).then(a.cmp(&b)));
    order.truncate(QUOTED);
    let mut best: Vec<Option<(f64, Range<usize>)>> = vec![None; likeness.len()];
    let counts = |part: &Part| {
        counting.iter().any(|range| range.start <= part.words.start && part.words.end <= range.end)
    };
    for part in parts.iter().filter(|part| counts(part)) {
        let alike = compared.similarity(CAUSES, std::slice::from_ref(&part.words));
        let Some(alike) = alike else { continue };
        let usual = alike.to.iter().sum::<f64>() / alike.to.len() as f64;
        for &cause in &order {
            let stands_out = alike.to[cause] - usual;
            if best[cause].as_ref().is_none_or(|(most, _)| stands_out > *most) {
                best[cause] = Some((stands_out, part.words.clone()));
            }
        }
    }
    best.into_iter().map(|best| best.map(|(_, range)| range)).collect()
}

/// How often a symptom shows otherwise, and how much more often each cause shows it.
fn shown(kb: &KnowledgeBase, symptom: &SymptomId) -> (f64, Vec<(usize, f64)>) {
    let otherwise = kb.otherwise(symptom);
    let by = kb.shown_by(symptom).iter();
    (otherwise, by.map(|&(cause, how)| (cause, kb.probability(how) - otherwise)).collect())
}

fn quote(text: &str, words: &[Word<'_>], range: &Range<usize>) -> InternalText {
    InternalText::from(&text[words[range.start].span.start..words[range.end - 1].span.end])
}

/// The words outside of some ranges.
fn without(words: usize, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut start = 0;
    for at in 0..=words {
        let ends = at == words || ranges.iter().any(|range| range.contains(&at));
        if ends {
            if start < at {
                left.push(start..at);
            }
            start = at + 1;
        }
    }
    left
}
