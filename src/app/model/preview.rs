//! The document of the open ticket as it will look, laid out again only when something in it changed.

use super::state::State;
use crate::app::settings::navigation::Screen;
use crate::export::{
    Audience, DocumentContext, Preview, StepPictures, for_customers, for_insiders, preview,
};
use crate::ticket::TicketId;

/// What a preview was made from.
#[derive(Clone, Debug, PartialEq)]
struct Source {
    ticket: TicketId,
    events: usize,
    complaint: String,
    audience: Audience,
    removed_words: Vec<String>,
}

/// A preview and what it was made from.
#[derive(Clone, Debug)]
pub struct ShownPreview {
    source: Source,
    /// The pages.
    pub preview: Preview,
}

impl State {
    /// Lays the document out if Wrap up is in front and something in it has changed.
    pub fn refresh_preview(&mut self) {
        let (Some(open), Screen::WrapUp) = (&self.open, self.screen) else {
            self.preview = None;
            return;
        };
        let source = Source {
            ticket: open.ticket().id,
            events: open.stored.events.len(),
            complaint: open.complaint.clone(),
            audience: self.checklist.audience,
            removed_words: self.preferences.removed_words.clone(),
        };
        if self.preview.as_ref().is_some_and(|shown| shown.source == source) {
            return;
        }
        let context = DocumentContext {
            ticket: open.ticket(),
            events: &open.stored.events,
            case: &open.case,
            kb: open.kb(),
            now: self.session.now,
            zone: &self.session.zone,
            pictures: &StepPictures::new(),
            removed_words: &self.preferences.removed_words,
        };
        let preview = match source.audience {
            Audience::Customer => preview(&for_customers(&context)),
            Audience::Internal => preview(&for_insiders(&context)),
        };
        self.preview = Some(ShownPreview { source, preview });
    }
}
