//! The entries of the two files in `assets/secrets/`, as they stand there.

use serde::Deserialize;

use super::SecretKind;

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
pub(super) struct FormatFile {
    pub format: Vec<FormatEntry>,
    pub identifier: Vec<IdentifierEntry>,
}

/// Numbers of things that are written like a key: a parcel, an account.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentifierEntry {
    pub of: String,
    pub shapes: Vec<String>,
    #[serde(default)]
    pub near: Vec<String>,
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
    /// The secret, behind a flag that is a word of its own: `password secret`.
    Word,
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
