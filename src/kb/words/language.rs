//! The languages in which customers read.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// A language.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English, in which everything is written first.
    #[default]
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::En, Self::De, Self::Es, Self::Fr];

    /// Returns its stored name, which is also the name of its folder and its code in HTML and PDF.
    pub fn id(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::Fr => "fr",
        }
    }

    /// Returns the language of a stored name.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }

    /// Returns a colon as it stands behind a word: in French with a space that does not break before it.
    pub fn colon(self) -> &'static str {
        match self {
            Self::Fr => "\u{a0}:",
            Self::En | Self::De | Self::Es => ":",
        }
    }

    /// Returns what stands between the items of a list in a sentence.
    pub fn semicolon(self) -> &'static str {
        match self {
            Self::Fr => "\u{a0}; ",
            Self::En | Self::De | Self::Es => "; ",
        }
    }

    /// Returns its name as shown to the technician.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "German",
            Self::Es => "Spanish",
            Self::Fr => "French",
        }
    }
}
