//! The store with a clock and a name: turns what happens into events. The window and the command
//! line both work through it.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;
use uuid::Uuid;

use crate::export::{ImportError, read_json};
use crate::kb::{Cause, KnowledgeBase, Method, Step, StepId};
use crate::privacy::secrets::{self, Kind};
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::history::{last_redoable, last_undoable};
use crate::ticket::store::{Purged, Store, StoreError, Stored};
use crate::ticket::{Detail, Event, EventId, EventKind, StepResult, Ticket, TicketId};

/// Why something could not be done to a ticket.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file did not import.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The knowledge base cannot be read.
    #[error("{0}")]
    Knowledge(String),
    /// No fix was chosen yet.
    #[error("no fix is in hand; choose one first with `syncmend ticket fix`")]
    NoFix,
    /// The fix in hand has no such step.
    #[error(
        "the fix in hand has no step {step}; it has 1 to {last}, or the ids that `syncmend kb show` lists"
    )]
    NoStep {
        /// What was asked for.
        step: String,
        /// The number of the last step.
        last: usize,
    },
    /// Nothing is left to take back.
    #[error(
        "there is nothing to undo on this ticket that you did; its history takes back what others did"
    )]
    NothingToUndo,
    /// Nothing was taken back that could be brought back.
    #[error("there is nothing to redo on this ticket that you took back")]
    NothingToRedo,
}

impl ServiceError {
    /// Whether what was asked is kept: it may work later, or nothing can be stored at all and it is
    /// to be copied at least.
    pub fn is_kept(&self) -> bool {
        match self {
            Self::Store(StoreError::Damaged) => true,
            Self::Store(error) => error.may_pass(),
            _ => false,
        }
    }
}

/// Texts whose secrets were masked before they were stored. The original is in memory only.
#[derive(Clone, Debug, PartialEq)]
pub struct Masked {
    /// The ticket.
    pub ticket: TicketId,
    /// The kinds of secrets.
    pub kinds: Vec<Kind>,
    events: Vec<EventId>,
    originals: Vec<EventKind>,
}

impl Masked {
    /// What was masked, as it is told.
    pub fn told(&self) -> String {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        format!("Masked before it was stored: {}", kinds.join(", "))
    }
}

/// Tells the time; tests give one that stands still.
pub type Clock = fn() -> Timestamp;

/// A place to work on tickets.
pub struct TicketService {
    store: Store,
    by: String,
    clock: Clock,
    masked: Option<Masked>,
}

impl TicketService {
    /// A desk at a store, for the account that the system reports.
    pub fn new(store: Store, clock: Clock) -> Self {
        let account = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let by = account.unwrap_or_else(|| "technician".to_owned());
        Self { store, by, clock, masked: None }
    }

    /// The desk of another account.
    #[must_use]
    pub fn of_account(self, by: &str) -> Self {
        Self { by: by.to_owned(), ..self }
    }

    /// The account that works here.
    pub fn account(&self) -> &str {
        &self.by
    }

    /// What was masked in what was recorded last.
    pub fn take_masked(&mut self) -> Option<Masked> {
        self.masked.take()
    }

