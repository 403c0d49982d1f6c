//! What worker and system answer, taken in: the other half of `carry_out.rs`.

use eframe::egui;

use super::App;
use super::command::Command;
use super::notices::Kind;
use super::open_ticket::OpenTicket;
use super::outside::{Outcome, Replace};
use super::place::{Overlay, Screen};
use super::state::Closing;
use super::worker::{Reply, Request};
use crate::export::{Audience, happened};
use crate::ticket::store::{Stored, Tallies};
use crate::ticket::{Event, EventKind};

impl App {
    pub(super) fn take_reply(&mut self, ctx: &egui::Context, reply: Reply) {
        let state = &mut self.state;
        match reply {
            Reply::Started(remembered) => {
                remembered.preferences.apply(ctx);
                state.preferences = remembered.preferences;
                state.recent = remembered.recent;
                state.screen = remembered.place.screen;
                state.addresses = remembered.addresses;
                state.return_to = remembered.place.step;
                state.today = Some(remembered.today);
                state.data_folder = remembered.data_folder;
                state.is_ready = true;
            }
            Reply::Listed(page) => {
                state.list.page = page;
                if state.list.opens_found {
                    self.hands(ctx).open_found();
                }
            }
            Reply::Tallied(tallies) => self.tallied(ctx, tallies),
            Reply::Opened(stored) => self.opened(ctx, *stored),
            Reply::Changed(stored) => {
                self.tell_action(&stored);
                self.changed(*stored);
            }
            Reply::ChangedElsewhere(stored, events) => self.changed_elsewhere(*stored, &events),
            Reply::Masked(masked) => {
                let told = masked.summary();
                let command = Command::NotSecret(masked);
                let notice = state.notices.add(Kind::Decision, told, state.seconds);
                notice.remedy = Some(("Not a secret".to_owned(), command));
            }
            Reply::Held(requests, reason) => {
                if requests.is_empty() && !state.held.is_empty() {
                    // Closing loses nothing any more.
                    state.notices.drop_remedies(|command| *command == Command::CloseWindow);
                    state.tell("Everything is stored now");
                }
                if let (Some(open), false) = (&mut state.open, requests.is_empty()) {
                    open.is_ending_step = false;
                }
                state.held = requests;
                state.held_because = reason;
            }
            Reply::Flushed => self.flushed(ctx),
            Reply::Older { days, tickets } => state.keep.older = Some((days, tickets)),
            Reply::Addresses(addresses) => state.addresses = addresses,
            Reply::Began(work) => state.begin(work),
            Reply::Told(text) => state.tell(text),
            Reply::WentWrong(report) => {
                let notice = state.tell_error(
                    "Something went wrong inside the last time. Tickets are safe; please send the \
                     report, in which nothing of them stands, to whoever looks after Syncmend",
                );
                notice.remedy = Some(("Open report".to_owned(), Command::OpenReport(report)));
            }
            Reply::Failed(_, Some(Request::Flush)) => {
                // The worker has stopped, and has said so.
                state.closing = Closing::Now;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Reply::Failed(text, request) => {
                state.opens_new = false;
                if let Some(open) = &mut state.open {
                    open.is_ending_step = false;
                }
                state.tell_error(text).retry = request;
            }
        }
    }

    fn opened(&mut self, ctx: &egui::Context, stored: Stored) {
        // What was typed while the ticket was on its way belongs to the one before.
        self.hands(ctx).store_drafts();
        let state = &mut self.state;
        let is_new = std::mem::take(&mut state.opens_new);
        if is_new {
            state.screen = Screen::Diagnose;
            state.overlay = Some(Overlay::Details);
        }
        // A choice made for one ticket must not hand the next one's notes to its customer, nor write
        // the next one's checklist over this one's.
        state.audience = Audience::Customer;
        state.path_draft.clear();
        state
            .notices
            .drop_remedies(|c| matches!(c, Command::SaveAgain(..) | Command::Undo | Command::Redo));
        let mut open = OpenTicket::new(stored);
        open.is_new = is_new;
        open.step = state.return_to.take();
        open.record = state.list.tallies.record.clone();
        state.open = Some(open);
        self.worker.ask(Request::Remember(self.state.place()));
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
            EventKind::Undone { .. } => ("Redo", Command::Redo),
            EventKind::Answered { .. }
            | EventKind::FixChosen { .. }
            | EventKind::Stepped { .. }
            | EventKind::WaitEnded { .. }
            | EventKind::Closed { .. }
            | EventKind::Reopened
            | EventKind::Inspected { .. }
            | EventKind::Repinned { .. } => ("Undo", Command::Undo),
            // What is typed shows in its field; what was put off comes back by itself.
            _ => return,
        };
        let text = happened(&stored.kb, &stored.events, &last.what);
        let notice = self.state.notices.add(Kind::Action, text, self.state.seconds);
        notice.remedy = Some((back.0.to_owned(), back.1));
    }

