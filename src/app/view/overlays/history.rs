//! What happened to the ticket, by whom and when, the newest first.

use eframe::egui::{self, Align, Layout, RichText, Ui};

use crate::app::command::{Command, TicketCommand, name_of};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, heading, named_button, push_on_click, sized_button, small,
};
use crate::export::{HistoryEntry, describe_event, history};
use crate::theme::{Weight, colors, font, size};
use crate::ticket::EventKind;

/// The height of an entry, in points.
const ROW: f32 = 44.0;

/// Draws the history.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    heading(ui, "History", size::LARGE);
    ui.horizontal_wrapped(|ui| {
        // First, so that Enter does not take anything back.
        super::close_button(ui, Overlay::History, commands);
        for command in [TicketCommand::Undo, TicketCommand::Redo].map(Command::from) {
            let (name, key) = (name_of(&command), key_of(ui.ctx(), &command));
            let response = sized_button(ui, ButtonStyle::Plain, name, &key, 32.0);
            push_on_click(&response, command, commands);
        }
    });
    entries(ui, state, open, commands);
}

fn entries(ui: &mut Ui, state: &State, open: &OpenTicket, commands: &mut Vec<Command>) {
    let entries = history(&open.stored.events);
    let room = (ui.ctx().content_rect().height() - 260.0).max(ROW * 2.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::ScrollArea::vertical()
        .id_salt(("history", open.ticket().id.0))
        .max_height(room)
        .show_rows(ui, ROW, entries.len(), |ui, range| {
            for at in range {
                row(ui, state, open, &entries[entries.len() - 1 - at], commands);
            }
        });
    ui.spacing_mut().item_spacing.y = 8.0;
}

fn row(
    ui: &mut Ui,
    state: &State,
    open: &OpenTicket,
    entry: &HistoryEntry<'_>,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let event = entry.event;
    let at = event.at.to_zoned(state.session.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    let what = describe_event(open.kb(), &open.stored.events, &event.what);
    let text = match &event.what {
        EventKind::Noted { text, .. } | EventKind::Reported { text } => {
            let line = text.for_insiders().lines().next().unwrap_or_default();
            format!("{what}: {line}")
        }
        _ => what,
    };
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), ROW),
        Layout::right_to_left(Align::Center),
        |ui| {
            let name = format!("Take back: {text}");
            if entry.is_undoable {
                let take_back = named_button(ui, "Take back", &name, 28.0);
                push_on_click(&take_back, TicketCommand::TakeBack(event.id), commands);
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.set_height(ROW);
                ui.add_space(4.0);
                let words = RichText::new(&text).font(font(size::BODY, Weight::Regular));
                let words = if entry.is_undone {
                    words.color(c.dim).strikethrough()
                } else {
                    words.color(c.text)
                };
                ui.add(egui::Label::new(words).truncate());
                let taken_back = if entry.is_undone { " \u{b7} taken back" } else { "" };
                small(ui, &format!("{at} \u{b7} {}{taken_back}", event.by));
            });
        },
    );
}
