//! The columns of exported tables, whatever they are called: without case, white space,
//! punctuation and the bracket that Google puts behind a name.

use std::marker::PhantomData;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::limits::UNKNOWN_COLUMNS;
use super::table::Row;

/// A kind of column. Each has a number, by which its cell is found without a search.
pub trait Kind: Copy + PartialEq + 'static {
    /// Its number, from 0 on and less than [`KINDS`].
    fn number(self) -> usize;
}

/// The most kinds of column that a format may have.
pub const KINDS: usize = 24;

/// The names under which columns of the kind `C` are known, folded.
pub type Names<C> = &'static [(C, &'static [&'static str])];

/// What the first row of a format is known by.
pub struct Header<C: Kind> {
    /// Its columns under all of their names.
    pub names: Names<C>,
    /// Columns that are part of it and tell nothing here, folded and without numbers.
    pub ignored: &'static [&'static str],
    /// Which columns it has at least: all of one of these.
    pub needed: &'static [&'static [C]],
}

impl<C: Kind> Header<C> {
    /// How many columns of a first row are known, where it is one of these.
    pub fn count_in(&self, row: &[String]) -> Option<usize> {
        let columns = self.find_in(row);
        let is_one = self.needed.iter().any(|needed| columns.have(needed));
        is_one.then_some(columns.places().count())
    }

    /// The columns of a first row. The first of two alike counts.
    pub fn find_in(&self, row: &[String]) -> Columns<C> {
        let (mut places, mut unknown) = ([None; KINDS], Vec::new());
        for (place, name) in row.iter().enumerate() {
            let folded = fold(name);
            let found = self.names.iter().find(|(_, names)| names.contains(&folded.as_str()));
            match found {
                Some((column, _)) => {
                    places[column.number()].get_or_insert(place);
                }
                None if unknown.len() < UNKNOWN_COLUMNS && !self.ignores(&folded) => {
                    unknown.push(name.chars().take(60).collect());
                }
                None => {}
            }
        }
        Columns { places, unknown, kind: PhantomData }
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
    /// Where each kind stands.
    places: [Option<usize>; KINDS],
    kind: PhantomData<C>,
    /// The names of those that nothing is known of.
    pub unknown: Vec<String>,
}

impl<C: Kind> Columns<C> {
    /// Whether there are all of these.
    fn have(&self, columns: &[C]) -> bool {
        columns.iter().all(|column| self.places[column.number()].is_some())
    }

    /// A cell of a row; nothing where there is no such column.
    #[inline]
    pub fn cell<'a>(&self, row: &Row<'a>, column: C) -> Option<&'a str> {
        self.places[column.number()].map(|place| row.text(place))
    }

    /// A cell of a row; empty where there is no such column.
    pub fn text<'a>(&self, row: &Row<'a>, column: C) -> &'a str {
        self.cell(row, column).unwrap_or_default()
    }

    fn places(&self) -> impl Iterator<Item = usize> {
        self.places.iter().flatten().copied()
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
#[inline]
pub fn yes_or_no(cell: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(&YES) { Some(true) } else { is(&NO).then_some(false) }
}
