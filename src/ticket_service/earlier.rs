//! What the earlier tickets of a customer were about, in one line each.

use super::TicketService;
use crate::ticket::{Summary, Ticket};

/// The most characters of such a line.
const MOST: usize = 80;

impl TicketService {
    /// Returns what was reported first on an earlier ticket, which is loaded only once it has changed. A
    /// damaged one does not hide the others.
    pub(super) fn about_earlier(&mut self, row: &Summary) -> String {
        if let Some((at, about)) = self.reported.get(&row.id)
            && *at == row.changed_at
        {
            return about.clone();
        }
        let Ok(stored) = self.store.load(row.id) else { return "It cannot be read".to_owned() };
        let about = first_line(&stored.ticket);
        self.reported.insert(row.id, (row.changed_at, about.clone()));
        about
    }
}

/// Returns the first line of what was reported.
pub(super) fn first_line(ticket: &Ticket) -> String {
    let mut lines = ticket.complaint.for_insiders().lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
    first.chars().take(MOST).collect()
}
