//! Complaints whose cause is known, to learn from or to measure with.

use serde::{Deserialize, Serialize};

use super::ids::SymptomId;

/// The label of an example that no cause explains.
pub const OUT_OF_SCOPE: &str = "out-of-scope";

/// The words of an example that say that a symptom is there.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The symptom.
    pub symptom: SymptomId,
    /// The words, as they stand in the example's text.
    pub quote: String,
}

/// A complaint with the causes that count as right: to learn from, or to measure with.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Its name in reports.
    pub id: String,
    /// What the customer wrote.
    pub text: String,
    /// The cause it was written for, or [`OUT_OF_SCOPE`].
    pub label: String,
    /// Every label that counts as right, its own among them.
    pub accept: Vec<String>,
    /// Which words say which symptom.
    #[serde(default)]
    pub tells: Vec<Told>,
    /// Whether it is known to be read wrongly, so that only a change is told.
    #[serde(default)]
    pub missed: bool,
    /// Where it comes from, to report by.
    #[serde(default)]
    pub source: Option<String>,
    /// Whether somebody really asked this (`real`), or wrote it for a set like this (`written`).
    #[serde(default)]
    pub origin: Option<String>,
}
