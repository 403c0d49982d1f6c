//! The store with a clock and an account: turns actions into events. Both the window and the command
//! line work through it.

mod actions;
mod arrivals;
mod customers;
mod earlier;
mod helpdesk;
mod knowledge;
mod own_pages;

pub use arrivals::Arrived;
pub use customers::{CustomerOfTicket, EarlierTicket};
pub use knowledge::{folders_laid_over, name_of, pack_folders};

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;
use uuid::Uuid;

use crate::export::{ImportError, read_json};
use crate::kb::{Cause, KnowledgeBase, Method, NoOwnPage, Step, StepId};
use crate::privacy::secrets::{self, KnownSecrets, SecretKind};
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::history::Author;
use crate::ticket::store::{Purged, Store, StoreError, Stored};
use crate::ticket::{CustomerId, Detail, Event, EventId, EventKind, StepResult, Ticket, TicketId};
use crate::ticket::{masking, order};
use crate::ticket_system::ArrivalError;

/// Why an action on a ticket failed.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// What the ticket system passes on fills no ticket.
    #[error("nothing was filled in: {0}")]
    Arrival(#[from] ArrivalError),
    /// The knowledge base cannot be read.
    #[error("{0}")]
    Knowledge(String),
    /// How a page looks here was not kept.
    #[error(transparent)]
    OwnPage(#[from] NoOwnPage),
    /// The own pages of this installation cannot be read or written.
    #[error("your own pages cannot be read or written ({0}); restore a backup, or set them anew")]
    OwnPages(String),
    /// No fix was started yet.
    #[error("the ticket has no current fix; start one with `syncmend ticket fix`")]
    NoFix,
    /// The current fix has no such step.
    #[error(
        "the current fix has no step {step}; use a number from 1 to {last}, or an id that `syncmend ticket show` lists"
    )]
    NoStep {
        /// The step that was asked for.
        step: String,
        /// The number of the last step.
        last: usize,
    },
    /// Nothing is left to undo.
    #[error(
        "nothing that you did on this ticket is left to undo; use its history to undo what others did"
    )]
    NothingToUndo,
    /// A customer may be known already.
    #[error("this may be a customer who is known already: {0}; confirm or deny that first")]
    MayBeKnown(String),
    /// Anybody can have an address in a domain that was to be a customer's.
    #[error(
        "anybody can have an address in this domain, so that it tells no customer from another; leave it out: {0}"
    )]
    PublicDomain(String),
    /// The ticket names no customer to remember.
    #[error("the ticket names no customer; set the customer's name first")]
    NoCustomerName,
    /// Nothing is left to redo.
    #[error("nothing that you undid on this ticket is left to redo")]
    NothingToRedo,
}

impl ServiceError {
    /// Returns whether the action is worth keeping: it may succeed later, or nothing can be stored at
    /// all and the technician should be able to copy it.
    pub fn is_kept(&self) -> bool {
        match self {
            Self::Store(StoreError::Damaged) => true,
            Self::Store(error) => error.may_pass(),
            _ => false,
        }
    }
}

/// Texts whose secrets were masked before they were stored. The originals are in memory only.
#[derive(Clone, Debug, PartialEq)]
pub struct Masked {
    /// The ticket.
    pub ticket: TicketId,
    /// The kinds of secrets.
    pub kinds: Vec<SecretKind>,
    events: Vec<EventId>,
    originals: Vec<EventKind>,
}

impl Masked {
    /// Returns what was masked, to be shown.
    pub fn summary(&self) -> String {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.label()).collect();
        format!("Masked before storing: {}", kinds.join(", "))
    }
}

/// Returns the current time; tests pass one that stands still.
pub type Clock = fn() -> Timestamp;

/// Works on the tickets of a store, on behalf of one account.
pub struct TicketService {
    store: Store,
    /// The knowledge base before the preferences leave areas out.
    loaded: Arc<KnowledgeBase>,
    by: String,
    clock: Clock,
    masked: Option<Masked>,
    /// What the technician said to be no secret, by ticket; as long as the program runs.
    let_through: HashMap<TicketId, Vec<String>>,
    /// The events of actions that recorded several, to be undone together; as long as the program runs.
    actions: Vec<Vec<EventId>>,
    /// What was reported first on earlier tickets of customers, and when they had changed last.
    reported: HashMap<TicketId, (Timestamp, String)>,
}

