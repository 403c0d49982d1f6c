//! `syncmend ticket inspect` and `ticket users`: what exported files show, kept with a ticket.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::CallError;
use super::document::Destination;
use super::inspect::{InquiryArguments, print, read, readable};
use crate::evidence::{ListKind, UserList};
use crate::export::users;
use crate::ticket::EventKind;
use crate::ticket::store::Stored;
use crate::ticket_service::TicketService;

/// Which files, for which ticket.
#[derive(Args, Debug)]
pub struct InspectArguments {
    /// The ticket
    id: String,
    /// Exported files: users, reports, logs, browser recordings
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    inquiry: InquiryArguments,
}

/// Which list of affected users, and where to.
#[derive(Args, Debug)]
pub struct UsersArguments {
    /// The ticket
    id: String,
    /// Which list: the ids that `ticket show` prints
    #[arg(long, value_name = "LIST")]
    list: String,
    /// In the form of Google's bulk upload, to make suspended users active
    #[arg(long)]
    unsuspend: bool,
    #[command(flatten)]
    destination: Destination,
}

/// Reads files and records what they show with a ticket.
pub(super) fn inspect(
    call: &InspectArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let stored = load(service, &call.id)?;
    let places = stored.ticket.places();
    let inquiry = call.inquiry.with(places.user.as_deref(), places.google_admin.as_deref());
    let inspection = read(&call.files, &inquiry, &stored.kb)?;
    readable(&inspection)?;
    let inspection = Arc::new(inspection);
    // Before it is printed: whoever reads it may stop reading.
    let inspected = EventKind::Inspected { inspection: inspection.clone() };
    service.record(stored.ticket.id, vec![inspected])?;
    print(&inspection, &stored.kb, out)
}

/// Writes the users of one of a ticket's lists as CSV.
pub(super) fn users(
    call: &UsersArguments,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let stored = load(service, &call.id)?;
    let list = found_list(&stored, &call.list)?;
    if !call.unsuspend {
        return call.destination.write(users::to_look_through(list).as_bytes(), out);
    }
    if !list.kind.is_unsuspended() {
        let what = list.kind.title();
        return Err(CallError::Usage(format!(
            "{what} are not repaired by making them active; leave --unsuspend out"
        )));
    }
    call.destination.write(users::to_unsuspend(list).as_bytes(), out)
}

fn load(service: &mut TicketService, id: &str) -> Result<Stored, CallError> {
    let ticket = service.store().find(id)?;
    Ok(service.store().load(ticket)?)
}

/// The list of that name that was found last.
fn found_list<'a>(stored: &'a Stored, id: &str) -> Result<&'a UserList, CallError> {
    let lists = || ListKind::ALL.into_iter().filter_map(|kind| stored.ticket.user_list(kind));
    lists().find(|list| list.kind.id() == id).ok_or_else(|| {
        let there: Vec<&str> = lists().map(|list| list.kind.id()).collect();
        let there = if there.is_empty() {
            "it has none yet; see `syncmend ticket inspect`".to_owned()
        } else {
            format!("it has {}", there.join(", "))
        };
        CallError::Usage(format!("the ticket has no list {id}; {there}"))
    })
}
