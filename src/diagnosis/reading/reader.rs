//! A knowledge base prepared for reading, and what it reads in a text.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::errors::ErrorStrings;
use super::likeness::{Alike, Compared, Lesson, Likeness};
use super::parts::{parts, sentences};
use super::words::{Word, words};
use crate::diagnosis::Case;
use crate::diagnosis::belief::log_sum;
use crate::diagnosis::observation::{Answer, Because, Observation, Sounds, Wording};
use crate::kb::{CoverageNumbers, KnowledgeBase, OUT_OF_SCOPE, SymptomId, TextNumbers};
use crate::privacy::InternalText;

/// How much a phrase of a symptom teaches about a cause that always shows it, beside an example.
const PHRASE: f32 = 0.5;
/// How much an example teaches about a cause that would be right as well.
const ALSO_RIGHT: f32 = 0.5;
/// A cause that shows a symptom less often than this learns nothing from its phrases.
const LEAST_SHOWN: f64 = 0.5;
/// A symptom whose phrases deny something less often than this is not found in words that do.
const LEAST_DENYING: f32 = 0.12;
/// For how many causes, the most alike first, the words that sound like them are kept.
const QUOTED: usize = 6;
/// Readers kept for the next ticket with the same knowledge base.
const KEPT: usize = 4;

/// Words that turn what follows into its opposite.
const NEGATIONS: &[&str] = &[
    "cannot", "didn", "doesn", "don", "isn", "kein", "keine", "keinen", "never", "nicht", "no",
    "nobody", "none", "not", "nunca", "ohne", "sin", "wasn", "without", "won",
];

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
    /// Likeness to each cause, and last to what none covers.
    causes: Likeness,
    /// How common each of these is, as the logarithm of its weight.
    commonness: Vec<f64>,
    /// Likeness to complaints that some cause covers, and to others.
    coverage: Likeness,
    /// Likeness to each symptom, and last to talk that tells none.
    symptoms: Likeness,
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
        let symptoms = symptom_lessons(kb);
        let causes = cause_lessons(kb);
        Self {
            numbers: kb.numbers().text.clone(),
            coverage_numbers: kb.numbers().coverage.clone(),
            errors: ErrorStrings::new(kb),
            coverage: Likeness::learn(2, &coverage_lessons(kb.causes().len(), &causes)),
            causes: Likeness::learn(kb.causes().len() + 1, &causes),
            commonness: kb.commonness().into_iter().map(f64::ln).collect(),
            small_talk: small_talk(kb.symptoms().len(), &symptoms),
            denying: denying(kb.symptoms().len(), &symptoms),
            symptoms: Likeness::learn(kb.symptoms().len() + 1, &symptoms),
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
        let wording = self.wording(text, &words, &parts, &without(words.len(), &[]));
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
        for sounding in self.soundings(&words, &parts, &expected) {
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
        Reading { findings, wording: self.wording(text, &words, &parts, &counting) }
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
    fn soundings(&self, words: &[Word], parts: &[Range<usize>], expected: &[f64]) -> Vec<Sounding> {
        let compared = self.symptoms.compare(words);
        let mut best: Vec<Option<Sounding>> = self.ids.iter().map(|_| None).collect();
        for part in parts {
            let Some(alike) = compared.alike(std::slice::from_ref(part)) else { continue };
            let Some((symptom, probability)) = self.surest(&alike, expected) else { continue };
            let is_denied = self.denying[symptom] < LEAST_DENYING
                && words[part.clone()].iter().any(|w| NEGATIONS.contains(&w.folded.as_str()));
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
        text: &str,
        words: &[Word],
        parts: &[Range<usize>],
        counting: &[Range<usize>],
    ) -> Option<Wording> {
        let compared = self.causes.compare(words);
        let alike = compared.alike(counting)?;
        let (_, likeness) = alike.to.split_last()?;
        let logs: Vec<f64> = likeness.iter().map(|l| self.numbers.sharpness * l).collect();
        let (unexplained, common) = self.commonness.split_last()?;
        let together = log_sum(logs.iter().zip(common).map(|(log, common)| log + common));
        let shift = self.covered(words, &alike, counting)? + unexplained - together;
        let quotes = quotes(&logs, &compared, parts, counting);
        let sounds = logs.into_iter().zip(quotes).map(|(likeness, words_)| Sounds {
            log_ratio: likeness + shift,
            quote: words_.map(|range| quote(text, words, &range)),
        });
        Some(Wording { causes: sounds.collect() })
    }

    /// The log-odds that some cause is there, from four measures of the words that count: a logistic
    /// regression whose numbers stand in the knowledge base.
    fn covered(&self, words: &[Word], alike: &Alike, counting: &[Range<usize>]) -> Option<f64> {
        let (not_covered, causes) = alike.to.split_last()?;
        let best = causes.iter().copied().fold(0.0, f64::max);
        let coverage = self.coverage.compare(words).alike(counting)?;
        let n = &self.coverage_numbers;
        Some(
            n.best_cause * best - n.not_covered * not_covered
                + n.covered_words * (coverage.to[0] - coverage.to[1])
                + n.length * alike.length.ln()
                - n.caution,
        )
    }
}

/// The words that sound most like each of the causes that the text is most like.
fn quotes(
    likeness: &[f64],
    compared: &Compared,
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
        let Some(alike) = compared.alike(std::slice::from_ref(part)) else { continue };
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

/// What teaches causes: examples, and the phrases of the symptoms they show.
fn cause_lessons(kb: &KnowledgeBase) -> Vec<Lesson<'_>> {
    let place = |label: &str| {
        let cause = kb.causes().iter().position(|cause| cause.id.as_str() == label);
        cause.or_else(|| (label == OUT_OF_SCOPE).then_some(kb.causes().len()))
    };
    let examples = kb.examples().iter().map(|example| {
        let counts = |label: &String| if *label == example.label { 1.0 } else { ALSO_RIGHT };
        let classes = example.accept.iter().filter_map(|l| Some((place(l)?, counts(l))));
        Lesson { text: &example.text, classes: classes.collect() }
    });
    let phrases = kb.symptoms().iter().flat_map(|symptom| {
        let shown = kb.shown_by(&symptom.id).iter();
        let classes = shown.map(|&(cause, how)| (cause, kb.probability(how)));
        let classes: Vec<(usize, f32)> = classes
            .filter(|&(_, p)| p >= LEAST_SHOWN)
            .map(|(cause, p)| (cause, p as f32 * PHRASE))
            .collect();
        let errors = symptom.errors.iter().map(|error| &error.text);
        let texts = symptom.phrases.iter().chain([&symptom.statement]).chain(errors);
        texts.map(move |text| Lesson { text, classes: classes.clone() })
    });
    examples.chain(phrases).filter(|lesson| !lesson.classes.is_empty()).collect()
}

/// What teaches whether any cause is there: the same, with all causes taken together.
fn coverage_lessons<'a>(causes: usize, lessons: &[Lesson<'a>]) -> Vec<Lesson<'a>> {
    let together = |lesson: &Lesson<'a>| {
        let most = lesson.classes.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
        let classes = most.map(|(class, counts)| (usize::from(class == causes), counts));
        Lesson { text: lesson.text, classes: classes.into_iter().collect() }
    };
    lessons.iter().map(together).collect()
}

