//! The banner that says the knowledge base has changed since the ticket began.

use eframe::egui::Ui;

use crate::app::command::{Command, NavigateCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{ButtonStyle, ground, push_on_click, sized_button, small};
use crate::theme::colors;

/// Draws the banner above a step if there are changes.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if !state.has_changed_knowledge() {
        return;
    }
    let c = colors(ui);
    ground(ui, c.card, c.line, |ui| {
        ui.horizontal_wrapped(|ui| {
            small(ui, "The knowledge base has changed since this ticket began.");
            let see = sized_button(ui, ButtonStyle::Plain, "See what is new", "", 28.0);
            push_on_click(&see, NavigateCommand::Overlay(Overlay::Changes), commands);
        });
    });
}
