//! A step: one thing to do in one place, what it changes, and what to know before.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::ids::{LinkId, StepId};
use super::levels::{RiskLevel, Role};
use super::proof::Proof;
use super::scene::{Click, Scene};

/// Time that a change needs to take hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// Hours, at most.
    pub hours: f64,
    /// Why.
    pub reason: String,
}

impl Wait {
    /// Returns when it is over at the latest, if it begins at `from`; `None` if that is too far off.
    pub fn ends(&self, from: Timestamp) -> Option<Timestamp> {
        let wait = SignedDuration::try_from_secs_f64(self.hours * 3600.0).ok()?;
        from.checked_add(wait).ok()
    }
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
    /// What to do on the page, click by click.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clicks: Vec<Click>,
    /// The page, drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<Scene>,
    /// What it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<SettingChange>,
    /// What the customer has to know before it is done, in the customer's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_customer: Option<String>,
    /// A command that only reads, and shows that it worked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<String>,
    /// What the output of that command proves; empty if it only has to show the user.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proves: Vec<Proof>,
}

/// What a step changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingChange {
    /// The setting, as the page calls it.
    pub setting: String,
    /// What it is set to before, if that is always the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is set to after.
    pub after: String,
    /// Whether the value before has to be noted, because it differs from customer to customer.
    #[serde(default, skip_serializing_if = "super::scene::is_false")]
    pub note: bool,
}
