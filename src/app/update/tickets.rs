//! Finds, creates and opens tickets.

use jiff::SignedDuration;

use crate::app::command::{Command, PreferencesCommand, TicketsCommand};
use crate::app::effects::worker::Request;
use crate::app::model::focus::Field;
use crate::app::model::notices::NoticeKind;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Overlay;
use crate::app::settings::preferences::Preference;
use crate::app::update::UpdateContext;
use crate::app::update::lists::moved;
use crate::privacy::InternalText;
use crate::ticket::store::{ListOrder, PAGE};
use crate::ticket::{EventKind, TicketId};

impl UpdateContext<'_> {
    pub(super) fn find_tickets(&mut self, command: TicketsCommand) {
        match command {
            TicketsCommand::New => self.new_ticket(Vec::new()),
            TicketsCommand::NewFor(text) => {
                let text = InternalText::from(text.as_str());
                self.new_ticket(vec![EventKind::Reported { text }]);
            }
            TicketsCommand::Open(id) => self.open(id),
            TicketsCommand::OpenFound => self.open_found(),
            TicketsCommand::Move(by) => self.move_ticket(by),
            TicketsCommand::Search => self.put_cursor(Field::Search),
            TicketsCommand::SearchFor(words) => self.search_for(words),
            TicketsCommand::AskToDelete => self.ask_to_delete(),
            TicketsCommand::Delete(id) => self.delete(id),
            TicketsCommand::Sort(order) => self.sort(order),
            TicketsCommand::List => self.list(PAGE),
            TicketsCommand::ListMore => self.list(self.state.list.query.most + PAGE),
        }
    }

    pub(super) fn open(&mut self, id: TicketId) {
        self.state.overlay = None;
        // Whoever opens a ticket no longer waits for a search.
        self.state.list.opens_found = false;
        let is_it = |open: &OpenTicket| open.ticket().id == id && open.is_untouched();
        if self.state.open.as_ref().is_some_and(is_it) {
            // It is open already; leaving it would delete it.
            return;
        }
        self.leave_untouched();
        self.store_drafts();
        self.worker.ask(Request::Open(id));
    }

    /// Opens the first ticket the search finds, as soon as the search returns.
    pub(super) fn open_found(&mut self) {
        let list = &mut self.state.list;
        list.opens_found = list.page.words != list.query.words;
        if let (false, Some(first)) = (list.opens_found, list.page.rows.first()) {
            let id = first.id;
            self.open(id);
        }
    }

    pub(super) fn list(&mut self, most: usize) {
        let list = &mut self.state.list;
        let span = list.days.map(|days| SignedDuration::from_hours(24 * i64::from(days)));
        list.query.since = span.and_then(|span| self.state.session.now.checked_sub(span).ok());
        list.query.most = most;
        list.opens_found = false;
        self.worker.ask(Request::List(list.query.clone()));
    }

    fn sort(&mut self, order: ListOrder) {
        self.state.list.query.order = order;
        self.list(PAGE);
        self.prefer(PreferencesCommand::Change(Preference::ListOrder(order)));
    }

    fn search_for(&mut self, words: String) {
        self.state.list.query.words = words;
        self.list(PAGE);
        self.put_cursor(Field::Search);
    }

    fn new_ticket(&mut self, reported: Vec<EventKind>) {
        if !self.leave_untouched() {
            self.state.before_new = self.state.open.as_ref().map(|open| open.ticket().id);
        }
        self.store_drafts();
        let local = self.state.session.now.to_zoned(self.state.session.zone.clone());
        self.state.opens_new = true;
        let reference = local.strftime("NEW-%m%d-%H%M").to_string();
        let begins_with = [self.state.preferences.for_new_ticket(), reported].concat();
        self.worker.ask(Request::New(reference, begins_with));
    }

    /// Deletes the open ticket if it is new and nothing was put into it: nobody would miss it. Returns
    /// whether it did.
    pub fn leave_untouched(&mut self) -> bool {
        let Some(open) = self.state.open.take_if(|open| open.is_untouched()) else { return false };
        let id = open.ticket().id;
        self.state.list.page.rows.retain(|row| row.id != id);
        self.delete(id);
        true
    }

    /// Goes back to the ticket that was open before a new one, if that was left as it was.
    pub(super) fn discard_untouched(&mut self) -> bool {
        let is_left = self.leave_untouched();
        if is_left {
            match self.state.before_new.take() {
                Some(before) => self.open(before),
                None => self.open_first(),
            }
        }
        is_left
    }

    /// Deletes a ticket, once that was confirmed or nothing is in it.
    fn delete(&mut self, id: TicketId) {
        self.state.work_clock.forget(id);
        self.worker.ask(Request::Delete(id));
    }

    /// Asks whether the open ticket is to be deleted.
    fn ask_to_delete(&mut self) {
        let Some(open) = &self.state.open else { return };
        let (id, reference) = (open.ticket().id, open.ticket().reference.as_str());
        let text = format!("Delete {reference} with its history? This cannot be undone");
        let now = self.state.session.seconds;
        let notice = self.state.notices.add(NoticeKind::Decision, text, now);
        let delete = Command::Tickets(TicketsCommand::Delete(id));
        notice.remedy = Some((format!("Delete {reference}"), delete));
        self.state.overlay = Some(Overlay::Notices);
    }

    /// Opens the first ticket of the list, after the one that was open is gone.
    pub(super) fn open_first(&mut self) {
        if let Some(first) = self.state.list.page.rows.first().map(|row| row.id) {
            self.open(first);
        }
    }

    fn move_ticket(&mut self, by: i32) {
        let rows = &self.state.list.page.rows;
        let open = self.state.open.as_ref().map(|open| open.ticket().id);
        let at = rows.iter().position(|row| Some(row.id) == open);
        if let Some(next) = moved(at, by, rows.len()) {
            let id = rows[next].id;
            self.state.list.go_to = Some(next);
            self.open(id);
        }
    }
}
