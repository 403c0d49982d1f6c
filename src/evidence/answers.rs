//! Findings in the making: one answer a symptom, with the rows that earned it.

use super::finding::Finding;
use super::reading::limits::QUOTED;
use crate::diagnosis::Answer;
use crate::kb::SymptomId;
use crate::privacy::quote::quote;

/// Every symptom that a file can answer by what it shows; error strings in it answer their own.
/// The knowledge base has each of them, which a test proves.
pub const ANSWERED: [&str; 19] = [
    "affects-google-admin",
    "authorizer-gone",
    "authorizer-is-super-admin",
    "breaks-google-rules",
    "change-and-bind-together",
    "connection-lost",
    "existing-users-still-sync",
    "google-admin-api-restricted",
    "import-500",
    "import-stopped",
    "jumpcloud-app-untrusted",
    "last-name-empty",
    "many-users-created",
    "new-users-missing-in-google",
    "new-users-suspended",
    "no-free-seats",
    "no-second-factor",
    "password-not-exported",
    "prefix-taken-in-jumpcloud",
];

/// The answers of all files together.
#[derive(Debug, Default)]
pub(super) struct Answers(Vec<Finding>);

impl Answers {
    /// Adds an answer. A yes takes the place of a no: something that was seen is there, and one file
    /// may not show what another does.
    pub fn add(&mut self, symptom: &str, answer: Answer, proof: &str) {
        let finding = Finding { symptom: SymptomId::from(symptom), answer, quote: quote(proof) };
        match self.0.iter_mut().find(|known| known.symptom == finding.symptom) {
            Some(known) if known.answer == Answer::No && answer == Answer::Yes => *known = finding,
            Some(_) => {}
            None => self.0.push(finding),
        }
    }

    /// Yes or no with the same quote.
    pub fn add_if(&mut self, symptom: &str, is_so: bool, proof: &str) {
        self.add(symptom, if is_so { Answer::Yes } else { Answer::No }, proof);
    }

    /// The findings, by symptom.
    pub fn finish(mut self) -> Vec<Finding> {
        self.0.sort_by(|a, b| a.symptom.cmp(&b.symptom));
        self.0
    }
}

/// The first rows that show something, and how many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    first: Vec<String>,
    /// How many.
    pub count: u64,
}

impl Rows {
    /// Adds one; the closure is called only where it is quoted.
    pub fn add(&mut self, row: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < QUOTED {
            self.first.push(row());
        }
    }

    /// All of them in one line.
    pub fn summary(&self) -> String {
        let rows = self.first.join("; ");
        match self.count - self.first.len() as u64 {
            0 => rows,
            more => format!("{rows}; and {more} more"),
        }
    }
}
