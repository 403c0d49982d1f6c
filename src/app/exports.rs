//! Commands that are about exported files: read them for the ticket in work, save the users they show.

use std::path::PathBuf;

use super::carry_out::Hands;
use super::command::{Command, UsersFile};
use super::outside::{CopyJob, FileType, InspectJob, SaveJob};
use super::place::{Overlay, Screen};
use super::worker::Request;
use crate::evidence::{Inquiry, Inspection, ListKind, Stopped};
use crate::export::users;
use crate::ticket::{EventKind, TicketId};

impl Hands<'_> {
    /// Carries out a command of these.
    pub(super) fn use_exports(&mut self, command: Command) {
        match command {
            Command::ReadFiles => self.pick_exports(),
            Command::ReadAgain => self.read_exports(Vec::new()),
            Command::SaveUsers(kind, form) => self.save_users(kind, form),
            Command::CopyClean(from) => self.copy_clean(from),
            _ => {}
        }
    }

    /// Asks for files to read.
    fn pick_exports(&mut self) {
        if self.may_pick() {
            self.outside.pick_to_read(self.reports.clone());
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
        self.outside.inspect(job, self.reports.clone());
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
            && !self.ctx.text_edit_focused()
            && self.state.open.as_ref().is_some_and(|open| open.ticket().id == ticket)
    }

    /// Saves a file without its secrets, beside it or where files are saved.
    fn copy_clean(&mut self, from: PathBuf) {
        let Some(open) = &self.state.open else { return };
        let folder = self.state.preferences.folder.clone();
        let job = CopyJob { from, folder, who: open.exports.who };
        self.outside.copy_clean(job, self.reports.clone());
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
