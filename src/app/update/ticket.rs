//! Records events on the open ticket, and stores what was typed into it.

use crate::app::command::TicketCommand;
use crate::app::effects::worker::Request;
use crate::app::model::focus::Field;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::privacy::InternalText;
use crate::ticket::{Detail, EventKind, TicketId};

impl UpdateContext<'_> {
    pub(super) fn change_ticket(&mut self, command: TicketCommand) {
        match command {
            TicketCommand::EditNote => self.put_cursor(Field::Note),
            TicketCommand::WriteNote => self.write_note(),
            TicketCommand::SetDetail(detail) => self.set_detail(detail),
            TicketCommand::StoreCallback => self.store_callback(),
            TicketCommand::SetMinutes(minutes) => self.record(EventKind::MinutesSet { minutes }),
            TicketCommand::Undo => self.request_for_ticket(Request::Undo),
            TicketCommand::Redo => self.request_for_ticket(Request::Redo),
            TicketCommand::TakeBack(event) => self.record(EventKind::Undone { event }),
            TicketCommand::ChooseEnding(ending) => self.state.ending.choice = Some(ending),
            TicketCommand::RecordEnding => self.record_ending(),
            TicketCommand::Reopen => self.record(EventKind::Reopened),
            TicketCommand::Repin => self.repin(),
            TicketCommand::NotSecret(masked) => self.worker.ask(Request::Unmask(masked)),
        }
    }

    /// Stores a detail. What files show depends on whom the ticket is about, so they are read again.
    fn set_detail(&mut self, detail: Detail) {
        let reads_again = matches!(detail, Detail::User(_) | Detail::GoogleAdmin(_));
        self.record(EventKind::Detailed { detail });
        if reads_again {
            self.rereads_exports();
        }
    }

    /// Asks for the files to be read again once the ticket says whom it is about now.
    fn rereads_exports(&mut self) {
        if let Some(open) = &mut self.state.open {
            open.exports.is_stale = !open.exports.paths.is_empty();
        }
    }

    /// Records the ending that is chosen, with what was typed before.
    fn record_ending(&mut self) {
        let Some(ending) = self.state.ending.choice.take() else { return };
        self.store_drafts();
        let event = if let Some(outcome) = ending.outcome() {
            EventKind::Closed { outcome }
        } else {
            EventKind::WaitSet { until: Some(self.state.wait_in_view()), call_back: None }
        };
        self.state.ending.until = None;
        self.record(event);
    }

    /// Moves the ticket to today's knowledge base.
    fn repin(&mut self) {
        if let Some(today) = &self.state.session.today {
            let knowledge = today.fingerprint();
            self.record(EventKind::Repinned { knowledge });
        }
        self.state.overlay = None;
    }

    pub(super) fn record(&mut self, event: EventKind) {
        self.record_all(vec![event]);
    }

    /// Records several events at once, if there are any.
    pub(super) fn record_all(&mut self, events: Vec<EventKind>) {
        if let (Some(open), false) = (&mut self.state.open, events.is_empty()) {
            // The store may be able to take them only later.
            open.began_with = None;
            self.worker.ask(Request::Record(open.ticket().id, events));
        }
    }

    /// Stores what was typed but not stored yet: the complaint, the note, the details, the callback, and
    /// what settings were before.
    pub fn store_drafts(&mut self) {
        self.store_customer_draft();
        self.store_complaint();
        self.write_note();
        let details = self.state.open.as_ref().map(OpenTicket::typed_details);
        for detail in details.into_iter().flatten() {
            self.set_detail(detail);
        }
        self.store_callback();
        self.store_values_before();
    }

    /// Stores when the customer is called back, if that is typed. What is no time stays in its field.
    fn store_callback(&mut self) {
        let own_zone = &self.state.preferences.letterhead.time_zone;
        let Some(open) = &mut self.state.open else { return };
        let typed = open.typed_callback(own_zone, &self.state.session.zone);
        let Ok(Some(callback)) = typed else { return };
        open.details.callback.clear();
        if open.ticket().callback != Some(callback) {
            self.set_detail(Detail::Callback(Some(callback)));
        }
    }

    /// Stores the complaint as typed, if it has changed.
    pub fn store_complaint(&mut self) {
        let Some(open) = &mut self.state.open else { return };
        if open.complaint_since.is_some() {
            let text = open.complaint_sent();
            self.record(EventKind::Reported { text });
        }
    }

    pub(super) fn write_note(&mut self) {
        let Some(open) = &mut self.state.open else { return };
        let text = std::mem::take(&mut open.note);
        if text.trim().is_empty() {
            return;
        }
        let is_on_step = self.state.screen == Screen::Fix && !open.is_at_end();
        let step = is_on_step.then(|| open.step_in_view()).flatten();
        let step = step.map(|step| step.id.clone());
        self.record(EventKind::Noted { step, text: InternalText::from(text.trim()) });
        self.state.notify("Note saved");
    }

    fn request_for_ticket(&mut self, request: fn(TicketId) -> Request) {
        if let Some(open) = &self.state.open {
            self.worker.ask(request(open.ticket().id));
        }
    }
}
