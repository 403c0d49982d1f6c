//! How well complaints whose cause is known are read.

use crate::readers::reader_of;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::diagnosis::{Because, Diagnosis, Next, Observation, TextReader, diagnose};
use crate::kb::{CauseId, Example, KnowledgeBase, OUT_OF_SCOPE};

/// Into how many parts the examples are split when each is read without having been learned from.
const FOLDS: usize = 5;
/// Bins of equal width for the calibration error.
const BINS: usize = 10;

/// A complaint that was read wrongly.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Miss {
    /// The complaint's name.
    pub id: String,
    /// What would have been right.
    pub expected: Vec<String>,
    /// The cause that came first, or [`OUT_OF_SCOPE`].
    pub won: String,
    /// The winner's probability.
    pub probability: f64,
    /// Where the right cause stood, from 1; nothing for a complaint out of scope.
    pub rank: Option<usize>,
    /// What spoke for the winner: the words found, each with what they sound like.
    pub found: Vec<String>,
    /// Whether the miss was known before.
    pub known: bool,
}

/// Counts over a set of complaints.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evaluation {
    /// Complaints that a cause covers.
    pub covered: usize,
    /// Of these, with a right cause first.
    pub first: usize,
    /// Of these, with a right cause among the first three.
    pub first_three: usize,
    /// Complaints that no cause covers.
    pub out_of_scope: usize,
    /// Of these, with a wrong first cause more probable than not covered.
    pub claimed: usize,
    /// Complaints whose text alone gets a fix proposed.
    pub fixed_at_once: usize,
    /// Of these, with a fix that is wrong, or where no cause covers the complaint.
    pub fixed_wrongly: usize,
    /// Complaints that a cause covers and in whose text an exact error string stands.
    pub with_error_string: usize,
    /// Of these, with the right fix proposed at once.
    pub with_error_string_fixed: usize,
    /// Expected calibration error of the first cause's probability, over ten bins of equal width.
    pub calibration_error: f64,
    /// How often a covered complaint is thought to be covered with more probability than one out of
    /// scope (the area under the ROC curve), from 0 to 1.
    pub separation: f64,
    /// Every complaint read wrongly.
    pub misses: Vec<Miss>,
    /// Complaints known to be missed that are now read rightly.
    pub mended: Vec<String>,
}

/// Reads every complaint and counts.
pub fn evaluate(kb: &KnowledgeBase, cases: &[Example]) -> Evaluation {
    let reader = reader_of(kb);
    count(cases.iter().map(|case| Outcome::of(kb, &reader, case)))
}

/// Reads each of a knowledge base's own examples with a reader that has not learned from it.
pub fn evaluate_examples(kb: &KnowledgeBase) -> Evaluation {
    let mut outcomes = Vec::new();
    for fold in 0..FOLDS {
        let is_left_out = |at: usize| at % FOLDS == fold;
        let examples = || kb.examples().iter().enumerate();
        let taught = examples().filter(|(at, _)| !is_left_out(*at));
        let taught = taught.map(|(_, example)| example.clone()).collect();
        let reader = TextReader::learn(&kb.clone().with_examples(taught));
        let left_out = examples().filter(|(at, _)| is_left_out(*at));
        outcomes.extend(left_out.map(|(_, example)| Outcome::of(kb, &reader, example)));
    }
    count(outcomes.into_iter())
}

/// How one complaint was read.
struct Outcome<'a> {
    case: &'a Example,
    diagnosis: Diagnosis,
    found: Vec<String>,
    has_error_string: bool,
    is_covered: bool,
}

impl<'a> Outcome<'a> {
    fn of(kb: &KnowledgeBase, reader: &TextReader, case: &'a Example) -> Self {
        let read = reader.read(&case.text, &BTreeSet::new());
        let facts = read.beside(Vec::new(), &BTreeSet::new());
        let shown = facts.observations.iter().map(|o| format!("{}: {}", o.symptom, quote(o)));
        let suggested = facts.suggestions.iter().map(|it| {
            let (answer, quote) = (it.answer.name().to_lowercase(), it.quote.for_insiders());
            format!("{}, {answer}: {}", it.symptom, in_quotes(quote))
        });
        let mut found: Vec<String> = shown.chain(suggested).collect();
        let diagnosis = diagnose(kb, &facts);
        let won = diagnosis.causes.first().filter(|_| !diagnosis.is_not_covered());
        let place = won.and_then(|won| kb.place_of_cause(&won.id));
        let wording = facts.wording.as_ref().zip(place);
        let sounds = wording.and_then(|(wording, place)| wording.causes[place].quote.as_ref());
        found.extend(sounds.map(|words| format!("wording: {}", in_quotes(words.for_insiders()))));
        let has_error_string = !facts.observations.is_empty();
        // A case that only causes to come will cover is not covered yet.
        let is_known = |label: &String| kb.cause(&CauseId::from(label.as_str())).is_some();
        let is_covered = case.label != OUT_OF_SCOPE && case.accept.iter().any(is_known);
        Self { case, diagnosis, found, has_error_string, is_covered }
    }

