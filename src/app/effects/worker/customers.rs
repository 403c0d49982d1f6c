//! Serves what is asked about customers.

use super::messages::{CustomerRequest, Reply};
use super::server::WorkerServer;
use crate::text::count;
use crate::ticket::CustomerId;
use crate::ticket::store::Forgotten;
use crate::ticket_service::ServiceError;

impl WorkerServer {
    pub(super) fn serve_customer(
        &mut self,
        request: CustomerRequest,
    ) -> Result<Vec<Reply>, ServiceError> {
        Ok(match request {
            CustomerRequest::Remember(ticket) => {
                let stored = self.service.remember_customer(ticket)?;
                vec![self.changed(stored)]
            }
            CustomerRequest::Confirm(ticket, customer) => {
                let stored = self.service.confirm_customer(ticket, customer)?;
                vec![self.changed(stored)]
            }
            CustomerRequest::Deny(ticket, customer) => {
                let stored = self.service.deny_customer(ticket, customer)?;
                vec![self.changed(stored)]
            }
            CustomerRequest::Tell(ticket, customer, changes) => {
                let (_, masked) = self.service.tell_of_customer(customer, changes)?;
                let kinds: Vec<&str> = masked.iter().map(|kind| kind.label()).collect();
                let stored = self.service.store().load(ticket)?;
                let news = (!kinds.is_empty()).then(|| {
                    Reply::OfTicket(format!("Masked before storing: {}", kinds.join(", ")))
                });
                std::iter::once(self.changed(stored)).chain(news).collect()
            }
            CustomerRequest::CountTraces(id) => {
                let name = self.service.store().customer(id)?.name.as_str().to_owned();
                let traces = self.service.store().traces_of(id)?;
                vec![Reply::Traces(id, name, Box::new(traces))]
            }
            CustomerRequest::Forget(id) => self.forget(id)?,
        })
    }

    fn forget(&mut self, id: CustomerId) -> Result<Vec<Reply>, ServiceError> {
        let Forgotten { traces, is_complete, set_aside } = self.service.forget_customer(id)?;
        let mut replies: Vec<Reply> =
            traces.tickets.iter().map(|ticket| Reply::Deleted(ticket.id)).collect();
        let gone = |ticket| traces.tickets.iter().any(|row| row.id == ticket);
        self.known = self.known.take().filter(|known| !gone(known.ticket));
        replies.extend(self.list_again());
        replies.extend(self.arrivals());
        let tickets = count(traces.tickets.len(), "ticket");
        replies.push(Reply::News(format!("The customer was forgotten, with {tickets}")));
        if !is_complete {
            let text = "The customer is forgotten, but traces stay in the file while another Syncmend is open or the disk is full; close it or free some space, and purge old tickets";
            replies.push(Reply::Failed(text.to_owned(), None));
        }
        if !set_aside.is_empty() {
            let names: Vec<String> =
                set_aside.iter().map(|path| path.display().to_string()).collect();
            let text = "Damaged stores that were set aside may still hold the customer; delete them if you no longer need them";
            replies.push(Reply::Failed(format!("{text}: {}", names.join(", ")), None));
        }
        Ok(replies)
    }

    /// Adds to each ticket among replies what is known of its customer.
    pub(super) fn with_customers(&mut self, replies: Vec<Reply>) -> Vec<Reply> {
        let mut all = Vec::with_capacity(replies.len());
        for reply in replies {
            let customer = match &reply {
                Reply::Opened(stored)
                | Reply::Changed(stored)
                | Reply::ChangedElsewhere(stored, _) => {
                    // A failure here is told by what reads the ticket itself.
                    let customer = self.service.customer_of(stored).ok();
                    customer.map(|it| Reply::Customer(stored.ticket.id, Box::new(it)))
                }
                _ => None,
            };
            all.push(reply);
            all.extend(customer);
        }
        all
    }
}
