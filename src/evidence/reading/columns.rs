//! The columns of exported tables, whatever they are called: without case, white space,
//! punctuation and the bracket that Google puts behind a name.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::limits::UNKNOWN_COLUMNS;
use super::table::Row;

/// The names under which columns of the kind `C` are known, folded.
pub type Names<C> = &'static [(C, &'static [&'static str])];

/// What the first row of a format is known by.
pub struct Header<C: 'static> {
    /// Its columns under all of their names.
    pub names: Names<C>,
    /// Columns that are part of it and tell nothing here, folded and without numbers.
    pub ignored: &'static [&'static str],
    /// Which columns it has at least: all of one of these.
    pub needed: &'static [&'static [C]],
}

impl<C: Copy + PartialEq> Header<C> {
    /// How many columns of a first row are known, where it is one of these.
    pub fn count_in(&self, row: &[String]) -> Option<usize> {
        let columns = self.find_in(row);
        let is_one = self.needed.iter().any(|needed| columns.have(needed));
        is_one.then_some(columns.known.len())
    }

    /// The columns of a first row. The first of two alike counts.
    pub fn find_in(&self, row: &[String]) -> Columns<C> {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for (place, name) in row.iter().enumerate() {
            let folded = fold(name);
            let found = self.names.iter().find(|(_, names)| names.contains(&folded.as_str()));
            match found {
                Some((column, _)) if !known.iter().any(|(known, _)| known == column) => {
                    known.push((*column, place));
                }
                None if unknown.len() < UNKNOWN_COLUMNS && !self.ignores(&folded) => {
                    unknown.push(name.chars().take(60).collect());
                }
                Some(_) | None => {}
            }
        }
        Columns { known, unknown }
    }

    fn ignores(&self, folded: &str) -> bool {
        let letters: String = folded.chars().filter(|c| !c.is_ascii_digit()).collect();
        letters.is_empty()
            || self.ignored.contains(&folded)
            || self.ignored.contains(&letters.as_str())
    }
}

/// Which columns a table has.
#[derive(Clone, Debug)]
pub struct Columns<C> {
    known: Vec<(C, usize)>,
    /// The names of those that nothing is known of.
    pub unknown: Vec<String>,
}

impl<C: Copy + PartialEq> Columns<C> {
    /// Whether there are all of these.
    fn have(&self, columns: &[C]) -> bool {
        columns.iter().all(|column| self.known.iter().any(|(known, _)| known == column))
    }

    /// A cell of a row; nothing where there is no such column.
    pub fn cell<'a>(&self, row: &Row<'a>, column: C) -> Option<Cow<'a, str>> {
        self.known.iter().find(|(known, _)| *known == column).map(|(_, place)| row.text(*place))
    }

    /// A cell of a row; empty where there is no such column.
    pub fn text<'a>(&self, row: &Row<'a>, column: C) -> Cow<'a, str> {
        self.cell(row, column).unwrap_or_default()
    }

    /// The first cell of a row, of those that are read, which is not UTF-8.
    pub fn not_utf8(&self, row: &Row<'_>) -> Option<usize> {
        self.known.iter().map(|(_, place)| *place).find(|place| !row.is_utf8(*place))
    }
}

/// A column's name as it is compared.
pub fn fold(name: &str) -> String {
    let name = name.split('[').next().unwrap_or_default();
    let letters = name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    letters.filter(|c| c.is_alphanumeric()).collect()
}

/// Words of consoles for yes and for no.
const YES: [&str; 12] = [
    "true",
    "yes",
    "1",
    "enrolled",
    "enforced",
    "on",
    "si",
    "s\u{ed}",
    "ja",
    "oui",
    "verdadero",
    "wahr",
];
const NO: [&str; 10] =
    ["false", "no", "0", "not enrolled", "not enforced", "off", "nein", "non", "falso", "falsch"];

/// A yes or no as consoles write it.
pub fn yes_or_no(cell: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(&YES) { Some(true) } else { is(&NO).then_some(false) }
}
