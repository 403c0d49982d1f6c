//! What the outside world does for the window, none of it on the window's thread.
//!
//! ```text
//! platform.rs   what the window asks of the system, and what the system replies
//! native.rs     the system that the program runs on
//! file_kind.rs  what kind of file was dropped or chosen
//! io_reason.rs  failures of the system in words
//! worker/       the ticket store on a thread of its own
//! ```

pub mod file_kind;
mod io_reason;
pub mod native;
pub mod platform;
pub mod worker;
