//! A knowledge base prepared for reading, and what it reads in a text.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::errors::ErrorStrings;
use super::lessons::{CAUSES, COVERAGE, Classes, SYMPTOMS, denies, denying, lessons, small_talk};
use super::likeness::{Alike, Compared, Likeness};
use super::parts::parts;
use super::words::{Word, words};
use crate::diagnosis::Case;
use crate::diagnosis::belief::log_sum;
use crate::diagnosis::observation::{Answer, Because, Observation, Sounds, Wording};
use crate::kb::{CoverageNumbers, KnowledgeBase, SymptomId, TextNumbers};
use crate::privacy::InternalText;

/// A symptom whose phrases deny something less often than this is not found in words that do.
const LEAST_DENYING: f32 = 0.12;
/// For how many causes, the most alike first, the words that sound like them are kept.
const QUOTED: usize = 6;
/// Readers kept for the next ticket with the same knowledge base.
const KEPT: usize = 4;

/// What a text tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Symptoms found in it, at most one observation each, by symptom.
    pub findings: Vec<Observation>,
    /// What its wording as a whole sounds like; nothing where no word of it is known.
    pub wording: Option<Wording>,
}

/// What a text is compared with, learned once from a knowledge base.
#[derive(Clone, Debug)]
pub struct TextReader {
    numbers: TextNumbers,
    coverage_numbers: CoverageNumbers,
    errors: ErrorStrings,
    /// Likeness to each cause and to what none covers, to each symptom and to talk that tells none.
    likeness: Likeness,
    /// How common each of these is, as the logarithm of its weight.
    commonness: Vec<f64>,
    /// The symptoms in the order of their classes.
    ids: Vec<SymptomId>,
    /// For each symptom how often each cause shows it, and last what no cause covers.
    shown: Vec<Vec<f64>>,
    /// Which symptoms cannot be there together.
    excludes: Vec<Vec<SymptomId>>,
    /// How common talk that tells no symptom is beside each symptom, as the logarithm of a ratio.
    small_talk: f64,
    /// How often the phrases of each symptom deny something.
    denying: Vec<f32>,
}

/// Readers made before, by the fingerprint of their knowledge base; the last used is last.
static READERS: Mutex<Vec<(uuid::Uuid, Arc<TextReader>)>> = Mutex::new(Vec::new());

/// A symptom that some words sound like.
struct Sounding {
    symptom: usize,
    probability: f64,
    words: Range<usize>,
}

impl TextReader {
    /// The reader of a knowledge base. It takes some time to make, so the last few are kept; the
    /// same knowledge base always gives the same reader.
    pub fn of(kb: &KnowledgeBase) -> Arc<Self> {
        // A panic while the list was held leaves a list that is still whole.
        let mut readers = READERS.lock().unwrap_or_else(PoisonError::into_inner);
        let made = readers.iter().position(|(made, _)| *made == kb.fingerprint());
        let reader = match made {
            Some(at) => readers.remove(at).1,
            None => Arc::new(Self::new(kb)),
        };
        if readers.len() >= KEPT {
            readers.remove(0);
        }
        readers.push((kb.fingerprint(), Arc::clone(&reader)));
        reader
    }

    fn new(kb: &KnowledgeBase) -> Self {
        let classes = Classes { causes: kb.causes().len(), symptoms: kb.symptoms().len() };
        let lessons = lessons(kb, classes);
        Self {
            numbers: kb.numbers().text.clone(),
            coverage_numbers: kb.numbers().coverage.clone(),
            errors: ErrorStrings::new(kb),
            likeness: Likeness::learn(&classes.groups(), &lessons),
            commonness: kb.commonness().into_iter().map(f64::ln).collect(),
            small_talk: small_talk(classes, &lessons),
            denying: denying(classes, &lessons),
            ids: kb.symptoms().iter().map(|symptom| symptom.id.clone()).collect(),
            shown: kb.symptoms().iter().map(|symptom| shown(kb, &symptom.id)).collect(),
            excludes: kb.symptoms().iter().map(|symptom| symptom.excludes.clone()).collect(),
        }
    }

    /// What a diagnosis starts from: what was said, and what the text tells beside it. Findings
    /// that were taken back do not count, nor do the words they stand in.
    pub fn case(
        &self,
        text: &str,
        said: Vec<Observation>,
        taken_back: impl IntoIterator<Item = SymptomId>,
    ) -> Case {
        let mut known: BTreeSet<SymptomId> = taken_back.into_iter().collect();
        known.extend(said.iter().map(|observation| observation.symptom.clone()));
        let reading = self.read(text, &known);
        let mut observations = said;
        observations.extend(reading.findings);
        Case { observations, wording: reading.wording, ..Case::default() }
    }

