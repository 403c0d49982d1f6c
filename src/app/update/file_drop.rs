//! Files dropped on the window: what becomes of each kind.

use std::path::{Path, PathBuf};

use crate::app::command::{
    Command, DiagnoseCommand, MaintenanceCommand, NavigateCommand, TicketCommand,
};
use crate::app::effects::file_kind::FileKind;
use crate::app::effects::platform::{Purpose, Replace};
use crate::app::model::notices::NoticeKind;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::diagnosis::accept;

impl UpdateContext<'_> {
    /// Determines what kind of files were dropped.
    pub fn take_drops(&mut self, paths: Vec<PathBuf>) {
        // While a step is presented, nobody sees what becomes of a file.
        if !paths.is_empty() && self.state.screen != Screen::Present {
            self.platform.recognize(paths, self.replies.clone());
        }
    }

    /// Takes in what files turned out to be. Exported files are read together, because one often
    /// explains the other.
    pub(super) fn take_dropped(&mut self, dropped: Vec<FileKind>) {
        let mut exports = Vec::new();
        for file in dropped {
            match file {
                FileKind::Export(path) => exports.push(path),
                other => self.take_one(other),
            }
        }
        if !exports.is_empty() {
            self.read_exports(exports);
        }
    }

    fn take_one(&mut self, dropped: FileKind) {
        match dropped {
            FileKind::Export(path) => self.read_exports(vec![path]),
            FileKind::Text(path, text) => self.add_to_complaint(&path, &text),
            FileKind::Ticket(path) => {
                self.run(Command::Maintenance(MaintenanceCommand::UseFile(
                    Purpose::Import,
                    path,
                    Replace::AskFirst,
                )));
            }
            FileKind::Backup(path) => {
                let told =
                    format!("Restore this backup? It adds what is not here: {}", path.display());
                let now = self.state.session.seconds;
                let restore = Command::Maintenance(MaintenanceCommand::UseFile(
                    Purpose::Restore,
                    path,
                    Replace::AskFirst,
                ));
                let notice = self.state.notices.add(NoticeKind::Decision, told, now);
                notice.remedy = Some(("Restore".to_owned(), restore));
            }
            FileKind::Other(path, reason) => {
                self.state.tell_error(format!(
                    "The file was not taken ({reason}); drop a text, an export, a ticket or a backup: {}",
                    path.display()
                ));
            }
        }
    }

    /// Adds the words of a file to the complaint, stores it and shows it, with the way back.
    fn add_to_complaint(&mut self, path: &Path, text: &str) {
        let Some(open) = &self.state.open else {
            self.state.tell_error("The file was not taken: there is no ticket to take it");
            return;
        };
        let before = open.complaint.trim_end();
        let joined =
            if before.is_empty() { text.to_owned() } else { format!("{before}\n\n{text}") };
        let told = match accept(&joined) {
            Ok(()) => format!("Added to the complaint: {}", path.display()),
            Err(reason) => {
                self.state.tell_error(format!("The file was not taken: {reason}"));
                return;
            }
        };
        self.run(Command::Diagnose(DiagnoseCommand::TypeComplaint(joined)));
        // Stores it, too.
        self.run(Command::Navigate(NavigateCommand::Show(Screen::Diagnose)));
        let notice = self.state.notices.add(NoticeKind::Action, told, self.state.session.seconds);
        notice.remedy = Some(("Undo".to_owned(), Command::Ticket(TicketCommand::Undo)));
    }
}
