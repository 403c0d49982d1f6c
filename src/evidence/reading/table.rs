//! CSV as rows with their place. No row that is too long, and no quote that is never closed, takes
//! more memory than [`ROW`].

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use super::faults::{Fault, Faults};
use super::limits::{COLUMNS, ROW};
use super::source::{Source, Stop};

/// Longer lines are left to the reader: a file whose lines end otherwise is not searched again and again.
const PLAIN: usize = 4 * 1024;

/// A CSV file that is being read.
pub struct Table<'a> {
    source: Source<'a>,
    delimiter: u8,
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// Where the cells of a row stand that is on one line.
    places: Vec<(u32, u32)>,
    /// The cells of a row in another encoding as text, and where they end in it.
    decoded: String,
    decoded_ends: Vec<usize>,
    /// Whether the last line has got the end that a file may leave out.
    last_line_ended: bool,
    /// Rows read, the header among them.
    rows: u64,
    /// Whether lines in front of the header were passed over.
    has_preface: bool,
    /// Whether a row before left cells out at its end.
    leaves_out: bool,
    /// Cells of the header.
    width: usize,
    /// What went wrong.
    pub faults: Faults,
}

/// One row.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    cells: &'a str,
    places: Places<'a>,
    /// Its number as a spreadsheet shows it: the header is row 1.
    pub number: u64,
}

