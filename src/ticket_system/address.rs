//! The page of a ticket in one's own ticket system. Its host is what the technician typed: a type of its
//! own, which no link of the knowledge base becomes.

use std::fmt::Write;

use thiserror::Error;
use url::Url;

/// Where the reference stands in a template.
const REFERENCE: &str = "{reference}";

/// Why a template or an address made from it is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// Not a complete address.
    #[error(
        "this is not a complete address; expected one such as https://desk.example.com/tickets/{{reference}}"
    )]
    NotAnAddress,
    /// Another scheme than https.
    #[error("only https addresses are opened; start it with https://")]
    NotHttps,
    /// A user name or a password in it.
    #[error("an address with a user name or password is not opened; leave it out")]
    HasUser,
    /// Spaces, control characters or the like in it.
    #[error("the address holds characters that do not belong in one; copy it again")]
    StrangeCharacters,
    /// No place for the reference behind the host.
    #[error(
        "the address needs {{reference}} behind its host, where the number of the ticket stands"
    )]
    NoReference,
    /// The reference of the ticket gives no page.
    #[error("the reference of this ticket gives no address; correct it in the details")]
    StrangeReference,
}

/// The address of every ticket, with the place of its reference: `https://desk.example.com/tickets/{reference}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressTemplate {
    text: String,
}

/// The page of one ticket, on the host that was typed into the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketAddress(Url);

impl TicketAddress {
    /// Returns the address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl AddressTemplate {
    /// Checks a template as typed.
    ///
    /// # Errors
    /// If it is not an https address with the reference behind its host.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let text = text.trim();
        let without = text.replace(REFERENCE, "");
        let strange = |c: char| {
            c.is_control()
                || c.is_whitespace()
                || matches!(c, '\\' | '"' | '<' | '>' | '`' | '{' | '}')
        };
        if without.contains(strange) {
            return Err(TemplateError::StrangeCharacters);
        }
        let (scheme, rest) = text.split_once("://").ok_or(TemplateError::NotAnAddress)?;
        if !scheme.eq_ignore_ascii_case("https") {
            return Err(TemplateError::NotHttps);
        }
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if host.contains('@') {
            return Err(TemplateError::HasUser);
        }
        if host.is_empty() || host.contains(REFERENCE) {
            return Err(TemplateError::NotAnAddress);
        }
        if !rest.contains(REFERENCE) {
            return Err(TemplateError::NoReference);
        }
        Url::parse(&without).map_err(|_| TemplateError::NotAnAddress)?;
        Ok(Self { text: text.to_owned() })
    }

    /// Fills in the reference of a ticket. A `#` before a number is how people write it, not a part of it.
    ///
    /// # Errors
    /// If the reference is blank or would lead elsewhere than the template.
    pub fn fill(&self, reference: &str) -> Result<TicketAddress, TemplateError> {
        let reference = reference.trim();
        let reference = reference.strip_prefix('#').unwrap_or(reference);
        // Only dots would climb to another page, however they are encoded.
        if reference.chars().all(|c| c == '.' || c.is_whitespace()) {
            return Err(TemplateError::StrangeReference);
        }
        let filled = self.text.replace(REFERENCE, &encoded(reference));
        Url::parse(&filled).map(TicketAddress).map_err(|_| TemplateError::StrangeReference)
    }
}

/// Encodes a reference so that it stays one part of a path or one value of a query.
fn encoded(reference: &str) -> String {
    let mut out = String::with_capacity(reference.len());
    for byte in reference.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{AddressTemplate, TemplateError};

    fn filled(template: &str, reference: &str) -> String {
        let template = AddressTemplate::parse(template).expect("a sound template");
        template.fill(reference).expect("a sound reference").as_str().to_owned()
    }

    #[test]
    fn a_reference_stays_where_the_template_has_it() {
        let desk = "https://desk.example.com/tickets/{reference}";
        assert_eq!(filled(desk, " #4711 "), "https://desk.example.com/tickets/4711");
        assert_eq!(
            filled(desk, "../../admin?x=1#y @evil.example/"),
            "https://desk.example.com/tickets/..%2F..%2Fadmin%3Fx%3D1%23y%20%40evil.example%2F"
        );
        assert_eq!(
            filled("https://halo.example.com:8443/t?id={reference}&view=1", "A&b=2"),
            "https://halo.example.com:8443/t?id=A%26b%3D2&view=1"
        );
    }

    #[test]
    fn a_reference_that_would_climb_is_refused() {
        let template = AddressTemplate::parse("https://desk.example.com/a/{reference}/b");
        let template = template.expect("a sound template");
        for reference in ["", "  ", ".", "..", "#", "#.."] {
            assert_eq!(
                template.fill(reference),
                Err(TemplateError::StrangeReference),
                "{reference}"
            );
        }
    }

    #[test]
    fn templates_that_are_no_page_of_a_ticket_are_refused() {
        for template in [
            "",
            "desk.example.com/{reference}",
            "http://desk.example.com/{reference}",
            "javascript://desk.example.com/{reference}",
            "file:///tickets/{reference}",
            "https:///{reference}",
            "https://{reference}.example.com/",
            "https://{reference}",
            "https://desk.example.com/tickets",
            "https://pat@desk.example.com/{reference}",
            "https://desk.example.com\\@evil.example/{reference}",
            "https://desk.example.com/{reference}\n",
            "https://desk.example.com/a b/{reference}",
            "https://desk.example.com/{customer}/{reference}",
        ] {
            // A line break at the end is not typed but pasted, and trimmed.
            let is_refused = AddressTemplate::parse(template).is_err();
            assert_eq!(is_refused, !template.ends_with('\n'), "{template:?}");
        }
    }
}
