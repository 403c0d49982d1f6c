//! `syncmend team …`: set a team store up, sync with it, and show how this seat stands with it.

use std::io::Write;
use std::time::Duration;

use clap::Subcommand;

use super::progress::shown;
use super::{CallError, Output, warn};
use crate::team::address::{AddressError, TeamAddress};
use crate::team::server::{Server, password};
use crate::team::{self, State, Status, SyncError, TeamError};
use crate::text::count;
use crate::ticket_service::TicketService;

/// The variable that PostgreSQL's own programs read the password from.
const PASSWORD: &str = "PGPASSWORD";

/// How long a team store is left alone that has nothing new.
const PAUSE: Duration = Duration::from_secs(30);

/// A command about the team store.
#[derive(Debug, Subcommand)]
pub enum TeamCall {
    /// Make an empty PostgreSQL database a team store, or bring one to this version, and share tickets through it
    Init {
        /// The database: `postgres://USER@HOST/DATABASE`
        url: String,
    },
    /// Send what is new here, and take in what is new there
    Sync {
        /// Go on until stopped, as soon as others have sent something
        #[arg(long)]
        watch: bool,
    },
    /// Show what is still to be sent, when the last sync was, and which seats there are
    Status {
        /// The output format
        #[arg(long, value_enum, default_value_t)]
        format: Output,
    },
    /// Share tickets no more; all that are here stay here
    Leave,
}

impl From<AddressError> for CallError {
    fn from(error: AddressError) -> Self {
        Self::Usage(error.to_string())
    }
}

pub(super) fn run(
    call: &TeamCall,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    match call {
        TeamCall::Init { url } => init(url, service, out),
        TeamCall::Sync { watch: false } => {
            let mut server = server_of(service)?;
            sync(service, &mut server, out)
        }
        TeamCall::Sync { watch: true } => watch(service, out),
        TeamCall::Status { format } => status(*format, service, out),
        TeamCall::Leave => leave(service, out),
    }
}

/// Shares the tickets of this installation through the team store at an address.
///
/// # Errors
/// If it is no address of a team store, another one is named already, or it cannot be kept.
pub(super) fn name(url: &str, service: &mut TicketService) -> Result<TeamAddress, CallError> {
    let address = TeamAddress::parse(url)?;
    let shown = address.to_string();
    let known = service.store().team()?.map(|link| link.address);
    match known.as_deref().map(TeamAddress::parse) {
        _ if known.as_ref() == Some(&shown) => {}
        Some(Ok(known)) if known.is_same_database(&address) => service.store().move_team(&shown)?,
        Some(_) => {
            return Err(CallError::Usage(format!(
                "this installation shares its tickets through another team store; leave that first with `syncmend team leave`: {}",
                known.unwrap_or_default()
            )));
        }
        None => service.store().join_team(&shown)?,
    }
    if let Some(password) = &address.password
        && let Err(error) = password::keep(&address, password)
    {
        warn(&error.to_string());
    }
    Ok(address)
}

fn init(url: &str, service: &mut TicketService, out: &mut dyn Write) -> Result<(), CallError> {
    let address = TeamAddress::parse(url)?;
    let prepared = connect(&address)?.prepare()?;
    name(url, service)?;
    let done = if prepared.is_new { "is set up" } else { "was there already and is up to date" };
    writeln!(out, "the team store {done}: {address}")?;
    if !prepared.has_roles {
        warn(
            "the roles for technicians could not be made by this user; run this again as a user that may create roles, or let technicians use this user",
        );
    }
    writeln!(
        out,
        "on every other seat: syncmend --team postgres://USER@{} team sync",
        address.place()
    )?;
    Ok(())
}

/// Connects with the password of the address, of the environment, or of the keyring if one is asked for.
fn connect(address: &TeamAddress) -> Result<Server, TeamError> {
    let given = address.password.clone().or_else(|| std::env::var(PASSWORD).ok());
    match Server::connect(address, given.as_deref()) {
        Err(TeamError::NoPassword) => match password::find(address) {
            Some(password) => Server::connect(address, Some(&password)),
            None => Err(TeamError::NoPassword),
        },
        other => other,
    }
}

/// Connects to the team store that is named; a failure is kept for the status.
fn server_of(service: &mut TicketService) -> Result<Server, CallError> {
    let link = service.store().team()?.ok_or(SyncError::NoTeam)?;
    let address = TeamAddress::parse(&link.address)?;
    match connect(&address) {
        Ok(server) => Ok(server),
        Err(error) => {
            let now = service.now();
            team::keep_failure(service.store(), &error, now)?;
            Err(error.into())
        }
    }
}

fn sync(
    service: &mut TicketService,
    server: &mut Server,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let account = service.account().to_owned();
    let clock = jiff::Timestamp::now;
    let synced = shown("Syncing", |progress| {
        team::sync(service.store(), server, &account, clock, progress)
    })?;
    writeln!(out, "{} sent, {} received", synced.sent, synced.received)?;
    if synced.removed > 0 {
        writeln!(out, "{} deleted for good, as on another seat", count(synced.removed, "entry"))?;
    }
    for notice in synced.notices() {
        warn(&notice);
    }
    let status = Status::of(service.store())?;
    match status.problem.filter(|_| status.state == State::Refused) {
        Some(_) => Err(CallError::Failed(format!("{} not sent", count(status.to_send, "action")))),
        None => Ok(()),
    }
}

/// Syncs whenever something is new, here or there, until the process is stopped.
fn watch(service: &mut TicketService, out: &mut dyn Write) -> Result<(), CallError> {
    let mut server = server_of(service)?;
    loop {
        let before = service.store().others_version()?;
        sync(service, &mut server, out)?;
        out.flush()?;
        let begun = std::time::Instant::now();
        while !server.wait(Duration::from_millis(200))?
            && service.store().others_version()? == before
            && begun.elapsed() < PAUSE
        {}
    }
}

fn status(
    format: Output,
    service: &mut TicketService,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let status = Status::of(service.store())?;
    if format == Output::Json {
        serde_json::to_writer_pretty(&mut *out, &status)?;
        return Ok(writeln!(out)?);
    }
    writeln!(out, "{}", status.summary())?;
    let Some(address) = &status.address else { return Ok(()) };
    writeln!(out, "team store: {address}")?;
    if let Some(problem) = &status.problem {
        writeln!(out, "problem: {problem}")?;
    }
    match status.last_sync {
        Some(time) => writeln!(out, "last sync: {}", time.strftime("%F %H:%M:%S UTC"))?,
        None => writeln!(out, "last sync: never")?,
    }
    for seat in &status.seats {
        let seen = seat.seen.strftime("%F %H:%M:%S UTC");
        writeln!(out, "seat {}: {}, last seen {seen}", seat.seat, seat.account)?;
    }
    Ok(())
}

fn leave(service: &mut TicketService, out: &mut dyn Write) -> Result<(), CallError> {
    let link = service.store().team()?.ok_or(SyncError::NoTeam)?;
    let to_send = service.store().to_send()?;
    service.store().leave_team()?;
    if let Ok(address) = TeamAddress::parse(&link.address) {
        password::forget(&address);
    }
    writeln!(out, "left the team store; all tickets stay here: {}", link.address)?;
    if to_send > 0 {
        writeln!(
            out,
            "{} never sent",
            if to_send == 1 {
                "1 action was".to_owned()
            } else {
                format!("{to_send} actions were")
            }
        )?;
    }
    Ok(())
}
