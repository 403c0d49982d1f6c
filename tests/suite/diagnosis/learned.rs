//! What the program carries of its reader's learning.

use std::collections::BTreeSet;

use syncmend::diagnosis::{Learned, TextReader};
use syncmend::kb::KnowledgeBase;
use syncmend::readers::reader_of;

use crate::support::kb;

#[test]
fn the_reader_inside_the_program_reads_as_one_that_learns_now() {
    let kb = kb();
    let (carried, learned) = (reader_of(&kb), TextReader::learn(&kb));
    let none = BTreeSet::new();
    for example in kb.examples().iter().step_by(97) {
        let (ours, theirs) =
            (carried.read(&example.text, &none), learned.read(&example.text, &none));
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{}", example.id);
    }
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
