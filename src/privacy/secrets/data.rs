//! What secrets look like and what they are called, from the two files in `assets/secrets/`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::SecretKind;
use super::formats::{Formats, NotAShape};
use super::names::Names;

const FORMATS: &str = include_str!("../../../assets/secrets/formats.toml");
const NAMES: &str = include_str!("../../../assets/secrets/names.toml");

/// The keys of one vendor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormatEntry {
    pub vendor: String,
    #[serde(default)]
    pub alias: Vec<String>,
    pub kind: SecretKind,
    pub shapes: Vec<String>,
    #[serde(default)]
    pub near: Vec<String>,
    pub checksum: Option<Checksum>,
}

/// How a key proves itself.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(super) enum Checksum {
    /// The last six characters are the CRC-32 of those between the prefix and them, in base 62.
    #[serde(rename = "crc32-base62")]
    Crc32Base62,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormatFile {
    format: Vec<FormatEntry>,
}

/// What secrets are called, and what surrounds them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameFile {
    pub name: Vec<NameEntry>,
    pub harmless: Harmless,
    pub states: Words,
    pub links: Links,
    pub command: Vec<CommandEntry>,
    pub path: Path,
    pub company: Company,
}

/// Names of one kind of secret.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameEntry {
    pub kind: SecretKind,
    pub value: ValueRule,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub whole: Vec<String>,
}

/// What a value under a name has to look like.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ValueRule {
    /// Anything but words that describe a state.
    Any,
    /// Written like a key.
    Token,
    /// Digits, or groups of letters and digits.
    Code,
    /// Base32, or groups of four characters.
    Seed,
    /// The rest of the line.
    Line,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Harmless {
    pub behind: Vec<String>,
    pub names: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Links {
    pub words: Vec<String>,
    pub fillers: Vec<String>,
}

/// A command line that takes a secret.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommandEntry {
    pub program: Vec<String>,
    #[serde(default)]
    pub flags: Vec<String>,
    pub takes: Option<Takes>,
    /// The argument that is one, from 1 on, where it stands behind no flag.
    pub value: Option<usize>,
    /// Whether the last argument is one.
    #[serde(default)]
    pub last: bool,
    pub kind: SecretKind,
}

/// What stands behind a flag.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Takes {
    /// The secret.
    Value,
    /// `user:secret`.
    Pair,
    /// `user%secret`.
    Percent,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Path {
    pub before: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    pub secret: Vec<String>,
    pub harmless: Vec<String>,
}

/// Everything that is known of secrets, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub formats: Formats,
    pub names: Names,
}

/// What the program carries. Both files are read by a test; one that were wrong would find nothing.
pub(super) static DATA: LazyLock<Data> = LazyLock::new(|| load().unwrap_or_default());

/// Reads both files.
///
/// # Errors
/// The first thing in them that is not understood.
pub(super) fn load() -> Result<Data, NotAShape> {
    let not_read = |error: toml::de::Error| NotAShape(error.to_string());
    let formats: FormatFile = toml::from_str(FORMATS).map_err(not_read)?;
    let names: NameFile = toml::from_str(NAMES).map_err(not_read)?;
    let vendors = formats.format.iter().flat_map(|format| {
        std::iter::once(&format.vendor).chain(&format.alias).map(String::as_str)
    });
    let names = Names::new(names, vendors);
    Ok(Data { formats: Formats::new(&formats.format)?, names })
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_files_are_understood() {
        let data = super::load().expect("both files are sound");
        assert!(data.formats.count() > 200, "{} shapes", data.formats.count());
    }
}
