//! Every key, by the screen it works on.

use eframe::egui::{Align, Layout, ScrollArea, Ui};

use crate::app::command::{Command, LIST, Listed, WORK};
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::view::shortcut::shown_key;
use crate::app::view::widgets::{caption, heading, key_cap, words};
use crate::theme::{Weight, size};

/// The keys that work in every window.
const EVERYWHERE: [(&str, &[&str]); 4] = [
    ("Next or previous control", &["Tab", "Shift Tab"]),
    ("Press the control with the ring", &["Enter", "Space"]),
    ("Save what was typed into a field", &["Enter"]),
    ("Close an overlay, leave a field", &["Esc"]),
];

/// Draws the keys.
pub fn draw(ui: &mut Ui, commands: &mut Vec<Command>) {
    heading(ui, "Keys", size::LARGE);
    let room = super::room(ui, 200.0);
    ScrollArea::vertical().id_salt("keys").auto_shrink([false, true]).max_height(room).show(
        ui,
        |ui| {
            for screen in Screen::ALL {
                group(ui, screen.name(), |listed| {
                    listed.screens.contains(&screen) && listed.screens != WORK
                });
            }
            group(ui, "On every screen of a call", |listed| listed.screens == WORK);
            caption(ui, "Everywhere");
            for (name, keys) in EVERYWHERE {
                row(ui, name, keys.iter().map(|key| (*key).to_owned()));
            }
        },
    );
    super::close_button(ui, Overlay::Keys, commands);
}

/// The keys of some commands. Commands with the same name share a row.
fn group(ui: &mut Ui, title: &str, belongs: impl Fn(&Listed) -> bool) {
    caption(ui, title);
    let listed: Vec<&Listed> = LIST.iter().filter(|l| !l.keys.is_empty() && belongs(l)).collect();
    for same in listed.chunk_by(|a, b| a.name == b.name) {
        let keys = same.iter().flat_map(|listed| &listed.keys);
        let keys: Vec<String> = keys.map(|key| shown_key(ui.ctx(), *key)).collect();
        row(ui, same[0].name, keys);
    }
    ui.add_space(8.0);
}

fn row(ui: &mut Ui, name: &str, keys: impl IntoIterator<Item = String>) {
    let keys: Vec<String> = keys.into_iter().collect();
    ui.horizontal(|ui| {
        ui.set_width(ui.available_width() - 12.0);
        words(ui, name, size::BODY, Weight::Regular);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for key in keys.iter().rev() {
                key_cap(ui, key);
            }
        });
    });
}
