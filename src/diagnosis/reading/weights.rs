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
pub(super) const MATTER_WEIGHTS: [f64; MATTER + 1] = [0.161, 0.161, -0.266, -1.136, 0.134, 0.008, -0.006, 0.554, -0.155, 2.479, 2.083, 1.560, -0.037, -0.781, 0.387, -2.542, -1.192, -0.699, -1.261, 0.507, -0.368, -2.059];
/// Whether it says that it is there; last what is added to every sum.
pub(super) const POLARITY_WEIGHTS: [f64; POLARITY + 1] = [0.221, 0.302, -0.278, -0.088, 0.479, -0.311, -0.205, 0.099, 0.933, 0.360, -0.198, -0.004, -0.383, -0.048];
/// Whether what both say is so; last what is added to every sum.
pub(super) const SURE_WEIGHTS: [f64; SURE + 1] = [0.950, 0.359, 0.838, 0.038, -0.067, -0.396, 0.076, -0.267, -0.197, -0.379, -0.224, -0.149, -0.184, -2.010];
