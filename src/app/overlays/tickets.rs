//! The list of tickets, where the window has no room for it beside the screen.

use eframe::egui::Ui;

use crate::app::command::Command;
use crate::app::place::Overlay;
use crate::app::screens::tickets;
use crate::app::state::State;

/// Draws the list.
pub fn draw(ui: &Ui, state: &mut State, commands: &mut Vec<Command>) {
    super::ground(ui, "Tickets", 320.0, |ui| {
        let room = super::room(ui, 140.0);
        ui.scope(|ui| {
            ui.set_max_height(room);
            tickets::list(ui, state, commands);
        });
        super::close_button(ui, Overlay::Tickets, commands);
    });
}
