//! What the worker and the system reply, taken in.

use super::UpdateContext;
use crate::app::command::{
    Command, DocumentsCommand, MaintenanceCommand, TicketCommand, WindowCommand,
};
use crate::app::effects::platform::{PlatformReply, Replace};
use crate::app::effects::worker::{Reply, Request};
use crate::app::model::notices::NoticeKind;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::Closing;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::export::{Audience, describe_event};
use crate::ticket::store::{Stored, Tallies};
use crate::ticket::{Event, EventKind};

impl UpdateContext<'_> {
    /// Takes in one reply of the worker.
    pub fn take_reply(&mut self, reply: Reply) {
        let state = &mut *self.state;
        match reply {
            Reply::Started(saved) => {
                state.preferences = saved.preferences;
                state.recent = saved.recent;
                state.screen = saved.location.screen;
                state.addresses = saved.addresses;
                state.return_to = saved.location.step;
                state.session.today = Some(saved.today);
                state.session.data_folder = saved.data_folder;
                state.session.is_ready = true;
            }
            Reply::Listed(page) => {
                state.list.page = page;
                if state.list.opens_found {
                    self.open_found();
                }
            }
            Reply::Tallied(tallies) => self.tallied(tallies),
            Reply::Opened(stored) => self.opened(*stored),
            Reply::Changed(stored) => {
                self.tell_action(&stored);
                self.changed(*stored);
            }
            Reply::ChangedElsewhere(stored, events) => self.changed_elsewhere(*stored, &events),
            Reply::Masked(masked) => {
                let told = masked.summary();
                let command = Command::Ticket(TicketCommand::NotSecret(masked));
                let notice = state.notices.add(NoticeKind::Decision, told, state.session.seconds);
                notice.remedy = Some(("Not a secret".to_owned(), command));
            }
            Reply::Held(requests, reason) => {
                if requests.is_empty() && !state.unsaved.requests.is_empty() {
                    // Closing loses nothing any more.
                    state
                        .notices
                        .drop_remedies(|command| *command == Command::Window(WindowCommand::Close));
                    state.tell("Everything is stored now");
                }
                if let (Some(open), false) = (&mut state.open, requests.is_empty()) {
                    open.is_ending_step = false;
                }
                state.unsaved.requests = requests;
                state.unsaved.reason = reason;
            }
            Reply::Flushed => self.flushed(),
            Reply::Older { days, tickets } => {
                state.drafts.maintenance.older = Some((days, tickets))
            }
            Reply::Addresses(addresses) => state.addresses = addresses,
            Reply::Began(work) => state.begin(work),
            Reply::Told(text) => state.tell(text),
            Reply::WentWrong(report) => {
                let notice = state.tell_error(
                    "Something went wrong inside the last time. Tickets are safe; please send the \
                     report, in which nothing of them stands, to whoever looks after Syncmend",
                );
                notice.remedy = Some((
                    "Open report".to_owned(),
                    Command::Window(WindowCommand::OpenReport(report)),
                ));
            }
            // There is nothing to wait for any more.
            Reply::Stopped => self.close_window(),
            Reply::Failed(text, request) => {
                state.opens_new = false;
                if let Some(open) = &mut state.open {
                    open.is_ending_step = false;
                }
                state.tell_error(text).retry = request;
            }
        }
    }

    fn opened(&mut self, stored: Stored) {
        // What was typed while the ticket was on its way belongs to the one before.
        self.store_drafts();
        let state = &mut *self.state;
        let is_new = std::mem::take(&mut state.opens_new);
        if is_new {
            state.screen = Screen::Diagnose;
            state.overlay = Some(Overlay::Details);
        }
        // A choice made for one ticket must not hand the next one's notes to its customer, nor write
        // the next one's checklist over this one's.
        state.checklist.audience = Audience::Customer;
        state.checklist.path.clear();
        state.notices.drop_remedies(|c| {
            matches!(
                c,
                Command::Documents(DocumentsCommand::SaveAgain(..))
                    | Command::Ticket(TicketCommand::Undo)
                    | Command::Ticket(TicketCommand::Redo)
            )
        });
        let mut open = OpenTicket::new(stored);
        open.is_new = is_new;
        open.step = state.return_to.take();
        open.record = state.list.tallies.record.clone();
        state.open = Some(open);
        self.worker.ask(Request::Remember(self.state.location()));
    }

    fn changed(&mut self, stored: Stored) {
        let is_open = |open: &&mut OpenTicket| open.ticket().id == stored.ticket.id;
        if let Some(open) = self.state.open.as_mut().filter(is_open) {
            open.refresh(stored);
        }
    }

    /// Tells the last thing that was done to the ticket in work, with the way back.
    fn tell_action(&mut self, stored: &Stored) {
        let Some(open) = &self.state.open else { return };
        let before = open.stored.events.len();
        if open.ticket().id != stored.ticket.id {
            return;
        }
        let Some(last) = stored.events.get(before..).and_then(<[Event]>::last) else { return };
        let back = match &last.what {
            EventKind::Undone { .. } => ("Redo", Command::Ticket(TicketCommand::Redo)),
            EventKind::Answered { .. }
            | EventKind::FixChosen { .. }
            | EventKind::Stepped { .. }
            | EventKind::WaitEnded { .. }
            | EventKind::Closed { .. }
            | EventKind::Reopened
            | EventKind::Inspected { .. }
            | EventKind::Repinned { .. } => ("Undo", Command::Ticket(TicketCommand::Undo)),
            // What is typed shows in its field; what was put off comes back by itself.
            _ => return,
        };
        let text = describe_event(&stored.kb, &stored.events, &last.what);
        let notice = self.state.notices.add(NoticeKind::Action, text, self.state.session.seconds);
        notice.remedy = Some((back.0.to_owned(), back.1));
    }

    /// Shows what somebody else did to the ticket in work, and says so.
    fn changed_elsewhere(&mut self, stored: Stored, events: &[Event]) {
        if let Some(last) = events.last() {
            let what = describe_event(&stored.kb, &stored.events, &last.what);
            let more = match events.len() {
                1 => String::new(),
                several => format!(" (and {} more)", several - 1),
            };
            self.state.tell(format!("In another window, {}: {what}{more}", last.by));
        }
        self.changed(stored);
    }

    /// Takes in how many tickets there are; asks for attention where a wait is over.
    fn tallied(&mut self, tallies: Tallies) {
        let state = &mut *self.state;
        // What was over before the window opened is on top of the list, and no news.
        let is_told = !state.list.tallies.states.is_empty();
        if tallies.due > state.list.tallies.due && is_told {
            let tickets = if tallies.due == 1 { "ticket is" } else { "tickets are" };
            state.tell(format!("A wait is over: {} {tickets} due", tallies.due));
            self.platform.window().request_attention();
        }
        if let Some(open) = &mut state.open {
            open.record = tallies.record.clone();
        }
        state.list.tallies = tallies;
    }

    /// Closes the window where everything is stored, else says what would be lost.
    fn flushed(&mut self) {
        let state = &mut *self.state;
        if state.unsaved.requests.is_empty() {
            self.close_window();
            return;
        }
        state.session.closing = Closing::No;
        let notice = state.tell_error("Closing now would lose what is not stored yet");
        notice.remedy = Some(("Close anyway".to_owned(), Command::Window(WindowCommand::Close)));
    }

    /// Takes in one reply of the system.
    pub fn take_platform_reply(&mut self, reply: PlatformReply) {
        let state = &mut *self.state;
        match reply {
            PlatformReply::Opened => {}
            PlatformReply::NotOpened { address, reason } => {
                let notice = state.tell_error(format!(
                    "The browser did not start ({reason}). Copy the link instead"
                ));
                notice.remedy = Some((
                    "Copy link".to_owned(),
                    Command::Window(WindowCommand::CopyText(address)),
                ));
            }
            PlatformReply::ReportNotOpened(path) => {
                let text = format!("The system opens no text file; here it is: {}", path.display());
                let notice = state.tell_error(text);
                let path = path.display().to_string();
                notice.remedy =
                    Some(("Copy path".to_owned(), Command::Window(WindowCommand::CopyText(path))));
            }
            PlatformReply::Exists(path, job) => {
                let notice =
                    state.tell_error(format!("This file exists already: {}", path.display()));
                let replace =
                    Command::Documents(DocumentsCommand::SaveAgain(job, path, Replace::Yes));
                notice.remedy = Some(("Replace it".to_owned(), replace));
                state.goes_on_with_path();
            }
            PlatformReply::IsFolder(path) => {
                let text = format!("This is a folder; add a file name: {}", path.display());
                state.tell_error(text);
                state.goes_on_with_path();
            }
            PlatformReply::NoThread(reason) => {
                state.is_picking = false;
                state.tell_error(format!("The system is out of resources ({reason}); try again"));
            }
            PlatformReply::NotPicked => {
                state.is_picking = false;
                state.tell(
                    "No file was chosen. Where no dialog opens, type the file under Wrap up, or \
                     drop it on the window",
                );
                state.goes_on_with_path();
            }
            PlatformReply::Picked(purpose, path) => {
                state.is_picking = false;
                let command =
                    Command::Maintenance(MaintenanceCommand::UseFile(purpose, path, Replace::Yes));
                self.run(command);
            }
            PlatformReply::Saved(path) => {
                state.is_picking = false;
                let place = std::path::absolute(&path).unwrap_or(path);
                state.tell(format!("Saved: {}", place.display()));
            }
            PlatformReply::Recognized(dropped) => {
                state.is_picking = false;
                self.take_dropped(dropped);
            }
            PlatformReply::Inspected(ticket, inspected) => self.inspected(ticket, inspected),
            PlatformReply::RedactedCopySaved(path, summary) => {
                state.tell(format!("{summary}. Saved: {}", path.display()));
            }
            PlatformReply::RedactedCopyNotSaved(why) => {
                state.tell_error(format!("No redacted copy was saved: {why}"));
            }
            PlatformReply::Drawn(image) => self.picture_drawn(image),
            PlatformReply::Began(work) => state.begin(work),
            PlatformReply::PicturesNotSaved(reason) => {
                state.is_picking = false;
                state.tell_error(format!("No pictures were saved: {reason}"));
            }
            PlatformReply::PicturesSaved(pictures, folder) => {
                state.is_picking = false;
                let pictures = if pictures == 1 { "Picture saved" } else { "Pictures saved" };
                state.tell(format!("{pictures}: {}", folder.display()));
            }
            PlatformReply::NotSaved { path, reason, instead } => {
                state.is_picking = false;
                state.goes_on_with_path();
                let notice = state.tell_error(format!(
                    "The file was not saved ({reason}); choose another place: {}",
                    path.display()
                ));
                notice.remedy = instead.map(|(job, place)| {
                    let name = format!("Save it as {}", place.display());
                    (
                        name,
                        Command::Documents(DocumentsCommand::SaveAgain(
                            job,
                            place,
                            Replace::AskFirst,
                        )),
                    )
                });
            }
        }
    }
}
