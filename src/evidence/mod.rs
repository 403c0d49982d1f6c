//! Exported files in; findings with their rows, lists of users and both consoles side by side out. Knows
//! `kb`, `privacy`, and of `diagnosis` the answers and error strings.
//!
//! ```text
//! inspect.rs         files -> what they show
//! file_reader.rs     one file -> its users, entries and exchanges; unknown.rs what no check looks at
//! recognize/         what a file begins with -> its format, or why it is not read
//! reading/           text, rows and records in bounded memory, whatever is wrong with a file
//! users/             lists of users, Google's rules, two lists joined
//! logs/              logs of both consoles, recordings of browsers
//! screen.rs          what commands write to the screen -> names and values
//! command_output.rs  pasted output of a command -> facts about a user
//! answers.rs         one answer a symptom
//! comparison.rs      what both consoles say of one user; differences/ of all users
//! license_count.rs   edition and seats
//! finding.rs         all of this as it is kept
//! redact/            a file without its secrets
//! ```
//!
//! Files are read once, in bounded memory, and nothing of them is kept but what is told.

mod answers;
pub mod command_output;
mod comparison;
pub mod differences;
mod file_reader;
mod finding;
mod input;
mod inspect;
mod license_count;
mod logs;
mod reading;
mod recognize;
pub mod redact;
mod screen;
mod unknown;
mod users;

pub use answers::ANSWERED;
pub use comparison::{Comparison, ComparisonRow};
pub use finding::{
    AffectedUser, Console, FileRead, Finding, Format, Inspection, ListKind, UserList,
};
pub use input::{BEGIN, Input, is_export};
pub use inspect::inspect;
pub use license_count::LicenseCount;
pub use reading::faults::{Fault, Faults};
pub use reading::limits::UNKNOWN_EVENTS;
pub use reading::source::Open;
pub use recognize::refused::{PICTURE, is_picture, is_picture_text};

use thiserror::Error;

/// The technician stopped the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("reading was stopped; nothing of it was kept")]
pub struct Stopped;

/// What is known before the files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inquiry {
    /// The affected user's address; where it is known, answers are about this user.
    pub user: Option<String>,
    /// The Google account with which JumpCloud was authorized.
    pub google_admin: Option<String>,
    /// How many seats the customer has bought.
    pub seats: Option<u64>,
}

/// Whether two addresses or names are the same.
fn is_same(one: &str, other: &str) -> bool {
    !one.is_empty() && one.trim().eq_ignore_ascii_case(other.trim())
}

/// The first email address in a text.
fn address_in(text: &str) -> Option<&str> {
    let parts = text.split(|c: char| c.is_whitespace() || ",;:()<>\"'[]{}".contains(c));
    let is_address = |part: &&str| {
        part.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'))
    };
    parts.map(|part| part.trim_end_matches('.')).find(is_address)
}
