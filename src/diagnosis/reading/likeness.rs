//! How much a text is like the texts of each class, as learned from examples in closed form.
//!
//! Classes stand in groups. A text is a set of features (`features.rs`), each with a weight for the
//! classes it speaks for (`learner.rs` says where the weights come from); the weights of its distinct
//! words and pairs add up.

use std::ops::Range;

use super::features::Unit;
use super::lists::Lists;
use super::words::{FixedMap, Word};

/// What was learned.
#[derive(Clone, Debug)]
pub(super) struct Likeness {
    /// Which classes stand in each group.
    pub(super) groups: Vec<Range<usize>>,
    /// The row of each feature, by its hash.
    pub(super) rows: FixedMap<u64, u32>,
    /// For each row how much its features count: high for rare ones.
    pub(super) rarity: Vec<f32>,
    /// For each row how much its features speak for the classes in whose examples they stand.
    pub(super) weights: Lists<(u32, f32)>,
}

/// What one word or pair of words of a text adds.
struct Part {
    weights: Vec<f32>,
    length: f32,
}

/// A text prepared to be compared, whole or in parts.
pub(super) struct Compared<'a> {
    likeness: &'a Likeness,
    /// What each distinct word, and each distinct pair, adds.
    parts: Vec<Part>,
    /// For each word its own part and that of the pair it begins.
    of_word: Vec<(u32, Option<u32>)>,
    /// In which comparison a part was counted last.
    counted: Vec<u32>,
    comparison: u32,
}

/// How much some words are like each class of a group.
pub(super) struct Alike {
    /// For each class; 0 where nothing speaks for it.
    pub(super) to: Vec<f64>,
    /// How much the known words count together: grows with the root of their number.
    pub(super) length: f64,
}

impl Likeness {
    fn classes(&self) -> usize {
        self.groups.last().map_or(0, |last| last.end)
    }

    /// Prepares a text to be compared.
    pub(super) fn compare(&self, text: &[Word<'_>]) -> Compared<'_> {
        let mut places: FixedMap<u64, u32> = FixedMap::default();
        let mut parts = Vec::new();
        let mut place = |unit: Unit<'_>| {
            *places.entry(unit.hash()).or_insert_with(|| {
                parts.push(self.part(unit));
                parts.len() as u32 - 1
            })
        };
        let of_word = text.iter().enumerate().map(|(at, word)| {
            let own = place(Unit::Word(&word.folded));
            let next = text.get(at + 1);
            (own, next.map(|next| place(Unit::Pair(&word.folded, &next.folded))))
        });
        let of_word = of_word.collect();
        let counted = vec![0; parts.len()];
        Compared { likeness: self, parts, of_word, counted, comparison: 0 }
    }

    /// What a word or pair adds; features that no lesson had add nothing.
    fn part(&self, unit: Unit<'_>) -> Part {
        let mut part = Part { weights: vec![0.0; self.classes()], length: 0.0 };
        unit.features(|hash, counts| {
            let Some(&row) = self.rows.get(&hash) else { return };
            let counts = counts * self.rarity[row as usize];
            part.length += counts * counts;
            for &(class, weight) in self.weights.get(row) {
                part.weights[class as usize] += weight * counts;
            }
        });
        part
    }
}

impl Compared<'_> {
    /// How much some of the words are like each class of a group; nothing where no word is known.
    /// Each distinct word counts once.
    pub(super) fn alike(&mut self, group: usize, ranges: &[Range<usize>]) -> Option<Alike> {
        self.comparison += 1;
        let group = self.likeness.groups[group].clone();
        let mut sums = vec![0.0_f32; group.len()];
        let mut length = 0.0;
        for range in ranges {
            for at in range.clone() {
                let (own, pair) = self.of_word[at];
                // A pair counts where both of its words do.
                let pair = pair.filter(|_| at + 1 < range.end);
                for part in [Some(own), pair].into_iter().flatten() {
                    let part = part as usize;
                    if self.counted[part] == self.comparison {
                        continue;
                    }
                    self.counted[part] = self.comparison;
                    length += self.parts[part].length;
                    let weights = &self.parts[part].weights[group.clone()];
                    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
                }
            }
        }
        let length = f64::from(length.sqrt());
        let to = || sums.into_iter().map(|sum| f64::from(sum) / length).collect();
        (length > 0.0).then(|| Alike { to: to(), length })
    }
}
