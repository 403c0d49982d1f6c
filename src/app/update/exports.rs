//! Exported files: read for the open ticket, and what they show saved.

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

    /// Reads exported files together with those read before: one list often explains the other.
    pub(super) fn read_exports(&mut self, paths: Vec<PathBuf>) {
        let Some(open) = &mut self.state.open else {
            self.state.tell_error("The files were not read: there is no ticket to take them");
            return;
        };
        let known = &mut open.exports.paths;
        known.retain(|path| !paths.contains(path));
        known.extend(paths);
        let typed = open.exports.seats.trim();
        let seats = typed.parse().ok();
        if seats.is_none() && !typed.is_empty() {
            let told = format!("The number of seats is no number; type digits only: {typed}");
            self.state.tell_error(told);
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

    /// Takes in what exported files show; only that is stored.
    pub(super) fn inspected(&mut self, ticket: TicketId, inspected: Result<Inspection, Stopped>) {
        let inspection = match inspected {
            Ok(inspection) => inspection,
            Err(stopped) => {
                self.state.tell(stopped.to_string());
                return;
            }
        };
        if let Some(why) = inspection.why_nothing() {
            self.state.tell_error(format!("Nothing could be read: {why}"));
            return;
        }
        let inspection = inspection.into();
        self.worker.ask(Request::Record(ticket, vec![EventKind::Inspected { inspection }]));
        if self.waits_for_exports(ticket) {
            self.state.overlay = Some(Overlay::Exports);
        }
    }

    /// Whether what files show may lie over the screen by itself: elsewhere, and while something is
    /// typed, somebody is in the middle of something else. The notice tells it there.
    fn waits_for_exports(&self, ticket: TicketId) -> bool {
        self.state.screen == Screen::Diagnose
            && self.state.overlay.is_none()
            && !self.state.session.is_typing
            && self.state.open.as_ref().is_some_and(|open| open.ticket().id == ticket)
    }

    /// Saves a copy of a file with its secrets removed, beside it or where files are saved.
    fn save_redacted(&mut self, from: PathBuf) {
        let Some(open) = &self.state.open else { return };
        let folder = self.state.preferences.folder.clone();
        let job = RedactJob { from, folder, who: open.exports.identities };
        self.platform.save_redacted(job, self.replies.clone());
    }

    /// Saves the users that exported files show.
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
            self.state.tell(format!(
                "Left out because name or organizational unit is not known: {left_out}"
            ));
        }
        let job = SaveJob {
            name: format!("{name}-{}.csv", kind.id()),
            folder: self.state.preferences.folder.clone(),
            what,
            file_type: FileType::Csv,
            content: content.into_bytes(),
        };
        self.pick_and_save_job(job);
    }
}
