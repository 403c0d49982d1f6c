//! The document as its readers get it: the pages of its PDF, laid out once until something changes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use eframe::egui::{Id, Ui};

use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::update::documents::context;
use crate::export::{Audience, PageItem, PagePreview, for_customers, for_insiders, preview};
use crate::picture::page;

/// The room between two pages, in points.
const BETWEEN: f32 = 16.0;

/// Returns the pages of the document of the open ticket for the chosen audience, laid out again if
/// something changed.
pub fn pages(ui: &Ui, state: &State, open: &OpenTicket) -> Arc<Vec<PagePreview>> {
    let key = key(state, open);
    let id = Id::unique("document preview");
    if let Some((known, pages)) = ui.data(|data| data.get_temp::<(u64, Arc<Vec<PagePreview>>)>(id))
        && known == key
    {
        return pages;
    }
    let context = context(state, open);
    let pages = match state.checklist.audience {
        Audience::Customer => preview(&for_customers(&context)),
        Audience::Internal => preview(&for_insiders(&context)),
    };
    // A damaged font shows when the document is saved.
    let pages = Arc::new(pages.unwrap_or_default());
    ui.data_mut(|data| data.insert_temp(id, (key, pages.clone())));
    pages
}

/// Everything that the document depends on, as a number.
fn key(state: &State, open: &OpenTicket) -> u64 {
    let mut hasher = DefaultHasher::new();
    let ticket = open.ticket();
    (ticket.id, open.stored.events.len(), ticket.changed_at, &open.complaint).hash(&mut hasher);
    let checklist = &state.checklist;
    (checklist.audience == Audience::Customer, checklist.with_pictures).hash(&mut hasher);
    let preferences = &state.preferences;
    (&preferences.letterhead, &preferences.removed_words).hash(&mut hasher);
    // Documents tell times to the minute.
    (state.session.now.as_second() / 60).hash(&mut hasher);
    hasher.finish()
}

/// Draws the pages below each other, as wide as there is room up to `most` points.
pub fn draw(ui: &mut Ui, state: &State, open: &OpenTicket, most: f32) {
    let pages = pages(ui, state, open);
    let width = ui.available_width().min(most);
    for (at, of_page) in pages.iter().enumerate() {
        if at > 0 {
            ui.add_space(BETWEEN);
        }
        page::draw(ui, of_page, width, &spoken(of_page));
    }
}

/// What screen readers say of a page: its text.
fn spoken(page: &PagePreview) -> String {
    let texts = page.items.iter().filter_map(|item| match item {
        PageItem::Text(_, text, ..) => Some(text.trim()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}