    /// The store.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Begins a ticket with what is known of it.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn open_ticket(
        &mut self,
        reference: &str,
        rest: Vec<EventKind>,
    ) -> Result<Stored, ServiceError> {
        let knowledge = self.store.today().fingerprint();
        let opened = EventKind::Opened { reference: CustomerText::from(reference), knowledge };
        let kinds = std::iter::once(opened).chain(rest).collect();
        self.record(TicketId(Uuid::now_v7()), kinds)
    }

    /// Adds what happened to a ticket: all of it durable, or nothing. Secrets in texts are masked
    /// first; [`TicketService::take_masked`] tells of it.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn record(
        &mut self,
        ticket: TicketId,
        kinds: Vec<EventKind>,
    ) -> Result<Stored, ServiceError> {
        let known = kinds.iter().any(|what| mask(what, "").is_some());
        // Only where there is something to mask: what the ticket holds already was let through.
        let known = if known { self.texts_of(ticket) } else { String::new() };
        let mut masked = Masked { ticket, kinds: Vec::new(), events: vec![], originals: vec![] };
        let mut events = Vec::new();
        for what in kinds {
            let id = EventId(Uuid::now_v7());
            let (what, kinds) = match mask(&what, &known) {
                Some((without, kinds)) => {
                    masked.events.push(id);
                    masked.originals.push(what);
                    (without, kinds)
                }
                None => (what, Vec::new()),
            };
            masked.kinds.extend(kinds);
            events.push(Event { id, at: self.now(), by: self.by.clone(), what });
        }
        let stored = self.store.append(ticket, &events)?;
        masked.kinds.sort_unstable();
        masked.kinds.dedup();
        self.masked = (!masked.events.is_empty()).then_some(masked);
        Ok(stored)
    }

    /// Stores a text as it was that was masked by mistake, in place of the masked one.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn unmask(&mut self, masked: &Masked) -> Result<Stored, ServiceError> {
        let undone = masked.events.iter().map(|event| EventKind::Undone { event: *event });
        let kinds = undone.chain(masked.originals.iter().cloned()).collect();
        self.record_as_is(masked.ticket, kinds)
    }

    /// Adds what happened to a ticket without a look for secrets.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn record_as_is(
        &mut self,
        ticket: TicketId,
        kinds: Vec<EventKind>,
    ) -> Result<Stored, ServiceError> {
        let event =
            |what| Event { id: EventId(Uuid::now_v7()), at: self.now(), by: self.by.clone(), what };
        let events: Vec<Event> = kinds.into_iter().map(event).collect();
        Ok(self.store.append(ticket, &events)?)
    }

    /// The texts that a ticket holds; none where it is not there yet.
    fn texts_of(&mut self, ticket: TicketId) -> String {
        let Ok(Stored { ticket: Ticket { complaint, notes, .. }, .. }) = self.store.load(ticket)
        else {
            return String::new();
        };
        let notes = notes.iter().map(|note| note.text.for_insiders());
        std::iter::once(complaint.for_insiders()).chain(notes).collect::<Vec<_>>().join("\n")
    }

    /// Takes back the last thing that this account did and that can be taken back.
    ///
    /// # Errors
    /// When there is nothing, or it cannot be stored.
    pub fn undo(&mut self, ticket: TicketId) -> Result<Stored, ServiceError> {
        let stored = self.store.load(ticket)?;
        let last = last_undoable(&stored.events, &self.by).ok_or(ServiceError::NothingToUndo)?;
        let undone = EventKind::Undone { event: last.id };
        self.record(ticket, vec![undone])
    }

    /// Brings back what this account took back last, unless it has gone on since.
    ///
    /// # Errors
    /// When there is nothing, or it cannot be stored.
    pub fn redo(&mut self, ticket: TicketId) -> Result<Stored, ServiceError> {
        let stored = self.store.load(ticket)?;
        let undo = last_redoable(&stored.events, &self.by).ok_or(ServiceError::NothingToRedo)?;
        let redone = EventKind::Undone { event: undo.id };
        self.record(ticket, vec![redone])
    }

    /// The time that lies so many days back.
    pub fn days_ago(&self, days: u32) -> Timestamp {
        let span = SignedDuration::from_hours(24 * i64::from(days));
        self.now().checked_sub(span).unwrap_or(Timestamp::MIN)
    }

    /// How many tickets have not changed for so many days.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn count_older_than(&mut self, days: u32) -> Result<u32, ServiceError> {
        let time = self.days_ago(days);
        Ok(self.store.count_unchanged_since(time)?)
    }

    /// Takes away every ticket that has not changed for so many days.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn purge_older_than(&mut self, days: u32) -> Result<Purged, ServiceError> {
        let time = self.days_ago(days);
        Ok(self.store.purge_unchanged_since(time)?)
    }

    /// Takes in a ticket that was exported as JSON. Importing it twice changes nothing.
    ///
    /// # Errors
    /// When the file is not such a ticket, or it cannot be stored.
    pub fn import(&mut self, json: &str) -> Result<Stored, ServiceError> {
        let file = read_json(json)?;
        if let Some(kb) = &file.kb {
            self.store.keep_knowledge(kb)?;
        }
        Ok(self.store.append(file.ticket, &file.events)?)
    }

    /// Adds the ticket that a first start shows: a complaint to try everything on.
    ///
    /// # Errors
    /// When it cannot be stored.
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

