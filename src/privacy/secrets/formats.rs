//! Keys and tokens known by their shape alone: fixed text, alphabets and lengths.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use thiserror::Error;

use super::entries::{Checksum, FormatEntry, IdentifierEntry};
use super::{Secret, SecretKind};

/// What is wrong with a file of formats or names.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct NotAShape(pub String);

/// A part of a shape.
#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Letters { of: Alphabet, least: usize, most: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alphabet {
    Digit,
    Hex,
    AnyHex,
    Lower,
    Upper,
    Lower36,
    Upper36,
    Base32,
    Base62,
    Base64,
    Base64Url,
    Word,
    Token,
    Print,
}

impl Alphabet {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "digit" => Self::Digit,
            "hex" => Self::Hex,
            "Hex" => Self::AnyHex,
            "lower" => Self::Lower,
            "upper" => Self::Upper,
            "lower36" => Self::Lower36,
            "upper36" => Self::Upper36,
            "base32" => Self::Base32,
            "base62" => Self::Base62,
            "base64" => Self::Base64,
            "base64url" => Self::Base64Url,
            "word" => Self::Word,
            "token" => Self::Token,
            "print" => Self::Print,
            _ => return None,
        })
    }

    fn has(self, byte: u8) -> bool {
        match self {
            Self::Digit => byte.is_ascii_digit(),
            Self::Hex => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            Self::AnyHex => byte.is_ascii_hexdigit(),
            Self::Lower => byte.is_ascii_lowercase(),
            Self::Upper => byte.is_ascii_uppercase(),
            Self::Lower36 => byte.is_ascii_lowercase() || byte.is_ascii_digit(),
            Self::Upper36 => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Base32 => matches!(byte, b'A'..=b'Z' | b'2'..=b'7'),
            Self::Base62 => byte.is_ascii_alphanumeric(),
            Self::Base64 => byte.is_ascii_alphanumeric() || b"+/".contains(&byte),
            Self::Base64Url => byte.is_ascii_alphanumeric() || b"-_".contains(&byte),
            Self::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            Self::Token => byte.is_ascii_alphanumeric() || b"_.~+/=-".contains(&byte),
            Self::Print => byte.is_ascii_graphic() && !b"\"'<>&,;()".contains(&byte),
        }
    }
}

#[derive(Debug)]
struct Shape {
    kind: SecretKind,
    parts: Vec<Part>,
    near: Vec<String>,
    checksum: Option<Checksum>,
}

/// All formats of all vendors.
#[derive(Debug, Default)]
pub(super) struct Formats {
    shapes: Vec<Shape>,
    /// Finds the fixed texts that shapes begin with.
    begins: Option<AhoCorasick>,
    /// The shape that each of them begins.
    begun: Vec<usize>,
    /// Shapes that begin with letters of an alphabet.
    loose: Vec<usize>,
    /// What is written like a key and is the number of a thing.
    identifiers: Vec<Shape>,
}

