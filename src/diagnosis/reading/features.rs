//! What a text is compared by: its words, the runs of three to five letters in them (so that typing
//! errors, endings and compound words still meet), and its pairs of neighboring words.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// The shortest and the longest run of letters that is a feature.
const RUNS: std::ops::RangeInclusive<usize> = 3..=5;
/// Longer words, such as keys and hashes, are features as a whole only; in bytes.
const LONGEST_WITH_RUNS: usize = 32;
/// What a run of letters counts beside a word or a pair of words.
const RUN: f32 = 0.3;

/// A word or a pair of neighboring words.
#[derive(Clone, Copy)]
pub(super) enum Unit<'a> {
    Word(&'a str),
    Pair(&'a str, &'a str),
}

impl Unit<'_> {
    /// Its name, the same in every run.
    pub(super) fn hash(self) -> u64 {
        match self {
            Self::Word(word) => hash(b'w', &[word.as_bytes()]),
            Self::Pair(word, next) => hash(b'p', &[word.as_bytes(), next.as_bytes()]),
        }
    }

    /// The hashes of its features, each with what it counts.
    pub(super) fn features(self, mut each: impl FnMut(u64, f32)) {
        each(self.hash(), 1.0);
        let Self::Word(word) = self else { return };
        if word.len() > LONGEST_WITH_RUNS {
            return;
        }
        // Marked, so that the beginning and the end of a word are features too.
        let marked = format!("_{word}_");
        let mut bounds = [0; LONGEST_WITH_RUNS + 3];
        let mut letters = 0;
        for (at, _) in marked.char_indices() {
            bounds[letters] = at;
            letters += 1;
        }
        bounds[letters] = marked.len();
        for run in RUNS {
            for ends in bounds[..=letters].windows(run + 1) {
                each(hash(b'r', &[&marked.as_bytes()[ends[0]..ends[run]]]), RUN);
            }
        }
    }
}

fn hash(kind: u8, parts: &[&[u8]]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(kind);
    for part in parts {
        hasher.write(part);
    }
    hasher.finish()
}
