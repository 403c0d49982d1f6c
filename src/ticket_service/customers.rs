//! Customers: remembered from a ticket, recognized on the next one, forgotten.

use super::{ServiceError, TicketService};
use crate::privacy::CustomerText;
use crate::privacy::secrets::{KnownSecrets, SecretKind};
use crate::ticket::customer::{
    self, CustomerEvent, Fact, Profile, ProfileChange, Recognition, RecognizedBy, domain_of,
    domains_in, folded, is_public_mail,
};
use crate::ticket::store::{Forgotten, Stored};
use crate::ticket::{CustomerId, Detail, EventKind, Outcome, State, Summary, Ticket, TicketId};

/// The most earlier tickets that are looked through for what helped.
const MOST_EARLIER: usize = 50;

/// The most earlier tickets that are shown.
const MOST_SHOWN: usize = 4;

/// An earlier ticket of a customer, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierTicket {
    /// Its row.
    pub summary: Summary,
    /// What was reported first, in one line.
    pub about: String,
    /// Its state.
    pub state: State,
}

/// The customer of a ticket, as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerOfTicket {
    /// What is known of the customer; `None` if the ticket is nobody's that is known.
    pub profile: Option<Profile>,
    /// The latest of the customer's tickets.
    pub tickets: Vec<EarlierTicket>,
    /// The number of the customer's tickets.
    pub count: u32,
    /// Whose the ticket may be; somebody has to confirm which.
    pub candidates: Vec<Profile>,
}

