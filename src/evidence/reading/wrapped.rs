//! Records of a JSON file wherever they stand: one after the other, in lists, in lists of lists, below
//! any keys, and in texts that hold JSON themselves. What is a record is known only by who reads it.
//!
//! Small values are searched in memory. A container that does not fit the buffer is entered, and its
//! values are read one by one, so that a file of any size takes the memory of its largest record.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::limits::{HEAD, RECORD, WRAPPERS};
use super::records::{Record, Records, Value, damage};
use super::scan::{Members, Scan};
use super::source::Stop;

/// Takes in a record and returns `true`, or returns `false` where a value is none.
pub type Take<'t> = dyn FnMut(Record<'_>) -> serde_json::Result<bool> + 't;

/// Keys that records have and what wraps them has not.
const OF_RECORDS: [&str; 13] = [
    "actor",
    "assignedTo",
    "entity",
    "event_type",
    "initiated_by",
    "primaryEmail",
    "request",
    "roleName",
    "service",
    "startedDateTime",
    "success",
    "timestamp",
    "username",
];

/// An object or list that was entered.
struct Frame {
    is_list: bool,
    tally: Tally,
}

/// What the values of one container gave.
#[derive(Default)]
struct Tally {
    records: u64,
    others: u64,
}

impl Tally {
    fn add(&mut self, found: Found) {
        match found {
            Found::Record => self.records += 1,
            Found::Nothing => self.others += 1,
            Found::Inside => {}
        }
    }

    /// How many of its values are no records, where its others are.
    fn passed_over(&self) -> u64 {
        if self.records > 0 { self.others } else { 0 }
    }
}

/// What a value gave.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// It is a record, though perhaps a damaged one.
    Record,
    /// There are records inside of it.
    Inside,
    /// Nothing.
    Nothing,
}

impl Records<'_> {
    /// Calls `take` with each value that may be a record. Where it says that one is none, the values
    /// inside of it are tried. What it does not understand is told as a fault.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
    pub fn each_wrapped(&mut self, take: &mut Take<'_>) -> Result<(), Stop> {
        let (mut frames, mut top): (Vec<Frame>, Tally) = (Vec::new(), Tally::default());
        loop {
            let Some(mut byte) = self.next_byte(b",")? else {
                if !frames.is_empty() {
                    let line = self.source.line();
                    self.faults.cut(line, 1, "the file ends before its list does; export it again");
                }
                let unended = frames.iter().map(|frame| &frame.tally);
                self.passed_over += unended.chain([&top]).map(Tally::passed_over).sum::<u64>();
                return Ok(());
            };
            if let (b'}' | b']', Some(frame)) = (byte, frames.last()) {
                self.passed_over += frame.tally.passed_over();
                self.source.consume(1);
                frames.pop();
                continue;
            }
            if frames.last().is_some_and(|frame| !frame.is_list) {
                if byte != b'"' {
                    self.pass_over_line()?;
                    continue;
                }
                self.consume_value()?;
                let Some(begin) = self.next_byte(b":")? else { continue };
                byte = begin;
            }
            let is_top = frames.is_empty();
            let tally = frames.last_mut().map_or(&mut top, |frame| &mut frame.tally);
            match byte {
                b'{' | b'[' => {
                    let is_familiar = byte == b'{' && tally.records > 0;
                    if !is_familiar && frames_left(&frames) && self.is_wrapper(byte)? {
                        self.source.consume(1);
                        frames.push(Frame { is_list: byte == b'[', tally: Tally::default() });
                    } else {
                        let found = self.container(is_top, take)?;
                        frames.last_mut().map_or(&mut top, |frame| &mut frame.tally).add(found);
                    }
                }
                b'"' if !is_top => self.text(take)?,
                _ if is_top => self.pass_over_line()?,
                _ => self.consume_value()?,
            }
        }
    }

    /// Whether the container that comes next does not fit the buffer and is no record, so that it has
    /// to be entered.
    fn is_wrapper(&mut self, byte: u8) -> Result<bool, Stop> {
        if Scan::new(false).end(self.source.unused()).is_some() {
            return Ok(false);
        }
        while self.source.unused().len() < HEAD && !self.source.has_ended() {
            self.source.more()?;
        }
        let begun = self.source.unused();
        Ok(Scan::new(false).end(begun).is_none() && (byte == b'[' || begins_wrapper(begun)))
    }

    /// Reads an object or list that fits into memory.
    fn container(&mut self, by_line: bool, take: &mut Take<'_>) -> Result<Found, Stop> {
        let line = self.source.line();
        match self.value(RECORD, by_line)? {
            Value::Whole(length) => {
                let mut search = Search {
                    number: self.number,
                    faults: Vec::new(),
                    passed_over: 0,
                    in_texts: false,
                    take,
                };
                let value = &self.source.unused()[..length];
                let mut found = search.value(value, 0, 0);
                if found == Found::Nothing {
                    search.in_texts = true;
                    found = search.value(value, 0, 0);
                }
                let Search { number, faults, passed_over, .. } = search;
                self.number = number;
                self.passed_over += passed_over;
                for (row, column, what) in faults {
                    self.faults.add(line + row, column, &what);
                }
                self.source.consume(length);
                Ok(found)
            }
            Value::PassedOver(why) => {
                self.faults.add(line, 1, &why);
                Ok(Found::Record)
            }
            Value::Cut => {
                let what =
                    "the file ends in the middle of the record that begins here; export it again";
                self.faults.cut(line, 1, what);
                Ok(Found::Record)
            }
        }
    }

    /// Reads a text that may hold JSON.
    fn text(&mut self, take: &mut Take<'_>) -> Result<(), Stop> {
        let holds_json = matches!(self.source.unused(), [b'"', b'{' | b'[', ..]);
        if holds_json {
            self.container(false, take)?;
            return Ok(());
        }
        self.consume_value()
    }

    /// Passes over a value.
    fn consume_value(&mut self) -> Result<(), Stop> {
        if let Value::Whole(length) = self.value(RECORD, false)? {
            self.source.consume(length.max(1));
        }
        Ok(())
    }
}

