//! Events, the ticket they add up to, and the store that keeps them. Knows `kb` and `diagnosis`.

mod event;
mod fold;
pub mod store;
mod summary;

pub use event::{Detail, Event, EventId, Happening, Mark, Outcome, TicketId};
pub use fold::{
    FixInHand, Note, State, StepOnWay, StepRecord, Ticket, Waiting, last_undoable, standing,
};
pub use summary::Summary;
