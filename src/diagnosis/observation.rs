//! What is known about a ticket's symptoms, and from where.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::kb::{KnowledgeBase, SymptomId};
use crate::privacy::InternalText;

/// What was said about one symptom. Not answered is not an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
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
    /// An exported file shows it.
    InFile {
        /// The file, the rows and what stands there.
        quote: InternalText,
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

/// What the wording of a text as a whole sounds like.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// For each cause, in the order of the knowledge base.
    pub causes: Vec<Sounds>,
}

/// How much a text sounds like one cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Sounds {
    /// The natural logarithm of how much likelier such words are with this cause than with
    /// something that no cause covers.
    pub log_ratio: f64,
    /// The words that sound most like it; kept for the causes the text is most like.
    pub quote: Option<InternalText>,
}

impl Observation {
    /// Whether it was found in a text or a file, and not said.
    pub fn is_read(&self) -> bool {
        self.because != Because::Said
    }

    /// What the technician said.
    pub fn said(symptom: SymptomId, answer: Answer) -> Self {
        Self { symptom, answer, because: Because::Said }
    }

    /// Whether the technician gave the answer, and it is one.
    pub(super) fn is_said(&self) -> bool {
        self.because == Because::Said && self.answer != Answer::CantTell
    }

    /// Whether it was read as an exact error string.
    pub(super) fn is_error_string(&self) -> bool {
        matches!(self.because, Because::Read { meaning: Some(_), .. })
    }

    /// Whether it settles its symptom: said, shown by a file, or an exact error string. Words that
    /// sound like a symptom do not.
    pub(super) fn settles(&self) -> bool {
        let is_in_file = matches!(self.because, Because::InFile { .. });
        self.because == Because::Said || is_in_file || self.is_error_string()
    }

    /// The likelihood of this observation where a symptom is there with the given probability, up to
    /// a factor that is the same for every cause. Nothing where it tells nothing.
    pub(super) fn likelihood(&self, kb: &KnowledgeBase, there: f64) -> Option<f64> {
        let ratio = match &self.because {
            Because::Said => kb.numbers().answers.ratio,
            Because::Read { ratio, .. } => *ratio,
            // A row of an export proves as much as an exact error string.
            Because::InFile { .. } => kb.numbers().text.error_ratio,
        };
        match self.answer {
            Answer::Yes => Some(told(there, ratio)),
            Answer::No => Some(told(1.0 - there, ratio)),
            Answer::CantTell => None,
        }
    }
}

/// How likely something is told that is so with the given probability, where it is told `ratio`
/// times as often when it is so than when it is not: a reader may be mistaken, and a customer too.
pub(super) fn told(is_so: f64, ratio: f64) -> f64 {
    (is_so * ratio + (1.0 - is_so)) / (ratio + 1.0)
}
