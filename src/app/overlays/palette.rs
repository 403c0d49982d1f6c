//! Every command by name, found by typing a few letters of it.

use eframe::egui::{self, Key, Margin, Modifiers, Ui};

use crate::app::command::{Command, LIST, Listed, key_of};
use crate::app::place::Overlay;
use crate::app::state::State;
use crate::app::widgets::name_field;
use crate::theme::colors;

/// Draws the palette.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let itself = Command::Overlay(Overlay::Palette);
    let possible: Vec<&Listed> = LIST
        .iter()
        .filter(|listed| listed.is_possible(state) && listed.command != itself)
        .filter(|listed| matches(listed.name, &state.palette.typed))
        .collect();
    let palette = &mut state.palette;
    let key = |key| ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let row_before = palette.row;
    if key(Key::ArrowDown) {
        palette.row += 1;
    }
    if key(Key::ArrowUp) {
        palette.row = palette.row.saturating_sub(1);
    }
    palette.row = palette.row.min(possible.len().saturating_sub(1));
    let mut chosen = key(Key::Enter).then_some(palette.row);
    super::ground(ui, "Commands", 440.0, |ui| {
        let field = egui::TextEdit::singleline(&mut palette.typed)
            .id_salt("palette")
            .hint_text("Type a command")
            .margin(Margin::symmetric(10, 9))
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        name_field(ui, &field, "Type a command");
        field.request_focus();
        if field.changed() {
            palette.row = 0;
        }
        let room = (ui.ctx().content_rect().height() - 220.0).max(120.0);
        egui::ScrollArea::vertical().id_salt("commands").max_height(room).show(ui, |ui| {
            for (at, listed) in possible.iter().enumerate() {
                let response = row(ui, listed, at == palette.row);
                if at == palette.row && palette.row != row_before {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(at);
                }
            }
        });
        if possible.is_empty() {
            ui.label("No command has these letters");
        }
    });
    if let Some(listed) = chosen.and_then(|at| possible.get(at)) {
        commands.push(itself);
        commands.push(listed.command.clone());
    }
}

fn row(ui: &mut Ui, listed: &Listed, chosen: bool) -> egui::Response {
    let c = colors(ui);
    let fill = if chosen { c.accent_soft } else { c.card };
    let button = egui::Button::new(listed.name)
        .fill(fill)
        .stroke(egui::Stroke::NONE)
        .shortcut_text(key_of(ui.ctx(), &listed.command))
        .min_size(egui::vec2(ui.available_width(), 28.0));
    ui.add(button)
}

/// Whether the letters typed stand in the name, in this order.
fn matches(name: &str, typed: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .all(|t| letters.any(|l| l == t))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn letters_have_to_stand_in_order() {
        assert!(matches("Wrap up", "wup"));
        assert!(matches("Copy link", ""));
        assert!(!matches("Copy link", "knil"));
    }
}
