//! Rows in and out: how events, summaries and knowledge bases are written in the tables.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::{Query, StoreError};
use crate::kb::{CauseId, KnowledgeBase, Model};
use crate::ticket::event::{Event, Outcome, TicketId};
use crate::ticket::fold::{State, Ticket};
use crate::ticket::summary::Summary;

/// The events of a ticket, in the order in which they were added.
pub(super) fn events(db: &Connection, id: TicketId) -> Result<Vec<Event>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT body FROM event WHERE ticket = ?1 ORDER BY seq")?;
    let bodies = statement.query_map([id.to_string()], |row| row.get::<_, String>(0))?;
    bodies.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
}

/// The knowledge base of that fingerprint, or today's where it is not there.
pub(super) fn knowledge(
    db: &Connection,
    pinned: &mut HashMap<Uuid, Arc<KnowledgeBase>>,
    today: &Arc<KnowledgeBase>,
    fingerprint: Uuid,
) -> Result<Arc<KnowledgeBase>, StoreError> {
    if let Some(kb) = pinned.get(&fingerprint) {
        return Ok(kb.clone());
    }
    let kb = if fingerprint == today.fingerprint() {
        today.clone()
    } else {
        let select = "SELECT model FROM knowledge WHERE fingerprint = ?1";
        let model = db.query_row(select, [fingerprint.to_string()], |row| row.get::<_, String>(0));
        // A model that an older version wrote and this one cannot read counts as not there.
        let model = model.optional()?.and_then(|json| serde_json::from_str::<Model>(&json).ok());
        model.map_or_else(|| today.clone(), |model| Arc::new(KnowledgeBase::new(model)))
    };
    pinned.insert(fingerprint, kb.clone());
    Ok(kb)
}

/// Writes the row of a ticket, and the words by which it is found.
pub(super) fn write_summary(
    db: &Connection,
    summary: &Summary,
    ticket: &Ticket,
) -> Result<(), StoreError> {
    let id = summary.id.to_string();
    db.prepare_cached(
        // An upsert keeps the row's number, by which the search table knows it.
        "INSERT INTO summary (ticket, reference, customer, subject, cause, outcome,
            waits_until, steps_ended, steps, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (ticket) DO UPDATE SET reference = ?2, customer = ?3, subject = ?4, cause = ?5,
            outcome = ?6, waits_until = ?7, steps_ended = ?8, steps = ?9, changed_at = ?10",
    )?
    .execute(params![
        id,
        summary.reference,
        summary.customer,
        summary.subject,
        summary.cause.as_ref().map(CauseId::as_str),
        summary.outcome.map(outcome_name),
        summary.waits_until.map(Timestamp::as_millisecond),
        summary.steps_ended,
        summary.steps,
        summary.changed_at.as_millisecond(),
    ])?;
    let notes = ticket.notes.iter().map(|note| note.text.for_insiders());
    let words: Vec<&str> = [
        ticket.reference.as_str(),
        ticket.customer.as_str(),
        ticket.user.as_str(),
        &summary.subject,
        ticket.complaint.for_insiders(),
    ]
    .into_iter()
    .chain(notes)
    .collect();
    db.prepare_cached(
        "DELETE FROM search WHERE rowid = (SELECT id FROM summary WHERE ticket = ?1)",
    )?
    .execute([&id])?;
    db.prepare_cached(
        "INSERT INTO search (rowid, ticket, words)
         SELECT id, ticket, ?2 FROM summary WHERE ticket = ?1",
    )?
    .execute(params![id, words.join("\n")])?;
    Ok(())
}

const COLUMNS: &str = "ticket, reference, customer, subject, cause, outcome, waits_until, steps_ended, steps, changed_at";

/// The rows asked for, last changed first.
pub(super) fn list(
    db: &Connection,
    query: &Query,
    now: Timestamp,
) -> Result<Vec<Summary>, StoreError> {
    let words = search_expression(&query.words);
    let found = if words.is_empty() {
        ""
    } else {
        "WHERE ticket IN (SELECT ticket FROM search WHERE search MATCH ?1)"
    };
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM summary {found} ORDER BY changed_at DESC, ticket DESC"
    ))?;
    let rows = if words.is_empty() {
        statement.query_map([], summary)?.collect::<Result<Vec<_>, _>>()?
    } else {
        statement.query_map([words], summary)?.collect::<Result<Vec<_>, _>>()?
    };
    let stands_so = |summary: &Summary| query.state.is_none_or(|state| summary.state(now) == state);
    Ok(rows.into_iter().flatten().filter(stands_so).collect())
}

/// How many tickets stand in each state.
pub(super) fn counts(db: &Connection, now: Timestamp) -> Result<Vec<(State, u32)>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT coalesce(outcome, CASE WHEN waits_until > ?1 THEN 'waiting' ELSE 'open' END) AS state, count(*)
         FROM summary GROUP BY state",
    )?;
    let rows = statement
        .query_map([now.as_millisecond()], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let counts: HashMap<String, u32> = rows.collect::<Result<_, _>>()?;
    Ok(State::ALL.map(|state| (state, counts.get(state.name()).copied().unwrap_or(0))).to_vec())
}

pub(super) fn exists(db: &Connection, id: TicketId) -> Result<bool, StoreError> {
    let select = "SELECT 1 FROM summary WHERE ticket = ?1";
    Ok(db.query_row(select, [id.to_string()], |_| Ok(())).optional()?.is_some())
}

pub(super) fn ids_with_reference(
    db: &Connection,
    reference: &str,
) -> Result<Vec<TicketId>, StoreError> {
    let mut statement = db.prepare_cached("SELECT ticket FROM summary WHERE reference = ?1")?;
    let ids = statement
        .query_map([reference], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Every word, as the beginning of a word; quoted, so that nothing in it is an operator.
fn search_expression(words: &str) -> String {
    let quoted: Vec<String> = words
        // A NUL would end the expression.
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{}\"*", word.replace('"', "\"\"")))
        .collect();
    quoted.join(" ")
}

/// A row, or nothing where its id is not one.
fn summary(row: &Row<'_>) -> rusqlite::Result<Option<Summary>> {
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

fn outcome_name(outcome: Outcome) -> &'static str {
    State::of(Some(outcome), None, Timestamp::UNIX_EPOCH).name()
}

fn outcome_named(name: &str) -> Option<Outcome> {
    [Outcome::Solved, Outcome::Escalated, Outcome::Abandoned]
        .into_iter()
        .find(|o| outcome_name(*o) == name)
}
