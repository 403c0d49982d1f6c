//! Secrets in a text: the one recognizer for what is noted, pasted, saved without secrets and handed on.
//!
//! ```text
//! mod.rs       a text in; where its secrets stand, or the text without them
//! data.rs      what secrets look like and are called: assets/secrets/*.toml, entries.rs their entries
//! formats.rs   keys of vendors, by their shape
//! names.rs     which secret a name is of
//! values.rs    what a value looks like
//! writing.rs   how a string is written: a password, a key, an identifier
//! pairs.rs     names in a text, and what they are given; given.rs what stands behind a name
//! unsigned.rs  the same without a sign
//! sentences.rs the same in sentences
//! groups.rs    codes and keys in groups
//! blocks.rs    what is known by what stands around it; codes.rs codes of a sign-in
//! commands.rs  command lines
//! records.rs   names and values in two fields, dialogs of mail programs
//! tables.rs    tables that were pasted
//! generic.rs   what only looks random
//! layers.rs    percent signs, JSON in JSON, base64
//! place.rs     lines and words around a place
//! ```

mod blocks;
mod codes;
mod commands;
mod data;
mod entries;
mod formats;
mod generic;
mod given;
mod groups;
mod layers;
mod letters;
mod names;
mod pairs;
mod place;
mod records;
mod sentences;
mod tables;
mod unsigned;
mod values;
mod writing;

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

/// A kind of secret.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum SecretKind {
    /// A private key.
    PrivateKey,
    /// A token or key of a program.
    Token,
    /// What an identity provider says of somebody who signs in.
    SamlResponse,
    /// A cookie of a browser.
    Cookie,
    /// A password.
    Password,
    /// A code that stands in for a second factor.
    Code,
    /// The key that sets up an authenticator.
    SetupKey,
}

impl SecretKind {
    /// The kind as it is shown, and as it stands in place of the secret.
    pub fn label(self) -> &'static str {
        match self {
            Self::PrivateKey => "private key",
            Self::Token => "token",
            Self::SamlResponse => "SAML response",
            Self::Cookie => "cookie",
            Self::Password => "password",
            Self::Code => "code",
            Self::SetupKey => "set-up key",
        }
    }

    /// What stands in place of a secret of this kind.
    pub fn mask(self) -> String {
        format!("[{} masked]", self.label())
    }
}

/// A secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SecretKind,
}

/// A text without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The text, with the kind of each secret in its place.
    pub text: String,
    /// The kinds that were found, each once.
    pub kinds: Vec<SecretKind>,
    /// How many secrets of each kind were found, in the order of the text.
    pub found: Vec<SecretKind>,
}

/// Finds the secrets of a text, in order, none inside of another.
pub fn find(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    scan(text, 0, &mut found);
    settled(text, found)
}

/// Masks the secrets of a text; `None` if there are none. A secret is masked wherever it stands in the
/// text.
pub fn mask(text: &str) -> Option<Masked> {
    KnownSecrets::default().mask(text)
}

/// Whether a name, such as a key of JSON or the head of a column, is of a secret, and of which.
/// `value` is what stands under it: what only describes a state, or an error, is none.
pub fn named(name: &str, value: &str) -> Option<SecretKind> {
    let name = of_name(name)?;
    let stands = values::Stands::Firmly;
    (name.value == entries::ValueRule::Line && values::is_given(value) && !values::is_masked(value)
        || values::fits(name, value.trim(), stands))
    .then_some(name.kind)
}

/// Whether a name is of a secret, whatever stands under it.
pub fn is_name(name: &str) -> bool {
    of_name(name).is_some()
}

/// Consoles put remarks into brackets, forms the field itself: `user[password]`.
fn of_name(name: &str) -> Option<names::Name> {
    let names = &data::DATA.names;
    names.of(name, 0).or_else(|| {
        let outside = name.split(['[', '(']).next().unwrap_or_default().trim();
        (outside.len() < name.len()).then(|| names.of(outside, 0)).flatten()
    })
}

/// What base64 holds as text, as Google hands over errors; `None` if it is no text.
pub fn readable(coded: &str) -> Option<String> {
    layers::decoded(coded)
}

/// Everything that finds secrets, on one text as it is written.
fn scan(text: &str, depth: usize, found: &mut Vec<Secret>) {
    data::DATA.formats.find(text, found);
    blocks::find(text, found);
    codes::find(text, found);
    pairs::find(text, found);
    commands::find(text, found);
    records::find(text, found);
    tables::find(text, found);
    generic::find(text, found);
    layers::find(text, depth, found);
}

/// Adds what is called `secret` in a match.
fn push(hit: &regex::Captures<'_>, kind: SecretKind, found: &mut Vec<Secret>) {
    found.extend(hit.name("secret").map(|secret| Secret { range: secret.range(), kind }));
}

/// In order; those that overlap become one, of the kind of the first.
fn settled(text: &str, mut found: Vec<Secret>) -> Vec<Secret> {
    found.retain(|secret| !secret.range.is_empty() && is_whole(text, &secret.range));
    found.sort_by_key(|secret| {
        (secret.range.start, std::cmp::Reverse(secret.range.end), secret.kind)
    });
    let mut settled: Vec<Secret> = Vec::with_capacity(found.len());
    for secret in found {
        match settled.last_mut() {
            Some(last) if secret.range.start < last.range.end => {
                last.range.end = last.range.end.max(secret.range.end);
            }
            _ => settled.push(secret),
        }
    }
    settled
}

