//! Which commands make sense now, and which of them were asked for by key.

use eframe::egui::{self, Key};

use super::command::{Command, LIST, Listed};
use super::state::State;

impl Listed {
    /// Whether it can be done now.
    pub fn is_possible(&self, state: &State) -> bool {
        let here = self.screen.is_none_or(|screen| screen == state.screen);
        let needs_ticket = !matches!(
            self.command,
            Command::NewTicket
                | Command::Search
                | Command::Palette
                | Command::NextTheme
                | Command::MoveTicket(_)
        );
        here && (!needs_ticket || state.open.is_some())
    }
}

/// The commands whose keys were pressed. Keys without Ctrl or Cmd belong to a text field that has
/// the cursor, and to a control that has the focus where it listens to them itself.
pub fn pressed(ctx: &egui::Context, state: &State) -> Vec<Command> {
    let writing = ctx.text_edit_focused();
    let focused = ctx.memory(|memory| memory.focused().is_some());
    let possible = LIST.iter().filter(|listed| listed.is_possible(state));
    possible
        .filter(|listed| {
            let Some(shortcut) = listed.shortcut else { return false };
            let is_plain = !shortcut.modifiers.command;
            let belongs_elsewhere = is_plain
                && (writing
                    || state.palette.is_some()
                    || (focused && matches!(shortcut.logical_key, Key::Enter)));
            // Undo inside a text field is the field's own.
            let fields_own = writing && listed.command == Command::Undo;
            !belongs_elsewhere
                && !fields_own
                && ctx.input_mut(|input| input.consume_shortcut(&shortcut))
        })
        .map(|listed| listed.command.clone())
        .collect()
}
