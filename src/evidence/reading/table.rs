//! CSV as rows with their place. No row that is too long, and no quote that is never closed, takes
//! more memory than [`ROW`].

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use super::faults::Faults;
use super::limits::{COLUMNS, ROW};
use super::source::{Source, Stop};

/// A CSV file that is being read.
pub struct Table<'a> {
    source: Source<'a>,
    delimiter: u8,
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
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
    cells: &'a [u8],
    ends: &'a [usize],
    /// Its number as a spreadsheet shows it: the header is row 1.
    pub number: u64,
}

/// What became of one attempt to read a row.
enum Got {
    Row { cells: usize, bytes: usize },
    TooLong { column: usize },
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
            Some(row) => (0..row.count()).map(|at| row.text(at).into_owned()).collect(),
            None => Vec::new(),
        };
        self.width = names.len();
        Ok(names)
    }

    /// The next row that is whole. Others are told as faults and passed over.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
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
                // The file ended in the middle of this row, and a quote is open.
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
                Got::Row { cells, bytes } => {
                    let row = Row {
                        cells: &self.cells[..bytes],
                        ends: &self.ends[..cells],
                        number: self.rows,
                    };
                    return Ok(Some(row));
                }
            }
        }
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
        let (mut bytes, mut cells, mut too_long) = (0, 0, None);
        loop {
            if self.source.unused().is_empty() {
                self.source.more()?;
            }
            let input = self.source.unused();
            let (result, used, written, ended) =
                self.reader.read_record(input, &mut self.cells[bytes..], &mut self.ends[cells..]);
            self.source.consume(used);
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

    /// The bytes of a cell; none where the row has no such cell.
    pub fn bytes(&self, cell: usize) -> &'a [u8] {
        let Some(&end) = self.ends.get(cell) else { return &[] };
        let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
        &self.cells[start..end]
    }

    /// A cell as text without white space around it. What is not UTF-8 is taken for the Western
    /// encoding in which Windows programs save.
    pub fn text(&self, cell: usize) -> Cow<'a, str> {
        let bytes = self.bytes(cell);
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Cow::Borrowed(text.trim());
        }
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        Cow::Owned(text.trim().to_owned())
    }

    /// Whether a cell is UTF-8.
    pub fn is_utf8(&self, cell: usize) -> bool {
        std::str::from_utf8(self.bytes(cell)).is_ok()
    }
}
