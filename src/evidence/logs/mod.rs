//! Logs of both consoles, and what a browser recorded.
//!
//! ```text
//! entry.rs    one entry of a log, whichever console wrote it
//! google.rs, insights.rs   a row or a record -> entries; google_kinds.rs what Google's events are
//! har.rs      a record -> one exchange between browser and server
//! checks.rs   entries and exchanges -> findings; saves.rs those of changes saved together,
//!             losses.rs what accounts lost and got back
//! ```

pub mod checks;
pub mod entry;
pub mod google;
mod google_kinds;
pub mod har;
pub mod insights;
mod losses;
mod saves;
