//! What a ticket system passes on: the fields of a new ticket and nothing else.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

use crate::privacy::{CustomerText, InternalText};
use crate::text::visible;
use crate::ticket::{Detail, EventKind};

/// The most bytes of an address; a Windows command line holds twice as many characters.
pub const MOST_ADDRESS: usize = 16_000;
/// The most characters of a reference.
pub const MOST_REFERENCE: usize = 64;
/// The most characters of a customer's name and of a user's address.
pub const MOST_NAME: usize = 200;
/// The most characters of what the customer says.
pub const MOST_TEXT: usize = 8_000;

/// The scheme that the installers register.
const SCHEME: &str = "syncmend";
/// The one thing that an address can ask for.
const TICKET: &str = "ticket";

/// Why nothing is filled in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ArrivalError {
    /// The address is too long.
    #[error("the address has more than {MOST_ADDRESS} bytes; pass on less of the text")]
    LongAddress,
    /// The address is not one for a ticket.
    #[error("expected an address such as syncmend://ticket?reference=HD-1")]
    OtherAddress,
    /// The address has characters that are written as `%` and two digits.
    #[error("the address has characters that have to be encoded, such as a space as %20")]
    NotEncoded,
    /// The address has a field that no ticket has.
    #[error("a ticket has no such field; use reference, customer, user and text: {0}")]
    OtherField(String),
    /// A field stands in the address more than once.
    #[error("the field stands there twice; leave one out: {0}")]
    Twice(&'static str),
    /// There is no reference.
    #[error("the reference is missing; pass on the number of the ticket")]
    NoReference,
    /// A field is too long.
    #[error("the field is longer than {most} characters; shorten it: {field}")]
    LongField {
        /// The field.
        field: &'static str,
        /// Its most characters.
        most: usize,
    },
    /// A field has characters that nobody sees, or line breaks where there are none.
    #[error("the field has control or invisible characters; pass on plain text: {0}")]
    Hidden(&'static str),
    /// The user is not an email address.
    #[error("the user is not an email address; pass on one such as pat@example.com")]
    NoEmail,
}

/// What fills a new ticket, checked: each field is within its length and reads as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Arrival {
    reference: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    customer: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    user: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
}

/// The fields as they come.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Fields {
    reference: String,
    customer: String,
    user: String,
    text: String,
}

impl TryFrom<Fields> for Arrival {
    type Error = ArrivalError;

    fn try_from(fields: Fields) -> Result<Self, ArrivalError> {
        Self::new(&fields.reference, &fields.customer, &fields.user, &fields.text)
    }
}

impl Arrival {
    /// Checks the fields of a new ticket; all but the reference may be empty.
    ///
    /// # Errors
    /// If one is missing, too long, or not plain text.
    pub fn new(
        reference: &str,
        customer: &str,
        user: &str,
        text: &str,
    ) -> Result<Self, ArrivalError> {
        let reference = line("reference", reference, MOST_REFERENCE)?;
        if reference.is_empty() {
            return Err(ArrivalError::NoReference);
        }
        let user = line("user", user, MOST_NAME)?;
        if !user.is_empty() && !is_email(&user) {
            return Err(ArrivalError::NoEmail);
        }
        let text = text.replace("\r\n", "\n");
        Ok(Self {
            reference,
            customer: line("customer", customer, MOST_NAME)?,
            user,
            text: checked("text", text.trim(), MOST_TEXT)?,
        })
    }

