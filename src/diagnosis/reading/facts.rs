//! What the patterns say about a part of a text, kept for the next text: while somebody types, that
//! has the same parts but for one.

use std::hash::Hasher;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHasher;

use super::cues::Tone;
use super::mood::Moods;
use super::scope::{Scope, ScopeReader};
use super::words::{FixedMap, Word};

/// Parts that are kept; beyond that everything is forgotten.
const KEPT: usize = 8_000;

/// What the patterns say about some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// How they are said.
    pub(super) moods: Moods,
    /// Who is affected.
    pub(super) scope: Scope,
    /// Whether something was changed recently; `None` if they do not say.
    pub(super) is_recent: Option<bool>,
}

/// Applies the patterns and keeps what they say.
#[derive(Debug, Default)]
pub(super) struct FactReader {
    kept: Mutex<FixedMap<u64, Facts>>,
}

impl FactReader {
    /// What the patterns say about some of the words of a text.
    pub(super) fn read(&self, words: &[Word<'_>], range: &Range<usize>) -> Facts {
        let words = &words[range.clone()];
        let mut hasher = FxHasher::default();
        for word in words {
            hasher.write(word.folded.as_bytes());
            hasher.write_u8(b' ');
        }
        let key = hasher.finish();
        // A panic while it was held leaves a map that is still whole.
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = kept().get(&key) {
            return *facts;
        }
        let folded = words.iter().map(|word| &*word.folded).collect::<Vec<_>>().join(" ");
        let scopes = ScopeReader::ready();
        let facts = Facts {
            moods: Moods::of(&folded),
            scope: scopes.scope(&folded, Tone::of(words)),
            is_recent: scopes.is_recent(&folded),
        };
        let mut kept = kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, facts);
        facts
    }
}
