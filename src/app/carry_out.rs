//! The one place where commands are carried out: state changes, requests to the worker, calls to
//! the system.

use std::sync::mpsc::Sender;

use eframe::egui;
use jiff::SignedDuration;

use super::command::Command;
use super::drafts::{Palette, PreferenceDrafts};
use super::focus::Field;
use super::open_ticket::OpenTicket;
use super::outside::{Outcome as OutsideOutcome, Outside};
use super::place::{Overlay, Screen};
use super::screens::is_narrow;
use super::state::{Closing, State};
use super::worker::{Request, Worker};
use crate::diagnosis::accept;
use crate::export::{Audience, DocumentKind, Format};
use crate::kb::address::Address;
use crate::kb::difference::difference;
use crate::kb::{LinkId, StepId};
use crate::privacy::InternalText;
use crate::ticket::store::PAGE;
use crate::ticket::{EventKind, StepResult, TicketId};
use crate::ticket_service::stepped;

/// What commands act on.
pub struct Hands<'a> {
    /// What the window shows.
    pub state: &'a mut State,
    /// The store.
    pub worker: &'a mut Worker,
    /// The system.
    pub outside: &'a mut dyn Outside,
    /// Where the system reports.
    pub reports: &'a Sender<OutsideOutcome>,
    /// For the clipboard.
    pub ctx: &'a egui::Context,
}