/// A text with the kinds of secrets in their places; `None` if there are none.
fn masked(text: &str, found: &[Secret]) -> Option<Masked> {
    if found.is_empty() {
        return None;
    }
    let (mut masked, mut kinds, mut end) = (String::with_capacity(text.len()), Vec::new(), 0);
    for secret in found {
        masked.push_str(&text[end..secret.range.start]);
        masked.push_str(&secret.kind.mask());
        end = secret.range.end;
        if !kinds.contains(&secret.kind) {
            kinds.push(secret.kind);
        }
    }
    masked.push_str(&text[end..]);
    let found = found.iter().map(|secret| secret.kind).collect();
    Some(Masked { text: masked, kinds, found })
}

fn is_whole(text: &str, range: &Range<usize>) -> bool {
    text.is_char_boundary(range.start) && text.is_char_boundary(range.end)
}

/// Shorter ones are not looked for again: they may stand anywhere.
const SHORTEST_AGAIN: usize = 5;
/// Longer ones are found by their own shape.
const LONGEST_AGAIN: usize = 2_048;
/// How many secrets are looked for again, and how long they are together, in bytes: what finds them all
/// at once takes a multiple of it.
const MOST_AGAIN: usize = 20_000;
const MOST_BYTES_AGAIN: usize = 512 * 1024;

/// The secrets of a text, a ticket or a file, which are masked wherever they stand again in it. Forgotten
/// with it.
#[derive(Default)]
pub struct KnownSecrets {
    secrets: HashMap<String, SecretKind>,
    has_found: bool,
    bytes: usize,
    finder: Option<(AhoCorasick, Vec<SecretKind>)>,
    /// What was let through: somebody said that it is none.
    harmless: Vec<String>,
}

/// Secrets reach no log.
impl std::fmt::Debug for KnownSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KnownSecrets({})", self.secrets.len())
    }
}

impl KnownSecrets {
    /// Lets a text through that somebody said to be no secret.
    pub fn let_through(&mut self, texts: impl IntoIterator<Item = String>) {
        self.harmless.extend(texts);
    }

    /// Learns the secrets of a text; what is left of it without them, `None` if there are none. What was
    /// learned before is not looked for.
    pub fn learn(&mut self, text: &str) -> Option<Masked> {
        let found = find(text);
        self.has_found |= !found.is_empty();
        for secret in &found {
            self.add(&text[secret.range.clone()], secret.kind);
        }
        masked(text, &found)
    }

    /// Whether no text that was learned from has a secret.
    pub fn is_empty(&self) -> bool {
        !self.has_found
    }

    /// Learns one secret.
    pub fn add(&mut self, secret: &str, kind: SecretKind) {
        let secret = secret.trim();
        for part in parts(secret, kind) {
            let is_known = self.secrets.contains_key(part);
            let fits =
                self.secrets.len() < MOST_AGAIN && self.bytes + part.len() < MOST_BYTES_AGAIN;
            if !is_known && fits && is_worth_finding(part) {
                self.finder = None;
                self.bytes += part.len();
                self.secrets.insert(part.to_owned(), kind);
            }
        }
    }

    /// Masks what is a secret in a text, or was one in another that was learned; `None` if nothing is.
    /// What is found is learned.
    pub fn mask(&mut self, text: &str) -> Option<Masked> {
        let found = self.find(text);
        masked(text, &found)
    }

    /// Finds what is a secret in a text, or was one in another that was learned.
    pub fn find(&mut self, text: &str) -> Vec<Secret> {
        let mut found = find(text);
        for secret in &found {
            self.add(&text[secret.range.clone()], secret.kind);
        }
        self.again(text, &mut found);
        let mut found = settled(text, found);
        found.retain(|secret| {
            let said = &text[secret.range.clone()];
            !self.harmless.iter().any(|harmless| harmless == said)
        });
        found
    }

    fn again(&mut self, text: &str, found: &mut Vec<Secret>) {
        if self.secrets.is_empty() {
            return;
        }
        if self.finder.is_none() {
            let mut secrets: Vec<(&String, &SecretKind)> = self.secrets.iter().collect();
            secrets.sort();
            let built = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(secrets.iter().map(|(secret, _)| secret));
            let kinds = secrets.iter().map(|(_, kind)| **kind).collect();
            self.finder = built.ok().map(|finder| (finder, kinds));
        }
        let Some((finder, kinds)) = &self.finder else { return };
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        for hit in finder.find_iter(text) {
            let before = text[..hit.start()].chars().next_back();
            let after = text[hit.end()..].chars().next();
            let is_long = hit.len() >= 12;
            if is_long || (!joins(before) && !joins(after)) {
                found.push(Secret { range: hit.range(), kind: kinds[hit.pattern().as_usize()] });
            }
        }
    }
}

/// What of a secret stands again elsewhere: of cookies their values, of codes each one.
fn parts(secret: &str, kind: SecretKind) -> Vec<&str> {
    match kind {
        SecretKind::Cookie => secret
            .split(';')
            .filter_map(|pair| pair.split_once('=').map(|(_, value)| value.trim()))
            .filter(|value| value.len() >= 12 && values::has_digit(value))
            .collect(),
        _ if secret.len() > LONGEST_AGAIN => Vec::new(),
        SecretKind::Token if secret.starts_with("Bearer ") => vec![secret, &secret[7..]],
        _ => vec![secret],
    }
}

/// Whether a secret is told apart from other words by its writing.
fn is_worth_finding(secret: &str) -> bool {
    let characters = secret.chars().count();
    let is_number = secret.bytes().all(|byte| byte.is_ascii_digit());
    if values::is_worded(secret) || (values::is_time(secret) && !is_number) {
        return characters >= 9;
    }
    if is_number { characters >= 6 } else { characters >= SHORTEST_AGAIN }
}
