//! What the window asks of the system around it, and what the system replies. Nothing else leaves the
//! program.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::file_kind::FileKind;
use crate::diagnosis::ErrorStrings;
use crate::evidence::redact::Identities;
use crate::evidence::{Input, Inquiry, Inspection, Stopped, inspect};
use crate::export::{Format, clean_copy};
pub use crate::files::Replace;
use crate::kb::KnowledgeBase;
use crate::kb::address::Address;
use crate::picture::{Image, Shown, Theme};
use crate::progress::{Progress, Work};
use crate::ticket::TicketId;

/// What the system replies.
#[derive(Clone, Debug, PartialEq)]
pub enum PlatformReply {
    /// The browser was started.
    Opened,
    /// The system did not open the page; the address can still be copied.
    NotOpened {
        /// The page.
        address: String,
        /// What the system said.
        reason: String,
    },
    /// The system shows no text files; the report can still be found there.
    ReportNotOpened(PathBuf),
    /// A file of that name is there already; the document waits for an answer.
    Exists(PathBuf, Box<SaveJob>),
    /// The place is a folder.
    IsFolder(PathBuf),
    /// The system gave no thread to do it on.
    NoThread(String),
    /// No file was picked, or the system has no dialog: both look the same from here.
    NotPicked,
    /// A file was picked for something.
    Picked(Purpose, PathBuf),
    /// The file was saved.
    Saved(PathBuf),
    /// Files that were dropped or picked were looked at.
    Recognized(Vec<FileKind>),
    /// Exported files were read for a ticket.
    Inspected(TicketId, Result<Inspection, Stopped>),
    /// A file was saved without its secrets; what was taken out of it.
    RedactedCopySaved(PathBuf, String),
    /// No clean copy of a file was saved, and why.
    RedactedCopyNotSaved(String),
    /// A step was drawn, to be copied.
    Drawn(Image),
    /// Longer work has begun.
    Began(Work),
    /// So many pictures were saved into a folder.
    PicturesSaved(usize, PathBuf),
    /// No pictures were saved, and why.
    PicturesNotSaved(String),
    /// The file was not saved.
    NotSaved {
        /// Where it was to go.
        path: PathBuf,
        /// What the system said.
        reason: String,
        /// The document, where it is one, and where it could go instead.
        instead: Option<(Box<SaveJob>, PathBuf)>,
    },
}

/// What a file is picked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To take in a ticket.
    Import,
    /// To write the whole store into it.
    BackUp,
    /// To take in a backup.
    Restore,
}

/// What is to be saved, and under which name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveJob {
    /// The name that the dialog proposes.
    pub name: String,
    /// The folder that the dialog begins in; nothing for the system's.
    pub folder: Option<PathBuf>,
    /// What it is, as it is told.
    pub what: &'static str,
    /// The kind of file.
    pub file_type: FileType,
    /// What the file will hold.
    pub content: Vec<u8>,
}

/// A kind of file that is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    /// A document in a format.
    Document(Format),
    /// Users as CSV.
    Csv,
}

impl FileType {
    /// Its name and the ending of its files.
    pub(super) fn filter(self) -> (&'static str, &'static str) {
        match self {
            Self::Document(format) => (format.name(), format.extension()),
            Self::Csv => ("CSV", "csv"),
        }
    }
}

/// Exported files to read, and for whom.
#[derive(Clone, Debug)]
pub struct InspectJob {
    /// The ticket that gets what they show.
    pub ticket: TicketId,
    /// The files.
    pub paths: Vec<PathBuf>,
    /// What is known before they are read.
    pub inquiry: Inquiry,
    /// Whose error strings are looked for.
    pub kb: Arc<KnowledgeBase>,
}

impl InspectJob {
    /// Reads the files; takes as long as they are large.
    pub fn run(self, progress: &Progress) -> PlatformReply {
        let inputs = self.paths.iter().map(|path| Input::open(path)).collect();
        let errors = ErrorStrings::new(&self.kb);
        PlatformReply::Inspected(self.ticket, inspect(inputs, &self.inquiry, &errors, progress))
    }
}

/// A file to save without its secrets.
#[derive(Clone, Debug)]
pub struct RedactJob {
    /// The file.
    pub from: PathBuf,
    /// Where the copy goes; beside the file where no folder is named.
    pub folder: Option<PathBuf>,
    /// Whether identities stay.
    pub who: Identities,
}

impl RedactJob {
    /// Saves the copy; takes as long as the file is large.
    pub fn run(self, progress: &Progress) -> PlatformReply {
        let to = clean_copy::place(&self.from, self.folder.as_deref());
        match clean_copy::save(&self.from, &to, Replace::AskFirst, self.who, progress) {
            Ok(redacted) => PlatformReply::RedactedCopySaved(to, redacted.told()),
            Err(error) => {
                PlatformReply::RedactedCopyNotSaved(format!("{error}: {}", self.from.display()))
            }
        }
    }
}

/// The window as the system knows it: what can be done to it from any thread.
pub trait WindowHandle: Send + Sync {
    /// Has the window draw a frame, because there is something new to take in.
    fn wake(&self);
    /// Puts a text on the clipboard.
    fn copy_text(&self, text: String);
    /// Puts a picture on the clipboard.
    fn copy_image(&self, image: Image);
    /// Closes the window.
    fn close(&self);
    /// Asks for the technician's attention, as a flashing task bar entry does.
    fn request_attention(&self);
}

/// The system around the window; tests bring one that only records what it was asked. Replies arrive
/// through the channel that each call takes.
pub trait Platform {
    /// The window itself.
    fn window(&self) -> &dyn WindowHandle;
    /// Opens a page in the system's browser.
    fn open(&mut self, address: &Address, replies: Sender<PlatformReply>);
    /// Shows a report of this program to its user.
    fn open_report(&mut self, report: PathBuf, replies: Sender<PlatformReply>);
    /// Asks for a file.
    fn pick(&mut self, purpose: Purpose, replies: Sender<PlatformReply>);
    /// Determines what kind of files these are.
    fn recognize(&mut self, paths: Vec<PathBuf>, replies: Sender<PlatformReply>);
    /// Asks for files and determines what kind they are.
    fn pick_to_read(&mut self, replies: Sender<PlatformReply>);
    /// Reads exported files.
    fn inspect(&mut self, job: InspectJob, replies: Sender<PlatformReply>);
    /// Saves a copy of a file with its secrets removed.
    fn save_redacted(&mut self, job: RedactJob, replies: Sender<PlatformReply>);
    /// Asks where to save a file, and saves it there.
    fn pick_and_save(&mut self, job: SaveJob, replies: Sender<PlatformReply>);
    /// Draws a step.
    fn draw(&mut self, step: Shown, theme: Theme, replies: Sender<PlatformReply>);
    /// Asks for a folder, draws steps and saves them there.
    fn save_pictures(&mut self, steps: Vec<Shown>, theme: Theme, replies: Sender<PlatformReply>);
    /// Saves a file to a known place.
    fn save(
        &mut self,
        path: PathBuf,
        replace: Replace,
        job: SaveJob,
        replies: Sender<PlatformReply>,
    );
}