    /// Reads an address: `syncmend://ticket?reference=..&customer=..&user=..&text=..`.
    ///
    /// # Errors
    /// If it is any other address, or a field is not as it has to be.
    pub fn from_address(address: &str) -> Result<Self, ArrivalError> {
        if address.len() > MOST_ADDRESS {
            return Err(ArrivalError::LongAddress);
        }
        if !is_encoded(address) {
            return Err(ArrivalError::NotEncoded);
        }
        let url = Url::parse(address).map_err(|_| ArrivalError::OtherAddress)?;
        // Some browsers add a slash after the host.
        let is_ticket = url.scheme() == SCHEME
            && url.host_str() == Some(TICKET)
            && matches!(url.path(), "" | "/")
            && url.username().is_empty()
            && url.password().is_none()
            && url.port().is_none()
            && url.fragment().is_none()
            && is_plain_start(address);
        if !is_ticket {
            return Err(ArrivalError::OtherAddress);
        }
        let mut found: [Option<String>; 4] = Default::default();
        for (name, value) in url.query_pairs() {
            let at = FIELDS.iter().position(|field| *field == name).ok_or_else(|| {
                let shown: String = visible(&name).chars().take(MOST_REFERENCE).collect();
                ArrivalError::OtherField(shown)
            })?;
            if found[at].replace(value.into_owned()).is_some() {
                return Err(ArrivalError::Twice(FIELDS[at]));
            }
        }
        let [reference, customer, user, text] = found.map(Option::unwrap_or_default);
        Self::new(&reference, &customer, &user, &text)
    }

    /// Returns the reference in the ticket system.
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// Returns what is known, each field with its name in the window.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Self { reference, customer, user, text } = self;
        let fields = [
            ("Reference", reference),
            ("Customer", customer),
            ("User", user),
            ("What the customer says", text),
        ];
        fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, v)| (name, v.as_str()))
    }

    /// Returns the events that fill a new ticket, but for the reference it is opened with.
    pub fn events(&self) -> Vec<EventKind> {
        let detail = |text: &str, of: fn(CustomerText) -> Detail| {
            let detail = of(CustomerText::from(text));
            (!text.is_empty()).then_some(EventKind::Detailed { detail })
        };
        let text = InternalText::from(self.text.as_str());
        let reported = (!self.text.is_empty()).then_some(EventKind::Reported { text });
        let details = [detail(&self.customer, Detail::Customer), detail(&self.user, Detail::User)];
        details.into_iter().chain([reported]).flatten().collect()
    }

    /// Returns it with every field changed, such as masked.
    ///
    /// # Errors
    /// If a field is not as it has to be any longer.
    pub fn map(&self, mut change: impl FnMut(&str) -> String) -> Result<Self, ArrivalError> {
        let Self { reference, customer, user, text } = self;
        Self::new(&change(reference), &change(customer), &change(user), &change(text))
    }
}

/// The fields of an address, in order.
const FIELDS: [&str; 4] = ["reference", "customer", "user", "text"];

/// A field of one line.
fn line(field: &'static str, text: &str, most: usize) -> Result<String, ArrivalError> {
    let text = text.trim();
    if text.contains(['\n', '\t']) {
        return Err(ArrivalError::Hidden(field));
    }
    checked(field, text, most)
}

fn checked(field: &'static str, text: &str, most: usize) -> Result<String, ArrivalError> {
    if text.chars().count() > most {
        return Err(ArrivalError::LongField { field, most });
    }
    // What did not decode as text became a replacement character.
    if visible(text) != text || text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(ArrivalError::Hidden(field));
    }
    Ok(text.to_owned())
}

fn is_email(text: &str) -> bool {
    let strange = |c: char| c.is_whitespace() || "<>()[],;:\\\"".contains(c);
    match text.split_once('@') {
        Some((name, host)) => {
            let is_host = host.split('.').all(|part| !part.is_empty()) && host.contains('.');
            !name.is_empty() && is_host && !host.contains('@') && !text.contains(strange)
        }
        None => false,
    }
}

/// Whether an address holds only characters that stand for themselves, and every `%` two digits.
fn is_encoded(address: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    let digits = |rest: &str| {
        let mut digits = rest.chars();
        (0..2).all(|_| digits.next().is_some_and(|c| c.is_ascii_hexdigit()))
    };
    address.chars().all(is_allowed) && address.split('%').skip(1).all(digits)
}

/// Whether nothing but the host stands before the query: the parser drops an empty user and port.
fn is_plain_start(address: &str) -> bool {
    let start = address.split('?').next().unwrap_or_default().trim_end_matches('/');
    start.split_once("://").is_some_and(|(scheme, host)| {
        scheme.eq_ignore_ascii_case(SCHEME) && host.eq_ignore_ascii_case(TICKET)
    })
}
