//! Who sends a document: the helpdesk's name, logo and contact, and who took the call; and which words
//! it leaves out.

use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

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
    #[serde(deserialize_with = "readable_or_default")]
    pub company: CustomerText,
    /// Its logo.
    #[serde(deserialize_with = "readable_or_default")]
    pub logo: Option<Logo>,
    /// The technician's name.
    #[serde(deserialize_with = "readable_or_default")]
    pub technician: CustomerText,
    /// The telephone number for questions.
    #[serde(deserialize_with = "readable_or_default")]
    pub phone: CustomerText,
    /// The email address for questions.
    #[serde(deserialize_with = "readable_or_default")]
    pub email: CustomerText,
    /// The time zone of customers whose own is not known, by its IANA name; blank for this computer's.
    #[serde(deserialize_with = "readable_or_default")]
    pub time_zone: String,
    /// The language of customers whose own is not known.
    #[serde(deserialize_with = "readable_or_default")]
    pub language: Language,
}

/// The preferences about documents.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DocumentPreferences {
    /// Who sends them.
    #[serde(deserialize_with = "readable_or_default")]
    pub letterhead: Letterhead,
    /// Words to remove from customer documents.
    #[serde(rename = "redacted")]
    pub removed_words: Vec<String>,
}

/// Why stored preferences cannot be used for documents.
#[derive(Debug, Error)]
pub enum UnreadablePreferences {
    /// They cannot be read at all.
    #[error("the stored preferences cannot be read ({0}); set them anew in the window")]
    All(serde_json::Error),
    /// The words to remove cannot be read. Documents would hold them.
    #[error(
        "the words to remove from documents cannot be read ({0}); \
         set them anew in the preferences of the window"
    )]
    RemovedWords(serde_json::Error),
}

impl DocumentPreferences {
    /// Reads them from the stored preferences, field by field: a field of the letterhead that cannot be
    /// read falls back to nothing.
    ///
    /// # Errors
    /// If nothing can be read, or not which words to remove.
    pub fn of_setting(json: Option<&str>) -> Result<Self, UnreadablePreferences> {
        let all = stored(json)?;
        if let Some(words) = all.get("redacted") {
            Vec::<String>::deserialize(words).map_err(UnreadablePreferences::RemovedWords)?;
        }
        serde_json::from_value(Value::Object(all)).map_err(UnreadablePreferences::All)
    }
}

impl Letterhead {
    /// Returns the stored preferences with this letterhead in place of theirs.
    ///
    /// # Errors
    /// If they cannot be read: what stands beside it would be lost.
    pub fn in_setting(&self, json: Option<&str>) -> Result<String, UnreadablePreferences> {
        let mut all = stored(json)?;
        let letterhead = serde_json::to_value(self).map_err(UnreadablePreferences::All)?;
        all.insert("letterhead".to_owned(), letterhead);
        Ok(Value::Object(all).to_string())
    }
}

/// Returns the time zone of a customer: the first of some names that is known, such as those of the ticket
/// and of the letterhead, or `here`.
pub fn customers_zone(names: &[&str], here: &TimeZone) -> TimeZone {
    let known = names.iter().find_map(|name| TimeZone::get(name.trim()).ok());
    known.unwrap_or_else(|| here.clone())
}

fn stored(json: Option<&str>) -> Result<Map<String, Value>, UnreadablePreferences> {
    let Some(json) = json else { return Ok(Map::new()) };
    serde_json::from_str(json).map_err(UnreadablePreferences::All)
}

/// Reads a value, or takes its default if what is stored is damaged or from another version. Other
/// values beside it stay as they are.
///
/// # Errors
/// If what is stored is not even JSON.
pub fn readable_or_default<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}
