//! The team store in PostgreSQL. The only part of the program that opens a socket, and only once a team
//! store is named.
//!
//! ```text
//! mod.rs       what seats share, as calls of the server
//! connect.rs   the connection and its errors
//! protect.rs   TLS: whose certificates are trusted
//! password.rs  the password, in the keyring of the system
//! setup.rs     tables and roles: schema.sql, roles.sql, migrations
//! ```

mod connect;
pub mod password;
mod protect;
mod setup;

use std::time::Duration;

use jiff::Timestamp;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};
use postgres::{Client, Row};
use uuid::Uuid;

use super::address::TeamAddress;
use super::{
    Greeting, Kind, LARGEST_EVENT, LARGEST_KNOWLEDGE, Page, Shared, SharedEvent, TeamError,
    TeamSeat, TeamStore, Tombstone,
};
use crate::ticket::SeatId;

use connect::error;

pub use setup::Prepared;

/// The most bytes of a page, so that a seat takes in any team store with little memory.
const MOST_OF_A_PAGE: usize = 16 * 1024 * 1024;

/// The longest name of an account that is shared.
const LONGEST_ACCOUNT: usize = 200;

/// A connection to a team store.
pub struct Server {
    client: Client,
    is_listening: bool,
}

impl Server {
    /// Connects to a database.
    ///
    /// # Errors
    /// If it does not answer, is not trusted, or refuses the user.
    pub fn connect(address: &TeamAddress, password: Option<&str>) -> Result<Self, TeamError> {
        Ok(Self { client: connect::connect(address, password)?, is_listening: false })
    }

    /// Makes the database a team store, or brings one to this version. Several may try at once.
    ///
    /// # Errors
    /// If the database holds something else, is of a newer version, or this user may not set it up. Then
    /// nothing was changed.
    pub fn prepare(&mut self) -> Result<Prepared, TeamError> {
        setup::prepare(&mut self.client)
    }

    /// Waits until another seat has sent something, at most for a time; returns whether one has.
    ///
    /// # Errors
    /// If the connection is lost.
    pub fn wait(&mut self, most: Duration) -> Result<bool, TeamError> {
        if !self.is_listening {
            self.client.batch_execute("LISTEN syncmend").map_err(|it| error(&it))?;
            self.is_listening = true;
        }
        let mut notifications = self.client.notifications();
        let first = notifications.timeout_iter(most).next().map_err(|it| error(&it))?;
        if first.is_some() {
            // Whatever else has come means the same.
            while notifications.iter().next().map_err(|it| error(&it))?.is_some() {}
        }
        Ok(first.is_some())
    }

    fn query(
        &mut self,
        sql: &str,
        values: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, TeamError> {
        self.client.query_typed(sql, values).map_err(|it| error(&it))
    }
}

/// Reads a column.
fn get<'a, T: postgres::types::FromSql<'a>>(row: &'a Row, at: usize) -> Result<T, TeamError> {
    row.try_get(at).map_err(|it| error(&it))
}

const PULL: &str = "
    SELECT seq, id, kind, about, seat, body FROM (
        (SELECT seq, id, kind, about, seat,
            CASE WHEN octet_length(body::text) <= $3 THEN body::text END AS body
         FROM syncmend.event WHERE seq > $1 ORDER BY seq LIMIT $2)
        UNION ALL
        (SELECT seq, id, kind, NULL, seat, NULL FROM syncmend.tombstone
         WHERE seq > $1 ORDER BY seq LIMIT $2)
    ) AS page ORDER BY seq LIMIT $2";

impl TeamStore for Server {
    fn greet(&mut self) -> Result<Greeting, TeamError> {
        setup::require(&mut self.client)?;
        let rows = self.query(
            "SELECT team.id, clock_timestamp(), place.last_value FROM syncmend.team, syncmend.place",
            &[],
        )?;
        let row = rows.first().ok_or(TeamError::NoTeamStore)?;
        let (store, now, last) = (get(row, 0)?, get::<Timestamp>(row, 1)?, get(row, 2)?);
        Ok(Greeting { store, life: setup::life(&mut self.client)?, now, last })
    }

    fn pull(&mut self, after: i64, most: usize) -> Result<Page, TeamError> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let largest = i32::try_from(LARGEST_EVENT).unwrap_or(i32::MAX);
        let values: [(&(dyn ToSql + Sync), Type); 3] =
            [(&after, Type::INT8), (&limit, Type::INT8), (&largest, Type::INT4)];
        let mut rows = self.client.query_typed_raw(PULL, values).map_err(|it| error(&it))?;
        let (mut page, mut bytes) = (Page::default(), 0);
        while let Some(row) = rows.next().map_err(|it| error(&it))? {
            let body: Option<String> = get(&row, 5)?;
            bytes += body.as_ref().map_or(0, String::len);
            page.rows.push((get(&row, 0)?, shared(&row, body)?));
            if bytes > MOST_OF_A_PAGE {
                return Ok(page);
            }
        }
        page.is_last = page.rows.len() < most;
        Ok(page)
    }

