//! What the window shows. Knows nothing of egui.
//!
//! ```text
//! state.rs        everything, in named parts
//! open_ticket.rs  the open ticket with its diagnosis; next_action.rs what comes next in it
//! ranking.rs      its causes as they are listed; symptom_list.rs its symptoms
//! fix_end.rs      the end of a fix: what was changed, what follows
//! folds.rs        what is folded and unfolded on its screens
//! ending.rs       how the ticket is about to end, and its document as saved last
//! preview.rs      its document, laid out in the background; previewing.rs when
//! file_problems.rs what is wrong according to exported files; shown_users.rs the users in view
//! drafts.rs       what is being typed; customer_draft.rs into the customer's profile
//! notices.rs      messages to the technician
//! work_clock.rs   how long somebody works on the ticket
//! monitors.rs     the monitors; unplugged.rs one that goes while something is presented
//! focus.rs        requests to move the keyboard focus
//! ```

pub mod customer_draft;
pub mod drafts;
pub mod ending;
pub mod file_problems;
mod fix_end;
pub mod focus;
pub mod folds;
mod listed_causes;
pub mod monitors;
mod next_action;
pub mod notices;
pub mod open_ticket;
pub mod preview;
mod previewing;
mod ranking;
pub mod shown_users;
pub mod state;
pub mod symptom_groups;
pub mod symptom_list;
pub mod unplugged;
mod waiting;
pub mod work_clock;