impl TicketService {
    /// Creates a service for a store and the account that the system reports.
    pub fn new(store: Store, clock: Clock) -> Self {
        let account = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let by = account.unwrap_or_else(|| "technician".to_owned());
        let loaded = Arc::clone(store.today());
        let mut service = Self {
            store,
            loaded,
            by,
            clock,
            masked: None,
            let_through: HashMap::new(),
            actions: Vec::new(),
            reported: HashMap::new(),
        };
        service.renew_knowledge();
        service
    }

    /// Returns the service for another account.
    #[must_use]
    pub fn of_account(self, by: &str) -> Self {
        Self { by: by.to_owned(), ..self }
    }

    /// Returns the account on whose behalf it works.
    pub fn account(&self) -> &str {
        &self.by
    }

    fn author(&self) -> Author<'_> {
        Author { account: &self.by, seat: self.store.seat() }
    }

    /// Takes what was masked by the last call of [`Self::record`].
    pub fn take_masked(&mut self) -> Option<Masked> {
        self.masked.take()
    }

    /// Returns the store.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Returns the current time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Opens a ticket, with `rest` as its first events after the opening.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn open_ticket(
        &mut self,
        reference: &str,
        rest: Vec<EventKind>,
    ) -> Result<Stored, ServiceError> {
        self.record(TicketId(new_id()), self.opening(reference, rest))
    }

    /// The first events of a ticket.
    fn opening(&self, reference: &str, rest: Vec<EventKind>) -> Vec<EventKind> {
        let knowledge = self.store.today().fingerprint();
        let opened = EventKind::Opened { reference: CustomerText::from(reference), knowledge };
        std::iter::once(opened).chain(rest).collect()
    }

    /// Adds events to a ticket and makes them durable: all of them, or none. Secrets in texts are
    /// masked first; [`TicketService::take_masked`] returns which.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn record(
        &mut self,
        ticket: TicketId,
        kinds: Vec<EventKind>,
    ) -> Result<Stored, ServiceError> {
        let is_about_customer = customers::are_about_customer(&kinds);
        let told = self.told_of_customer(&kinds);
        let events = kinds.into_iter().map(|what| self.event(what)).collect();
        let stored = self.append_masked(ticket, events, |store, events| {
            store.append_and_tell(ticket, events, told)
        })?;
        if is_about_customer { Ok(self.link_if_recognized(stored)) } else { Ok(stored) }
    }

    fn event(&self, what: EventKind) -> Event {
        Event { id: new_event(), at: self.now(), by: self.by.clone(), stamp: None, what }
    }

    /// Stores events of a ticket without their secrets.
    fn append_masked(
        &mut self,
        ticket: TicketId,
        mut events: Vec<Event>,
        append: impl FnOnce(&mut Store, &[Event]) -> Result<Stored, StoreError>,
    ) -> Result<Stored, ServiceError> {
        let mut known = self.secrets_of(ticket, &events);
        let mut masked = Masked { ticket, kinds: Vec::new(), events: vec![], originals: vec![] };
        for event in &mut events {
            if let Some((without, kinds)) = masking::masked(&event.what, &mut known) {
                masked.events.push(event.id);
                masked.originals.push(std::mem::replace(&mut event.what, without));
                masked.kinds.extend(kinds);
            }
        }
        let stored = append(&mut self.store, &events)?;
        masked.kinds.sort_unstable();
        masked.kinds.dedup();
        self.masked = (!masked.events.is_empty()).then_some(masked);
        Ok(stored)
    }

    /// The secrets in the texts of a ticket and of what is to be added to it: a secret is masked wherever
    /// it stands again. Forgotten with what is returned.
    fn secrets_of(&mut self, ticket: TicketId, events: &[Event]) -> KnownSecrets {
        let mut known = KnownSecrets::default();
        known.let_through(self.let_through.get(&ticket).cloned().unwrap_or_default());
        let mut has_text = false;
        for event in events {
            masking::texts(&event.what, &mut |text| {
                has_text = true;
                known.learn(text);
            });
        }
        // What was stored before a secret was recognized may hold one still.
        if has_text
            && let Ok(Stored { ticket: Ticket { complaint, notes, .. }, .. }) =
                self.store.load(ticket)
        {
            known.learn(complaint.for_insiders());
            for note in &notes {
                known.learn(note.text.for_insiders());
            }
        }
        known
    }

    /// Replaces masked texts by their originals, for text that was masked by mistake. What was masked in
    /// them is let through on this ticket for as long as the program runs.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn unmask(&mut self, masked: &Masked) -> Result<Stored, ServiceError> {
        let let_through = self.let_through.entry(masked.ticket).or_default();
        for original in &masked.originals {
            masking::texts(original, &mut |text| {
                let found = secrets::find(text);
                let_through.extend(found.into_iter().map(|secret| text[secret.range].to_owned()));
            });
        }
        let undone = masked.events.iter().map(|event| EventKind::Undone { event: *event });
        let kinds = undone.chain(masked.originals.iter().cloned()).collect();
        self.record_as_is(masked.ticket, kinds)
    }

    /// Adds events to a ticket without masking secrets.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn record_as_is(
        &mut self,
        ticket: TicketId,
        kinds: Vec<EventKind>,
    ) -> Result<Stored, ServiceError> {
        let events: Vec<Event> = kinds.into_iter().map(|what| self.event(what)).collect();
        Ok(self.store.append(ticket, &events)?)
    }

    /// Returns the time `days` days ago.
    pub fn days_ago(&self, days: u32) -> Timestamp {
        let span = SignedDuration::from_hours(24 * i64::from(days));
        self.now().checked_sub(span).unwrap_or(Timestamp::MIN)
    }

    /// Counts the tickets that have not changed for `days` days.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn count_older_than(&mut self, days: u32) -> Result<u32, ServiceError> {
        let time = self.days_ago(days);
        Ok(self.store.count_unchanged_since(time)?)
    }

    /// Removes every ticket that has not changed for `days` days, for good.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn purge_older_than(&mut self, days: u32) -> Result<Purged, ServiceError> {
        let time = self.days_ago(days);
        Ok(self.store.purge_unchanged_since(time)?)
    }

    /// Imports a ticket that was exported as JSON, with its secrets masked. A second import changes
    /// nothing.
    ///
    /// # Errors
    /// If `json` is not such a ticket, or if it cannot be stored.
    pub fn import(&mut self, json: &str) -> Result<Stored, ServiceError> {
        let mut file = read_json(json)?;
        order::believe(&mut file.events, self.now());
        if let Some(kb) = &file.kb {
            self.store.keep_knowledge(kb)?;
        }
        let ticket = file.ticket;
        self.append_masked(ticket, file.events, |store, events| store.append(ticket, events))
    }

    /// Adds the sample ticket that a first start shows.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn add_sample(&mut self) -> Result<Stored, ServiceError> {
        let detail = |detail| EventKind::Detailed { detail };
        self.open_ticket(
            "SAMPLE-1",
            vec![
                detail(Detail::Customer(CustomerText::from("Example Dental (sample)"))),
                EventKind::Reported {
                    text: InternalText::from(
                        "Hi, when I click authorize for our Google directory I get \"Access blocked: \
                         Error 400: admin_policy_enforced\". I am super admin.",
                    ),
                },
            ],
        )
    }
}

