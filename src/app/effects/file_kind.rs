//! Determines what kind of file was dropped or chosen, by its content.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use mail_parser::MessageParser;
use thiserror::Error;

use super::io_reason::io_reason;
use crate::diagnosis::{Unreadable, accept};
use crate::evidence::{BEGIN, PICTURE, is_export, is_picture};
use crate::export::looks_like_ticket;
use crate::ticket::store::BACKUP_BEGINS;

/// The most bytes read of a file: the size limit of a ticket file.
const MOST_READ: u64 = 64 * 1024 * 1024;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Text for the complaint, from a text file, a log or an email.
    Text(PathBuf, String),
    /// A ticket file saved by Syncmend.
    Ticket(PathBuf),
    /// A backup.
    Backup(PathBuf),
    /// An export of a console, or a browser recording.
    Export(PathBuf),
    /// Anything else, and why it is not accepted.
    Other(PathBuf, String),
}

/// Why a file is not accepted.
#[derive(Debug, Error)]
pub enum NotAccepted {
    /// The system cannot read it.
    #[error("it cannot be read; check its permissions ({})", io_reason(.0))]
    File(#[from] io::Error),
    /// It is a folder.
    #[error("it is a folder; drop the files in it instead")]
    Folder,
    /// It is empty.
    #[error("it is empty")]
    Empty,
    /// It is larger than `MOST_READ`.
    #[error("it is larger than 64 MB; cut it down to the lines around the error")]
    TooLarge,
    /// Its text is in an encoding that is not supported.
    #[error("its text is neither UTF-8 nor UTF-16; save it as UTF-8, or paste the text")]
    Encoding,
    /// Its text cannot be a complaint.
    #[error(transparent)]
    Text(#[from] Unreadable),
    /// It is a picture.
    #[error("{PICTURE}")]
    Picture,
    /// It is of no supported kind.
    #[error("it is not a text file")]
    Unknown,
}

/// Determines what kind of file this is. The one place that decides; reads the file, which takes time.
pub fn recognize(path: PathBuf) -> FileKind {
    detect(&path).unwrap_or_else(|error| FileKind::Other(path, error.to_string()))
}

fn detect(path: &Path) -> Result<FileKind, NotAccepted> {
    if path.is_dir() {
        return Err(NotAccepted::Folder);
    }
    let mut file = File::open(path)?;
    let mut content = Vec::new();
    (&mut file).take(BEGIN as u64).read_to_end(&mut content)?;
    if content.starts_with(BACKUP_BEGINS) {
        return Ok(FileKind::Backup(path.to_owned()));
    }
    if is_picture(&content) {
        return Err(NotAccepted::Picture);
    }
    // Exported tables can be larger than what is read of a ticket, and are never one.
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
        return Err(NotAccepted::TooLarge);
    }
    let text = mail(&content).map_or_else(|| decoded(&content), Ok)?;
    if text.trim().is_empty() {
        return Err(NotAccepted::Empty);
    }
    accept(&text)?;
    Ok(FileKind::Text(path.to_owned(), text))
}

/// The subject and the text of an email; `None` if the content is not an email.
fn mail(content: &[u8]) -> Option<String> {
    // An email begins with its headers; a log may quote one further down.
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

/// Decodes text in one of the encodings that programs write logs in.
fn decoded(content: &[u8]) -> Result<String, NotAccepted> {
    let wide = |from_bytes: fn([u8; 2]) -> u16| {
        let units = content[2..].chunks_exact(2).map(|pair| from_bytes([pair[0], pair[1]]));
        String::from_utf16(&units.collect::<Vec<_>>()).map_err(|_| NotAccepted::Encoding)
    };
    match content {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        // UTF-8 text has no zero bytes.
        _ if content.contains(&0) => Err(NotAccepted::Unknown),
        _ => {
            let text = std::str::from_utf8(content).map_err(|_| NotAccepted::Encoding)?;
            Ok(text.trim_start_matches('\u{feff}').to_owned())
        }
    }
}
