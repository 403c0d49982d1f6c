//! Customers in the store: what was said of them, by what they are found, and which tickets are theirs.

use std::collections::BTreeMap;

use rusqlite::{Connection, TransactionBehavior, params};

use super::{Store, StoreError, forgotten_ids, rows};
use crate::ticket::customer::{CustomerEvent, Domains, Matches, Profile, Recognition, folded};
use crate::ticket::ids::{CustomerId, SeatId};
use crate::ticket::stamp::{ClockReading, Stamp};
use crate::ticket::summary::Summary;

/// A customer as a row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// The customer.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// The number of tickets.
    pub tickets: u32,
}

impl Store {
    /// Adds events to what is said of a customer and makes them durable: all of them, or none.
    ///
    /// # Errors
    /// If they cannot be written, or the customer was forgotten.
    pub fn append_customer(
        &mut self,
        id: CustomerId,
        events: Vec<CustomerEvent>,
    ) -> Result<Profile, StoreError> {
        self.make_writable()?;
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let profile = tell(&change, id, events, self.seat)?;
        change.commit()?;
        Ok(profile)
    }

    /// Returns what is known of a customer; `None` if nothing is.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn known_customer(&self, id: CustomerId) -> Result<Option<Profile>, StoreError> {
        profile(&self.db, id)
    }

    /// Returns what is known of a customer.
    ///
    /// # Errors
    /// If it does not exist or cannot be read.
    pub fn customer(&self, id: CustomerId) -> Result<Profile, StoreError> {
        self.known_customer(id)?.ok_or_else(|| no_customer(&id.to_string()))
    }

    /// Finds the customer with an id or, if only one has it, with a name or a domain.
    ///
    /// # Errors
    /// If there is no such customer, or if several have that name.
    pub fn find_customer(&self, text: &str) -> Result<CustomerId, StoreError> {
        if let Ok(id) = text.parse::<CustomerId>()
            && self.known_customer(id)?.is_some()
        {
            return Ok(id);
        }
        let mut found: Vec<CustomerId> =
            named(&self.db, text)?.into_iter().map(|it| it.0).collect();
        found.extend(with_domain(&self.db, &text.trim().to_lowercase())?);
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [] => Err(no_customer(text)),
            [id] => Ok(*id),
            _ => Err(StoreError::SeveralCustomers(text.to_owned())),
        }
    }

    /// Lists customers by name, at most `most` of them.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn customers(&self, most: usize) -> Result<Vec<CustomerRow>, StoreError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, name, (SELECT count(*) FROM customer_ticket WHERE customer = id)
             FROM customer ORDER BY name, id LIMIT ?1",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement.query_map([most], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, u32>(2)?))
        })?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?.into_iter();
        let read = |(id, name, tickets): (String, String, u32)| {
            Some(CustomerRow { id: id.parse().ok()?, name, tickets })
        };
        Ok(rows.filter_map(read).collect())
    }

    /// Returns whose ticket it is by the domains of addresses and the customer's name that stand in it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn recognize(&self, domains: &Domains, name: &str) -> Result<Recognition, StoreError> {
        let mut matches = Matches { by_name: named(&self.db, name)?, ..Matches::default() };
        for domain in &domains.own {
            let found = with_domain(&self.db, domain)?;
            matches.has_unknown_domain |= found.is_empty();
            matches.by_domain.extend(found.into_iter().map(|id| (id, domain.clone())));
        }
        for domain in &domains.others {
            matches.by_other.extend(with_domain(&self.db, domain)?);
        }
        Ok(Recognition::of(&matches))
    }

    /// Lists the tickets of a customer, the latest change first, at most `most` of them.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn tickets_of(&self, id: CustomerId, most: usize) -> Result<Vec<Summary>, StoreError> {
        tickets_of(&self.db, id, most)
    }

    /// Counts the tickets of a customer.
    ///
    /// # Errors
    /// If they cannot be counted.
    pub fn count_tickets_of(&self, id: CustomerId) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM customer_ticket WHERE customer = ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([id.to_string()], |row| row.get(0))?)
    }
}

pub(super) fn no_customer(text: &str) -> StoreError {
    StoreError::NoCustomer(text.to_owned())
}

/// Returns what is known of a customer; `None` if nothing is.
pub(super) fn profile(db: &Connection, id: CustomerId) -> Result<Option<Profile>, StoreError> {
    Ok(Profile::fold(id, &events_of(db, id)?))
}

/// Adds events to what is said of a customer; those without a stamp get the seat's.
pub(super) fn tell(
    change: &Connection,
    id: CustomerId,
    events: Vec<CustomerEvent>,
    seat: SeatId,
) -> Result<Profile, StoreError> {
    if forgotten_ids::is_forgotten(change, &id.to_string())? {
        return Err(StoreError::Forgotten);
    }
    let known = events_of(change, id)?;
    let clocks = known.iter().filter_map(|event| Some(event.stamp?.clock));
    let mut clock = clocks.max().unwrap_or_default();
    for mut event in events {
        clock = match event.stamp {
            Some(stamp) => clock.max(stamp.clock),
            None => ClockReading::after(clock, event.at),
        };
        event.stamp.get_or_insert(Stamp { clock, seat });
        add_event(change, id, &event, None)?;
    }
    derive(change, id)?.ok_or_else(|| no_customer(&id.to_string()))
}

