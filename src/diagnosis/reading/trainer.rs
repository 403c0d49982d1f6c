//! Texts with what they teach in, one after the other; a likeness out.
//!
//! Each text counts alike, rare features more than common ones, and every class as if it had as many
//! examples as the others. A feature then speaks for a class by the share of its use there: the
//! weight is -ln(1 - share), which is Complement Naive Bayes (Rennie et al., "Tackling the Poor
//! Assumptions of Naive Bayes Text Classifiers", ICML 2003) with the part left out that is the same
//! for all classes. Within a group of classes shares add up to one. Nothing is drawn by lot and sums
//! run in a fixed order.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Mutex;

use rustc_hash::FxHasher;

use super::classifier::Classifier;
use super::features::Unit;
use super::fixed::Fixed;
use super::lists::Lists;
use super::training::{TrainingExample, TrainingText};
use super::words::FixedMap;

/// How often a feature seems to be used elsewhere before anything is seen: the larger, the less a
/// single example proves.
const ELSEWHERE: f32 = 0.5;
/// How much a class with few examples is made up for at most: a handful proves little.
const HIGHEST_CLASS_WEIGHT: f32 = 1.5;

/// What was heard so far.
pub(super) struct Trainer {
    /// Which classes stand in each group.
    groups: Vec<Range<usize>>,
    /// The number of each word and pair, by its hash, and its features with what they count.
    units: FixedMap<u64, u32>,
    features_of: Lists<(u32, f32)>,
    /// The number of each feature, by its hash.
    features: FixedMap<u64, u32>,
    /// For each lesson its words and pairs, and the classes it is an example of.
    examples: Lists<u32>,
    classes_of: Lists<(u32, f32)>,
    /// The lesson in which each unit stood last, counted from 1.
    stood_in: Vec<u32>,
}

impl Trainer {
    /// Knows nothing yet; `groups` are the numbers of classes in each group.
    pub(super) fn new(groups: &[usize]) -> Self {
        let mut ends = 0;
        let mut range = |classes: &usize| {
            ends += classes;
            ends - classes..ends
        };
        Self {
            groups: groups.iter().map(&mut range).collect(),
            units: FixedMap::default(),
            features_of: Lists::default(),
            features: FixedMap::default(),
            examples: Lists::default(),
            classes_of: Lists::default(),
            stood_in: Vec::new(),
        }
    }

    /// Takes in what a text teaches.
    pub(super) fn add(&mut self, text: &TrainingText<'_>) {
        let words = text.words.iter();
        let words: Vec<u32> = words.map(|word| self.unit(Unit::Word(&word.folded))).collect();
        let pairs = text.words.windows(2);
        let pairs: Vec<u32> =
            pairs.map(|two| self.unit(Unit::Pair(&two[0].folded, &two[1].folded))).collect();
        for TrainingExample { words: of, classes } in &text.examples {
            let pairs = &pairs[of.start..of.end.saturating_sub(1).max(of.start)];
            let number = self.examples.len() as u32 + 1;
            let stood_in = &mut self.stood_in;
            let is_new =
                |unit: &u32| std::mem::replace(&mut stood_in[*unit as usize], number) != number;
            self.examples.push(words[of.clone()].iter().chain(pairs).copied().filter(is_new));
            self.classes_of.push(classes.iter().map(|&(class, counts)| (class as u32, counts)));
        }
    }

    /// The number of a word or pair.
    fn unit(&mut self, unit: Unit<'_>) -> u32 {
        let next = self.features_of.len() as u32;
        let number = *self.units.entry(unit.hash()).or_insert(next);
        if number == next {
            let mut own = Vec::new();
            unit.features(|hash, counts| {
                let next = self.features.len() as u32;
                own.push((*self.features.entry(hash).or_insert(next), counts));
            });
            self.features_of.push(own);
            self.stood_in.push(0);
        }
        number
    }

    /// What all of it comes to.
    pub(super) fn learn(mut self) -> Classifier {
        // As large as what follows, and needed no more.
        self.units = FixedMap::default();
        self.stood_in = Vec::new();
        let rarity = self.rarity();
        let uses = self.uses_of_units(&rarity);
        self.examples = Lists::default();
        let class_weights = self.class_weights(&uses, &rarity);
        let units_of = self.features_of.by_key(rarity.len(), |&(feature, _)| feature);
        self.features_of = Lists::default();

        let mut rows = Rows::default();
        let mut sums = Sums::new(class_weights.len());
        let mut own = Vec::new();
        let row_of = units_of.iter().zip(rarity).map(|(units, rarity)| {
            for &(unit, (_, counts)) in units {
                for &(class, by_class) in uses.get(unit) {
                    sums.add(class, by_class * counts * rarity);
                }
            }
            own.clear();
            own.extend(
                sums.take().map(|(class, use_)| (class, use_ * class_weights[class as usize])),
            );
            rows.row(rarity, &own)
        });
        let row_of: Vec<u32> = row_of.collect();
        for feature in self.features.values_mut() {
            *feature = row_of[*feature as usize];
        }
        let Rows { rarity, uses: mut weights, .. } = rows;
        weights.each_mut(|uses| weigh(&self.groups, uses));
        let weights = weights.map(|(class, weight)| (class as u16, Fixed::from(weight)));
        let rows = self.features.into_iter().collect();
        Classifier { groups: self.groups, rows, rarity, weights, kept: Mutex::default() }
    }

