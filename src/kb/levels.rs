//! The named levels and kinds that entries of the knowledge base choose from.

use serde::{Deserialize, Serialize};

/// How reliably a cause shows a symptom. The probabilities stand in `kb/numbers.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reliability {
    /// As good as every call with this cause shows it.
    Always,
    /// Most calls show it.
    Usually,
    /// More calls show it than not.
    Often,
    /// A minority shows it.
    Sometimes,
    /// Few show it.
    Rarely,
    /// As good as none shows it.
    Never,
}

/// How common a cause is before anything is known. The weights stand in `kb/numbers.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Commonness {
    /// Seen week after week.
    VeryCommon,
    /// Seen regularly.
    Common,
    /// Seen now and then.
    Occasional,
    /// Hardly ever seen.
    Rare,
}

/// How sure we are of something, from the number and kind of public pages behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The vendor's own page, or several independent ones.
    High,
    /// One or two public files.
    Medium,
    /// A single weak page, an inference, or nothing.
    Low,
}

/// The product that a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// The console at admin.google.com.
    GoogleAdmin,
    /// Other Google pages.
    Google,
    /// The JumpCloud console and its sister pages.
    Jumpcloud,
}

impl Product {
    /// The product as it is called in the window and in checklists.
    pub fn name(self) -> &'static str {
        match self {
            Self::GoogleAdmin => "Google Admin",
            Self::Google => "Google",
            Self::Jumpcloud => "JumpCloud",
        }
    }
}

/// The rights a step needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Google super admin.
    GoogleSuperAdmin,
    /// A Google admin with the privilege for the page.
    GoogleAdmin,
    /// JumpCloud administrator.
    JumpcloudAdmin,
    /// JumpCloud Admin with Billing.
    JumpcloudBillingAdmin,
    /// The affected user.
    User,
    /// Nobody in particular.
    None,
}

impl Role {
    /// The role as it is shown, or nothing where no rights are needed.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::GoogleSuperAdmin => Some("super admin"),
            Self::GoogleAdmin => Some("Google admin"),
            Self::JumpcloudAdmin => Some("JumpCloud admin"),
            Self::JumpcloudBillingAdmin => Some("JumpCloud Admin with Billing"),
            Self::User => Some("the user"),
            Self::None => None,
        }
    }
}

/// How much a risky step can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RiskLevel {
    /// Easily taken back, nobody notices.
    Low,
    /// Somebody may notice, or access becomes wider.
    Medium,
    /// Services stop or money is spent.
    High,
}
