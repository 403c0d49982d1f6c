//! Rows in and out: how events, summaries and knowledge bases are stored in the tables.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::StoreError;
use crate::kb::{CauseId, KnowledgeBase, Model, StepId};
use crate::ticket::attempt::Attempt;
use crate::ticket::event::{Event, Outcome};
use crate::ticket::fold::Ticket;
use crate::ticket::ids::{CustomerId, EventId, TicketId};
use crate::ticket::order;
use crate::ticket::summary::Summary;

/// Today's knowledge base, and those that older tickets are pinned to, by fingerprint.
pub(super) struct KnowledgeCache {
    today: Arc<KnowledgeBase>,
    pinned: HashMap<Uuid, Arc<KnowledgeBase>>,
}

impl KnowledgeCache {
    pub(super) fn new(today: Arc<KnowledgeBase>) -> Self {
        Self { today, pinned: HashMap::new() }
    }

    pub(super) fn today(&self) -> &Arc<KnowledgeBase> {
        &self.today
    }

    /// Returns the knowledge base with that fingerprint, or today's if the store lacks it.
    pub(super) fn get(
        &mut self,
        db: &Connection,
        fingerprint: Uuid,
    ) -> Result<Arc<KnowledgeBase>, StoreError> {
        if fingerprint == self.today.fingerprint() {
            return Ok(self.today.clone());
        }
        if let Some(kb) = self.pinned.get(&fingerprint) {
            return Ok(kb.clone());
        }
        let select = "SELECT model FROM knowledge WHERE fingerprint = ?1";
        let model = db.query_row(select, [fingerprint.to_string()], |row| row.get::<_, String>(0));
        // A model that this version cannot read counts as missing.
        let model = model.optional()?.and_then(|json| serde_json::from_str::<Model>(&json).ok());
        let Some(model) = model else { return Ok(self.today.clone()) };
        let kb = self
            .today
            .part_named(fingerprint, &model)
            .unwrap_or_else(|| self.with_todays_lessons(model));
        self.pinned.insert(fingerprint, kb.clone());
        Ok(kb)
    }

    /// The knowledge base of a model from another time. Texts are always read with today's examples.
    fn with_todays_lessons(&self, model: Model) -> Arc<KnowledgeBase> {
        let today = self.today.whole().unwrap_or(&self.today);
        let kb = KnowledgeBase::new(model)
            .with_examples(today.examples().clone())
            .with_sentences(today.sentences().clone())
            .with_translations(today.translations().clone())
            .with_own_pages(today.own_pages().clone());
        Arc::new(kb)
    }

    /// Replaces the knowledge base that new tickets are pinned to.
    pub(super) fn set_today(&mut self, today: Arc<KnowledgeBase>) {
        self.today = today;
        // They may be a part of what was before.
        self.pinned.clear();
    }
}

/// Stores a knowledge base for the tickets that are pinned to it.
pub(super) fn keep_knowledge(db: &Connection, kb: &KnowledgeBase) -> Result<(), StoreError> {
    let fingerprint = kb.fingerprint().to_string();
    let select = "SELECT 1 FROM knowledge WHERE fingerprint = ?1";
    if db.query_row(select, [&fingerprint], |_| Ok(())).optional()?.is_none() {
        db.execute(
            "INSERT INTO knowledge (fingerprint, model) VALUES (?1, ?2)",
            params![fingerprint, serde_json::to_string(kb.model())?],
        )?;
    }
    Ok(())
}

/// Returns the events of a ticket, in the order of their stamps.
pub(super) fn events(db: &Connection, id: TicketId) -> Result<Vec<Event>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT body FROM event WHERE ticket = ?1 ORDER BY seq")?;
    let bodies = statement.query_map([id.to_string()], |row| row.get::<_, String>(0))?;
    let events = bodies.map(|body| Ok(serde_json::from_str(&body?)?));
    let mut events = events.collect::<Result<Vec<Event>, StoreError>>()?;
    order::sort(&mut events);
    Ok(events)
}