    /// Shows what somebody else did to the ticket in work, and says so.
    fn changed_elsewhere(&mut self, stored: Stored, events: &[Event]) {
        if let Some(last) = events.last() {
            let what = happened(&stored.kb, &stored.events, &last.what);
            let more = match events.len() {
                1 => String::new(),
                several => format!(" (and {} more)", several - 1),
            };
            self.state.tell(format!("In another window, {}: {what}{more}", last.by));
        }
        self.changed(stored);
    }

    /// Takes in how many tickets there are; asks for attention where a wait is over.
    fn tallied(&mut self, ctx: &egui::Context, tallies: Tallies) {
        let state = &mut self.state;
        // What was over before the window opened is on top of the list, and no news.
        let is_told = !state.list.tallies.states.is_empty();
        if tallies.due > state.list.tallies.due && is_told {
            let tickets = if tallies.due == 1 { "ticket is" } else { "tickets are" };
            state.tell(format!("A wait is over: {} {tickets} due", tallies.due));
            ctx.send_viewport_cmd(egui::ViewportCommand::RequestUserAttention(
                egui::UserAttentionType::Informational,
            ));
        }
        if let Some(open) = &mut state.open {
            open.record = tallies.record.clone();
        }
        state.list.tallies = tallies;
    }

    /// Closes the window where everything is stored, else says what would be lost.
    fn flushed(&mut self, ctx: &egui::Context) {
        let state = &mut self.state;
        if state.held.is_empty() {
            state.closing = Closing::Now;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        }
        state.closing = Closing::No;
        let notice = state.tell_error("Closing now would lose what is not stored yet");
        notice.remedy = Some(("Close all the same".to_owned(), Command::CloseWindow));
    }

    pub(super) fn take_outcome(&mut self, ctx: &egui::Context, outcome: Outcome) {
        let state = &mut self.state;
        match outcome {
            Outcome::Opened => {}
            Outcome::NotOpened { address, reason } => {
                let notice = state.tell_error(format!(
                    "The browser did not start ({reason}). Copy the link instead"
                ));
                notice.remedy = Some(("Copy link".to_owned(), Command::CopyText(address)));
            }
            Outcome::ReportNotOpened(path) => {
                let text = format!("The system opens no text file; here it is: {}", path.display());
                let notice = state.tell_error(text);
                let path = path.display().to_string();
                notice.remedy = Some(("Copy path".to_owned(), Command::CopyText(path)));
            }
            Outcome::Exists(path, job) => {
                let notice =
                    state.tell_error(format!("This file exists already: {}", path.display()));
                let replace = Command::SaveAgain(job, path, Replace::Yes);
                notice.remedy = Some(("Replace it".to_owned(), replace));
                state.goes_on_with_path();
            }
            Outcome::IsFolder(path) => {
                let text = format!("This is a folder; add a file name: {}", path.display());
                state.tell_error(text);
                state.goes_on_with_path();
            }
            Outcome::NoThread(reason) => {
                state.is_picking = false;
                state.tell_error(format!("The system is out of resources ({reason}); try again"));
            }
            Outcome::NotPicked => {
                state.is_picking = false;
                state.tell(
                    "No file was chosen. Where no dialog opens, type the file under Wrap up, or \
                     drop it on the window",
                );
                state.goes_on_with_path();
            }
            Outcome::Picked(purpose, path) => {
                state.is_picking = false;
                let command = Command::UseFile(purpose, path, Replace::Yes);
                self.hands(ctx).carry_out(command);
            }
            Outcome::Saved(path) => {
                state.is_picking = false;
                let place = std::path::absolute(&path).unwrap_or(path);
                state.tell(format!("Saved: {}", place.display()));
            }
            Outcome::Recognized(dropped) => {
                state.is_picking = false;
                self.hands(ctx).take_dropped(dropped);
            }
            Outcome::Inspected(ticket, inspected) => self.hands(ctx).inspected(ticket, inspected),
            Outcome::CopiedClean(path, told) => {
                state.tell(format!("{told}. Saved: {}", path.display()));
            }
            Outcome::NotCopiedClean(why) => {
                state.tell_error(format!("No clean copy was saved: {why}"));
            }
            Outcome::Drawn(image) => self.hands(ctx).drawn(image),
            Outcome::Began(work) => state.begin(work),
            Outcome::PicturesNotSaved(reason) => {
                state.is_picking = false;
                state.tell_error(format!("No pictures were saved: {reason}"));
            }
            Outcome::PicturesSaved(pictures, folder) => {
                state.is_picking = false;
                let pictures = if pictures == 1 { "Picture saved" } else { "Pictures saved" };
                state.tell(format!("{pictures}: {}", folder.display()));
            }
            Outcome::NotSaved { path, reason, instead } => {
                state.is_picking = false;
                state.goes_on_with_path();
                let notice = state.tell_error(format!(
                    "The file was not saved ({reason}); choose another place: {}",
                    path.display()
                ));
                notice.remedy = instead.map(|(job, place)| {
                    let name = format!("Save it as {}", place.display());
                    (name, Command::SaveAgain(job, place, Replace::AskFirst))
                });
            }
        }
    }
}
