//! Runs commands and takes in replies: state changes, requests to the worker, calls of the platform.
//! Knows nothing of egui.
//!
//! ```text
//! context.rs       what commands and replies act on
//! customer.rs      the customer of the open ticket
//! dispatch.rs      each command to the file of its family: navigate, tickets, ticket, diagnose, fix,
//!                  present, documents, exports, maintenance, preferences, window
//! ticket_system.rs what comes from the ticket system and goes back to it
//! own_page.rs      how pages look at this installation
//! proof.rs         what the output of a command proves
//! availability.rs  which commands are possible now
//! replies.rs       what the worker replies; platform_replies.rs what the system replies
//! file_drop.rs     files dropped on the window
//! work_time.rs     the time spent on the open ticket
//! lists.rs         moving within lists
//! ```

pub mod availability;
mod context;
mod customer;
mod diagnose;
mod dispatch;
pub mod documents;
mod exports;
mod file_drop;
mod fix;
pub mod lists;
mod maintenance;
mod navigate;
mod own_page;
mod platform_replies;
mod preferences;
mod present;
mod proof;
mod replies;
mod ticket;
mod ticket_system;
mod tickets;
mod window;
mod work_time;

pub use context::UpdateContext;
