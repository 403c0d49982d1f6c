//! A file without secrets, and on request without identities, in the same format: cookies, tokens,
//! SAML responses, passwords and codes are taken out wherever they stand, what is left can be given
//! away. Reads like the rest of evidence, in bounded memory; a record or row that cannot be
//! understood is left out and told, for nobody knows what is in it.
//!
//! ```text
//! mod.rs         a file in, the same out
//! redactor.rs    one text without secrets, whatever is wrapped in it
//! json.rs        one JSON value without secrets
//! names.rs       under which names somebody can be recognized
//! identities.rs  who can be recognized, and what stands there instead
//! ```

mod identities;
mod json;
mod names;
mod redactor;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use thiserror::Error;

use super::input::BEGIN;
use super::logs::har;
use super::reading::faults::Faults;
use super::reading::limits::RECORD;
use super::reading::records::{Records, Shape};
use super::reading::source::{Meter, Open, Source, Stop};
use super::reading::table::Table;
use super::reading::unpack;
use super::recognize::{DELIMITERS, Recognized, as_text, first_row, recognize, shape};
use crate::privacy::secrets::{self, SecretKind};
use crate::progress::Progress;
use identities::Pseudonyms;
use redactor::Redactor;

/// What of identities is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Identities {
    /// Everybody stays who they are.
    #[default]
    Keep,
    /// Names, addresses and places are replaced, the same ones by the same.
    Replace,
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Redacted {
    /// From how many places secrets of each kind were taken out.
    pub removed: BTreeMap<SecretKind, u64>,
    /// What was left out because it could not be understood.
    pub faults: Faults,
}

impl Redacted {
    /// What was removed, in one line: each kind with its number of places.
    pub fn summary(&self) -> String {
        let removed = self.removed.iter().map(|(kind, places)| {
            let s = if *places == 1 { "" } else { "s" };
            format!("{} ({places} place{s})", kind.label())
        });
        let removed = removed.collect::<Vec<_>>().join(", ");
        let removed = if removed.is_empty() { "no secrets found".to_owned() } else { removed };
        let left_out = self.faults.first.len() as u64 + self.faults.more;
        match left_out {
            0 => format!("Removed: {removed}"),
            1 => format!("Removed: {removed}; one place was not understood and left out"),
            many => format!("Removed: {removed}; {many} places were not understood and left out"),
        }
    }
}

/// Why a file was not redacted.
#[derive(Debug, Error)]
pub enum NotRedacted {
    /// The technician stopped it.
    #[error("redacting was stopped; nothing was saved")]
    Stopped,
    /// It is no text.
    #[error("{0}")]
    NoText(&'static str),
    /// It cannot be read, or what comes out cannot be written.
    #[error("the file cannot be read or written ({0})")]
    Io(#[from] io::Error),
}

impl From<Stop> for NotRedacted {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Stopped => Self::Stopped,
            Stop::Io(error) => Self::Io(error),
        }
    }
}

/// Redacts a file of `length` bytes into `out`. It is read twice: what is a secret, or a name, may stand
/// elsewhere before that is clear.
///
/// # Errors
/// If it was stopped, is no text, or cannot be read or written.
pub fn redact(
    open: &Open<'_>,
    length: u64,
    identities: Identities,
    out: &mut dyn Write,
    progress: &Progress,
) -> Result<Redacted, NotRedacted> {
    let mut redactor = Redactor::default();
    redactor.collects = true;
    let meter = Meter::new(progress, length * 2);
    if identities == Identities::Replace {
        redactor.pseudonyms = Some(Pseudonyms::default());
    }
    let is_packed = once(open()?, &meter, &mut redactor, &mut io::sink())?.is_packed;
    redactor.collects = false;
    redactor.removed.clear();
    redactor.pseudonyms.iter_mut().for_each(Pseudonyms::prepare);
    let read = if is_packed {
        let mut packed = GzEncoder::new(out, Compression::default());
        let read = once(open()?, &meter, &mut redactor, &mut packed)?;
        packed.finish()?.flush()?;
        read
    } else {
        let read = once(open()?, &meter, &mut redactor, out)?;
        out.flush()?;
        read
    };
    Ok(Redacted { removed: redactor.removed, faults: read.faults })
}

