//! How a seat stands with its team store, to be shown. Read from what the last sync left, so that it
//! takes no connection.

use jiff::Timestamp;
use serde::Serialize;

use super::TeamSeat;
use crate::ticket::store::team::Why;
use crate::ticket::store::{Store, StoreError};

/// How a seat stands with its team store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// No team store is named.
    Off,
    /// Everything was sent, and the last sync reached its end.
    UpToDate,
    /// Something is still to be sent.
    ToSend,
    /// The team store did not answer.
    Offline,
    /// The team store refused something, or something here was not sent; somebody has to act.
    Refused,
}

impl State {
    /// Returns the state as shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::UpToDate => "up to date",
            Self::ToSend => "to send",
            Self::Offline => "offline",
            Self::Refused => "refused",
        }
    }
}

/// How a seat stands with its team store, with the names that `syncmend team status` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The state.
    pub state: State,
    /// The number of actions that the team store has not confirmed.
    pub to_send: usize,
    /// The last sync that reached its end; `None` before the first.
    pub last_sync: Option<Timestamp>,
    /// The seats of the team, the latest first, as the last sync saw them.
    pub seats: Vec<TeamSeat>,
    /// The address of the team store, without a password; `None` if none is named.
    pub address: Option<String>,
    /// What is wrong, in one sentence; `None` if nothing is.
    pub problem: Option<String>,
    /// Since when; `None` if nothing is wrong.
    pub since: Option<Timestamp>,
    /// The number of entries of the team store that were refused or wait for their time.
    pub refused: usize,
}

impl Status {
    /// Reads how a seat stands with its team store.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn of(store: &Store) -> Result<Self, StoreError> {
        let (link, report, to_send) = (store.team()?, store.team_report()?, store.to_send()?);
        let state = match (&link, &report.problem) {
            (None, _) => State::Off,
            (_, Some(problem)) if problem.may_pass => State::Offline,
            (_, Some(_)) => State::Refused,
            (_, None) if to_send > 0 || report.synced.is_none() => State::ToSend,
            (_, None) => State::UpToDate,
        };
        Ok(Self {
            state,
            to_send,
            last_sync: report.synced,
            seats: report.seats,
            address: link.map(|link| link.address),
            since: report.problem.as_ref().map(|problem| problem.since),
            problem: report.problem.map(|problem| problem.sentence),
            refused: store.count_kept(Why::Ahead)? + store.count_kept(Why::Refused)?,
        })
    }

    /// Returns the state in one line: "3 actions to send", "offline since 10:42" in UTC.
    pub fn summary(&self) -> String {
        let waiting = match self.to_send {
            0 => String::new(),
            1 => "; 1 action to send".to_owned(),
            some => format!("; {some} actions to send"),
        };
        let since = self.since.map(|since| since.strftime("%F %H:%M UTC").to_string());
        match (self.state, since) {
            (State::ToSend, _) if self.to_send > 0 => waiting.trim_start_matches("; ").to_owned(),
            (State::ToSend, _) => "not synced yet".to_owned(),
            (state, Some(since)) => format!("{} since {since}{waiting}", state.name()),
            (state, None) => format!("{}{waiting}", state.name()),
        }
    }
}
