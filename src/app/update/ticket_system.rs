//! What comes from the ticket system, and what goes back to it.

use crate::app::command::{Command, NavigateCommand, TicketSystemCommand};
use crate::app::effects::worker::Request;
use crate::app::model::notices::NoticeKind;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::update::UpdateContext;
use crate::export::{Audience, DocumentKind, Format};
use crate::ticket_service::Arrived;
use crate::ticket_system::{AddressTemplate, Comment, TemplateError, comment};

impl UpdateContext<'_> {
    pub(super) fn use_ticket_system(&mut self, command: TicketSystemCommand) {
        match command {
            TicketSystemCommand::Fill => self.fill(),
            TicketSystemCommand::OpenSame => self.open_same(),
            TicketSystemCommand::OpenPage => self.open_ticket_page(),
            TicketSystemCommand::CopyNote => self.copy_comment(Audience::Internal),
            TicketSystemCommand::CopyReply => self.copy_comment(Audience::Customer),
        }
    }

    /// Shows what came. On a shared screen, or over something that is open, a notice offers it instead.
    pub(super) fn arrived(&mut self, arrived: Arrived) {
        let state = &mut *self.state;
        let reference = arrived.arrival.reference().to_owned();
        state.arrived.push_back(arrived);
        self.platform.window().request_attention();
        if state.overlay.is_none() && state.screen != Screen::Present {
            state.overlay = Some(Overlay::Arrival);
        } else if state.overlay != Some(Overlay::Arrival) {
            let text = format!("From your ticket system: {reference}");
            let notice = state.notices.add(NoticeKind::Decision, text, state.session.seconds);
            let show = Command::Navigate(NavigateCommand::Overlay(Overlay::Arrival));
            notice.remedy = Some(("Show".to_owned(), show));
        }
    }

    /// Takes away what no longer waits, and says so.
    pub(super) fn arrival_gone(&mut self, id: &str) {
        let state = &mut *self.state;
        let Some(at) = state.arrived.iter().position(|arrived| arrived.id == id) else { return };
        let Some(gone) = state.arrived.remove(at) else { return };
        let reference = gone.arrival.reference();
        state.announce(format!("No longer waiting for your decision: {reference}"));
        if state.overlay == Some(Overlay::Arrival) {
            self.show_next_arrival();
        } else {
            self.drop_arrival_notices();
        }
    }

    /// Opens a new ticket with the fields that are shown.
    fn fill(&mut self) {
        let Some(arrived) = self.next_arrival() else { return };
        self.leave_untouched();
        self.store_drafts();
        let begins_with =
            [self.state.preferences.for_new_ticket(), arrived.arrival.events()].concat();
        self.state.screen = Screen::Diagnose;
        self.worker.ask(Request::Fill(Box::new(arrived), begins_with));
    }

    fn open_same(&mut self) {
        let same = self.state.arrived.front().and_then(|arrived| arrived.same);
        let Some(same) = same else { return };
        self.decline_arrival();
        let overlay = self.state.overlay;
        self.open(same);
        self.state.overlay = overlay;
    }

    /// Begins no ticket with what is shown, and shows what came after it.
    pub(super) fn decline_arrival(&mut self) {
        if let Some(arrived) = self.next_arrival() {
            self.worker.ask(Request::RemoveArrival(arrived.id));
        }
    }

    /// Takes what is shown away, and shows what came after it. It stays in the store until the worker is
    /// asked to remove it.
    fn next_arrival(&mut self) -> Option<Arrived> {
        let first = self.state.arrived.pop_front();
        self.show_next_arrival();
        first
    }

    fn show_next_arrival(&mut self) {
        let has_more = !self.state.arrived.is_empty();
        self.state.overlay = has_more.then_some(Overlay::Arrival);
        self.drop_arrival_notices();
    }

    /// Takes away the notices that offer what came, once nothing waits.
    fn drop_arrival_notices(&mut self) {
        let show = Command::Navigate(NavigateCommand::Overlay(Overlay::Arrival));
        if self.state.arrived.is_empty() {
            self.state.notices.drop_remedies(|command| *command == show);
        }
    }

    fn open_ticket_page(&mut self) {
        let Some(open) = &self.state.open else { return };
        let template = self.state.preferences.ticket_address.as_str();
        if template.trim().is_empty() {
            let text = "The address of tickets in your ticket system is not known; enter it in the preferences";
            let notice = self.state.report_failure(text);
            let preferences = NavigateCommand::Overlay(Overlay::Preferences);
            notice.remedy = Some(("Preferences".to_owned(), preferences.into()));
            return;
        }
        let reference = open.ticket().reference.as_str();
        let address = AddressTemplate::parse(template).and_then(|it| it.fill(reference));
        match address {
            Ok(address) => self.platform.open_ticket_page(&address, self.replies.clone()),
            Err(error) => {
                let is_reference = error == TemplateError::StrangeReference;
                let text = format!("The page of this ticket was not opened: {error}");
                let notice = self.state.report_failure(text);
                let (name, place) = if is_reference {
                    ("Ticket details", Overlay::Details)
                } else {
                    ("Preferences", Overlay::Preferences)
                };
                notice.remedy = Some((name.to_owned(), NavigateCommand::Overlay(place).into()));
            }
        }
    }

    fn copy_comment(&mut self, audience: Audience) {
        let system = self.state.preferences.ticket_system;
        let job = self.document(DocumentKind::Checklist(audience), Format::Comment);
        let Some(document) = job.and_then(|job| job.document) else { return };
        let Comment { text, plain } = comment(&document.context(), system, audience);
        let window = self.platform.window();
        match plain {
            Some(plain) => window.copy_html(text, plain),
            None => window.copy_text(text),
        }
        let what = match audience {
            Audience::Internal => "Internal note",
            Audience::Customer => "Public reply",
        };
        self.state.notify(format!("{what} copied for {}", system.name_in_text()));
    }
}
