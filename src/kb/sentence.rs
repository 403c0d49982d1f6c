//! Sentences labelled with what they state: the reader of pasted text learns from them.

use serde::{Deserialize, Serialize};

use super::ids::SymptomId;

/// Whether a sentence states a symptom or its opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stated {
    /// That it is there.
    Yes,
    /// That it is not there.
    No,
}

/// What a sentence states about one symptom.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentenceLabel {
    /// The symptom.
    pub symptom: SymptomId,
    /// That it is there, or that it is not.
    pub answer: Stated,
    /// The words that state it, as they stand in the sentence.
    pub quote: String,
}

/// A sentence with the symptoms that it states, none of them if it states nothing: to learn from, or
/// to measure with.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Its name in reports.
    pub id: String,
    /// What was written; seldom more than one sentence.
    pub text: String,
    /// Who wrote it: sentences of one source share a voice.
    pub source: String,
    /// `real` if found elsewhere and paraphrased, `written` if written for this.
    pub origin: String,
    /// What it states.
    pub labels: Vec<SentenceLabel>,
    /// What makes it hard to read, such as `polarity`.
    #[serde(default)]
    pub tags: Vec<String>,
}
