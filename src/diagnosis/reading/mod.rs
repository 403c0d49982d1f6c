//! Pasted text in; findings with their quotes and the likeness of its wording out.
//!
//! ```text
//! words.rs    text -> words that can be compared
//! parts.rs    words -> sentences and clauses
//! errors.rs   words -> exact error strings in them
//! features.rs words -> what a text is compared by; lists.rs many short lists in little memory
//! examples.rs  the knowledge base -> texts to learn from, each with what it teaches
//! trainer.rs  these texts -> what was learned
//! likeness.rs what was learned, and a text -> how much it is like each class
//! reader.rs   all of these -> a reading
//! ```
//!
//! A text is read in layers. Exact error strings prove a symptom. A sentence or clause that sounds
//! like a symptom is told as a finding, so that the technician sees it and can take it back, but
//! proves little. What the words of the whole text prove is their likeness to complaints whose
//! cause is known. Words that were answered count no more: the answer does.

mod errors;
mod features;
mod trainer;
mod training;
mod aspects;
mod classifier;
mod cues;
mod direction;
mod lists;
mod mood;
mod parts;
mod reader;
mod scope;
mod statements;
mod words;

use thiserror::Error;

pub use errors::ErrorStrings;
pub use reader::{Reading, TextReader};

/// The most that is read: far more than any complaint, far less than a log that was pasted whole.
pub const MOST_BYTES: usize = 100_000;

/// Why a text is not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// More than [`MOST_BYTES`].
    #[error("the text is {} kB long and at most 100 kB is read; keep the lines around the error", .0.div_ceil(1000))]
    TooLong(usize),
    /// It holds NUL bytes.
    #[error("this is not text but a binary file; paste the words of the error instead")]
    Binary,
}

/// Whether a text can be read as a complaint.
///
/// # Errors
/// The reason why not.
pub fn accept(text: &str) -> Result<(), Unreadable> {
    if text.len() > MOST_BYTES {
        Err(Unreadable::TooLong(text.len()))
    } else if text.contains('\0') {
        Err(Unreadable::Binary)
    } else {
        Ok(())
    }
}