/// What a file was when it was read through.
struct ReadOnce {
    faults: Faults,
    /// Whether it is compressed with gzip, which the copy is then, too.
    is_packed: bool,
}

fn once(
    mut content: Box<dyn Read + '_>,
    meter: &Meter<'_>,
    redactor: &mut Redactor,
    out: &mut dyn Write,
) -> Result<ReadOnce, NotRedacted> {
    let mut head = Vec::new();
    content.by_ref().take(BEGIN as u64).read_to_end(&mut head)?;
    let is_packed = unpack::is_packed(&head);
    let unpacked = is_packed.then(|| unpack::begin(&head, BEGIN));
    // Where nothing comes out of it, it is told what it is.
    let begun = unpacked.as_ref().filter(|begun| !begun.is_empty()).unwrap_or(&head);
    let (text, _) = Source::head(begun);
    let begun = as_text(&text).map_err(NotRedacted::NoText)?;
    let content = Box::new(io::Cursor::new(head).chain(content));
    let source =
        if is_packed { Source::unpack(content, meter) } else { Source::open(content, meter) }?;
    let faults = match begun[0] {
        b'{' | b'[' if is_json(begun) => records(Records::new(source), shape(begun), redactor, out),
        _ => match delimiter(begun) {
            Some(delimiter) => table(Table::new(source, delimiter), delimiter, redactor, out),
            None => lines(source, redactor, out),
        },
    }?;
    Ok(ReadOnce { faults, is_packed })
}

/// Whether a text that begins with a bracket goes on like JSON: `[section]` of settings and
/// `[2026-11-18 09:00]` of logs do not.
fn is_json(begun: &[u8]) -> bool {
    let next = begun[1..].trim_ascii_start().first();
    match begun[0] {
        b'{' => next.is_none_or(|next| matches!(next, b'"' | b'}')),
        _ => next.is_none_or(|next| matches!(next, b'{' | b'[' | b'"' | b']')),
    }
}

/// What ends the cells of a table; nothing for other text. A table of an unknown kind is one where a
/// column is called like something that has to go.
fn delimiter(begun: &[u8]) -> Option<u8> {
    if let Ok(Recognized::Table(_, delimiter)) = recognize(begun) {
        return Some(delimiter);
    }
    // A line of a log may begin with such a name, too.
    let goes = |name: &String| {
        let is_head = name.len() <= 60 && !name.contains([':', '=', '@']);
        is_head && (secrets::is_name(name) || names::identity(name).is_some())
    };
    DELIMITERS.into_iter().find(|delimiter| {
        let row = first_row(begun, *delimiter);
        row.len() > 1 && row.iter().any(goes)
    })
}

