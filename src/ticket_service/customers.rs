//! Customers: remembered from a ticket, recognized on the next one, forgotten.

use super::earlier::first_line;
use super::helpdesk::Helpdesk;
use super::{ServiceError, TicketService};
use crate::privacy::CustomerText;
use crate::privacy::secrets::{KnownSecrets, SecretKind};
use crate::ticket::customer::{
    self, CustomerEvent, Defaults, Domains, Fact, Profile, ProfileChange, Recognition, TicketFacts,
    domain_of, domains_in, folded, is_public_mail, sender_domains,
};
use crate::ticket::store::{Forgotten, Stored, Told};
use crate::ticket::{
    CustomerId, Detail, Event, EventKind, Outcome, State, Summary, Ticket, TicketId,
};

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
        // Who is recognized for certain is linked when something is recorded; if that failed, it is asked.
        let candidates = match self.recognize_customer(stored)? {
            Recognition::Ask(ids) => ids,
            Recognition::Known(id, _) => vec![id],
            Recognition::Nobody => Vec::new(),
        };
        if !candidates.is_empty() {
            return Ok(CustomerOfTicket {
                candidates: self.profiles(&candidates)?,
                ..<_>::default()
            });
        }
        let linked: Vec<CustomerId> = stored.ticket.customer_id.into_iter().collect();
        let Some(profile) = self.profiles(&linked)?.pop() else {
            return Ok(CustomerOfTicket::default());
        };
        let now = self.now();
        let rows = self.store.tickets_of(profile.id, MOST_SHOWN)?;
        let mut tickets = Vec::new();
        for summary in rows {
            let is_this = summary.id == stored.ticket.id;
            let about =
                if is_this { first_line(&stored.ticket) } else { self.about_earlier(&summary) };
            tickets.push(EarlierTicket { state: summary.state(now), about, summary });
        }
        let count = self.store.count_tickets_of(profile.id)?;
        Ok(CustomerOfTicket { profile: Some(profile), tickets, count, candidates: Vec::new() })
    }

    /// The customers that are known here.
    fn profiles(&self, ids: &[CustomerId]) -> Result<Vec<Profile>, ServiceError> {
        let known = ids.iter().map(|id| self.store.known_customer(*id));
        Ok(known.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// Adds to what is known of a customer, with secrets masked; returns the profile and the kinds of
    /// secrets.
    ///
    /// # Errors
    /// If a domain is one in which anybody can have an address, if it cannot be stored, or if the customer
    /// was forgotten.
    pub fn tell_of_customer(
        &mut self,
        customer: CustomerId,
        changes: Vec<ProfileChange>,
    ) -> Result<(Profile, Vec<SecretKind>), ServiceError> {
        for change in &changes {
            if let ProfileChange::DomainAdded { domain } = change
                && is_public_mail(domain.as_str())
            {
                return Err(ServiceError::PublicDomain(domain.as_str().to_owned()));
            }
        }
        let mut known = KnownSecrets::default();
        // What was stored before a secret was recognized may hold one still.
        if let Some(profile) = self.store.known_customer(customer)? {
            known.learn(profile.notes.for_insiders());
            known.learn(profile.contact.for_insiders());
        }
        let (events, kinds) = self.masked_events(changes, &mut known);
        Ok((self.store.append_customer(customer, events)?, kinds))
    }

    /// Returns changes as events with secrets masked, and the kinds of secrets.
    fn masked_events(
        &self,
        mut changes: Vec<ProfileChange>,
        known: &mut KnownSecrets,
    ) -> (Vec<CustomerEvent>, Vec<SecretKind>) {
        let kinds = customer::masked(&mut changes, known);
        let (at, by) = (self.now(), &self.by);
        let event = |what| {
            let id = super::new_event();
            CustomerEvent { id, at, by: by.clone(), stamp: None, what }
        };
        (changes.into_iter().map(event).collect(), kinds)
    }

    /// Returns what events of a ticket tell of its customer beyond the ticket.
    pub(super) fn told_of_customer(&self, kinds: &[EventKind]) -> Told {
        let told = |fact| ProfileChange::Told { fact };
        let changes = facts_told(kinds).into_iter().map(told).collect();
        Told::OfKnown(self.masked_events(changes, &mut KnownSecrets::default()).0)
    }

    /// Remembers the customer of a ticket, with what the ticket tells, and links the ticket. A ticket that
    /// is linked already, or is recognized as a customer's, makes no second one.
    ///
    /// # Errors
    /// If the ticket names no customer, if it may be one who is known already, or if it cannot be stored.
    pub fn remember_customer(&mut self, id: TicketId) -> Result<Stored, ServiceError> {
        let stored = self.store.load(id)?;
        if stored.ticket.customer.is_blank() {
            return Err(ServiceError::NoCustomerName);
        }
        let customer = match (stored.ticket.customer_id, self.recognize_customer(&stored)?) {
            (Some(linked), _) if self.store.known_customer(linked)?.is_some() => return Ok(stored),
            // Of a ticket from elsewhere: known there by the same id.
            (Some(linked), _) => linked,
            (None, Recognition::Known(known, _)) => return self.confirm_customer(id, known),
            (None, Recognition::Ask(ids)) => {
                let names = self.profiles(&ids)?.into_iter().map(|it| it.name.as_str().to_owned());
                return Err(ServiceError::MayBeKnown(names.collect::<Vec<_>>().join(", ")));
            }
            (None, Recognition::Nobody) => super::new_customer(),
        };
        let facts = facts_of(&stored, &self.helpdesk()?.defaults);
        let (told, _) = self.masked_events(facts, &mut KnownSecrets::default());
        let (details, fixed_before) = (Vec::new(), Vec::new());
        let link = EventKind::CustomerLinked { customer, details, fixed_before };
        let is_linked = stored.ticket.customer_id == Some(customer);
        let events: Vec<Event> = if is_linked { Vec::new() } else { vec![self.event(link)] };
        Ok(self.store.append_and_tell(id, &events, Told::Of(customer, told))?)
    }

    /// The domains that stand in a ticket, by what they say of its customer.
    fn domains_of(&self, stored: &Stored) -> Result<Domains, ServiceError> {
        let ticket = &stored.ticket;
        let Helpdesk { defaults, domains: ours } = self.helpdesk()?;
        let of = |address: &str| domain_of(address).filter(|domain| !is_public_mail(domain));
        let text = ticket.complaint.for_insiders();
        let mut mentioned = domains_in(text);
        // The helpdesk's own addresses stand in every mail to it. Where no other does, it is its own customer.
        let sender = sender_domains(text).into_iter().find(|domain| !ours.contains(domain));
        let decisive = of(ticket.user.as_str()).or(sender);
        if mentioned.iter().any(|domain| !ours.contains(domain)) {
            mentioned.retain(|domain| !ours.contains(domain));
        }
        let admin = TicketFacts::of(&stored.events, &defaults).google_admin;
        let admin = admin.and_then(|admin| of(admin.as_str()));
        Ok(match decisive {
            Some(domain) => {
                Domains { own: vec![domain], others: mentioned.into_iter().chain(admin).collect() }
            }
            None => Domains { own: mentioned, others: admin.into_iter().collect() },
        })
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
        let stored = self.store.load(id)?;
        let (ticket, profile) = (&stored.ticket, self.store.customer(customer)?);
        let mut changes = Vec::new();
        if !profile.confirmed_names.contains(&folded(ticket.customer.as_str()))
            && !ticket.customer.is_blank()
        {
            changes.push(ProfileChange::NameConfirmed { name: ticket.customer.clone() });
        }
        if profile.domains.is_empty() {
            changes.extend(own_domain(ticket));
        }
        self.link(&stored, &profile, changes)
    }

    /// Links a ticket to a customer, with what the profile fills in, what helped before, and what that
    /// says of the customer.
    fn link(
        &mut self,
        stored: &Stored,
        profile: &Profile,
        changes: Vec<ProfileChange>,
    ) -> Result<Stored, ServiceError> {
        let ticket = &stored.ticket;
        let told = TicketFacts::of(&stored.events, &self.helpdesk()?.defaults);
        let earlier = self.store.tickets_of(profile.id, MOST_EARLIER)?;
        let mut fixed_before = Vec::new();
        for row in earlier.into_iter().filter(|row| row.id != ticket.id) {
            if let (Some(Outcome::Solved), Some(cause)) = (row.outcome, row.cause)
                && !fixed_before.contains(&cause)
            {
                fixed_before.push(cause);
            }
        }
        let (customer, details) = (profile.id, profile.fills(ticket, &told));
        let link = EventKind::CustomerLinked { customer, details, fixed_before };
        let (told, _) = self.masked_events(changes, &mut KnownSecrets::default());
        let events = [self.event(link)];
        Ok(self.store.append_and_tell(ticket.id, &events, Told::Of(customer, told))?)
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
        let domains = self.domains_of(stored)?;
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

    /// Links a ticket whose customer is recognized for certain. What was recorded is stored already, so
    /// that a failure here is none of it: somebody is asked instead whose ticket it is.
    pub(super) fn link_if_recognized(&mut self, stored: Stored) -> Stored {
        let Ok(Recognition::Known(customer, _)) = self.recognize_customer(&stored) else {
            return stored;
        };
        let linked = self.store.customer(customer).map_err(ServiceError::from);
        linked.and_then(|profile| self.link(&stored, &profile, Vec::new())).unwrap_or(stored)
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
fn facts_told(kinds: &[EventKind]) -> Vec<Fact> {
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

/// Returns what a ticket tells of its customer, apart from defaults.
fn facts_of(stored: &Stored, defaults: &Defaults) -> Vec<ProfileChange> {
    let ticket = &stored.ticket;
    let told = TicketFacts::of(&stored.events, defaults);
    let trimmed = |text: &CustomerText| CustomerText::from(text.as_str().trim());
    let facts = [
        Some(Fact::Name(trimmed(&ticket.customer))),
        told.google_admin.map(|admin| Fact::GoogleAdmin(trimmed(&admin))),
        told.region.map(Fact::Region),
        ticket.language.map(Fact::Language),
    ];
    let facts = facts.into_iter().flatten().map(|fact| ProfileChange::Told { fact });
    facts.chain(own_domain(ticket)).collect()
}

/// Returns the domain of the affected user, unless anybody can have an address in it.
fn own_domain(ticket: &Ticket) -> Option<ProfileChange> {
    let domain = domain_of(ticket.user.as_str()).filter(|domain| !is_public_mail(domain))?;
    Some(ProfileChange::DomainAdded { domain: CustomerText::from(domain.as_str()) })
}
