//! Logistic regression over features that are there or not, learned from examples in little time.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::fixed::Fixed;
use super::table::Table;
use super::words::FixedMap;

/// How often every example is gone through.
const ROUNDS: usize = 12;
/// How far a single example moves a weight at first.
const STEP: f32 = 0.25;
/// How much of a weight is lost each time an example uses it.
const DECAY: f32 = 0.003;
/// The most that a model tells, in log-odds.
const MOST: f32 = 6.0;

/// The examples to learn from.
#[derive(Debug, Default)]
pub(super) struct LinearTrainer {
    /// The features of each, whether it holds, and how much it counts.
    examples: Vec<(Vec<u64>, bool, f32)>,
}

/// What was learned.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct LinearModel {
    weights: Table<Fixed>,
}

impl LinearTrainer {
    /// Takes in an example, and how much it counts.
    pub(super) fn add(&mut self, features: Vec<u64>, holds: bool, counts: f32) {
        self.examples.push((features, holds, counts));
    }

    /// What all of them come to: stochastic gradient descent with steps that shrink for each feature
    /// (Duchi, Hazan, Singer, "Adaptive Subgradient Methods", JMLR 12, 2011), in an order that is the
    /// same in every run.
    pub(super) fn learn(&self) -> LinearModel {
        let mut numbers: FixedMap<u64, u32> = FixedMap::default();
        let numbered = |features: &Vec<u64>| -> Vec<u32> {
            let number = |feature: &u64| {
                let next = numbers.len() as u32;
                *numbers.entry(*feature).or_insert(next)
            };
            features.iter().map(number).collect()
        };
        let examples: Vec<Vec<u32>> =
            self.examples.iter().map(|(features, ..)| features).map(numbered).collect();
        let mut weights = vec![0.0_f32; numbers.len()];
        let mut squares = vec![1.0_f32; numbers.len()];
        let count = examples.len();
        // Neighbors in the files are alike; a stride without a common divisor mixes them.
        let stride =
            [7919, 6271, 4409].into_iter().find(|it| !count.is_multiple_of(*it)).unwrap_or(1);
        for round in 0..ROUNDS {
            for turn in 0..count {
                let at = (turn * stride + round) % count;
                let (_, holds, counts) = self.examples[at];
                let of = &examples[at];
                let sum: f32 = of.iter().map(|&feature| weights[feature as usize]).sum();
                let off = counts * (f32::from(u8::from(holds)) - 1.0 / (1.0 + (-sum).exp()));
                for &feature in of {
                    let feature = feature as usize;
                    squares[feature] += off * off;
                    let step = STEP * off / squares[feature].sqrt();
                    weights[feature] = weights[feature] * (1.0 - DECAY) + step;
                }
            }
        }
        let weights =
            numbers.into_iter().map(|(feature, at)| (feature, Fixed::from(weights[at as usize])));
        LinearModel { weights: weights.collect() }
    }
}

impl LinearModel {
    /// The log-odds that something with these features holds, within bounds.
    pub(super) fn log_odds(&self, features: &[u64]) -> f64 {
        let known = features.iter().filter_map(|&feature| self.weights.get(feature));
        let sum: f32 = known.map(f32::from).sum();
        f64::from(sum.clamp(-MOST, MOST))
    }
}

/// The name of a feature, the same in every run.
pub(super) fn feature(parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0);
    }
    hasher.finish()
}
