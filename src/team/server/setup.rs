//! Tables and roles: made by whoever sets a team store up, looked at by everybody else.

use postgres::error::SqlState;
use postgres::{Client, Transaction};

use super::connect::error;
use super::get;
use crate::team::TeamError;

/// The migrations, oldest first: a team store of version n has had the first n applied. Entries are only
/// ever added.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

const ROLES: &str = include_str!("roles.sql");

/// The oldest version that may use the tables as they are now.
const OLDEST: i32 = 1;

/// The oldest version of PostgreSQL that has what is used.
const OLDEST_SERVER: i32 = 14_00_00;

/// What setting up a team store did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Whether it is new.
    pub is_new: bool,
    /// Whether the roles for technicians are there.
    pub has_roles: bool,
}

fn version() -> i32 {
    i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX)
}

/// Fails unless the database holds a team store that this version can use.
pub(super) fn require(client: &mut Client) -> Result<(), TeamError> {
    require_server(client)?;
    let known = known_version(&mut client.transaction().map_err(|it| error(&it))?)?;
    match known {
        None => Err(TeamError::NoTeamStore),
        Some((known, _)) if known < version() => Err(TeamError::Older),
        Some((_, oldest)) if oldest > version() => Err(TeamError::Newer),
        Some(_) => Ok(()),
    }
}

fn require_server(client: &mut Client) -> Result<(), TeamError> {
    let sql = "SELECT current_setting('server_version_num')::integer, \
        current_setting('server_version')";
    let row = client.query_one(sql, &[]).map_err(|it| error(&it))?;
    if get::<i32>(&row, 0)? < OLDEST_SERVER {
        return Err(TeamError::OldServer(get(&row, 1)?));
    }
    Ok(())
}

/// Returns the version of the team store and the oldest that may use it; `None` if there is none.
fn known_version(change: &mut Transaction<'_>) -> Result<Option<(i32, i32)>, TeamError> {
    let exists = "SELECT to_regclass('syncmend.schema_version') IS NOT NULL";
    let row = change.query_one(exists, &[]).map_err(|it| error(&it))?;
    if !get::<bool>(&row, 0)? {
        return Ok(None);
    }
    let select = "SELECT version, oldest FROM syncmend.schema_version";
    let row = change.query_opt(select, &[]).map_err(|it| error(&it))?;
    row.map(|row| Ok((get(&row, 0)?, get(&row, 1)?))).transpose()
}

/// Makes the database a team store, or brings one to this version, in one transaction.
pub(super) fn prepare(client: &mut Client) -> Result<Prepared, TeamError> {
    require_server(client)?;
    let mut change = client.transaction().map_err(|it| error(&it))?;
    // Whoever comes second finds it done.
    let lock = "SELECT pg_advisory_xact_lock(1400466019, 2)";
    change.execute(lock, &[]).map_err(|it| error(&it))?;
    let known = known_version(&mut change)?;
    match known {
        Some((known, oldest)) if known > version() => {
            return if oldest > version() {
                Err(TeamError::Newer)
            } else {
                prepared(change, false)
            };
        }
        Some(_) => {}
        None => refuse_foreign_tables(&mut change)?,
    }
    let done = known.map_or(0, |(known, _)| usize::try_from(known).unwrap_or_default());
    for migration in MIGRATIONS.iter().skip(done) {
        change.batch_execute(migration).map_err(|it| error(&it))?;
    }
    if done < MIGRATIONS.len() {
        let set = format!(
            "DELETE FROM syncmend.schema_version; \
             INSERT INTO syncmend.schema_version VALUES ({}, {OLDEST})",
            version()
        );
        change.batch_execute(&set).map_err(|it| error(&it))?;
    }
    grant(&mut change)?;
    prepared(change, known.is_none())
}

/// Makes the roles and gives them their rights, as far as this user may.
fn grant(change: &mut Transaction<'_>) -> Result<(), TeamError> {
    let mut attempt = change.transaction().map_err(|it| error(&it))?;
    match attempt.batch_execute(ROLES) {
        Ok(()) => attempt.commit().map_err(|it| error(&it)),
        Err(refused) if refused.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
            attempt.rollback().map_err(|it| error(&it))
        }
        Err(other) => Err(error(&other)),
    }
}

fn prepared(mut change: Transaction<'_>, is_new: bool) -> Result<Prepared, TeamError> {
    let sql = "SELECT FROM pg_roles WHERE rolname IN ('syncmend_technician', 'syncmend_purge')";
    let has_roles = change.query(sql, &[]).map_err(|it| error(&it))?.len() == 2;
    change.commit().map_err(|it| error(&it))?;
    Ok(Prepared { is_new, has_roles })
}

/// Fails if the database holds anything but what extensions brought.
fn refuse_foreign_tables(change: &mut Transaction<'_>) -> Result<(), TeamError> {
    let sql = "
        SELECT format('%s.%s', n.nspname, c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
          AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        UNION ALL SELECT 'schema syncmend' FROM pg_namespace WHERE nspname = 'syncmend'
        ORDER BY 1 LIMIT 3";
    let rows = change.query(sql, &[]).map_err(|it| error(&it))?;
    let names = rows.iter().map(|row| get(row, 0)).collect::<Result<Vec<String>, _>>()?;
    if names.is_empty() { Ok(()) } else { Err(TeamError::ForeignTables(names.join(", "))) }
}

/// Returns what changes whenever a backup of the team store is restored, wherever to, and whenever a
/// standby takes over: the cluster, its timeline, the database and the table.
pub(super) fn life(client: &mut Client) -> Result<String, TeamError> {
    let of_database = "(SELECT oid FROM pg_database WHERE datname = current_database()), \
        'syncmend.event'::regclass::oid";
    let whole = format!(
        "SELECT format('%s-%s-%s-%s', (SELECT system_identifier FROM pg_control_system()), \
         (SELECT timeline_id FROM pg_control_checkpoint()), {of_database})"
    );
    let row = match client.query_one(&whole, &[]) {
        // Some managed servers keep this to themselves.
        Err(refused) if refused.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
            client.query_one(&format!("SELECT format('%s-%s', {of_database})"), &[])
        }
        other => other,
    };
    get(&row.map_err(|it| error(&it))?, 0)
}