    /// What a text tells beside the symptoms that are known already.
    pub fn read(&self, text: &str, known: &BTreeSet<SymptomId>) -> Reading {
        let words = words(text);
        let parts = parts(text, &words);
        let mut compared = self.likeness.compare(&words);
        let sounds = |counting: &[Range<usize>], compared: &mut Compared<'_>| {
            self.wording(compared, &parts, counting, &|range| quote(text, &words, range))
        };
        let wording = sounds(&without(words.len(), &[]), &mut compared);
        let expected = self.expected(wording.as_ref());
        let quote = |range: &Range<usize>| quote(text, &words, range);
        let mut findings = Vec::new();
        let mut answered: Vec<Range<usize>> = Vec::new();
        for error in self.errors.find(&words) {
            if known.contains(error.symptom) {
                answered.push(error.words);
                continue;
            }
            let quote = quote(&error.words);
            let (meaning, ratio) = (Some(error.meaning.to_owned()), self.numbers.error_ratio);
            findings.push(found(error.symptom, Because::Read { quote, meaning, ratio }));
        }
        for sounding in self.soundings(&mut compared, &words, &parts, &expected) {
            let symptom = &self.ids[sounding.symptom];
            if known.contains(symptom) {
                answered.push(sounding.words);
            } else if findings.iter().all(|finding: &Observation| finding.symptom != *symptom) {
                let quote = quote(&sounding.words);
                let ratio = self.numbers.words_ratio;
                findings.push(found(symptom, Because::Read { quote, meaning: None, ratio }));
            }
        }
        findings.sort_by(|a, b| a.symptom.cmp(&b.symptom));
        if answered.is_empty() {
            return Reading { findings, wording };
        }
        let counting = without(words.len(), &answered);
        Reading { findings, wording: sounds(&counting, &mut compared) }
    }

    /// How likely each symptom is where a text is worded so, as a logarithm: what a part of it sounds
    /// like is more or less credible for that.
    fn expected(&self, wording: Option<&Wording>) -> Vec<f64> {
        let sounds = wording.iter().flat_map(|wording| wording.causes.iter().map(|c| c.log_ratio));
        let logs = self.commonness.iter().zip(sounds.chain(std::iter::repeat(0.0)));
        let logs: Vec<f64> = logs.map(|(common, ratio)| common + ratio).collect();
        let all = log_sum(logs.iter().copied());
        let believed: Vec<f64> = logs.iter().map(|log| (log - all).exp()).collect();
        let likely =
            |shown: &Vec<f64>| shown.iter().zip(&believed).map(|(p, b)| p * b).sum::<f64>();
        self.shown.iter().map(|shown| likely(shown).ln()).collect()
    }

    /// The symptoms that sentences and clauses sound like, the surest words of each.
    fn soundings(
        &self,
        compared: &mut Compared<'_>,
        words: &[Word],
        parts: &[Range<usize>],
        expected: &[f64],
    ) -> Vec<Sounding> {
        let mut best: Vec<Option<Sounding>> = self.ids.iter().map(|_| None).collect();
        for part in parts {
            let alike = compared.alike(SYMPTOMS, std::slice::from_ref(part));
            let Some(alike) = alike else { continue };
            let Some((symptom, probability)) = self.surest(&alike, expected) else { continue };
            let is_denied = self.denying[symptom] < LEAST_DENYING && denies(&words[part.clone()]);
            let is_surer = best[symptom].as_ref().is_none_or(|b| probability > b.probability);
            if probability >= self.numbers.least_sure && is_surer && !is_denied {
                best[symptom] = Some(Sounding { symptom, probability, words: part.clone() });
            }
        }
        let all: Vec<Sounding> = best.into_iter().flatten().collect();
        let excluded = |s: &Sounding| {
            all.iter().any(|other| {
                other.probability > s.probability
                    && self.excludes[other.symptom].contains(&self.ids[s.symptom])
            })
        };
        let kept: Vec<bool> = all.iter().map(|sounding| !excluded(sounding)).collect();
        all.into_iter().zip(kept).filter_map(|(sounding, keep)| keep.then_some(sounding)).collect()
    }

    /// The class that words are most like, with its probability; nothing where they tell none.
    fn surest(&self, alike: &Alike, expected: &[f64]) -> Option<(usize, f64)> {
        let logs = alike.to.iter().zip(expected.iter().chain([&0.0]));
        let mut logs: Vec<f64> =
            logs.map(|(like, expected)| self.numbers.sharpness * like + expected).collect();
        *logs.last_mut()? += self.small_talk;
        let (surest, most) = logs.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let probability = (most - log_sum(logs.iter().copied())).exp();
        (surest < self.ids.len()).then_some((surest, probability))
    }

    /// What the words that count sound like: for each cause the logarithm of how much more likely
    /// such words are with it than with something that no cause covers.
    ///
    /// Likeness to the causes ranks them well but tells badly whether any of them is there. So that
    /// is weighed by itself and shared out among the causes by their likeness.
    fn wording(
        &self,
        compared: &mut Compared<'_>,
        parts: &[Range<usize>],
        counting: &[Range<usize>],
        quote: &dyn Fn(&Range<usize>) -> InternalText,
    ) -> Option<Wording> {
        let alike = compared.alike(CAUSES, counting)?;
        let (_, likeness) = alike.to.split_last()?;
        let logs: Vec<f64> = likeness.iter().map(|l| self.numbers.sharpness * l).collect();
        let (unexplained, common) = self.commonness.split_last()?;
        let together = log_sum(logs.iter().zip(common).map(|(log, common)| log + common));
        let coverage = compared.alike(COVERAGE, counting)?;
        let shift = self.covered(&alike, &coverage) + unexplained - together;
        let quotes = quotes(&logs, compared, parts, counting);
        let sounds = logs.into_iter().zip(quotes).map(|(log, words)| Sounds {
            log_ratio: log + shift,
            quote: words.as_ref().map(quote),
        });
        Some(Wording { causes: sounds.collect() })
    }

    /// The log-odds that some cause is there, from four measures of the words that count: a logistic
    /// regression whose numbers stand in the knowledge base.
    fn covered(&self, alike: &Alike, coverage: &Alike) -> f64 {
        let (not_covered, causes) = alike.to.split_last().unwrap_or((&0.0, &[]));
        let best = causes.iter().copied().fold(0.0, f64::max);
        let n = &self.coverage_numbers;
        n.best_cause * best - n.not_covered * not_covered
            + n.covered_words * (coverage.to[0] - coverage.to[1])
            + n.length * alike.length.ln()
            - n.caution
    }
}

