//! The list of tickets, for windows without room for it beside the screen.

use eframe::egui::Ui;

use crate::app::command::Command;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::parts::ticket_list;

/// Draws the list.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let room = super::room(ui, 110.0);
    ui.scope(|ui| {
        ui.set_max_height(room);
        ticket_list::list(ui, state, commands);
    });
    super::close_button(ui, Overlay::Tickets, commands);
}
