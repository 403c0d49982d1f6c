//! The readers of this run of the program, one for each knowledge base.

use std::sync::{Arc, Mutex, PoisonError};

use crate::built_in;
use crate::diagnosis::{Learned, TextReader};
use crate::kb::KnowledgeBase;

/// Readers kept for the next ticket with the same knowledge base.
const KEPT: usize = 4;

/// Readers made before, by the lessons of their knowledge base; the last made is last.
static READERS: Mutex<Vec<(u64, Arc<TextReader>)>> = Mutex::new(Vec::new());

/// The reader of a knowledge base. It learns for a second or two where the program does not carry what
/// there is to learn, so the last few are kept.
pub fn reader_of(kb: &KnowledgeBase) -> Arc<TextReader> {
    let lessons = kb.lessons();
    // A panic while the list was held leaves a list that is still whole.
    let readers = || READERS.lock().unwrap_or_else(PoisonError::into_inner);
    let made = readers().iter().find(|(made, _)| *made == lessons).cloned();
    if let Some((_, reader)) = made {
        return reader;
    }
    // Not while the list is held: somebody else may want another reader meanwhile.
    let reader = Arc::new(if let Some(whole) = kb.whole() {
        reader_of(whole).of_part(whole, kb)
    } else {
        let learned = Learned::from_bytes(built_in::LEARNED, lessons);
        TextReader::new(kb, learned.unwrap_or_else(|| Learned::from(kb)))
    });
    let mut readers = readers();
    if readers.len() >= KEPT {
        readers.remove(0);
    }
    readers.push((lessons, Arc::clone(&reader)));
    reader
}
