//! What a knowledge base teaches its reader: texts, each with what it and its parts are examples of.

use std::ops::Range;

use super::parts::sentences;
use super::words::{Word, words};
use crate::kb::{
    CauseId, Example, KnowledgeBase, OUT_OF_SCOPE, Sentence, SentenceLabel, Stated, Symptom,
};

/// The group of classes with each cause, and last what none covers.
pub(super) const CAUSES: usize = 0;
/// The group with what some cause covers, and what none does.
pub(super) const COVERAGE: usize = 1;
/// The group with each symptom, and last talk that tells none.
pub(super) const SYMPTOMS: usize = 2;
/// The group with what states each symptom, and after all of these what states that it is not there.
pub(super) const STATED: usize = 3;

/// How much a phrase of a symptom teaches about a cause that always shows it, beside an example.
const PHRASE: f32 = 0.5;
/// How much an example teaches about a cause that would be right as well.
const ALSO_RIGHT: f32 = 0.5;
/// A cause that shows a symptom less often than this learns nothing from its phrases.
const LEAST_SHOWN: f64 = 0.5;

/// The classes of a knowledge base.
#[derive(Clone, Copy, Debug)]
pub(super) struct Classes {
    pub(super) causes: usize,
    pub(super) symptoms: usize,
}

impl Classes {
    /// How many classes each group has.
    pub(super) fn groups(self) -> [usize; 4] {
        [self.causes + 1, 2, self.symptoms + 1, 2 * self.symptoms]
    }

    fn cause(self, place: Option<usize>) -> usize {
        place.unwrap_or(self.causes)
    }

    fn coverage(self, is_covered: bool) -> usize {
        self.causes + 1 + usize::from(!is_covered)
    }

    fn symptom(self, place: Option<usize>) -> usize {
        self.causes + 3 + place.unwrap_or(self.symptoms)
    }

    /// The symptom of a class, and whether it is of what states it.
    pub(super) fn stated_by(self, class: usize) -> Option<(usize, Stated)> {
        let place = class.checked_sub(self.stated(0, Stated::Yes))?;
        if place < self.symptoms {
            Some((place, Stated::Yes))
        } else {
            (place < 2 * self.symptoms).then(|| (place - self.symptoms, Stated::No))
        }
    }

    fn stated(self, place: usize, stated: Stated) -> usize {
        let of_answer = if stated == Stated::No { self.symptoms } else { 0 };
        self.causes + 4 + self.symptoms + of_answer + place
    }
}

/// A text with what it teaches.
pub(super) struct TrainingText<'a> {
    pub(super) words: Vec<Word<'a>>,
    pub(super) examples: Vec<TrainingExample>,
}

/// What some words of a text are an example of.
pub(super) struct TrainingExample {
    pub(super) words: Range<usize>,
    /// The classes, each with how much it counts.
    pub(super) classes: Vec<(usize, f32)>,
}

/// Everything that is taught, one text after the other.
pub(super) fn texts(
    kb: &KnowledgeBase,
    classes: Classes,
) -> impl Iterator<Item = TrainingText<'_>> {
    let symptoms = kb.symptoms().iter().enumerate();
    let phrases = symptoms.flat_map(move |(place, symptom)| phrases(kb, classes, place, symptom));
    let examples = kb.examples().iter().flat_map(move |example| {
        std::iter::once(whole(kb, classes, example)).chain(told(kb, classes, example))
    });
    let sentences = kb.sentences().iter().flat_map(move |it| sentence(kb, classes, it));
    phrases.chain(examples).chain(sentences)
}

/// A text that teaches one thing as a whole.
fn one_example(text: &str, classes: Vec<(usize, f32)>) -> TrainingText<'_> {
    let words = words(text);
    let examples = vec![TrainingExample { words: 0..words.len(), classes }];
    TrainingText { words, examples }
}

