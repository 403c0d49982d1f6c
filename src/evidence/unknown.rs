//! Events of a log that no check looks at, counted by name.

use rustc_hash::FxHashMap;

use super::reading::limits::UNKNOWN_EVENTS;
use crate::privacy::quote::quote;

/// How many characters of a name are kept.
const NAME: usize = 60;

/// What no check looks at.
#[derive(Debug, Default)]
pub struct UnknownEvents {
    counts: FxHashMap<String, u64>,
    /// Those of further kinds.
    others: u64,
}

impl UnknownEvents {
    /// Counts one more of a name.
    pub fn add(&mut self, name: &str) {
        let end = name.char_indices().nth(NAME).map_or(name.len(), |(end, _)| end);
        let name = &name[..end];
        if let Some(count) = self.counts.get_mut(name) {
            *count += 1;
        } else if self.counts.len() < UNKNOWN_EVENTS {
            self.counts.insert(name.to_owned(), 1);
        } else {
            self.others += 1;
        }
    }

    /// Names and counts, the most frequent first.
    pub fn finish(self) -> Vec<(String, u64)> {
        let quoted = |(name, count): (String, u64)| (quote(&name).for_insiders().to_owned(), count);
        let mut counts: Vec<(String, u64)> = self.counts.into_iter().map(quoted).collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        if self.others > 0 {
            counts.push(("others".to_owned(), self.others));
        }
        counts
    }
}
