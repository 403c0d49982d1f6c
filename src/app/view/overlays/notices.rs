//! The notices that stay until they are dismissed.

use eframe::egui::{ScrollArea, Ui};

use crate::app::command::Command;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::parts::notices;
use crate::app::view::widgets::{heading, small};
use crate::theme::size;

/// Draws the notices, the newest first.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    heading(ui, "Notices", size::LARGE);
    if state.notices.staying().next().is_none() {
        small(ui, "Nothing has failed, and there is nothing to decide.");
    }
    let room = super::room(ui, 220.0);
    ScrollArea::vertical().id_salt("notices").auto_shrink([false, true]).max_height(room).show(
        ui,
        |ui| {
            for notice in state.notices.staying().rev() {
                notices::notice_card(ui, notice, commands);
            }
        },
    );
    super::close_button(ui, Overlay::Notices, commands);
}
