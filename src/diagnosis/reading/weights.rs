//! The numbers of the two regressions of `statements.rs`. They belong to its measures, not to a
//! knowledge base: what they weigh is the same for every symptom. Fitted by `kb evaluate` on
//! `kb/sentences`, each source read by a reader that had not learned from it.

use super::statements::{MATTER, POLARITY};

/// Whether a part states a symptom as a fact of now; last what is added to every sum.
pub(super) const MATTER_WEIGHTS: [f64; MATTER + 1] = [
    0.195, 0.203, -0.393, -0.203, 0.018, 0.107, 0.087, 0.479, -0.103, 1.404, -0.037, 1.503, 0.097,
    -1.068, -0.119, -1.611, -1.633, -1.171, -2.009, -2.390,
];
/// Whether it says that it is there; last what is added to every sum.
pub(super) const POLARITY_WEIGHTS: [f64; POLARITY + 1] =
    [0.821, 0.191, 0.128, -0.063, 1.120, 0.285, -0.750, 0.149, 0.206, -0.089];
