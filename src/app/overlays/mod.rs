//! What lies over a screen, one file each. One at a time: what is opened takes the place of what was.

pub mod changes;
pub mod details;
pub mod history;
pub mod keep;
pub mod palette;

use eframe::egui::{self, Frame, Key, Margin, Modifiers, Ui};

use super::command::Command;
use super::place::Overlay;
use super::state::State;
use super::widgets::{Look, sized_button};

/// How far below the top of the window an overlay begins, in points.
const TOP: f32 = 72.0;

/// Draws what lies over the screen, if something does.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(overlay) = state.overlay else { return };
    match overlay {
        Overlay::Details => details::draw(ui, state, commands),
        Overlay::History => history::draw(ui, state, commands),
        Overlay::Changes => changes::draw(ui, state, commands),
        Overlay::Keep => keep::draw(ui, state, commands),
        Overlay::Palette => palette::draw(ui, state, commands),
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        commands.push(Command::Overlay(overlay));
    }
}

/// The ground that an overlay is drawn on, of a width in points.
fn ground(ui: &Ui, name: &str, width: f32, add: impl FnOnce(&mut Ui)) {
    egui::Window::new(name)
        .title_bar(false)
        .auto_sized()
        .anchor(egui::Align2::CENTER_TOP, [0.0, TOP])
        .frame(Frame::window(ui.style()).inner_margin(Margin::same(16)))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 8.0;
            add(ui);
        });
}

/// The button that takes an overlay away; the key does it everywhere.
fn close_button(ui: &mut Ui, overlay: Overlay, commands: &mut Vec<Command>) {
    ui.add_space(4.0);
    if sized_button(ui, Look::Plain, "Close", "Esc", 32.0).clicked() {
        commands.push(Command::Overlay(overlay));
    }
}