/// A text without its secrets, and their kinds; nothing where there are none. Those that stand in
/// the text that is known already stay.
fn mask(what: &EventKind, known: &str) -> Option<(EventKind, Vec<Kind>)> {
    let (EventKind::Reported { text }
    | EventKind::Noted { text, .. }
    | EventKind::ScreenSaid { text: Some(text) }) = what
    else {
        // What is kept of a file was masked when it was read.
        return None;
    };
    let is_known = |secret: &str| known.contains(secret);
    let masked = secrets::mask(text.for_insiders(), is_known)?;
    let without = InternalText::from(masked.text.as_str());
    let what = match what {
        EventKind::Noted { step, .. } => EventKind::Noted { step: step.clone(), text: without },
        EventKind::ScreenSaid { .. } => EventKind::ScreenSaid { text: Some(without) },
        _ => EventKind::Reported { text: without },
    };
    Some((what, masked.kinds))
}

/// The step of the fix in hand with that number, counted from 1, or that id.
///
/// # Errors
/// When no fix is in hand, or it has no such step.
pub fn step_in_fix<'a>(
    stored: &'a Stored,
    step: &str,
) -> Result<(&'a Step, &'a Cause, &'a Method), ServiceError> {
    let (cause, method) = stored.ticket.fix_in_hand(&stored.kb).ok_or(ServiceError::NoFix)?;
    let steps = stored.ticket.steps_in_hand(&stored.kb);
    let by_number = step.parse::<usize>().ok().and_then(|number| steps.get(number.checked_sub(1)?));
    let found = by_number.or_else(|| steps.iter().find(|s| s.id == StepId::from(step)));
    let found =
        found.ok_or_else(|| ServiceError::NoStep { step: step.to_owned(), last: steps.len() })?;
    Ok((found, cause, method))
}

/// The end of a step as something that happened, with the time its effect may take.
pub fn stepped(
    step: &Step,
    cause: &Cause,
    method: &Method,
    result: StepResult,
    now: Timestamp,
) -> EventKind {
    let hours = step.wait.as_ref().filter(|_| result == StepResult::Done).map(|wait| wait.hours);
    let wait_until = hours
        .and_then(|hours| SignedDuration::try_from_secs_f64(hours * 3600.0).ok())
        .and_then(|wait| now.checked_add(wait).ok());
    EventKind::Stepped {
        step: step.id.clone(),
        cause: cause.id.clone(),
        method: method.id.clone(),
        result,
        wait_until,
    }
}

/// The knowledge base in use: the embedded one, and over it a folder of the user's own.
///
/// # Errors
/// One sentence: what is wrong first, with file and line.
pub fn load_knowledge(overlay: Option<&std::path::Path>) -> Result<Arc<KnowledgeBase>, String> {
    use crate::kb::{embedded_files, folder_files, read};
    let mut layers = vec![embedded_files()];
    if let Some(folder) = overlay {
        let files = folder_files(folder).map_err(|error| {
            format!("the knowledge base cannot be read ({error}): {}", folder.display())
        })?;
        layers.push(files);
    }
    let problems = |problems: Vec<crate::kb::Problem>| {
        let more = problems.len().saturating_sub(1);
        let first = problems.first().map_or_else(String::new, ToString::to_string);
        let rest = if more == 0 { String::new() } else { format!(" (and {more} more)") };
        format!(
            "the knowledge base has a problem; run `syncmend kb check` to see all: {first}{rest}"
        )
    };
    read(&layers).map(Arc::new).map_err(problems)
}
