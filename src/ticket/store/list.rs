//! Lists and counts of tickets. Nothing here reads more rows than it returns, however many tickets
//! there are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, ToSql};

use super::list_order::{IS_OPEN, ListOrder, WAITS};
use super::{StoreError, rows};
use crate::kb::{CauseId, StepId};
use crate::ticket::attempt::{TrackRecord, Tried};
use crate::ticket::state::State;
use crate::ticket::summary::Summary;

/// The number of rows that a list begins with, and by which it grows.
pub const PAGE: usize = 200;

/// Which tickets to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Words that must each begin a word of the ticket; empty for all tickets.
    pub words: String,
    /// Only tickets in this state.
    pub state: Option<State>,
    /// Only tickets whose current fix removes this cause.
    pub cause: Option<CauseId>,
    /// Only tickets that have changed since this time.
    pub since: Option<Timestamp>,
    /// The order of the rows. Of those that words find, only the newest `most` are put into it.
    pub order: ListOrder,
    /// The most rows to return.
    pub most: usize,
}

impl Default for Query {
    fn default() -> Self {
        let order = ListOrder::default();
        Self { words: String::new(), state: None, cause: None, since: None, order, most: PAGE }
    }
}

/// The result of a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The words of the query.
    pub words: String,
    /// The rows: tickets whose wait is over first, then in the order of the query.
    pub rows: Vec<Summary>,
    /// Whether there are more rows.
    pub has_more: bool,
}

/// The number of tickets by state and cause, counted without reading the tickets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tallies {
    /// The number of tickets in each state.
    pub states: Vec<(State, u32)>,
    /// The number of tickets by the cause of their current fix, the largest first.
    pub causes: Vec<(CauseId, u32)>,
    /// The number of tickets whose wait is over and has not been ended yet.
    pub due: u32,
    /// When the next wait ends.
    pub next_due: Option<Timestamp>,
    /// How often fixes and steps have helped.
    pub record: TrackRecord,
}

const IS_DUE: &str = "outcome IS NULL AND waits_until <= :now";
const IS_NOT_DUE: &str = "(outcome IS NOT NULL OR waits_until IS NULL OR waits_until > :now)";

/// The conditions of a query in SQL, with the values of their parameters.
struct Conditions {
    sql: Vec<&'static str>,
    values: Vec<(&'static str, Box<dyn ToSql>)>,
}

impl Conditions {
    fn of(query: &Query, now: Timestamp) -> Self {
        let mut these = Self { sql: Vec::new(), values: Vec::new() };
        match query.state {
            None => {}
            Some(State::Open) => these.sql.push(IS_OPEN),
            Some(State::Waiting) => these.sql.push(WAITS),
            Some(closed) => these.add("outcome = :outcome", ":outcome", closed.id()),
        }
        if let Some(cause) = &query.cause {
            these.add("cause = :cause", ":cause", cause.as_str().to_owned());
        }
        if let Some(since) = query.since {
            these.add("changed_at >= :since", ":since", since.as_millisecond());
        }
        these.values.push((":now", Box::new(now.as_millisecond())));
        these
    }

    fn add(&mut self, sql: &'static str, name: &'static str, value: impl ToSql + 'static) {
        self.sql.push(sql);
        self.values.push((name, Box::new(value)));
    }

    /// Reads rows from a table, with extra conditions, in an order.
    fn read(
        &self,
        db: &Connection,
        from: &str,
        also: &[&str],
        order: &str,
    ) -> Result<Vec<Summary>, StoreError> {
        let conditions: Vec<&str> = self.sql.iter().chain(also).copied().collect();
        let found = if conditions.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", conditions.join(" AND "))
        };
        let columns = rows::COLUMNS;
        let sql = format!("SELECT {columns} FROM {from} {found} ORDER BY {order} LIMIT :most");
        let mut statement = db.prepare_cached(&sql)?;
        // A statement accepts no value for a parameter that it lacks.
        let used = self.values.iter().filter(|(name, _)| sql.contains(*name));
        let values: Vec<(&str, &dyn ToSql)> =
            used.map(|(name, value)| (*name, value.as_ref())).collect();
        let rows = statement.query_map(values.as_slice(), rows::summary)?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }
}

/// Returns the rows of a query.
pub(super) fn list(db: &Connection, query: &Query, now: Timestamp) -> Result<Page, StoreError> {
    let mut conditions = Conditions::of(query, now);
    // One row more than asked for shows whether there are more.
    let most = query.most.saturating_add(1);
    conditions.values.push((":most", Box::new(i64::try_from(most).unwrap_or(i64::MAX))));
    let words = search_expression(&query.words);
    let mut rows = if words.is_empty() {
        everything(db, query, &conditions)?
    } else {
        conditions.values.push((":words", Box::new(words)));
        // The newest tickets first, because that order does not need all matches.
        let from = "search CROSS JOIN summary ON summary.id = search.rowid";
        conditions.read(db, from, &["search MATCH :words"], "search.rowid DESC")?
    };
    let has_more = rows.len() > query.most;
    rows.truncate(query.most);
    if query.state != Some(State::Waiting) || query.order != ListOrder::Changed {
        rows.sort_by(|a, b| query.order.compare(a, b, now));
    }
    Ok(Page { words: query.words.clone(), rows, has_more })
}

