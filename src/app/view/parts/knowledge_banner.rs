//! Says that the knowledge base has changed since the ticket began.

use eframe::egui::Ui;

use crate::app::command::{Command, NavigateCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{ButtonStyle, ground, sized_button, small};
use crate::theme::colors;

/// Draws the banner above a step, if there is something new.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if !state.has_newer_knowledge() {
        return;
    }
    let c = colors(ui);
    ground(ui, c.card, c.line, |ui| {
        ui.horizontal_wrapped(|ui| {
            small(ui, "The knowledge base has changed since this ticket began.");
            if sized_button(ui, ButtonStyle::Plain, "See what is new", "", 28.0).clicked() {
                commands.push(Command::Navigate(NavigateCommand::Overlay(Overlay::Changes)));
            }
        });
    });
}
