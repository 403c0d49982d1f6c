//! Names of tickets, events, customers and seats that are the same on every machine.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    /// Identifies a ticket on every machine.
    TicketId,
    /// Identifies an event on every machine.
    EventId,
    /// Identifies a customer on every machine.
    CustomerId,
    /// Identifies one installation among those that share tickets.
    SeatId
}

impl EventId {
    /// Returns the id of the opening that recovery gives a ticket which lost its own.
    pub fn of_stand_in(ticket: TicketId) -> Self {
        Self(Uuid::new_v5(&ticket.0, b"recovered"))
    }
}

impl SeatId {
    /// The seat of events from versions that knew no seats.
    pub const BEFORE_SEATS: Self = Self(Uuid::nil());
}