impl TicketService {
    /// Returns what is known of the customer of a ticket, and whose it may be.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn customer_of(&mut self, stored: &Stored) -> Result<CustomerOfTicket, ServiceError> {
        if let Recognition::Ask(ids) = self.recognize_customer(stored)? {
            let candidates = ids.iter().filter_map(|id| self.store.customer(*id).ok()).collect();
            return Ok(CustomerOfTicket { candidates, ..<_>::default() });
        }
        let known = stored.ticket.customer_id.and_then(|id| self.store.customer(id).ok());
        let Some(profile) = known else { return Ok(CustomerOfTicket::default()) };
        let now = self.now();
        let rows = self.store.tickets_of(profile.id, MOST_SHOWN)?;
        let mut tickets = Vec::new();
        for summary in rows {
            let is_this = summary.id == stored.ticket.id;
            let about = if is_this { about(&stored.ticket) } else { self.about_earlier(&summary) };
            tickets.push(EarlierTicket { state: summary.state(now), about, summary });
        }
        let count = self.store.count_tickets_of(profile.id)?;
        Ok(CustomerOfTicket { profile: Some(profile), tickets, count, candidates: Vec::new() })
    }

    /// Returns what was reported first on an earlier ticket, which is loaded only once it has changed. A
    /// damaged one does not hide the others.
    fn about_earlier(&mut self, row: &Summary) -> String {
        if let Some((at, about)) = self.reported.get(&row.id)
            && *at == row.changed_at
        {
            return about.clone();
        }
        let Ok(stored) = self.store.load(row.id) else { return "It cannot be read".to_owned() };
        let about = about(&stored.ticket);
        self.reported.insert(row.id, (row.changed_at, about.clone()));
        about
    }

    /// Adds to what is known of a customer, with secrets masked; returns the profile and the kinds of
    /// secrets.
    ///
    /// # Errors
    /// If it cannot be stored, or the customer was forgotten.
    pub fn tell_of_customer(
        &mut self,
        customer: CustomerId,
        changes: Vec<ProfileChange>,
    ) -> Result<(Profile, Vec<SecretKind>), ServiceError> {
        let (mut known, mut kinds) = (KnownSecrets::default(), Vec::new());
        let mut events = Vec::new();
        for mut what in changes {
            kinds.extend(customer::masked(&mut what, &mut known));
            let id = super::new_event();
            events.push(CustomerEvent {
                id,
                at: self.now(),
                by: self.by.clone(),
                stamp: None,
                what,
            });
        }
        Ok((self.store.append_customer(customer, events)?, kinds))
    }

    /// Remembers the customer of a ticket, with what the ticket knows, and links the ticket.
    ///
    /// # Errors
    /// If the ticket names no customer, or it cannot be stored.
    pub fn remember_customer(&mut self, id: TicketId) -> Result<Stored, ServiceError> {
        let ticket = self.store.load(id)?.ticket;
        if ticket.customer.is_blank() {
            return Err(ServiceError::NoCustomerName);
        }
        let customer = super::new_customer();
        self.tell_of_customer(customer, facts_of(&ticket))?;
        let (details, fixed_before) = (Vec::new(), Vec::new());
        self.record_as_is(id, vec![EventKind::CustomerLinked { customer, details, fixed_before }])
    }

    /// Links a ticket to a customer whom somebody confirmed, so that the ticket's name for the customer
    /// needs no second confirmation, and fills in what the ticket lacks.
    ///
    /// # Errors
    /// If there is no such ticket or customer, or it cannot be stored.
    pub fn confirm_customer(
        &mut self,
        id: TicketId,
        customer: CustomerId,
    ) -> Result<Stored, ServiceError> {
        let ticket = self.store.load(id)?.ticket;
        let profile = self.store.customer(customer)?;
        let mut changes = Vec::new();
        if !profile.confirmed_names.contains(&folded(ticket.customer.as_str()))
            && !ticket.customer.is_blank()
        {
            changes.push(ProfileChange::NameConfirmed { name: ticket.customer.clone() });
        }
        if profile.domains.is_empty() {
            changes.extend(own_domain(&ticket));
        }
        if !changes.is_empty() {
            self.tell_of_customer(customer, changes)?;
        }
        self.link(&ticket, &profile)
    }

    /// Links a ticket to a customer, with what the profile fills in and what helped before.
    fn link(&mut self, ticket: &Ticket, profile: &Profile) -> Result<Stored, ServiceError> {
        let earlier = self.store.tickets_of(profile.id, MOST_EARLIER)?;
        let mut fixed_before = Vec::new();
        for row in earlier.into_iter().filter(|row| row.id != ticket.id) {
            if let (Some(Outcome::Solved), Some(cause)) = (row.outcome, row.cause)
                && !fixed_before.contains(&cause)
            {
                fixed_before.push(cause);
            }
        }
        let (customer, details) = (profile.id, profile.fills(ticket));
        let link = EventKind::CustomerLinked { customer, details, fixed_before };
        self.record_as_is(ticket.id, vec![link])
    }

    /// Records that a ticket is not a customer's, so that nobody is asked again.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn deny_customer(
        &mut self,
        id: TicketId,
        customer: CustomerId,
    ) -> Result<Stored, ServiceError> {
        self.record(id, vec![EventKind::CustomerDenied { customer }])
    }

    /// Returns whose ticket it is, unless that is settled.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn recognize_customer(&self, stored: &Stored) -> Result<Recognition, ServiceError> {
        let ticket = &stored.ticket;
        if ticket.customer_id.is_some() {
            return Ok(Recognition::Nobody);
        }
        let mut domains: Vec<String> = domain_of(ticket.user.as_str())
            .into_iter()
            .chain(domain_of(ticket.google_admin.as_str()))
            .filter(|domain| !is_public_mail(domain))
            .collect();
        domains.extend(domains_in(ticket.complaint.for_insiders()));
        domains.dedup();
        let recognition = self.store.recognize(&domains, ticket.customer.as_str())?;
        let is_denied = |id: &CustomerId| ticket.not_customers.contains(id);
        // A link that was taken back is not made again unasked.
        let was_linked = |id: &CustomerId| {
            stored.events.iter().any(|event| {
                matches!(&event.what, EventKind::CustomerLinked { customer, .. } if customer == id)
            })
        };
        Ok(match recognition {
            Recognition::Known(id, _) if is_denied(&id) => Recognition::Nobody,
            Recognition::Known(id, _) if was_linked(&id) => Recognition::Ask(vec![id]),
            Recognition::Ask(mut ids) => {
                ids.retain(|id| !is_denied(id));
                if ids.is_empty() { Recognition::Nobody } else { Recognition::Ask(ids) }
            }
            settled => settled,
        })
    }

    /// Keeps ticket and customer in step after something was recorded on a ticket: recognizes whose it
    /// is, or lets the profile know what the ticket says anew.
    pub(super) fn follow_customer(
        &mut self,
        stored: Stored,
        is_about_customer: bool,
        told: Vec<Fact>,
    ) -> Result<Stored, ServiceError> {
        match stored.ticket.customer_id {
            Some(customer) if !told.is_empty() => {
                let changes = told.into_iter().map(|fact| ProfileChange::Told { fact }).collect();
                // A customer that is not known here, such as one of an imported ticket, stays unknown.
                if self.store.customer(customer).is_ok() {
                    self.tell_of_customer(customer, changes)?;
                }
                Ok(stored)
            }
            None if is_about_customer => match self.recognize_customer(&stored)? {
                Recognition::Known(customer, RecognizedBy::Domain(_) | RecognizedBy::Name) => {
                    let profile = self.store.customer(customer)?;
                    self.link(&stored.ticket, &profile)
                }
                _ => Ok(stored),
            },
            _ => Ok(stored),
        }
    }

    /// Forgets a customer with all tickets, for good.
    ///
    /// # Errors
    /// If there is no such customer, or the store cannot be written.
    pub fn forget_customer(&mut self, customer: CustomerId) -> Result<Forgotten, ServiceError> {
        let forgotten = self.store.forget(customer)?;
        for ticket in &forgotten.traces.tickets {
            self.let_through.remove(&ticket.id);
            self.reported.remove(&ticket.id);
        }
        self.masked = None;
        Ok(forgotten)
    }
}

