//! JSON as records with their place: an array, an array inside of objects, or one value after the
//! other. A record that is too long, too deep or damaged is told and passed over. serde's own
//! streaming reads byte by byte and ends at the first fault.

use super::faults::Faults;
use super::limits::{DEPTH, RECORD};
use super::scan::{Ended, Scan};
use super::source::{Source, Stop};

/// Where the records of a file stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One after the other, usually a line each.
    Lines,
    /// In an array below these keys.
    Inside(&'static [&'static str]),
}

/// One record.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// Its text.
    pub bytes: &'a [u8],
    /// Its number, counted from 1.
    pub number: u64,
}

/// A JSON file that is being read.
pub struct Records<'a> {
    pub(super) source: Source<'a>,
    pub(super) number: u64,
    /// Values in lists of records that are none.
    pub(super) passed_over: u64,
    /// What went wrong.
    pub faults: Faults,
}

/// What became of one value.
pub(super) enum Value {
    /// This many bytes, not used yet.
    Whole(usize),
    /// Passed over, with the reason.
    PassedOver(String),
    /// The file ended first.
    Cut,
}

impl<'a> Records<'a> {
    /// The records of a source.
    pub fn new(source: Source<'a>) -> Self {
        Self { source, number: 0, passed_over: 0, faults: Faults::default() }
    }

    /// Calls `take` with each record. What it does not understand is told as a fault.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
    pub fn each(
        &mut self,
        shape: Shape,
        mut take: impl FnMut(Record<'_>) -> serde_json::Result<()>,
    ) -> Result<(), Stop> {
        if let Shape::Inside(path) = shape
            && !self.enter(path)?
        {
            let line = self.source.line();
            self.faults.cut(line, 1, "the list of records was not found; export the file again");
            return Ok(());
        }
        loop {
            match (self.next_byte(b",")?, shape) {
                (None, Shape::Lines) | (Some(b']'), Shape::Inside(_)) => return Ok(()),
                (None, Shape::Inside(_)) => {
                    let line = self.source.line();
                    self.faults.cut(line, 1, "the file ends before its list does; export it again");
                    return Ok(());
                }
                (Some(b'{'), _) => self.record(&mut take, shape == Shape::Lines)?,
                (Some(_), _) => self.pass_over_line()?,
            }
        }
    }

    fn record(
        &mut self,
        take: &mut impl FnMut(Record<'_>) -> serde_json::Result<()>,
        by_line: bool,
    ) -> Result<(), Stop> {
        let line = self.source.line();
        self.number += 1;
        match self.value(RECORD, by_line)? {
            Value::Whole(length) => {
                let bytes = &self.source.unused()[..length];
                let taken = take(Record { bytes, number: self.number });
                self.source.consume(length);
                if let Err(error) = taken {
                    let (row, column) = (line + (error.line() as u64).max(1) - 1, error.column());
                    self.faults.add(row, column as u64, &damage(&error));
                }
            }
            Value::PassedOver(why) => self.faults.add(line, 1, &why),
            Value::Cut => {
                let what =
                    "the file ends in the middle of the record that begins here; export it again";
                self.faults.cut(line, 1, what);
            }
        }
        Ok(())
    }

    /// Finds the end of the value that comes next, of which at most `most` bytes are kept. Where
    /// values stand a line each, a line that begins with a brace begins another.
    pub(super) fn value(&mut self, most: usize, by_line: bool) -> Result<Value, Stop> {
        let mut scan = Scan::new(by_line);
        let (mut scanned, mut is_too_long) = (0, false);
        loop {
            if let Some((ended, length)) = scan.end(&self.source.unused()[scanned..]) {
                let length = scanned + length;
                let why = if ended == Ended::Broken {
                    Some("this record never ends; it was passed over".to_owned())
                } else if is_too_long || length > most {
                    Some(format!(
                        "this record is longer than {} MB and was passed over",
                        most >> 20
                    ))
                } else if scan.deepest > DEPTH {
                    Some(format!("this record is nested deeper than {DEPTH} and was passed over"))
                } else {
                    None
                };
                return Ok(match why {
                    None => Value::Whole(length),
                    Some(why) => {
                        self.source.consume(length);
                        Value::PassedOver(why)
                    }
                });
            }
            scanned = self.source.unused().len();
            if self.source.has_ended() {
                self.source.consume(scanned);
                return Ok(Value::Cut);
            }
            if scanned > most {
                self.source.consume(scanned);
                (scanned, is_too_long) = (0, true);
            }
            self.source.more()?;
        }
    }

    /// The next byte that is neither white space nor one of those.
    pub(super) fn next_byte(&mut self, skipped: &[u8]) -> Result<Option<u8>, Stop> {
        loop {
            let unused = self.source.unused();
            let is_skipped = |byte: &u8| byte.is_ascii_whitespace() || skipped.contains(byte);
            let count = unused.iter().take_while(|byte| is_skipped(byte)).count();
            let found = unused.get(count).copied();
            self.source.consume(count);
            if found.is_some() || self.source.has_ended() {
                return Ok(found);
            }
            self.source.more()?;
        }
    }

    /// What is no record where one should begin: the rest of the line.
    pub(super) fn pass_over_line(&mut self) -> Result<(), Stop> {
        let line = self.source.line();
        self.faults.add(line, 1, "here stands no record; the rest of the line was passed over");
        loop {
            let unused = self.source.unused();
            let end = memchr::memchr(b'\n', unused);
            let length = end.map_or(unused.len(), |at| at + 1);
            self.source.consume(length);
            if end.is_some() || self.source.has_ended() {
                return Ok(());
            }
            self.source.more()?;
        }
    }

    /// Goes to the array below some keys; nothing where there is none.
    fn enter(&mut self, path: &[&str]) -> Result<bool, Stop> {
        for key in path {
            if self.next_byte(b"")? != Some(b'{') {
                return Ok(false);
            }
            self.source.consume(1);
            if !self.find_key(key)? {
                return Ok(false);
            }
        }
        let is_array = self.next_byte(b"")? == Some(b'[');
        if is_array {
            self.source.consume(1);
        }
        Ok(is_array)
    }

    /// Goes to the value of a key of the object it stands in.
    fn find_key(&mut self, wanted: &str) -> Result<bool, Stop> {
        while self.next_byte(b",")? == Some(b'"') {
            let is_wanted = match self.value(RECORD, false)? {
                Value::Whole(length) => {
                    let key = &self.source.unused()[1..length - 1];
                    let is_wanted = key == wanted.as_bytes();
                    self.source.consume(length);
                    is_wanted
                }
                Value::PassedOver(_) => false,
                Value::Cut => return Ok(false),
            };
            if self.next_byte(b":")?.is_none() {
                return Ok(false);
            }
            if is_wanted {
                return Ok(true);
            }
            if let Value::Whole(length) = self.value(RECORD, false)? {
                self.source.consume(length);
            }
        }
        Ok(false)
    }

    /// How many values stand among records and are none.
    pub fn passed_over(&self) -> u64 {
        self.passed_over
    }
}

/// What is wrong with a record; where a value is another than expected, without that value.
pub(super) fn damage(error: &serde_json::Error) -> String {
    let what = "this record is damaged and was passed over";
    if error.is_data() {
        format!("{what}: a value is not of its kind")
    } else {
        format!("{what} ({error})")
    }
}
