//! Who sends a document: the helpdesk's name, logo and contact, and who took the call.

use serde::{Deserialize, Serialize};

use super::logo::Logo;
use crate::kb::words::Language;
use crate::privacy::CustomerText;

/// The name of the setting that keeps it, together with other preferences of the window.
pub const SETTING: &str = "preferences";

/// Who sends a document. All of it may stand in what customers get.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Letterhead {
    /// The name of the helpdesk.
    pub company: CustomerText,
    /// Its logo.
    pub logo: Option<Logo>,
    /// The technician's name.
    pub technician: CustomerText,
    /// The telephone number for questions.
    pub phone: CustomerText,
    /// The email address for questions.
    pub email: CustomerText,
    /// The time zone of customers whose own is not known, by its IANA name; blank for this computer's.
    pub time_zone: String,
    /// The language of customers whose own is not known.
    pub language: Language,
}

/// What the preferences of the window say about documents.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DocumentPreferences {
    /// Who sends them.
    pub letterhead: Letterhead,
    /// Words to remove from customer documents.
    #[serde(rename = "redacted")]
    pub removed_words: Vec<String>,
}

impl DocumentPreferences {
    /// Reads them from the stored preferences; what cannot be read falls back to nothing.
    pub fn of_setting(json: Option<&str>) -> Self {
        json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }
}
