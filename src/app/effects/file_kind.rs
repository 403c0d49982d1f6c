//! Files that are dropped on the window: what each is, by what it holds, and what becomes of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use mail_parser::MessageParser;
use thiserror::Error;

use crate::diagnosis::{Unreadable, accept};
use crate::evidence::{BEGIN, is_export};
use crate::export::looks_like_ticket;
use crate::ticket::store::BACKUP_BEGINS;

/// The most bytes of a file that are looked at: as much as is read of a ticket.
const MOST_READ: u64 = 64 * 1024 * 1024;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Words for the complaint, of a text, a log or a mail.
    Text(PathBuf, String),
    /// A ticket that another Syncmend has saved.
    Ticket(PathBuf),
    /// A backup.
    Backup(PathBuf),
    /// What somebody exported from a console, or a browser recorded.
    Export(PathBuf),
    /// Something else, and why it cannot be taken.
    Other(PathBuf, String),
}

/// Why a file is not taken.
#[derive(Debug, Error)]
pub enum NotTaken {
    /// It cannot be read.
    #[error("it cannot be read ({0})")]
    File(#[from] io::Error),
    /// A folder.
    #[error("it is a folder; drop the files in it")]
    Folder,
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// It is larger than anything that is read.
    #[error("it is larger than 64 MB; keep the lines around the error")]
    TooLarge,
    /// Text in an encoding that is not read.
    #[error("its text is neither UTF-8 nor UTF-16; save it as UTF-8, or paste the words")]
    Encoding,
    /// Text that no complaint takes.
    #[error(transparent)]
    Text(#[from] Unreadable),
    /// Nothing that is known.
    #[error("it is no text")]
    Unknown,
}

/// Looks what a file is. This is the one place that decides; it reads the file, which takes a while.
pub fn recognize(path: PathBuf) -> FileKind {
    look(&path).unwrap_or_else(|error| FileKind::Other(path, error.to_string()))
}

fn look(path: &Path) -> Result<FileKind, NotTaken> {
    if path.is_dir() {
        return Err(NotTaken::Folder);
    }
    let mut file = File::open(path)?;
    let mut content = Vec::new();
    (&mut file).take(BEGIN as u64).read_to_end(&mut content)?;
    if content.starts_with(BACKUP_BEGINS) {
        return Ok(FileKind::Backup(path.to_owned()));
    }
    // A table is large at times, and never a ticket.
    let may_be_ticket = content.trim_ascii_start().starts_with(b"{");
    if !may_be_ticket && is_export(&content) {
        return Ok(FileKind::Export(path.to_owned()));
    }
    file.take(MOST_READ).read_to_end(&mut content)?;
    let is_too_large = content.len() as u64 > MOST_READ;
    if !is_too_large && looks_like_ticket(&content) {
        return Ok(FileKind::Ticket(path.to_owned()));
    }
    if may_be_ticket && is_export(&content[..content.len().min(BEGIN)]) {
        return Ok(FileKind::Export(path.to_owned()));
    }
    if is_too_large {
        return Err(NotTaken::TooLarge);
    }
    let text = mail(&content).map_or_else(|| decoded(&content), Ok)?;
    if text.trim().is_empty() {
        return Err(NotTaken::Empty);
    }
    accept(&text)?;
    Ok(FileKind::Text(path.to_owned(), text))
}

/// The subject and the words of a mail; nothing where it is none.
fn mail(content: &[u8]) -> Option<String> {
    // A mail begins with its headers; a log that quotes one further down is none.
    let start = &content[..content.len().min(4096)];
    let is_header = |line: &[u8]| {
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        name.len() < line.len() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
    };
    if !start.split(|byte| *byte == b'\n').next().is_some_and(is_header) {
        return None;
    }
    let message = MessageParser::new().parse(content)?;
    if message.from().is_none() || message.date().is_none() {
        return None;
    }
    let subject = message.subject().map(|subject| format!("Subject: {subject}\n\n"));
    let body = message.body_text(0)?;
    Some(format!("{}{}", subject.unwrap_or_default(), body.trim()))
}

/// Text in one of the encodings that programs write logs in.
fn decoded(content: &[u8]) -> Result<String, NotTaken> {
    let wide = |from_bytes: fn([u8; 2]) -> u16| {
        let units = content[2..].chunks_exact(2).map(|pair| from_bytes([pair[0], pair[1]]));
        String::from_utf16(&units.collect::<Vec<_>>()).map_err(|_| NotTaken::Encoding)
    };
    match content {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        // No text has these; in anything else they are a sign of another encoding.
        _ if content.contains(&0) => Err(NotTaken::Unknown),
        _ => {
            let text = std::str::from_utf8(content).map_err(|_| NotTaken::Encoding)?;
            Ok(text.trim_start_matches('\u{feff}').to_owned())
        }
    }
}
