//! Serves requests of the window in order, and holds actions that cannot be stored yet.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;

use jiff::Timestamp;

use super::messages::{Reply, Request};
use super::saved_settings;
use crate::app::effects::platform::Replace;
use crate::export::read_ticket_file;
use crate::progress::Progress;
use crate::readers::reader_of;
use crate::ticket::store::{Purged, Query, Restored, StoreError, Stored};
use crate::ticket::{Detail, Event, EventId, EventKind, TicketId};
use crate::ticket_service::{ServiceError, TicketService};

/// How many tickets to try at the start before the window opens without one.
const MOST_TRIED: usize = 5;

/// Held actions are retried once in this many polls: each try may wait for another program.
const POLLS_BETWEEN_TRIES: u32 = 4;

/// The open ticket, as far as the window knows it.
pub(super) struct Known {
    pub(super) ticket: TicketId,
    events: BTreeSet<EventId>,
}

impl Known {
    fn of(stored: &Stored) -> Self {
        let events = stored.events.iter().map(|event| event.id).collect();
        Self { ticket: stored.ticket.id, events }
    }
}

/// Serves a window from the ticket service.
pub struct WorkerServer {
    pub(super) service: TicketService,
    query: Query,
    pub(super) known: Option<Known>,
    /// The version that other windows had left at the last poll.
    version: Option<i64>,
    /// When the next wait will be over.
    next_due: Option<Timestamp>,
    /// Actions that could not be stored, in order, and why.
    held: VecDeque<Request>,
    reason: String,
    polls: u32,
    /// The ids of what came from the ticket system, as far as the window knows.
    pub(super) shown: BTreeSet<String>,
}

impl WorkerServer {
    pub(super) fn new(service: TicketService) -> Self {
        Self {
            service,
            query: Query::default(),
            known: None,
            version: None,
            next_due: None,
            held: VecDeque::new(),
            reason: String::new(),
            polls: 0,
            shown: BTreeSet::new(),
        }
    }

    /// Serves a request. `progress` reports how far it is, and stops what can be stopped.
    pub(super) fn serve(&mut self, request: Request, progress: Option<&Progress>) -> Vec<Reply> {
        if request.is_action() && !self.held.is_empty() {
            // Queued in order without a try of its own: each try may wait for another program, and
            // the technician must not.
            self.held.push_back(request);
            return vec![self.held_reply()];
        }
        self.watch(progress.cloned());
        let mut replies = match self.try_serve(request.clone()) {
            Ok(replies) => replies,
            Err(error) => self.failed(&error, request.clone()),
        };
        if request.is_action()
            || matches!(request, Request::Start | Request::List(_) | Request::Delete(_))
        {
            replies.extend(self.list());
        }
        self.watch(progress.map(|_| Progress::default()));
        self.with_customers(replies)
    }

    /// Makes work stoppable. If that fails, the work is done anyway.
    fn watch(&mut self, progress: Option<Progress>) {
        if let Some(progress) = progress {
            let _ = self.service.store().watch(progress);
        }
    }

    /// Holds an action that may be stored later, and reports everything else.
    fn failed(&mut self, error: &ServiceError, request: Request) -> Vec<Reply> {
        if request.is_action() && error.is_kept() {
            self.held.push_back(request);
            self.reason = error.to_string();
            return vec![self.held_reply()];
        }
        vec![match error {
            ServiceError::NothingToUndo | ServiceError::NothingToRedo => {
                Reply::OfTicket(error.to_string())
            }
            ServiceError::Store(StoreError::NoLongerWaits) => Reply::News(error.to_string()),
            ServiceError::Store(StoreError::Stopped) => {
                let name = request.work().map_or("", |work| work.name);
                Reply::News(format!("{name}: {error}"))
            }
            _ => Reply::Failed(error.to_string(), Some(request)),
        }]
    }

    fn held_reply(&self) -> Reply {
        Reply::Held(self.held.iter().cloned().collect(), self.reason.clone())
    }

    /// Tries to store what is held, in order.
    pub(super) fn try_held(&mut self) -> Vec<Reply> {
        let mut replies = Vec::new();
        while let Some(request) = self.held.pop_front() {
            match self.try_serve(request.clone()) {
                Ok(served) => replies.extend(served),
                Err(error) if error.is_kept() => {
                    self.held.push_front(request);
                    self.reason = error.to_string();
                    break;
                }
                Err(error) => replies.extend(self.failed(&error, request)),
            }
        }
        replies.push(self.held_reply());
        replies.extend(self.list());
        replies
    }

