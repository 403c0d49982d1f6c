//! Lays the document of the open ticket out again when something in it has changed.

use super::preview::{ShownPreview, Source};
use super::state::State;
use crate::app::settings::navigation::Screen;
use crate::export::{
    Audience, DocumentContext, StepPictures, for_customers, for_insiders, preview,
};

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
