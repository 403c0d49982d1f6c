//! The events of a ticket. They are only ever added, never changed or removed.

use std::sync::Arc;

use clap::ValueEnum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{CustomerId, EventId};
use super::stamp::Stamp;
use crate::diagnosis::Answer;
use crate::evidence::Inspection;
use crate::kb::address::Region;
use crate::kb::words::Language;
use crate::kb::{CauseId, MethodId, Proof, StepId, SymptomId};
use crate::privacy::{CustomerText, InternalText};

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum StepResult {
    /// It was done.
    Done,
    /// It was skipped.
    Skipped,
    /// It was done, and the fix had no effect.
    NoEffect,
}

impl StepResult {
    /// Returns the result as shown in documents and lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::NoEffect => "did not help",
        }
    }
}

/// How a ticket was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The repair is confirmed.
    Solved,
    /// It was handed over to someone else.
    Escalated,
    /// It was given up.
    Abandoned,
}

impl Outcome {
    /// All outcomes, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Solved, Self::Escalated, Self::Abandoned];

    /// Returns the outcome as stored, and as written on the command line. It never changes.
    pub fn id(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::Escalated => "escalated",
            Self::Abandoned => "abandoned",
        }
    }

    /// Returns the outcome as shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::Escalated => "handed over",
            Self::Abandoned => "given up",
        }
    }
}

/// A fact about the ticket that the technician can change at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// The reference in the ticket system.
    Reference(CustomerText),
    /// The customer's name.
    Customer(CustomerText),
    /// The affected user's email address.
    User(CustomerText),
    /// The Google admin account with which links are opened.
    GoogleAdmin(CustomerText),
    /// The region of the customer's JumpCloud console.
    Region(Region),
    /// The language in which the customer reads.
    Language(Language),
    /// The customer's time zone, by its IANA name; blank for that of the preferences.
    TimeZone(CustomerText),
    /// The headline of the customer's document, as edited; blank for the one made from the ticket.
    Headline(CustomerText),
    /// The last sentence of the customer's document, as edited; blank for the one made from the ticket.
    Closing(CustomerText),
    /// When the customer is called back; `None` if nothing was promised.
    Callback(Option<Timestamp>),
}

