//! What a knowledge base teaches its reader: texts, each with what it and its parts are examples of.

use std::ops::Range;

use super::parts::sentences;
use super::words::{Word, words};
use crate::kb::{CauseId, Example, KnowledgeBase, OUT_OF_SCOPE, Symptom};

/// The group of classes with each cause, and last what none covers.
pub(super) const CAUSES: usize = 0;
/// The group with what some cause covers, and what none does.
pub(super) const COVERAGE: usize = 1;
/// The group with each symptom, and last talk that tells none.
pub(super) const SYMPTOMS: usize = 2;

/// How much a phrase of a symptom teaches about a cause that always shows it, beside an example.
const PHRASE: f32 = 0.5;
/// How much an example teaches about a cause that would be right as well.
const ALSO_RIGHT: f32 = 0.5;
/// A cause that shows a symptom less often than this learns nothing from its phrases.
const LEAST_SHOWN: f64 = 0.5;

/// Words that turn what they stand beside into its opposite.
const NEGATIONS: &[&str] = &[
    "cannot", "didn", "doesn", "don", "isn", "kein", "keine", "keinen", "never", "nicht", "no",
    "nobody", "none", "not", "nunca", "ohne", "sin", "wasn", "without", "won",
];

/// Whether some words deny something.
pub(super) fn denies(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| NEGATIONS.contains(&&*word.folded))
}

/// The classes of a knowledge base.
#[derive(Clone, Copy, Debug)]
pub(super) struct Classes {
    pub(super) causes: usize,
    pub(super) symptoms: usize,
}

impl Classes {
    /// How many classes each group has.
    pub(super) fn groups(self) -> [usize; 3] {
        [self.causes + 1, 2, self.symptoms + 1]
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
}

/// A text with what it teaches.
pub(super) struct Taught<'a> {
    pub(super) words: Vec<Word<'a>>,
    pub(super) lessons: Vec<Lesson>,
}

/// What some words of a text are an example of.
pub(super) struct Lesson {
    pub(super) words: Range<usize>,
    /// The classes, each with how much it counts.
    pub(super) classes: Vec<(usize, f32)>,
}

/// Everything that is taught, one text after the other.
pub(super) fn texts(kb: &KnowledgeBase, classes: Classes) -> impl Iterator<Item = Taught<'_>> {
    let symptoms = kb.symptoms().iter().enumerate();
    let phrases = symptoms.flat_map(move |(place, symptom)| phrases(kb, classes, place, symptom));
    let examples = kb.examples().iter().flat_map(move |example| {
        std::iter::once(whole(kb, classes, example)).chain(told(kb, classes, example))
    });
    phrases.chain(examples)
}

/// A text that teaches one thing as a whole.
fn one_lesson(text: &str, classes: Vec<(usize, f32)>) -> Taught<'_> {
    let words = words(text);
    Taught { lessons: vec![Lesson { words: 0..words.len(), classes }], words }
}

/// The phrases of a symptom teach it, and the causes that show it.
fn phrases<'a>(
    kb: &KnowledgeBase,
    classes: Classes,
    place: usize,
    symptom: &'a Symptom,
) -> impl Iterator<Item = Taught<'a>> {
    let mut taught = vec![(classes.symptom(Some(place)), 1.0)];
    for &(cause, how) in kb.shown_by(&symptom.id) {
        let often = kb.probability(how);
        if often >= LEAST_SHOWN {
            taught.push((classes.cause(Some(cause)), often as f32 * PHRASE));
        }
    }
    if taught.len() > 1 {
        taught.push((classes.coverage(true), PHRASE));
    }
    let errors = symptom.errors.iter().map(|error| &error.text);
    let texts = symptom.phrases.iter().chain([&symptom.statement]).chain(errors);
    texts.map(move |text| one_lesson(text, taught.clone()))
}

/// An example as a whole teaches its causes, and its sentences that tell no symptom teach that.
fn whole<'a>(kb: &KnowledgeBase, classes: Classes, example: &'a Example) -> Taught<'a> {
    let mut taught = vec![(classes.coverage(example.label != OUT_OF_SCOPE), 1.0)];
    for label in &example.accept {
        let place = kb.place_of_cause(&CauseId::from(label.as_str()));
        if place.is_some() || label == OUT_OF_SCOPE {
            let counts = if *label == example.label { 1.0 } else { ALSO_RIGHT };
            taught.push((classes.cause(place), counts));
        }
    }
    let text = &example.text;
    let mut whole = one_lesson(text, taught);
    for sentence in sentences(text, &whole.words) {
        let (first, last) = (&whole.words[sentence.start], &whole.words[sentence.end - 1]);
        let said = &text[first.span.start..last.span.end];
        let tells = |quote: &str| said.contains(quote) || quote.contains(said);
        if !example.tells.iter().any(|told| tells(&told.quote)) {
            let classes = vec![(classes.symptom(None), 1.0)];
            whole.lessons.push(Lesson { words: sentence, classes });
        }
    }
    whole
}

/// The words of an example that say a symptom teach it.
fn told<'a>(
    kb: &KnowledgeBase,
    classes: Classes,
    example: &'a Example,
) -> impl Iterator<Item = Taught<'a>> {
    example.tells.iter().filter_map(move |told| {
        let place = kb.place_of_symptom(&told.symptom)?;
        Some(one_lesson(&told.quote, vec![(classes.symptom(Some(place)), 1.0)]))
    })
}

/// How many lessons tell each symptom, and last how many tell none.
pub(super) struct Telling {
    first: usize,
    all: Vec<f32>,
    /// Of these, in words that deny something.
    denying: Vec<f32>,
}

impl Telling {
    /// No lesson was heard yet.
    pub(super) fn new(classes: Classes) -> Self {
        let none = vec![0.0; classes.symptoms + 1];
        Self { first: classes.symptom(Some(0)), all: none.clone(), denying: none }
    }

    /// Counts the lessons of a text.
    pub(super) fn hear(&mut self, text: &Taught<'_>) {
        for Lesson { words, classes } in &text.lessons {
            for (class, _) in classes.iter().filter(|(class, _)| *class >= self.first) {
                self.all[class - self.first] += 1.0;
                if denies(&text.words[words.clone()]) {
                    self.denying[class - self.first] += 1.0;
                }
            }
        }
    }

    /// How much more often the lessons tell no symptom than a certain one, as a logarithm.
    pub(super) fn small_talk(&self) -> f64 {
        let (none, each) = self.all.split_last().unwrap_or((&0.0, &[]));
        let of_each = each.iter().sum::<f32>() / each.len().max(1) as f32;
        f64::from(((1.0 + none) / (1.0 + of_each)).ln().max(0.0))
    }

    /// How often the lessons of each symptom deny something, from 0 to 1.
    pub(super) fn denying(&self) -> Vec<f32> {
        self.denying.iter().zip(&self.all).map(|(denying, all)| denying / all.max(1.0)).collect()
    }
}
