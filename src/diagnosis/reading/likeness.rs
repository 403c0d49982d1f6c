//! How much a text is like the texts of each class, learned from examples in closed form.
//!
//! A text is a set of features: its words, the runs of three to five letters in them (so that
//! typing errors, endings and compound words still meet), and its pairs of neighboring words. Each
//! text counts alike, rare features more than common ones, and every class as if it had as many
//! examples as the others. A feature then speaks for a class by the share of its use there: the
//! weight is -ln(1 - share), which is Complement Naive Bayes (Rennie et al., "Tackling the Poor
//! Assumptions of Naive Bayes Text Classifiers", ICML 2003) with the part left out that is the same
//! for all classes. Classes stand in groups: within a group shares add up to one. Nothing is drawn by
//! lot and sums run in a fixed order.

use std::collections::BTreeSet;
use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::words::{FixedMap, Word, words};

/// The shortest and the longest run of letters that is a feature.
const RUNS: std::ops::RangeInclusive<usize> = 3..=5;
/// Longer words, such as keys and hashes, are features as a whole only; in bytes.
const LONGEST_WITH_RUNS: usize = 32;
/// What a run of letters counts beside a word or a pair of words.
const RUN: f32 = 0.3;
/// How often a feature seems to be used elsewhere before anything is seen: the larger, the less a
/// single example proves.
const ELSEWHERE: f32 = 0.5;

/// How much a class with few examples is made up for at most: a handful proves little.
const MOST_EVENED: f32 = 1.5;

/// A text with the classes it is an example of, each with how much it counts.
pub(super) struct Lesson<'a> {
    pub(super) text: &'a str,
    pub(super) classes: Vec<(usize, f32)>,
}

