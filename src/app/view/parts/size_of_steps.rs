//! How many steps there are, and how long they take.

use crate::kb::Step;
use crate::text::count;

/// Their number and their time: `3 steps, 12 min`.
pub fn size_of(steps: &[&Step]) -> String {
    format!("{}, {:.0} min", count(steps.len(), "step"), minutes_of(steps))
}

/// Their time, in whole minutes.
pub fn minutes_of(steps: &[&Step]) -> f64 {
    steps.iter().map(|step| step.minutes).sum::<f64>().ceil()
}
