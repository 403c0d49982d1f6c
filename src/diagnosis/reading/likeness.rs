//! How much a text is like the texts of each class, learned from examples in closed form.
//!
//! A text is a set of features: its words, the runs of three to five letters in them (so that
//! typing errors, endings and compound words still meet), and its pairs of neighboring words. Each
//! text counts alike, rare features more than common ones, and every class as if it had as many
//! examples as the others. A feature then speaks for a class by the share of its use there: the
//! weight is -ln(1 - share), which is Complement Naive Bayes (Rennie et al., "Tackling the Poor
//! Assumptions of Naive Bayes Text Classifiers", ICML 2003) with the part left out that is the same
//! for all classes. Nothing is drawn by lot and sums run in a fixed order.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::words::{FixedMap, Word, words};

/// The shortest and the longest run of letters that is a feature.
const RUNS: std::ops::RangeInclusive<usize> = 3..=5;
/// Longer words, such as keys and hashes, are features as a whole only.
const LONGEST_WITH_RUNS: usize = 32;
/// What a run of letters counts beside a word or a pair of words.
const RUN: f32 = 0.3;
/// How often a feature seems to be used elsewhere before anything is seen: the larger, the less a
/// single example proves.
const ELSEWHERE: f32 = 0.5;

/// A text with the classes it is an example of, each with how much it counts.
pub(super) struct Lesson<'a> {
    pub(super) text: &'a str,
    pub(super) classes: Vec<(usize, f32)>,
}

/// What was learned.
#[derive(Clone, Debug)]
pub(super) struct Likeness {
    classes: usize,
    /// The place of each feature, by its hash.
    places: FixedMap<u64, u32>,
    features: Vec<Feature>,
}

#[derive(Clone, Debug, Default)]
struct Feature {
    /// How much it counts: high for a rare one.
    rarity: f32,
    /// How much it speaks for each class in whose examples it stands.
    weights: Vec<(u32, f32)>,
}

/// What one word or pair of words of a text adds.
#[derive(Clone)]
struct Part {
    weights: Vec<f32>,
    length: f32,
}

/// A text prepared to be compared, whole or in parts.
pub(super) struct Compared {
    /// What each distinct word, and each distinct pair, adds.
    parts: Vec<Part>,
    /// For each word its own part and that of the pair it begins.
    of_word: Vec<(u32, Option<u32>)>,
    classes: usize,
}

/// How much some words are like each class.
pub(super) struct Alike {
    /// For each class; 0 where nothing speaks for it.
    pub(super) to: Vec<f64>,
    /// How much the known words count together: grows with the root of their number.
    pub(super) length: f64,
}

