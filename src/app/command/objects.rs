//! What commands act on, where nothing else in the program names it.

use crate::evidence::ListKind;
use crate::evidence::differences::DifferenceKind;
use crate::kb::{CauseId, SymptomId};
use crate::ticket::Outcome;

/// How a ticket ends, or goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The repair is confirmed.
    Solved,
    /// It waits until a time.
    Waiting,
    /// It was handed over to someone else.
    HandedOver,
    /// It was given up.
    GivenUp,
}

impl Ending {
    /// All endings, in the order of their buttons.
    pub const ALL: [Self; 4] = [Self::Solved, Self::Waiting, Self::HandedOver, Self::GivenUp];

    /// The outcome it closes the ticket with; `None` if it does not.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Solved => Some(Outcome::Solved),
            Self::Waiting => None,
            Self::HandedOver => Some(Outcome::Escalated),
            Self::GivenUp => Some(Outcome::Abandoned),
        }
    }
}

/// What can be unfolded in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfold {
    /// Why a cause is as likely as it is.
    Cause(CauseId),
    /// All reasons of a cause, not the strongest alone.
    Reasons(CauseId),
    /// The quote of a finding.
    Finding(SymptomId),
}

/// Which rows of the table are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownRows {
    /// The users of a list.
    List(ListKind),
    /// The users of whom something differs in one way.
    Kind(DifferenceKind),
}

/// Which steps are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// The one in view.
    InView,
    /// All steps of the fix in hand.
    All,
}

/// The form in which users are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsersFile {
    /// To look through.
    ToRead,
    /// To upload to Google, which makes them active again.
    ToUnsuspend,
}