/// What stands before and after the records of a file.
fn around(shape: Shape) -> (String, &'static str) {
    match shape {
        Shape::Lines => (String::new(), ""),
        har::PATH => {
            let version = env!("CARGO_PKG_VERSION");
            let creator = format!(r#"{{"name":"Syncmend","version":"{version}"}}"#);
            let begin = format!(r#"{{"log":{{"version":"1.2","creator":{creator},"entries":["#);
            (begin, "]}}\n")
        }
        Shape::Inside([]) => ("[".to_owned(), "]\n"),
        Shape::Inside(keys) => (format!(r#"{{"{}":["#, keys.join(".")), "]}\n"),
    }
}

fn records(
    mut records: Records<'_>,
    shape: Shape,
    redactor: &mut Redactor,
    out: &mut dyn Write,
) -> Result<Faults, NotRedacted> {
    let (begin, end) = around(shape);
    out.write_all(begin.as_bytes())?;
    let (mut redacted, mut written, mut count) = (Vec::new(), Ok(()), 0_u64);
    records.each(shape, |record| {
        redacted.clear();
        if shape != Shape::Lines {
            redacted.extend_from_slice(if count == 0 { b"\n" } else { b",\n" });
        }
        json::redact(record.bytes, redactor, &mut redacted)?;
        if shape == Shape::Lines {
            redacted.push(b'\n');
        }
        count += 1;
        if written.is_ok() {
            written = out.write_all(&redacted);
        }
        Ok(())
    })?;
    written?;
    out.write_all(end.as_bytes())?;
    Ok(std::mem::take(&mut records.faults))
}

fn table(
    mut table: Table<'_>,
    delimiter: u8,
    redactor: &mut Redactor,
    out: &mut dyn Write,
) -> Result<Faults, NotRedacted> {
    let names = table.header()?;
    let header: Vec<String> = names.iter().map(|name| redactor.text(None, name)).collect();
    write_row(&header, delimiter, out)?;
    while let Some(row) = table.next()? {
        let cells = names.iter().enumerate().map(|(at, name)| redactor.named(name, row.text(at)));
        let cells: Vec<String> = cells.collect();
        write_row(&cells, delimiter, out)?;
    }
    Ok(std::mem::take(&mut table.faults))
}

fn write_row(cells: &[String], delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let special = [char::from(delimiter), '"', '\r', '\n'];
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(&[delimiter])?;
        }
        // An empty cell alone would be an empty line.
        if cell.contains(special) || cells.len() == 1 {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

/// A log as text: some lines at a time, so that what goes over several lines is seen as a whole.
fn lines(
    mut source: Source<'_>,
    redactor: &mut Redactor,
    out: &mut dyn Write,
) -> Result<Faults, NotRedacted> {
    let (mut faults, mut is_left_out) = (Faults::default(), false);
    loop {
        let has_ended = source.has_ended();
        if is_left_out {
            let end = memchr::memchr(b'\n', source.unused()).map(|at| at + 1);
            is_left_out = end.is_none();
            source.consume(end.unwrap_or(source.unused().len()));
        }
        let unused = source.unused();
        let length = if has_ended { unused.len() } else { whole(unused) };
        if length > 0 {
            let text = String::from_utf8_lossy(&unused[..length]);
            out.write_all(redactor.text(None, &text).as_bytes())?;
            source.consume(length);
        } else if unused.len() > RECORD {
            let left_out = unused.len();
            faults.add(source.line(), 1, "what begins here never ends and was left out");
            source.consume(left_out);
            is_left_out = true;
        }
        if has_ended {
            return Ok(faults);
        }
        source.more()?;
    }
}

/// What begins here and ends lines further down.
const LONG: [(&[u8], &[u8]); 2] =
    [(b"-----BEGIN ", b"-----END "), (b"PuTTY-User-Key-File-", b"Private-MAC:")];

/// What the names of SAML's elements that hold secrets end with: an encrypted assertion and the answer to a
/// sign-out are among them.
const ELEMENTS: [&[u8]; 3] = [b"Response", b"Assertion", b"LogoutRequest"];

/// The longest name of an element, with its prefix.
const LONGEST_NAME: usize = 96;

/// How many bytes are whole lines, and nothing that goes on behind them.
fn whole(text: &[u8]) -> usize {
    let end = memchr::memrchr(b'\n', text).map_or(0, |at| at + 1);
    let lines = &text[..end];
    let open = LONG.iter().filter_map(|(begins, ends)| {
        let begun = memchr::memmem::rfind(lines, begins)?;
        let is_over = memchr::memmem::find(&lines[begun..], ends).is_some();
        (!is_over).then_some(begun)
    });
    open.chain(open_element(lines)).min().unwrap_or(end)
}

/// Where the first element begins that does not end, of those that are the last of their kind. Names may
/// be written in any case, as where they are masked.
fn open_element(text: &[u8]) -> Option<usize> {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.:-".contains(byte);
    let (mut open, mut seen) = (None, [false; ELEMENTS.len()]);
    for at in memchr::memrchr_iter(b'<', text) {
        let behind = &text[at + 1..];
        let (is_end, name) = behind.strip_prefix(b"/").map_or((false, behind), |name| (true, name));
        let length = name.iter().take(LONGEST_NAME).take_while(|byte| is_of_name(byte)).count();
        let is_called = |element: &&[u8]| {
            let from = length.checked_sub(element.len());
            from.is_some_and(|from| name[from..length].eq_ignore_ascii_case(element))
        };
        let Some(kind) = ELEMENTS.iter().position(is_called) else { continue };
        if !std::mem::replace(&mut seen[kind], true) && !is_end {
            open = Some(at);
        }
        if seen.iter().all(|is_seen| *is_seen) {
            break;
        }
    }
    open
}
