//! Whether pasted output proves that a step worked: about the right user of the right tenant, newer than
//! the change where it has a time, and showing what the step was to bring about.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{
    About, CommandKind, CommandOutput, Fact, Failure, FailureKind, UserFacts, command_output,
};
use crate::evidence::{PICTURE, is_picture_text, is_same};
use crate::kb::Proof;
use crate::privacy::InternalText;

/// What an output is held against.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'e> {
    /// The address that it has to be about; empty if any will do.
    pub about: &'e str,
    /// What it has to show; empty if it only has to show the user.
    pub proves: &'e [Proof],
    /// When the step before ended: what happened earlier proves nothing. `None` if that is unknown.
    pub since: Option<Timestamp>,
}

/// That an output proves a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// What it shows.
    pub proofs: Vec<Proof>,
    /// The last time in it. `None` if it has none: then it proves no more than the technician's word that
    /// it was just written.
    pub output_at: Option<Timestamp>,
}

/// Why an output proves nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum NotProved {
    /// Nothing was pasted.
    Empty,
    /// It is a picture.
    Picture,
    /// No command that is known here writes such a text.
    NotOutput,
    /// The command failed.
    Failed(Failure),
    /// It shows no user.
    NoUser,
    /// It is about others: the first of them.
    OtherUser(String),
    /// It is about a user of that name at another domain.
    OtherTenant(String),
    /// Its last entry is older than the change.
    Old {
        /// The time of the entry.
        shown: Timestamp,
        /// When the step before ended.
        since: Timestamp,
    },
    /// It shows the opposite.
    Opposite(Vec<Proof>),
    /// It does not show these.
    NotShown(Vec<Proof>),
}

/// Checks pasted output.
///
/// # Errors
/// Why it proves nothing.
pub fn prove(text: &str, expected: &Expected<'_>) -> Result<Proved, NotProved> {
    if text.trim().is_empty() {
        return Err(NotProved::Empty);
    }
    if is_picture_text(text) {
        return Err(NotProved::Picture);
    }
    let output = command_output(text).ok_or(NotProved::NotOutput)?;
    let facts = of_account(&output, expected)?;
    if let (Some(shown), Some(since)) = (facts.time, expected.since)
        && shown < since
    {
        return Err(NotProved::Old { shown, since });
    }
    let wanted = if expected.proves.is_empty() { &[Proof::UserExists] } else { expected.proves };
    let shown: Vec<(Proof, Option<bool>)> = wanted
        .iter()
        .map(|proof| (*proof, shows(facts, *proof).filter(|_| can_tell(output.kind, *proof))))
        .collect();
    let with = |answer: Option<bool>| -> Vec<Proof> {
        shown.iter().filter(|(_, shown)| *shown == answer).map(|(proof, _)| *proof).collect()
    };
    match (with(Some(false)), with(None)) {
        (opposite, _) if !opposite.is_empty() => Err(NotProved::Opposite(opposite)),
        (_, missing) if !missing.is_empty() => Err(NotProved::NotShown(missing)),
        _ => Ok(Proved { proofs: wanted.to_vec(), output_at: facts.time }),
    }
}

/// What is shown of the account in question.
fn of_account<'o>(
    output: &'o CommandOutput,
    expected: &Expected<'_>,
) -> Result<&'o UserFacts, NotProved> {
    let about = expected.about;
    let first = || output.users.first();
    let found = match output.about(about) {
        About::User(facts) => Some(facts),
        About::Others if about.is_empty() => {
            let tells = |facts: &&UserFacts| {
                expected.proves.iter().any(|proof| shows(facts, *proof).is_some())
            };
            // The last: logs go on.
            output.users.iter().rev().find(tells).or_else(first)
        }
        About::Others => {
            let mut named = output.users.iter().map(|facts| facts.user.for_insiders());
            let other = named.find(|name| !name.is_empty());
            return Err(other.map_or(NotProved::NoUser, |it| NotProved::OtherUser(it.to_owned())));
        }
        About::Nobody => None,
    };
    let Some(facts) = found else {
        return Err(output.failure.clone().map_or(NotProved::NoUser, NotProved::Failed));
    };
    let names = || std::iter::once(&facts.user).chain(&facts.other_names);
    let is_whole = |name: &str| name.contains('@');
    let is_named = names().any(|name| is_same(name.for_insiders(), about));
    match names().map(InternalText::for_insiders).find(|name| is_whole(name)) {
        Some(address) if !is_named && !about.is_empty() => {
            Err(NotProved::OtherTenant(address.to_owned()))
        }
        _ => Ok(facts),
    }
}

/// Whether a command of a kind can tell: JumpCloud has a second factor of its own.
fn can_tell(kind: CommandKind, proof: Proof) -> bool {
    let is_jumpcloud = matches!(kind, CommandKind::JumpcloudUser | CommandKind::JumpcloudEvents);
    !(is_jumpcloud && matches!(proof, Proof::SecondFactor | Proof::SignedIn))
}

