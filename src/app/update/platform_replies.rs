//! Takes in the replies of the system.

use std::path::{Path, PathBuf};

use super::UpdateContext;
use crate::app::command::{Command, DocumentsCommand, MaintenanceCommand, WindowCommand};
use crate::app::effects::platform::{DocumentMark, PlatformReply, Replace, SaveJob};
use crate::app::model::ending::SavedDocument;

impl UpdateContext<'_> {
    /// Takes in one reply of the system.
    pub fn take_platform_reply(&mut self, reply: PlatformReply) {
        let state = &mut *self.state;
        match reply {
            PlatformReply::Opened => {}
            PlatformReply::NotOpened { address, reason } => self.not_opened(address, &reason),
            PlatformReply::PathNotOpened(path) => {
                let text = format!("It was not opened; open it yourself: {}", path.display());
                let notice = state.report_failure(text);
                let path = path.display().to_string();
                notice.remedy =
                    Some(("Copy path".to_owned(), Command::Window(WindowCommand::CopyText(path))));
            }
            PlatformReply::Exists(path, job) => self.exists(path, job),
            PlatformReply::IsFolder(path) => {
                let text = format!("The path is a folder; add a file name: {}", path.display());
                state.report_failure(text);
                state.focus_path();
            }
            PlatformReply::NoThread(reason) => {
                state.is_picking = false;
                state.end_preview(None);
                state.report_failure(format!(
                    "The system is out of resources; try again ({reason})"
                ));
            }
            PlatformReply::NotPicked => {
                state.is_picking = false;
                state.notify("No file was chosen");
            }
            PlatformReply::NoDialog => self.no_dialog(),
            PlatformReply::FolderMissing(folder) => self.folder_missing(folder),
            PlatformReply::Picked(purpose, path) => {
                state.is_picking = false;
                let command =
                    Command::Maintenance(MaintenanceCommand::UseFile(purpose, path, Replace::Yes));
                self.run(command);
            }
            PlatformReply::NotMade(what, reason) => {
                state.is_picking = false;
                state.report_failure(format!("{what} was not created: {reason}"));
            }
            PlatformReply::LogoRead(path, read) => self.logo_read(&path, read),
            PlatformReply::Saved(path, mark) => self.saved(path, mark),
            PlatformReply::Recognized(files) => {
                state.is_picking = false;
                self.take_recognized(files);
            }
            PlatformReply::Inspected(ticket, inspected) => self.inspected(ticket, inspected),
            PlatformReply::RedactedCopySaved(path, summary) => {
                state.announce(format!("{summary}. Saved: {}", path.display()));
            }
            PlatformReply::RedactedCopyNotSaved(why) => {
                state.report_failure(format!("The redacted copy was not saved: {why}"));
            }
            PlatformReply::LaidOut(pages) => state.end_preview(Some(pages)),
            PlatformReply::Drawn(image) => self.picture_drawn(image),
            PlatformReply::Began(work) => state.begin(work),
            PlatformReply::PicturesNotSaved(reason) => {
                state.is_picking = false;
                state.report_failure(format!("The pictures were not saved: {reason}"));
            }
            PlatformReply::PicturesSaved(pictures, folder) => {
                state.is_picking = false;
                let pictures = if pictures == 1 { "Picture saved" } else { "Pictures saved" };
                state.announce(format!("{pictures}: {}", folder.display()));
            }
            PlatformReply::NotSaved { path, reason, instead } => {
                self.not_saved(&path, &reason, instead);
            }
        }
    }

    /// Says that the browser did not start, with the link to copy.
    fn not_opened(&mut self, address: String, reason: &str) {
        let state = &mut *self.state;
        let notice = state
            .report_failure(format!("The browser did not start; copy the link instead ({reason})"));
        notice.remedy =
            Some(("Copy link".to_owned(), Command::Window(WindowCommand::CopyText(address))));
    }

    /// Asks before a file is replaced.
    fn exists(&mut self, path: PathBuf, job: Box<SaveJob>) {
        let state = &mut *self.state;
        let notice = state.report_failure(format!("The file already exists: {}", path.display()));
        let replace = Command::Documents(DocumentsCommand::SaveAgain(job, path, Replace::Yes));
        notice.remedy = Some(("Replace".to_owned(), replace));
        state.focus_path();
    }

    /// Says what to do where the system has no file dialog.
    fn no_dialog(&mut self) {
        let state = &mut *self.state;
        state.is_picking = false;
        state.ending.types_path = true;
        state.report_failure(
            "This system opened no file dialog. Type the path instead: on Wrap up for a \
             document, under \u{201c}Import, back up, restore, purge\u{201d} for tickets; or \
             drop the file on the window",
        );
        state.focus_path();
    }

    /// Says that the preferred folder does not exist.
    fn folder_missing(&mut self, folder: PathBuf) {
        let state = &mut *self.state;
        let text = format!(
            "The folder for saved files does not exist; create it or choose another one: {}",
            folder.display()
        );
        state.report_failure(text);
        state.missing_folder = Some(folder);
    }

    /// Says where a file was saved, and keeps what Wrap up shows of it.
    fn saved(&mut self, path: PathBuf, mark: Option<DocumentMark>) {
        let state = &mut *self.state;
        state.is_picking = false;
        let place = std::path::absolute(&path).unwrap_or(path);
        state.announce(format!("Saved: {}", place.display()));
        state.last_folder = place.parent().map(ToOwned::to_owned);
        let open = state.open.as_ref().map(|open| open.ticket().id);
        if let Some(mark) = mark.filter(|mark| Some(mark.ticket) == open) {
            state.ending.saved = Some(SavedDocument { path: place, mark });
        }
    }

    /// Says that a file was not saved, and proposes another place.
    fn not_saved(&mut self, path: &Path, reason: &str, instead: Option<(Box<SaveJob>, PathBuf)>) {
        let state = &mut *self.state;
        state.is_picking = false;
        state.focus_path();
        let notice = state.report_failure(format!(
            "The file was not saved ({reason}); choose another place: {}",
            path.display()
        ));
        notice.remedy = instead.map(|(job, place)| {
            let name = format!("Save as {}", place.display());
            (name, Command::Documents(DocumentsCommand::SaveAgain(job, place, Replace::AskFirst)))
        });
    }
}