/// What an event says happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EventKind {
    /// The ticket was opened and pinned to a knowledge base.
    Opened {
        /// The reference in the ticket system.
        reference: CustomerText,
        /// The knowledge base's fingerprint.
        knowledge: Uuid,
    },
    /// A detail was set.
    Detailed {
        /// The detail with its value.
        detail: Detail,
    },
    /// The complaint was pasted or edited.
    Reported {
        /// The whole complaint.
        text: InternalText,
    },
    /// What the screen says, word for word, was told.
    ScreenSaid {
        /// The words; `None` if nobody could tell.
        text: Option<InternalText>,
    },
    /// A symptom was answered, or what was known or suggested about it was taken back. The same
    /// "can't tell" a second time means that looking it up did not tell either.
    Answered {
        /// The symptom.
        symptom: SymptomId,
        /// The answer; `None` takes the answer back, or where none was given what was read or shown.
        /// Rejecting a suggestion is that, and not the opposite answer.
        answer: Option<Answer>,
    },
    /// A question was postponed.
    PutOff {
        /// The symptom.
        symptom: SymptomId,
    },
    /// A fix was started.
    FixChosen {
        /// The cause it removes.
        cause: CauseId,
        /// The method; `None` means the first.
        #[serde(rename = "way")]
        method: Option<MethodId>,
    },
    /// A step of the current fix ended.
    Stepped {
        /// The step.
        step: StepId,
        /// The cause that the fix removes.
        cause: CauseId,
        /// The method of the fix.
        #[serde(rename = "way")]
        method: MethodId,
        /// How it ended.
        #[serde(rename = "mark")]
        result: StepResult,
        /// When its effect should show at the latest; `None` if it takes effect at once.
        wait_until: Option<Timestamp>,
    },
    /// The wait after a step was ended, early or once its time was over.
    WaitEnded {
        /// The step.
        step: StepId,
        /// The cause whose fix the step belongs to.
        cause: CauseId,
        /// The method that the step belongs to.
        #[serde(rename = "way")]
        method: MethodId,
    },
    /// The output of a command proved that a step worked; the output is not kept.
    Proved {
        /// The step.
        step: StepId,
        /// The cause whose fix the step belongs to.
        cause: CauseId,
        /// The method that the step belongs to.
        #[serde(rename = "way")]
        method: MethodId,
        /// What it showed.
        proofs: Vec<Proof>,
        /// The last time in the output; `None` if it has none, so that only the technician's word says
        /// that it was new.
        output_at: Option<Timestamp>,
    },
    /// What a setting was before a step changes it.
    ValueNoted {
        /// The step that changes it.
        step: StepId,
        /// The cause whose fix the step belongs to.
        cause: CauseId,
        /// The method that the step belongs to.
        #[serde(rename = "way")]
        method: MethodId,
        /// The value, which stands in the customer's document.
        value: CustomerText,
    },
    /// The ticket as a whole waits until a time, in place of the waits of its steps.
    WaitSet {
        /// When it goes on; `None` ends the wait.
        until: Option<Timestamp>,
        /// When the customer is called back, if that was agreed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        call_back: Option<Timestamp>,
    },
    /// A note was written.
    Noted {
        /// The step it is about; `None` if it is about the whole ticket.
        step: Option<StepId>,
        /// The note.
        text: InternalText,
    },
    /// Exported files were read.
    Inspected {
        /// What the files show; their content is not kept.
        inspection: Arc<Inspection>,
    },
    /// The ticket was closed.
    Closed {
        /// The outcome.
        outcome: Outcome,
    },
    /// A closed ticket was reopened.
    Reopened,
    /// The ticket was pinned to a newer knowledge base.
    Repinned {
        /// The knowledge base's fingerprint.
        knowledge: Uuid,
    },
    /// An earlier event was undone; undoing an undo brings the event back.
    Undone {
        /// The event.
        event: EventId,
    },
    /// The ticket was recognized as a customer's, or somebody said so.
    CustomerLinked {
        /// The customer.
        customer: CustomerId,
        /// What the customer's profile filled in.
        details: Vec<Detail>,
        /// The causes whose fix solved earlier tickets of the customer, the latest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fixed_before: Vec<CauseId>,
    },
    /// Somebody said that the ticket is not this customer's.
    CustomerDenied {
        /// The customer.
        customer: CustomerId,
    },
    /// Somebody worked on the ticket. It counts time and changes nothing else.
    Worked {
        /// When the work began.
        from: Timestamp,
        /// When it ended.
        until: Timestamp,
    },
    /// The time spent on the ticket was set by hand.
    MinutesSet {
        /// The time so far, in minutes.
        minutes: u32,
    },
    /// Something that only a newer version knows. It is kept as it is.
    #[serde(untagged)]
    Unknown(serde_json::Map<String, serde_json::Value>),
}

/// One thing that happened to a ticket: what, when, and by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Identifies the event on every machine.
    pub id: EventId,
    /// When it happened.
    pub at: Timestamp,
    /// The system account that did it.
    pub by: String,
    /// Its place in the order of all seats; `None` until it is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Stamp>,
    /// What happened.
    #[serde(flatten)]
    pub what: EventKind,
}

impl Event {
    /// Returns whether it only counts time, which is no change of the ticket.
    pub fn is_counting(&self) -> bool {
        matches!(self.what, EventKind::Worked { .. })
    }

    /// Returns whether it opens the ticket.
    pub fn is_opening(&self) -> bool {
        matches!(self.what, EventKind::Opened { .. })
    }

    /// Returns whether only a newer version knows what happened.
    pub fn is_unknown(&self) -> bool {
        matches!(self.what, EventKind::Unknown(_))
    }
}
