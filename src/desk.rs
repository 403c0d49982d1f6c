//! The store with a clock and a name: turns what happens into events. The window and the command
//! line both work through it.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;
use uuid::Uuid;

use crate::export::{ImportError, read_json};
use crate::kb::{Cause, KnowledgeBase, Step, StepId, Way};
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::store::{Store, StoreError, Stored};
use crate::ticket::{Detail, Event, EventId, Happening, Mark, TicketId, last_undoable};

/// Why something could not be done to a ticket.
#[derive(Debug, Error)]
pub enum DeskError {
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
    #[error("there is nothing to undo on this ticket")]
    NothingToUndo,
}

/// Tells the time; tests give one that stands still.
pub type Clock = fn() -> Timestamp;

/// A place to work on tickets.
pub struct Desk {
    store: Store,
    by: String,
    clock: Clock,
}

impl Desk {
    /// A desk at a store, for the account that the system reports.
    pub fn new(store: Store, clock: Clock) -> Self {
        let account = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        Self { store, by: account.unwrap_or_else(|| "technician".to_owned()), clock }
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
        rest: Vec<Happening>,
    ) -> Result<Stored, DeskError> {
        let knowledge = self.store.today().fingerprint();
        let opened = Happening::Opened { reference: CustomerText::from(reference), knowledge };
        let happenings = std::iter::once(opened).chain(rest).collect();
        self.record(TicketId(Uuid::now_v7()), happenings)
    }

    /// Adds what happened to a ticket: all of it durable, or nothing.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn record(
        &mut self,
        ticket: TicketId,
        happenings: Vec<Happening>,
    ) -> Result<Stored, DeskError> {
        let at = self.now();
        let event = |what| Event { id: EventId(Uuid::now_v7()), at, by: self.by.clone(), what };
        let events: Vec<Event> = happenings.into_iter().map(event).collect();
        Ok(self.store.append(ticket, &events)?)
    }

    /// Takes back the last thing that can be taken back.
    ///
    /// # Errors
    /// When there is nothing, or it cannot be stored.
    pub fn undo(&mut self, ticket: TicketId) -> Result<Stored, DeskError> {
        let stored = self.store.load(ticket)?;
        let last = last_undoable(&stored.events).ok_or(DeskError::NothingToUndo)?;
        let undone = Happening::Undone { event: last.id };
        self.record(ticket, vec![undone])
    }

    /// Takes in a ticket that was exported as JSON. Importing it twice changes nothing.
    ///
    /// # Errors
    /// When the file is not such a ticket, or it cannot be stored.
    pub fn import(&mut self, json: &str) -> Result<Stored, DeskError> {
        let (ticket, events) = read_json(json)?;
        Ok(self.store.append(ticket, &events)?)
    }

    /// Adds the ticket that a first start shows: a complaint to try everything on.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn add_sample(&mut self) -> Result<Stored, DeskError> {
        let detail = |detail| Happening::Detailed { detail };
        self.open_ticket(
            "SAMPLE-1",
            vec![
                detail(Detail::Customer(CustomerText::from("Example Dental (sample)"))),
                Happening::Reported {
                    text: InternalText::from(
                        "Hi, when I click authorize for our Google directory I get \"Access blocked: \
                         Error 400: admin_policy_enforced\". I am super admin.",
                    ),
                },
            ],
        )
    }
}

/// The step of the fix in hand with that number, counted from 1, or that id.
///
/// # Errors
/// When no fix is in hand, or it has no such step.
pub fn step_in_fix<'a>(
    stored: &'a Stored,
    step: &str,
) -> Result<(&'a Step, &'a Cause, &'a Way), DeskError> {
    let (cause, way) = stored.ticket.fix_in_hand(&stored.kb).ok_or(DeskError::NoFix)?;
    let steps = stored.ticket.steps_in_hand(&stored.kb);
    let by_number = step.parse::<usize>().ok().and_then(|number| steps.get(number.checked_sub(1)?));
    let found = by_number.or_else(|| steps.iter().find(|s| s.id == StepId::from(step)));
    let found =
        found.ok_or_else(|| DeskError::NoStep { step: step.to_owned(), last: steps.len() })?;
    Ok((found, cause, way))
}

/// The end of a step as something that happened, with the time its effect may take.
pub fn stepped(step: &Step, cause: &Cause, way: &Way, mark: Mark, now: Timestamp) -> Happening {
    let hours = step.wait.as_ref().filter(|_| mark == Mark::Done).map(|wait| wait.hours);
    let wait_until = hours
        .and_then(|hours| SignedDuration::try_from_secs_f64(hours * 3600.0).ok())
        .and_then(|wait| now.checked_add(wait).ok());
    Happening::Stepped {
        step: step.id.clone(),
        cause: cause.id.clone(),
        way: way.id.clone(),
        mark,
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
