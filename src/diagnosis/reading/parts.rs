//! A text as sentences and clauses: the parts that can each state one thing.

use std::ops::Range;

use super::words::Word;

/// A part of fewer words says too little to be read.
const LEAST_WORDS: usize = 2;
/// A clause that begins with a conjunction has at least this many words, or belongs to the one before.
const LEAST_JOINED: usize = 3;
/// What ends a sentence.
const SENTENCE: [char; 4] = ['.', '!', '?', '\n'];
/// What ends a clause within a sentence.
const CLAUSE: [char; 19] = [
    ',', ';', ':', '(', ')', '[', ']', '{', '}', '|', '<', '>', '"', '\u{201c}', '\u{201d}',
    '\u{201e}', '\u{2013}', '\u{2014}', '\u{2192}',
];
/// Words that begin a clause of their own.
const CONJUNCTIONS: &[&str] = &[
    "aber", "although", "and", "but", "e", "et", "however", "mais", "mas", "pero", "sondern",
    "though", "und", "whereas", "while", "y",
];

/// A sentence or one of its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its words.
    pub(super) words: Range<usize>,
    /// The words of its sentence.
    pub(super) sentence: Range<usize>,
    /// Whether it ends in a question mark.
    pub(super) is_asked: bool,
}

impl Part {
    /// Whether it is the whole of its sentence.
    pub(super) fn is_whole(&self) -> bool {
        self.words == self.sentence
    }
}

/// The parts of a text: each sentence, and each clause of those that have several.
pub(super) fn parts(text: &str, words: &[Word<'_>]) -> Vec<Part> {
    let mut parts = Vec::new();
    for sentence in sentences(text, words) {
        let asks = |end: usize| {
            let start = words[end - 1].span.end;
            let next = words.get(end).map_or(text.len(), |next| next.span.start);
            text[start..next].contains(['?', '\u{ff1f}'])
        };
        let mut clauses = split(text, words, sentence.clone(), |c| CLAUSE.contains(&c));
        clauses = clauses.into_iter().flat_map(|clause| at_conjunctions(words, clause)).collect();
        let is_asked = asks(sentence.end);
        let mut add = |range: Range<usize>| {
            if range.len() >= LEAST_WORDS {
                let is_asked = is_asked && asks(range.end);
                parts.push(Part { words: range, sentence: sentence.clone(), is_asked });
            }
        };
        if clauses.len() > 1 {
            clauses.into_iter().for_each(&mut add);
        }
        add(sentence.clone());
    }
    parts
}

/// The sentences of a text as ranges of its words.
pub(super) fn sentences(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    split(text, words, 0..words.len(), |c| SENTENCE.contains(&c))
}

/// Splits a clause before words that begin one of their own.
fn at_conjunctions(words: &[Word<'_>], clause: Range<usize>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = clause.start;
    for at in clause.clone() {
        let begins = CONJUNCTIONS.contains(&&*words[at].folded);
        if begins && at - start >= LEAST_JOINED && clause.end - at > LEAST_JOINED {
            clauses.push(start..at);
            start = at;
        }
    }
    clauses.push(start..clause.end);
    clauses
}

/// Splits a range of words where one of the characters stands between two of them.
fn split(
    text: &str,
    words: &[Word<'_>],
    range: Range<usize>,
    ends: impl Fn(char) -> bool,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for at in range.start..range.end {
        let is_last = at + 1 == range.end;
        let between = || &text[words[at].span.end..words[at + 1].span.start];
        if is_last || is_end(between(), &ends) {
            parts.push(start..at + 1);
            start = at + 1;
        }
    }
    parts
}

/// Whether what stands between two words ends the part. A dot or a colon inside a name, a number or a
/// time does not.
fn is_end(between: &str, ends: impl Fn(char) -> bool) -> bool {
    between != "." && between != ":" && between.contains(ends)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::parts;

    #[test]
    fn sentences_and_their_clauses_are_parts_and_names_stay_whole() {
        let text = "Import fails: error 500. See admin.google.com today\nHelp";
        let words = words(text);
        let mut found: Vec<&str> = parts(text, &words)
            .into_iter()
            .map(|part| {
                &text[words[part.words.start].span.start..words[part.words.end - 1].span.end]
            })
            .collect();
        found.sort_unstable();
        let expected =
            ["Import fails", "Import fails: error 500", "See admin.google.com today", "error 500"];
        assert_eq!(found, expected);
    }
}
