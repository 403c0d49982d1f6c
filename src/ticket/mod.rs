//! Events, the ticket they add up to, and the store that keeps them. Knows `kb`, `diagnosis` and
//! `evidence`.
//!
//! ```text
//! event.rs    what can happen to a ticket
//! fold.rs     events -> ticket; records.rs what it holds of steps, notes and waits
//! state.rs    where it stands; current_fix.rs where its fix does
//! case.rs     a ticket -> what a diagnosis starts from
//! customer/   customers over many tickets
//! ids.rs      names of tickets, events, customers and seats
//! stamp.rs    an event's place in the order of all seats; order.rs puts events into it
//! history.rs  undo and redo
//! work_time.rs  how long somebody worked on it
//! summary.rs  a ticket -> its row in lists
//! attempt.rs  a ticket -> what was tried on it and whether it helped
//! masking.rs  events without their secrets
//! store/      events in SQLite
//! ```

mod attempt;
mod case;
mod current_fix;
pub mod customer;
mod event;
mod fold;
pub mod history;
mod ids;
pub mod masking;
pub mod order;
pub mod proof;
mod records;
pub mod stamp;
mod state;
pub mod store;
mod summary;
mod work_time;

pub use attempt::{Attempt, TrackRecord, Tried};
pub use event::{Detail, Event, EventKind, Outcome, StepResult};
pub use fold::Ticket;
pub use ids::{CustomerId, EventId, SeatId, TicketId};
pub use records::{CurrentFix, Note, ProofRecord, StepOfMethod, StepRecord, Wait};
pub use state::{State, is_carried_out};
pub use summary::Summary;
pub use work_time::WorkTime;
