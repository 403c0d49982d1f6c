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
    0.210, 0.148, -0.394, -0.835, 0.384, 0.164, -0.209, 0.553, -0.138, 0.968, -0.083, 0.603,
    -0.813, -1.198, -0.392, -2.148, -0.705, -1.032, -1.440, 0.364, -0.798, 0.258,
];
/// Whether it says that it is there; last what is added to every sum.
pub(super) const POLARITY_WEIGHTS: [f64; POLARITY + 1] = [
    0.327, 0.376, 0.387, -0.473, -0.606, -0.347, -0.077, 0.198, 0.893, 0.194, -0.204, 0.148,
    -0.439, 0.106,
];
/// Whether what both say is so; last what is added to every sum.
pub(super) const SURE_WEIGHTS: [f64; SURE + 1] = [
    0.951, 0.391, 0.357, -0.098, -0.110, 0.041, 0.039, -0.223, -0.108, 0.087, 0.131, -0.276,
    -0.449, -1.618,
];