/// Stamps the events of a version that knew no stamps, in the order in which they were added.
pub(super) fn stamp_older(db: &Connection) -> Result<(), StoreError> {
    let mut tickets = db.prepare("SELECT DISTINCT ticket FROM event")?;
    let tickets = tickets.query_map([], |row| row.get::<_, String>(0))?;
    let mut select = db.prepare("SELECT seq, body FROM event WHERE ticket = ?1 ORDER BY seq")?;
    let mut update = db.prepare("UPDATE event SET body = ?2 WHERE seq = ?1")?;
    for ticket in tickets {
        let rows = select
            .query_map([ticket?], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        let events = rows.iter().map(|(_, body)| serde_json::from_str::<Event>(body));
        // An event that cannot be read fails its ticket, as before, and not the whole store.
        let Ok(mut events) = events.collect::<Result<Vec<_>, _>>() else { continue };
        let known: Vec<bool> = events.iter().map(|event| event.stamp.is_some()).collect();
        order::stamp_older(&mut events);
        for (((seq, _), event), known) in rows.iter().zip(&events).zip(known) {
            if !known {
                update.execute(params![seq, serde_json::to_string(event)?])?;
            }
        }
    }
    Ok(())
}

/// Adds an event; returns whether it is new.
pub(super) fn add_event(db: &Connection, id: TicketId, event: &Event) -> Result<bool, StoreError> {
    let insert = "INSERT OR IGNORE INTO event (id, ticket, body) VALUES (?1, ?2, ?3)";
    let body = serde_json::to_string(event)?;
    let values = params![event.id.to_string(), id.to_string(), body];
    Ok(db.prepare_cached(insert)?.execute(values)? > 0)
}

/// Removes a ticket and everything derived from it, by its row and its id.
pub(super) fn remove(change: &Connection, row: i64, ticket: &str) -> Result<(), StoreError> {
    change.prepare_cached("DELETE FROM event WHERE ticket = ?1")?.execute([ticket])?;
    change.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([row])?;
    change.prepare_cached("DELETE FROM attempt WHERE ticket = ?1")?.execute([row])?;
    change.prepare_cached("DELETE FROM customer_ticket WHERE ticket = ?1")?.execute([row])?;
    change.prepare_cached("DELETE FROM summary WHERE id = ?1")?.execute([row])?;
    Ok(())
}

/// Removes an event.
pub(super) fn remove_event(db: &Connection, id: EventId) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM event WHERE id = ?1")?.execute([id.to_string()])?;
    Ok(())
}

