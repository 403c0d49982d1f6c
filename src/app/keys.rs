//! Which commands make sense now, and which of them were asked for by key.

use eframe::egui::{self, Event, Key};

use super::command::{Command, LIST, Listed};
use super::place::{Overlay, Screen};
use super::state::State;

impl Listed {
    /// Whether it can be done now.
    pub fn is_possible(&self, state: &State) -> bool {
        let here = match self.screen {
            Some(screen) => screen == state.screen,
            None => state.screen != Screen::Present,
        };
        let needs_ticket = !matches!(
            self.command,
            Command::NewTicket
                | Command::Search
                | Command::NextTheme
                | Command::Overlay(Overlay::Keep | Overlay::Palette)
                | Command::MoveTicket(_)
        );
        let is_closed = state.open.as_ref().is_some_and(|open| open.ticket().outcome.is_some());
        let fits = match self.command {
            Command::Close(_) => !is_closed,
            Command::Reopen => is_closed,
            Command::Overlay(Overlay::Changes) => state.has_newer_knowledge(),
            _ => true,
        };
        here && fits && (!needs_ticket || state.open.is_some())
    }
}

/// The commands whose keys were pressed. Keys without Ctrl or Cmd belong to a text field that has
/// the cursor, and Enter to a control that has the focus. A key that is held down moves on, but
/// does nothing twice.
pub fn pressed(ctx: &egui::Context, state: &State) -> Vec<Command> {
    let focus = Focus {
        writing: ctx.text_edit_focused(),
        somewhere: ctx.memory(|memory| memory.focused().is_some()),
        in_palette: state.overlay == Some(Overlay::Palette),
    };
    let possible = LIST.iter().filter(|listed| listed.is_possible(state));
    possible
        .filter(|listed| !focus.takes(listed) && is_pressed(ctx, listed))
        .map(|listed| listed.command.clone())
        .collect()
}

/// The commands of one screen whose keys were pressed in a window that shows it alone.
pub fn pressed_on(ctx: &egui::Context, screen: Screen) -> Vec<Command> {
    let own = LIST.iter().filter(|listed| listed.screen == Some(screen));
    own.filter(|listed| is_pressed(ctx, listed)).map(|listed| listed.command.clone()).collect()
}

/// Who gets the keys.
struct Focus {
    writing: bool,
    somewhere: bool,
    in_palette: bool,
}

impl Focus {
    /// Whether a key belongs to what has the focus and not to the command.
    fn takes(&self, listed: &Listed) -> bool {
        let Some(shortcut) = listed.shortcut else { return true };
        let is_plain = !shortcut.modifiers.command;
        let is_enter = shortcut.logical_key == Key::Enter;
        // With Ctrl or Cmd these take back typing, and move the cursor on macOS.
        let is_fields_own =
            matches!(listed.command, Command::Undo | Command::Redo | Command::MoveTicket(_));
        (self.writing && (is_plain || is_fields_own))
            || (self.in_palette && is_plain)
            || (self.somewhere && is_enter)
    }
}

/// Whether a command's key went down, and takes it away so that nothing else hears it.
fn is_pressed(ctx: &egui::Context, listed: &Listed) -> bool {
    let Some(shortcut) = listed.shortcut else { return false };
    let moves = matches!(
        listed.command,
        Command::MoveStep(_) | Command::MoveTicket(_) | Command::PickSymptom(_)
    );
    let is_it = |event: &Event| match event {
        Event::Key { key, pressed: true, modifiers, repeat, .. } => {
            *key == shortcut.logical_key
                && modifiers.matches_exact(shortcut.modifiers)
                && (moves || !repeat)
        }
        _ => false,
    };
    ctx.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !is_it(event));
        input.events.len() < before
    })
}
