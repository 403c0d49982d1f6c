//! Exported files, read for the open ticket, and the lists found in them, saved.

use std::path::PathBuf;

use crate::app::command::{ExportsCommand, UsersFile};
use crate::app::effects::platform::{FileType, InspectJob, RedactJob, SaveJob};
use crate::app::effects::worker::Request;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::update::UpdateContext;
use crate::evidence::{Inquiry, Inspection, ListKind, Stopped};
use crate::export::users;
use crate::ticket::{EventKind, TicketId};

impl UpdateContext<'_> {
    pub(super) fn use_exports(&mut self, command: ExportsCommand) {
        match command {
            ExportsCommand::Read => self.pick_exports(),
            ExportsCommand::ReadAgain => self.read_exports(Vec::new()),
            ExportsCommand::SaveUsers(kind, form) => self.save_users(kind, form),
            ExportsCommand::SaveRedacted(from) => self.save_redacted(from),
        }
    }

    /// Asks for files to read.
    fn pick_exports(&mut self) {
        if self.may_pick() {
            self.platform.pick_to_read(self.replies.clone());
        }
    }

    /// Reads exported files together with those read before: one often explains another.
    pub(super) fn read_exports(&mut self, paths: Vec<PathBuf>) {
        let Some(open) = &mut self.state.open else {
            self.state.report_failure("The files were not read; open a ticket first");
            return;
        };
        let known = &mut open.exports.paths;
        known.retain(|path| !paths.contains(path));
        known.extend(paths);
        let typed = open.exports.seats.trim();
        let seats = typed.parse().ok();
        if seats.is_none() && !typed.is_empty() {
            let text = format!("The files were not read; type the seats in digits only: {typed}");
            self.state.report_failure(text);
            return;
        }
        let (ticket, places) = (open.ticket(), open.ticket().places());
        let job = InspectJob {
            ticket: ticket.id,
            paths: open.exports.paths.clone(),
            inquiry: Inquiry { user: places.user, google_admin: places.google_admin, seats },
            kb: open.stored.kb.clone(),
        };
        self.platform.inspect(job, self.replies.clone());
    }

    /// Takes in what exported files show. Only that is stored, not the files.
    pub(super) fn inspected(&mut self, ticket: TicketId, inspected: Result<Inspection, Stopped>) {
        let inspection = match inspected {
            Ok(inspection) => inspection,
            Err(stopped) => {
                self.state.notify(stopped.to_string());
                return;
            }
        };
        if let Some(why) = inspection.why_nothing() {
            self.state.report_failure(format!("The files could not be read: {why}"));
            return;
        }
        let inspection = inspection.into();
        self.worker.ask(Request::Record(ticket, vec![EventKind::Inspected { inspection }]));
        if self.waits_for_exports(ticket) {
            self.state.overlay = Some(Overlay::Exports);
        }
    }

    /// Whether the overlay may open by itself. On other screens, or while typing, the technician is busy
    /// with something else, and the notice is enough.
    fn waits_for_exports(&self, ticket: TicketId) -> bool {
        self.state.screen == Screen::Diagnose
            && self.state.overlay.is_none()
            && !self.state.session.is_typing
            && self.state.open.as_ref().is_some_and(|open| open.ticket().id == ticket)
    }

    /// Saves a redacted copy of a file, beside it or in the preferred folder.
    fn save_redacted(&mut self, from: PathBuf) {
        let Some(open) = &self.state.open else { return };
        let folder = self.state.preferences.folder.clone();
        let job = RedactJob { from, folder, who: open.exports.identities };
        self.platform.save_redacted(job, self.replies.clone());
    }

    /// Saves a list of users found in exported files.
    fn save_users(&mut self, kind: ListKind, form: UsersFile) {
        let Some(open) = &self.state.open else { return };
        let Some(list) = open.ticket().user_list(kind) else { return };
        let (what, name, content) = match form {
            UsersFile::ToRead => ("Affected users", "users", users::to_look_through(list)),
            UsersFile::ToUnsuspend => {
                ("Users to upload", "upload-unsuspend", users::to_unsuspend(list))
            }
        };
        let left_out = users::left_out(list);
        if form == UsersFile::ToUnsuspend && left_out > 0 {
            self.state.notify(format!(
                "Users left out because their name or organizational unit is unknown: {left_out}"
            ));
        }
        let job = SaveJob {
            name: format!("{name}-{}.csv", kind.id()),
            folder: self.state.preferences.folder.clone(),
            what,
            file_type: FileType::Csv,
            content: content.into_bytes(),
            document: None,
        };
        self.pick_and_save_job(job);
    }
}
