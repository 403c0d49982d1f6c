//! The numbers of the three regressions of `statements.rs`. They belong to its measures, not to a
//! knowledge base: what they weigh is the same for every symptom. Fitted on
//! `kb/sentences` by `cargo bench --bench fit_reader`, each source read by a reader that had not learned from it.

/// Measures of whether a symptom is stated.
pub(super) const MATTER: usize = 21;
/// Measures of whether it is affirmed.
pub(super) const POLARITY: usize = 13;
/// Measures of whether both are right.
pub(super) const SURE: usize = 13;

/// Whether a part states a symptom as a fact of now; last what is added to every sum.
pub(super) const MATTER_WEIGHTS: [f64; MATTER + 1] = [
    0.093, 0.119, 0.138, -1.160, 0.248, 0.229, 0.365, 0.477, 0.059, 1.867, 1.052, 0.746, -0.619,
    -1.047, -0.407, -1.780, -0.692, -1.001, -1.063, 0.367, -0.650, -0.696,
];
/// Whether it says that it is there; last what is added to every sum.
pub(super) const POLARITY_WEIGHTS: [f64; POLARITY + 1] = [
    0.277, 0.390, 0.479, -0.242, -0.128, -0.166, 0.084, 0.136, 0.927, 0.269, 0.090, 0.371, -0.114,
    -0.352,
];
/// Whether what both say is so; last what is added to every sum.
pub(super) const SURE_WEIGHTS: [f64; SURE + 1] = [
    1.089, 0.294, 0.458, -0.003, -0.164, -0.086, -0.258, -0.349, -0.238, 0.001, -0.108, -0.402,
    0.433, -1.404,
];
