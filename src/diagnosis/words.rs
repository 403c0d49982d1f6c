//! Text as words that can be compared: lower case, no accents, joined names split, endings cut.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that stand in every complaint and tell nothing.
const COMMON_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
    "been", "but", "by", "can", "could", "das", "de", "der", "die", "do", "does", "el", "en", "es",
    "for", "from", "get", "got", "had", "has", "have", "he", "help", "her", "hi", "his", "how",
    "i", "if", "im", "in", "into", "is", "ist", "it", "its", "la", "los", "me", "my", "of", "on",
    "or", "our", "please", "she", "so", "some", "that", "the", "their", "them", "then", "there",
    "they", "this", "to", "und", "was", "we", "were", "what", "when", "which", "who", "why",
    "will", "with", "would", "y", "you", "your",
];

/// Words that turn what follows into its opposite.
const NEGATIONS: &[&str] = &[
    "cannot", "don", "isn", "kein", "nicht", "never", "no", "not", "nunca", "ohn", "sin", "without",
];

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word as it is compared.
    pub(super) stem: String,
    /// Where it stands in the text, in bytes.
    pub(super) span: Range<usize>,
}

impl Word {
    /// Whether it turns what follows into its opposite.
    pub(super) fn is_negation(&self) -> bool {
        NEGATIONS.contains(&self.stem.as_str())
    }

    /// Whether it stands in every complaint.
    pub(super) fn is_common(&self) -> bool {
        COMMON_WORDS.binary_search(&self.stem.as_str()).is_ok()
    }
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let joins = c.is_alphanumeric() || is_combining_mark(c);
        let new_part = before.is_lowercase() && c.is_uppercase();
        if let Some(from) = start
            && (!joins || new_part)
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

fn word(text: &str, span: Range<usize>) -> Word {
    let folded: String = text[span.clone()]
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    Word { stem: stem(&folded), span }
}

/// Cuts the endings that only mark number and tense, so that "imports" meets "import".
fn stem(word: &str) -> String {
    const ENDINGS: &[&str] =
        &["ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "e"];
    if !word.is_ascii() || word.len() < 4 || word.ends_with("ss") {
        return word.to_owned();
    }
    let cut = ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() >= 3))
        .unwrap_or(word);
    cut.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{COMMON_WORDS, words};

    fn stems(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn joined_names_are_split_and_accents_and_endings_do_not_matter() {
        assert_eq!(stems("domainCannotUseApis"), stems("Domain cannot use APIs."));
        assert_eq!(stems("admin_policy_enforced"), stems("Admin-Policy enforced"));
        assert_eq!(stems("suspensión"), stems("suspension"));
        assert_eq!(stems("imported importing imports"), stems("import import import"));
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "Error: límite reached";
        let spans: Vec<&str> = words(text).iter().map(|word| &text[word.span.clone()]).collect();
        assert_eq!(spans, ["Error", "límite", "reached"]);
    }

    #[test]
    fn common_words_can_be_searched() {
        assert!(COMMON_WORDS.is_sorted());
    }
}
