//! The numbers of the three regressions of `statements.rs`. They belong to its measures, not to a
//! knowledge base: what they weigh is the same for every symptom. Fitted by `kb evaluate` on
//! `kb/sentences`, each source read by a reader that had not learned from it.

use super::statements::{MATTER, POLARITY, SURE};

/// Whether a part states a symptom as a fact of now; last what is added to every sum.
pub(super) const MATTER_WEIGHTS: [f64; MATTER + 1] = [
    0.174, 0.205, -0.333, -0.138, -0.177, 0.258, 0.115, 0.455, -0.131, 1.413, 0.078, 1.328, -0.264,
    -1.163, 0.125, -1.321, -1.554, -1.315, -1.792, -1.157, -2.360,
];
/// Whether it says that it is there; last what is added to every sum.
pub(super) const POLARITY_WEIGHTS: [f64; POLARITY + 1] =
    [0.758, 0.194, 0.050, -0.215, 1.239, 0.151, -1.011, 0.146, 0.125, -0.288, 0.379, -0.552, 0.382];
/// Whether what both say is so; last what is added to every sum.
pub(super) const SURE_WEIGHTS: [f64; SURE + 1] = [
    1.095, 0.298, -0.056, 0.174, -0.375, 0.662, 0.321, 0.129, -0.317, 0.362, -0.209, -0.480, 0.302,
    -1.707,
];
