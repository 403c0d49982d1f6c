//! What the window shows. Knows nothing of egui.
//!
//! ```text
//! state.rs        everything, in named parts
//! open_ticket.rs  the open ticket with its diagnosis; next_action.rs what it goes on with
//! drafts.rs       what is being typed
//! notices.rs      what there is to tell
//! focus.rs        where the keyboard focus is to go
//! ```

pub mod drafts;
pub mod focus;
mod next_action;
pub mod notices;
pub mod open_ticket;
pub mod state;
