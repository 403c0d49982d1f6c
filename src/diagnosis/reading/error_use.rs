//! What the sentence around an exact error string says of it: that it is shown now, that it is not, or
//! only that there is such a string.

use std::ops::Range;

use super::cues::denies;
use super::errors::{ErrorStrings, FoundError};
use super::facts::FactReader;
use super::mood::Mood;
use super::parts::sentences;
use super::words::{Word, quote};
use crate::diagnosis::observation::{Answer, Suggestion};

/// How often an error string that a sentence denies is really not there.
const DENIED_STATED: f64 = 0.9;
/// How many words before an error string a negation denies it.
const DENIAL_REACH: usize = 8;

/// Finds error strings and what is said of them.
pub(super) struct ErrorReader<'a> {
    pub(super) errors: &'a ErrorStrings,
    pub(super) facts: &'a FactReader,
}

impl<'a> ErrorReader<'a> {
    /// The error strings of a text, each with what the sentence around it says of it.
    pub(super) fn find(&self, text: &str, words: &[Word<'_>]) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        let errors = self.errors.find(text, words);
        if errors.is_empty() {
            return found;
        }
        let sentences = sentences(text, words);
        for error in errors {
            let at = sentences.partition_point(|sentence| sentence.end <= error.words.start);
            let sentence = sentences.get(at).cloned().unwrap_or_else(|| error.words.clone());
            let use_ = self.error_use(text, words, &sentence, &error.words);
            found.push(Found { error, use_ });
        }
        found
    }

    fn error_use(
        &self,
        text: &str,
        words: &[Word<'_>],
        sentence: &Range<usize>,
        at: &Range<usize>,
    ) -> ErrorUse {
        // The words of the string itself say nothing of how it is used.
        let around = [sentence.start..at.start, at.end.min(sentence.end)..sentence.end];
        let others = [Mood::Elsewhere, Mood::Past, Mood::Quotation, Mood::Condition];
        let reach = sentence.start.max(at.start.saturating_sub(DENIAL_REACH));
        // "Not the name, only ...", "nobody arrives: ...": what follows is said of the string alone.
        let ends_in_colon =
            |word: usize| text[words[word].span.end..].trim_start_matches(' ').starts_with(": ");
        let turn = (reach..at.start).rev().find(|&word| {
            ends_in_colon(word)
                || matches!(
                    &*words[word].folded,
                    "only" | "but" | "instead" | "rather" | "reads" | "says"
                )
        });
        let before = turn.map_or(reach, |word| word + 1)..at.start;
        let after = at.end.min(sentence.end)..sentence.end;
        let is_unseen = {
            let after = &words[after];
            let names_seeing = |word: &Word<'_>| {
                matches!(
                    &*word.folded,
                    "shown" | "displayed" | "seen" | "appear" | "appears" | "matches" | "hits"
                )
            };
            denies(after) && after.iter().any(names_seeing)
        };
        let is_of_other = |part: &Range<usize>| {
            let moods = self.facts.read(words, part).moods;
            others.iter().any(|mood| moods.has(*mood))
        };
        if around.iter().any(is_of_other) {
            ErrorUse::Mentioned
        } else if denies(&words[before]) || is_unseen {
            ErrorUse::Denied
        } else {
            ErrorUse::Shown
        }
    }
}

/// Error strings that a sentence denies are suggested as a no.
pub(super) fn add_denied(
    suggestions: &mut Vec<Suggestion>,
    text: &str,
    words: &[Word<'_>],
    errors: &[Found<'_>],
) {
    for Found { error, use_ } in errors {
        suggestions.retain(|it| {
            it.symptom != *error.symptom || (*use_ == ErrorUse::Shown && it.answer == Answer::Yes)
        });
        let is_new = suggestions.iter().all(|it| it.symptom != *error.symptom);
        if *use_ == ErrorUse::Denied && is_new {
            suggestions.push(Suggestion {
                symptom: error.symptom.clone(),
                answer: Answer::No,
                quote: quote(text, words, &error.words),
                probability: DENIED_STATED,
            });
        }
    }
}

/// An error string with what the sentence around it says of it.
pub(super) struct Found<'a> {
    pub(super) error: FoundError<'a>,
    pub(super) use_: ErrorUse,
}

/// What a sentence says of an error string in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ErrorUse {
    /// It is shown now.
    Shown,
    /// It is not shown.
    Denied,
    /// It was shown once, is shown elsewhere or only quoted.
    Mentioned,
}
