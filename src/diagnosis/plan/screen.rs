//! When to ask what the screen says, word for word: an exact string settles more than any yes or no,
//! but only where there is one.

use crate::diagnosis::observation::{Because, Observation};
use crate::diagnosis::{Case, Screen};
use crate::kb::{KnowledgeBase, SymptomId};

/// Whether an error is likely under what is believed, or there is nothing better to ask and the ticket
/// would be handed over; no exact string is known, and it was not asked yet.
pub(super) fn is_worth_asking(
    kb: &KnowledgeBase,
    case: &Case,
    probabilities: &[f64],
    gives_up: bool,
) -> bool {
    let is_string = |o: &Observation| matches!(o.because, Because::InText { .. });
    if case.screen == Screen::Asked || case.observations.iter().any(is_string) {
        return false;
    }
    if gives_up {
        return true;
    }
    let is_known = |symptom: &SymptomId| case.observations.iter().any(|o| o.symptom == *symptom);
    let mut likely = 0.0;
    for (cause, probability) in kb.causes().iter().zip(probabilities) {
        let errors = cause.shows.iter().filter(|shows| {
            let has_string = kb.symptom(&shows.symptom).is_some_and(|it| !it.errors.is_empty());
            has_string && !is_known(&shows.symptom)
        });
        let shown = errors.map(|shows| kb.probability(shows.how)).fold(0.0, f64::max);
        likely += probability * shown;
    }
    likely >= kb.numbers().gate().error_likely
}
