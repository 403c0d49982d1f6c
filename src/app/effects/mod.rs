//! What the outside does for the window, none of it on the window's own thread.
//!
//! ```text
//! platform.rs   what is asked of the system, and what it replies
//! native.rs     the system that the program runs on
//! file_kind.rs  what kind of file somebody dropped or picked
//! worker/       the ticket store on a thread of its own
//! ```

pub mod file_kind;
pub mod native;
pub mod platform;
pub mod worker;
