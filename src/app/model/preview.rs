//! The document of Wrap up as its readers get it. Laying it out takes longer than a frame, so it is done in
//! the background, again whenever something changes.

use std::sync::Arc;

use super::open_ticket::OpenTicket;
use super::state::State;
use crate::export::{Audience, Letterhead, PagePreview};
use crate::ticket::TicketId;

/// The pages, and what they are of.
#[derive(Clone, Debug, Default)]
pub struct DocumentPreview {
    /// What was asked for last.
    asked: Option<Previewed>,
    /// Whether the pages asked for are still to come.
    is_awaited: bool,
    /// The pages that came last, with their ticket and audience.
    pages: Option<(TicketId, Audience, Arc<Vec<PagePreview>>)>,
}

/// What the pages depend on.
#[derive(Clone, Debug, PartialEq)]
struct Previewed {
    ticket: TicketId,
    /// The number of its events. The complaint that is being typed becomes one after a moment.
    events: usize,
    audience: Audience,
    with_pictures: bool,
    letterhead: Letterhead,
    removed_words: Vec<String>,
    /// Documents tell times to the minute.
    minute: i64,
}

impl Previewed {
    fn now(state: &State, open: &OpenTicket) -> Self {
        Self {
            ticket: open.ticket().id,
            events: open.stored.events.len(),
            audience: state.checklist.audience,
            with_pictures: state.checklist.with_pictures,
            letterhead: state.preferences.letterhead.clone(),
            removed_words: state.preferences.removed_words.clone(),
            minute: minute(state),
        }
    }

    /// Whether it is still so. Compares in place, once a frame.
    fn is_now(&self, state: &State, open: &OpenTicket) -> bool {
        self.ticket == open.ticket().id
            && self.events == open.stored.events.len()
            && self.audience == state.checklist.audience
            && self.with_pictures == state.checklist.with_pictures
            && self.minute == minute(state)
            && self.removed_words == state.preferences.removed_words
            && self.letterhead == state.preferences.letterhead
    }
}

fn minute(state: &State) -> i64 {
    state.session.now.as_second().div_euclid(60)
}

impl State {
    /// Whether the document has to be laid out, and notes that it is. One is laid out at a time.
    pub fn begin_preview(&mut self) -> bool {
        let Some(open) = self.open.as_ref().filter(|_| !self.preview.is_awaited) else {
            return false;
        };
        if self.preview.asked.as_ref().is_some_and(|asked| asked.is_now(self, open)) {
            return false;
        }
        let asked = Previewed::now(self, open);
        self.preview.asked = Some(asked);
        self.preview.is_awaited = true;
        true
    }

    /// Takes in the pages that were asked for; `None` if they cannot be laid out now, which is not tried
    /// again before something changes.
    pub fn end_preview(&mut self, pages: Option<Arc<Vec<PagePreview>>>) {
        let awaited = std::mem::take(&mut self.preview.is_awaited);
        if let (true, Some(asked), Some(pages)) = (awaited, &self.preview.asked, pages) {
            self.preview.pages = Some((asked.ticket, asked.audience, pages));
        }
    }

    /// Returns the pages of the open ticket's document for the chosen audience, perhaps as it was a moment
    /// ago; `None` while they are laid out for the first time.
    pub fn previewed_pages(&self) -> Option<&Arc<Vec<PagePreview>>> {
        let open = self.open.as_ref()?;
        let (ticket, audience, pages) = self.preview.pages.as_ref()?;
        let is_of = (*ticket, *audience) == (open.ticket().id, self.checklist.audience);
        is_of.then_some(pages)
    }
}
