//! What a knowledge base teaches its reader: texts, each with what it is an example of.

use super::likeness::Lesson;
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
pub(super) fn denies(words: &[Word]) -> bool {
    words.iter().any(|word| NEGATIONS.contains(&word.folded.as_str()))
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

/// Everything that is taught.
pub(super) fn lessons(kb: &KnowledgeBase, classes: Classes) -> Vec<Lesson<'_>> {
    let symptoms = kb.symptoms().iter().enumerate();
    let mut lessons: Vec<Lesson<'_>> =
        symptoms.flat_map(|(place, symptom)| phrases(kb, classes, place, symptom)).collect();
    for example in kb.examples().iter() {
        lessons.push(whole(kb, classes, example));
        told(kb, classes, example, &mut lessons);
    }
    lessons
}

/// The phrases of a symptom teach it, and the causes that show it.
fn phrases<'a>(
    kb: &KnowledgeBase,
    classes: Classes,
    place: usize,
    symptom: &'a Symptom,
) -> impl Iterator<Item = Lesson<'a>> {
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
    texts.map(move |text| Lesson { text, classes: taught.clone() })
}

/// An example as a whole teaches its causes.
fn whole<'a>(kb: &KnowledgeBase, classes: Classes, example: &'a Example) -> Lesson<'a> {
    let mut taught = vec![(classes.coverage(example.label != OUT_OF_SCOPE), 1.0)];
    for label in &example.accept {
        let place = kb.place_of_cause(&CauseId::from(label.as_str()));
        if place.is_some() || label == OUT_OF_SCOPE {
            let counts = if *label == example.label { 1.0 } else { ALSO_RIGHT };
            taught.push((classes.cause(place), counts));
        }
    }
    Lesson { text: &example.text, classes: taught }
}

/// The words of an example that say a symptom teach it, the sentences that say none teach that.
fn told<'a>(
    kb: &KnowledgeBase,
    classes: Classes,
    example: &'a Example,
    lessons: &mut Vec<Lesson<'a>>,
) {
    for told in &example.tells {
        if let Some(place) = kb.place_of_symptom(&told.symptom) {
            let taught = vec![(classes.symptom(Some(place)), 1.0)];
            lessons.push(Lesson { text: &told.quote, classes: taught });
        }
    }
    let words = words(&example.text);
    for sentence in sentences(&example.text, &words) {
        let (first, last) = (&words[sentence.start], &words[sentence.end - 1]);
        let sentence = &example.text[first.span.start..last.span.end];
        let tells = |quote: &str| sentence.contains(quote) || quote.contains(sentence);
        if !example.tells.iter().any(|told| tells(&told.quote)) {
            lessons.push(Lesson { text: sentence, classes: vec![(classes.symptom(None), 1.0)] });
        }
    }
}

/// How many lessons teach each symptom, and last that none is told.
fn per_symptom(classes: Classes, lessons: &[Lesson<'_>], counts: fn(&str) -> bool) -> Vec<f32> {
    let first = classes.symptom(Some(0));
    let mut numbers = vec![0.0; classes.symptoms + 1];
    for lesson in lessons.iter().filter(|lesson| counts(lesson.text)) {
        for (class, _) in lesson.classes.iter().filter(|(class, _)| *class >= first) {
            numbers[class - first] += 1.0;
        }
    }
    numbers
}

/// How much more often the lessons tell no symptom than a certain one, as a logarithm.
pub(super) fn small_talk(classes: Classes, lessons: &[Lesson<'_>]) -> f64 {
    let numbers = per_symptom(classes, lessons, |_| true);
    let (none, each) = numbers.split_last().unwrap_or((&0.0, &[]));
    let of_each = each.iter().sum::<f32>() / each.len().max(1) as f32;
    f64::from(((1.0 + none) / (1.0 + of_each)).ln().max(0.0))
}

/// How often the lessons of each symptom deny something, from 0 to 1.
pub(super) fn denying(classes: Classes, lessons: &[Lesson<'_>]) -> Vec<f32> {
    let all = per_symptom(classes, lessons, |_| true);
    let denying = per_symptom(classes, lessons, |text| denies(&words(text)));
    denying.iter().zip(all).map(|(denying, all)| denying / all.max(1.0)).collect()
}
