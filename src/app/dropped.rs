//! Files that are dropped on the window: what each is, by what it holds, and what becomes of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use eframe::egui;

use super::carry_out::Hands;
use super::command::Command;
use super::notices::Kind;
use super::outside::{Purpose, Replace};
use super::place::Screen;
use crate::diagnosis::accept;
use crate::export::read_ticket_file;

/// How every SQLite file begins, <https://www.sqlite.org/fileformat.html#magic_header_string>.
const SQLITE: &[u8] = b"SQLite format 3\0";
/// The most bytes that are read to see what a file is: more than any text that is taken.
const MOST_READ: u64 = 1024 * 1024;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// A text, such as an email or a log.
    Text(String),
    /// A ticket that another Syncmend has saved.
    Ticket(PathBuf),
    /// A backup.
    Backup(PathBuf),
    /// Something else, and why it cannot be taken.
    Other(PathBuf, String),
}

/// Looks what a file is.
pub fn recognize(path: PathBuf) -> Dropped {
    let bytes = match begun(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Dropped::Other(path, error.to_string()),
    };
    if bytes.starts_with(SQLITE) {
        return Dropped::Backup(path);
    }
    if bytes.trim_ascii_start().starts_with(b"{") && read_ticket_file(&path).is_ok() {
        return Dropped::Ticket(path);
    }
    match String::from_utf8(bytes) {
        Ok(text) => match accept(&text) {
            Ok(()) => Dropped::Text(text.trim_start_matches('\u{feff}').to_owned()),
            Err(reason) => Dropped::Other(path, reason.to_string()),
        },
        Err(_) => Dropped::Other(path, "it is no text in UTF-8".to_owned()),
    }
}

fn begun(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_READ).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Hands<'_> {
    /// Has the files looked at that were dropped in this frame.
    pub(super) fn take_drops(&mut self) {
        let dropped = self.ctx.input(|input| input.raw.dropped_files.clone());
        // While a step is presented, nobody sees what becomes of a file.
        if self.state.screen == Screen::Present {
            return;
        }
        for file in dropped {
            self.outside.recognize(file.path().to_owned(), self.reports.clone());
        }
    }

    /// Takes in what a file turned out to be.
    pub(super) fn take_dropped(&mut self, dropped: Dropped) {
        match dropped {
            Dropped::Text(text) => self.add_to_complaint(&text),
            Dropped::Ticket(path) => {
                self.carry_out(Command::UseFile(Purpose::Import, path, Replace::AskFirst));
            }
            Dropped::Backup(path) => {
                let told =
                    format!("Restore this backup? It adds what is not here: {}", path.display());
                let now = self.state.seconds;
                let restore = Command::UseFile(Purpose::Restore, path, Replace::AskFirst);
                let notice = self.state.notices.add(Kind::Decision, told, now);
                notice.remedy = Some(("Restore".to_owned(), restore));
            }
            Dropped::Other(path, reason) => {
                self.state.tell_error(format!(
                    "The file was not taken ({reason}); drop a text, a ticket or a backup: {}",
                    path.display()
                ));
            }
        }
    }

    fn add_to_complaint(&mut self, text: &str) {
        let Some(open) = &self.state.open else { return };
        let before = open.complaint.trim_end();
        let joined =
            if before.is_empty() { text.to_owned() } else { format!("{before}\n\n{text}") };
        self.state.screen = Screen::Diagnose;
        Hands::complaint_typed(self.state, joined);
    }
}

/// Whether files are held over the window.
pub fn is_hovered(ctx: &egui::Context) -> bool {
    ctx.input(|input| !input.raw.hovered_files.is_empty())
}