    /// The cause whose fix is proposed without any question.
    fn fix(&self) -> Option<&CauseId> {
        match &self.diagnosis.next {
            Next::Try { cause, .. } => Some(cause),
            Next::Ask { .. } | Next::AskScreen | Next::Escalate => None,
        }
    }

    /// The first cause with its probability.
    fn first(&self) -> Option<(&CauseId, f64)> {
        self.diagnosis.causes.first().map(|first| (&first.id, first.probability))
    }

    fn is_right(&self, cause: &CauseId) -> bool {
        self.case.accept.iter().any(|accepted| accepted == cause.as_str())
    }

    /// The best place of a right cause, from 1.
    fn rank(&self) -> Option<usize> {
        self.diagnosis.causes.iter().position(|cause| self.is_right(&cause.id)).map(|at| at + 1)
    }

    /// Whether a cause is claimed for it that is not right.
    fn is_claimed(&self) -> bool {
        self.first().is_some_and(|(first, _)| !self.is_right(first))
            && !self.diagnosis.is_not_covered()
    }

    fn is_miss(&self) -> bool {
        let accepts_neither = || !self.case.accept.iter().any(|label| label == OUT_OF_SCOPE);
        if self.is_covered {
            self.rank() != Some(1) || (self.diagnosis.is_not_covered() && accepts_neither())
        } else {
            self.is_claimed()
        }
    }

    fn miss(&self) -> Miss {
        let not_covered = (OUT_OF_SCOPE.to_owned(), self.diagnosis.not_covered);
        let (won, probability) = match self.first() {
            Some((first, probability)) if !self.diagnosis.is_not_covered() => {
                (first.to_string(), probability)
            }
            _ => not_covered,
        };
        Miss {
            id: self.case.id.clone(),
            expected: self.case.accept.clone(),
            won,
            probability,
            rank: self.rank(),
            found: self.found.clone(),
            known: self.case.missed,
        }
    }
}

fn count<'a>(outcomes: impl Iterator<Item = Outcome<'a>>) -> Evaluation {
    let mut result = Evaluation::default();
    let mut claims = Vec::new();
    let (mut covered, mut out_of_scope) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        let Some((first, probability)) = outcome.first() else { continue };
        claims.push((probability, outcome.is_right(first)));
        if outcome.is_covered {
            let rank = outcome.rank();
            covered.push(1.0 - outcome.diagnosis.not_covered);
            result.first += usize::from(rank == Some(1));
            result.first_three += usize::from(rank.is_some_and(|rank| rank <= 3));
        } else {
            out_of_scope.push(1.0 - outcome.diagnosis.not_covered);
            result.claimed += usize::from(outcome.is_claimed());
        }
        let fix = outcome.fix();
        let is_right = fix.is_some_and(|cause| outcome.is_right(cause));
        result.fixed_at_once += usize::from(fix.is_some());
        result.fixed_wrongly += usize::from(fix.is_some() && !is_right);
        if outcome.is_covered && outcome.has_error_string {
            result.with_error_string += 1;
            result.with_error_string_fixed += usize::from(is_right);
        }
        if outcome.is_miss() {
            result.misses.push(outcome.miss());
        } else if outcome.case.missed {
            result.mended.push(outcome.case.id.clone());
        }
    }
    (result.covered, result.out_of_scope) = (covered.len(), out_of_scope.len());
    result.calibration_error = calibration_error(&claims);
    result.separation = separation(&covered, &out_of_scope);
    result
}

fn quote(observation: &Observation) -> String {
    match &observation.because {
        Because::Said => String::new(),
        Because::InText { quote, .. } | Because::InFile { quote } => {
            in_quotes(quote.for_insiders())
        }
    }
}

fn in_quotes(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", text.replace('\n', " "))
}

fn calibration_error(claims: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    for &(probability, right) in claims {
        let bin = &mut bins[((probability * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += probability;
        bin.1 += f64::from(u8::from(right));
    }
    let off: f64 = bins.iter().map(|(said, right): &(f64, f64)| (said - right).abs()).sum();
    off / claims.len().max(1) as f64
}

/// How often the first kind of number is above the second; halves where they are equal.
fn separation(above: &[f64], below: &[f64]) -> f64 {
    let wins = |a: &f64, b: &f64| match a.total_cmp(b) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    };
    let total: f64 = above.iter().flat_map(|a| below.iter().map(move |b| wins(a, b))).sum();
    let pairs = above.len() * below.len();
    if pairs == 0 { 0.5 } else { total / pairs as f64 }
}
