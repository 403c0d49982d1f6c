//! When the document of Wrap up has to be laid out again.

use std::sync::Arc;

use super::open_ticket::OpenTicket;
use super::preview::Previewed;
use super::state::State;
use crate::export::PagePreview;

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
