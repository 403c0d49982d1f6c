//! Which commands make sense now, and which of them were asked for by key.

use eframe::egui::{self, Event, Key, Modifiers};

use super::command::{Command, LIST, Listed};
use super::place::{Overlay, Screen};
use super::state::{OpenTicket, State};

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
                | Command::Zoom(_)
                | Command::MoveTicket(_)
        ) && !matches!(self.command, Command::Overlay(overlay) if !overlay.needs_ticket());
        let is_closed = state.open.as_ref().is_some_and(|open| open.ticket().outcome.is_some());
        let fits = match self.command {
            Command::Close(_) => !is_closed,
            Command::Reopen => is_closed,
            Command::Overlay(Overlay::Changes) => state.has_newer_knowledge(),
            // The key does what a button says, and no button says it then.
            Command::TryNext => !state.open.as_ref().is_some_and(OpenTicket::is_to_hand_over),
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
        overlay: state.overlay,
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
    overlay: Option<Overlay>,
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
            || (is_plain && self.overlay.is_some_and(|o| listed.command != Command::Overlay(o)))
            || (self.somewhere && is_enter)
    }
}

/// Whether a key is one that some keyboards need Shift for.
fn is_typed(key: Key, modifiers: Modifiers) -> bool {
    let is_sign = matches!(key, Key::Questionmark | Key::Plus);
    is_sign && modifiers.shift && !modifiers.alt && (key == Key::Plus) == modifiers.command
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
                && (modifiers.matches_exact(shortcut.modifiers) || is_typed(*key, *modifiers))
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