impl Formats {
    pub(super) fn new(
        entries: &[FormatEntry],
        numbers: &[IdentifierEntry],
    ) -> Result<Self, NotAShape> {
        let understood = |of: &str, shape: &str| {
            parts(shape)
                .ok_or_else(|| NotAShape(format!("{of}: the shape {shape} is not understood")))
        };
        let mut shapes = Vec::new();
        for entry in entries {
            for shape in &entry.shapes {
                let parts = understood(&entry.vendor, shape)?;
                let near = entry.near.iter().map(|word| word.to_lowercase()).collect();
                shapes.push(Shape { kind: entry.kind, parts, near, checksum: entry.checksum });
            }
        }
        let (mut texts, mut begun, mut loose) = (Vec::new(), Vec::new(), Vec::new());
        for (at, shape) in shapes.iter().enumerate() {
            match shape.parts.first() {
                Some(Part::Text(text)) => {
                    texts.push(text.clone());
                    begun.push(at);
                }
                _ => loose.push(at),
            }
        }
        let begins = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&texts);
        let begins = begins.map_err(|error| NotAShape(error.to_string()))?;
        let mut identifiers = Vec::new();
        for entry in numbers {
            for shape in &entry.shapes {
                let parts = understood(&entry.of, shape)?;
                let near = entry.near.iter().map(|word| word.to_lowercase()).collect();
                identifiers.push(Shape { kind: SecretKind::Token, parts, near, checksum: None });
            }
        }
        Ok(Self { shapes, begins: Some(begins), begun, loose, identifiers })
    }

    /// Whether what stands at a place in a text is the number of a thing that anybody may see.
    pub(super) fn is_identifier(&self, text: &str, place: &Range<usize>) -> bool {
        let is = |shape: &Shape| {
            shape.matches(text, place.start).is_some_and(|range| range.end >= place.end)
        };
        self.identifiers.iter().any(is)
    }

    /// How many shapes there are.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.shapes.len()
    }

    /// Finds what has one of the shapes.
    pub(super) fn find(&self, text: &str, found: &mut Vec<Secret>) {
        let mut end = 0;
        for hit in self.begins.iter().flat_map(|begins| begins.find_overlapping_iter(text)) {
            let shape = &self.shapes[self.begun[hit.pattern().as_usize()]];
            if hit.start() >= end
                && let Some(range) = shape.matches(text, hit.start())
            {
                end = range.end;
                found.push(Secret { range, kind: shape.kind });
            }
        }
        self.find_loose(text, found);
    }

    fn find_loose(&self, text: &str, found: &mut Vec<Secret>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !is_of_word(bytes[at]) {
                at += 1;
                continue;
            }
            let rest = &bytes[at..];
            let length = rest.iter().position(|byte| !is_of_word(*byte)).unwrap_or(rest.len());
            // No shape without fixed text in front begins with a shorter word, or one without a digit.
            let word = &rest[..length];
            if length >= 23 || (length >= 8 && word.iter().any(u8::is_ascii_digit)) {
                let shapes = self.loose.iter().map(|shape| &self.shapes[*shape]);
                let range = shapes.filter_map(|shape| Some((shape.matches(text, at)?, shape.kind)));
                if let Some((range, kind)) = range.max_by_key(|(range, _)| range.end) {
                    at = range.end.max(at + length);
                    found.push(Secret { range, kind });
                    continue;
                }
            }
            at += length;
        }
    }
}

/// What parts of a key are joined by, inside of a word.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-+/=~".contains(&byte)
}

impl Shape {
    /// Where it ends, if it begins at a place in a text.
    fn matches(&self, text: &str, start: usize) -> Option<Range<usize>> {
        let bytes = text.as_bytes();
        let mut at = start;
        for (number, part) in self.parts.iter().enumerate() {
            match part {
                Part::Text(text) => {
                    bytes[at..].starts_with(text.as_bytes()).then_some(())?;
                    at += text.len();
                }
                Part::Letters { of, least, most } => {
                    let most = (*most).min(bytes.len() - at);
                    let has = bytes[at..at + most].iter().position(|byte| !of.has(*byte));
                    let length = has.unwrap_or(most);
                    (length >= *least).then_some(())?;
                    at += length;
                    // A length that is fixed ends where the word ends.
                    let is_last = number + 1 == self.parts.len();
                    let goes_on = bytes
                        .get(at)
                        .is_some_and(|byte| of.has(*byte) || byte.is_ascii_alphanumeric());
                    if is_last && least == &most && goes_on && !self.is_proven(&bytes[start..at]) {
                        return None;
                    }
                }
            }
        }
        let before = start.checked_sub(1).map(|at| bytes[at]);
        let is_glued = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte >= 0x80);
        let is_text = matches!(self.parts.first(), Some(Part::Text(_)));
        let is_part = before.is_some_and(|byte| b"-_+/.".contains(&byte));
        let is_proven = || self.is_proven(&bytes[start..at]);
        if (is_glued || (is_part && !is_text)) && !is_proven() {
            return None;
        }
        // Something has to vary: `sk_live_xxxxxxxxxxxx` and zeros stand for a key.
        let varies =
            bytes[start..at].iter().rev().take(8).collect::<std::collections::BTreeSet<_>>();
        if varies.len() < 3 || !self.is_near(text, start, at) {
            return None;
        }
        let more = bytes[at..]
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b"_-=".contains(byte));
        Some(start..at + more.unwrap_or(bytes.len() - at))
    }

    /// Whether one of the words that it needs stands in the same line.
    fn is_near(&self, text: &str, start: usize, end: usize) -> bool {
        if self.near.is_empty() {
            return true;
        }
        let line = super::place::line_around(text, start..end, 200).to_lowercase();
        self.near.iter().any(|word| line.contains(word.as_str()))
    }

    fn is_proven(&self, key: &[u8]) -> bool {
        let Some(Part::Text(prefix)) = self.parts.first() else { return false };
        match self.checksum {
            Some(Checksum::Crc32Base62) => has_checksum(&key[prefix.len().min(key.len())..]),
            None => false,
        }
    }
}

