//! The system the program runs on: its browser, dialogs and disk, each used on a thread of its own.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::file_kind::recognize;
use super::io_reason::io_reason;
use super::platform::{
    DocumentJob, InspectJob, Platform, PlatformReply, Purpose, RedactJob, Replace, SaveJob,
    WindowHandle,
};
use crate::export::logo::Logo;
use crate::files::{self, NotWritten};
use crate::kb::address::Address;
use crate::paths;
use crate::picture::{self, Drawer, Shown, Theme};
use crate::progress::{Progress, UntilDropped, Work};
use crate::ticket_system::TicketAddress;

/// Nobody sees a dialog and closes it again in less time than this.
const LEAST_SEEN: Duration = Duration::from_millis(250);

/// The system the program runs on.
pub struct NativePlatform {
    /// The window it works for.
    pub window: Arc<dyn WindowHandle>,
}

impl NativePlatform {
    /// Runs work on a thread of its own, so that the window stays responsive.
    fn in_background(
        &self,
        name: &str,
        replies: &Sender<PlatformReply>,
        work: impl FnOnce() -> PlatformReply + Send + 'static,
    ) {
        let window = self.window.clone();
        let report = replies.clone();
        let started = Builder::new().name(name.to_owned()).spawn(move || {
            // A window that is gone needs no answer.
            let _ = report.send(work());
            window.wake();
        });
        if let Err(error) = started {
            let _ = replies.send(PlatformReply::NoThread(io_reason(&error)));
        }
    }

    /// Opens an address that has passed a check.
    fn open_page(&self, address: String, replies: &Sender<PlatformReply>) {
        self.in_background("browser", replies, move || match browse(&address) {
            Ok(()) => PlatformReply::Opened,
            Err(error) => PlatformReply::NotOpened { address, reason: io_reason(&error) },
        });
    }

    /// Runs longer work on a thread of its own. It reports its progress and can be stopped.
    fn work_in_background(
        &self,
        name: &str,
        label: &'static str,
        replies: &Sender<PlatformReply>,
        work: impl FnOnce(&Progress) -> PlatformReply + Send + 'static,
    ) {
        let begun = Work::new(label, true);
        // A window that is gone needs no answer.
        let _ = replies.send(PlatformReply::Began(begun.clone()));
        let lasting = UntilDropped(begun.progress);
        self.in_background(name, replies, move || work(&lasting.0));
    }
}

impl Platform for NativePlatform {
    fn window(&self) -> &dyn WindowHandle {
        self.window.as_ref()
    }

    fn open(&mut self, address: &Address, replies: Sender<PlatformReply>) {
        self.open_page(address.as_str().to_owned(), &replies);
    }

    fn open_ticket_page(&mut self, address: &TicketAddress, replies: Sender<PlatformReply>) {
        self.open_page(address.as_str().to_owned(), &replies);
    }

    fn open_path(&mut self, path: PathBuf, replies: Sender<PlatformReply>) {
        self.in_background("path", &replies, move || match show(&path) {
            Ok(()) => PlatformReply::Opened,
            Err(_) => PlatformReply::PathNotOpened(path),
        });
    }

    fn check_folder(&mut self, folder: PathBuf, replies: Sender<PlatformReply>) {
        self.in_background("folder", &replies, move || {
            if folder.is_dir() {
                PlatformReply::Opened
            } else {
                PlatformReply::FolderMissing(folder)
            }
        });
    }

    fn pick(&mut self, purpose: Purpose, replies: Sender<PlatformReply>) {
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
        self.in_background("dialog", &replies, move || match await_dialog(picked) {
            Ok(file) => PlatformReply::Picked(purpose, file.path().to_owned()),
            Err(reply) => reply,
        });
    }

    fn pick_and_save(&mut self, job: SaveJob, replies: Sender<PlatformReply>) {
        let (file_type, ending) = job.file_type.filter();
        // Opened on the window's thread, as macOS requires, and waited for on another.
        let picked = rfd::AsyncFileDialog::new()
            .set_title(format!("Save: {}", job.what))
            .set_file_name(&job.name)
            .add_filter(file_type, &[ending]);
        let picked = match &job.folder {
            Some(folder) => picked.set_directory(folder),
            None => picked,
        };
        let picked = picked.save_file();
        let (begun, window) = (replies.clone(), self.window.clone());
        self.in_background("dialog", &replies, move || match await_dialog(picked) {
            Ok(file) => {
                // What takes long shows and says what it is; other jobs are written at once.
                let work = job.document.as_ref().map(|_| Work::new("Making the document", false));
                if let Some(work) = &work {
                    let _ = begun.send(PlatformReply::Began(work.clone()));
                    window.wake();
                }
                let _lasting = work.map(|work| UntilDropped(work.progress));
                write(file.path().to_owned(), Replace::Yes, job)
            }
            Err(reply) => reply,
        });
    }