/// The words that sound most like each of the causes that the text is most like.
fn quotes(
    likeness: &[f64],
    compared: &mut Compared<'_>,
    parts: &[Range<usize>],
    counting: &[Range<usize>],
) -> Vec<Option<Range<usize>>> {
    let mut order: Vec<usize> = (0..likeness.len()).collect();
    order.sort_by(|&a, &b| likeness[b].total_cmp(&likeness[a]).then(a.cmp(&b)));
    order.truncate(QUOTED);
    let mut best: Vec<Option<(f64, Range<usize>)>> = vec![None; likeness.len()];
    let counts = |part: &Range<usize>| {
        counting.iter().any(|range| range.start <= part.start && part.end <= range.end)
    };
    for part in parts.iter().filter(|part| counts(part)) {
        let alike = compared.alike(CAUSES, std::slice::from_ref(part));
        let Some(alike) = alike else { continue };
        let usual = alike.to.iter().sum::<f64>() / alike.to.len() as f64;
        for &cause in &order {
            let stands_out = alike.to[cause] - usual;
            if best[cause].as_ref().is_none_or(|(most, _)| stands_out > *most) {
                best[cause] = Some((stands_out, part.clone()));
            }
        }
    }
    best.into_iter().map(|best| best.map(|(_, range)| range)).collect()
}

/// How often each cause shows a symptom, and last what no cause covers.
fn shown(kb: &KnowledgeBase, symptom: &SymptomId) -> Vec<f64> {
    let mut shown = vec![kb.otherwise(symptom); kb.causes().len() + 1];
    for &(cause, how) in kb.shown_by(symptom) {
        shown[cause] = kb.probability(how);
    }
    shown
}

fn found(symptom: &SymptomId, because: Because) -> Observation {
    Observation { symptom: symptom.clone(), answer: Answer::Yes, because }
}

fn quote(text: &str, words: &[Word], range: &Range<usize>) -> InternalText {
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
