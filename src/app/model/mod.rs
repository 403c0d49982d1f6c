//! What the window shows. Knows nothing of egui.
//!
//! ```text
//! state.rs        everything, in named parts
//! open_ticket.rs  the open ticket with its diagnosis; next_action.rs what comes next in it
//! drafts.rs       what is being typed
//! notices.rs      messages to the technician
//! focus.rs        requests to move the keyboard focus
//! ```

pub mod drafts;
pub mod focus;
mod next_action;
pub mod notices;
pub mod open_ticket;
pub mod state;
