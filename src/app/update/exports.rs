//! Exported files, read for the open ticket, and the lists found in them, saved.

use std::path::PathBuf;

use crate::app::command::{ExportsCommand, UsersFile};
use crate::app::effects::platform::{FileType, InspectJob, InspectedFiles, RedactJob, SaveJob};
use crate::app::effects::worker::Request;
use crate::app::model::file_problems::said_of;
use crate::app::model::focus::Field;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::evidence::{Inquiry, ListKind, Stopped};
use crate::export::{csv, users};
use crate::ticket::{EventKind, TicketId};

impl UpdateContext<'_> {
    pub(super) fn use_exports(&mut self, command: ExportsCommand) {
        match command {
            ExportsCommand::Read => self.pick_exports(),
            ExportsCommand::FilterUsers => self.put_cursor(Field::UserFilter),
            ExportsCommand::ReadAgain => self.read_exports(Vec::new()),
            ExportsCommand::SaveUsers(kind, form) => self.save_users(kind, form),
            ExportsCommand::SaveRedacted(from) => self.save_redacted(from),
            ExportsCommand::ShowRows(rows) => {
                if let Some(open) = &mut self.state.open {
                    open.exports.shown = rows;
                }
            }
            ExportsCommand::SaveTable => self.save_table(),
            ExportsCommand::SaveAllRedacted => {
                let open = self.state.open.as_ref();
                for path in open.map_or_else(Vec::new, |open| open.exports.paths.clone()) {
                    self.save_redacted(path);
                }
            }
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
        let known = open.customer.profile.as_ref().and_then(|profile| profile.seats.bought);
        let seats = if typed.is_empty() { known.map(u64::from) } else { typed.parse().ok() };
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
    pub(super) fn inspected(
        &mut self,
        ticket: TicketId,
        read: Result<Box<InspectedFiles>, Stopped>,
    ) {
        let InspectedFiles { inspection, side_by_side } = match read {
            Ok(read) => *read,
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
        let side_by_side = side_by_side.unwrap_or_else(|why| {
            let text = format!("The users do not stand side by side: {why}");
            self.state.report_failure(text);
            None
        });
        let is_open = |open: &&mut OpenTicket| open.ticket().id == ticket;
        if let Some(open) = self.state.open.as_mut().filter(is_open) {
            open.take_side_by_side(side_by_side);
        }
        self.worker.ask(Request::Record(ticket, vec![EventKind::Inspected { inspection }]));
        if self.waits_for_exports(ticket) {
            self.show(Screen::Files);
        }
    }

    /// Whether the screen of the files may open by itself. On other screens, or while typing, the
    /// technician is busy with something else, and the notice has a way there.
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

    /// Saves the users that the table shows, with what differs.
    fn save_table(&mut self) {
        let Some(open) = &mut self.state.open else { return };
        let columns = open.exports.columns().to_vec();
        let columns = columns.as_slice();
        let heads = columns.iter().flat_map(|column| {
            [format!("{} in Google", column.title()), format!("{} in JumpCloud", column.title())]
        });
        let heads: Vec<String> = std::iter::once("User".to_owned()).chain(heads).collect();
        let rows = open.shown_users().into_iter().map(|row| {
            let cells = columns
                .iter()
                .flat_map(|column| said_of(row, columns, *column).unwrap_or_default());
            std::iter::once(row.user.for_insiders().to_owned())
                .chain(cells)
                .collect::<Vec<String>>()
        });
        let content: String = std::iter::once(heads)
            .chain(rows)
            .map(|cells| csv::row(&cells.iter().map(String::as_str).collect::<Vec<_>>()))
            .collect();
        let job = SaveJob {
            name: "users-that-differ.csv".to_owned(),
            folder: self.state.save_folder(),
            what: "Users that differ",
            file_type: FileType::Csv,
            content: content.into_bytes(),
            document: None,
            mark: None,
        };
        self.pick_and_save_job(job);
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
            folder: self.state.save_folder(),
            what,
            file_type: FileType::Csv,
            content: content.into_bytes(),
            document: None,
            mark: None,
        };
        self.pick_and_save_job(job);
    }
}
