//! Takes in the replies of the worker.

use std::path::Path;

use jiff::civil::Date;

use super::UpdateContext;
use crate::app::command::{
    Command, DocumentsCommand, NavigateCommand, PreferencesCommand, TicketCommand, TicketsCommand,
    WindowCommand,
};
use crate::app::effects::worker::{Reply, Request};
use crate::app::model::ending::EndingDraft;
use crate::app::model::notices::NoticeKind;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::Closing;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::settings::preferences::Preference;
use crate::export::logo::Logo;
use crate::export::{Audience, describe_event};
use crate::ticket::store::{Stored, Tallies};
use crate::ticket::{Event, EventKind, TicketId};

impl UpdateContext<'_> {
    /// Takes in one reply of the worker.
    pub fn take_reply(&mut self, reply: Reply) {
        let state = &mut *self.state;
        match reply {
            Reply::Started(saved) => {
                state.preferences = saved.preferences;
                state.list.query.order = state.preferences.list_order;
                state.recent = saved.recent;
                state.screen = saved.location.screen;
                state.addresses = saved.addresses;
                state.return_to = saved.location.step;
                state.session.today = Some(saved.today);
                state.session.loaded = Some(saved.loaded);
                state.session.pack_folders = saved.pack_folders;
                state.session.data_folder = saved.data_folder;
                state.session.is_ready = true;
                self.tell_age_once(saved.told_old);
            }
            Reply::Today(today) => state.session.today = Some(today),
            Reply::Listed(page) => {
                state.list.page = page;
                if state.list.opens_found {
                    self.open_found();
                }
            }
            Reply::Arrived(arrived) => self.arrived(*arrived),
            Reply::ArrivalGone(id) => self.arrival_gone(&id),
            Reply::Deleted(id) => self.deleted(id),
            Reply::ReferenceTaken(id, other) => self.reference_taken(id, other),
            Reply::Tallied(tallies) => self.tallied(tallies),
            Reply::Opened(stored) => self.opened(*stored),
            Reply::Changed(stored) => {
                self.notify_action(&stored);
                self.changed(*stored);
            }
            Reply::Customer(ticket, customer) => self.customer_known(ticket, *customer),
            Reply::Traces(id, name, traces) => self.ask_to_forget(id, &name, &traces),
            Reply::ChangedElsewhere(stored, events) => self.changed_elsewhere(*stored, &events),
            Reply::Masked(masked) => {
                let text = masked.summary();
                let command = Command::Ticket(TicketCommand::NotSecret(masked));
                let notice = state.notices.add(NoticeKind::Decision, text, state.session.seconds);
                notice.remedy = Some(("Not a secret".to_owned(), command));
            }
            Reply::Held(requests, reason) => {
                if requests.is_empty() && !state.unsaved.requests.is_empty() {
                    // Closing no longer loses anything.
                    state
                        .notices
                        .drop_remedies(|command| *command == Command::Window(WindowCommand::Close));
                    state.announce("Everything is stored now");
                }
                if let (Some(open), false) = (&mut state.open, requests.is_empty()) {
                    open.is_ending_step = false;
                }
                state.unsaved.requests = requests;
                state.unsaved.reason = reason;
            }
            Reply::Flushed => self.flushed(),
            Reply::Older { days, tickets } => {
                state.drafts.maintenance.older = Some((days, tickets));
            }
            Reply::Addresses(addresses) => state.addresses = addresses,
            Reply::Began(work) => state.begin(work),
            Reply::News(text) => state.announce(text),
            Reply::OfTicket(text) => state.notify(text),
            Reply::Crashed(report) => {
                let notice = state.report_failure(
                    "Syncmend crashed last time. Your tickets are safe. Please send the report, which \
                     contains nothing from them, to whoever maintains Syncmend for you",
                );
                notice.remedy = Some((
                    "Open report".to_owned(),
                    Command::Window(WindowCommand::OpenPath(report)),
                ));
            }
            // There is nothing left to wait for.
            Reply::Stopped => self.close_window(),
            Reply::Failed(text, request) => {
                state.opens_new = false;
                if let Some(open) = &mut state.open {
                    open.is_ending_step = false;
                }
                state.report_failure(text).retry = request;
            }
        }
    }

    /// Says that the program has grown old, unless this build has said so before.
    fn tell_age_once(&mut self, told: Option<Date>) {
        let Some(built) = self.state.session.built.filter(|built| Some(*built) != told) else {
            return;
        };
        if let Some(text) = self.state.session.age_notice() {
            self.state.announce(text);
            self.worker.ask(Request::RememberToldOld(built));
        }
    }

    fn opened(&mut self, stored: Stored) {
        // What was typed while this ticket was loading belongs to the previous one.
        self.store_drafts();
        let state = &mut *self.state;
        let is_new = std::mem::take(&mut state.opens_new);
        if is_new {
            state.screen = Screen::Diagnose;
            state.overlay = Some(Overlay::Details);
        }
        // A choice made for one ticket must neither give the next one's notes to its customer nor
        // overwrite its checklist with the next one's.
        state.ending = EndingDraft::default();
        state.focus.end_row = None;
        state.checklist.audience = Audience::Customer;
        state.checklist.path.clear();
        state.notices.drop_remedies(|c| {
            matches!(
                c,
                Command::Documents(DocumentsCommand::SaveAgain(..))
                    | Command::Ticket(TicketCommand::Undo | TicketCommand::Redo)
            )
        });
        state.notices.leave_ticket();
        if let Some(before) = state.open.take() {
            state.folds.insert(before.ticket().id, before.folds);
        }
        let mut open = OpenTicket::new(stored);
        open.folds = state.folds.remove(&open.ticket().id).unwrap_or_default();
        open.is_new = is_new;
        open.began_with = is_new.then_some(open.stored.changes());
        open.step = state.return_to.take();
        open.record = state.list.tallies.record.clone();
        state.open = Some(open);
        self.worker.ask(Request::Remember(self.state.location()));
    }

    /// Goes on with the next ticket after the open one was deleted.
    fn deleted(&mut self, id: TicketId) {
        self.state.folds.remove(&id);
        self.state.work_clock.forget(id);
        self.state.list.page.rows.retain(|row| row.id != id);
        self.state.before_new.take_if(|before| *before == id);
        if self.state.open.take_if(|open| open.ticket().id == id).is_some() {
            self.state.overlay = None;
            self.open_first();
            self.state.announce("The ticket was deleted");
        }
    }

    /// Says that another ticket has the same reference.
    fn reference_taken(&mut self, id: TicketId, other: Option<TicketId>) {
        let is_open = |open: &&mut OpenTicket| open.ticket().id == id;
        let Some(open) = self.state.open.as_mut().filter(is_open) else { return };
        open.same_reference = other;
        let Some(other) = other else { return };
        let text =
            format!("Another ticket has the reference {} too", open.ticket().reference.as_str());
        let now = self.state.session.seconds;
        let notice = self.state.notices.add(NoticeKind::Decision, text, now);
        notice.remedy = Some(("Open it".to_owned(), Command::Tickets(TicketsCommand::Open(other))));
    }

    fn changed(&mut self, stored: Stored) {
        let is_open = |open: &&mut OpenTicket| open.ticket().id == stored.ticket.id;
        let Some(open) = self.state.open.as_mut().filter(is_open) else { return };
        open.refresh(stored);
        if std::mem::take(&mut open.exports.is_stale) {
            self.read_exports(Vec::new());
        }
    }

    /// Shows a notice of the last action on the open ticket, with a button to undo it.
    fn notify_action(&mut self, stored: &Stored) {
        let Some(open) = &self.state.open else { return };
        let before = open.stored.events.len();
        if open.ticket().id != stored.ticket.id {
            return;
        }
        let Some(last) = stored.events.get(before..).and_then(<[Event]>::last) else { return };
        let back = match &last.what {
            EventKind::Inspected { .. } if self.state.screen != Screen::Files => {
                ("Show", Command::Navigate(NavigateCommand::Show(Screen::Files)))
            }
            EventKind::Undone { .. } => ("Redo", Command::Ticket(TicketCommand::Redo)),
            EventKind::Answered { .. }
            | EventKind::FixChosen { .. }
            | EventKind::Stepped { .. }
            | EventKind::WaitEnded { .. }
            | EventKind::Proved { .. }
            | EventKind::ValueNoted { .. }
            | EventKind::WaitSet { .. }
            | EventKind::Closed { .. }
            | EventKind::Reopened
            | EventKind::Inspected { .. }
            | EventKind::Repinned { .. } => ("Undo", Command::Ticket(TicketCommand::Undo)),
            // Typed text shows in its field; a question put off comes back by itself.
            _ => return,
        };
        let text = describe_event(&stored.kb, &stored.events, &last.what);
        let notice = self.state.notices.add(NoticeKind::Action, text, self.state.session.seconds);
        notice.remedy = Some((back.0.to_owned(), back.1));
    }

    /// Shows what another window did to the open ticket, and says so.
    fn changed_elsewhere(&mut self, stored: Stored, events: &[Event]) {
        let events: Vec<&Event> = events.iter().filter(|event| !event.is_counting()).collect();
        if let Some(last) = events.last() {
            let what = describe_event(&stored.kb, &stored.events, &last.what);
            let more = match events.len() {
                1 => String::new(),
                several => format!(" (and {} more)", several - 1),
            };
            self.state.notify(format!("In another window, {}: {what}{more}", last.by));
        }
        self.changed(stored);
    }

    /// Takes the logo in that was chosen, or says why not.
    pub(super) fn logo_read(&mut self, path: &Path, read: Result<Logo, String>) {
        self.state.is_picking = false;
        match read {
            Ok(logo) => {
                let change = PreferencesCommand::Change(Preference::Logo(Some(logo)));
                self.run(change.into());
            }
            Err(reason) => {
                let path = path.display();
                self.state.report_failure(format!("The logo was not taken: {reason}: {path}"));
            }
        }
    }

    /// Takes in the tallies, and asks for attention if a wait is over.
    fn tallied(&mut self, tallies: Tallies) {
        let state = &mut *self.state;
        // Waits that were over before the window opened are at the top of the list, and no news.
        let is_known = !state.list.tallies.states.is_empty();
        if tallies.due > state.list.tallies.due && is_known {
            let tickets = if tallies.due == 1 { "ticket is" } else { "tickets are" };
            state.announce(format!("A wait is over: {} {tickets} due", tallies.due));
            self.platform.window().request_attention();
        }
        if let Some(open) = &mut state.open {
            open.record = tallies.record.clone();
        }
        state.list.tallies = tallies;
    }

    /// Closes the window if everything is stored; else warns of what would be lost.
    fn flushed(&mut self) {
        let state = &mut *self.state;
        if state.unsaved.requests.is_empty() {
            self.close_window();
            return;
        }
        state.session.closing = Closing::No;
        let notice =
            state.report_failure("Syncmend was not closed: that would lose what is not stored yet");
        notice.remedy = Some(("Close anyway".to_owned(), Command::Window(WindowCommand::Close)));
    }
}
