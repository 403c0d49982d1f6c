//! Pasted output of a command as facts about users: what GAM and JumpCloud's PowerShell module show of a
//! user, of the apps that may act for a user, and of events. An error is known as one, and so is the
//! output about somebody else.
//!
//! ```text
//! mod.rs      the facts, and who they are about
//! read.rs     text -> facts
//! tokens.rs   `gam print tokens` and `gam user .. show tokens`
//! errors.rs   what commands say when they fail
//! command.rs  the command that checks a step, to be copied
//! proof.rs    whether an output proves a step
//! ```

mod command;
mod errors;
mod proof;
mod read;
mod tokens;

use jiff::Timestamp;
use serde::Serialize;

use super::is_same;
use crate::privacy::InternalText;

pub use command::{NoCommand, ReadCommand, Shell, read_command};
pub use proof::{Expected, NotProved, Proved, prove};
pub use read::command_output;

/// What kind of command wrote a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommandKind {
    /// `gam info user`, or another command that shows users of Google.
    GoogleUser,
    /// `gam print tokens`: which apps may act for a user.
    GoogleTokens,
    /// `Get-JCUser`, or another command that shows users of JumpCloud.
    JumpcloudUser,
    /// `Get-JCEvent`: what happened in JumpCloud.
    JumpcloudEvents,
    /// `gam report`: what happened in Google.
    GoogleEvents,
    /// One that failed before it showed what it is.
    Unknown,
}

/// One thing that a command shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// Whether the account is suspended.
    Suspended(bool),
    /// Why Google suspended it, in its own words.
    SuspensionReason(InternalText),
    /// Whether the account is archived in Google.
    Archived(bool),
    /// The first name; empty where there is none.
    FirstName(InternalText),
    /// The last name; empty where there is none.
    LastName(InternalText),
    /// Whether the user is a super admin of Google.
    SuperAdmin(bool),
    /// Whether the user is another admin of Google.
    DelegatedAdmin(bool),
    /// All aliases.
    Aliases(Vec<InternalText>),
    /// The organizational unit in Google.
    OrgUnit(InternalText),
    /// Whether a second factor is set up.
    SecondFactorEnrolled(bool),
    /// Whether Google enforces a second factor.
    SecondFactorEnforced(bool),
    /// Whether the user ever signed in to Google.
    EverSignedIn(bool),
    /// Whether the password has to be changed at the next sign-in.
    MustChangePassword(bool),
    /// JumpCloud's user name.
    UserName(InternalText),
    /// JumpCloud's local user account.
    LocalAccount(InternalText),
    /// Whether the user is activated in JumpCloud.
    Activated(bool),
    /// Whether the account is locked in JumpCloud.
    Locked(bool),
    /// Whether the password has expired in JumpCloud.
    PasswordExpired(bool),
    /// Whether another directory manages the user.
    ExternallyManaged(bool),
    /// Whether JumpCloud exports passwords to Google from then on.
    PasswordExported(bool),
    /// An app that may act for the user.
    Token {
        /// Its client ID.
        client: InternalText,
        /// Its name.
        name: InternalText,
        /// Whether it is JumpCloud's.
        is_jumpcloud: bool,
    },
    /// No app may act for the user.
    NoTokens,
    /// Something that happened.
    Event {
        /// What the log calls it.
        name: InternalText,
        /// When.
        at: Option<Timestamp>,
        /// Whether it worked, as far as it is told.
        worked: Option<bool>,
        /// The error; empty where there is none.
        error: InternalText,
    },
}

/// What is shown of one user.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct UserFacts {
    /// The user's address, or the user name where no address is shown.
    pub user: InternalText,
    /// User name and other addresses, by which the user is known, too.
    pub other_names: Vec<InternalText>,
    /// The last time in what is shown of the user; `None` if there is none.
    pub time: Option<Timestamp>,
    /// What is shown, in its order.
    pub facts: Vec<Fact>,
}

/// Why a command failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// There is no such user.
    NotFound,
    /// Who ran it may not do so.
    NotAllowed,
    /// It was not signed in, or with a key that is not valid.
    NotSignedIn,
    /// The command is not installed or was mistyped.
    NoSuchCommand,
    /// Anything else.
    Other,
}

/// That a command failed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Failure {
    /// Why.
    pub kind: FailureKind,
    /// The user in the message, if one is named.
    pub user: Option<InternalText>,
    /// The message.
    pub message: InternalText,
}

/// What a command wrote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommandOutput {
    /// What kind of command.
    pub kind: CommandKind,
    /// Whom it shows, each once.
    pub users: Vec<UserFacts>,
    /// What it says of having failed.
    pub failure: Option<Failure>,
}

/// Whom an output is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum About<'o> {
    /// The user in question.
    User(&'o UserFacts),
    /// Others, and not the user in question.
    Others,
    /// Nobody: it failed, or shows no user.
    Nobody,
}

impl CommandOutput {
    /// What is shown of a user, named by address or user name; or that it is about others.
    pub fn about(&self, user: &str) -> About<'_> {
        match self.users.iter().find(|facts| facts.is_of(user)) {
            Some(facts) => About::User(facts),
            None if self.users.is_empty() => About::Nobody,
            None => About::Others,
        }
    }
}

impl UserFacts {
    /// Whether they are of a user, named by address or user name.
    pub fn is_of(&self, user: &str) -> bool {
        let names = std::iter::once(&self.user).chain(&self.other_names);
        names.into_iter().any(|name| {
            let name = name.for_insiders();
            // An output that names no address names the user by what stands before it.
            let prefix = || user.split('@').next().unwrap_or_default();
            is_same(name, user) || !name.contains('@') && is_same(name, prefix())
        })
    }

    /// Whether the account is suspended, if that is shown.
    pub fn suspended(&self) -> Option<bool> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Suspended(is_so) => Some(*is_so),
            _ => None,
        })
    }

    /// The last name, if it is shown; empty where there is none.
    pub fn last_name(&self) -> Option<&str> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::LastName(name) => Some(name.for_insiders()),
            _ => None,
        })
    }

    /// Whether the user is a super admin of Google, if that is shown.
    pub fn super_admin(&self) -> Option<bool> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::SuperAdmin(is_so) => Some(*is_so),
            _ => None,
        })
    }
}
