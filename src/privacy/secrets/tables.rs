//! Tables that were pasted: the cells below the name of a secret.

use super::data::DATA;
use super::names::Name;
use super::values::{Stands, fits};
use super::{Secret, values};

/// A first row longer than this is no row of names.
const LONGEST: usize = 4_000;

/// The delimiter of a row of names, how many there are, and which of them are of secrets.
type Header = (char, usize, Vec<(usize, Name)>);

/// Finds the cells below the names of secrets.
pub(super) fn find(text: &str, found: &mut Vec<Secret>) {
    let mut columns: Option<Header> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let row = line.trim_end_matches(['\r', '\n']);
        match &columns {
            Some((delimiter, count, named)) if cells(row, *delimiter).len() == *count => {
                let cells = cells(row, *delimiter);
                for (at, name) in named {
                    let cell = &cells[*at];
                    let value = row[cell.clone()].trim();
                    if fits(*name, value, Stands::Firmly) && !values::is_worded(value) {
                        let range = start + cell.start..start + cell.end;
                        found.push(Secret { range, kind: name.kind });
                    }
                }
            }
            _ => columns = header(row),
        }
        start += line.len();
    }
}

/// A row of names, if names of secrets are among them.
fn header(row: &str) -> Option<Header> {
    if row.len() > LONGEST {
        return None;
    }
    [',', ';', '\t', '|'].into_iter().find_map(|delimiter| {
        if !row.contains(delimiter) {
            return None;
        }
        let cells = cells(row, delimiter);
        // A sentence has commas, too, and longer parts; a row of values has digits.
        let is_name = |cell: &std::ops::Range<usize>| {
            let name = row[cell.clone()].trim();
            name.len() <= 40
                && name.split_whitespace().count() <= 5
                && !name.contains(['=', ':', '@'])
        };
        if cells.len() < 2 || !cells.iter().all(is_name) {
            return None;
        }
        let named: Vec<(usize, Name)> = cells
            .iter()
            .enumerate()
            .filter_map(|(at, cell)| Some((at, DATA.names.of(row[cell.clone()].trim(), 0)?)))
            .collect();
        (!named.is_empty()).then_some((delimiter, cells.len(), named))
    })
}

/// Where the cells of a row stand, without their quotes.
fn cells(row: &str, delimiter: char) -> Vec<std::ops::Range<usize>> {
    let (mut cells, mut start, mut is_quoted) = (Vec::new(), 0, false);
    let mut push = |start: usize, end: usize| {
        let cell = &row[start..end];
        let inside = cell.trim_start_matches('"').trim_end_matches('"');
        let skipped = cell.len() - cell.trim_start_matches('"').len();
        cells.push(start + skipped..start + skipped + inside.len());
    };
    for (at, c) in row.char_indices() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if c == delimiter && !is_quoted {
            push(start, at);
            start = at + c.len_utf8();
        }
    }
    push(start, row.len());
    cells
}
