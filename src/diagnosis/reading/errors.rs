//! Exact error strings, found in any case, punctuation and joining of words, but only whole: an
//! identifier that is part of a longer one is another.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::words::{Word, fold, words};
use crate::kb::{KnowledgeBase, SymptomId};

/// Every error string of a knowledge base, to be looked for at once.
#[derive(Clone, Debug)]
pub struct ErrorStrings {
    /// Finds the strings without anything between their letters and digits; `None` if there are more
    /// than it can hold.
    finder: Option<AhoCorasick>,
    /// Symptom and meaning of each string.
    meanings: Vec<(SymptomId, String)>,
}

/// An error string in a text.
pub(super) struct FoundError<'a> {
    pub(super) symptom: &'a SymptomId,
    pub(super) meaning: &'a str,
    /// Which words of the text it is.
    pub(super) words: Range<usize>,
}

impl ErrorStrings {
    /// Prepares the error strings of all symptoms.
    pub fn new(kb: &KnowledgeBase) -> Self {
        let mut strings = Vec::new();
        let mut meanings = Vec::new();
        for symptom in kb.symptoms() {
            for error in &symptom.errors {
                let joined = joined(&error.text);
                // A string without letters would stand everywhere.
                if !joined.is_empty() {
                    strings.push(joined);
                    meanings.push((symptom.id.clone(), error.meaning.clone()));
                }
            }
        }
        Self { finder: AhoCorasick::new(&strings).ok(), meanings }
    }

    /// The symptoms whose error strings stand in a text.
    pub fn symptoms_in(&self, text: &str) -> Vec<&SymptomId> {
        self.find(text, &words(text)).into_iter().map(|found| found.symptom).collect()
    }

    /// The strings in a text, every time they stand there.
    pub(super) fn find(&self, text: &str, words: &[Word<'_>]) -> Vec<FoundError<'_>> {
        let mut joined = String::new();
        let mut starts = Vec::with_capacity(words.len());
        for word in words {
            starts.push(joined.len());
            joined.push_str(&word.folded);
        }
        let mut found: Vec<FoundError<'_>> = Vec::new();
        let hits = self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(&joined));
        for hit in hits {
            let (symptom, meaning) = &self.meanings[hit.pattern()];
            let begins = starts.binary_search(&hit.start());
            let ends = match starts.binary_search(&hit.end()) {
                Ok(next) => Some(next),
                Err(_) => (hit.end() == joined.len()).then_some(words.len()),
            };
            if let (Ok(first), Some(end)) = (begins, ends)
                && is_whole(text, words[first].span.start, words[end - 1].span.end)
            {
                found.push(FoundError { symptom, meaning, words: first..end });
            }
        }
        // A string inside of a longer one is that one: "403 accessNotConfigured" says something else
        // than "access_not_configured".
        let ranges: Vec<Range<usize>> = found.iter().map(|it| it.words.clone()).collect();
        let is_inside = |own: &Range<usize>, other: &Range<usize>| {
            other.start <= own.start && own.end <= other.end && own.len() < other.len()
        };
        found.retain(|it| ranges.iter().all(|other| !is_inside(&it.words, other)));
        found
    }
}

/// Whether some bytes of a text are no part of a longer name.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    !text[..start].ends_with(joins) && !text[end..].starts_with(joins)
}

/// The letters and digits of a text alone.
fn joined(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
