//! Events, the ticket they add up to, and the store that keeps them. Knows `kb`, `diagnosis` and
//! `evidence`.
//!
//! ```text
//! event.rs    what can happen to a ticket
//! fold.rs     events -> ticket
//! history.rs  undo and redo
//! summary.rs  a ticket -> its row in lists
//! attempt.rs  a ticket -> what was tried on it and whether it helped
//! masking.rs  events without their secrets
//! store/      events in SQLite
//! ```

mod attempt;
mod event;
mod fold;
pub mod history;
pub mod masking;
pub mod proof;
pub mod store;
mod summary;

pub use attempt::{Attempt, TrackRecord, Tried};
pub use event::{Detail, Event, EventId, EventKind, Outcome, StepResult, TicketId};
pub use fold::{CurrentFix, Note, ProofRecord, State, StepOfMethod, StepRecord, Ticket, Wait};
pub use summary::Summary;
