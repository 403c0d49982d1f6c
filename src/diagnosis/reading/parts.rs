//! A text as sentences and clauses: the parts that can each say one thing.

use std::ops::Range;

use super::words::Word;

/// A part of fewer words says too little to be read.
const LEAST_WORDS: usize = 2;
/// What ends a sentence.
const SENTENCE: [char; 5] = ['.', '!', '?', ';', '\n'];
/// What ends a clause within a sentence.
const CLAUSE: [char; 16] = [
    ',', ':', '(', ')', '[', ']', '{', '}', '|', '<', '>', '"', '\u{201c}', '\u{201d}', '\u{201e}',
    '\u{2013}',
];

/// The parts of a text as ranges of its words: each sentence, and each clause of those that have
/// several.
pub(super) fn parts(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for sentence in sentences(text, words) {
        let clauses = split(text, words, sentence.clone(), |c| CLAUSE.contains(&c));
        if clauses.len() > 1 {
            parts.extend(clauses.into_iter().filter(|clause| clause.len() >= LEAST_WORDS));
        }
        if sentence.len() >= LEAST_WORDS {
            parts.push(sentence);
        }
    }
    parts
}

/// The sentences of a text as ranges of its words.
pub(super) fn sentences(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    split(text, words, 0..words.len(), |c| SENTENCE.contains(&c))
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

/// Whether what stands between two words ends the part. A dot inside a name or a number does not.
fn is_end(between: &str, ends: impl Fn(char) -> bool) -> bool {
    between != "." && between.contains(ends)
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
            .map(|part| &text[words[part.start].span.start..words[part.end - 1].span.end])
            .collect();
        found.sort_unstable();
        let expected =
            ["Import fails", "Import fails: error 500", "See admin.google.com today", "error 500"];
        assert_eq!(found, expected);
    }
}
