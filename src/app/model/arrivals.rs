//! What came from the ticket system and was not decided yet.

use crate::ticket::TicketId;
use crate::ticket_system::Arrival;

/// The fields of a new ticket, to be shown before they fill one.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// The fields.
    pub arrival: Arrival,
    /// The ticket that has their reference already.
    pub same: Option<TicketId>,
}
