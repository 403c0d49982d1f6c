//! Text as words that can be compared: lower case, no accents, joined names split.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use rustc_hash::FxHasher;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::privacy::InternalText;

/// A map with fixed hashing: its content never depends on the run.
pub(super) type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word as it is compared.
    pub(super) folded: Cow<'a, str>,
    /// Where it stands in the text, in bytes.
    pub(super) span: Range<usize>,
}

/// The words of a text, in order: runs of letters or of digits, split where a capital follows a
/// small letter.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let joins = c.is_alphanumeric() || is_combining_mark(c);
        if let Some(from) = start
            && (!joins || begins_part(before, c))
        {
            words.push(word(text, from..at));
            start = None;
        }
        if joins && start.is_none() {
            start = Some(at);
        }
        before = c;
    }
    if let Some(from) = start {
        words.push(word(text, from..text.len()));
    }
    words
}

fn begins_part(before: char, c: char) -> bool {
    let changes_kind = before.is_numeric() != c.is_numeric() && !is_combining_mark(c);
    (before.is_lowercase() && c.is_uppercase()) || changes_kind
}

fn word(text: &str, span: Range<usize>) -> Word<'_> {
    Word { folded: fold(&text[span.clone()]), span }
}

/// A text without the differences that typing makes: accents and capitals.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        return text
            .nfd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .collect();
    }
    // Most words are written small already.
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// Some words of a text, verbatim.
pub(super) fn quote(text: &str, words: &[Word<'_>], range: &Range<usize>) -> InternalText {
    InternalText::from(&text[words[range.start].span.start..words[range.end - 1].span.end])
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::words;

    fn folded(text: &str) -> Vec<Cow<'_, str>> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn joined_names_are_split_and_accents_do_not_matter() {
        assert_eq!(folded("domainCannotUseApis"), folded("Domain cannot use APIS."));
        assert_eq!(folded("admin_policy_enforced"), folded("Admin-Policy enforced"));
        assert_eq!(folded("suspensión"), folded("suspension"));
        assert_eq!(folded("Error400"), folded("error 400"));
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "Error: límite reached";
        let spans: Vec<&str> = words(text).iter().map(|word| &text[word.span.clone()]).collect();
        assert_eq!(spans, ["Error", "límite", "reached"]);
    }
}