/// Returns the first line of what was reported.
fn about(ticket: &Ticket) -> String {
    let lines = ticket.complaint.for_insiders().lines().map(str::trim);
    let first = lines.into_iter().find(|line| !line.is_empty()).unwrap_or_default();
    first.chars().take(80).collect()
}

/// Returns whether events say whose ticket it may be.
pub(super) fn are_about_customer(kinds: &[EventKind]) -> bool {
    kinds.iter().any(|kind| {
        matches!(
            kind,
            EventKind::Reported { .. }
                | EventKind::Detailed {
                    detail: Detail::User(_) | Detail::Customer(_) | Detail::GoogleAdmin(_)
                }
        )
    })
}

/// Returns what events say that holds for the customer beyond the ticket.
pub(super) fn facts_told(kinds: &[EventKind]) -> Vec<Fact> {
    let fact = |kind: &EventKind| match kind {
        EventKind::Detailed { detail } => match detail {
            Detail::GoogleAdmin(text) if !text.is_blank() => Some(Fact::GoogleAdmin(text.clone())),
            Detail::Region(region) => Some(Fact::Region(*region)),
            Detail::Language(language) => Some(Fact::Language(*language)),
            _ => None,
        },
        _ => None,
    };
    kinds.iter().filter_map(fact).collect()
}

/// Returns what a ticket says of its customer.
fn facts_of(ticket: &Ticket) -> Vec<ProfileChange> {
    let name = Fact::Name(CustomerText::from(ticket.customer.as_str().trim()));
    let admin = (!ticket.google_admin.is_blank())
        .then(|| Fact::GoogleAdmin(CustomerText::from(ticket.google_admin.as_str().trim())));
    let facts = [Some(name), admin, Some(Fact::Region(ticket.region))].into_iter().flatten();
    let facts = facts.chain(ticket.language.map(Fact::Language));
    facts.map(|fact| ProfileChange::Told { fact }).chain(own_domain(ticket)).collect()
}

/// Returns the domain of the affected user, unless anybody can have an address in it.
fn own_domain(ticket: &Ticket) -> Option<ProfileChange> {
    let domain = domain_of(ticket.user.as_str()).filter(|domain| !is_public_mail(domain))?;
    Some(ProfileChange::DomainAdded { domain: CustomerText::from(domain.as_str()) })
}
