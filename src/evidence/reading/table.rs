//! CSV as rows with their place. No row that is too long, and no quote that is never closed, takes
//! more memory than [`ROW`].

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use super::faults::{Fault, Faults};
use super::limits::{COLUMNS, ROW};
use super::source::{Source, Stop};

/// A CSV file that is being read.
pub struct Table<'a> {
    source: Source<'a>,
    delimiter: u8,
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// The cells of a row in another encoding as text, and where they end in it.
    decoded: String,
    decoded_ends: Vec<usize>,
    /// Whether the last line has got the end that a file may leave out.
    last_line_ended: bool,
    /// Rows read, the header among them.
    rows: u64,
    /// Cells of the header.
    width: usize,
    /// What went wrong.
    pub faults: Faults,
}

/// One row.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    cells: &'a str,
    ends: &'a [usize],
    /// Its number as a spreadsheet shows it: the header is row 1.
    pub number: u64,
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
            decoded: String::new(),
            decoded_ends: Vec::new(),
            last_line_ended: false,
            rows: 0,
            width: 0,
            faults: Faults::default(),
        }
    }

    /// The names of the columns.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
    pub fn header(&mut self) -> Result<Vec<String>, Stop> {
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
                // The file ended in the middle of this row.
                Got::Row { cells, .. } if self.width > cells && self.is_at_end() => {
                    self.faults.cut(
                        self.rows,
                        cells as u64,
                        "the file ends in the middle of this row; export it again",
                    );
                }
                Got::Row { cells, .. } if self.width > 0 && cells != self.width => {
                    let what = format!(
                        "this row has {cells} cells and the header {}; it was passed over",
                        self.width
                    );
                    self.faults.add(self.rows, cells.min(self.width) as u64 + 1, &what);
                }
                Got::Row { cells, bytes } => return Ok(Some(self.row(cells, bytes))),
            }
        }
    }

    /// The row that was just read. A cell that is not UTF-8 is taken for the Western encoding in which
    /// Windows programs save, and the first one is told.
    fn row(&mut self, cells: usize, bytes: usize) -> Row<'_> {
        let (number, ends) = (self.rows, &self.ends[..cells]);
        if let Ok(text) = std::str::from_utf8(&self.cells[..bytes])
            && ends.iter().all(|end| text.is_char_boundary(*end))
        {
            return Row { cells: text, ends, number };
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
        Row { cells: &self.decoded, ends: &self.decoded_ends, number }
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

    fn is_at_end(&self) -> bool {
        self.source.has_ended() && self.source.unused().is_empty()
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

    /// How many rows were read, without the header.
    pub fn rows(&self) -> u64 {
        self.rows.saturating_sub(2)
    }
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// A cell without white space around it; empty where the row has no such cell.
    #[inline]
    pub fn text(&self, cell: usize) -> &'a str {
        let Some(&end) = self.ends.get(cell) else { return "" };
        let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
        trimmed(&self.cells[start..end])
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
