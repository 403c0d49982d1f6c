//! Words that are removed from what a customer gets, also from the addresses that it leads to.

use super::words::Span;
use crate::privacy::redaction::take_out;

/// Removes words, however they are spelled.
pub(super) struct Removal<'a> {
    words: &'a [String],
    /// The words also as they are spelled in addresses.
    in_addresses: Vec<String>,
}

impl<'a> Removal<'a> {
    /// Removes some words; `None` if there are none.
    pub(super) fn of(words: &'a [String]) -> Option<Self> {
        let encoded = words.iter().flat_map(|word| {
            let encoded: String = url::form_urlencoded::byte_serialize(word.as_bytes()).collect();
            [encoded.replace('+', "%20"), encoded]
        });
        let in_addresses = words.iter().cloned().chain(encoded).collect();
        (!words.is_empty()).then_some(Self { words, in_addresses })
    }

    /// Returns a text without them.
    pub(super) fn in_text(&self, text: &str) -> String {
        take_out(text, self.words)
    }

    /// Takes them out of a run of text and of its address. An address that holds one becomes that of its
    /// host alone, or none if even that holds one.
    pub(super) fn in_span(&self, span: &mut Span) {
        span.text = self.in_text(&span.text);
        span.link = span.link.take().and_then(|address| self.in_address(address));
    }

    fn in_address(&self, address: String) -> Option<String> {
        let holds_none = |address: &str| take_out(address, &self.in_addresses) == address;
        if holds_none(&address) {
            return Some(address);
        }
        let host = address.strip_prefix("https://")?.split('/').next()?;
        Some(format!("https://{host}/")).filter(|host| holds_none(host))
    }
}
