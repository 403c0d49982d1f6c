//! What the program carries of its reader's learning.

use std::collections::BTreeSet;

use syncmend::diagnosis::{Learned, TextReader};
use syncmend::kb::KnowledgeBase;
use syncmend::readers::reader_of;

use crate::support::kb;

/// What a reader tells of a text, without what is so close to being told or not that the arithmetic of
/// another system decides.
fn told(reader: &TextReader, text: &str) -> (Vec<String>, Vec<f64>) {
    let reading = reader.read(text, &BTreeSet::new());
    let sure = reading.suggestions.iter().filter(|it| it.probability > 0.72);
    let sure = sure.map(|it| format!("{} {:?} {:.1}", it.symptom, it.answer, it.probability));
    let likely = reading.wording.iter().flat_map(|wording| &wording.causes);
    (sure.collect(), likely.map(|cause| cause.log_ratio).collect())
}

#[test]
fn the_reader_inside_the_program_reads_as_one_that_learns_now() {
    let kb = kb();
    let (carried, learned) = (reader_of(&kb), TextReader::learn(&kb));
    let (mut texts, mut alike) = (0, 0);
    for example in kb.examples().iter().step_by(97) {
        let (ours, theirs) = (told(&carried, &example.text), told(&learned, &example.text));
        texts += 1;
        alike += usize::from(ours.0 == theirs.0);
        assert_eq!(ours.1.len(), theirs.1.len(), "{}", example.id);
        let apart = ours.1.iter().zip(&theirs.1).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(apart < 0.05, "{}: {apart}", example.id);
    }
    // A probability may lie on the edge of the next tenth.
    assert!(texts >= 20 && alike * 10 >= texts * 9, "{alike} of {texts}");
}

#[test]
fn learning_is_used_for_what_it_was_learned_from_and_nothing_else() {
    let kb = KnowledgeBase::new(kb().model().clone());
    let bytes = Learned::from(&kb).to_bytes().expect("it is written");
    assert!(Learned::from_bytes(&bytes, kb.lessons()).is_some());
    let more = crate::support::kb().examples()[..1].into();
    let taught = kb.clone().with_examples(more);
    assert_ne!(taught.lessons(), kb.lessons(), "an example more is another lesson");
    assert!(Learned::from_bytes(&bytes, taught.lessons()).is_none());
    assert!(Learned::from_bytes(&bytes[..bytes.len() / 2], kb.lessons()).is_none(), "damaged");
    assert!(Learned::from_bytes(&[], kb.lessons()).is_none());
}
