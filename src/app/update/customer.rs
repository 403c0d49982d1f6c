//! Recognizes, edits and forgets the customer of the open ticket.

use super::UpdateContext;
use crate::app::command::{Command, CustomerCommand};
use crate::app::effects::worker::{CustomerRequest, Request};
use crate::app::model::customer_draft::CustomerDraft;
use crate::app::model::notices::NoticeKind;
use crate::app::settings::navigation::Overlay;
use crate::text::count;
use crate::ticket::store::Traces;
use crate::ticket::{CustomerId, TicketId};
use crate::ticket_service::CustomerOfTicket;

impl UpdateContext<'_> {
    pub(super) fn work_on_customer(&mut self, command: CustomerCommand) {
        let Some(open) = &mut self.state.open else { return };
        let ticket = open.ticket().id;
        match command {
            CustomerCommand::Remember => self.ask_customer(CustomerRequest::Remember(ticket)),
            CustomerCommand::Confirm(id) => {
                self.ask_customer(CustomerRequest::Confirm(ticket, id));
            }
            CustomerCommand::Deny(id) => self.ask_customer(CustomerRequest::Deny(ticket, id)),
            CustomerCommand::Edit => {
                if open.customer_draft.is_some() {
                    self.store_customer_draft();
                } else {
                    open.customer_draft = open.customer.profile.as_ref().map(CustomerDraft::of);
                }
            }
            CustomerCommand::TakeOffer => {
                if let Some((id, offer)) = open.offer() {
                    self.ask_customer(CustomerRequest::Tell(ticket, id, offer.changes));
                }
            }
            CustomerCommand::AskToForget => {
                if let Some(profile) = &open.customer.profile {
                    let id = profile.id;
                    self.ask_customer(CustomerRequest::CountTraces(id));
                }
            }
            CustomerCommand::Forget(id) => self.ask_customer(CustomerRequest::Forget(id)),
        }
    }

    fn ask_customer(&mut self, request: CustomerRequest) {
        if let Some(open) = &mut self.state.open {
            open.began_with = None;
        }
        self.worker.ask(Request::Customer(request));
    }

    /// Stores what was typed into the profile.
    pub(super) fn store_customer_draft(&mut self) {
        let Some(open) = &mut self.state.open else { return };
        let (Some(draft), Some(profile)) = (open.customer_draft.take(), &open.customer.profile)
        else {
            return;
        };
        let changes = draft.changes(profile);
        if !changes.is_empty() {
            let request = CustomerRequest::Tell(open.ticket().id, profile.id, changes);
            self.ask_customer(request);
        }
    }

    /// Takes in what is known of the customer of a ticket.
    pub(super) fn customer_known(&mut self, ticket: TicketId, customer: CustomerOfTicket) {
        let Some(open) = self.state.open.as_mut().filter(|open| open.ticket().id == ticket) else {
            return;
        };
        let before = open.customer.profile.as_ref().map(|profile| profile.id);
        let name = customer.profile.as_ref().map(|profile| profile.name.as_str().to_owned());
        let is_new = customer.profile.as_ref().map(|profile| profile.id) != before;
        let was_asked = !open.customer.candidates.is_empty();
        let asks = !customer.candidates.is_empty();
        open.customer = customer;
        let now = self.state.session.seconds;
        if let Some(name) = name.filter(|_| is_new) {
            let text = format!("This ticket is {name}\u{2019}s");
            self.state.notices.add(NoticeKind::News, text, now);
        } else if asks && !was_asked && self.state.overlay != Some(Overlay::Details) {
            self.state.notify("Is this a known customer? The ticket\u{2019}s details (T) ask");
        }
    }

    /// Asks whether a customer is to be forgotten.
    pub(super) fn ask_to_forget(&mut self, id: CustomerId, name: &str, traces: &Traces) {
        let tickets = count(traces.tickets.len(), "ticket");
        let others = match traces.mentions.len() {
            0 => String::new(),
            some => format!(". It stays mentioned in {} of others", count(some, "ticket")),
        };
        let text = format!(
            "Forget {name} with {tickets} for good? Neither a backup nor a ticket file brings them back{others}"
        );
        let now = self.state.session.seconds;
        let notice = self.state.notices.add(NoticeKind::Decision, text, now);
        let forget = Command::Customer(CustomerCommand::Forget(id));
        notice.remedy = Some((format!("Forget {name}"), forget));
        self.state.overlay = Some(Overlay::Notices);
    }
}
