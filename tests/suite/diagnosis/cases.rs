//! What diagnoses in these tests start from.

use std::collections::BTreeSet;

use fastrand::Rng;
use syncmend::diagnosis::{Answer, Case, Observation};
use syncmend::kb::{KnowledgeBase, SymptomId};
use syncmend::readers::reader_of;

use crate::support::kb;

pub(super) fn said(symptom: &SymptomId, answer: Answer) -> Observation {
    Observation::said(symptom.clone(), answer)
}

pub(super) fn knowing(observations: Vec<Observation>) -> Case {
    Case { observations, ..Case::default() }
}

/// Some answers to some symptoms, some words read in a text, some fixes that failed.
pub(super) fn any_case(kb: &KnowledgeBase, chance: &mut Rng) -> Case {
    let mut text = String::new();
    let mut answers = Vec::new();
    for symptom in kb.symptoms() {
        if chance.u8(..6) == 0 {
            answers.push(said(&symptom.id, Answer::ALL[chance.usize(..Answer::ALL.len())]));
        } else if chance.u8(..12) == 0 {
            text += &format!("{}. ", symptom.statement);
        }
    }
    let mut case = reader_of(kb).case(&text, answers);
    for cause in kb.causes() {
        if chance.u8(..12) == 0 {
            case.tried.push(cause.id.clone());
        }
    }
    case
}

/// What a text alone leads to.
pub(super) fn told(kb: &KnowledgeBase, text: &str) -> Case {
    reader_of(kb).case(text, Vec::new())
}

/// What a text states about a symptom.
pub(super) fn stated(text: &str, symptom: &str) -> Option<Answer> {
    let kb = kb();
    let reading = reader_of(&kb).read(text, &BTreeSet::new());
    let shown = reading.shown.iter().map(|it| (&it.symptom, it.answer));
    let suggested = reading.suggestions.iter().map(|it| (&it.symptom, it.answer));
    shown.chain(suggested).find(|(id, _)| id.as_str() == symptom).map(|(_, answer)| answer)
}
