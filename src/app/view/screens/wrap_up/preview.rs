//! The document as its readers get it: the pages of its PDF.

use eframe::egui::Ui;

use crate::app::command::{Command, DocumentsCommand};
use crate::app::model::state::State;
use crate::app::view::layout::scroll_of;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{ButtonStyle, build_button, heading, push_on_click, small};
use crate::export::Audience;
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
    let count = state.previewed_pages().map(|pages| count(pages.len(), "page"));
    let count = count.unwrap_or_else(|| "Laying out the pages".to_owned());
    let reader = match state.checklist.audience {
        Audience::Customer => "as the customer gets it",
        Audience::Internal => "for the helpdesk alone",
    };
    ui.horizontal_wrapped(|ui| {
        heading(ui, "Preview", size::BODY);
        small(ui, &format!("{count}, {reader}"));
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

/// Draws the pages below each other.
fn pages(ui: &mut Ui, state: &State) {
    let Some(pages) = state.previewed_pages() else { return };
    let width = ui.available_width().min(WIDEST);
    for (at, of_page) in pages.iter().enumerate() {
        if at > 0 {
            ui.add_space(BETWEEN);
        }
        page::draw(ui, of_page, width);
    }
}
