//! What the knowledge base holds, in the shape in which it is written, dumped and pinned.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{CauseId, LinkId, SourceId, StepId, SymptomId, WayId};
use super::levels::{Commonness, Confidence, Product, Reliability, RiskLevel, Role};

/// An exact string that proves a symptom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorString {
    /// The string; case, punctuation and word joins do not matter.
    pub text: String,
    /// What it means, in our words.
    pub meaning: String,
}

/// Something that can be seen or asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    /// Its stable name.
    pub id: SymptomId,
    /// The heading it stands under; filled in from the file.
    #[serde(default)]
    pub area: String,
    /// As the technician reads it.
    pub statement: String,
    /// As it is said to a customer.
    pub question: String,
    /// Minutes it takes to find out.
    pub minutes: f64,
    /// How often it shows when a cause does not list it.
    #[serde(default = "rarely")]
    pub otherwise: Reliability,
    /// How customers say it.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Strings that prove it.
    #[serde(default, rename = "error")]
    pub errors: Vec<ErrorString>,
    /// Symptoms that cannot be there together with it.
    #[serde(default)]
    pub excludes: Vec<SymptomId>,
    /// Pages worth a look when it is there, before anything else.
    #[serde(default)]
    pub look: Vec<LinkId>,
    /// Whether it tells how far the problem reaches; such a question comes first where it matters.
    #[serde(default)]
    pub scope: bool,
}

fn rarely() -> Reliability {
    Reliability::Rarely
}

/// The label of an example that no cause explains.
pub const OUT_OF_SCOPE: &str = "out-of-scope";

/// The words of an example that say that a symptom is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The symptom.
    pub symptom: SymptomId,
    /// The words, as they stand in the example's text.
    pub quote: String,
}

/// A complaint with the causes that count as right: to learn from, or to measure with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}

/// A heading that groups symptoms and causes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The heading.
    pub title: String,
    /// Areas are shown in ascending order.
    pub order: u32,
}

/// A named place in a console.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its stable name.
    pub id: LinkId,
    /// The product it opens; filled in from the file.
    #[serde(default = "jumpcloud")]
    pub product: Product,
    /// The page as the console calls it.
    pub page: String,
    /// The menu path in words, because consoles move.
    pub breadcrumb: Vec<String>,
    /// The menu path that older texts name.
    #[serde(default)]
    pub formerly: Vec<String>,
    /// The address with its placeholders; nothing where none is known.
    #[serde(default)]
    pub address: Option<String>,
    /// The link that opens when the ticket cannot fill a placeholder.
    #[serde(default)]
    pub otherwise: Option<LinkId>,
    /// How sure we are of the address.
    pub confidence: Confidence,
    /// What no public page proves about it.
    #[serde(default)]
    pub unverified: Option<String>,
    /// When it was last checked.
    pub checked: Date,
}

fn jumpcloud() -> Product {
    Product::Jumpcloud
}

/// A vendor's page that facts come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its stable name.
    pub id: SourceId,
    /// What the page is about.
    pub title: String,
    /// The vendor.
    pub publisher: String,
    /// Where it is.
    pub address: String,
    /// The day it was read.
    pub read: Date,
}

/// Time that a change needs to take hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// Hours, at most.
    pub hours: f64,
    /// Why.
    pub reason: String,
}

/// What may break, and the way back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// How much can break.
    pub level: RiskLevel,
    /// What to know before clicking.
    pub warning: String,
    /// How to take it back.
    pub undo: String,
}

/// One thing to do in one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its stable name, unique in the knowledge base.
    pub id: StepId,
    /// What to do, in a few words.
    pub title: String,
    /// What to do, in full.
    #[serde(rename = "do")]
    pub action: String,
    /// Where to do it.
    #[serde(default)]
    pub link: Option<LinkId>,
    /// What you should then see.
    pub see: String,
    /// What may go wrong.
    #[serde(default)]
    pub wrong: Option<String>,
    /// The rights it needs.
    pub role: Role,
    /// Minutes it takes.
    pub minutes: f64,
    /// The sentence to say to the customer.
    pub say: String,
    /// Whether having done it for one cause is enough for all: reading something, or a setting
    /// that stays.
    #[serde(default)]
    pub once: bool,
    /// Text to copy, with the ticket's data filled in.
    #[serde(default)]
    pub copy: Option<String>,
    /// What no public page proves about it.
    #[serde(default)]
    pub unverified: Option<String>,
    /// Time it needs to take hold.
    #[serde(default)]
    pub wait: Option<Wait>,
    /// What may break.
    #[serde(default)]
    pub risk: Option<Risk>,
}

/// A symptom that a cause shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shows {
    /// The symptom.
    pub symptom: SymptomId,
    /// How reliably.
    pub how: Reliability,
}

/// One way to repair a cause: steps in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Its name, unique within the cause.
    pub id: WayId,
    /// What this way does.
    pub title: String,
    /// When to choose it; nothing where it is the only one.
    #[serde(default)]
    pub when: Option<String>,
    /// Its steps, in order; the cause's confirmation follows them.
    pub steps: Vec<StepId>,
}

/// When and to whom a cause is handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalate {
    /// When to give it to someone else.
    pub when: String,
    /// To whom.
    pub to: String,
    /// What they will ask for.
    pub bring: Vec<String>,
}

/// Why something happens, and how it is repaired.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Cause {
    /// Its stable name.
    pub id: CauseId,
    /// What is wrong, in a few words.
    pub title: String,
    /// The heading it stands under.
    pub area: String,
    /// Which blocks of the vendor's article it comes from, `S1` to `S17`.
    #[serde(default)]
    pub blocks: Vec<String>,
    /// How common it is.
    pub commonness: Commonness,
    /// Why it happens, in our words.
    pub why: String,
    /// Where the facts come from.
    pub sources: Vec<SourceId>,
    /// What it shows.
    pub shows: Vec<Shows>,
    /// How often its fix works where it is the cause; the number of `numbers.toml` where nothing is
    /// said.
    #[serde(default)]
    pub fix_works: Option<Reliability>,
    /// The ways to repair it, the first to be tried first.
    #[serde(rename = "way")]
    pub ways: Vec<Way>,
    /// The steps that only this cause has.
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    /// How to confirm the repair: the last step of every way.
    pub confirm: Step,
    /// When to give it to someone else.
    pub escalate: Escalate,
}

/// The weight of what no cause covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotCovered {
    /// Its weight beside the causes, in the units of commonness.
    pub weight: f64,
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
    /// The same for words that sound like a symptom. Small, because the wording as a whole counts too.
    pub words_ratio: f64,
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
}

/// The whole knowledge base as data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Every number behind the named levels.
    pub numbers: Numbers,
    /// The headings, in order.
    pub areas: Vec<Area>,
    /// What can be seen or asked, by area and then as written.
    pub symptoms: Vec<Symptom>,
    /// Why it happens, by id.
    pub causes: Vec<Cause>,
    /// Steps that several causes use.
    pub shared_steps: Vec<Step>,
    /// Places in consoles.
    pub links: Vec<Link>,
    /// Where facts come from.
    pub sources: Vec<Source>,
}