    fn pick_logo(&mut self, replies: Sender<PlatformReply>) {
        let picked = rfd::AsyncFileDialog::new()
            .set_title("Choose the logo for documents")
            .add_filter("Pictures", &["png", "svg"])
            .pick_file();
        self.in_background("dialog", &replies, move || match await_dialog(picked) {
            Ok(file) => {
                let read = Logo::open(file.path()).map_err(|error| error.to_string());
                PlatformReply::LogoRead(file.path().to_owned(), read)
            }
            Err(reply) => reply,
        });
    }

    fn recognize(&mut self, paths: Vec<PathBuf>, replies: Sender<PlatformReply>) {
        self.in_background("dropped", &replies, move || {
            PlatformReply::Recognized(paths.into_iter().map(recognize).collect())
        });
    }

    fn pick_to_read(&mut self, replies: Sender<PlatformReply>) {
        let picked = rfd::AsyncFileDialog::new().set_title("Read exported files").pick_files();
        self.in_background("dialog", &replies, move || match await_dialog(picked) {
            Ok(files) => {
                let paths = files.iter().map(|file| file.path().to_owned());
                PlatformReply::Recognized(paths.map(recognize).collect())
            }
            Err(reply) => reply,
        });
    }

    fn inspect(&mut self, job: InspectJob, replies: Sender<PlatformReply>) {
        self.work_in_background("exports", "Reading exported files", &replies, move |progress| {
            job.run(progress)
        });
    }

    fn save_redacted(&mut self, job: RedactJob, replies: Sender<PlatformReply>) {
        self.work_in_background(
            "redacted copy",
            "Saving a redacted copy",
            &replies,
            move |progress| job.run(progress),
        );
    }

    fn lay_out(&mut self, document: Box<DocumentJob>, replies: Sender<PlatformReply>) {
        self.in_background("preview", &replies, move || document.lay_out());
    }

    fn draw(&mut self, step: Shown, theme: Theme, replies: Sender<PlatformReply>) {
        self.in_background("picture", &replies, move || {
            PlatformReply::Drawn(Drawer::new(theme).first(&step))
        });
    }

    fn save_pictures(&mut self, steps: Vec<Shown>, theme: Theme, replies: Sender<PlatformReply>) {
        let picked =
            rfd::AsyncFileDialog::new().set_title("Choose a folder for the pictures").pick_folder();
        let (begun, window) = (replies.clone(), self.window.clone());
        self.in_background("pictures", &replies, move || {
            let place = match await_dialog(picked) {
                Ok(place) => place,
                Err(reply) => return reply,
            };
            let work = Work::new("Drawing pictures", true);
            let _ = begun.send(PlatformReply::Began(work.clone()));
            window.wake();
            let lasting = UntilDropped(work.progress);
            match picture::save(place.path(), &steps, theme, &lasting.0) {
                Ok((folder, pictures)) => PlatformReply::PicturesSaved(pictures, folder),
                Err(reason) => PlatformReply::PicturesNotSaved(reason.to_string()),
            }
        });
    }

    fn save(
        &mut self,
        path: PathBuf,
        replace: Replace,
        job: SaveJob,
        replies: Sender<PlatformReply>,
    ) {
        self.in_background("save", &replies, move || write(path, replace, job));
    }
}

/// Waits for a dialog. One that is gone before anybody can have seen it did not open: the system has
/// none.
fn await_dialog<T>(picked: impl Future<Output = Option<T>>) -> Result<T, PlatformReply> {
    let begun = Instant::now();
    let missing = || {
        let is_missing = begun.elapsed() < LEAST_SEEN;
        if is_missing { PlatformReply::NoDialog } else { PlatformReply::NotPicked }
    };
    pollster::block_on(picked).ok_or_else(missing)
}

fn write(path: PathBuf, replace: Replace, job: SaveJob) -> PlatformReply {
    let what = job.what;
    let job = match job.made() {
        Ok(job) => Box::new(job),
        Err(error) => return PlatformReply::NotMade(what, error.to_string()),
    };
    match files::write(&path, replace, &job.content) {
        Ok(()) => PlatformReply::Saved(path, job.mark),
        Err(NotWritten::Exists(path)) => PlatformReply::Exists(path, job),
        Err(NotWritten::IsFolder(path)) => PlatformReply::IsFolder(path),
        Err(NotWritten::Refused { reason, path }) => {
            let instead = paths::alternative(&path, &job.name).map(|path| (job, path));
            PlatformReply::NotSaved { path, reason: io_reason(&reason), instead }
        }
    }
}

/// Opens an address that has passed the check in the system's browser, never through a shell.
#[expect(clippy::disallowed_methods, reason = "the one place where addresses leave the program")]
fn browse(address: &str) -> io::Result<()> {
    open::that_detached(address)
}

#[expect(clippy::disallowed_methods, reason = "the one place where a file is opened")]
fn show(path: &Path) -> io::Result<()> {
    open::that_detached(path)
}

/// Shows a message box and waits until it is closed, for when there is no window. Does nothing if the
/// system has no message boxes.
pub fn alert(title: &str, text: &str) {
    let _ = rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(title)
        .set_description(text)
        .show();
}
