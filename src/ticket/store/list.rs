//! Which tickets a list shows, and how many there are. Nothing here reads more rows than it
//! returns, whatever the number of tickets.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, ToSql};

use super::{StoreError, rows};
use crate::kb::{CauseId, StepId};
use crate::ticket::attempt::{TrackRecord, Tried};
use crate::ticket::fold::State;
use crate::ticket::summary::Summary;

/// How many rows a list begins with, and by how many it grows.
pub const PAGE: usize = 200;

/// Which tickets to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Words, of which every one has to start a word of the ticket; empty for all.
    pub words: String,
    /// Only tickets that stand so.
    pub state: Option<State>,
    /// Only tickets with the fix of this cause in hand.
    pub cause: Option<CauseId>,
    /// Only tickets to which something happened since.
    pub since: Option<Timestamp>,
    /// At most so many.
    pub most: usize,
}

impl Default for Query {
    fn default() -> Self {
        Self { words: String::new(), state: None, cause: None, since: None, most: PAGE }
    }
}

/// The rows that a query gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The words that were looked for.
    pub words: String,
    /// The rows: those whose wait is over first, then as they last changed.
    pub rows: Vec<Summary>,
    /// Whether there are more than were asked for.
    pub has_more: bool,
}

/// How many tickets there are, without a look at them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tallies {
    /// How many stand in each state.
    pub states: Vec<(State, u32)>,
    /// How many have the fix of a cause in hand, the most first.
    pub causes: Vec<(CauseId, u32)>,
    /// How many wait no longer, and nobody has looked.
    pub due: u32,
    /// When the next wait is over.
    pub next_due: Option<Timestamp>,
    /// What they say of fixes and steps.
    pub record: TrackRecord,
}

const IS_DUE: &str = "outcome IS NULL AND waits_until <= :now";
const IS_NOT_DUE: &str = "(outcome IS NOT NULL OR waits_until IS NULL OR waits_until > :now)";
const IS_NOT_WAITING: &str = "(waits_until IS NULL OR waits_until <= :now)";
const WAITS: &str = "outcome IS NULL AND waits_until > :now";

/// The conditions of a query on the summary, and what their names stand for.
struct Conditions {
    sql: Vec<&'static str>,
    values: Vec<(&'static str, Box<dyn ToSql>)>,
}

impl Conditions {
    fn of(query: &Query, now: Timestamp) -> Self {
        let mut these = Self { sql: Vec::new(), values: Vec::new() };
        match query.state {
            None => {}
            Some(State::Open) => these.sql.extend(["outcome IS NULL", IS_NOT_WAITING]),
            Some(State::Waiting) => these.sql.push(WAITS),
            Some(closed) => these.add("outcome = :outcome", ":outcome", closed.name()),
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

    /// Reads rows: from where, also on which condition, in which order.
    fn read(
        &self,
        db: &Connection,
        from: &str,
        also: Option<&str>,
        order: &str,
    ) -> Result<Vec<Summary>, StoreError> {
        let conditions: Vec<&str> = self.sql.iter().copied().chain(also).collect();
        let found = if conditions.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", conditions.join(" AND "))
        };
        let columns = rows::COLUMNS;
        let sql = format!("SELECT {columns} FROM {from} {found} ORDER BY {order} LIMIT :most");
        let mut statement = db.prepare_cached(&sql)?;
        // A statement takes no value for a name that it does not have.
        let used = self.values.iter().filter(|(name, _)| sql.contains(*name));
        let values: Vec<(&str, &dyn ToSql)> =
            used.map(|(name, value)| (*name, value.as_ref())).collect();
        let rows = statement.query_map(values.as_slice(), rows::summary)?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }
}

/// The rows asked for.
pub(super) fn list(db: &Connection, query: &Query, now: Timestamp) -> Result<Page, StoreError> {
    let mut conditions = Conditions::of(query, now);
    // One more than asked for tells whether there are more.
    let most = query.most.saturating_add(1);
    conditions.values.push((":most", Box::new(i64::try_from(most).unwrap_or(i64::MAX))));
    let words = search_expression(&query.words);
    let mut rows = if words.is_empty() {
        everything(db, query, &conditions)?
    } else {
        conditions.values.push((":words", Box::new(words)));
        // The newest tickets first, because that order needs no look at all that match.
        let from = "search CROSS JOIN summary ON summary.id = search.rowid";
        let found = Some("search MATCH :words");
        conditions.read(db, from, found, "search.rowid DESC")?
    };
    let has_more = rows.len() > query.most;
    rows.truncate(query.most);
    if query.state != Some(State::Waiting) {
        rows.sort_by_key(|row| {
            let due_since = row.waits_until.filter(|_| row.is_due(now));
            (due_since.is_none(), due_since, Reverse(row.changed_at))
        });
    }
    Ok(Page { words: query.words.clone(), rows, has_more })
}

/// Rows without a search: what is due first, then what changed last; what waits by when it is due.
fn everything(
    db: &Connection,
    query: &Query,
    conditions: &Conditions,
) -> Result<Vec<Summary>, StoreError> {
    const LAST_CHANGED: &str = "changed_at DESC, id DESC";
    // Of one cause the newest tickets, by the order in which its index has them.
    let order = if query.cause.is_some() { "id DESC" } else { LAST_CHANGED };
    match query.state {
        Some(State::Waiting) => conditions.read(db, "summary", None, "waits_until"),
        None | Some(State::Open) => {
            let mut rows = conditions.read(db, "summary", Some(IS_DUE), "waits_until")?;
            rows.extend(conditions.read(db, "summary", Some(IS_NOT_DUE), order)?);
            Ok(rows)
        }
        Some(_) => conditions.read(db, "summary", None, order),
    }
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

/// How many tickets there are of each kind.
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
        closed => by_outcome.get(closed.name()).copied().unwrap_or(0),
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