/// Whether the last six characters are the checksum of the others, written with 62 digits.
fn has_checksum(key: &[u8]) -> bool {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let Some(at) = key.len().checked_sub(6) else { return false };
    let (inside, sum) = key.split_at(at);
    let mut rest = crc32(inside);
    sum.iter().rev().all(|digit| {
        let expected = DIGITS[(rest % 62) as usize];
        rest /= 62;
        *digit == expected
    })
}

/// The checksum of ISO 3309, a bit at a time: keys are short.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

/// The parts of a shape as it stands in the file.
fn parts(shape: &str) -> Option<Vec<Part>> {
    let (mut parts, mut rest) = (Vec::new(), shape);
    while !rest.is_empty() {
        let begins = rest.find('{').unwrap_or(rest.len());
        if begins > 0 {
            parts.push(Part::Text(rest[..begins].to_owned()));
            rest = &rest[begins..];
            continue;
        }
        let (inside, after) = rest[1..].split_once('}')?;
        let (alphabet, length) = inside.split_once(':')?;
        let of = Alphabet::named(alphabet)?;
        let (least, most) = match (length.strip_suffix('+'), length.split_once('-')) {
            (Some(least), _) => (least.parse().ok()?, usize::MAX),
            (None, Some((least, most))) => (least.parse().ok()?, most.parse().ok()?),
            (None, None) => (length.parse().ok()?, length.parse().ok()?),
        };
        // Letters are taken as far as they go: what follows must not be one of them.
        if let Some(Part::Letters { of: before, least, most }) = parts.last()
            && (least != most || before == &of)
        {
            return None;
        }
        parts.push(Part::Letters { of, least, most });
        rest = after;
    }
    (!parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::{crc32, has_checksum, parts};

    #[test]
    fn shapes_are_read_and_others_refused() {
        assert!(parts("ghp_{base62:36}").is_some());
        assert!(parts("{hex:8}-{hex:4+}").is_some());
        for wrong in ["", "a{b", "a{}", "{hexx:3}", "{hex:x}", "{hex:3+}{hex:3}"] {
            assert!(parts(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn checksums_are_those_of_the_vendors() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        let inside = "0123456789abcdefghijABCDEFGHIJ";
        let mut rest = crc32(inside.as_bytes());
        let mut sum = String::new();
        for _ in 0..6 {
            let digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
            sum.insert(0, digits.chars().nth((rest % 62) as usize).unwrap_or('?'));
            rest /= 62;
        }
        assert!(has_checksum(format!("{inside}{sum}").as_bytes()));
        assert!(!has_checksum(format!("{inside}000000").as_bytes()));
    }
}
