//! What the window asks of the system: open a page, pick a file. Nothing else leaves the program.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread::Builder;

use super::dropped::{Dropped, recognize};
use crate::diagnosis::ErrorStrings;
use crate::evidence::redact::Identities;
use crate::evidence::{Input, Inquiry, Inspection, Stopped, inspect};
pub use crate::export::file::Replace;
use crate::export::file::{self, NotWritten};
use crate::export::{Format, clean_copy};
use crate::kb::KnowledgeBase;
use crate::kb::address::Address;
use crate::paths;
use crate::picture::{self, Drawer, Image, Shown, Theme};
use crate::progress::{Progress, UntilDropped, Work};
use crate::ticket::TicketId;

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
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
    Recognized(Vec<Dropped>),
    /// Exported files were read for a ticket.
    Inspected(TicketId, Result<Inspection, Stopped>),
    /// A file was saved without its secrets; what was taken out of it.
    CopiedClean(PathBuf, String),
    /// No clean copy of a file was saved, and why.
    NotCopiedClean(String),
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
    fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Document(format) => (format.name(), format.ending()),
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
    pub fn carry_out(self, progress: &Progress) -> Outcome {
        let inputs = self.paths.iter().map(|path| Input::open(path)).collect();
        let errors = ErrorStrings::new(&self.kb);
        Outcome::Inspected(self.ticket, inspect(inputs, &self.inquiry, &errors, progress))
    }
}

/// A file to save without its secrets.
#[derive(Clone, Debug)]
pub struct CopyJob {
    /// The file.
    pub from: PathBuf,
    /// Where the copy goes; beside the file where no folder is named.
    pub folder: Option<PathBuf>,
    /// Whether identities stay.
    pub who: Identities,
}

impl CopyJob {
    /// Saves the copy; takes as long as the file is large.
    pub fn carry_out(self, progress: &Progress) -> Outcome {
        let to = clean_copy::place(&self.from, self.folder.as_deref());
        match clean_copy::save(&self.from, &to, Replace::AskFirst, self.who, progress) {
            Ok(redacted) => Outcome::CopiedClean(to, redacted.summary()),
            Err(error) => Outcome::NotCopiedClean(format!("{error}: {}", self.from.display())),
        }
    }
}

/// The system around the window; tests bring one that only writes down what it was asked.
pub trait Outside {
    /// Opens a page in the system's browser.
    fn open(&mut self, address: &Address, done: Sender<Outcome>);
    /// Shows a report of this program to its user.
    fn open_report(&mut self, report: PathBuf, done: Sender<Outcome>);
    /// Asks for a file.
    fn pick(&mut self, purpose: Purpose, done: Sender<Outcome>);
    /// Looks what files are.
    fn recognize(&mut self, paths: Vec<PathBuf>, done: Sender<Outcome>);
    /// Asks for files and looks what they are.
    fn pick_to_read(&mut self, done: Sender<Outcome>);
    /// Reads exported files.
    fn inspect(&mut self, job: InspectJob, done: Sender<Outcome>);
    /// Saves a file without its secrets.
    fn copy_clean(&mut self, job: CopyJob, done: Sender<Outcome>);
    /// Asks where to save a file, and saves it there.
    fn pick_and_save(&mut self, job: SaveJob, done: Sender<Outcome>);
    /// Draws a step.
    fn draw(&mut self, step: Shown, theme: Theme, done: Sender<Outcome>);
    /// Asks for a folder, draws steps and saves them there.
    fn save_pictures(&mut self, steps: Vec<Shown>, theme: Theme, done: Sender<Outcome>);
    /// Saves a file to a place that is known.
    fn save(&mut self, path: PathBuf, replace: Replace, job: SaveJob, done: Sender<Outcome>);
}

/// The system that the program runs on.
pub struct System {
    /// Called whenever something is done.
    pub wake: Arc<dyn Fn() + Send + Sync>,
}

impl System {
    /// Does something on a thread of its own, so that the window goes on.
    fn away(
        &self,
        name: &str,
        done: &Sender<Outcome>,
        work: impl FnOnce() -> Outcome + Send + 'static,
    ) {
        let wake = self.wake.clone();
        let report = done.clone();
        let started = Builder::new().name(name.to_owned()).spawn(move || {
            // A window that is gone needs no answer.
            let _ = report.send(work());
            wake();
        });
        if let Err(error) = started {
            let _ = done.send(Outcome::NoThread(error.to_string()));
        }
    }

    /// Does longer work on a thread of its own, which tells how far it is and can be stopped.
    fn worked_away(
        &self,
        name: &str,
        told: &'static str,
        done: &Sender<Outcome>,
        work: impl FnOnce(&Progress) -> Outcome + Send + 'static,
    ) {
        let begun = Work::new(told, true);
        // A window that is gone needs no answer.
        let _ = done.send(Outcome::Began(begun.clone()));
        let lasting = UntilDropped(begun.progress);
        self.away(name, done, move || work(&lasting.0));
    }
}

impl Outside for System {
    fn open(&mut self, address: &Address, done: Sender<Outcome>) {
        let address = address.as_str().to_owned();
        self.away("browser", &done, move || match browse(&address) {
            Ok(()) => Outcome::Opened,
            Err(error) => Outcome::NotOpened { address, reason: error.to_string() },
        });
    }

    fn open_report(&mut self, report: PathBuf, done: Sender<Outcome>) {
        self.away("report", &done, move || match show(&report) {
            Ok(()) => Outcome::Opened,
            Err(_) => Outcome::ReportNotOpened(report),
        });
    }

