//! What is known about a ticket's symptoms, and from where.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::kb::{AnswerId, KnowledgeBase, SymptomId};
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

/// How much a piece of knowledge is worth. Only what was shown or said is evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// An exact error string in pasted text, or a row of an exported file.
    Shown,
    /// An answer that somebody gave.
    Said,
    /// What words seem to say: a [`Suggestion`] or the [`Wording`]. No evidence until it is confirmed.
    Read,
}

/// Where an observation comes from, and so how much it proves.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// The technician answered.
    Said,
    /// An exact error string stands in pasted text.
    InText {
        /// The string as it stands there.
        quote: InternalText,
        /// What it means, from the knowledge base.
        meaning: String,
    },
    /// An exported file shows it.
    InFile {
        /// The file, the rows and what stands there.
        quote: InternalText,
    },
}

/// One answer for one symptom that was shown or said.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The symptom.
    pub symptom: SymptomId,
    /// What is known about it.
    pub answer: Answer,
    /// From where.
    pub because: Because,
}

/// What words seem to say about one symptom. It orders causes and questions, is shown as "maybe" with
/// its quote, and is confirmed or rejected; alone it never leads to a fix.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The symptom.
    pub symptom: SymptomId,
    /// [`Answer::Yes`] or [`Answer::No`].
    pub answer: Answer,
    /// The words that seem to say it, verbatim.
    pub quote: InternalText,
    /// How often the text really states this where the reader is this sure: a calibrated
    /// probability above 0 and below 1.
    pub probability: f64,
}

/// A question that the customer asks, such as "what happens if we unbind a user", which the knowledge
/// base answers.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedQuestion {
    /// The entry of the knowledge base that answers it.
    pub answer: AnswerId,
    /// The words that ask it, verbatim.
    pub quote: InternalText,
}

/// What the wording of a text as a whole suggests.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// For each cause, in the order of the knowledge base.
    pub causes: Vec<CauseLikelihood>,
}

/// How well a text fits one cause.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseLikelihood {
    /// The natural logarithm of how much likelier such words are with this cause than with
    /// something that no cause covers.
    pub log_ratio: f64,
    /// The words that fit it best; kept for the causes the text fits best.
    pub quote: Option<InternalText>,
}

impl Observation {
    /// What the technician said.
    pub fn said(symptom: SymptomId, answer: Answer) -> Self {
        Self { symptom, answer, because: Because::Said }
    }

    /// Whether it was shown or said.
    pub fn grade(&self) -> Grade {
        match self.because {
            Because::Said => Grade::Said,
            Because::InText { .. } | Because::InFile { .. } => Grade::Shown,
        }
    }

    /// Whether a text or a file shows it.
    pub fn is_shown(&self) -> bool {
        self.grade() == Grade::Shown
    }

    /// Whether it is a yes or a no: that nobody can tell is no answer.
    pub fn is_answer(&self) -> bool {
        self.answer != Answer::CantTell
    }

    /// Whether the technician gave the answer, and it is one.
    pub(super) fn is_said(&self) -> bool {
        self.because == Because::Said && self.is_answer()
    }

    /// The likelihood of this observation where a symptom is there with the given probability, up to
    /// a factor that is the same for every cause. `None` if it tells nothing.
    pub(super) fn likelihood(&self, kb: &KnowledgeBase, there: f64) -> Option<f64> {
        let ratio = match &self.because {
            Because::Said => kb.numbers().answers.ratio,
            // A row of an export proves as much as an exact error string.
            Because::InText { .. } | Because::InFile { .. } => kb.numbers().text.error_ratio,
        };
        answer_likelihood(self.answer, there, ratio)
    }
}

/// How likely an answer is where its symptom is there with the given probability; see
/// [`report_likelihood`]. `None` if nobody can tell.
pub(super) fn answer_likelihood(answer: Answer, there: f64, ratio: f64) -> Option<f64> {
    match answer {
        Answer::Yes => Some(report_likelihood(there, ratio)),
        Answer::No => Some(report_likelihood(1.0 - there, ratio)),
        Answer::CantTell => None,
    }
}

/// How likely something is reported that is so with the given probability, where it is reported
/// `ratio` times as often when it is so than when it is not: a reader may be mistaken, and a
/// customer too.
pub(super) fn report_likelihood(is_so: f64, ratio: f64) -> f64 {
    (is_so * ratio + (1.0 - is_so)) / (ratio + 1.0)
}
