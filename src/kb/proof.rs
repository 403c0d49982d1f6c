//! What the output of a read-only command can prove about the user of a step.

use serde::{Deserialize, Serialize};

/// One thing that a step brings about and that a command shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// The user is there.
    UserExists,
    /// The account is not suspended.
    NotSuspended,
    /// The account is not archived in Google.
    NotArchived,
    /// The first name is set.
    FirstName,
    /// The last name is set.
    LastName,
    /// The user is a super admin of Google.
    SuperAdmin,
    /// JumpCloud may act for the user in Google.
    JumpcloudToken,
    /// A second factor is set up in Google.
    SecondFactor,
    /// The user has signed in to Google.
    SignedIn,
    /// The user is activated in JumpCloud.
    Activated,
    /// The account is not locked in JumpCloud.
    NotLocked,
    /// The password has not expired in JumpCloud.
    PasswordValid,
    /// JumpCloud exports passwords to Google.
    PasswordExported,
    /// No other directory manages the user in JumpCloud.
    NotExternallyManaged,
    /// The newest event about the user is one that worked.
    EventWorked,
}

impl Proof {
    /// Returns whether it is about one user: a setting of the directory is not.
    pub fn is_about_user(self) -> bool {
        self != Self::PasswordExported
    }

    /// Returns the opposite, as a part of a sentence: "last name is empty".
    pub fn opposite(self) -> &'static str {
        match self {
            Self::UserExists => "the user is not there",
            Self::NotSuspended => "the account is suspended",
            Self::NotArchived => "the account is archived",
            Self::FirstName => "first name is empty",
            Self::LastName => "last name is empty",
            Self::SuperAdmin => "the account is not a super admin",
            Self::JumpcloudToken => "JumpCloud has no access to the account",
            Self::SecondFactor => "2-Step Verification is not set up",
            Self::SignedIn => "the user has never signed in to Google",
            Self::Activated => "the user is not activated in JumpCloud",
            Self::NotLocked => "the account is locked",
            Self::PasswordValid => "the password has expired",
            Self::PasswordExported => "passwords are not exported to Google",
            Self::NotExternallyManaged => "another directory manages the user",
            Self::EventWorked => "the last event failed",
        }
    }
}
