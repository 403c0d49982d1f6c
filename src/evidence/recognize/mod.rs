//! What a file is, by its content.
//!
//! ```text
//! json.rs     by the keys of its records
//! refused.rs  what is no export, and what to do about it
//! ```

mod json;
pub mod refused;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::finding::Format;
use super::logs::{google as google_log, har, insights};
use super::reading::columns::fold;
use super::reading::limits::PREFACE;
use super::reading::records::Shape;
use super::reading::table::after_marks;
use super::screen;
use super::users::{
    account_report, google as google_users, jumpcloud as jumpcloud_users, licenses, roles,
};

/// How a file is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognized {
    /// A table with that byte between cells.
    Table(Format, u8),
    /// A table below some lines that are no part of it, as a terminal shows them.
    TableBelow(Format, u8, usize),
    /// Records in JSON.
    Records(Format),
    /// What a command wrote to the screen.
    Screen(Format),
}

impl Recognized {
    /// The format.
    pub fn format(self) -> Format {
        match self {
            Self::Table(format, _)
            | Self::TableBelow(format, _, _)
            | Self::Records(format)
            | Self::Screen(format) => format,
        }
    }
}

/// What is said of JSON that holds something else.
const OTHER_JSON: &str = "this JSON is none of the known exports; export users or log events from \
                          JumpCloud, from Google's Directory or Reports API, or record a HAR file";

/// What is said of text that is no table of a known kind.
const OTHER_TABLE: &str = "row 1, column 1: no known export begins with these columns; export it again, \
                           with its header in the first row";

/// Separators of cells, in the order in which they are tried.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Recognizes a file by what it begins with.
///
/// # Errors
/// Why it is not read and what to do, in one sentence.
pub fn recognize(head: &[u8]) -> Result<Recognized, &'static str> {
    let begun = as_text(head)?;
    if let Some(why) = refused::markup(begun) {
        return Err(why);
    }
    match begun[0] {
        b'{' | b'[' => records(begun),
        _ => table(begun)
            .or_else(|| screen::recognize(begun).map(Recognized::Screen))
            .or_else(|| table_below(begun))
            .ok_or(OTHER_TABLE),
    }
}

/// The beginning of a file that is text, without white space before it.
///
/// # Errors
/// Why it is none, in one sentence.
pub fn as_text(head: &[u8]) -> Result<&[u8], &'static str> {
    let begun = head.trim_ascii_start();
    if begun.is_empty() {
        return Err("the file is empty; export it again");
    }
    if let Some(why) = refused::binary(head) {
        return Err(why);
    }
    if head.contains(&0) {
        return Err("this is no text; export the data as CSV or JSON");
    }
    let starts = |with: &str| {
        begun.get(..with.len()).is_some_and(|b| b.eq_ignore_ascii_case(with.as_bytes()))
    };
    if starts("<!doctype html") || starts("<html") {
        return Err(
            "this is a web page; perhaps the sign-in had ended, so sign in and export again",
        );
    }
    Ok(begun)
}

fn records(begun: &[u8]) -> Result<Recognized, &'static str> {
    let format = if shape(begun) == har::PATH { Some(Format::Har) } else { json::format(begun) };
    format.map(Recognized::Records).ok_or(OTHER_JSON)
}

/// The lists that are known to hold records, and the keys that only a record itself has.
const LISTS: [(&str, Shape); 3] = [
    ("events", Shape::Inside(&["events"])),
    ("items", Shape::Inside(&["items"])),
    ("log", har::PATH),
];
const OF_RECORDS: [&str; 6] = ["id", "actor", "event_type", "service", "timestamp", "initiated_by"];

/// Where the records of a JSON file stand: whether its first object is a record or holds a list of
/// them is seen by its keys.
pub fn shape(begun: &[u8]) -> Shape {
    if begun.first() == Some(&b'[') {
        return Shape::Inside(&[]);
    }
    let (mut depth, mut at, mut key) = (0, 0, &begun[..0]);
    while let Some(&byte) = begun.get(at) {
        match byte {
            b'"' => {
                let Some(length) = string_length(&begun[at..]) else { break };
                if depth == 1 {
                    key = &begun[at + 1..at + length - 1];
                    if OF_RECORDS.iter().any(|of_record| of_record.as_bytes() == key) {
                        return Shape::Lines;
                    }
                }
                at += length;
                continue;
            }
            b'{' | b'[' => {
                let list = LISTS.iter().find(|(name, _)| depth == 1 && name.as_bytes() == key);
                if let Some((name, shape)) = list
                    && (byte == b'[') == (*name != "log")
                {
                    return *shape;
                }
                depth += 1;
            }
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    Shape::Lines
}

/// How long a text in quotes is.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The delimiter with which most columns are known decides.
fn table(begun: &[u8]) -> Option<Recognized> {
    let begun = after_marks(begun);
    let tried = DELIMITERS.into_iter().rev().filter_map(|delimiter| {
        let (format, count) = format_of(&first_row(begun, delimiter))?;
        Some((count, Recognized::Table(format, delimiter)))
    });
    tried.max_by_key(|(count, _)| *count).map(|(_, table)| table)
}

/// How many bytes of a line below the first are looked at as the header of a table.
const LINE: usize = 16 * 1024;

/// A table below what a command says while it works.
fn table_below(begun: &[u8]) -> Option<Recognized> {
    let mut rest = begun;
    for skipped in 1..=PREFACE {
        let end = memchr::memchr(b'\n', rest)?;
        rest = &rest[end + 1..];
        let head = &rest[..rest.len().min(LINE)];
        if let Some(Recognized::Table(format, delimiter)) = table(head) {
            return Some(Recognized::TableBelow(format, delimiter, skipped));
        }
    }
    None
}

/// The format that a first row belongs to, and how many of its columns are known.
fn format_of(row: &[String]) -> Option<(Format, usize)> {
    // Google alone puts brackets behind names, and its report on accounts has no names of people.
    let has_brackets = row.iter().any(|name| name.contains('['));
    let has_names = row.iter().any(|name| fold(name) == "lastname");
    let formats = [
        (Format::InsightsCsv, insights::HEADER.count_in(row)),
        (Format::GoogleLogCsv, google_log::HEADER.count_in(row)),
        (Format::RoleAssignments, roles::HEADER.count_in(row)),
        (Format::LicenseAssignments, licenses::HEADER.count_in(row)),
        (Format::AccountReport, account_report::HEADER.count_in(row).filter(|_| !has_names)),
        (Format::JumpcloudUsers, jumpcloud_users::HEADER.count_in(row).filter(|_| !has_brackets)),
        (Format::GoogleUsers, google_users::HEADER.count_in(row)),
    ];
    formats.into_iter().find_map(|(format, count)| Some((format, count?)))
}

/// The first row of a text.
pub(super) fn first_row(begun: &[u8], delimiter: u8) -> Vec<String> {
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut cells, mut ends) = (vec![0; begun.len() + 1], vec![0; 2_000]);
    let (mut result, _, _, mut count) = reader.read_record(begun, &mut cells, &mut ends);
    if result == ReadRecordResult::InputEmpty {
        let (last, _, _, more) = reader.read_record(&[], &mut [0; 8], &mut ends[count..]);
        (result, count) = (last, count + more);
    }
    if result != ReadRecordResult::Record {
        return Vec::new();
    }
    let starts = std::iter::once(&0).chain(&ends[..count]);
    let cells = starts.zip(&ends[..count]).map(|(start, end)| &cells[*start..*end]);
    cells.map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect()
}
