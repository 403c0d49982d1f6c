//! What the window asks of the system, and what the system replies. Nothing else leaves the program.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::file_kind::FileKind;
use crate::diagnosis::{Case, ErrorStrings};
use crate::evidence::differences::{SideBySide, side_by_side};
use crate::evidence::redact::Identities;
use crate::evidence::{Input, Inquiry, Inspection, Stopped, inspect};
use crate::export::logo::Logo;
use crate::export::{
    DocumentContext, DocumentKind, Format, Letterhead, PagePreview, WriteError, document, preview,
    redacted_copy,
};
pub use crate::files::Replace;
use crate::kb::KnowledgeBase;
use crate::kb::address::Address;
use crate::picture::{Image, Shown, Theme};
use crate::progress::{Progress, Work};
use crate::ticket::TicketId;
use crate::ticket::store::Stored;
use crate::ticket_system::TicketAddress;

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
    /// The system opened neither file nor folder at this path; it can still be found there.
    PathNotOpened(PathBuf),
    /// A file of that name exists already; the document waits for a decision.
    Exists(PathBuf, Box<SaveJob>),
    /// The path is a folder.
    IsFolder(PathBuf),
    /// The system could not start a thread for it.
    NoThread(String),
    /// No file was chosen.
    NotPicked,
    /// The system has no file dialog.
    NoDialog,
    /// A folder does not exist.
    FolderMissing(PathBuf),
    /// A file was chosen.
    Picked(Purpose, PathBuf),
    /// The file was saved; which document it is, if it is one to send.
    Saved(PathBuf, Option<DocumentMark>),
    /// The kinds of the files that were dropped or chosen.
    Recognized(Vec<FileKind>),
    /// Exported files were read for a ticket.
    Inspected(TicketId, Result<Box<InspectedFiles>, Stopped>),
    /// A redacted copy was saved, and a summary of what was removed.
    RedactedCopySaved(PathBuf, String),
    /// No redacted copy was saved, and why.
    RedactedCopyNotSaved(String),
    /// A step was drawn for the clipboard.
    Drawn(Image),
    /// A document was laid out as pages; none if a font is damaged, which shows when it is saved.
    LaidOut(Arc<Vec<PagePreview>>),
    /// A document could not be made: what it is, and why.
    NotMade(&'static str, String),
    /// The logo was read, or why not.
    LogoRead(PathBuf, Result<Logo, String>),
    /// Longer work has begun.
    Began(Work),
    /// The number of pictures saved, and their folder.
    PicturesSaved(usize, PathBuf),
    /// No pictures were saved, and why.
    PicturesNotSaved(String),
    /// The file was not saved.
    NotSaved {
        /// Where it was to be saved.
        path: PathBuf,
        /// What the system said.
        reason: String,
        /// The document and another path for it, if there is one.
        instead: Option<(Box<SaveJob>, PathBuf)>,
    },
}

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To import a ticket.
    Import,
    /// To back up all tickets.
    BackUp,
    /// To restore a backup.
    Restore,
}

/// What is to be saved, and under which name.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveJob {
    /// The file name the dialog proposes.
    pub name: String,
    /// The folder the dialog starts in; `None` for the one the system suggests.
    pub folder: Option<PathBuf>,
    /// What it is, for dialogs and notices.
    pub what: &'static str,
    /// The kind of file.
    pub file_type: FileType,
    /// The content of the file; empty until the document is made.
    pub content: Vec<u8>,
    /// The document that becomes the content.
    pub document: Option<Box<DocumentJob>>,
    /// Which document it is, if it is one to send.
    pub mark: Option<DocumentMark>,
}

impl SaveJob {
    /// Makes the document, if that is still to be done.
    ///
    /// # Errors
    /// If the document cannot be written in its format.
    pub fn made(mut self) -> Result<Self, WriteError> {
        if let Some(document) = self.document.take() {
            self.content = document.make()?;
        }
        Ok(self)
    }
}

/// Which document was made, and as of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentMark {
    /// The ticket.
    pub ticket: TicketId,
    /// The kind of document.
    pub kind: DocumentKind,
    /// How many events that change the ticket it had then.
    pub changes: usize,
}

/// A document to make, with all that it needs, so that the window does not wait for it.
#[derive(Clone, Debug)]
pub struct DocumentJob {
    /// The ticket with its events and its knowledge base.
    pub stored: Stored,
    /// The facts known about its symptoms.
    pub case: Case,
    /// When it is made.
    pub now: Timestamp,
    /// The time zone of this computer.
    pub zone: TimeZone,
    /// Whether it includes drawings.
    pub with_pictures: bool,
    /// Words to remove from customer documents.
    pub removed_words: Vec<String>,
    /// Who sends it.
    pub letterhead: Letterhead,
    /// What it is.
    pub kind: DocumentKind,
    /// Its format.
    pub format: Format,
}

impl DocumentJob {
    /// Makes the document; returns the bytes of its file.
    fn make(&self) -> Result<Vec<u8>, WriteError> {
        document(&self.context(), self.kind, self.format)
    }

    /// Lays the document out as the pages of its PDF.
    pub fn lay_out(&self) -> PlatformReply {
        PlatformReply::LaidOut(Arc::new(preview(&self.context(), self.kind).unwrap_or_default()))
    }

    /// What it is made from.
    pub fn context(&self) -> DocumentContext<'_> {
        DocumentContext {
            ticket: &self.stored.ticket,
            events: &self.stored.events,
            case: &self.case,
            kb: &self.stored.kb,
            now: self.now,
            zone: &self.zone,
            with_pictures: self.with_pictures,
            removed_words: &self.removed_words,
            letterhead: &self.letterhead,
            language: None,
        }
    }
}

