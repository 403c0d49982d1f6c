//! Forgetting a customer: every trace goes, and nothing brings it back.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::forgotten_ids::remember;
use super::{Store, StoreError, customers, maintenance, rows};
use crate::progress::Progress;
use crate::ticket::customer::{Profile, domain_of, folded};
use crate::ticket::event::EventKind;
use crate::ticket::fold::Ticket;
use crate::ticket::ids::{CustomerId, TicketId};
use crate::ticket::summary::Summary;

/// What forgetting a customer removes, and what it leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traces {
    /// The customer's tickets, with all of their history.
    pub tickets: Vec<Summary>,
    /// Tickets of others that mention the customer's name or domain; they stay.
    pub mentions: Vec<Summary>,
}

/// The result of forgetting a customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forgotten {
    /// What was removed, and what was left.
    pub traces: Traces,
    /// Whether no trace of what was removed is left in the files; another open window can delay that.
    pub is_complete: bool,
    /// Damaged stores that were set aside earlier and may still hold it.
    pub set_aside: Vec<PathBuf>,
}

/// The most tickets that are looked at for one name or domain.
const MOST_FOUND: usize = 10_000;

impl Store {
    /// Returns what forgetting a customer would remove and leave.
    ///
    /// # Errors
    /// If there is no such customer, or the store cannot be read.
    pub fn traces_of(&self, id: CustomerId) -> Result<Traces, StoreError> {
        traces(self, &self.customer(id)?)
    }

    /// Forgets a customer: removes the profile and all of its tickets without a trace in the files. Only
    /// their ids stay, so that neither a backup nor an imported ticket brings them back.
    ///
    /// # Errors
    /// If there is no such customer, or the store cannot be written.
    pub fn forget(&mut self, id: CustomerId) -> Result<Forgotten, StoreError> {
        self.make_writable()?;
        let traces = self.traces_of(id)?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for ticket in &traces.tickets {
            remove_ticket(&change, ticket.id)?;
        }
        let customer = id.to_string();
        remember(&change, &customer)?;
        change.execute("DELETE FROM customer_event WHERE customer = ?1", [&customer])?;
        customers::remove_derived(&change, &customer)?;
        for ticket in tickets_once_linked(&change, &customer)? {
            remove_links(&change, ticket, id)?;
            rows::derive(&change, &mut self.knowledge, ticket)?;
        }
        change.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
        change.commit()?;
        // From here on the work is not stopped any more: what is gone must leave no trace.
        self.watch(Progress::default())?;
        let (is_complete, set_aside) = maintenance::erase_what_was_removed(self)?;
        Ok(Forgotten { traces, is_complete, set_aside })
    }
}

/// Removes a ticket with everything derived from it, and keeps its id.
pub(super) fn remove_ticket(db: &Connection, id: TicketId) -> Result<(), StoreError> {
    let ticket = id.to_string();
    let select = "SELECT id FROM summary WHERE ticket = ?1";
    let row: Option<i64> = db.query_row(select, [&ticket], |row| row.get(0)).optional()?;
    match row {
        Some(row) => maintenance::remove(db, row, &ticket)?,
        None => drop(db.execute("DELETE FROM event WHERE ticket = ?1", [&ticket])?),
    }
    remember(db, &ticket)
}

/// Returns the tickets that were linked to a customer and belong to somebody else now.
fn tickets_once_linked(db: &Connection, customer: &str) -> Result<Vec<TicketId>, StoreError> {
    let sql = "SELECT DISTINCT ticket FROM event WHERE instr(body, ?1) > 0";
    let mut statement = db.prepare(sql)?;
    let ids = statement.query_map([customer], |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Removes the entries of a ticket by which it was linked to a customer.
pub(super) fn remove_links(
    db: &Connection,
    ticket: TicketId,
    customer: CustomerId,
) -> Result<(), StoreError> {
    for event in rows::events(db, ticket)? {
        if let EventKind::CustomerLinked { customer: other, .. }
        | EventKind::CustomerDenied { customer: other } = &event.what
            && *other == customer
        {
            db.execute("DELETE FROM event WHERE id = ?1", params![event.id.to_string()])?;
        }
    }
    Ok(())
}

fn traces(store: &Store, profile: &Profile) -> Result<Traces, StoreError> {
    let mut traces =
        Traces { tickets: store.tickets_of(profile.id, usize::MAX)?, ..<_>::default() };
    let own_name = folded(profile.name.as_str());
    let names = profile.confirmed_names.iter().cloned().chain([own_name]);
    let mut found: Vec<Summary> = Vec::new();
    for words in names.chain(profile.domains.iter().cloned()) {
        found.extend(mentioning(&store.db, &words)?);
    }
    for ticket in found {
        let is_there = |known: &[Summary]| known.iter().any(|other| other.id == ticket.id);
        if is_there(&traces.tickets) || is_there(&traces.mentions) {
            continue;
        }
        let is_own = is_own_though_not_linked(store, profile, ticket.id)?;
        if is_own { traces.tickets.push(ticket) } else { traces.mentions.push(ticket) }
    }
    Ok(traces)
}

/// Returns whether a ticket is of this customer and of no other, although nobody linked it.
fn is_own_though_not_linked(
    store: &Store,
    profile: &Profile,
    id: TicketId,
) -> Result<bool, StoreError> {
    let events = rows::events(&store.db, id)?;
    let Some(ticket) = Ticket::fold(id, &events) else { return Ok(false) };
    if ticket.customer_id.is_some() || ticket.not_customers.contains(&profile.id) {
        return Ok(false);
    }
    let domain = domain_of(ticket.user.as_str());
    if let Some(domain) = domain.filter(|domain| profile.domains.contains(domain)) {
        return Ok(count_with(&store.db, "customer_domain WHERE domain", &domain)? == 1);
    }
    let name = folded(ticket.customer.as_str());
    let is_named = profile.confirmed_names.contains(&name) || name == folded(profile.name.as_str());
    let others = count_with(&store.db, "customer_name WHERE name", &name)?;
    Ok(is_named && !name.is_empty() && others == 1)
}

fn count_with(db: &Connection, from: &str, value: &str) -> Result<u32, StoreError> {
    let sql = format!("SELECT count(*) FROM {from} = ?1");
    Ok(db.prepare_cached(&sql)?.query_row([value], |row| row.get(0))?)
}

/// Returns the tickets in which words stand one after the other.
fn mentioning(db: &Connection, words: &str) -> Result<Vec<Summary>, StoreError> {
    let is_word = |word: &&str| !word.is_empty();
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(is_word).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let phrase = format!("\"{}\"", words.join(" "));
    let columns: Vec<String> =
        rows::COLUMNS.split(", ").map(|column| format!("summary.{column}")).collect();
    let sql = format!(
        "SELECT {} FROM search CROSS JOIN summary ON summary.id = search.rowid
         WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT ?2",
        columns.join(", ")
    );
    let most = i64::try_from(MOST_FOUND).unwrap_or(i64::MAX);
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params![phrase, most], rows::summary)?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}