fn frames_left(frames: &[Frame]) -> bool {
    frames.len() < WRAPPERS
}

/// Whether an object, of which this is the beginning, holds records and is none.
fn begins_wrapper(begun: &[u8]) -> bool {
    let mut members = Members::of(begun);
    let is_of_records = |key: &[u8]| OF_RECORDS.iter().any(|known| known.as_bytes() == key);
    let has_own = members
        .by_ref()
        .any(|(key, value)| is_of_records(key) || key == b"id" && value.starts_with(b"{"));
    !has_own && members.ends_in_container(is_of_records)
}

/// A search for records in memory.
struct Search<'s, 't> {
    number: u64,
    /// Lines after the first, columns and words of faults.
    faults: Vec<(u64, u64, String)>,
    passed_over: u64,
    /// Whether texts are searched, too. That is done where nothing else holds records: tools keep the
    /// original beside what they made of it.
    in_texts: bool,
    take: &'s mut Take<'t>,
}

impl Search<'_, '_> {
    /// Searches a value that begins `line` lines after the first.
    fn value(&mut self, bytes: &[u8], line: u64, depth: usize) -> Found {
        match bytes.first() {
            Some(b'{') => self.object(bytes, line, depth),
            Some(b'[') => self.members(bytes, line, depth),
            Some(b'"') if matches!(bytes.get(1), Some(b'{' | b'[')) => {
                let inner: Result<String, _> = serde_json::from_slice(bytes);
                inner.map_or(Found::Nothing, |inner| self.value(inner.as_bytes(), line, depth + 1))
            }
            _ => Found::Nothing,
        }
    }

    fn object(&mut self, bytes: &[u8], line: u64, depth: usize) -> Found {
        let before = self.faults.len();
        let taken = (self.take)(Record { bytes, number: self.number + 1 });
        if let Ok(true) = taken {
            self.number += 1;
            return Found::Record;
        }
        let inside = self.members(bytes, line, depth);
        if inside != Found::Nothing || self.faults.len() > before {
            return Found::Inside;
        }
        if let Some(nested) = nested(bytes) {
            let found = self.value(&nested, line, depth + 1);
            if found != Found::Nothing {
                return found;
            }
        }
        let Err(error) = taken else { return Found::Nothing };
        let row = line + (error.line() as u64).max(1) - 1;
        self.faults.push((row, error.column() as u64, damage(&error)));
        Found::Record
    }

    /// Searches the values of a container.
    fn members(&mut self, bytes: &[u8], line: u64, depth: usize) -> Found {
        if depth >= WRAPPERS {
            return Found::Nothing;
        }
        let (mut tally, mut found) = (Tally::default(), Found::Nothing);
        let (mut lines, mut counted) = (line, 0);
        for (_, value) in Members::of(bytes) {
            match value.first() {
                Some(b'{' | b'[') => {}
                Some(b'"') if self.in_texts => {}
                _ => continue,
            }
            // The value is a part of these bytes.
            let at = value.as_ptr() as usize - bytes.as_ptr() as usize;
            lines += memchr::memchr_iter(b'\n', &bytes[counted..at]).count() as u64;
            counted = at;
            let of_value = self.value(value, lines, depth + 1);
            tally.add(of_value);
            if of_value != Found::Nothing {
                found = Found::Inside;
            }
        }
        if bytes.first() == Some(&b'[') {
            self.passed_over += tally.passed_over();
        }
        found
    }
}

/// An object whose keys are paths (`resource.username`) with objects in their place.
fn nested(bytes: &[u8]) -> Option<Vec<u8>> {
    if !Members::of(bytes).any(|(key, _)| key.contains(&b'.')) {
        return None;
    }
    let flat: Map<String, Json> = serde_json::from_slice(bytes).ok()?;
    let mut root = Map::new();
    for (path, value) in flat {
        let mut place = &mut root;
        let mut parts = path.split('.').map(Cow::Borrowed).peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                place.insert(part.into_owned(), value);
                break;
            }
            let inner = place.entry(part).or_insert_with(|| Json::Object(Map::new()));
            if !inner.is_object() {
                *inner = Json::Object(Map::new());
            }
            let Json::Object(inner) = inner else { break };
            place = inner;
        }
    }
    serde_json::to_vec(&root).ok()
}
