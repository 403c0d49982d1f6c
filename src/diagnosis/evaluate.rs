//! How well the knowledge base reads complaints whose cause is known.

use serde::{Deserialize, Serialize};

use super::{Case, Diagnosis, TextReader, diagnose};
use crate::kb::{CauseId, KnowledgeBase};

/// The label of a complaint that no cause covers.
pub const OUT_OF_SCOPE: &str = "out-of-scope";

/// A complaint with the causes that count as right.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledCase {
    /// Its name in reports.
    pub id: String,
    /// The complaint.
    pub text: String,
    /// The cause it was written for, or [`OUT_OF_SCOPE`].
    pub label: String,
    /// Every cause that counts as right.
    pub accept: Vec<String>,
}

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
    /// The words that were found, each with its symptom.
    pub found: Vec<String>,
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
    /// Of these, with a first cause more probable than not covered.
    pub claimed: usize,
    /// Expected calibration error of the first cause's probability, over ten bins of equal width.
    pub calibration_error: f64,
    /// Every complaint read wrongly.
    pub misses: Vec<Miss>,
}

/// Reads every complaint and counts.
pub fn evaluate(kb: &KnowledgeBase, cases: &[LabelledCase]) -> Evaluation {
    let reader = TextReader::new(kb);
    let mut result = Evaluation::default();
    let mut claims = Vec::new();
    for case in cases {
        let observations = reader.read(&case.text);
        let found = observations.iter().map(|o| format!("{}: {}", o.symptom, quote(o))).collect();
        let diagnosis = diagnose(kb, &Case { observations, ..Case::default() });
        let rank = rank(&diagnosis, &case.accept);
        let Some(top) = diagnosis.causes.first() else { continue };
        claims.push((top.probability, is_right(&top.id, &case.accept)));
        let claimed = top.probability > diagnosis.not_covered;
        let is_miss = if case.label == OUT_OF_SCOPE {
            let false_claim = claimed && !is_right(&top.id, &case.accept);
            result.out_of_scope += 1;
            result.claimed += usize::from(false_claim);
            false_claim
        } else {
            result.covered += 1;
            result.first += usize::from(rank == Some(1));
            result.first_three += usize::from(rank.is_some_and(|rank| rank <= 3));
            rank != Some(1)
        };
        if is_miss {
            let won = if claimed { top.id.to_string() } else { OUT_OF_SCOPE.to_owned() };
            let probability = if claimed { top.probability } else { diagnosis.not_covered };
            let expected = case.accept.clone();
            result.misses.push(Miss {
                id: case.id.clone(),
                expected,
                won,
                probability,
                rank,
                found,
            });
        }
    }
    result.calibration_error = calibration_error(&claims);
    result
}

fn quote(observation: &super::Observation) -> String {
    match &observation.because {
        super::Because::Said => String::new(),
        super::Because::Read { quote, .. } => {
            format!("\u{201c}{}\u{201d}", quote.for_insiders().replace('\n', " "))
        }
    }
}

fn is_right(cause: &CauseId, accept: &[String]) -> bool {
    accept.iter().any(|accepted| accepted == cause.as_str())
}

/// The best place of a right cause, from 1. A cause as unlikely as not covered counts by its place too.
fn rank(diagnosis: &Diagnosis, accept: &[String]) -> Option<usize> {
    diagnosis.causes.iter().position(|cause| is_right(&cause.id, accept)).map(|at| at + 1)
}

fn calibration_error(claims: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for &(probability, right) in claims {
        let bin = &mut bins[((probability * 10.0) as usize).min(9)];
        bin.0 += 1.0;
        bin.1 += probability;
        bin.2 += f64::from(u8::from(right));
    }
    bins.iter().map(|(_, said, right): &(f64, f64, f64)| (said - right).abs()).sum::<f64>()
        / claims.len().max(1) as f64
}