/// What was learned.
#[derive(Clone, Debug)]
pub(super) struct Likeness {
    /// Which classes stand in each group.
    groups: Vec<Range<usize>>,
    /// The place of each feature, by its hash.
    places: FixedMap<u64, u32>,
    /// How much each feature counts: high for a rare one.
    rarity: Vec<f32>,
    /// How much each feature speaks for the classes in whose examples it stands; those of a feature
    /// from its start to the start of the next.
    weights: Vec<(u32, f32)>,
    starts: Vec<u32>,
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
    /// Learns from lessons; `groups` are the numbers of classes in each group.
    pub(super) fn learn(groups: &[usize], lessons: &[Lesson<'_>]) -> Self {
        let mut ends = 0;
        let mut range = |classes: &usize| {
            ends += classes;
            ends - classes..ends
        };
        let mut likeness = Self {
            groups: groups.iter().map(&mut range).collect(),
            places: FixedMap::default(),
            rarity: Vec::new(),
            weights: Vec::new(),
            starts: vec![0],
        };
        let mut table = UnitTable::default();
        let texts: Vec<Vec<u32>> = lessons
            .iter()
            .map(|lesson| table.units(&words(lesson.text), &mut likeness.places))
            .collect();
        likeness.weigh_rarity(&table, &texts);
        let uses = likeness.count_uses(&table, &texts, lessons);
        likeness.weigh_classes(uses);
        likeness
    }

    fn classes(&self) -> usize {
        self.groups.last().map_or(0, |last| last.end)
    }

    /// The rarity of each feature, ln((1 + n) / (1 + used)) + 1, from the texts that use it.
    fn weigh_rarity(&mut self, table: &UnitTable, texts: &[Vec<u32>]) {
        let mut used = vec![0_u32; self.places.len()];
        for &unit in texts.iter().flatten() {
            for &(feature, _) in table.features(unit) {
                used[feature as usize] += 1;
            }
        }
        let all = texts.len() as f32;
        let rarity = |used: u32| ((1.0 + all) / (1.0 + (used as f32).min(all))).ln() + 1.0;
        self.rarity = used.into_iter().map(rarity).collect();
    }

    /// How much each feature is used in each class, classes of a group as if of equal size.
    fn count_uses(
        &self,
        table: &UnitTable,
        texts: &[Vec<u32>],
        lessons: &[Lesson<'_>],
    ) -> Vec<Vec<(u32, f32)>> {
        let units = table.starts.len() as u32;
        let lengths: Vec<f32> = (0..units).map(|unit| self.length(table.features(unit))).collect();
        let mut by_unit: Vec<Vec<(u32, f32)>> = vec![Vec::new(); lengths.len()];
        for (text, lesson) in texts.iter().zip(lessons) {
            let length: f32 = text.iter().map(|&unit| lengths[unit as usize]).sum();
            for &unit in text {
                for &(class, counts) in &lesson.classes {
                    add(&mut by_unit[unit as usize], class as u32, counts / length.sqrt());
                }
            }
        }
        let mut uses: Vec<Vec<(u32, f32)>> = vec![Vec::new(); self.rarity.len()];
        let mut sizes = vec![0.0_f64; self.classes()];
        for (unit, classes) in (0..units).zip(&by_unit) {
            for &(feature, counts) in table.features(unit) {
                for &(class, by_class) in classes {
                    let use_ = by_class * counts * self.rarity[feature as usize];
                    add(&mut uses[feature as usize], class, use_);
                    sizes[class as usize] += f64::from(use_);
                }
            }
        }
        let mut evens = vec![1.0_f32; sizes.len()];
        for group in &self.groups {
            let sizes = &sizes[group.clone()];
            let taught = sizes.iter().filter(|&&size| size > 0.0).count().max(1) as f64;
            let usual = sizes.iter().sum::<f64>() / taught;
            for (even, size) in evens[group.clone()].iter_mut().zip(sizes) {
                *even = ((usual / size) as f32).min(MOST_EVENED);
            }
        }
        for (class, use_) in uses.iter_mut().flatten() {
            *use_ *= evens[*class as usize];
        }
        uses
    }

    fn weigh_classes(&mut self, uses: Vec<Vec<(u32, f32)>>) {
        for mut uses in uses {
            uses.sort_unstable_by_key(|(class, _)| *class);
            for group in &self.groups {
                let in_group = |(class, _): &&(u32, f32)| group.contains(&(*class as usize));
                let all: f32 = uses.iter().filter(in_group).map(|(_, use_)| use_).sum();
                let weight = |use_: f32| ((all + ELSEWHERE) / (all - use_ + ELSEWHERE)).ln();
                let own = uses.iter().filter(in_group);
                self.weights.extend(own.map(|&(class, use_)| (class, weight(use_))));
            }
            self.starts.push(self.weights.len() as u32);
        }
    }

    /// The square of what some features count together.
    fn length(&self, features: &[(u32, f32)]) -> f32 {
        let square =
            |&(feature, counts): &(u32, f32)| (counts * self.rarity[feature as usize]).powi(2);
        features.iter().map(square).sum()
    }

    /// Prepares a text to be compared.
    pub(super) fn compare(&self, text: &[Word]) -> Compared<'_> {
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
            let Some(&feature) = self.places.get(&hash) else { return };
            let feature = feature as usize;
            let counts = counts * self.rarity[feature];
            part.length += counts * counts;
            let weights = self.starts[feature] as usize..self.starts[feature + 1] as usize;
            for &(class, weight) in &self.weights[weights] {
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

/// Adds to the number of a class.
fn add(numbers: &mut Vec<(u32, f32)>, class: u32, number: f32) {
    match numbers.iter_mut().find(|(other, _)| *other == class) {
        Some((_, sum)) => *sum += number,
        None => numbers.push((class, number)),
    }
}

/// A word or a pair of neighboring words.
#[derive(Clone, Copy)]
enum Unit<'a> {
    Word(&'a str),
    Pair(&'a str, &'a str),
}

impl Unit<'_> {
    fn hash(self) -> u64 {
        match self {
            Self::Word(word) => hash(b'w', &[word.as_bytes()]),
            Self::Pair(word, next) => hash(b'p', &[word.as_bytes(), next.as_bytes()]),
        }
    }

    /// The features it has, each with what it counts.
    fn features(self, mut each: impl FnMut(u64, f32)) {
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

/// The words and pairs of all lessons with their features.
#[derive(Default)]
struct UnitTable {
    places: FixedMap<u64, u32>,
    features: Vec<(u32, f32)>,
    starts: Vec<u32>,
}

impl UnitTable {
    /// The distinct words and pairs of a text, in the order in which they first stand there.
    fn units(&mut self, text: &[Word], features: &mut FixedMap<u64, u32>) -> Vec<u32> {
        let own = text.iter().map(|word| Unit::Word(&word.folded));
        let pairs = text.windows(2).map(|two| Unit::Pair(&two[0].folded, &two[1].folded));
        let mut units: Vec<u32> = own.chain(pairs).map(|unit| self.place(unit, features)).collect();
        let mut seen = BTreeSet::new();
        units.retain(|unit| seen.insert(*unit));
        units
    }

    fn place(&mut self, unit: Unit<'_>, features: &mut FixedMap<u64, u32>) -> u32 {
        let next = self.starts.len() as u32;
        let place = *self.places.entry(unit.hash()).or_insert(next);
        if place == next {
            self.starts.push(self.features.len() as u32);
            unit.features(|hash, counts| {
                let next = features.len() as u32;
                self.features.push((*features.entry(hash).or_insert(next), counts));
            });
        }
        place
    }

    fn features(&self, unit: u32) -> &[(u32, f32)] {
        let unit = unit as usize;
        let end = self.starts.get(unit + 1).map_or(self.features.len(), |&end| end as usize);
        &self.features[self.starts[unit] as usize..end]
    }
}