/// What teaches symptoms: their phrases, the words of examples that say them, and sentences that
/// say none.
fn symptom_lessons(kb: &KnowledgeBase) -> Vec<Lesson<'_>> {
    let lesson = |text, class| Lesson { text, classes: vec![(class, 1.0)] };
    let mut lessons = Vec::new();
    for (class, symptom) in kb.symptoms().iter().enumerate() {
        let errors = symptom.errors.iter().map(|error| &error.text);
        let texts = symptom.phrases.iter().chain([&symptom.statement]).chain(errors);
        lessons.extend(texts.map(|text| lesson(text.as_str(), class)));
    }
    let place = |id: &SymptomId| kb.symptoms().iter().position(|symptom| symptom.id == *id);
    for example in kb.examples() {
        let told = example.tells.iter().filter_map(|told| Some((told, place(&told.symptom)?)));
        lessons.extend(told.map(|(told, class)| lesson(told.quote.as_str(), class)));
        let tells_something = |sentence: &str| {
            example.tells.iter().any(|t| sentence.contains(&t.quote) || t.quote.contains(sentence))
        };
        let words = words(&example.text);
        for sentence in sentences(&example.text, &words) {
            let (first, last) = (&words[sentence.start], &words[sentence.end - 1]);
            let sentence = &example.text[first.span.start..last.span.end];
            if !tells_something(sentence) {
                lessons.push(lesson(sentence, kb.symptoms().len()));
            }
        }
    }
    lessons
}

/// How much more often the lessons tell no symptom than a certain one.
fn small_talk(symptoms: usize, lessons: &[Lesson<'_>]) -> f64 {
    let none = lessons.iter().filter(|l| l.classes.iter().any(|(class, _)| *class == symptoms));
    let none = none.count();
    let of_each = (lessons.len() - none) as f64 / symptoms.max(1) as f64;
    ((1.0 + none as f64) / (1.0 + of_each)).ln().max(0.0)
}

/// How often the lessons of each symptom deny something.
fn denying(symptoms: usize, lessons: &[Lesson<'_>]) -> Vec<f32> {
    let mut counts = vec![(0.0_f32, 0.0_f32); symptoms + 1];
    for lesson in lessons {
        let denies = words(lesson.text).iter().any(|w| NEGATIONS.contains(&w.folded.as_str()));
        for &(class, _) in &lesson.classes {
            counts[class].0 += f32::from(u8::from(denies));
            counts[class].1 += 1.0;
        }
    }
    counts.into_iter().map(|(denying, all)| denying / all.max(1.0)).collect()
}