impl Likeness {
    /// Learns from lessons.
    pub(super) fn learn(classes: usize, lessons: &[Lesson<'_>]) -> Self {
        let texts: Vec<Vec<Unit>> =
            lessons.iter().map(|lesson| units(&words(lesson.text))).collect();
        let mut likeness = Self { classes, places: FixedMap::default(), features: Vec::new() };
        let mut units = UnitTable::default();
        let texts: Vec<Vec<u32>> = texts
            .into_iter()
            .map(|text| text.into_iter().map(|unit| units.place(unit, &mut likeness)).collect())
            .collect();
        likeness.weigh_rarity(&units, &texts);
        let uses = likeness.count_uses(&units, &texts, lessons);
        likeness.weigh_classes(uses);
        likeness
    }

    /// The rarity of each feature, ln((1 + n) / (1 + used)) + 1, from the texts that use it.
    fn weigh_rarity(&mut self, units: &UnitTable, texts: &[Vec<u32>]) {
        let mut used = vec![0_u32; self.features.len()];
        for unit in texts.iter().flatten() {
            for &(feature, _) in &units.features[*unit as usize] {
                used[feature as usize] += 1;
            }
        }
        let all = texts.len() as f32;
        for (feature, used) in self.features.iter_mut().zip(used) {
            let used = (used as f32).min(all);
            feature.rarity = ((1.0 + all) / (1.0 + used)).ln() + 1.0;
        }
    }

    /// How much each feature is used in each class, classes of equal size.
    fn count_uses(
        &self,
        units: &UnitTable,
        texts: &[Vec<u32>],
        lessons: &[Lesson<'_>],
    ) -> Vec<FixedMap<u32, f32>> {
        let lengths: Vec<f32> =
            units.features.iter().map(|features| self.length(features)).collect();
        let mut by_unit: Vec<FixedMap<u32, f32>> = vec![FixedMap::default(); lengths.len()];
        for (text, lesson) in texts.iter().zip(lessons) {
            let length: f32 = text.iter().map(|&unit| lengths[unit as usize]).sum();
            for &unit in text {
                for &(class, counts) in &lesson.classes {
                    *by_unit[unit as usize].entry(class as u32).or_default() +=
                        counts / length.sqrt();
                }
            }
        }
        let mut uses: Vec<FixedMap<u32, f32>> = vec![FixedMap::default(); self.features.len()];
        let mut sizes = vec![0.0_f64; self.classes];
        for (features, classes) in units.features.iter().zip(&by_unit) {
            let mut classes: Vec<_> = classes.iter().collect();
            classes.sort_unstable_by_key(|(class, _)| **class);
            for &(feature, counts) in features {
                for &(&class, &by_class) in &classes {
                    let use_ = by_class * counts * self.features[feature as usize].rarity;
                    *uses[feature as usize].entry(class).or_default() += use_;
                    sizes[class as usize] += f64::from(use_);
                }
            }
        }
        let taught = sizes.iter().filter(|&&size| size > 0.0).count().max(1) as f64;
        let usual = sizes.iter().sum::<f64>() / taught;
        for by_class in &mut uses {
            for (class, use_) in by_class {
                *use_ *= (usual / sizes[*class as usize]) as f32;
            }
        }
        uses
    }

    fn weigh_classes(&mut self, uses: Vec<FixedMap<u32, f32>>) {
        for (feature, uses) in self.features.iter_mut().zip(uses) {
            let mut uses: Vec<(u32, f32)> = uses.into_iter().collect();
            uses.sort_unstable_by_key(|(class, _)| *class);
            let all: f32 = uses.iter().map(|(_, use_)| use_).sum();
            let weight = |use_: f32| ((all + ELSEWHERE) / (all - use_ + ELSEWHERE)).ln();
            feature.weights = uses.into_iter().map(|(class, use_)| (class, weight(use_))).collect();
        }
    }

    /// The square of what some features count together.
    fn length(&self, features: &[(u32, f32)]) -> f32 {
        features
            .iter()
            .map(|&(feature, counts)| (counts * self.features[feature as usize].rarity).powi(2))
            .sum()
    }

    /// Prepares a text to be compared.
    pub(super) fn compare(&self, text: &[Word]) -> Compared {
        let mut places: FixedMap<u64, u32> = FixedMap::default();
        let mut compared =
            Compared { parts: Vec::new(), of_word: Vec::new(), classes: self.classes };
        let mut place = |unit: Unit, parts: &mut Vec<Part>| {
            *places.entry(unit.hash()).or_insert_with(|| {
                parts.push(self.part(&unit));
                parts.len() as u32 - 1
            })
        };
        for (at, word) in text.iter().enumerate() {
            let own = place(Unit::Word(word.folded.clone()), &mut compared.parts);
            let next = text.get(at + 1).map(|next| pair(word, next));
            let pair = next.map(|unit| place(unit, &mut compared.parts));
            compared.of_word.push((own, pair));
        }
        compared
    }

    /// What a word or pair adds; features that no lesson had add nothing.
    fn part(&self, unit: &Unit) -> Part {
        let mut known = Vec::new();
        unit.features(|hash, counts| {
            known.extend(self.places.get(&hash).map(|&feature| (feature, counts)));
        });
        let mut weights = vec![0.0; self.classes];
        for &(feature, counts) in &known {
            let feature = &self.features[feature as usize];
            for &(class, weight) in &feature.weights {
                weights[class as usize] += weight * counts * feature.rarity;
            }
        }
        Part { weights, length: self.length(&known) }
    }
}

impl Compared {
    /// How much some of the words are like each class; nothing where no word is known. Each distinct
    /// word counts once.
    pub(super) fn alike(&self, ranges: &[Range<usize>]) -> Option<Alike> {
        let mut seen = vec![false; self.parts.len()];
        let mut sums = vec![0.0_f32; self.classes];
        let mut length = 0.0;
        for range in ranges {
            for at in range.clone() {
                let (own, pair) = self.of_word[at];
                // A pair counts where both of its words do.
                let pair = pair.filter(|_| at + 1 < range.end);
                for part in [Some(own), pair].into_iter().flatten() {
                    let part = part as usize;
                    if std::mem::replace(&mut seen[part], true) {
                        continue;
                    }
                    length += self.parts[part].length;
                    for (sum, weight) in sums.iter_mut().zip(&self.parts[part].weights) {
                        *sum += weight;
                    }
                }
            }
        }
        let length = f64::from(length.sqrt());
        let to = || sums.into_iter().map(|sum| f64::from(sum) / length).collect();
        (length > 0.0).then(|| Alike { to: to(), length })
    }
}

/// A word or a pair of words.
enum Unit {
    Word(String),
    Pair(String),
}

fn pair(word: &Word, next: &Word) -> Unit {
    Unit::Pair(format!("{} {}", word.folded, next.folded))
}

/// The distinct words and pairs of a text, in the order in which they first stand there.
fn units(words: &[Word]) -> Vec<Unit> {
    let mut seen: FixedMap<u64, ()> = FixedMap::default();
    let own = words.iter().map(|word| Unit::Word(word.folded.clone()));
    let pairs = words.windows(2).map(|two| pair(&two[0], &two[1]));
    own.chain(pairs).filter(|unit| seen.insert(unit.hash(), ()).is_none()).collect()
}

impl Unit {
    fn hash(&self) -> u64 {
        match self {
            Self::Word(word) => hash(b'w', word.as_bytes()),
            Self::Pair(words) => hash(b'p', words.as_bytes()),
        }
    }

    /// The features it has, each with what it counts.
    fn features(&self, mut each: impl FnMut(u64, f32)) {
        each(self.hash(), 1.0);
        let Self::Word(word) = self else { return };
        if word.len() > LONGEST_WITH_RUNS {
            return;
        }
        let marked = format!("_{word}_");
        let mut bounds: Vec<usize> = marked.char_indices().map(|(at, _)| at).collect();
        bounds.push(marked.len());
        for run in RUNS {
            for ends in bounds.windows(run + 1) {
                each(hash(b'r', &marked.as_bytes()[ends[0]..ends[run]]), RUN);
            }
        }
    }
}

fn hash(kind: u8, bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(kind);
    hasher.write(bytes);
    hasher.finish()
}

/// The words and pairs of all lessons with their features.
#[derive(Default)]
struct UnitTable {
    places: FixedMap<u64, u32>,
    features: Vec<Vec<(u32, f32)>>,
}

impl UnitTable {
    fn place(&mut self, unit: Unit, likeness: &mut Likeness) -> u32 {
        if let Some(&place) = self.places.get(&unit.hash()) {
            return place;
        }
        let mut features = Vec::new();
        unit.features(|hash, counts| {
            let next = likeness.features.len() as u32;
            let feature = *likeness.places.entry(hash).or_insert(next);
            if feature == next {
                likeness.features.push(Feature::default());
            }
            features.push((feature, counts));
        });
        let place = self.features.len() as u32;
        self.places.insert(unit.hash(), place);
        self.features.push(features);
        place
    }
}
