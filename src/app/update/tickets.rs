//! Finds, creates and opens tickets.

use jiff::SignedDuration;

use crate::app::command::TicketsCommand;
use crate::app::effects::worker::Request;
use crate::app::model::focus::Field;
use crate::app::update::UpdateContext;
use crate::app::update::lists::moved;
use crate::privacy::InternalText;
use crate::ticket::store::PAGE;
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
            TicketsCommand::List => self.list(PAGE),
            TicketsCommand::ListMore => self.list(self.state.list.query.most + PAGE),
        }
    }

    fn open(&mut self, id: TicketId) {
        self.store_drafts();
        self.state.overlay = None;
        // Whoever opens a ticket no longer waits for a search.
        self.state.list.opens_found = false;
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

    fn search_for(&mut self, words: String) {
        self.state.list.query.words = words;
        self.list(PAGE);
        self.put_cursor(Field::Search);
    }

    fn new_ticket(&mut self, reported: Vec<EventKind>) {
        self.store_drafts();
        let local = self.state.session.now.to_zoned(self.state.session.zone.clone());
        self.state.opens_new = true;
        let reference = local.strftime("NEW-%m%d-%H%M").to_string();
        let begins_with = [self.state.preferences.for_new_ticket(), reported].concat();
        self.worker.ask(Request::New(reference, begins_with));
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