/// The phrases of a symptom teach it, and the causes that show it.
fn phrases<'a>(
    kb: &KnowledgeBase,
    classes: Classes,
    place: usize,
    symptom: &'a Symptom,
) -> impl Iterator<Item = TrainingText<'a>> {
    let mut taught =
        vec![(classes.symptom(Some(place)), 1.0), (classes.stated(place, Stated::Yes), 1.0)];
    for &(cause, how) in kb.shown_by(&symptom.id) {
        let often = kb.probability(how);
        if often >= LEAST_SHOWN {
            taught.push((classes.cause(Some(cause)), often as f32 * PHRASE));
        }
    }
    if taught.len() > 2 {
        taught.push((classes.coverage(true), PHRASE));
    }
    let errors = symptom.errors.iter().map(|error| &error.text);
    let denied =
        vec![(classes.symptom(Some(place)), 1.0), (classes.stated(place, Stated::No), 1.0)];
    let denied = symptom.statement_no.iter().map(move |text| one_example(text, denied.clone()));
    let texts = symptom.phrases.iter().chain([&symptom.statement]).chain(errors);
    let texts = texts.map(move |text| one_example(text, taught.clone()));
    texts.chain(denied)
}

/// An example as a whole teaches its causes, and its sentences that tell no symptom teach that.
fn whole<'a>(kb: &KnowledgeBase, classes: Classes, example: &'a Example) -> TrainingText<'a> {
    let mut taught = vec![(classes.coverage(example.label != OUT_OF_SCOPE), 1.0)];
    for label in &example.accept {
        let place = kb.place_of_cause(&CauseId::from(label.as_str()));
        if place.is_some() || label == OUT_OF_SCOPE {
            let counts = if *label == example.label { 1.0 } else { ALSO_RIGHT };
            taught.push((classes.cause(place), counts));
        }
    }
    let text = &example.text;
    let mut whole = one_example(text, taught);
    for sentence in sentences(text, &whole.words) {
        let (first, last) = (&whole.words[sentence.start], &whole.words[sentence.end - 1]);
        let said = &text[first.span.start..last.span.end];
        let tells = |quote: &str| said.contains(quote) || quote.contains(said);
        if !example.tells.iter().any(|told| tells(&told.quote)) {
            let classes = vec![(classes.symptom(None), 1.0)];
            whole.examples.push(TrainingExample { words: sentence, classes });
        }
    }
    whole
}

/// The words of an example that say a symptom teach it.
fn told<'a>(
    kb: &KnowledgeBase,
    classes: Classes,
    example: &'a Example,
) -> impl Iterator<Item = TrainingText<'a>> {
    example.tells.iter().filter_map(move |told| {
        let place = kb.place_of_symptom(&told.symptom)?;
        Some(one_example(&told.quote, vec![(classes.symptom(Some(place)), 1.0)]))
    })
}

/// A sentence teaches what it states, or that it states nothing. One that states several symptoms
/// teaches each by its own words only.
fn sentence<'a>(
    kb: &KnowledgeBase,
    classes: Classes,
    sentence: &'a Sentence,
) -> Vec<TrainingText<'a>> {
    let of_label = |label: &'a SentenceLabel| {
        let place = kb.place_of_symptom(&label.symptom)?;
        let text = if sentence.labels.len() == 1 { &sentence.text } else { &label.quote };
        let stated = classes.stated(place, label.answer);
        Some(one_example(text, vec![(classes.symptom(Some(place)), 1.0), (stated, 1.0)]))
    };
    if sentence.labels.is_empty() {
        vec![one_example(&sentence.text, vec![(classes.symptom(None), 1.0)])]
    } else {
        sentence.labels.iter().filter_map(of_label).collect()
    }
}

/// How common talk that states no symptom is beside each symptom, as the logarithm of a ratio.
#[derive(Debug, Default)]
pub(super) struct SymptomPriors {
    stating: f32,
    silent: f32,
}

impl SymptomPriors {
    /// Counts the examples of a text.
    pub(super) fn add(&mut self, text: &TrainingText<'_>, classes: Classes) {
        for example in &text.examples {
            for (class, _) in &example.classes {
                if *class == classes.symptom(None) {
                    self.silent += 1.0;
                } else if (classes.symptom(Some(0))..classes.symptom(None)).contains(class) {
                    self.stating += 1.0;
                }
            }
        }
    }

    /// How much more often the examples state no symptom than a certain one, as a logarithm.
    pub(super) fn silence(&self, classes: Classes) -> f64 {
        let of_each = self.stating / classes.symptoms.max(1) as f32;
        f64::from(((1.0 + self.silent) / (1.0 + of_each)).ln().max(0.0))
    }
}
