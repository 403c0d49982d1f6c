//! The connection to the server, and what its errors mean.

use std::error::Error;
use std::time::Duration;

use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::protect;
use crate::team::TeamError;
use crate::team::address::{Protection, TeamAddress};

/// How long connecting may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a connection may be silent before the system asks whether the other end is there.
const SILENCE: Duration = Duration::from_secs(20);

/// For every connection: a server that was set to acknowledge before it has written would lose what was
/// acknowledged, and no statement waits for ever.
const SESSION: &str = "SET synchronous_commit = on; SET statement_timeout = '60s'; \
    SET lock_timeout = '30s'; SET search_path = pg_catalog";

pub(super) fn connect(address: &TeamAddress, password: Option<&str>) -> Result<Client, TeamError> {
    let mut config = Config::new();
    config
        .host(&address.host)
        .port(address.port)
        .user(&address.user)
        .dbname(&address.database)
        .application_name("syncmend")
        .connect_timeout(PATIENCE)
        .tcp_user_timeout(SILENCE * 2)
        .keepalives_idle(SILENCE);
    if let Some(password) = password {
        config.password(password);
    }
    let client = match address.protection {
        Protection::Plain => config.ssl_mode(SslMode::Disable).connect(NoTls),
        Protection::VerifyFull | Protection::VerifyCa => {
            let tls = MakeRustlsConnect::new(protect::configuration(address)?);
            config.ssl_mode(SslMode::Require).connect(tls)
        }
    };
    let mut client = client.map_err(|it| error(&it))?;
    client.batch_execute(SESSION).map_err(|it| error(&it))?;
    Ok(client)
}

/// Returns what an error of the client or the server means.
pub(super) fn error(error: &postgres::Error) -> TeamError {
    if let Some(said) = error.as_db_error() {
        return of_server(said.code(), said.message());
    }
    let reason = innermost(error);
    if let Some(reason) = protect::distrust(error) {
        return TeamError::Certificate(reason);
    }
    match reason.as_str() {
        "password missing" => TeamError::NoPassword,
        "server does not support TLS" => TeamError::NoEncryption,
        _ => TeamError::Offline(reason),
    }
}

/// The words of the innermost cause, which say most.
fn innermost(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

fn of_server(code: &SqlState, said: &str) -> TeamError {
    let said = said.to_owned();
    // The first two characters name the class.
    match (code, code.code().get(..2).unwrap_or_default()) {
        (_, "28") => TeamError::Login(said),
        (&SqlState::INVALID_CATALOG_NAME, _) => TeamError::NoDatabase,
        (&SqlState::INSUFFICIENT_PRIVILEGE, _) => TeamError::NoRight(said),
        (&SqlState::READ_ONLY_SQL_TRANSACTION, _) => TeamError::ReadOnly,
        (&SqlState::DISK_FULL, _) => TeamError::Full,
        (
            &SqlState::UNDEFINED_TABLE
            | &SqlState::INVALID_SCHEMA_NAME
            | &SqlState::UNDEFINED_FUNCTION
            | &SqlState::UNDEFINED_COLUMN,
            _,
        ) => TeamError::NoTeamStore,
        // Connections, too many of them, shutting down, starting, waiting too long, and what collided.
        (_, "08" | "40" | "57")
        | (&SqlState::TOO_MANY_CONNECTIONS | &SqlState::LOCK_NOT_AVAILABLE, _) => {
            TeamError::Offline(said)
        }
        _ => TeamError::Other(said),
    }
}