/// Whether the facts show a proof; `None` if they do not tell.
fn shows(facts: &UserFacts, proof: Proof) -> Option<bool> {
    let find = |wanted: fn(&Fact) -> Option<bool>| facts.facts.iter().find_map(wanted);
    match proof {
        Proof::UserExists => Some(true),
        Proof::NotSuspended => facts.suspended().map(|is_so| !is_so),
        Proof::NotArchived => find(|fact| match fact {
            Fact::Archived(is_so) => Some(!is_so),
            _ => None,
        }),
        Proof::FirstName => find(|fact| match fact {
            Fact::FirstName(name) => Some(!name.is_blank()),
            _ => None,
        }),
        Proof::LastName => facts.last_name().map(|name| !name.trim().is_empty()),
        Proof::SuperAdmin => facts.super_admin(),
        Proof::JumpcloudToken => token(facts),
        Proof::SecondFactor => find(|fact| match fact {
            Fact::SecondFactorEnrolled(is_so) => Some(*is_so),
            _ => None,
        }),
        Proof::SignedIn => find(|fact| match fact {
            Fact::EverSignedIn(is_so) => Some(*is_so),
            _ => None,
        }),
        Proof::Activated => find(|fact| match fact {
            Fact::Activated(is_so) => Some(*is_so),
            _ => None,
        }),
        Proof::NotLocked => find(|fact| match fact {
            Fact::Locked(is_so) => Some(!is_so),
            _ => None,
        }),
        Proof::PasswordValid => find(|fact| match fact {
            Fact::PasswordExpired(is_so) => Some(!is_so),
            _ => None,
        }),
        Proof::NotExternallyManaged => find(|fact| match fact {
            Fact::ExternallyManaged(is_so) => Some(!is_so),
            _ => None,
        }),
        Proof::PasswordExported => find(|fact| match fact {
            Fact::PasswordExported(is_so) => Some(*is_so),
            _ => None,
        }),
        Proof::EventWorked => newest_event(facts),
    }
}

/// Whether one of the apps is JumpCloud's.
fn token(facts: &UserFacts) -> Option<bool> {
    facts.facts.iter().fold(None, |found, fact| match fact {
        Fact::Token { is_jumpcloud, .. } => Some(found == Some(true) || *is_jumpcloud),
        Fact::NoTokens => Some(found == Some(true)),
        _ => found,
    })
}

/// Whether the newest event that tells it worked.
fn newest_event(facts: &UserFacts) -> Option<bool> {
    let events = facts.facts.iter().filter_map(|fact| match fact {
        Fact::Event { at, worked: Some(worked), .. } => Some((*at, *worked)),
        _ => None,
    });
    events.max_by_key(|(at, _)| *at).map(|(_, worked)| worked)
}

impl NotProved {
    /// Returns what is wrong and what to do, in one sentence, with times of a zone.
    pub fn summary(&self, zone: &TimeZone) -> String {
        let time = |at: &Timestamp| at.to_zoned(zone.clone()).strftime("%b %-d, %H:%M").to_string();
        match self {
            Self::Empty => "Paste what the command wrote.".to_owned(),
            Self::Picture => format!("Not proved: {PICTURE}."),
            Self::NotOutput => {
                "This is not the output of a command known here. Run the command above and paste all of what it writes.".to_owned()
            }
            Self::Failed(failure) => failed(failure),
            Self::NoUser => {
                "This output shows no user. Run the command above and paste all of what it writes.".to_owned()
            }
            Self::OtherUser(other) => format!(
                "This output is about {other}, not about this ticket's user. Run the command above again."
            ),
            Self::OtherTenant(other) => format!(
                "This output is about {other}, a user of another domain. Sign in to this customer's tenant and run the command above again."
            ),
            Self::Old { shown, since } => format!(
                "The newest entry of this output is of {}, before the step began ({}). Run the command above again.",
                time(shown),
                time(since)
            ),
            Self::Opposite(proofs) => {
                let shown: Vec<&str> = proofs.iter().map(|proof| proof.opposite()).collect();
                format!("Not proved: {}. Check the step, then run the command again.", shown.join(", "))
            }
            Self::NotShown(proofs) => {
                let missing: Vec<&str> = proofs.iter().map(|proof| proof.label()).collect();
                format!(
                    "This output does not tell whether {}. Run exactly the command above.",
                    missing.join(", ")
                )
            }
        }
    }
}

fn failed(failure: &Failure) -> String {
    let do_this = match failure.kind {
        FailureKind::NotFound => "There is no such user there: check the address and the tenant",
        FailureKind::NotAllowed => "Whoever ran it may not read this: run it as an admin",
        FailureKind::NotSignedIn => "It was not signed in: sign in to this customer's tenant first",
        FailureKind::NoSuchCommand => {
            "The command is not installed there: run it where GAM or JumpCloud's module is set up"
        }
        FailureKind::Other => "The command failed: correct what it says",
    };
    format!("{do_this}, then run it again. It said: {}", failure.message.for_insiders())
}