impl Hands<'_> {
    /// Carries out one command.
    pub fn carry_out(&mut self, command: Command) {
        match command {
            Command::Show(screen) => self.show(screen),
            Command::AnswerNext(_)
            | Command::Answer(..)
            | Command::AskLater
            | Command::PickSymptom(_)
            | Command::PickArea(_)
            | Command::Pick(_)
            | Command::LetGo
            | Command::TryNext
            | Command::TryShown(_)
            | Command::NextMethod
            | Command::ChooseFix(..) => self.lead(command),
            Command::EditComplaint => self.put_cursor(Field::Complaint),
            Command::EndFirstWait => self.end_first_wait(),
            Command::EditNote => self.put_cursor(Field::Note),
            Command::NextPane => self.state.focus.next_pane(),
            Command::LeavePresent if self.state.screen == Screen::Present => self.show(Screen::Fix),
            Command::LeavePresent => self.state.presenting.elsewhere = false,
            Command::PresentElsewhere => self.present_elsewhere(),
            Command::CopyPicture => self.copy_picture(),
            Command::SavePictures(steps) => self.save_pictures(steps),
            Command::OpenLink => self.open_page(None),
            Command::OpenPage(link) => self.open_page(Some(&link)),
            Command::OpenReport(report) => self.outside.open_report(report, self.reports.clone()),
            Command::CopyLink => self.copy_link(),
            Command::EndStep(result) => self.end_step(result),
            Command::MoveStep(by) => self.move_step(by),
            Command::Undo => self.ask_about_ticket(Request::Undo),
            Command::Redo => self.ask_about_ticket(Request::Redo),
            Command::Overlay(overlay) => self.show_over(overlay),
            Command::TakeBack(event) => self.record(EventKind::Undone { event }),
            Command::EndWait((cause, method, step)) => {
                self.record(EventKind::WaitEnded { step, cause, method });
            }
            Command::Repin => self.repin(),
            Command::NotSecret(masked) => self.worker.ask(Request::Unmask(masked)),
            Command::TryHeld => self.worker.ask(Request::TryHeld),
            Command::HandOver => self.hand_over(),
            Command::PickFile(purpose) => self.pick_file(purpose),
            Command::UseFile(purpose, path, replace) => self.use_file(purpose, path, replace),
            Command::CountOlder(days) => self.worker.ask(Request::CountOlder(days)),
            Command::Purge(days) => self.purge(days),
            Command::CloseWindow => {
                self.state.closing = Closing::Now;
                self.ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Command::NewTicket => self.new_ticket(),
            Command::Search => self.put_cursor(Field::Search),
            Command::Chosen(command) => self.chosen(*command),
            Command::SearchFor(words) => self.search_for(words),
            Command::MoveTicket(by) => self.move_ticket(by),
            Command::Export => self.export(),
            Command::CopyChecklist => self.copy_checklist(),
            Command::CopyPacket => self.copy(DocumentKind::Packet, Format::Txt),
            Command::SavePacket => self.save_packet(),
            Command::NextAudience => {
                self.state.audience = after(&Audience::ALL, self.state.audience);
            }
            Command::NextFormat => self.state.choose(after(&Format::ALL, self.state.format)),
            Command::NextTheme => self.prefer(|preferences| {
                preferences.theme = preferences.theme.next();
            }),
            Command::Zoom(zoom) => self.prefer(|preferences| preferences.zoom(zoom)),
            Command::Prefer(change) => self.prefer(|preferences| preferences.change(change)),
            Command::OpenTicket(id) => {
                self.store_drafts();
                self.state.overlay = None;
                // Whoever goes elsewhere waits for no search any more.
                self.state.list.opens_found = false;
                self.worker.ask(Request::Open(id));
            }
            Command::OpenFound => self.open_found(),
            Command::ShowStep(step) => self.show_step(Some(step)),
            Command::SetDetail(detail) => self.record(EventKind::Detailed { detail }),
            Command::WriteNote => self.write_note(),
            Command::Close(outcome) => self.record(EventKind::Closed { outcome }),
            Command::Reopen => self.record(EventKind::Reopened),
            Command::List => self.list(PAGE),
            Command::ListMore => self.list(self.state.list.query.most + PAGE),
            Command::SetFormat(format) => self.state.choose(format),
            Command::SetAudience(audience) => self.state.audience = audience,
            Command::SaveTo(path, replace) => self.save_to(path, replace),
            Command::SaveAgain(job, path, replace) => self.save_again(*job, path, replace),
            Command::StoreAddress(link, address) => self.store_address(link, &address),
            Command::ForgetAddress(link) => self.worker.ask(Request::RememberAddress(link, None)),
            Command::Retry(notice) => self.retry(notice),
            Command::ReadFiles
            | Command::ReadAgain
            | Command::SaveUsers(..)
            | Command::CopyClean(_) => self.use_exports(command),
            Command::StopWork(progress) => progress.stop(),
            Command::Dismiss(notice) => drop(self.state.notices.take(notice)),
            Command::CopyText(text) => {
                self.ctx.copy_text(text);
                self.state.tell("Copied");
            }
        }
    }

    /// Goes to the first ticket that the search finds, as soon as it has an answer.
    pub(super) fn open_found(&mut self) {
        let list = &mut self.state.list;
        list.opens_found = list.page.words != list.query.words;
        if let (false, Some(first)) = (list.opens_found, list.page.rows.first()) {
            let id = first.id;
            self.carry_out(Command::OpenTicket(id));
        }
    }

    /// Takes the ticket over to today's knowledge base.
    fn repin(&mut self) {
        if let Some(today) = &self.state.today {
            let knowledge = today.fingerprint();
            self.record(EventKind::Repinned { knowledge });
        }
        self.state.overlay = None;
    }

    /// Puts the cursor into a field; what lies over it goes away.
    fn put_cursor(&mut self, field: Field) {
        // Where there is no room for the list beside the screen, it lies over it.
        let is_over = field == Field::Search && is_narrow(self.ctx);
        self.state.overlay = is_over.then_some(Overlay::Tickets);
        self.state.focus.cursor_to = Some(field);
    }

    pub(super) fn record(&mut self, happening: EventKind) {
        if let Some(open) = &self.state.open {
            self.worker.ask(Request::Record(open.ticket().id, vec![happening]));
        }
    }

    /// Stores what was typed and not stored yet: the complaint, the note and the details.
    pub fn store_drafts(&mut self) {
        self.store_complaint();
        self.write_note();
        let details = self.state.open.as_ref().map(OpenTicket::typed_details);
        for detail in details.into_iter().flatten() {
            self.record(EventKind::Detailed { detail });
        }
    }

    /// Stores the complaint as typed, if it waits for that.
    pub fn store_complaint(&mut self) {
        let Some(open) = &mut self.state.open else { return };
        if open.complaint_since.is_some() {
            let text = open.complaint_sent();
            self.record(EventKind::Reported { text });
        }
    }

    fn write_note(&mut self) {
        let Some(open) = &mut self.state.open else { return };
        let text = std::mem::take(&mut open.note);
        if text.trim().is_empty() {
            return;
        }
        let step = (self.state.screen == Screen::Fix).then(|| open.step_in_view()).flatten();
        let step = step.map(|step| step.id.clone());
        self.record(EventKind::Noted { step, text: InternalText::from(text.trim()) });
        self.state.tell("Note kept");
    }

    pub(super) fn show(&mut self, screen: Screen) {
        self.store_drafts();
        if screen == Screen::Present && !self.has_steps_to_present() {
            return;
        }
        self.state.overlay = None;
        self.state.screen = screen;
        self.remember_place();
    }

    fn show_step(&mut self, step: Option<StepId>) {
        self.write_note();
        if let Some(open) = &mut self.state.open {
            open.step = step;
        }
        self.state.address_draft.clear();
        self.remember_place();
    }

    /// Keeps the place over restarts.
    pub fn remember_place(&mut self) {
        self.worker.ask(Request::Remember(self.state.place()));
    }

    /// Opens a page, or where none is named that of the step in view.
    fn open_page(&mut self, page: Option<&LinkId>) {
        let addresses = &self.state.addresses;
        let destination = self.state.open.as_ref().and_then(|open| match page {
            Some(page) => Some(open.destination_of(open.kb().link(page)?, addresses)),
            None => open.destination(addresses),
        });
        match destination {
            Some(Ok(destination)) => self.outside.open(&destination.address, self.reports.clone()),
            Some(Err(refusal)) => {
                self.state.tell_error(format!("The link was not opened: {refusal}"));
            }
            None => {}
        }
    }

    fn copy_link(&mut self) {
        let addresses = &self.state.addresses;
        let destination = self.state.open.as_ref().and_then(|open| open.destination(addresses));
        if let Some(Ok(destination)) = destination {
            self.ctx.copy_text(destination.address.as_str().to_owned());
            self.state.tell("Link copied");
        }
    }

    fn end_step(&mut self, result: StepResult) {
        self.write_note();
        let Some(open) = &mut self.state.open else { return };
        let Some((cause, method)) = open.stored.ticket.fix_in_hand(&open.stored.kb) else { return };
        let Some(step) = open.step_in_view() else { return };
        if open.is_ending_step {
            // The key came again before the step was ended; the next step is not in view yet.
            return;
        }
        let happening = stepped(step, cause, method, result, self.state.now);
        let after = open.steps().into_iter().skip_while(|s| s.id != step.id).nth(1);
        // Onwards from where the technician is; back to the step in hand at the end.
        let after = after.map(|step| step.id.clone());
        open.step = open.step.is_some().then_some(after).flatten();
        open.is_ending_step = true;
        self.record(happening);
        self.remember_place();
    }

    fn move_step(&mut self, by: i32) {
        let Some(open) = &self.state.open else { return };
        let steps = open.steps();
        let in_view = open.step_in_view().map(|step| step.id.clone());
        let at = steps.iter().position(|step| Some(&step.id) == in_view.as_ref());
        let next = moved(at, by, steps.len()).map(|at| steps[at].id.clone());
        self.show_step(next);
    }

    fn list(&mut self, most: usize) {
        let list = &mut self.state.list;
        let span = list.days.map(|days| SignedDuration::from_hours(24 * i64::from(days)));
        list.query.since = span.and_then(|span| self.state.now.checked_sub(span).ok());
        list.query.most = most;
        list.opens_found = false;
        self.worker.ask(Request::List(list.query.clone()));
    }

    fn search_for(&mut self, words: String) {
        self.state.list.query.words = words;
        self.list(PAGE);
        self.put_cursor(Field::Search);
    }

    fn show_over(&mut self, overlay: Overlay) {
        let is_shown = self.state.overlay == Some(overlay);
        self.state.overlay = (!is_shown).then_some(overlay);
        self.state.palette = Palette::default();
        self.state.preference_drafts = PreferenceDrafts::of(&self.state.preferences);
        if let (Some(Overlay::Changes), Some(open), Some(today)) =
            (self.state.overlay, &self.state.open, &self.state.today)
        {
            self.state.changes = difference(open.kb(), today);
        }
    }

    fn ask_about_ticket(&mut self, request: fn(TicketId) -> Request) {
        if let Some(open) = &self.state.open {
            self.worker.ask(request(open.ticket().id));
        }
    }

    fn new_ticket(&mut self) {
        self.store_drafts();
        let local = self.state.now.to_zoned(self.state.zone.clone());
        self.state.opens_new = true;
        let reference = local.strftime("NEW-%m%d-%H%M").to_string();
        self.worker.ask(Request::New(reference, self.state.preferences.for_new_ticket()));
    }

    fn move_ticket(&mut self, by: i32) {
        let rows = &self.state.list.page.rows;
        let open = self.state.open.as_ref().map(|open| open.ticket().id);
        let at = rows.iter().position(|row| Some(row.id) == open);
        if let Some(next) = moved(at, by, rows.len()) {
            let id = rows[next].id;
            self.state.list.go_to = Some(next);
            self.carry_out(Command::OpenTicket(id));
        }
    }

    fn store_address(&mut self, link: LinkId, address: &str) {
        match Address::check(address.trim()) {
            Ok(address) => {
                self.state.address_draft.clear();
                let address = Some(address.for_every_region());
                self.worker.ask(Request::RememberAddress(link, address));
            }
            Err(refusal) => {
                self.state.tell_error(format!("The address was not stored: {refusal}"));
            }
        }
    }

    fn retry(&mut self, notice: usize) {
        if let Some(request) = self.state.notices.take(notice).and_then(|notice| notice.retry) {
            self.worker.ask(request);
        }
    }

    /// Takes in what was typed or pasted as the complaint; what cannot be read is refused and the
    /// text before it stays.
    pub fn complaint_typed(state: &mut State, typed: String) {
        let seconds = state.seconds;
        if let Err(refusal) = accept(&typed) {
            state.tell_error(format!("The text was not taken: {refusal}"));
        } else if let Some(open) = &mut state.open {
            open.type_complaint(typed, seconds);
        }
    }
}

/// The one of several that comes after one, the first after the last.
pub fn after<T: Copy + PartialEq>(all: &[T], one: T) -> T {
    let at = all.iter().position(|other| *other == one).map_or(0, |at| at + 1);
    all.get(at).or(all.first()).copied().unwrap_or(one)
}

/// A place moved by some rows within a list; from nowhere to its first or last row.
pub(super) fn moved(at: Option<usize>, by: i32, rows: usize) -> Option<usize> {
    let last = i64::try_from(rows).ok()?.checked_sub(1).filter(|last| *last >= 0)?;
    let from = at.and_then(|at| i64::try_from(at).ok());
    let to = match from {
        Some(from) => from + i64::from(by),
        None if by > 0 => 0,
        None => last,
    };
    usize::try_from(to.clamp(0, last)).ok()
}
