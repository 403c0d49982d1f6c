//! What was proved, in words: the same for technicians and customers.

use super::Phrase;
use crate::kb::proof::Proof;

impl Proof {
    /// Returns what is proved, as a part of a sentence: "last name is set".
    pub fn label(self) -> &'static str {
        self.phrase().english()
    }

    /// Returns what is proved, as customers read it in their language.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::UserExists => Phrase::ProvedUserExists,
            Self::NotSuspended => Phrase::ProvedNotSuspended,
            Self::NotArchived => Phrase::ProvedNotArchived,
            Self::FirstName => Phrase::ProvedFirstName,
            Self::LastName => Phrase::ProvedLastName,
            Self::SuperAdmin => Phrase::ProvedSuperAdmin,
            Self::JumpcloudToken => Phrase::ProvedJumpcloudToken,
            Self::SecondFactor => Phrase::ProvedSecondFactor,
            Self::SignedIn => Phrase::ProvedSignedIn,
            Self::Activated => Phrase::ProvedActivated,
            Self::NotLocked => Phrase::ProvedNotLocked,
            Self::PasswordValid => Phrase::ProvedPasswordValid,
            Self::PasswordExported => Phrase::ProvedPasswordExported,
            Self::NotExternallyManaged => Phrase::ProvedNotExternallyManaged,
            Self::EventWorked => Phrase::ProvedEventWorked,
        }
    }
}
