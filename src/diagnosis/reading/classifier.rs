//! How much a text is like the texts of each class, as learned from examples in closed form.
//!
//! Classes stand in groups. A text is a set of features (`features.rs`), each with a weight for the
//! classes it speaks for (`trainer.rs` says where the weights come from); the weights of its distinct
//! words and pairs add up.

use std::mem::take;
use std::ops::Range;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use super::features::Unit;
use super::fixed::Fixed;
use super::lists::Lists;
use super::table::Table;
use super::words::{FixedMap, Word};

/// Words and pairs that are kept; beyond that everything is forgotten.
const KEPT: usize = 8_000;

/// What was learned.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Classifier {
    /// Which classes stand in each group.
    pub(super) groups: Vec<Range<usize>>,
    /// The row of each feature, by its hash.
    pub(super) rows: Table<u32>,
    /// For each row how much its features count: high for rare ones.
    pub(super) rarity: Vec<f32>,
    /// For each row how much its features speak for the classes in whose examples they stand.
    pub(super) weights: Lists<(u16, Fixed)>,
    /// What the words of the last text add: while somebody types, the next has the same but for one.
    #[serde(skip)]
    pub(super) kept: Mutex<Parts>,
}

/// What words and pairs of words add.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The place of each in the lists below; none where no lesson had any of its features.
    places: FixedMap<u64, Option<u32>>,
    /// So many weights each as there are classes.
    weights: Vec<f32>,
    /// How much its features count together, squared.
    lengths: Vec<f32>,
}

/// A text prepared to be compared, whole or in parts.
pub(super) struct Compared<'a> {
    classifier: &'a Classifier,
    parts: Parts,
    /// For each word its own place and that of the pair it begins, where they are known.
    of_word: Vec<[Option<u32>; 2]>,
    /// In which comparison a place was counted last.
    counted: Vec<u32>,
    comparison: u32,
}

/// How much some words are like each class of a group.
pub(super) struct Similarity {
    /// For each class; 0 where nothing speaks for it.
    pub(super) to: Vec<f64>,
    /// How much the known words count together: grows with the root of their number.
    pub(super) length: f64,
}

impl Classifier {
    fn classes(&self) -> usize {
        self.groups.last().map_or(0, |last| last.end)
    }

    /// Prepares a text to be compared.
    pub(super) fn compare(&self, text: &[Word<'_>]) -> Compared<'_> {
        // Whoever reads at the same moment begins with nothing.
        let mut parts =
            self.kept.try_lock().map_or_else(|_| Parts::default(), |mut k| take(&mut k));
        let of_word = text.iter().enumerate().map(|(at, word)| {
            let next = text.get(at + 1);
            let pair = next.map(|next| Unit::Pair(&word.folded, &next.folded));
            [
                self.place(Unit::Word(&word.folded), &mut parts),
                pair.and_then(|pair| self.place(pair, &mut parts)),
            ]
        });
        let of_word = of_word.collect();
        let counted = vec![0; parts.lengths.len()];
        Compared { classifier: self, parts, of_word, counted, comparison: 0 }
    }

    /// The place of a word or pair, which is made where it is new.
    fn place(&self, unit: Unit<'_>, parts: &mut Parts) -> Option<u32> {
        let Parts { places, weights, lengths } = parts;
        *places.entry(unit.hash()).or_insert_with(|| {
            let (begin, mut length) = (weights.len(), 0.0);
            unit.features(|hash, counts| {
                let Some(row) = self.rows.get(hash) else { return };
                weights.resize(begin + self.classes(), 0.0);
                let counts = counts * self.rarity[row as usize];
                length += counts * counts;
                for &(class, weight) in self.weights.get(row) {
                    weights[begin + usize::from(class)] += f32::from(weight) * counts;
                }
            });
            (weights.len() > begin).then(|| {
                lengths.push(length);
                lengths.len() as u32 - 1
            })
        })
    }
}

/// What was worked out is kept for the next text, unless it is too much.
impl Drop for Compared<'_> {
    fn drop(&mut self) {
        if self.parts.places.len() <= KEPT
            && let Ok(mut kept) = self.classifier.kept.try_lock()
        {
            *kept = take(&mut self.parts);
        }
    }
}

impl Compared<'_> {
    /// How much some of the words are like each class of a group; nothing where no word is known.
    /// Each distinct word counts once.
    pub(super) fn similarity(
        &mut self,
        group: usize,
        ranges: &[Range<usize>],
    ) -> Option<Similarity> {
        self.comparison += 1;
        let classes = self.classifier.classes();
        let group = self.classifier.groups[group].clone();
        let mut sums = vec![0.0_f32; group.len()];
        let mut length = 0.0;
        for range in ranges {
            for at in range.clone() {
                let [own, pair] = self.of_word[at];
                // A pair counts where both of its words do.
                let pair = pair.filter(|_| at + 1 < range.end);
                for place in [own, pair].into_iter().flatten() {
                    let place = place as usize;
                    if self.counted[place] == self.comparison {
                        continue;
                    }
                    self.counted[place] = self.comparison;
                    length += self.parts.lengths[place];
                    let weights = &self.parts.weights[place * classes..][group.clone()];
                    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
                }
            }
        }
        let length = f64::from(length.sqrt());
        let to = || sums.into_iter().map(|sum| f64::from(sum) / length).collect();
        (length > 0.0).then(|| Similarity { to: to(), length })
    }

    /// By how many of some words a class of a group is supported, as an effective number, and the
    /// share of its weight that the strongest of them has.
    pub(super) fn support(&self, group: usize, class: usize, words: Range<usize>) -> (f64, f64) {
        let classes = self.classifier.classes();
        let class = self.classifier.groups[group].start + class;
        let (mut sum, mut squares, mut most) = (0.0_f64, 0.0_f64, 0.0_f64);
        for at in words {
            let [own, _] = self.of_word[at];
            let Some(place) = own else { continue };
            let weight = f64::from(self.parts.weights[place as usize * classes + class]);
            sum += weight;
            squares += weight * weight;
            most = most.max(weight);
        }
        if sum > 0.0 { (sum * sum / squares, most / sum) } else { (1.0, 1.0) }
    }
}
