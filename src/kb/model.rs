//! What the knowledge base holds, in the shape in which it is written, dumped and pinned.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{AnswerId, CauseId, LinkId, MethodId, SourceId, StepId, SymptomId};
use super::levels::{Commonness, Confidence, Product, Reliability};
use super::numbers::Numbers;
use super::step::Step;

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
    /// How a No is told, as the technician reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement_no: Option<String>,
    /// The pages on which the technician can look it up.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<LinkId>,
    /// Short names of what it tells apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub separates: Vec<String>,
}

impl Symptom {
    /// The statement as the technician reads it, for a yes or a no.
    pub fn statement_of(&self, is_there: bool) -> String {
        match (&self.statement_no, is_there) {
            (_, true) => self.statement.clone(),
            (Some(no), false) => no.clone(),
            (None, false) => format!("Not: {}", self.statement),
        }
    }
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

/// A symptom that a cause shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shows {
    /// The symptom.
    pub symptom: SymptomId,
    /// How reliably.
    pub how: Reliability,
}

/// Under which symptoms and numbers a way is the one to take.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Applies {
    /// Symptoms that have to be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yes: Vec<SymptomId>,
    /// Symptoms that must not be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no: Vec<SymptomId>,
    /// At least this many users are affected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_users: Option<u64>,
    /// At most this many users are affected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_users: Option<u64>,
}

/// One way to repair a cause: steps in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Its name, unique within the cause.
    pub id: MethodId,
    /// What this way does.
    pub title: String,
    /// When to choose it; nothing where it is the only one.
    #[serde(default)]
    pub when: Option<String>,
    /// The same in symptoms and numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<Applies>,
    /// Its steps, in order; the cause's confirmation follows them.
    pub steps: Vec<StepId>,
    /// What is so once they are done, as a headline for the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
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
    pub methods: Vec<Method>,
    /// The steps that only this cause has.
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    /// How to confirm the repair: the last step of every way.
    pub confirm: Step,
    /// When to give it to someone else.
    pub escalate: Escalate,
    /// The symptom that decides whether this is the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<SymptomId>,
    /// What must not be done while this may be the cause.
    #[serde(default, rename = "do_not", skip_serializing_if = "Vec::is_empty")]
    pub do_not: Vec<String>,
    /// Its name in a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
}

/// The answer to something that customers ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionAnswer {
    /// Its stable name.
    pub id: AnswerId,
    /// The question, as a customer asks it.
    pub question: String,
    /// Other words for it.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The answer, in our words.
    pub answer: String,
    /// What no public page proves about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unverified: Option<String>,
    /// Where the facts come from.
    pub sources: Vec<SourceId>,
}

/// What a ticket that is handed over says where no cause is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoverAdvice {
    /// To whom.
    pub to: String,
    /// What must not be done meanwhile.
    #[serde(default)]
    pub do_not: Vec<String>,
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
    /// Answers to what customers ask, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<QuestionAnswer>,
    /// What is said where no cause is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<HandoverAdvice>,
}
