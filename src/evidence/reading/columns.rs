//! The columns of exported tables, whatever they are called: without case, white space,
//! punctuation and the bracket that Google puts behind a name.

use std::marker::PhantomData;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::limits::UNKNOWN_COLUMNS;
use super::table::Row;

/// A kind of column. Each has a number, by which its cell is found without a search.
pub trait ColumnKind: Copy + PartialEq + 'static {
    /// Its number, from 0 on and less than [`KINDS`].
    fn number(self) -> usize;
}

/// The most kinds of column that a format may have.
pub const KINDS: usize = 24;

/// The names under which columns of the kind `C` are known, folded.
pub type Names<C> = &'static [(C, &'static [&'static str])];

/// What the first row of a format is known by.
pub struct Header<C: ColumnKind> {
    /// Its columns under all of their names.
    pub names: Names<C>,
    /// Columns that are part of it and tell nothing here, folded and without numbers.
    pub ignored: &'static [&'static str],
    /// Lists that are spread over numbered columns (`aliases.0`, `aliases.1`), folded.
    pub spread: &'static [&'static str],
    /// Which columns it has at least: all of one of these.
    pub needed: &'static [&'static [C]],
}

impl<C: ColumnKind> Header<C> {
    /// How many columns of a first row are known, where it is one of these.
    pub fn count_in(&self, row: &[String]) -> Option<usize> {
        let columns = self.find_in(row);
        let is_one = self.needed.iter().any(|needed| columns.have(needed));
        is_one.then_some(columns.places().count())
    }

    /// The columns of a first row. The first of two alike counts.
    pub fn find_in(&self, row: &[String]) -> Columns<C> {
        let (mut places, mut more, mut unknown) = ([None; KINDS], Vec::new(), Vec::new());
        for (place, name) in row.iter().enumerate() {
            let folded = fold(name);
            let found = self.names.iter().find(|(_, names)| names.contains(&folded.as_str()));
            match found {
                Some((column, _)) => {
                    places[column.number()].get_or_insert(place);
                }
                None if self.numbered(name).is_some() => more.push(place),
                None if unknown.len() < UNKNOWN_COLUMNS
                    && !self.ignores(&folded)
                    && !self.ignores_part(name) =>
                {
                    unknown.push(name.chars().take(60).collect());
                }
                None => {}
            }
        }
        Columns { places, more, unknown, kind: PhantomData }
    }

    /// Whether a column is one of several that a list was spread over (`aliases.0`), whose texts belong
    /// together.
    fn numbered(&self, name: &str) -> Option<()> {
        let (list, number) = name.rsplit_once('.')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && self.spread.contains(&fold(list).as_str())).then_some(())
    }

    /// Whether a column is a part of an object that tells nothing here (`emails.0.address`).
    fn ignores_part(&self, name: &str) -> bool {
        name.split_once(['.', ':']).is_some_and(|(object, _)| self.ignores(&fold(object)))
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
    /// Where the parts of a list stand that is spread over columns.
    more: Vec<usize>,
    kind: PhantomData<C>,
    /// The names of those that nothing is known of.
    pub unknown: Vec<String>,
}

impl<C: ColumnKind> Columns<C> {
    /// Whether there are all of these.
    fn have(&self, columns: &[C]) -> bool {
        columns.iter().all(|column| self.places[column.number()].is_some())
    }

    /// A cell of a row; `None` if there is no such column or the
    /// file broke off before it.
    #[inline]
    pub fn cell<'a>(&self, row: &Row<'a>, column: C) -> Option<&'a str> {
        self.places[column.number()].and_then(|place| row.get(place))
    }

    /// A cell of a row; empty where there is no such column.
    pub fn text<'a>(&self, row: &Row<'a>, column: C) -> &'a str {
        self.cell(row, column).unwrap_or_default()
    }

    /// The parts of a list that is spread over columns, as far as they are told.
    pub fn spread<'a>(&self, row: &Row<'a>) -> impl Iterator<Item = &'a str> {
        self.more.iter().map(|place| row.text(*place)).filter(|part| !part.is_empty())
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
