//! What exported files tell of a customer's licenses.

use serde::{Deserialize, Serialize};

use crate::privacy::InternalText;

/// How many users have the edition of Google Workspace that most have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseCount {
    /// The edition, by the vendor's name without "Google Workspace".
    pub edition: String,
    /// The number of users who have it.
    pub in_use: u32,
    /// The number bought, as it was said when the files were read; `None` if nobody said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bought: Option<u32>,
    /// The file that shows it.
    pub file: InternalText,
}

impl LicenseCount {
    /// What it shows, as a part of a sentence: "Business Standard, 12 of 15 seats in use".
    pub fn summary(&self) -> String {
        let Self { edition, in_use, .. } = self;
        match self.bought {
            Some(bought) => format!("{edition}, {in_use} of {bought} seats in use"),
            None if *in_use == 1 => format!("{edition}, 1 seat in use"),
            None => format!("{edition}, {in_use} seats in use"),
        }
    }
}
