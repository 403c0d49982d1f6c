//! Forgetting a customer: every trace goes, and nothing brings it back.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rusqlite::{Connection, TransactionBehavior};
use serde_json::Value;

use super::forgotten_ids::{bury, remove_ticket};
use super::mentions::Mentions;
use super::rows::KnowledgeCache;
use super::team::Kind;
use super::{Store, StoreError, arrivals, customers, maintenance, rows};
use crate::progress::Progress;
use crate::ticket::customer::{Profile, domain_of, folded, is_public_mail};
use crate::ticket::event::{Event, EventKind};
use crate::ticket::fold::Ticket;
use crate::ticket::ids::{CustomerId, TicketId};
use crate::ticket::summary::Summary;

/// What forgetting a customer removes, and what it leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traces {
    /// The customer's tickets, with all of their history.
    pub tickets: Vec<Summary>,
    /// Tickets that mention the customer's name or domain and may be somebody else's; they stay.
    pub mentions: Vec<Summary>,
    /// The number of the customer's tickets that the ticket system passed on and no window has taken;
    /// they go.
    pub waiting: usize,
}

/// The result of forgetting a customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forgotten {
    /// What was removed, and what was left.
    pub traces: Traces,
    /// Whether no trace of what was removed is left in the files; another open window or a full disk can
    /// delay that.
    pub is_complete: bool,
    /// Damaged stores that were set aside earlier and may still hold it.
    pub set_aside: Vec<PathBuf>,
}

impl Store {
    /// Returns what forgetting a customer would remove and leave.
    ///
    /// # Errors
    /// If there is no such customer, the store cannot be read, or the work is stopped.
    pub fn traces_of(&self, id: CustomerId) -> Result<Traces, StoreError> {
        Ok(traces(&self.db, &self.customer(id)?, &self.progress)?.0)
    }

    /// Forgets a customer: removes the profile and all of its tickets without a trace in the files. Only
    /// their ids stay, so that neither a backup nor an imported ticket brings them back.
    ///
    /// # Errors
    /// If there is no such customer, the store cannot be written, or the work is stopped.
    pub fn forget(&mut self, id: CustomerId) -> Result<Forgotten, StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let profile = customers::profile(&change, id)?;
        let profile = profile.ok_or_else(|| customers::no_customer(&id.to_string()))?;
        let (traces, waiting) = traces(&change, &profile, &self.progress)?;
        for ticket in &traces.tickets {
            remove_ticket(&change, ticket.id)?;
        }
        for name in waiting {
            change.execute("DELETE FROM setting WHERE name = ?1", [name])?;
        }
        remove_customer(&change, &mut self.knowledge, id)?;
        change.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
        change.commit()?;
        let (is_complete, set_aside) = maintenance::erase_what_was_removed(self);
        Ok(Forgotten { traces, is_complete, set_aside })
    }
}

/// Removes what is known of a customer, and every link to it in tickets of others; keeps its id.
pub(super) fn remove_customer(
    change: &Connection,
    knowledge: &mut KnowledgeCache,
    id: CustomerId,
) -> Result<(), StoreError> {
    let customer = id.to_string();
    bury(change, Kind::Customer, &customer)?;
    change.execute("DELETE FROM customer_event WHERE customer = ?1", [&customer])?;
    customers::remove_derived(change, &customer)?;
    for ticket in tickets_once_linked(change, &customer)? {
        if is_unopened_of(change, ticket, id)? {
            remove_ticket(change, ticket)?;
        } else {
            remove_links(change, ticket, id)?;
            rows::derive(change, knowledge, ticket)?;
        }
    }
    Ok(())
}

/// Returns the tickets that were linked to a customer and belong to somebody else now.
fn tickets_once_linked(db: &Connection, customer: &str) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT DISTINCT ticket FROM event WHERE instr(body, ?1) > 0";
    let mut statement = db.prepare(sql)?;
    let ids = statement.query_map([customer], |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Returns whether a ticket whose opening has not arrived yet was linked to a customer last.
fn is_unopened_of(
    db: &Connection,
    ticket: TicketId,
    customer: CustomerId,
) -> Result<bool, StoreError> {
    let events = rows::events(db, ticket)?;
    let mut links = events.iter().rev().filter_map(|event| match &event.what {
        EventKind::CustomerLinked { customer, .. } => Some(*customer),
        _ => None,
    });
    Ok(!events.iter().any(Event::is_opening) && links.next() == Some(customer))
}

/// Removes the entries of a ticket by which it was linked to a customer.
fn remove_links(db: &Connection, ticket: TicketId, customer: CustomerId) -> Result<(), StoreError> {
    for event in rows::events(db, ticket)? {
        if let EventKind::CustomerLinked { customer: other, .. }
        | EventKind::CustomerDenied { customer: other } = &event.what
            && *other == customer
        {
            rows::remove_event(db, event.id)?;
        }
    }
    Ok(())
}

/// Returns the traces of a customer, and the names of the rows of those that wait.
fn traces(
    db: &Connection,
    profile: &Profile,
    progress: &Progress,
) -> Result<(Traces, Vec<String>), StoreError> {
    let mut traces =
        Traces { tickets: customers::tickets_of(db, profile.id, usize::MAX)?, ..<_>::default() };
    let linked: BTreeSet<TicketId> = traces.tickets.iter().map(|ticket| ticket.id).collect();
    for id in Mentions::of(profile).tickets(db, progress)?.difference(&linked) {
        // A ticket that is not opened yet has no row.
        let Some(ticket) = rows::summary_of(db, *id)? else { continue };
        let is_own = is_own_though_not_linked(db, profile, *id)?;
        if is_own { traces.tickets.push(ticket) } else { traces.mentions.push(ticket) }
    }
    let mut waiting = Vec::new();
    for (name, json) in arrivals::waiting(db)? {
        let fields: Value = serde_json::from_str(&json).unwrap_or_default();
        let field = |name: &str| fields[name].as_str().unwrap_or_default();
        if is_own(db, profile, field("user"), field("customer"))? {
            waiting.push(name);
        }
    }
    traces.waiting = waiting.len();
    Ok((traces, waiting))
}

/// Returns whether a ticket is of this customer and of no other, although nobody linked it.
fn is_own_though_not_linked(
    db: &Connection,
    profile: &Profile,
    id: TicketId,
) -> Result<bool, StoreError> {
    let Some(ticket) = Ticket::fold(id, &rows::events(db, id)?) else { return Ok(false) };
    if ticket.customer_id.is_some() || ticket.not_customers.contains(&profile.id) {
        return Ok(false);
    }
    is_own(db, profile, ticket.user.as_str(), ticket.customer.as_str())
}

/// Returns whether a user's address and a customer's name are this customer's and no other's. What is
/// not certain is left for somebody to decide, because what is forgotten never comes back: others may
/// have the name, too, unless somebody confirmed that it means this customer, and anybody an address at
/// a public mail service.
fn is_own(db: &Connection, profile: &Profile, user: &str, name: &str) -> Result<bool, StoreError> {
    if let Some(domain) = domain_of(user).filter(|domain| !is_public_mail(domain)) {
        let is_theirs = profile.domains.contains(&domain);
        return Ok(is_theirs && count_with(db, "customer_domain WHERE domain", &domain)? == 1);
    }
    let name = folded(name);
    let is_theirs = profile.confirmed_names.contains(&name);
    Ok(is_theirs && count_with(db, "customer_name WHERE name", &name)? == 1)
}

fn count_with(db: &Connection, from: &str, value: &str) -> Result<u32, StoreError> {
    let sql = format!("SELECT count(*) FROM {from} = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([value], |row| row.get(0))?)
}