    fn try_serve(&mut self, request: Request) -> Result<Vec<Reply>, ServiceError> {
        Ok(match request {
            Request::Start => {
                self.service.store().mark_window();
                self.start()?.into_iter().chain(self.arrivals()).collect()
            }
            Request::List(query) => {
                self.query = query;
                Vec::new()
            }
            Request::Open(id) => {
                let stored = self.service.store().load(id)?;
                vec![self.opened(stored)]
            }
            Request::New(reference, kinds) => {
                let stored = self.service.open_ticket(&reference, kinds)?;
                vec![self.opened(stored)]
            }
            Request::Record(id, kinds) => {
                let is_renamed = kinds.iter().any(|kind| {
                    matches!(kind, EventKind::Detailed { detail: Detail::Reference(_) })
                });
                let stored = self.service.record_action(id, kinds)?;
                let masked = self.service.take_masked().map(|m| Reply::Masked(Box::new(m)));
                let taken = if is_renamed { self.reference_taken(&stored)? } else { None };
                std::iter::once(self.changed(stored)).chain(masked).chain(taken).collect()
            }
            Request::Delete(id) => {
                self.service.store().delete(id)?;
                self.known = self.known.take().filter(|known| known.ticket != id);
                vec![Reply::Deleted(id)]
            }
            Request::Customer(request) => self.serve_customer(request)?,
            Request::Fill(arrived, kinds) => self.fill(&arrived, kinds)?,
            Request::RemoveArrival(id) => self.remove_arrival(&id)?,
            Request::Undo(id) => {
                let stored = self.service.undo(id)?;
                vec![self.changed(stored)]
            }
            Request::Redo(id) => {
                let stored = self.service.redo(id)?;
                vec![self.changed(stored)]
            }
            Request::Unmask(masked) => {
                let stored = self.service.unmask(&masked)?;
                vec![self.changed(stored)]
            }
            Request::TryHeld => self.try_held(),
            Request::Flush => vec![Reply::Flushed],
            Request::Import(path) => self.import(&path)?,
            Request::BackUp(path, Replace::AskFirst) if path.exists() => {
                let text =
                    format!("The file already exists; choose another name: {}", path.display());
                vec![Reply::Failed(text, None)]
            }
            Request::BackUp(path, _) => {
                self.service.store().back_up(&path)?;
                vec![Reply::News(format!("Backup written: {}", path.display()))]
            }
            Request::Restore(path) => {
                let now = self.service.now();
                let Restored { tickets, entries } = self.service.store().restore(&path, now)?;
                let text = format!("Restored: {entries} new entries in {tickets} tickets");
                self.list_again().into_iter().chain([Reply::News(text)]).collect()
            }
            Request::CountOlder(days) => {
                vec![Reply::Older { days, tickets: self.service.count_older_than(days)? }]
            }
            Request::Purge(days) => {
                let purged = self.service.purge_older_than(days)?;
                self.list_again().into_iter().chain(purge_replies(&purged)).collect()
            }
            Request::Remember(location) => {
                saved_settings::save_location(&mut self.service, &location);
                Vec::new()
            }
            Request::RememberToldOld(built) => {
                saved_settings::save_told_old(&mut self.service, built);
                Vec::new()
            }
            Request::RememberDrawing(backend) => {
                saved_settings::save_graphics_backend(&mut self.service, backend);
                Vec::new()
            }
            Request::RememberPreferences(preferences) => {
                saved_settings::save_preferences(&mut self.service, &preferences)?;
                self.service.renew_knowledge();
                vec![Reply::Today(self.service.store().today().clone())]
            }
            Request::RememberRecent(recent) => {
                saved_settings::save_recent(&mut self.service, &recent);
                Vec::new()
            }
            Request::OwnPage(step, typed) => self.serve_own_page(step, typed)?,
            Request::RememberAddress(link, address) => {
                saved_settings::save_address(&mut self.service, link, address)?
            }
        })
    }

    /// What a window starts with: the ticket open last, else the newest one, else a sample. A ticket
    /// that cannot be read does not keep the others from being opened.
    fn start(&mut self) -> Result<Vec<Reply>, ServiceError> {
        let saved = saved_settings::load_all(&mut self.service)?;
        let last = saved.location.ticket;
        self.query.order = saved.preferences.list_order;
        let mut replies = vec![Reply::Started(Box::new(saved))];
        let unreadable = saved_settings::unreadable_preferences(&mut self.service)?;
        replies.extend(unreadable.map(|why| Reply::Failed(why.to_string(), None)));
        let now = self.service.now();
        let few = Query { most: MOST_TRIED, ..Query::default() };
        let rows = self.service.store().list(&few, now)?.rows;
        if rows.is_empty() && self.service.store().refusal().is_none() {
            let sample = self.service.add_sample()?;
            replies.push(self.opened(sample));
            return Ok(replies);
        }
        for id in last.into_iter().chain(rows.iter().map(|row| row.id)).take(MOST_TRIED) {
            match self.service.store().load(id) {
                Ok(stored) => {
                    replies.push(self.opened(stored));
                    break;
                }
                // The ticket open last may have been purged since.
                Err(_) if Some(id) == last && !rows.iter().any(|row| row.id == id) => {}
                Err(error) => {
                    let row = rows.iter().find(|row| row.id == id);
                    let name = row.map_or_else(|| id.to_string(), |row| row.reference.clone());
                    let text = format!("{name} cannot be opened: {error}");
                    replies.push(Reply::Failed(text, None));
                }
            }
        }
        Ok(replies)
    }

