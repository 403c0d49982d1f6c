//! What is known of a customer, folded from its events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::event::{CustomerEvent, Fact, FactKind, ProfileChange, Seats};
use super::recognize::folded;
use super::ticket_facts::TicketFacts;
use crate::kb::address::Region;
use crate::kb::words::Language;
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::event::Detail;
use crate::ticket::fold::Ticket;
use crate::ticket::ids::CustomerId;

/// What is known of a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Identifies the customer on every machine.
    pub id: CustomerId,
    /// The name.
    pub name: CustomerText,
    /// The domains, in lower case and in order.
    pub domains: BTreeSet<String>,
    /// The names that somebody confirmed to mean this customer, folded.
    pub confirmed_names: BTreeSet<String>,
    /// The edition of Google Workspace; blank if it is not known.
    pub edition: CustomerText,
    /// The seats of Google Workspace.
    pub seats: Seats,
    /// The region of the JumpCloud console; `None` if it is not known.
    pub region: Option<Region>,
    /// The Google admin account; blank if it is not known.
    pub google_admin: CustomerText,
    /// The account that authorized the connection; blank if it is not known.
    pub authorizer: CustomerText,
    /// The customer's page in the ticket system; blank if it is not known.
    pub helpdesk: InternalText,
    /// The language in which the customer reads; `None` if it is not known.
    pub language: Option<Language>,
    /// Who to talk to, and how; blank if it is not known.
    pub contact: InternalText,
    /// What else a colleague should know; may be blank.
    pub notes: InternalText,
    /// When each fact was told last.
    pub told_at: BTreeMap<FactKind, Timestamp>,
    /// When the customer was first known.
    pub since: Timestamp,
}

impl Profile {
    /// Folds events; `None` if there are none. They are put into the order that all seats agree on.
    pub fn fold(id: CustomerId, events: &[CustomerEvent]) -> Option<Self> {
        let mut events: Vec<&CustomerEvent> = events.iter().collect();
        events.sort_by_key(|event| (event.stamp, event.id));
        let mut profile = Self::empty(id, events.iter().map(|event| event.at).min()?);
        for event in events {
            profile.apply(event);
        }
        Some(profile)
    }

    fn empty(id: CustomerId, since: Timestamp) -> Self {
        Self {
            id,
            name: CustomerText::default(),
            domains: BTreeSet::new(),
            confirmed_names: BTreeSet::new(),
            edition: CustomerText::default(),
            seats: Seats::default(),
            region: None,
            google_admin: CustomerText::default(),
            authorizer: CustomerText::default(),
            helpdesk: InternalText::default(),
            language: None,
            contact: InternalText::default(),
            notes: InternalText::default(),
            told_at: BTreeMap::new(),
            since,
        }
    }

    fn apply(&mut self, event: &CustomerEvent) {
        match &event.what {
            ProfileChange::Told { fact } => {
                self.told_at.insert(fact.kind(), event.at);
                self.tell(fact.clone());
            }
            ProfileChange::DomainAdded { domain } => {
                self.domains.insert(domain.as_str().to_owned());
            }
            ProfileChange::DomainRemoved { domain } => {
                self.domains.remove(domain.as_str());
            }
            ProfileChange::NameConfirmed { name } => {
                self.confirmed_names.insert(folded(name.as_str()));
            }
            ProfileChange::Unknown(_) => {}
        }
    }

    fn tell(&mut self, fact: Fact) {
        match fact {
            Fact::Name(text) => self.name = text,
            Fact::Edition(text) => self.edition = text,
            Fact::Seats(seats) => self.seats = seats,
            Fact::Region(region) => self.region = Some(region),
            Fact::GoogleAdmin(text) => self.google_admin = text,
            Fact::Authorizer(text) => self.authorizer = text,
            Fact::Helpdesk(text) => self.helpdesk = text,
            Fact::Language(language) => self.language = Some(language),
            Fact::Contact(text) => self.contact = text,
            Fact::Notes(text) => self.notes = text,
        }
    }

    /// Returns the details that a ticket of this customer lacks and the profile knows. What was told on
    /// the ticket itself stays; a default of the preferences does not.
    pub fn fills(&self, ticket: &Ticket, told: &TicketFacts) -> Vec<Detail> {
        let known = |text: &CustomerText| (!text.is_blank()).then(|| text.clone());
        let name = known(&self.name).filter(|_| ticket.customer.is_blank());
        let admin = known(&self.google_admin)
            .filter(|admin| told.google_admin.is_none() && *admin != ticket.google_admin);
        let region = self.region.filter(|region| told.region.is_none() && *region != ticket.region);
        let language = self.language.filter(|_| ticket.language.is_none());
        let details = [
            name.map(Detail::Customer),
            admin.map(Detail::GoogleAdmin),
            region.map(Detail::Region),
            language.map(Detail::Language),
        ];
        details.into_iter().flatten().collect()
    }
}