/// Returns an id that was never used; later ones are greater.
fn new_id() -> Uuid {
    Uuid::now_v7()
}

fn new_event() -> EventId {
    EventId(new_id())
}

fn new_customer() -> CustomerId {
    CustomerId(new_id())
}

/// Finds a step of the current fix by its number, counted from 1, or by its id.
///
/// # Errors
/// If the ticket has no current fix, or the fix has no such step.
pub fn step_in_fix<'a>(
    stored: &'a Stored,
    step: &str,
) -> Result<(&'a Step, &'a Cause, &'a Method), ServiceError> {
    let (cause, method) = stored.ticket.current_fix(&stored.kb).ok_or(ServiceError::NoFix)?;
    let steps = stored.ticket.current_steps(&stored.kb);
    let by_number = step.parse::<usize>().ok().and_then(|number| steps.get(number.checked_sub(1)?));
    let found = by_number.or_else(|| steps.iter().find(|s| s.id == StepId::from(step)));
    let found =
        found.ok_or_else(|| ServiceError::NoStep { step: step.to_owned(), last: steps.len() })?;
    Ok((found, cause, method))
}

/// Returns the event of a step that ended `now`, with the time until its effect shows.
pub fn stepped(
    step: &Step,
    cause: &Cause,
    method: &Method,
    result: StepResult,
    now: Timestamp,
) -> EventKind {
    let wait = step.wait.as_ref().filter(|_| result == StepResult::Done);
    let wait_until = wait.and_then(|wait| wait.ends(now));
    EventKind::Stepped {
        step: step.id.clone(),
        cause: cause.id.clone(),
        method: method.id.clone(),
        result,
        wait_until,
    }
}
