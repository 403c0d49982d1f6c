//! The ticket store on a thread of its own, so that the window never waits for a disk.
//!
//! ```text
//! arrivals.rs        what came from the ticket system since
//! messages.rs        requests and replies
//! own_pages.rs       how pages look here, kept or removed
//! saved_settings.rs  settings that are kept across restarts
//! server.rs          serves requests, holds what cannot be stored, and polls for changes of other windows
//! thread.rs          the worker that the window asks
//! ```

mod arrivals;
mod customers;
mod messages;
mod own_pages;
pub mod saved_settings;
mod server;
mod thread;

pub use messages::{CustomerRequest, OpenService, Reply, Request, SavedSettings};
pub use thread::Worker;