/// Where the cells of a row stand in its text.
#[derive(Clone, Copy)]
enum Places<'a> {
    /// One behind the other: where each ends.
    Ends(&'a [usize]),
    /// Apart: where each begins and ends.
    Spans(&'a [(u32, u32)]),
}

/// What became of one attempt to read a row.
enum Got {
    Row {
        cells: usize,
        bytes: usize,
    },
    TooLong {
        column: usize,
    },
    /// The file ended, and a quote was open.
    Open {
        cells: usize,
    },
    End,
}

impl<'a> Table<'a> {
    /// A table in a source whose cells end with that byte.
    pub fn new(source: Source<'a>, delimiter: u8) -> Self {
        Self {
            source,
            delimiter,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            cells: vec![0; ROW],
            ends: vec![0; COLUMNS],
            places: Vec::new(),
            decoded: String::new(),
            decoded_ends: Vec::new(),
            last_line_ended: false,
            rows: 0,
            has_preface: false,
            leaves_out: false,
            width: 0,
            faults: Faults::default(),
        }
    }

    /// Passes over lines in front of the table.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
    pub fn skip_lines(&mut self, lines: usize) -> Result<(), Stop> {
        self.skip_blank()?;
        for _ in 0..lines {
            loop {
                let unused = self.source.unused();
                let end = memchr::memchr(b'\n', unused);
                let length = end.map_or(unused.len(), |at| at + 1);
                self.source.consume(length);
                if end.is_some() || self.source.has_ended() {
                    break;
                }
                self.source.more()?;
            }
            self.rows += 1;
            self.has_preface = true;
        }
        Ok(())
    }

    /// Passes over white space in front of everything.
    fn skip_blank(&mut self) -> Result<(), Stop> {
        loop {
            let unused = self.source.unused();
            let blank = unused.len() - unused.trim_ascii_start().len();
            let is_all = blank == unused.len();
            self.source.consume(blank);
            if !is_all || self.source.has_ended() {
                return Ok(());
            }
            self.source.more()?;
        }
    }

    /// The names of the columns.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
    pub fn header(&mut self) -> Result<Vec<String>, Stop> {
        if !self.has_preface {
            let unused = self.source.unused();
            let begun = unused.trim_ascii_start();
            let marks = &begun[..begun.len() - after_marks(begun).len()];
            let lines = memchr::memchr_iter(b'\n', marks).count();
            if lines > 0 {
                self.skip_lines(lines)?;
            }
        }
        let names: Vec<String> = match self.next()? {
            Some(row) => (0..row.count()).map(|at| row.text(at).to_owned()).collect(),
            None => Vec::new(),
        };
        self.width = names.len();
        Ok(names)
    }

    /// The next row that is whole. Others are told as faults and passed over.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
    #[inline]
    pub fn next(&mut self) -> Result<Option<Row<'_>>, Stop> {
        if let Some(length) = self.find_plain() {
            self.rows += 1;
            let line = self.source.last(length);
            // What is ASCII is UTF-8.
            let cells = std::str::from_utf8(line).unwrap_or_default();
            let places = Places::Spans(&self.places);
            return Ok(Some(Row { cells, places, number: self.rows }));
        }
        loop {
            let got = self.read()?;
            self.rows += 1;
            match got {
                Got::End => return Ok(None),
                Got::TooLong { column } => {
                    let what = "this cell is longer than 1 MB and its row was passed over; perhaps a quote is never closed";
                    self.faults.add(self.rows, column as u64, what);
                }
                Got::Open { cells } => {
                    let what = "a quote in this row is never closed, so that what follows was not read; export it again";
                    self.faults.cut(self.rows, cells as u64, what);
                }
                Got::Row { bytes, .. } if self.width > 0 && self.is_blank(bytes) => {}
                Got::Row { cells, bytes } if cells < self.width => {
                    let cells = self.fill_up(cells, bytes);
                    return Ok(Some(self.row(cells, bytes)));
                }
                Got::Row { cells, bytes } if self.width > 0 && cells > self.width => {
                    let own = self.ends[self.width - 1];
                    if self.cells[own..bytes].iter().all(u8::is_ascii_whitespace) {
                        return Ok(Some(self.row(self.width, own)));
                    }
                    let what = format!(
                        "this row has {cells} cells and the header {}; it was passed over",
                        self.width
                    );
                    self.faults.add(self.rows, self.width as u64 + 1, &what);
                }
                Got::Row { cells, bytes } => return Ok(Some(self.row(cells, bytes))),
            }
        }
    }

    /// Whether there is nothing in a row but white space.
    fn is_blank(&self, bytes: usize) -> bool {
        self.cells.first().is_none_or(|first| bytes == 0 || *first <= b' ')
            && self.cells[..bytes].iter().all(u8::is_ascii_whitespace)
    }

    /// Cells that a row leaves out at its end are empty, as programs write them. Only where no row did
    /// so before, and the last one breaks off without a line end, is nothing known of them.
    fn fill_up(&mut self, cells: usize, bytes: usize) -> usize {
        if self.last_line_ended && !self.leaves_out {
            let what = "this last row has fewer cells than the header and no line end; if the file was \
                        cut off here, export it again";
            let warning = Fault { row: self.rows, column: cells as u64, what: what.to_owned() };
            self.faults.warning.get_or_insert(warning);
            return cells;
        }
        self.leaves_out = true;
        self.ends[cells..self.width].fill(bytes);
        self.width
    }

    /// The row that was just read. A cell that is not UTF-8 is taken for the Western encoding in which
    /// Windows programs save, and the first one is told.
    fn row(&mut self, cells: usize, bytes: usize) -> Row<'_> {
        let (number, ends) = (self.rows, &self.ends[..cells]);
        if let Ok(text) = std::str::from_utf8(&self.cells[..bytes])
            && ends.iter().all(|end| text.is_char_boundary(*end))
        {
            return Row { cells: text, places: Places::Ends(ends), number };
        }
        self.decoded.clear();
        self.decoded_ends.clear();
        let mut start = 0;
        for (at, end) in ends.iter().enumerate() {
            let cell = &self.cells[start..*end];
            let text = std::str::from_utf8(cell).map_or_else(
                |_| {
                    let warning = || Fault::in_other_encoding(number, at as u64 + 1);
                    self.faults.warning.get_or_insert_with(warning);
                    WINDOWS_1252.decode_without_bom_handling(cell).0
                },
                Cow::Borrowed,
            );
            self.decoded.push_str(&text);
            self.decoded_ends.push(self.decoded.len());
            start = *end;
        }
        Row { cells: &self.decoded, places: Places::Ends(&self.decoded_ends), number }
    }

    /// What is to be told where cells are not separated by commas.
    pub fn other_delimiter(&self) -> Option<String> {
        let name = match self.delimiter {
            b';' => "semicolons",
            b'\t' => "tabs",
            b'|' => "bars",
            _ => return None,
        };
        Some(format!("cells are separated by {name}, not commas"))
    }

    /// Finds the cells of a row where they stand: on one line of plain letters, as many as the header has,
    /// with quotes around whole cells only. Returns its length with its end; `None` for any other row, of
    /// which nothing is used.
    #[inline]
    fn find_plain(&mut self) -> Option<usize> {
        let unused = self.source.unused();
        let end = memchr::memchr(b'\n', &unused[..unused.len().min(PLAIN)])?;
        let line = unused[..end].strip_suffix(b"\r").unwrap_or(&unused[..end]);
        // A row may be blank, a carriage return ends one, too.
        let is_plain = self.width > 0 && line.first().is_some_and(|first| *first > b' ');
        if !is_plain || !line.is_ascii() || memchr::memchr(b'\r', line).is_some() {
            return None;
        }
        self.places.clear();
        let mut start = 0;
        loop {
            let rest = &line[start..];
            let (span, length) = if rest.first() == Some(&b'"') {
                let close = start + 1 + memchr::memchr(b'"', &rest[1..])?;
                ((start + 1, close), close + 1 - start)
            } else {
                let delimiter = self.delimiter;
                let length = rest.iter().position(|byte| *byte == delimiter).unwrap_or(rest.len());
                ((start, start + length), length)
            };
            self.places.push((span.0 as u32, span.1 as u32));
            if length == rest.len() {
                break;
            }
            if rest[length] != self.delimiter || self.places.len() == self.width {
                return None;
            }
            start += length + 1;
        }
        if self.places.len() != self.width {
            return None;
        }
        self.source.consume(end + 1);
        Some(end + 1)
    }

    fn read(&mut self) -> Result<Got, Stop> {
        let (mut bytes, mut cells, mut too_long, mut is_open) = (0, 0, None, false);
        loop {
            if self.source.unused().is_empty() {
                self.source.more()?;
            }
            let input = self.source.unused();
            let (input, is_end) = match (input.is_empty(), self.last_line_ended) {
                (true, false) => (&b"\n"[..], true),
                _ => (input, false),
            };
            let (result, used, written, ended) =
                self.reader.read_record(input, &mut self.cells[bytes..], &mut self.ends[cells..]);
            if is_end {
                // Within quotes this belongs to the cell.
                (self.last_line_ended, is_open) = (true, written > 0);
            } else {
                self.source.consume(used);
            }
            bytes += written;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    too_long = too_long.or(Some(cells + 1));
                    (bytes, cells) = (0, 0);
                }
                ReadRecordResult::End => return Ok(Got::End),
                ReadRecordResult::Record => {
                    return Ok(match too_long {
                        Some(column) => Got::TooLong { column },
                        None if is_open => Got::Open { cells },
                        None => Got::Row { cells, bytes },
                    });
                }
            }
        }
    }
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub fn count(&self) -> usize {
        match self.places {
            Places::Ends(ends) => ends.len(),
            Places::Spans(spans) => spans.len(),
        }
    }

    /// A cell without white space around it; empty where the row has no such cell.
    #[inline]
    pub fn text(&self, cell: usize) -> &'a str {
        self.get(cell).unwrap_or_default()
    }

    /// A cell without white space around it; `None` if the row has no such cell.
    #[inline]
    pub fn get(&self, cell: usize) -> Option<&'a str> {
        let (start, end) = match self.places {
            Places::Ends(ends) => {
                (if cell == 0 { 0 } else { *ends.get(cell - 1)? }, *ends.get(cell)?)
            }
            Places::Spans(spans) => {
                let (start, end) = *spans.get(cell)?;
                (start as usize, end as usize)
            }
        };
        Some(trimmed(&self.cells[start..end]))
    }
}

/// Text without white space around it. Most cells have none, which two bytes tell.
#[inline]
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// A text without the lines that programs put in front of a table: the type of its objects
/// (Windows PowerShell 5) and the separator (Excel).
pub fn after_marks(begun: &[u8]) -> &[u8] {
    let mut rest = begun;
    while rest.starts_with(b"#TYPE")
        || rest.get(..4).is_some_and(|b| b.eq_ignore_ascii_case(b"sep="))
    {
        let Some(end) = memchr::memchr(b'\n', rest) else { break };
        rest = rest[end + 1..].trim_ascii_start();
    }
    rest
}
