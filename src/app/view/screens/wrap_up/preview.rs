//! The document as its readers get it: the pages of its PDF, laid out once until something changes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use eframe::egui::{Id, Ui};

use crate::app::command::{Command, DocumentsCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::update::documents::context;
use crate::app::view::layout::scroll_of;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{ButtonStyle, build_button, heading, push_on_click, small};
use crate::export::{Audience, PageItem, PagePreview, for_customers, for_insiders, preview};
use crate::picture::page;
use crate::text::count;
use crate::theme::size;

/// The widest a page is drawn, in points.
const WIDEST: f32 = 552.0;
/// The room between pages, in points.
const BETWEEN: f32 = 16.0;

/// Draws the heading and the pages.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    ui.set_max_width(ui.available_width().min(WIDEST));
    top(ui, state, commands);
    ui.add_space(4.0);
    let ticket = state.open.as_ref().map(|open| open.ticket().id);
    scroll_of(ui, ("pages", ticket, state.checklist.audience as u8), |ui| pages(ui, state));
}

/// Draws them as a part of one column.
pub fn column(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    top(ui, state, commands);
    pages(ui, state);
}

fn top(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let pages = state.open.as_ref().map_or(0, |open| laid_out(ui, state, open).len());
    let reader = match state.checklist.audience {
        Audience::Customer => "as the customer gets it",
        Audience::Internal => "for the helpdesk alone",
    };
    ui.horizontal_wrapped(|ui| {
        heading(ui, "Preview", size::BODY);
        small(ui, &format!("{}, {reader}", count(pages, "page")));
        let key = key_of(ui.ctx(), &DocumentsCommand::NextAudience.into());
        let parts = [(Audience::Customer, "Customer"), (Audience::Internal, "Internal")].map(
            |(audience, name)| {
                let chosen = state.checklist.audience == audience;
                let key = if chosen { String::new() } else { key.clone() };
                let style = if chosen { ButtonStyle::Chosen } else { ButtonStyle::Plain };
                (audience, build_button(name).style(style).key(key).height(28.0))
            },
        );
        let wanted: f32 = parts.iter().map(|(_, button)| button.wanted_width(ui) + 8.0).sum();
        let room = ui.available_size_before_wrap().x - wanted;
        if room < 0.0 {
            ui.end_row();
        }
        ui.add_space(room.max(0.0));
        for (audience, button) in parts {
            let response = button.show(ui);
            push_on_click(&response, DocumentsCommand::SetAudience(audience), commands);
        }
    });
}

/// Returns the pages of the document of the open ticket for the chosen audience, laid out again if
/// something changed.
fn laid_out(ui: &Ui, state: &State, open: &OpenTicket) -> Arc<Vec<PagePreview>> {
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

/// Draws the pages below each other.
fn pages(ui: &mut Ui, state: &State) {
    let Some(open) = &state.open else { return };
    let pages = laid_out(ui, state, open);
    let width = ui.available_width().min(WIDEST);
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
