//! What clauses that state a symptom have in common beside their words: tone, direction, amount. What
//! is said with the opposite tone states the opposite.

use serde::{Deserialize, Serialize};

use super::cues::{Amount, Tone};
use super::direction::Direction;
use super::features::Unit;
use super::training::{Classes, TrainingText};
use super::words::{FixedMap, Word};
use crate::kb::Stated;

/// Examples that a symptom seems to have beside its own, so that a few prove little.
const PRIOR: f64 = 6.0;
/// The most that an aspect tells, in log-odds.
const MOST: f64 = 2.5;
/// Examples in one direction, and how many times as many as in the other, that make a symptom one of
/// that direction.
const LEAST_OPPOSED: f64 = 6.0;
const OPPOSED: f64 = 2.5;
/// The same as [`PRIOR`] for single words.
const WORD_PRIOR: f64 = 8.0;
/// The share of texts in which a word stands that was never seen.
const RARE: f64 = 0.002;

/// Tone, direction and amount of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Aspects {
    tone: Tone,
    direction: Direction,
    amount: Amount,
}

impl Aspects {
    /// The aspects of a clause of a sentence. A clause without a direction has that of its sentence.
    pub(super) fn of(clause: &[Word<'_>], sentence: &[Word<'_>]) -> Self {
        let direction = match Direction::of(clause) {
            Direction::Unknown => Direction::of(sentence),
            known => known,
        };
        Self { tone: Tone::of(clause), direction, amount: Amount::of(clause) }
    }
}

/// How often words stand in what states a symptom, and in what states its opposite.
#[derive(Debug, Default, Deserialize, Serialize)]
struct WordCounts {
    texts: [f64; 2],
    words: FixedMap<u64, [f32; 2]>,
}

impl WordCounts {
    fn add(&mut self, hashes: &[u64], stated: Stated) {
        let side = usize::from(stated == Stated::No);
        self.texts[side] += 1.0;
        for hash in hashes {
            self.words.entry(*hash).or_default()[side] += 1.0;
        }
    }

    fn share(&self, hash: u64, side: usize, usual: f64) -> f64 {
        let seen = self.words.get(&hash).map_or(0.0, |counts| f64::from(counts[side]));
        (seen + WORD_PRIOR * usual) / (self.texts[side] + WORD_PRIOR)
    }
}

/// The distinct words and pairs of some words.
fn hashes(words: &[Word<'_>]) -> Vec<u64> {
    let pairs = words.windows(2).map(|two| Unit::Pair(&two[0].folded, &two[1].folded).hash());
    let own = words.iter().map(|word| Unit::Word(&word.folded).hash());
    let mut hashes: Vec<u64> = own.chain(pairs).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// What aspects tell about a symptom, in natural log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct AspectOdds {
    /// For a yes beside a no, by tone.
    pub(super) tone: f64,
    /// For a yes beside a no, by amount.
    pub(super) amount: f64,
    /// For a yes beside a no, by direction.
    pub(super) direction: f64,
    /// That it is stated at all, by direction.
    pub(super) matter: f64,
}

/// How often each tone, direction and amount was seen.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
struct Counts {
    tones: [f64; Tone::COUNT],
    directions: [f64; Direction::COUNT],
    amounts: [f64; Amount::COUNT],
}

impl Counts {
    fn add(&mut self, aspects: Aspects) {
        self.tones[aspects.tone as usize] += 1.0;
        self.directions[aspects.direction as usize] += 1.0;
        self.amounts[aspects.amount as usize] += 1.0;
    }

    fn add_all(&mut self, other: &Self) {
        let add = |to: &mut [f64], from: &[f64]| to.iter_mut().zip(from).for_each(|(t, f)| *t += f);
        add(&mut self.tones, &other.tones);
        add(&mut self.directions, &other.directions);
        add(&mut self.amounts, &other.amounts);
    }
}

/// The aspects of what states each symptom, and of what states its opposite.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct AspectTable {
    yes: Vec<Counts>,
    no: Vec<Counts>,
    all: Counts,
    words: Vec<WordCounts>,
    all_words: WordCounts,
}

