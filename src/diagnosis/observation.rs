//! What is known about a ticket's symptoms, and from where.

use serde::{Deserialize, Serialize};

use crate::kb::SymptomId;
use crate::privacy::InternalText;

/// What was said about one symptom. Not answered is not an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is there.
    Yes,
    /// It is not there.
    No,
    /// It was asked and nobody can tell; changes nothing.
    CantTell,
}

impl Answer {
    /// All answers, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::CantTell];

    /// The answer as it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::CantTell => "Can't tell",
        }
    }
}

/// Where an observation comes from, and so how much it proves.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// The technician answered.
    Said,
    /// A reader found it in the pasted text.
    Read {
        /// The words that earned it.
        quote: InternalText,
        /// What they mean, where the knowledge base says so.
        meaning: Option<String>,
        /// How much more likely these words stand there when the symptom is there; above 1.
        ratio: f64,
    },
}

/// One answer for one symptom, with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The symptom.
    pub symptom: SymptomId,
    /// What is known about it.
    pub answer: Answer,
    /// From where.
    pub because: Because,
}

impl Observation {
    /// What the technician said.
    pub fn said(symptom: SymptomId, answer: Answer) -> Self {
        Self { symptom, answer, because: Because::Said }
    }

    /// The likelihood of this observation where a yes has the given probability, up to a factor
    /// that is the same for every cause. `None` where it tells nothing.
    pub(super) fn likelihood(&self, yes: f64) -> Option<f64> {
        let ratio = match &self.because {
            Because::Said => f64::INFINITY,
            Because::Read { ratio, .. } => *ratio,
        };
        let (there, not_there) = match self.answer {
            Answer::Yes => (yes, 1.0 - yes),
            Answer::No => (1.0 - yes, yes),
            Answer::CantTell => return None,
        };
        // A reader may be mistaken: the words also stand in texts of people without the symptom.
        Some(if ratio.is_finite() { (there * ratio + not_there) / ratio } else { there })
    }
}