/// Returns rows without a search: due tickets first, then in the order of the query. Waiting tickets are
/// sorted by the end of their wait unless another order was chosen.
fn everything(
    db: &Connection,
    query: &Query,
    conditions: &Conditions,
) -> Result<Vec<Summary>, StoreError> {
    let mut rows = Vec::new();
    let mut also = Vec::new();
    if matches!(query.state, None | Some(State::Open)) {
        rows.extend(conditions.read(db, "summary", &[IS_DUE], "waits_until")?);
        also.push(IS_NOT_DUE);
    }
    let is_usual = query.order == ListOrder::Changed;
    let parts = match query.state {
        Some(State::Waiting) if is_usual => &[(None, "waits_until")],
        // Tickets of one cause come in the order of its index, the newest first.
        _ if is_usual && query.cause.is_some() => &[(None, "id DESC")],
        _ => query.order.parts(),
    };
    for (only, order) in parts {
        if rows.len() > query.most {
            break;
        }
        let also: Vec<&str> = also.iter().copied().chain(*only).collect();
        rows.extend(conditions.read(db, "summary", &also, order)?);
    }
    Ok(rows)
}

/// Builds a search for every word as a prefix, quoted so that nothing in it is an operator.
fn search_expression(words: &str) -> String {
    let quoted: Vec<String> = words
        // A NUL would end the expression.
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{}\"*", word.replace('"', "\"\"")))
        .collect();
    quoted.join(" ")
}

/// Counts the tickets by state and cause.
pub(super) fn tallies(db: &Connection, now: Timestamp) -> Result<Tallies, StoreError> {
    let (mut by_outcome, mut by_cause) = (BTreeMap::new(), BTreeMap::new());
    let mut statement = db.prepare_cached("SELECT outcome, cause, tickets FROM tally")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, u32>(2)?))
    })?;
    for row in rows {
        let (outcome, cause, tickets) = row?;
        *by_outcome.entry(outcome).or_insert(0) += tickets;
        *by_cause.entry(cause).or_insert(0) += tickets;
    }
    let waiting = count(db, WAITS, now)?;
    let number = |state: State| match state {
        State::Open => by_outcome.get("").copied().unwrap_or(0).saturating_sub(waiting),
        State::Waiting => waiting,
        closed => by_outcome.get(closed.id()).copied().unwrap_or(0),
    };
    let mut causes: Vec<(CauseId, u32)> = by_cause
        .into_iter()
        .filter(|(cause, tickets)| !cause.is_empty() && *tickets > 0)
        .map(|(cause, tickets)| (CauseId::from(cause.as_str()), tickets))
        .collect();
    causes.sort_by_key(|(_, tickets)| Reverse(*tickets));
    Ok(Tallies {
        states: State::ALL.map(|state| (state, number(state))).to_vec(),
        causes,
        due: count(db, IS_DUE, now)?,
        next_due: next_due(db, now)?,
        record: track_record(db)?,
    })
}

fn count(db: &Connection, condition: &str, now: Timestamp) -> Result<u32, StoreError> {
    let sql = format!("SELECT count(*) FROM summary WHERE {condition}");
    let values: &[(&str, &dyn ToSql)] = &[(":now", &now.as_millisecond())];
    Ok(db.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?)
}

fn next_due(db: &Connection, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let sql = format!("SELECT waits_until FROM summary WHERE {WAITS} ORDER BY waits_until LIMIT 1");
    let values: &[(&str, &dyn ToSql)] = &[(":now", &now.as_millisecond())];
    let next = db.prepare_cached(&sql)?.query_row(values, |row| row.get(0)).optional()?;
    Ok(next.and_then(|millis| Timestamp::from_millisecond(millis).ok()))
}

fn track_record(db: &Connection) -> Result<TrackRecord, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT cause, step, tried, helped FROM track_record WHERE tried > 0")?;
    let rows = statement.query_map([], |row| {
        let (cause, step): (String, String) = (row.get(0)?, row.get(1)?);
        let step = (!step.is_empty()).then(|| StepId::from(step.as_str()));
        let tried = Tried { tried: row.get(2)?, helped: row.get(3)? };
        Ok(((CauseId::from(cause.as_str()), step), tried))
    })?;
    Ok(TrackRecord(rows.collect::<Result<_, _>>()?))
}