impl AspectTable {
    /// Nothing was seen yet.
    pub(super) fn new(classes: Classes) -> Self {
        let none = vec![Counts::default(); classes.symptoms];
        let words = (0..classes.symptoms).map(|_| WordCounts::default()).collect();
        let (all, all_words) = (Counts::default(), WordCounts::default());
        Self { yes: none.clone(), no: none, all, words, all_words }
    }

    /// Counts what a text teaches.
    pub(super) fn add(&mut self, text: &TrainingText<'_>, classes: Classes) {
        for example in &text.examples {
            let words = &text.words[example.words.clone()];
            for &(class, _) in &example.classes {
                let Some((symptom, stated)) = classes.stated_by(class) else { continue };
                let counts = match stated {
                    Stated::Yes => &mut self.yes[symptom],
                    Stated::No => &mut self.no[symptom],
                };
                counts.add(Aspects::of(words, words));
                let hashes = hashes(words);
                self.words[symptom].add(&hashes, stated);
                self.all_words.add(&hashes, stated);
            }
        }
    }

    /// Adds up what was counted; nothing is counted after it.
    pub(super) fn finish(mut self) -> Self {
        for counts in self.yes.iter().chain(&self.no) {
            self.all.add_all(counts);
        }
        self
    }

    /// For a yes beside a no about a symptom, by single words and pairs.
    pub(super) fn word_odds(&self, symptom: usize, words: &[Word<'_>]) -> f64 {
        let own = &self.words[symptom];
        let mut sum = 0.0;
        let hashes = hashes(words);
        for &hash in &hashes {
            let usual = [0, 1].map(|side| self.all_words.share(hash, side, RARE));
            let odds = own.share(hash, 0, usual[0]).ln() - own.share(hash, 1, usual[1]).ln();
            sum += odds.clamp(-MOST, MOST);
        }
        sum / (hashes.len() as f64).sqrt().max(1.0)
    }

    /// Whether words go the other way than what states a symptom.
    pub(super) fn is_opposed(&self, symptom: usize, aspects: Aspects) -> bool {
        let other = match aspects.direction {
            Direction::FromGoogle => Direction::FromJumpCloud,
            Direction::FromJumpCloud => Direction::FromGoogle,
            Direction::Unknown => return false,
        };
        let seen = |direction: Direction| {
            let at = direction as usize;
            self.yes[symptom].directions[at] + self.no[symptom].directions[at]
        };
        seen(other) >= LEAST_OPPOSED && seen(aspects.direction) * OPPOSED < seen(other)
    }

    /// What aspects tell about a symptom.
    pub(super) fn odds(&self, symptom: usize, aspects: Aspects) -> AspectOdds {
        let (yes, no) = (&self.yes[symptom], &self.no[symptom]);
        let tone = aspects.tone as usize;
        // What is never denied in the examples has the opposite tone where it is denied.
        let seen = share(&yes.tones, tone, 1.0 / Tone::COUNT as f64);
        let turned = share(&yes.tones, aspects.tone.opposite() as usize, 1.0 / Tone::COUNT as f64);
        let denied = share(&no.tones, tone, turned);
        let ratio = |of_yes: &[f64], of_no: &[f64], all: &[f64], at: usize| {
            let usual = share(all, at, 1.0 / all.len() as f64);
            (share(of_yes, at, usual) / share(of_no, at, usual)).ln()
        };
        let (direction, amount) = (aspects.direction as usize, aspects.amount as usize);
        let mut both = *yes;
        both.add_all(no);
        let usual = share(&self.all.directions, direction, 1.0 / Direction::COUNT as f64);
        let matter = share(&both.directions, direction, usual) / usual;
        let bound = |odds: f64| odds.clamp(-MOST, MOST);
        AspectOdds {
            tone: bound((seen / denied).ln()),
            amount: bound(ratio(&yes.amounts, &no.amounts, &self.all.amounts, amount)),
            direction: bound(ratio(
                &yes.directions,
                &no.directions,
                &self.all.directions,
                direction,
            )),
            matter: bound(matter.ln()),
        }
    }
}

/// The share of one of some counts, drawn towards what is usual.
fn share(counts: &[f64], at: usize, usual: f64) -> f64 {
    (counts[at] + PRIOR * usual) / (counts.iter().sum::<f64>() + PRIOR)
}
