//! A file as UTF-8 text that comes in pieces, with progress and a way to stop.

use std::cell::Cell;
use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::limits::{BUFFER, HEAD};
use super::unpack::Unpacked;
use crate::progress::Progress;

/// Tells how far the reading of several files has come, and whether it goes on.
pub struct Meter<'p> {
    progress: &'p Progress,
    read: Cell<u64>,
    of: u64,
}

impl<'p> Meter<'p> {
    /// A meter for this many bytes.
    pub fn new(progress: &'p Progress, of: u64) -> Self {
        Self { progress, read: Cell::new(0), of }
    }

    fn add(&self, bytes: usize) {
        self.read.set(self.read.get() + bytes as u64);
    }

    fn count(&self, bytes: usize) -> Result<(), Stop> {
        self.add(bytes);
        self.progress.report(self.read.get() as usize, self.of as usize);
        if self.progress.is_stopped() { Err(Stop::Stopped) } else { Ok(()) }
    }
}

/// Why reading ended before the file did.
#[derive(Debug)]
pub enum Stop {
    /// The technician stopped it.
    Stopped,
    /// The system could not read on.
    Io(io::Error),
}

/// Opens a file anew each time it is called, or tells why it cannot be opened.
pub type Open<'a> = dyn Fn() -> io::Result<Box<dyn Read + 'a>> + 'a;

/// A file that is being read.
pub struct Source<'a> {
    input: Box<dyn Read + 'a>,
    meter: &'a Meter<'a>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// Room for text, of which `start..end` was read and not used yet.
    text: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// Whether what comes in is counted elsewhere, before it was unpacked.
    is_counted: bool,
    /// Lines before the byte of `text` up to which they were counted.
    lines: u64,
    counted: usize,
}

impl<'a> Source<'a> {
    /// Begins to read; what comes first decides the encoding.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
    pub fn open(input: Box<dyn Read + 'a>, meter: &'a Meter<'a>) -> Result<Self, Stop> {
        Self::begin(input, meter, false)
    }

    /// The same for a file that is compressed with gzip: what is counted is what was read of it.
    ///
    /// # Errors
    /// When it is stopped, cannot be read or cannot be unpacked.
    pub fn unpack(input: Box<dyn Read + 'a>, meter: &'a Meter<'a>) -> Result<Self, Stop> {
        let packed = Box::new(Counted { input, meter });
        Self::begin(Box::new(Unpacked::new(packed)), meter, true)
    }

    fn begin(
        input: Box<dyn Read + 'a>,
        meter: &'a Meter<'a>,
        is_counted: bool,
    ) -> Result<Self, Stop> {
        let mut source = Self {
            input,
            meter,
            is_counted,
            decoder: None,
            raw: Vec::new(),
            text: Vec::new(),
            start: 0,
            end: 0,
            ended: false,
            lines: 0,
            counted: 0,
        };
        source.read_head()?;
        Ok(source)
    }

    /// The beginning of a file as text, and the encoding's name.
    pub fn head(bytes: &[u8]) -> (Vec<u8>, &'static str) {
        let (encoding, mark) = encoding_of(bytes);
        let bytes = &bytes[mark..];
        if encoding == UTF_8 {
            return (bytes.to_owned(), encoding.name());
        }
        let mut text = Vec::new();
        decode(&mut encoding.new_decoder_without_bom_handling(), bytes, false, &mut text);
        (text, encoding.name())
    }

    /// Reads until the file can be recognized, and takes its byte order mark away.
    fn read_head(&mut self) -> Result<(), Stop> {
        while self.end < HEAD && !self.ended {
            self.more()?;
        }
        let head = &self.text[..self.end];
        let (encoding, mark) = encoding_of(head);
        if encoding == UTF_8 {
            self.start = mark;
        } else {
            let (mut decoder, mut text) = (encoding.new_decoder_without_bom_handling(), Vec::new());
            decode(&mut decoder, &head[mark..], self.ended, &mut text);
            (self.decoder, self.end, self.text) = (Some(decoder), text.len(), text);
        }
        Ok(())
    }

    /// What was read and not used yet.
    pub fn unused(&self) -> &[u8] {
        &self.text[self.start..self.end]
    }

    /// What was used last, until more is read: at most as much as was used since.
    pub fn last(&self, count: usize) -> &[u8] {
        &self.text[self.start.saturating_sub(count)..self.start]
    }

    /// Whether everything was read, though perhaps not used.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// The line, counted from 1, of the first byte not used.
    pub fn line(&mut self) -> u64 {
        self.count_lines();
        self.lines + 1
    }

    fn count_lines(&mut self) {
        let passed = &self.text[self.counted..self.start];
        self.lines += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.counted = self.start;
    }

    /// Marks bytes as used.
    pub fn consume(&mut self, count: usize) {
        self.start += count;
    }

    /// Reads on; what is not used stays. Nothing more comes where it has ended.
    ///
    /// # Errors
    /// When it is stopped or cannot be read.
    pub fn more(&mut self) -> Result<(), Stop> {
        if self.ended {
            return Ok(());
        }
        self.count_lines();
        self.text.copy_within(self.start..self.end, 0);
        (self.start, self.end, self.counted) = (0, self.end - self.start, 0);
        let read = if let Some(decoder) = &mut self.decoder {
            self.raw.resize(BUFFER, 0);
            let read = read_some(&mut self.input, &mut self.raw)?;
            self.ended = read == 0;
            self.text.truncate(self.end);
            decode(decoder, &self.raw[..read], self.ended, &mut self.text);
            self.end = self.text.len();
            read
        } else {
            // What is filled once need not be emptied again.
            let room = self.end + BUFFER;
            self.text.resize(room.max(self.text.len()), 0);
            let read = read_some(&mut self.input, &mut self.text[self.end..room])?;
            self.ended = read == 0;
            self.end += read;
            read
        };
        self.meter.count(if self.is_counted { 0 } else { read })
    }
}

/// Counts what is read of a compressed file.
struct Counted<'a> {
    input: Box<dyn Read + 'a>,
    meter: &'a Meter<'a>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.meter.add(read);
        Ok(read)
    }
}

fn read_some(input: &mut dyn Read, buffer: &mut [u8]) -> Result<usize, Stop> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other.map_err(Stop::Io),
        }
    }
}

fn decode(decoder: &mut Decoder, bytes: &[u8], last: bool, text: &mut Vec<u8>) {
    let begun = text.len();
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
    text.resize(begun + room, 0);
    let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut text[begun..], last);
    text.truncate(begun + written);
}

/// The encoding that a file begins in, and how many bytes its mark has. Spreadsheets save UTF-16
/// with a mark; without one, every other byte of the first line is zero.
fn encoding_of(head: &[u8]) -> (&'static Encoding, usize) {
    if let Some(found) = Encoding::for_bom(head) {
        return found;
    }
    match head {
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (UTF_16BE, 0),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (UTF_16LE, 0),
        _ => (UTF_8, 0),
    }
}
