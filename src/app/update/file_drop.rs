//! Files dropped on the window, and what is done with each kind.

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
    /// Takes in files dropped on the window: has their kinds determined.
    pub fn take_drops(&mut self, paths: Vec<PathBuf>) {
        // While a step is presented, nothing would show what was done with a file.
        if !paths.is_empty() && self.state.screen != Screen::Present {
            self.platform.recognize(paths, self.replies.clone());
        }
    }

    /// Takes in the kinds of files. Exported files are read together, because one often explains
    /// another.
    pub(super) fn take_recognized(&mut self, dropped: Vec<FileKind>) {
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
                let text = format!(
                    "Restore this backup? It adds what is missing here: {}",
                    path.display()
                );
                let now = self.state.session.seconds;
                let restore = Command::Maintenance(MaintenanceCommand::UseFile(
                    Purpose::Restore,
                    path,
                    Replace::AskFirst,
                ));
                let notice = self.state.notices.add(NoticeKind::Decision, text, now);
                notice.remedy = Some(("Restore".to_owned(), restore));
            }
            FileKind::Other(path, reason) => {
                self.state.report_failure(format!(
                    "The file was not read: {reason}. Drop a text, an export, a ticket or a backup: {}",
                    path.display()
                ));
            }
        }
    }

    /// Adds the text of a file to the complaint, stores it and shows it, with a button to undo it.
    fn add_to_complaint(&mut self, path: &Path, text: &str) {
        let Some(open) = &self.state.open else {
            self.state.report_failure("The file was not read; open a ticket first");
            return;
        };
        let before = open.complaint.trim_end();
        let joined =
            if before.is_empty() { text.to_owned() } else { format!("{before}\n\n{text}") };
        let text = match accept(&joined) {
            Ok(()) => format!("Added to the complaint: {}", path.display()),
            Err(reason) => {
                self.state
                    .report_failure(format!("The file was not added to the complaint: {reason}"));
                return;
            }
        };
        self.run(Command::Diagnose(DiagnoseCommand::TypeComplaint(joined)));
        // Stores the complaint too.
        self.run(Command::Navigate(NavigateCommand::Show(Screen::Diagnose)));
        let notice = self.state.notices.add(NoticeKind::Action, text, self.state.session.seconds);
        notice.remedy = Some(("Undo".to_owned(), Command::Ticket(TicketCommand::Undo)));
    }
}
