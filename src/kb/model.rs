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
}

fn rarely() -> Reliability {
    Reliability::Rarely
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
#[serde(deny_unknown_fields)]
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

/// How much a pasted text proves. Ratios compare how often the wording stands in a text when the
/// symptom is there and when it is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextNumbers {
    /// Ratio of an exact error string.
    pub error_ratio: f64,
    /// Ratio of a phrase that stands there whole.
    pub full_phrase_ratio: f64,
    /// Ratio of a phrase of which only the least share stands there.
    pub part_phrase_ratio: f64,
    /// The least share of a phrase's weight that counts, from 0 to 1.
    pub least_share: f64,
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
