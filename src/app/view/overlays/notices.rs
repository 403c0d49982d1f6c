//! The notices that stay until they are taken away.

use eframe::egui::{ScrollArea, Ui};

use crate::app::command::Command;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::parts::notices;
use crate::app::view::widgets::{heading, small};
use crate::theme::size;

/// Draws the list, the newest first.
pub fn draw(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    super::ground(ui, "Notices", 480.0, |ui| {
        heading(ui, "Notices", size::LARGE);
        if state.notices.staying().next().is_none() {
            small(ui, "Nothing has failed, and nothing waits for a decision.");
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
    });
}
