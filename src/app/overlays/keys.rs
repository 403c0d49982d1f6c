//! Every key, by the screen it works on.

use eframe::egui::{Align, Layout, ScrollArea, Ui};

use crate::app::command::{Command, LIST, Listed, shown_key};
use crate::app::place::{Overlay, Screen};
use crate::app::widgets::{caption, heading, key_cap, words};
use crate::theme::{Weight, size};

/// Draws the keys.
pub fn draw(ui: &Ui, commands: &mut Vec<Command>) {
    super::ground(ui, "Keys", 460.0, |ui| {
        heading(ui, "Keys", size::LARGE);
        let room = super::room(ui, 200.0);
        ScrollArea::vertical().id_salt("keys").auto_shrink([false, true]).max_height(room).show(
            ui,
            |ui| {
                let groups = Screen::ALL.into_iter().map(Some).chain([None]);
                let has_keys = |screen: &Option<Screen>| {
                    LIST.iter().any(|listed| listed.screen == *screen && listed.shortcut.is_some())
                };
                for screen in groups.filter(has_keys) {
                    caption(ui, screen.map_or("Everywhere else", Screen::name));
                    for listed in LIST.iter().filter(|listed| listed.screen == screen) {
                        row(ui, listed);
                    }
                    ui.add_space(8.0);
                }
            },
        );
        super::close_button(ui, Overlay::Keys, commands);
    });
}

fn row(ui: &mut Ui, listed: &Listed) {
    let Some(shortcut) = listed.shortcut else { return };
    ui.horizontal(|ui| {
        ui.set_width(ui.available_width() - 12.0);
        words(ui, listed.name, size::BODY, Weight::Regular);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            key_cap(ui, &shown_key(ui.ctx(), shortcut));
        });
    });
}