    /// The rarity of each feature, ln((1 + n) / (1 + used)) + 1, from the examples that use it.
    fn rarity(&self) -> Vec<f32> {
        let mut used = vec![0_u32; self.features.len()];
        for &unit in self.examples.iter().flatten() {
            for &(feature, _) in self.features_of.get(unit) {
                used[feature as usize] += 1;
            }
        }
        let all = self.examples.len() as f32;
        let rarity = |used: u32| ((1.0 + all) / (1.0 + (used as f32).min(all))).ln() + 1.0;
        used.into_iter().map(rarity).collect()
    }

    /// How much each word and pair is used in each class.
    fn uses_of_units(&self, rarity: &[f32]) -> Lists<(u32, f32)> {
        let counted = |&(feature, counts): &(u32, f32)| (counts * rarity[feature as usize]).powi(2);
        let lengths: Vec<f32> =
            self.features_of.iter().map(|features| features.iter().map(counted).sum()).collect();
        let of_lesson =
            |units: &[u32]| units.iter().map(|&unit| lengths[unit as usize]).sum::<f32>().sqrt();
        let roots: Vec<f32> = self.examples.iter().map(of_lesson).collect();
        let lessons_of = self.examples.by_key(self.features_of.len(), |&unit| unit);
        let mut sums = Sums::new(self.classes());
        let mut uses = Lists::default();
        for examples in lessons_of.iter() {
            for &(lesson, _) in examples {
                for &(class, counts) in self.classes_of.get(lesson) {
                    sums.add(class, counts / roots[lesson as usize]);
                }
            }
            uses.push(sums.take());
        }
        uses
    }

    /// By how much the uses of each class are multiplied, so that all of a group seem equally large.
    fn class_weights(&self, uses: &Lists<(u32, f32)>, rarity: &[f32]) -> Vec<f32> {
        let mut sizes = vec![0.0_f64; self.classes()];
        for (features, classes) in self.features_of.iter().zip(uses.iter()) {
            for &(feature, counts) in features {
                for &(class, by_class) in classes {
                    let use_ = by_class * counts * rarity[feature as usize];
                    sizes[class as usize] += f64::from(use_);
                }
            }
        }
        let mut class_weights = vec![1.0_f32; sizes.len()];
        for group in &self.groups {
            let sizes = &sizes[group.clone()];
            let taught = sizes.iter().filter(|&&size| size > 0.0).count().max(1) as f64;
            let usual = sizes.iter().sum::<f64>() / taught;
            for (even, size) in class_weights[group.clone()].iter_mut().zip(sizes) {
                *even = ((usual / size) as f32).min(HIGHEST_CLASS_WEIGHT);
            }
        }
        class_weights
    }

    fn classes(&self) -> usize {
        self.groups.last().map_or(0, |last| last.end)
    }
}

/// Puts how much a feature speaks for each class in the place of its use there.
fn weigh(groups: &[Range<usize>], uses: &mut [(u32, f32)]) {
    let mut rest = uses;
    for group in groups {
        let own = rest.partition_point(|&(class, _)| (class as usize) < group.end);
        let (in_group, others) = rest.split_at_mut(own);
        let all: f32 = in_group.iter().map(|(_, use_)| use_).sum();
        for (_, use_) in in_group {
            *use_ = ((all + ELSEWHERE) / (all - *use_ + ELSEWHERE)).ln();
        }
        rest = others;
    }
}

/// Sums for a few of many classes.
struct Sums {
    of_class: Vec<f32>,
    touched: Vec<u32>,
}

impl Sums {
    fn new(classes: usize) -> Self {
        Self { of_class: vec![0.0; classes], touched: Vec::new() }
    }

    fn add(&mut self, class: u32, number: f32) {
        let sum = &mut self.of_class[class as usize];
        if *sum == 0.0 {
            self.touched.push(class);
        }
        *sum += number;
    }

    /// The sums by class; what follows starts from nothing.
    fn take(&mut self) -> impl Iterator<Item = (u32, f32)> {
        self.touched.sort_unstable();
        self.touched.dedup();
        let of_class = &mut self.of_class;
        self.touched.drain(..).map(|class| (class, std::mem::take(&mut of_class[class as usize])))
    }
}

/// What is known of features. Those that stand in the same texts, as most runs of letters of a rare
/// word do, share one row.
#[derive(Default)]
struct Rows {
    rarity: Vec<f32>,
    uses: Lists<(u32, f32)>,
    by_hash: FixedMap<u64, u32>,
}

impl Rows {
    /// The row of a feature with that rarity and those uses.
    fn row(&mut self, rarity: f32, uses: &[(u32, f32)]) -> u32 {
        let mut hasher = FxHasher::default();
        rarity.to_bits().hash(&mut hasher);
        for (class, use_) in uses {
            (class, use_.to_bits()).hash(&mut hasher);
        }
        let next = self.rarity.len() as u32;
        let row = *self.by_hash.entry(hasher.finish()).or_insert(next);
        // Two different rows may have the same hash.
        let is_same = |row: u32| {
            self.rarity[row as usize].to_bits() == rarity.to_bits() && self.uses.get(row) == uses
        };
        if row < next && is_same(row) {
            return row;
        }
        self.rarity.push(rarity);
        self.uses.push(uses.iter().copied());
        next
    }
}
