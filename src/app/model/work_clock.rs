//! How long somebody works on a ticket while the window is in front.

use jiff::{SignedDuration, Timestamp};

use crate::ticket::TicketId;

/// How long nothing may happen before the work counts as interrupted.
const IDLE: SignedDuration = SignedDuration::from_mins(2);

/// How much work is counted before it is stored.
const STORED_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Work on one ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The ticket.
    pub ticket: TicketId,
    /// When it began.
    pub from: Timestamp,
    /// When something was last done.
    pub until: Timestamp,
}

/// Counts the work on the open ticket.
#[derive(Clone, Debug, Default)]
pub struct WorkClock {
    span: Option<Span>,
}

impl WorkClock {
    /// Something is done on a ticket. Returns what is to be stored, if anything is.
    pub fn work(&mut self, ticket: TicketId, now: Timestamp) -> Option<Span> {
        let goes_on = |span: &Span| span.ticket == ticket && now.duration_since(span.until) <= IDLE;
        let span = self.span.filter(goes_on);
        let ended = if span.is_none() { self.stop() } else { None };
        let span = Span { ticket, from: span.map_or(now, |span| span.from), until: now };
        if span.until.duration_since(span.from) < STORED_EVERY {
            self.span = Some(span);
            return ended;
        }
        self.span = Some(Span { from: now, ..span });
        Some(span)
    }

    /// Stops counting. Returns what is to be stored, if anything is.
    pub fn stop(&mut self) -> Option<Span> {
        self.span.take().filter(|span| span.from < span.until)
    }

    /// Forgets what was counted on a ticket that is gone.
    pub fn forget(&mut self, ticket: TicketId) {
        self.span = self.span.filter(|span| span.ticket != ticket);
    }
}