    fn pick(&mut self, purpose: Purpose, done: Sender<Outcome>) {
        let dialog = rfd::AsyncFileDialog::new();
        let picked: Box<dyn Future<Output = Option<rfd::FileHandle>> + Send> = match purpose {
            Purpose::Import => Box::new(
                dialog.set_title("Import a ticket").add_filter("JSON", &["json"]).pick_file(),
            ),
            Purpose::BackUp => Box::new(
                dialog
                    .set_title("Back up all tickets")
                    .set_file_name("syncmend-backup.db")
                    .add_filter("Backup", &["db"])
                    .save_file(),
            ),
            Purpose::Restore => Box::new(
                dialog.set_title("Restore a backup").add_filter("Backup", &["db"]).pick_file(),
            ),
        };
        let picked = Box::into_pin(picked);
        self.away("dialog", &done, move || match pollster::block_on(picked) {
            Some(place) => Outcome::Picked(purpose, place.path().to_owned()),
            None => Outcome::NotPicked,
        });
    }

    fn pick_and_save(&mut self, job: SaveJob, done: Sender<Outcome>) {
        let (file_type, ending) = job.file_type.told();
        // Begun on the window's thread, as macOS asks, and waited for elsewhere.
        let picked = rfd::AsyncFileDialog::new()
            .set_title(format!("Save: {}", job.what))
            .set_file_name(&job.name)
            .add_filter(file_type, &[ending]);
        let picked = match &job.folder {
            Some(folder) => picked.set_directory(folder),
            None => picked,
        };
        let picked = picked.save_file();
        self.away("dialog", &done, move || match pollster::block_on(picked) {
            Some(place) => write(place.path().to_owned(), Replace::Yes, job),
            None => Outcome::NotPicked,
        });
    }

    fn recognize(&mut self, paths: Vec<PathBuf>, done: Sender<Outcome>) {
        self.away("dropped", &done, move || {
            Outcome::Recognized(paths.into_iter().map(recognize).collect())
        });
    }

    fn pick_to_read(&mut self, done: Sender<Outcome>) {
        let picked = rfd::AsyncFileDialog::new().set_title("Read exported files").pick_files();
        self.away("dialog", &done, move || match pollster::block_on(picked) {
            Some(files) => {
                let paths = files.iter().map(|file| file.path().to_owned());
                Outcome::Recognized(paths.map(recognize).collect())
            }
            None => Outcome::NotPicked,
        });
    }

    fn inspect(&mut self, job: InspectJob, done: Sender<Outcome>) {
        self.worked_away("exports", "Reading exported files", &done, move |progress| {
            job.carry_out(progress)
        });
    }

    fn copy_clean(&mut self, job: CopyJob, done: Sender<Outcome>) {
        self.worked_away("clean copy", "Saving a clean copy", &done, move |progress| {
            job.carry_out(progress)
        });
    }

    fn draw(&mut self, step: Shown, theme: Theme, done: Sender<Outcome>) {
        self.away("picture", &done, move || Outcome::Drawn(Drawer::new(theme).first(&step)));
    }

    fn save_pictures(&mut self, steps: Vec<Shown>, theme: Theme, done: Sender<Outcome>) {
        let picked = rfd::AsyncFileDialog::new().set_title("Save pictures into").pick_folder();
        let (begun, wake) = (done.clone(), self.wake.clone());
        self.away("pictures", &done, move || {
            let Some(place) = pollster::block_on(picked) else { return Outcome::NotPicked };
            let work = Work::new("Drawing pictures", true);
            let _ = begun.send(Outcome::Began(work.clone()));
            wake();
            let lasting = UntilDropped(work.progress);
            match picture::save(place.path(), &steps, theme, &lasting.0) {
                Ok((folder, pictures)) => Outcome::PicturesSaved(pictures, folder),
                Err(reason) => Outcome::PicturesNotSaved(reason.to_string()),
            }
        });
    }

    fn save(&mut self, path: PathBuf, replace: Replace, job: SaveJob, done: Sender<Outcome>) {
        self.away("save", &done, move || write(path, replace, job));
    }
}

fn write(path: PathBuf, replace: Replace, job: SaveJob) -> Outcome {
    let job = Box::new(job);
    match file::write(&path, replace, &job.content) {
        Ok(()) => Outcome::Saved(path),
        Err(NotWritten::Exists(path)) => Outcome::Exists(path, job),
        Err(NotWritten::IsFolder(path)) => Outcome::IsFolder(path),
        Err(NotWritten::Refused { reason, path }) => {
            let instead = paths::other_place(&path, &job.name).map(|place| (job, place));
            Outcome::NotSaved { path, reason: reason.to_string(), instead }
        }
    }
}

/// Hands an address that has passed the check to the system's browser, never through a shell.
#[expect(clippy::disallowed_methods, reason = "the one place where addresses leave the program")]
fn browse(address: &str) -> io::Result<()> {
    open::that_detached(address)
}

#[expect(clippy::disallowed_methods, reason = "the one place where a report is shown")]
fn show(report: &Path) -> io::Result<()> {
    open::that_detached(report)
}

/// Says something where there is no window to say it, and waits until it is read; nothing where the
/// system has no message boxes.
pub fn alert(title: &str, text: &str) {
    let _ = rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(title)
        .set_description(text)
        .show();
}
