//! Every number of `numbers.toml`: what the named levels mean, and what the diagnosis reckons with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::levels::{Commonness, Reliability};

/// How often no cause covers a problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotCovered {
    /// The share of problems, above 0 and below 1, however many causes there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// What older tickets' knowledge bases have in its place: a weight beside the causes, in the
    /// units of commonness.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

/// When enough is proven to propose a fix, and what is asked before. Shares are from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gate {
    /// The least share of a cause in what is proven, if its check cannot be answered.
    pub least_proof: f64,
    /// The same while its check can still be asked.
    pub least_proof_unchecked: f64,
    /// How many times the share of the runner-up that has to be.
    pub times_runner_up: f64,
    /// The least share of a cause in what is proven, if its check is answered as it should be.
    pub least_checked: f64,
    /// From this share of a cause in what is believed its check comes before other questions.
    pub leads: f64,
    /// So many times its cost a check has to be expected to save before a ticket is handed over
    /// without it; above 0.
    pub matters: f64,
    /// The least share of a cause in what is believed to offer its fix where nobody can tell.
    pub least_unconfirmed: f64,
    /// How likely an error message has to be before its words are asked for.
    pub error_likely: f64,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            least_proof: 0.5,
            least_proof_unchecked: 0.9,
            times_runner_up: 4.0,
            least_checked: 0.2,
            leads: 0.5,
            matters: 1.1,
            least_unconfirmed: 0.6,
            error_likely: 0.35,
        }
    }
}

/// What repairs cost and how often they work. Costs are minutes of the technician's time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Repair {
    /// The share of fixes that work when the cause is right.
    pub works: f64,
    /// What handing over costs.
    pub escalation_minutes: f64,
    /// What a low risk adds to a fix.
    pub low_risk_minutes: f64,
    /// What a medium risk adds to a fix.
    pub medium_risk_minutes: f64,
    /// What a high risk adds to a fix.
    pub high_risk_minutes: f64,
    /// What every question adds to its own minutes.
    pub question_minutes: f64,
}

/// How much an answer proves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AnswerNumbers {
    /// How many times as often a symptom is said to be there when it is than when it is not, and the
    /// other way round; above 1.
    pub ratio: f64,
}

/// When answers are told to contradict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ContradictionNumbers {
    /// The least conflict of two answers, in natural logarithms: how much less likely they are
    /// together, whichever cause one takes, than each with the cause it fits best.
    pub least_conflict: f64,
}

/// How much a pasted text proves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextNumbers {
    /// How much more likely an exact error string stands there when the symptom is there.
    pub error_ratio: f64,
    /// What older tickets' knowledge bases have besides; words that sound like a symptom are
    /// suggestions now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words_ratio: Option<f64>,
    /// The least probability from which such words are told as a finding, from 0 to 1.
    pub least_sure: f64,
    /// How sharply likeness to a cause's examples tells causes apart.
    pub sharpness: f64,
    /// How much the wording yields to answers: after one it counts 1 / (1 + this), after two
    /// 1 / (1 + twice this), and so on.
    pub yields: f64,
}

/// How the log-odds that some cause covers a text follow from its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CoverageNumbers {
    /// For it: likeness to the cause it is most like.
    pub best_cause: f64,
    /// Against it: likeness to complaints that nothing covers.
    pub not_covered: f64,
    /// For it: how much more its words are like those of covered complaints than of others.
    pub covered_words: f64,
    /// For it: the logarithm of its length, because likeness shrinks with length.
    pub length: f64,
    /// The least length that counts: a short text is no more suspicious than one of a sentence.
    pub short: f64,
    /// For it: that an exact error string stands in it.
    pub error_string: f64,
    /// For it: that symptoms are stated in it, each counted by its probability.
    #[serde(default)]
    pub stated: f64,
    /// Taken off.
    pub caution: f64,
    /// The least that the words of a text can say, in log-odds: few words can be vague, and answers
    /// must be able to overrule them.
    pub least: f64,
}

/// Every number behind the named levels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Numbers {
    /// Probability of a yes, by level.
    pub reliability: BTreeMap<Reliability, f64>,
    /// Relative weight of a cause, by level.
    pub commonness: BTreeMap<Commonness, f64>,
    /// What no cause covers.
    pub not_covered: NotCovered,
    /// Costs and success.
    pub repair: Repair,
    /// What an answer proves.
    pub answers: AnswerNumbers,
    /// When answers contradict.
    pub contradiction: ContradictionNumbers,
    /// Whether a pasted text is covered at all.
    pub coverage: CoverageNumbers,
    /// What pasted text proves.
    pub text: TextNumbers,
    /// When enough is proven; `None` in older tickets' knowledge bases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gate: Option<Gate>,
}

impl Numbers {
    /// When enough is proven to propose a fix.
    pub fn gate(&self) -> Gate {
        self.gate.unwrap_or_default()
    }
}
