//! What can be said of a customer. Events are only ever added, and removed only when the customer is
//! forgotten.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::kb::address::Region;
use crate::kb::words::Language;
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::ids::EventId;
use crate::ticket::stamp::Stamp;

/// The seats of a Google Workspace subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Seats {
    /// The number bought; `None` if it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bought: Option<u32>,
    /// The number in use; `None` if it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_use: Option<u32>,
    /// The exported file that shows them; `None` if somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<InternalText>,
}

impl Seats {
    /// Returns how many seats are free; `None` if that is not known.
    pub fn free(&self) -> Option<u32> {
        Some(self.bought?.saturating_sub(self.in_use?))
    }
}

/// One fact about a customer, which a later one of its kind replaces. A blank text takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The name.
    Name(CustomerText),
    /// The edition of Google Workspace, by its name.
    Edition(CustomerText),
    /// The seats of Google Workspace.
    Seats(Seats),
    /// The region of the JumpCloud console.
    Region(Region),
    /// The Google admin account with which links are opened.
    GoogleAdmin(CustomerText),
    /// The account that authorized the connection.
    Authorizer(CustomerText),
    /// The customer's page in the ticket system.
    Helpdesk(InternalText),
    /// The language in which the customer reads.
    Language(Language),
    /// Who to talk to, and how.
    Contact(InternalText),
    /// What else a colleague should know.
    Notes(InternalText),
}

/// The kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// [`Fact::Name`].
    Name,
    /// [`Fact::Edition`].
    Edition,
    /// [`Fact::Seats`].
    Seats,
    /// [`Fact::Region`].
    Region,
    /// [`Fact::GoogleAdmin`].
    GoogleAdmin,
    /// [`Fact::Authorizer`].
    Authorizer,
    /// [`Fact::Helpdesk`].
    Helpdesk,
    /// [`Fact::Language`].
    Language,
    /// [`Fact::Contact`].
    Contact,
    /// [`Fact::Notes`].
    Notes,
}

impl Fact {
    /// Returns the kind of the fact.
    pub fn kind(&self) -> FactKind {
        match self {
            Self::Name(_) => FactKind::Name,
            Self::Edition(_) => FactKind::Edition,
            Self::Seats(_) => FactKind::Seats,
            Self::Region(_) => FactKind::Region,
            Self::GoogleAdmin(_) => FactKind::GoogleAdmin,
            Self::Authorizer(_) => FactKind::Authorizer,
            Self::Helpdesk(_) => FactKind::Helpdesk,
            Self::Language(_) => FactKind::Language,
            Self::Contact(_) => FactKind::Contact,
            Self::Notes(_) => FactKind::Notes,
        }
    }
}

/// What an event says of a customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ProfileChange {
    /// A fact was told or read.
    Told {
        /// The fact.
        fact: Fact,
    },
    /// A domain belongs to the customer.
    DomainAdded {
        /// The domain, in lower case.
        domain: CustomerText,
    },
    /// A domain does not belong to the customer.
    DomainRemoved {
        /// The domain, in lower case.
        domain: CustomerText,
    },
    /// Somebody confirmed that this name means the customer.
    NameConfirmed {
        /// The name, as it was typed.
        name: CustomerText,
    },
    /// Something that only a newer version knows. It is kept as it is.
    #[serde(untagged)]
    Unknown(Map<String, Value>),
}

/// One thing said of a customer: what, when, and by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerEvent {
    /// Identifies the event on every machine.
    pub id: EventId,
    /// When it was said.
    pub at: Timestamp,
    /// The system account that said it.
    pub by: String,
    /// Its place in the order of all seats; `None` until it is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Stamp>,
    /// What was said.
    #[serde(flatten)]
    pub what: ProfileChange,
}
