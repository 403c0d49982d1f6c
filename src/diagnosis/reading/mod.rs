//! Pasted text in; what it shows, states and asks, and what its wording suggests, out.
//!
//! ```text
//! layout.rs     text -> the lines that somebody wrote for this ticket
//! words.rs      text -> words that can be compared
//! parts.rs      words -> sentences and clauses
//! errors.rs     words -> exact error strings in them; error_use.rs what is said of each
//! mood.rs       a sentence -> fact of now, question, plan, guess, past, something else
//! cues.rs, direction.rs  a clause -> tone and amount; which way something goes; cue_words.rs the words
//! aspects.rs    what clauses that state a symptom have in common of these
//! scope.rs      a clause -> how many are affected, since when
//! facts.rs      what the patterns of mood.rs and scope.rs say, kept for the next text
//! features.rs   words -> what a text is compared by; lists.rs many short lists, table.rs values by hash
//!               and fixed.rs weights in little memory
//! linear.rs, clause_features.rs  clauses -> whether they state a symptom, and whether yes or no
//! training.rs   the knowledge base -> texts to learn from, each with what it teaches
//! trainer.rs    these texts -> what was learned; learned.rs all that was, as bytes
//! classifier.rs what was learned, and a text -> how similar it is to each class
//! statements.rs all of these -> what a clause states; weights.rs the numbers behind it
//! wording.rs    what the text as a whole suggests
//! questions.rs  what is asked, second.rs whether there are two problems
//! reader.rs     all of these -> a reading; text_reader.rs the same, kept to a part of a knowledge base
//! ```
//!
//! A text is read in layers. Exact error strings show a symptom. A sentence or clause that states one,
//! or its opposite, is a suggestion, so that the technician confirms or rejects it. The wording as a
//! whole ranks causes. Words that speak of what is known already do not count for it.

mod aspects;
mod classifier;
mod clause_features;
mod clause_models;
mod cue_words;
mod cues;
mod direction;
mod error_use;
mod errors;
mod facts;
mod features;
mod fixed;
mod layout;
mod learned;
mod linear;
mod lists;
mod mood;
mod parts;
mod questions;
mod reader;
mod scope;
mod second;
mod statements;
mod table;
mod text_reader;
mod trainer;
mod training;
mod weights;
mod wording;
mod words;

use std::collections::BTreeSet;

use thiserror::Error;

pub use errors::ErrorStrings;
pub use layout::Unread;
pub use learned::Learned;
pub use statements::MeasuredPart;
pub use text_reader::TextReader;

use super::Case;
use super::observation::{AskedQuestion, Observation, Suggestion, Wording};
use crate::kb::SymptomId;
use crate::privacy::InternalText;

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

/// What a text tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Symptoms whose exact error strings stand in it, at most one observation each, by symptom;
    /// also those known already.
    pub shown: Vec<Observation>,
    /// What its words seem to say beside that, at most one suggestion a symptom, by symptom; also of
    /// those known already.
    pub suggestions: Vec<Suggestion>,
    /// What its wording as a whole suggests, without the words that speak of symptoms known already;
    /// `None` if no word of it is known.
    pub wording: Option<Wording>,
    /// What the customer asks instead of reporting it.
    pub questions: Vec<AskedQuestion>,
    /// The words that tell of a second problem, if the text tells of two.
    pub second_problem: Option<InternalText>,
    /// How many users the text says are affected, if it gives a number.
    pub affected_users: Option<u64>,
    /// Why nothing can be read in it, as one sentence for the technician; `None` if something can.
    pub unread: Option<Unread>,
}

impl Reading {
    /// What a diagnosis starts from: what is known from elsewhere, and what was read beside it. Of
    /// the symptoms in `known` nothing that was read counts.
    pub fn beside(self, observations: Vec<Observation>, known: &BTreeSet<SymptomId>) -> Case {
        let mut observations = observations;
        let is_new = |symptom: &SymptomId| !known.contains(symptom);
        observations.extend(self.shown.into_iter().filter(|shown| is_new(&shown.symptom)));
        let suggestions = self.suggestions.into_iter().filter(|it| is_new(&it.symptom)).collect();
        Case {
            observations,
            suggestions,
            wording: self.wording,
            questions: self.questions,
            second_problem: self.second_problem,
            affected_users: self.affected_users,
            unread: self.unread,
            ..Case::default()
        }
    }
}