/// Two jobs are the same if they make the same document.
impl PartialEq for DocumentJob {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, self.format, self.now) == (other.kind, other.format, other.now)
            && self.stored.events == other.stored.events
            && self.letterhead == other.letterhead
    }
}

/// A kind of file that is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    /// A document in a format.
    Document(Format),
    /// Users as CSV.
    Csv,
    /// Own pages.
    Toml,
}

impl FileType {
    /// Its name and the extension of its files.
    pub(super) fn filter(self) -> (&'static str, &'static str) {
        match self {
            Self::Document(format) => (format.name(), format.extension()),
            Self::Csv => ("CSV", "csv"),
            Self::Toml => ("TOML", "toml"),
        }
    }
}

/// Exported files to read for a ticket.
#[derive(Clone, Debug)]
pub struct InspectJob {
    /// The ticket that gets the findings.
    pub ticket: TicketId,
    /// The files.
    pub paths: Vec<PathBuf>,
    /// What is known before reading.
    pub inquiry: Inquiry,
    /// The knowledge base whose error strings are searched for.
    pub kb: Arc<KnowledgeBase>,
}

impl InspectJob {
    /// Reads the files, which takes longer the larger they are.
    pub fn run(self, progress: &Progress) -> PlatformReply {
        let inputs = self.paths.iter().map(|path| Input::open(path)).collect();
        let errors = ErrorStrings::new(&self.kb);
        let read = inspect(inputs, &self.inquiry, &errors, progress);
        let read = read.map(|inspection| {
            let again = self.paths.iter().map(|path| Input::open(path)).collect();
            // Without it, what the files show each by itself is there all the same.
            let side_by_side = side_by_side(again, progress).map_err(|error| error.to_string());
            Box::new(InspectedFiles { inspection, side_by_side })
        });
        PlatformReply::Inspected(self.ticket, read)
    }
}

/// What exported files showed.
#[derive(Clone, Debug, PartialEq)]
pub struct InspectedFiles {
    /// What is kept of them.
    pub inspection: Inspection,
    /// The users of both consoles, if there are lists of both; shown and not kept. Else why they were
    /// not compared.
    pub side_by_side: Result<Option<SideBySide>, String>,
}

/// A file to save a redacted copy of.
#[derive(Clone, Debug)]
pub struct RedactJob {
    /// The file.
    pub from: PathBuf,
    /// The folder for the copy; `None` for that of the file.
    pub folder: Option<PathBuf>,
    /// Whether identities are kept.
    pub who: Identities,
}

impl RedactJob {
    /// Saves the copy, which takes longer the larger the file is.
    pub fn run(self, progress: &Progress) -> PlatformReply {
        let to = redacted_copy::place(&self.from, self.folder.as_deref());
        match redacted_copy::save(&self.from, &to, Replace::AskFirst, self.who, progress) {
            Ok(redacted) => PlatformReply::RedactedCopySaved(to, redacted.summary()),
            Err(error) => {
                PlatformReply::RedactedCopyNotSaved(format!("{error}: {}", self.from.display()))
            }
        }
    }
}

/// The window as the system knows it: what can be done to it from any thread.
pub trait WindowHandle: Send + Sync {
    /// Draws a frame, because there are replies to take in.
    fn wake(&self);
    /// Puts a text on the clipboard.
    fn copy_text(&self, text: String);
    /// Puts formatted text on the clipboard as HTML, and the same without markup for fields that take
    /// no formatted text.
    fn copy_html(&self, html: String, plain: String);
    /// Puts a picture on the clipboard.
    fn copy_image(&self, image: Image);
    /// Closes the window.
    fn close(&self);
    /// Asks for the technician's attention, as a flashing task bar entry does.
    fn request_attention(&self);
}

/// The system around the window. Tests use one that only records what it was asked. Replies arrive
/// through the channel that each call takes.
pub trait Platform {
    /// The window itself.
    fn window(&self) -> &dyn WindowHandle;
    /// Opens a page in the system's browser.
    fn open(&mut self, address: &Address, replies: Sender<PlatformReply>);
    /// Opens the page of a ticket in the technician's own ticket system, in the system's browser.
    fn open_ticket_page(&mut self, address: &TicketAddress, replies: Sender<PlatformReply>);
    /// Opens a file with the program for its kind, or shows a folder.
    fn open_path(&mut self, path: PathBuf, replies: Sender<PlatformReply>);
    /// Replies if a folder does not exist.
    fn check_folder(&mut self, folder: PathBuf, replies: Sender<PlatformReply>);
    /// Asks for a file.
    fn pick(&mut self, purpose: Purpose, replies: Sender<PlatformReply>);
    /// Asks for a picture to become the logo, and reads it.
    fn pick_logo(&mut self, replies: Sender<PlatformReply>);
    /// Determines what kind of files these are.
    fn recognize(&mut self, paths: Vec<PathBuf>, replies: Sender<PlatformReply>);
    /// Asks for files and determines what kind they are.
    fn pick_to_read(&mut self, replies: Sender<PlatformReply>);
    /// Reads exported files.
    fn inspect(&mut self, job: InspectJob, replies: Sender<PlatformReply>);
    /// Saves a redacted copy of a file.
    fn save_redacted(&mut self, job: RedactJob, replies: Sender<PlatformReply>);
    /// Asks where to save a file, and saves it there.
    fn pick_and_save(&mut self, job: SaveJob, replies: Sender<PlatformReply>);
    /// Lays a document out as pages.
    fn lay_out(&mut self, document: Box<DocumentJob>, replies: Sender<PlatformReply>);
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
