//! Takes secrets, and on request identities, out of one text, whatever is wrapped in it: addresses,
//! forms, web pages, JSON, base64.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{GeneralPurposeConfig, STANDARD};
use regex::{Captures, Regex};
use url::form_urlencoded;

use super::identities::{Part, Pseudonyms};
use super::json;
use super::names;
use crate::privacy::secrets::{self, Kind};

/// How deep texts are unwrapped that stand in each other.
const DEEPEST: usize = 4;

/// A name, and that it is given something: in addresses, forms, headers, logs. What it is given is no
/// part of the shape: it may reach far, and begin many times. No bound on the name either: counting
/// letters takes so many states that a search is no longer quick.
const PAIR: &str = r#"(?P<name>[^\x00-\x20"'=:&<>;,?#/(){}\\]+)\\*["']?[ \t]*(?P<sign>=|:)[ \t]*\\*(?P<quote>["']?)"#;
/// A field of a web page's form, and what of it matters.
const INPUT: &str = r"(?i)<(?:input|meta)\b[^>]*>";
const FIELD: &str = r#"(?i)\b(?:name|id|property)\s*=\s*["']?(?P<name>[^"'\s>]+)"#;
const VALUE: &str = r#"(?i)\b(?:value|content)\s*=\s*(?:"(?P<double>[^"]*)|'(?P<single>[^']*)|(?P<plain>[^\s"'>]+))"#;
/// A part of a form that was sent in parts, and an element of XML.
const PART: &str = r#"(?i)\bname="(?P<name>[^"\r\n]+)"[^\r\n]*\r?\n\r?\n(?P<plain>[^\r\n]+)"#;
const ELEMENT: &str = r"<(?P<name>[^\s<>/]+)(?:\s[^<>]*)?>(?P<plain>[^<>]+)</";
/// What may be base64, and what is written like a random key.
const CODED: &str = r"[A-Za-z0-9+/_-]{24,}={0,2}";

static SHAPES: LazyLock<Option<Shapes>> = LazyLock::new(|| {
    Some(Shapes {
        pair: Regex::new(PAIR).ok()?,
        input: Regex::new(INPUT).ok()?,
        field: Regex::new(FIELD).ok()?,
        value: Regex::new(VALUE).ok()?,
        part: Regex::new(PART).ok()?,
        element: Regex::new(ELEMENT).ok()?,
        coded: Regex::new(CODED).ok()?,
    })
});

struct Shapes {
    pair: Regex,
    input: Regex,
    field: Regex,
    value: Regex,
    part: Regex,
    element: Regex,
    coded: Regex,
}

/// Both alphabets of base64 are made one before; ends are filled up or not.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Takes secrets out, and counts them.
#[derive(Debug, Default)]
pub struct Redactor {
    /// Who is to be replaced, where that was asked for.
    pub pseudonyms: Option<Pseudonyms>,
    /// Whether this is the first time through, in which identities are only collected.
    pub collects: bool,
    /// From how many places secrets of each kind were taken out.
    pub removed: BTreeMap<Kind, u64>,
    depth: usize,
}

impl Redactor {
    /// A text that stands under a name.
    pub fn named(&mut self, name: &str, text: &str) -> String {
        match names::secret(name) {
            Some(kind) if is_told(text) => self.remove(kind),
            _ => self.text(names::identity(name), text),
        }
    }

    /// A text; `part` where it stands under the name of somebody's.
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
    pub fn remove(&mut self, kind: Kind) -> String {
        *self.removed.entry(kind).or_default() += 1;
        format!("[{} masked]", kind.name())
    }

    fn unwrapped(&mut self, text: &str) -> String {
        let begun = text.trim_start();
        if begun.starts_with(['{', '[']) {
            let mut redacted = Vec::new();
            if json::redact(text.trim().as_bytes(), self, &mut redacted).is_ok() {
                return String::from_utf8(redacted).unwrap_or_default();
            }
        }
        let text = self.secrets(text);
        let text = self.inputs(&text);
        let text = self.labeled(|shapes| &shapes.part, &text);
        let text = self.labeled(|shapes| &shapes.element, &text);
        let text = self.pairs(&text);
        self.coded(&text)
    }

    /// What has the shape of a secret.
    fn secrets(&mut self, text: &str) -> String {
        match secrets::mask(text, |_| false) {
            Some(masked) => {
                for kind in masked.kinds {
                    *self.removed.entry(kind).or_default() += 1;
                }
                masked.text
            }
            None => text.to_owned(),
        }
    }