    fn push(&mut self, events: &[SharedEvent]) -> Result<(), TeamError> {
        let Some(first) = events.first() else { return Ok(()) };
        let ids: Vec<Uuid> = events.iter().map(|event| event.id).collect();
        let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
        let abouts: Vec<Uuid> = events.iter().map(|event| event.about).collect();
        let bodies: Vec<&str> = events.iter().map(|event| event.body.as_str()).collect();
        self.query(
            "SELECT syncmend.push($1, $2, $3, $4, $5)",
            &[
                (&ids, Type::UUID_ARRAY),
                (&kinds, Type::TEXT_ARRAY),
                (&abouts, Type::UUID_ARRAY),
                (&first.seat.0, Type::UUID),
                (&bodies, Type::TEXT_ARRAY),
            ],
        )?;
        Ok(())
    }

    fn bury(&mut self, seat: SeatId, tombstones: &[Tombstone]) -> Result<(), TeamError> {
        let kinds: Vec<&str> = tombstones.iter().map(|tombstone| tombstone.kind.id()).collect();
        let ids: Vec<Uuid> = tombstones.iter().map(|tombstone| tombstone.id).collect();
        self.query(
            "SELECT syncmend.bury($1, $2, $3)",
            &[(&kinds, Type::TEXT_ARRAY), (&ids, Type::UUID_ARRAY), (&seat.0, Type::UUID)],
        )?;
        Ok(())
    }

    fn knowledge(&mut self, fingerprint: Uuid) -> Result<Option<String>, TeamError> {
        let largest = i32::try_from(LARGEST_KNOWLEDGE).unwrap_or(i32::MAX);
        let rows = self.query(
            "SELECT model::text FROM syncmend.knowledge
             WHERE fingerprint = $1 AND octet_length(model::text) <= $2",
            &[(&fingerprint, Type::UUID), (&largest, Type::INT4)],
        )?;
        rows.first().map(|row| get(row, 0)).transpose()
    }

    fn has_knowledge(&mut self, fingerprint: Uuid) -> Result<bool, TeamError> {
        let sql = "SELECT FROM syncmend.knowledge WHERE fingerprint = $1";
        Ok(!self.query(sql, &[(&fingerprint, Type::UUID)])?.is_empty())
    }

    fn add_knowledge(&mut self, fingerprint: Uuid, model: &str) -> Result<(), TeamError> {
        self.query(
            "INSERT INTO syncmend.knowledge (fingerprint, model) VALUES ($1, $2::text::json)
             ON CONFLICT (fingerprint) DO NOTHING",
            &[(&fingerprint, Type::UUID), (&model, Type::TEXT)],
        )?;
        Ok(())
    }

    fn attend(&mut self, seat: SeatId, account: &str) -> Result<Vec<TeamSeat>, TeamError> {
        let account: String =
            account.chars().filter(|c| *c != '\0').take(LONGEST_ACCOUNT).collect();
        self.query(
            "INSERT INTO syncmend.seat (seat, account) VALUES ($1, $2)
             ON CONFLICT (seat) DO UPDATE SET account = excluded.account, seen = excluded.seen",
            &[(&seat.0, Type::UUID), (&account, Type::TEXT)],
        )?;
        let rows = self.query(
            "SELECT seat, account, seen FROM syncmend.seat
             WHERE seen > now() - interval '90 days' ORDER BY seen DESC, seat LIMIT 500",
            &[],
        )?;
        let seat = |row| {
            Ok(TeamSeat { seat: SeatId(get(row, 0)?), account: get(row, 1)?, seen: get(row, 2)? })
        };
        rows.iter().map(seat).collect()
    }
}

/// Reads a row of a page.
fn shared(row: &Row, body: Option<String>) -> Result<Shared, TeamError> {
    let (id, kind, seat) = (get(row, 1)?, get::<String>(row, 2)?, SeatId(get(row, 4)?));
    Ok(match (get(row, 3)?, body) {
        (Some(about), Some(body)) => Shared::Event(SharedEvent { id, kind, about, seat, body }),
        (Some(about), None) => {
            Shared::TooLarge(SharedEvent { id, kind, about, seat, body: String::new() })
        }
        (None, _) => {
            let kind = Kind::with_id(&kind).ok_or(TeamError::Newer)?;
            Shared::Tombstone(Tombstone { kind, id })
        }
    })
}
