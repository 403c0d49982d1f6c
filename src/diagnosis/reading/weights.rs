//! The numbers of the three regressions of `statements.rs`. They belong to its measures, not to a
//! knowledge base: what they weigh is the same for every symptom. Fitted on
//! `kb/sentences` by `cargo bench --bench fit_reader`, each source read by a reader that had not learned from it.

/// Measures of whether a symptom is stated.
pub(super) const MATTER: usize = 20;
/// Measures of whether it is affirmed.
pub(super) const POLARITY: usize = 12;
/// Measures of whether both are right.
pub(super) const SURE: usize = 13;

/// Whether a part states a symptom as a fact of now; last what is added to every sum.
pub(super) const MATTER_WEIGHTS: [f64; MATTER + 1] = [
    0.174, 0.184, -0.067, -0.642, -0.174, 0.376, 0.138, 0.544, -0.191, 2.041, 1.042, 1.732, 0.007,
    -1.260, 0.369, -1.724, -1.367, -1.216, -1.770, -0.935, -2.309,
];
/// Whether it says that it is there; last what is added to every sum.
pub(super) const POLARITY_WEIGHTS: [f64; POLARITY + 1] =
    [0.792, 0.252, -0.323, 0.422, 0.953, 0.187, -1.048, 0.139, 0.126, -0.192, 0.491, -0.406, 0.250];
/// Whether what both say is so; last what is added to every sum.
pub(super) const SURE_WEIGHTS: [f64; SURE + 1] = [
    1.018, 0.326, -0.014, 0.170, -0.322, 0.375, 0.335, 0.188, -0.396, 0.215, -0.384, -0.287,
    -0.302, -1.728,
];
