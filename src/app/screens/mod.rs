//! One file a screen. A screen draws the state and pushes commands; it changes nothing but what is
//! being typed.

mod advice;
pub mod causes;
pub mod changes;
pub mod details;
pub mod diagnose;
pub mod fix;
pub mod fixed;
pub mod history;
pub mod keep;
pub mod notices;
pub mod palette;
pub mod step;
pub mod tickets;
pub mod top_bar;
pub mod wrap_up;

use eframe::egui::{self, Frame, Margin, Ui};

use super::command::{Command, key_of, name_of};
use super::place::{Overlay, Screen};
use super::state::State;
use super::theme::colors;
use super::widgets::{Look, button, sized_button};

/// Draws everything: bars, the list, the screen in front, and what lies over it.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    top_bar::draw(ui, state, commands);
    tickets::draw(ui, state, commands);
    match state.screen {
        Screen::Diagnose => diagnose::draw(ui, state, commands),
        Screen::Fix => fix::draw(ui, state, commands),
        Screen::WrapUp => wrap_up::draw(ui, state, commands),
    }
    details::draw(ui, state, commands);
    history::draw(ui, state, commands);
    changes::draw(ui, state, commands);
    keep::draw(ui, state, commands);
    palette::draw(ui, state, commands);
    notices::draw(ui, state, commands);
}

/// A button for a listed command: name, key and what it is called aloud come from the list.
fn command_button(ui: &mut Ui, look: Look, command: Command, commands: &mut Vec<Command>) {
    if button(ui, look, name_of(&command), &key_of(ui.ctx(), &command)).clicked() {
        commands.push(command);
    }
}

/// Something over the screen.
fn overlay(ui: &mut Ui, name: &str, width: f32, add: impl FnOnce(&mut Ui)) {
    egui::Window::new(name)
        .title_bar(false)
        .auto_sized()
        .anchor(egui::Align2::CENTER_TOP, [0.0, 72.0])
        .frame(Frame::window(ui.style()).inner_margin(Margin::same(16)))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 8.0;
            add(ui);
        });
}

/// The button, and the key, that take away what lies over the screen.
fn close_overlay(ui: &mut Ui, overlay: Overlay, commands: &mut Vec<Command>) {
    ui.add_space(4.0);
    let escape = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    if sized_button(ui, Look::Plain, "Close", "Esc", 32.0).clicked() || escape {
        commands.push(Command::Overlay(overlay));
    }
}

/// A plain ground with room around it.
fn pane(ui: &Ui, horizontal: i8, vertical: i8) -> Frame {
    Frame::new().fill(colors(ui).background).inner_margin(Margin::symmetric(horizontal, vertical))
}

/// A scroll area that keeps its bar off the content.
fn scroll<R>(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui) -> R) {
    scroll_within(ui, id, f32::INFINITY, add);
}

/// A scroll area whose content gets no wider than some points, because long lines are hard to read.
fn scroll_within<R>(ui: &mut Ui, id: &str, widest: f32, add: impl FnOnce(&mut Ui) -> R) {
    egui::ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        ui.set_width((ui.available_width() - 4.0).min(widest));
        add(ui)
    });
}