/// Counts the events of a ticket.
pub(super) fn entries(db: &Connection, id: TicketId) -> Result<usize, StoreError> {
    let select = "SELECT count(*) FROM event WHERE ticket = ?1";
    let count: i64 = db.prepare_cached(select)?.query_row([id.to_string()], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Updates what is derived from a ticket's events: its row, the words by which it is found, and what
/// was tried on it.
pub(super) fn write_derived(
    db: &Connection,
    ticket: &Ticket,
    kb: &KnowledgeBase,
) -> Result<(), StoreError> {
    let summary = Summary::of(ticket, kb);
    let row = write_summary(db, &summary)?;
    write_customer(db, row, ticket.customer_id)?;
    write_words(db, row, &words(&summary, ticket))?;
    write_attempts(db, row, &ticket.attempts())
}

fn write_summary(db: &Connection, summary: &Summary) -> Result<i64, StoreError> {
    let row = db
        .prepare_cached(
            // An upsert keeps the row number, which the search table refers to.
            "INSERT INTO summary (ticket, reference, customer, subject, cause, outcome,
                waits_until, steps_ended, steps, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (ticket) DO UPDATE SET reference = ?2, customer = ?3, subject = ?4,
                cause = ?5, outcome = ?6, waits_until = ?7, steps_ended = ?8, steps = ?9,
                changed_at = ?10
             RETURNING id",
        )?
        .query_row(
            params![
                summary.id.to_string(),
                summary.reference,
                summary.customer,
                summary.subject,
                summary.cause.as_ref().map(CauseId::as_str),
                summary.outcome.map(Outcome::id),
                summary.waits_until.map(Timestamp::as_millisecond),
                summary.steps_ended,
                summary.steps,
                summary.changed_at.as_millisecond(),
            ],
            |row| row.get(0),
        )?;
    Ok(row)
}

/// Returns the words by which a ticket is found.
fn words(summary: &Summary, ticket: &Ticket) -> String {
    let notes = ticket.notes.iter().map(|note| note.text.for_insiders());
    let own = [
        ticket.reference.as_str(),
        ticket.customer.as_str(),
        ticket.user.as_str(),
        &summary.subject,
        ticket.complaint.for_insiders(),
    ];
    own.into_iter().chain(notes).collect::<Vec<_>>().join("\n")
}

/// Updates the search index if the words have changed; most actions change none.
fn write_words(db: &Connection, row: i64, words: &str) -> Result<(), StoreError> {
    let known = db
        .prepare_cached("SELECT words FROM search WHERE rowid = ?1")?
        .query_row([row], |row| row.get::<_, String>(0))
        .optional()?;
    if known.as_deref() == Some(words) {
        return Ok(());
    }
    if known.is_some() {
        db.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([row])?;
    }
    db.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?
        .execute(params![row, words])?;
    Ok(())
}

fn write_attempts(db: &Connection, row: i64, attempts: &[Attempt]) -> Result<(), StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT cause, step, helped FROM attempt WHERE ticket = ?1 ORDER BY cause, step",
    )?;
    let known = statement
        .query_map([row], |row| {
            let (cause, step): (String, String) = (row.get(0)?, row.get(1)?);
            let step = (!step.is_empty()).then(|| StepId::from(step.as_str()));
            Ok(Attempt { cause: CauseId::from(cause.as_str()), step, helped: row.get(2)? })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    if known == attempts {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM attempt WHERE ticket = ?1")?.execute([row])?;
    let insert = "INSERT INTO attempt (ticket, cause, step, helped) VALUES (?1, ?2, ?3, ?4)";
    for attempt in attempts {
        let step = attempt.step.as_ref().map_or("", StepId::as_str);
        let values = params![row, attempt.cause.as_str(), step, attempt.helped];
        db.prepare_cached(insert)?.execute(values)?;
    }
    Ok(())
}

/// Updates what is derived from the events of all tickets.
pub(super) fn derive_all(
    db: &Connection,
    knowledge: &mut KnowledgeCache,
) -> Result<(), StoreError> {
    for id in tickets(db)? {
        derive(db, knowledge, id)?;
    }
    Ok(())
}

/// Returns all tickets in the order in which they were opened: a search lists the highest row numbers
/// first.
pub(super) fn tickets(db: &Connection) -> Result<Vec<TicketId>, StoreError> {
    let mut statement =
        db.prepare("SELECT ticket, min(seq) AS began FROM event GROUP BY ticket ORDER BY began")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Updates what is derived from the events of one ticket, unless no event opens it.
pub(super) fn derive(
    db: &Connection,
    knowledge: &mut KnowledgeCache,
    id: TicketId,
) -> Result<(), StoreError> {
    if let Some(ticket) = Ticket::fold(id, &events(db, id)?) {
        let kb = knowledge.get(db, ticket.knowledge)?;
        write_derived(db, &ticket, &kb)?;
    }
    Ok(())
}

pub(super) fn exists(db: &Connection, id: TicketId) -> Result<bool, StoreError> {
    let select = "SELECT 1 FROM summary WHERE ticket = ?1";
    Ok(db.query_row(select, [id.to_string()], |_| Ok(())).optional()?.is_some())
}

pub(super) fn ids_with_reference(
    db: &Connection,
    reference: &str,
) -> Result<Vec<TicketId>, StoreError> {
    // Two are enough to know that there are several.
    let mut statement = db.prepare_cached(
        "SELECT ticket FROM summary WHERE reference = ?1 ORDER BY changed_at DESC LIMIT 2",
    )?;
    let ids = statement
        .query_map([reference], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// The columns that [`summary`] reads.
pub(super) const COLUMNS: &str = "ticket, reference, customer, subject, cause, outcome, waits_until, steps_ended, steps, changed_at";

/// Reads a row; `None` if its id is not valid.
pub(super) fn summary(row: &Row<'_>) -> rusqlite::Result<Option<Summary>> {
    let Ok(id) = row.get::<_, String>(0)?.parse() else { return Ok(None) };
    let time = |millis: i64| Timestamp::from_millisecond(millis).unwrap_or_default();
    Ok(Some(Summary {
        id,
        reference: row.get(1)?,
        customer: row.get(2)?,
        subject: row.get(3)?,
        cause: row.get::<_, Option<String>>(4)?.map(|cause| CauseId::from(cause.as_str())),
        outcome: row.get::<_, Option<String>>(5)?.and_then(|name| outcome_named(&name)),
        waits_until: row.get::<_, Option<i64>>(6)?.map(time),
        steps_ended: row.get(7)?,
        steps: row.get(8)?,
        changed_at: time(row.get(9)?),
    }))
}

/// Returns the row of a ticket; `None` if it has none.
pub(super) fn summary_of(db: &Connection, id: TicketId) -> Result<Option<Summary>, StoreError> {
    let select = format!("SELECT {COLUMNS} FROM summary WHERE ticket = ?1");
    Ok(db.query_row(&select, [id.to_string()], summary).optional()?.flatten())
}

fn outcome_named(id: &str) -> Option<Outcome> {
    Outcome::ALL.into_iter().find(|outcome| outcome.id() == id)
}

/// Keeps whose ticket the one in a row of the summary is.
fn write_customer(
    db: &Connection,
    row: i64,
    customer: Option<CustomerId>,
) -> Result<(), StoreError> {
    let select = "SELECT customer FROM customer_ticket WHERE ticket = ?1";
    let known = db.prepare_cached(select)?.query_row([row], |row| row.get::<_, String>(0));
    let (known, customer) = (known.optional()?, customer.map(|id| id.to_string()));
    if known == customer {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM customer_ticket WHERE ticket = ?1")?.execute([row])?;
    if let Some(customer) = customer {
        let insert = "INSERT INTO customer_ticket (customer, ticket) VALUES (?1, ?2)";
        db.prepare_cached(insert)?.execute(params![customer, row])?;
    }
    Ok(())
}
