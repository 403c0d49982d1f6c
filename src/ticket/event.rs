//! One thing that happened to a ticket. Events are only ever added.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::diagnosis::Answer;
use crate::evidence::Inspection;
use crate::kb::address::Region;
use crate::kb::{CauseId, MethodId, StepId, SymptomId};
use crate::privacy::{CustomerText, InternalText};

macro_rules! uuids {
    ($($(#[$doc:meta])* $name:ident),+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

uuids! {
    /// Names a ticket on every machine.
    TicketId,
    /// Names an event on every machine.
    EventId
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepResult {
    /// It was done.
    Done,
    /// It was left out.
    Skipped,
    /// It was done and did not help: the fix had no effect.
    NoEffect,
}

impl StepResult {
    /// The mark as it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::NoEffect => "did not help",
        }
    }
}

/// How a ticket was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The repair is confirmed.
    Solved,
    /// It was given to someone else.
    Escalated,
    /// It was given up.
    Abandoned,
}

/// A fact about the ticket that the technician can change at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// The number in the ticket system.
    Reference(CustomerText),
    /// Who called.
    Customer(CustomerText),
    /// The affected user's e-mail address.
    User(CustomerText),
    /// The Google admin account to open links with.
    GoogleAdmin(CustomerText),
    /// Where the customer's JumpCloud console runs.
    Region(Region),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EventKind {
    /// The ticket began, with the knowledge base of that name.
    Opened {
        /// The number in the ticket system.
        reference: CustomerText,
        /// The knowledge base's fingerprint.
        knowledge: Uuid,
    },
    /// A detail was set.
    Detailed {
        /// Which, and to what.
        detail: Detail,
    },
    /// The complaint was pasted or changed.
    Reported {
        /// All of it.
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
    /// A question was put off.
    PutOff {
        /// The symptom.
        symptom: SymptomId,
    },
    /// A fix was taken in hand.
    FixChosen {
        /// The cause it removes.
        cause: CauseId,
        /// The way; nothing is the first.
        #[serde(rename = "way")]
        method: Option<MethodId>,
    },
    /// A step of the fix in hand ended.
    Stepped {
        /// The step.
        step: StepId,
        /// The cause whose fix was in hand.
        cause: CauseId,
        /// The way in hand.
        #[serde(rename = "way")]
        method: MethodId,
        /// How it ended.
        #[serde(rename = "mark")]
        result: StepResult,
        /// Until when its effect may take; nothing where it needs no time.
        wait_until: Option<Timestamp>,
    },
    /// The wait after a step was ended before its time, or once that was over.
    WaitEnded {
        /// The step.
        step: StepId,
        /// The cause whose fix it is part of.
        cause: CauseId,
        /// The way it is on.
        #[serde(rename = "way")]
        method: MethodId,
    },
    /// A note was written.
    Noted {
        /// The step it is about, or the whole ticket.
        step: Option<StepId>,
        /// The note.
        text: InternalText,
    },
    /// Exported files were read.
    Inspected {
        /// What they show; nothing of the files themselves.
        inspection: Arc<Inspection>,
    },
    /// The ticket was closed.
    Closed {
        /// How.
        outcome: Outcome,
    },
    /// A closed ticket was taken up again.
    Reopened,
    /// The ticket was taken over to a newer knowledge base.
    Repinned {
        /// The knowledge base's fingerprint.
        knowledge: Uuid,
    },
    /// An earlier event was taken back; taking back an undo brings the event back.
    Undone {
        /// The event.
        event: EventId,
    },
}

/// One thing that happened, when, and through whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its name on every machine.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// The account of the system that did it.
    pub by: String,
    /// What.
    #[serde(flatten)]
    pub what: EventKind,
}
