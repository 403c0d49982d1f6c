//! Takes secrets, and on request identities, out of one text, whatever is wrapped in it. What is a
//! secret is decided by `privacy/secrets`, for notes and files alike.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use regex::{Captures, Regex};
use url::form_urlencoded;

use super::identities::{Part, Pseudonyms};
use super::json;
use super::names;
use crate::privacy::secrets::{self, KnownSecrets, SecretKind};

/// How deep texts are unwrapped that stand in each other.
const DEEPEST: usize = 4;

/// The error inside the address of Google's error page, which stays readable.
const ERROR: &str = "authError";
static ERROR_IN_ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"authError=(?P<coded>[A-Za-z0-9%+/_=-]{16,})").ok());

/// Takes secrets out, and counts them.
#[derive(Debug, Default)]
pub struct Redactor {
    /// Who is to be replaced, if that was asked for.
    pub pseudonyms: Option<Pseudonyms>,
    /// Whether this is the first time through, in which secrets and identities are only collected.
    pub collects: bool,
    /// From how many places secrets of each kind were taken out.
    pub removed: BTreeMap<SecretKind, u64>,
    /// The secrets of this file, which are taken out wherever they stand again.
    known: KnownSecrets,
    depth: usize,
}

impl Redactor {
    /// A text that stands under a name.
    pub fn named(&mut self, name: &str, text: &str) -> String {
        if name == ERROR
            && let Some(error) = secrets::readable(text)
        {
            return self.text(None, error.trim());
        }
        match secrets::named(name, text) {
            Some(kind) => self.remove(kind, text),
            None => self.text(names::identity(name), text),
        }
    }

    /// A text; `part` if it stands under the name of somebody's.
    pub fn text(&mut self, part: Option<Part>, text: &str) -> String {
        let redacted = if self.depth < DEEPEST {
            self.depth += 1;
            let redacted = self.unwrapped(text);
            self.depth -= 1;
            redacted
        } else {
            self.secrets(text)
        };
        match &mut self.pseudonyms {
            Some(identities) if self.collects => {
                identities.collect(part, &redacted);
                redacted
            }
            Some(identities) => identities.replace(part, &redacted),
            None => redacted,
        }
    }

    /// What stands in place of a secret.
    pub fn remove(&mut self, kind: SecretKind, secret: &str) -> String {
        *self.removed.entry(kind).or_default() += 1;
        if self.collects {
            self.known.add(secret, kind);
        }
        kind.mask()
    }

    fn unwrapped(&mut self, text: &str) -> String {
        let begun = text.trim_start();
        if begun.starts_with(['{', '[']) {
            let mut redacted = Vec::new();
            if json::redact(text.trim().as_bytes(), self, &mut redacted).is_ok() {
                return String::from_utf8(redacted).unwrap_or_default();
            }
        }
        let text = self.errors(text);
        self.secrets(&text)
    }

    /// What is a secret by its shape, its name or its company, or was one elsewhere in the file.
    fn secrets(&mut self, text: &str) -> String {
        let masked = if self.collects { self.known.learn(text) } else { self.known.mask(text) };
        let Some(masked) = masked else { return text.to_owned() };
        for kind in masked.found {
            *self.removed.entry(kind).or_default() += 1;
        }
        masked.text
    }

    /// Errors in addresses as text.
    fn errors<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let Some(shape) = ERROR_IN_ADDRESS.as_ref().filter(|_| text.contains(ERROR)) else {
            return Cow::Borrowed(text);
        };
        shape.replace_all(text, |found: &Captures<'_>| {
            let coded = found["coded"].replace("%3D", "=").replace("%3d", "=");
            match secrets::readable(&coded) {
                Some(error) => {
                    let error = self.text(None, error.trim());
                    let plain: String = form_urlencoded::byte_serialize(error.as_bytes()).collect();
                    format!("{ERROR}={plain}")
                }
                None => found[0].to_owned(),
            }
        })
    }

    /// A file that stands in another as base64: redacted inside if it is text, else left out.
    pub fn wrapped(&mut self, coded: &str) -> String {
        let bytes = STANDARD.decode(coded.trim()).unwrap_or_default();
        match String::from_utf8(bytes) {
            Ok(text) => STANDARD.encode(self.text(None, &text)),
            Err(_) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_shape_of_errors_is_sound() {
        assert!(super::ERROR_IN_ADDRESS.is_some());
    }
}
