//! What a ticket holds of steps, fixes, notes and waits.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::event::StepResult;
use crate::kb::{CauseId, MethodId, Proof, StepId};
use crate::privacy::InternalText;

/// The result of a step and its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepRecord {
    /// The result.
    pub result: StepResult,
    /// When the step ended.
    pub at: Timestamp,
}

/// A step of one method to repair a cause.
pub type StepOfMethod = (CauseId, MethodId, StepId);

/// A note and when it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// When it was written.
    pub at: Timestamp,
    /// The step it is about; `None` if it is about the whole ticket.
    pub step: Option<StepId>,
    /// The text.
    pub text: InternalText,
}

/// What the output of a command proved about a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofRecord {
    /// When it was pasted.
    pub at: Timestamp,
    /// What it showed.
    pub proofs: Vec<Proof>,
    /// The last time in the output; `None` if it has none.
    pub output_at: Option<Timestamp>,
}

impl ProofRecord {
    /// Returns what was proved, as a part of a sentence.
    pub fn what(&self) -> String {
        self.proofs.iter().map(|proof| proof.label()).collect::<Vec<_>>().join(", ")
    }

    /// Returns when it was proved and what, with a time of a zone: "Proved 14:20: last name is set".
    pub fn summary(&self, zone: &TimeZone) -> String {
        let at = self.at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
        format!("Proved {at}: {}", self.what())
    }
}

/// The time that the effect of a step needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// When the step was done.
    pub since: Timestamp,
    /// When the effect should show at the latest.
    pub until: Timestamp,
}

/// The fix that was chosen last.
#[derive(Clone, Debug, PartialEq)]
pub struct CurrentFix {
    /// The cause it removes.
    pub cause: CauseId,
    /// The method; `None` means the first.
    pub method: Option<MethodId>,
}