    /// Whether the reference of a ticket is that of another one too. One that is empty is no name.
    fn reference_taken(&mut self, stored: &Stored) -> Result<Option<Reply>, ServiceError> {
        let (id, reference) = (stored.ticket.id, stored.ticket.reference.as_str());
        if reference.trim().is_empty() {
            return Ok(Some(Reply::ReferenceTaken(id, None)));
        }
        let other = self.service.store().other_with_reference(reference, id)?;
        Ok(Some(Reply::ReferenceTaken(id, other)))
    }

    fn import(&mut self, path: &Path) -> Result<Vec<Reply>, ServiceError> {
        let stored = self.service.import(&read_ticket_file(path)?)?;
        let text = format!("Imported: {}", stored.ticket.reference.as_str());
        let mut replies = vec![self.opened(stored), Reply::News(text)];
        replies.extend(self.list());
        Ok(replies)
    }

    pub(super) fn opened(&mut self, stored: Stored) -> Reply {
        self.known = Some(Known::of(&stored));
        // Trained here, so that the window need not wait for it.
        reader_of(&stored.kb);
        Reply::Opened(Box::new(stored))
    }

    pub(super) fn changed(&mut self, stored: Stored) -> Reply {
        if let Some(known) = self.known.as_mut().filter(|known| known.ticket == stored.ticket.id) {
            *known = Known::of(&stored);
        }
        reader_of(&stored.kb);
        Reply::Changed(Box::new(stored))
    }

    /// The rows requested last, and the tallies.
    fn list(&mut self) -> Vec<Reply> {
        let now = self.service.now();
        let listed = self.service.store().list(&self.query, now).map(Reply::Listed);
        let again = Request::List(self.query.clone());
        let listed = listed.unwrap_or_else(|error| match error {
            StoreError::Stopped => Reply::News("Search stopped".to_owned()),
            _ => Reply::Failed(error.to_string(), Some(again)),
        });
        let tallied = match self.service.store().tallies(now) {
            Ok(tallies) => {
                self.next_due = tallies.next_due;
                Some(Reply::Tallied(tallies))
            }
            // The rows have already reported what is wrong.
            Err(_) => None,
        };
        std::iter::once(listed).chain(tallied).collect()
    }

    /// Determines whether other windows changed something, a wait is over, or held actions can be
    /// stored now. Returns nothing if nothing has changed.
    pub(super) fn poll(&mut self) -> Vec<Reply> {
        self.polls = self.polls.wrapping_add(1);
        let mut replies = Vec::new();
        if !self.held.is_empty() && self.polls.is_multiple_of(POLLS_BETWEEN_TRIES) {
            replies.extend(self.try_held());
        }
        // If it cannot be read now, the next request reports that.
        let Ok(version) = self.service.store().others_version() else { return replies };
        let before = self.version.replace(version);
        let has_changed = before.is_some_and(|before| before != version);
        let is_due = self.next_due.is_some_and(|due| due <= self.service.now());
        if has_changed || is_due {
            replies.extend(self.list_again());
        }
        if has_changed {
            replies.extend(self.arrivals());
        }
        self.with_customers(replies)
    }

    /// Everything that may have changed without the window knowing.
    pub(super) fn list_again(&mut self) -> Vec<Reply> {
        let elsewhere = self.changed_elsewhere();
        elsewhere.into_iter().chain(self.list()).collect()
    }

    /// What other windows did to the open ticket.
    fn changed_elsewhere(&mut self) -> Option<Reply> {
        let known = self.known.as_mut()?;
        let entries = self.service.store().entries(known.ticket).ok()?;
        if entries == known.events.len() {
            return None;
        }
        let stored = match self.service.store().load(known.ticket) {
            Ok(stored) => stored,
            Err(error) => {
                let ticket = known.ticket;
                self.known = None;
                // Deleted in another window: there is nothing left to show.
                let is_gone = matches!(error, StoreError::NoTicket(_));
                let failed = || Reply::Failed(error.to_string(), None);
                return Some(if is_gone { Reply::Deleted(ticket) } else { failed() });
            }
        };
        // What arrives from elsewhere may stand before what is known.
        let is_new = |event: &&Event| !known.events.contains(&event.id);
        let new = stored.events.iter().filter(is_new).cloned().collect();
        *known = Known::of(&stored);
        reader_of(&stored.kb);
        Some(Reply::ChangedElsewhere(Box::new(stored), new))
    }
}

fn purge_replies(purged: &Purged) -> Vec<Reply> {
    let mut replies = vec![Reply::News(format!("Purged tickets: {}", purged.tickets))];
    if !purged.is_complete {
        let text = "The purged tickets are deleted, but traces stay in the file while another Syncmend is open or the disk is full; close it or free some space, and purge again";
        replies.push(Reply::Failed(text.to_owned(), None));
    }
    if !purged.set_aside.is_empty() {
        let names: Vec<String> =
            purged.set_aside.iter().map(|path| path.display().to_string()).collect();
        let text = "Damaged stores that were set aside may still hold purged tickets; delete them if you no longer need them";
        replies.push(Reply::Failed(format!("{text}: {}", names.join(", ")), None));
    }
    replies
}
