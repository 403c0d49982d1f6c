//! What is wrong with a file, and where.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::limits::FAULTS;

/// A place in a file that could not be read as it should.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The row of a table, as a spreadsheet counts, or the line of other files.
    pub row: u64,
    /// The cell of a row or the character of a line, counted from 1.
    pub column: u64,
    /// What is wrong and what became of it.
    pub what: String,
}

impl Fault {
    /// A cell in another encoding: it was read, so that nothing is missing.
    pub fn in_other_encoding(row: u64, column: u64) -> Self {
        let what = "this is not UTF-8; it was read as Windows-1252, so check the letters, or export as UTF-8";
        Self { row, column, what: what.to_owned() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}, column {}: {}", self.row, self.column, self.what)
    }
}

/// The faults of one file; the first ones by place, the others counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults {
    /// The first ones, stored under an older name.
    #[serde(rename = "told")]
    pub first: Vec<Fault>,
    /// How many more there are.
    pub more: u64,
    /// Whether a part of the file is missing.
    pub is_cut: bool,
    /// The first cell in another encoding.
    #[serde(default)]
    pub warning: Option<Fault>,
}

impl Faults {
    /// Adds one. `what` says what is wrong and what became of it, without anything of the file.
    pub fn add(&mut self, row: u64, column: u64, what: &str) {
        if self.first.len() < FAULTS {
            self.first.push(Fault { row, column, what: what.to_owned() });
        } else {
            self.more += 1;
        }
    }

    /// Adds one that leaves a part of the file unread.
    pub fn cut(&mut self, row: u64, column: u64, what: &str) {
        self.is_cut = true;
        self.add(row, column, what);
    }

    /// Whether everything was read.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty() && !self.is_cut
    }
}