    /// Hidden fields of web pages.
    fn inputs(&mut self, text: &str) -> String {
        let Some(shapes) = SHAPES.as_ref() else { return String::new() };
        let redact = |tag: &Captures<'_>| {
            let tag = &tag[0];
            let mut fields = shapes.field.captures_iter(tag);
            let kind = fields.find_map(|field| names::secret(&field["name"]));
            let value = shapes.value.captures(tag).and_then(|found| given(&found));
            match (kind, value) {
                (Some(kind), Some(value)) if is_told(value.as_str()) => {
                    let instead = self.remove(kind);
                    format!("{}{instead}{}", &tag[..value.start()], &tag[value.end()..])
                }
                _ => tag.to_owned(),
            }
        };
        shapes.input.replace_all(text, redact).into_owned()
    }

    /// What stands behind a label: in a part of a form, in an element of XML.
    fn labeled(&mut self, shape: fn(&Shapes) -> &Regex, text: &str) -> String {
        let Some(shapes) = SHAPES.as_ref() else { return String::new() };
        let redact = |found: &Captures<'_>| {
            let (whole, value) = (&found[0], &found["plain"]);
            let name = found["name"].rsplit(':').next().unwrap_or_default();
            match names::secret(name) {
                Some(kind) if is_told(value) => whole.replacen(value, &self.remove(kind), 1),
                _ => whole.to_owned(),
            }
        };
        shape(shapes).replace_all(text, redact).into_owned()
    }

    /// What is given to names: `token=…`, `"password": "…"`.
    fn pairs(&mut self, text: &str) -> String {
        let Some(shapes) = SHAPES.as_ref() else { return String::new() };
        let (mut redacted, mut end, mut from) = (String::with_capacity(text.len()), 0, 0);
        while let Some(found) = shapes.pair.captures_at(text, from) {
            // A value may hold pairs itself.
            from = found.get(0).map_or(text.len(), |whole| whole.end());
            let name = decoded(&found["name"]);
            let secret = names::secret(&name);
            let is_address = &found["sign"] == "=";
            if secret.is_none() && !is_address {
                continue;
            }
            let is_header = !is_address && names::takes_line(&name);
            let value = value(&text[from..], &found["quote"], is_header);
            let instead = match secret {
                Some(kind) if is_told(value) => Some(self.remove(kind)),
                None => self.parameter(value),
                _ => None,
            };
            if let Some(instead) = &instead {
                redacted.push_str(&text[end..from]);
                redacted.push_str(instead);
                end = from + value.len();
            }
            // What was unwrapped has been looked through.
            if instead.is_some() || value.contains('%') {
                from += value.len();
            }
        }
        redacted + &text[end..]
    }

    /// A value of an address or a form with percent signs: washed inside, nothing where that changes
    /// nothing.
    fn parameter(&mut self, value: &str) -> Option<String> {
        if !value.contains('%') || self.depth >= DEEPEST {
            return None;
        }
        let plain = decoded(value);
        let redacted = self.text(None, &plain);
        (redacted != plain).then(|| form_urlencoded::byte_serialize(redacted.as_bytes()).collect())
    }

    /// Base64 that holds XML or a secret, and what is written like a random key.
    fn coded(&mut self, text: &str) -> String {
        let Some(shapes) = SHAPES.as_ref() else { return String::new() };
        let redact = |found: &Captures<'_>| {
            let coded = &found[0];
            match self.kind_of(coded) {
                Some(kind) => self.remove(kind),
                None => coded.to_owned(),
            }
        };
        shapes.coded.replace_all(text, redact).into_owned()
    }

    fn kind_of(&mut self, coded: &str) -> Option<Kind> {
        let standard = coded.replace('-', "+").replace('_', "/");
        let bytes = LENIENT.decode(standard).unwrap_or_default();
        // Errors are handed over with a few bytes between their words.
        if let Ok(inside) = String::from_utf8(bytes)
            && inside.chars().filter(|c| c.is_control()).count() * 4 < inside.len()
        {
            let inside = inside.replace(|c: char| c.is_control() && !c.is_whitespace(), " ");
            if inside.trim_start().starts_with('<') {
                return Some(Kind::SamlResponse);
            }
            let removed = self.removed.clone();
            let is_secret = self.depth < DEEPEST && self.text(None, &inside) != inside;
            self.removed = removed;
            return is_secret.then_some(Kind::Token);
        }
        is_random(coded).then_some(Kind::Token)
    }

    /// A file that stands in another as base64: washed inside where it is text, else left out.
    pub fn wrapped(&mut self, coded: &str) -> String {
        let bytes = LENIENT.decode(coded.trim()).unwrap_or_default();
        match String::from_utf8(bytes) {
            Ok(text) => STANDARD.encode(self.text(None, &text)),
            Err(_) => String::new(),
        }
    }
}

/// How a text begins from which a secret was taken out already.
const MASKED: [&str; 6] = ["[private", "[token", "[SAML", "[cookie", "[password", "[backup"];

/// Whether a secret stands there. Google writes asterisks where a password stays as it is.
pub(super) fn is_told(text: &str) -> bool {
    !MASKED.iter().any(|begins| text.starts_with(begins))
        && text.chars().any(|c| !c.is_whitespace() && c != '*')
}

/// What a name is given, at the beginning of a text: up to the end of its quote, of its line where it
/// is a header, or of its word.
fn value<'t>(text: &'t str, quote: &str, is_header: bool) -> &'t str {
    let ends = |c: char| match (quote.chars().next(), is_header) {
        (Some(quote), _) => c == quote || c == '\r' || c == '\n',
        (None, true) => c == '"' || c == '\r' || c == '\n',
        (None, false) => c.is_whitespace() || "\"'&<>;,".contains(c),
    };
    text.find(ends).map_or(text, |end| &text[..end])
}

/// What a field is given, without its quotes.
fn given<'t>(found: &Captures<'t>) -> Option<regex::Match<'t>> {
    found.name("double").or(found.name("single")).or(found.name("plain"))
}

/// Without percent signs.
fn decoded(text: &str) -> String {
    let one = text.replace('&', "%26").replace('=', "%3D");
    let mut pairs = form_urlencoded::parse(one.as_bytes());
    pairs.next().map_or_else(String::new, |(name, _)| name.into_owned())
}

/// Whether it is written like a key: large and small letters and digits in no order.
fn is_random(text: &str) -> bool {
    // Parts of an address are words and numbers.
    text.split('/').any(|part| {
        let count = |is: fn(&char) -> bool| part.chars().filter(is).count();
        part.len() >= 32
            && count(char::is_ascii_digit) >= 3
            && count(char::is_ascii_uppercase) >= 3
            && count(char::is_ascii_lowercase) >= 3
    })
}

#[cfg(test)]
mod tests {
    use super::SHAPES;

    #[test]
    fn every_shape_is_sound() {
        assert!(SHAPES.is_some());
    }
}