/// Returns what was said of a customer.
pub(super) fn events_of(db: &Connection, id: CustomerId) -> Result<Vec<CustomerEvent>, StoreError> {
    let sql = "SELECT body FROM customer_event WHERE customer = ?1 ORDER BY seq";
    let mut statement = db.prepare_cached(sql)?;
    let bodies = statement.query_map([id.to_string()], |row| row.get::<_, String>(0))?;
    bodies.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
}

/// Returns the tickets of a customer, the latest change first, at most `most` of them.
pub(super) fn tickets_of(
    db: &Connection,
    id: CustomerId,
    most: usize,
) -> Result<Vec<Summary>, StoreError> {
    let columns: Vec<String> =
        rows::COLUMNS.split(", ").map(|column| format!("summary.{column}")).collect();
    let sql = format!(
        "SELECT {} FROM customer_ticket CROSS JOIN summary ON summary.id = customer_ticket.ticket
         WHERE customer_ticket.customer = ?1 ORDER BY changed_at DESC LIMIT ?2",
        columns.join(", ")
    );
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params![id.to_string(), most], rows::summary)?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Adds an event that has a stamp, as it is written in `body` if given; returns whether it is new.
pub(super) fn add_event(
    db: &Connection,
    id: CustomerId,
    event: &CustomerEvent,
    body: Option<String>,
) -> Result<bool, StoreError> {
    let insert =
        "INSERT OR IGNORE INTO customer_event (id, customer, clock, body) VALUES (?1, ?2, ?3, ?4)";
    let clock = event.stamp.map(|stamp| stamp.clock).unwrap_or_default().to_string();
    let body = body.map_or_else(|| serde_json::to_string(event), Ok)?;
    let values = params![event.id.to_string(), id.to_string(), clock, body];
    Ok(db.prepare_cached(insert)?.execute(values)? > 0)
}

/// Updates by what a customer is found; returns the profile, or `None` if nothing is known.
pub(super) fn derive(db: &Connection, id: CustomerId) -> Result<Option<Profile>, StoreError> {
    let profile = Profile::fold(id, &events_of(db, id)?);
    let text = id.to_string();
    remove_derived(db, &text)?;
    let Some(profile) = profile else { return Ok(None) };
    let name = profile.name.as_str().trim();
    db.execute("INSERT INTO customer (id, name) VALUES (?1, ?2)", [text.as_str(), name])?;
    let mut names: BTreeMap<String, bool> =
        profile.confirmed_names.iter().map(|name| (name.clone(), true)).collect();
    names.entry(folded(name)).or_insert(false);
    for (name, is_confirmed) in names.into_iter().filter(|(name, _)| !name.is_empty()) {
        let insert = "INSERT INTO customer_name (name, customer, confirmed) VALUES (?1, ?2, ?3)";
        db.execute(insert, params![name, text, is_confirmed])?;
    }
    for domain in &profile.domains {
        let insert = "INSERT INTO customer_domain (domain, customer) VALUES (?1, ?2)";
        db.execute(insert, params![domain, text])?;
    }
    Ok(Some(profile))
}

/// Updates by what all customers are found.
pub(super) fn derive_all(db: &Connection) -> Result<(), StoreError> {
    let mut statement = db.prepare("SELECT DISTINCT customer FROM customer_event")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    for id in ids.iter().filter_map(|id| id.parse().ok()) {
        derive(db, id)?;
    }
    Ok(())
}

/// Removes by what a customer is found.
pub(super) fn remove_derived(db: &Connection, id: &str) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM customer WHERE id = ?1",
        "DELETE FROM customer_name WHERE customer = ?1",
        "DELETE FROM customer_domain WHERE customer = ?1",
    ] {
        db.execute(sql, [id])?;
    }
    Ok(())
}

/// Returns the customers with a name, and whether somebody confirmed that it means them.
fn named(db: &Connection, name: &str) -> Result<Vec<(CustomerId, bool)>, StoreError> {
    let sql = "SELECT customer, confirmed FROM customer_name WHERE name = ?1 ORDER BY customer";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement
        .query_map([folded(name)], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?.into_iter();
    Ok(rows.filter_map(|(id, is_confirmed)| Some((id.parse().ok()?, is_confirmed))).collect())
}

/// Returns the customers that have a domain.
fn with_domain(db: &Connection, domain: &str) -> Result<Vec<CustomerId>, StoreError> {
    let sql = "SELECT customer FROM customer_domain WHERE domain = ?1 ORDER BY customer";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([domain], |row| row.get::<_, String>(0))?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.iter().filter_map(|id| id.parse().ok()).collect())
}
