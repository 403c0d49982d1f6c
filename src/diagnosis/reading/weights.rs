//! The numbers of the three regressions of `statements.rs`. They belong to its measures, not to a
//! knowledge base: what they weigh is the same for every symptom. Fitted by `kb evaluate` on
//! `kb/sentences`, each source read by a reader that had not learned from it.

/// Measures of whether a symptom is stated.
pub(super) const MATTER: usize = 20;
/// Measures of whether it is affirmed.
pub(super) const POLARITY: usize = 12;
/// Measures of whether both are right.
pub(super) const SURE: usize = 13;

/// Whether a part states a symptom as a fact of now; last what is added to every sum.
pub(super) const MATTER_WEIGHTS: [f64; MATTER + 1] = [
    0.178, 0.229, -0.429, -0.224, -0.201, 0.261, 0.114, 0.432, -0.189, 1.604, 0.138, 1.477, -0.148,
    -1.303, 0.198, -1.906, -1.494, -1.275, -1.864, -1.313, -2.159,
];
/// Whether it says that it is there; last what is added to every sum.
pub(super) const POLARITY_WEIGHTS: [f64; POLARITY + 1] = [
    0.809, 0.214, -0.080, -0.137, 1.229, 0.200, -0.989, 0.136, 0.094, -0.201, 0.416, -0.514, 0.293,
];
/// Whether what both say is so; last what is added to every sum.
pub(super) const SURE_WEIGHTS: [f64; SURE + 1] = [
    1.096, 0.277, -0.134, 0.174, -0.379, 0.692, 0.416, 0.160, -0.379, 0.459, -0.181, -0.306, 0.376,
    -1.665,
];
