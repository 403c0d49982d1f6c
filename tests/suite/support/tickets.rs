//! The one builder for example tickets, events made by hand, and what a store holds.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use syncmend::diagnosis::{Answer, ErrorStrings};
use syncmend::evidence::{Input, Inquiry, inspect};
use syncmend::kb::{CauseId, SymptomId};
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::progress::Progress;
use syncmend::ticket::store::{Query, Stored};
use syncmend::ticket::{
    CustomerId, Detail, Event, EventId, EventKind, Outcome, StepResult, Ticket,
};
use syncmend::ticket_service::{TicketService, stepped};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::{kb, now};

/// A ticket in the making.
pub struct Example {
    reference: String,
    kinds: Vec<EventKind>,
}

/// Begins an example ticket.
pub fn example(reference: &str) -> Example {
    Example { reference: reference.to_owned(), kinds: Vec::new() }
}

impl Example {
    pub fn detail(mut self, detail: Detail) -> Self {
        self.kinds.push(EventKind::Detailed { detail });
        self
    }

    pub fn customer(self, name: &str) -> Self {
        self.detail(Detail::Customer(CustomerText::from(name)))
    }

    pub fn user(self, email: &str) -> Self {
        self.detail(Detail::User(CustomerText::from(email)))
    }

    pub fn reported(mut self, text: &str) -> Self {
        self.kinds.push(EventKind::Reported { text: InternalText::from(text) });
        self
    }

    /// What exported files of `tests/fixtures/evidence` show, with an affected user.
    pub fn inspected(mut self, files: &[&str], user: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evidence");
        let inputs = files.iter().map(|name| Input::open(&folder.join(name))).collect();
        let inquiry = Inquiry { user: Some(user.to_owned()), ..Inquiry::default() };
        let errors = ErrorStrings::new(&kb());
        let inspection = inspect(inputs, &inquiry, &errors, &Progress::default());
        let inspection = inspection.expect("nobody stops it").into();
        self.kinds.push(EventKind::Inspected { inspection });
        self
    }

    pub fn answer(mut self, symptom: &str, answer: Answer) -> Self {
        let symptom = SymptomId::from(symptom);
        self.kinds.push(EventKind::Answered { symptom, answer: Some(answer) });
        self
    }

    /// Nobody can tell what the screen says.
    pub fn no_message(mut self) -> Self {
        self.kinds.push(EventKind::ScreenSaid { text: None });
        self
    }

    pub fn fix(mut self, cause: &str) -> Self {
        self.kinds.push(EventKind::FixChosen { cause: CauseId::from(cause), method: None });
        self
    }

    pub fn note(mut self, text: &str) -> Self {
        self.kinds.push(EventKind::Noted { step: None, text: InternalText::from(text) });
        self
    }

    pub fn closed(mut self, outcome: Outcome) -> Self {
        self.kinds.push(EventKind::Closed { outcome });
        self
    }

    /// Stores the ticket.
    pub fn at(self, service: &mut TicketService) -> Stored {
        service.open_ticket(&self.reference, self.kinds).expect("the store takes it")
    }
}

/// Ends the step in hand.
pub fn end_step(service: &mut TicketService, stored: &Stored, result: StepResult) -> Stored {
    let step = stored.ticket.current_step(&stored.kb).expect("a step is in hand");
    let (cause, method) = stored.ticket.current_fix(&stored.kb).expect("a fix is in hand");
    let happening = stepped(step, cause, method, result, service.now());
    service.record(stored.ticket.id, vec![happening]).expect("the store takes it")
}

/// Records what happened to a ticket.
pub fn record(service: &mut TicketService, stored: &Stored, what: EventKind) -> Stored {
    service.record(stored.ticket.id, vec![what]).expect("the store takes it")
}

/// A note on no step.
pub fn note(text: &str) -> EventKind {
    EventKind::Noted { step: None, text: InternalText::from(text) }
}

/// An event without a stamp, as it is before a store takes it.
pub fn event(by: &str, at: Timestamp, what: EventKind) -> Event {
    Event { id: EventId(Uuid::now_v7()), at, by: by.to_owned(), stamp: None, what }
}

/// The event that opens HD-1.
pub fn opened() -> Event {
    let reference = CustomerText::from("HD-1");
    event("pat", now(), EventKind::Opened { reference, knowledge: kb().fingerprint() })
}

/// Some hours from now.
pub fn later(hours: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_hours(hours)).expect("a time")
}

/// What the technician has of a ticket, apart from when it last changed.
pub fn content(ticket: &Ticket) -> Ticket {
    Ticket { changed_at: ticket.opened_at, ..ticket.clone() }
}

/// A customer whom the store knows from a ticket HD-1.
pub fn known_customer(service: &mut TicketService, name: &str, user: &str) -> CustomerId {
    let stored = example("HD-1").customer(name).user(user).at(service);
    let linked = service.remember_customer(stored.ticket.id).expect("it is remembered");
    linked.ticket.customer_id.expect("it is linked")
}

/// The references of the tickets in a store, by name.
pub fn references(service: &mut TicketService) -> Vec<String> {
    let rows = service.store().list(&Query::default(), now()).expect("it is read").rows;
    let mut names: Vec<String> = rows.into_iter().map(|row| row.reference).collect();
    names.sort();
    names
}

/// An empty folder that is gone with the test.
pub fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

/// Every file of a folder with what it holds.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), std::fs::read(&path).expect("a file")))
        .collect();
    files.sort();
    files
}

/// Whether some file of a folder holds these words.
pub fn holds(folder: &Path, words: &str) -> bool {
    let words = words.as_bytes();
    files(folder).iter().any(|(_, bytes)| bytes.windows(words.len()).any(|part| part == words))
}
