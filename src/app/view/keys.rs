//! Determines which commands were asked for by key.

use eframe::egui::{self, Event, Key, KeyboardShortcut, Modifiers};

use crate::app::command::{
    Command, DiagnoseCommand, FixCommand, LIST, NavigateCommand, TicketCommand, TicketsCommand,
};
use crate::app::model::state::State;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::update::availability::is_offered;

/// The commands whose keys were pressed. Keys without Ctrl or Cmd belong to a text field that has the
/// cursor, and Enter and the arrow keys to a control that has the focus. Holding a key down repeats moves,
/// and nothing else.
pub fn pressed(ctx: &egui::Context, state: &State) -> Vec<Command> {
    release_signs(ctx);
    let taken = Taken {
        is_typing: ctx.text_edit_focused(),
        has_focus: ctx.memory(|memory| memory.focused().is_some()),
        overlay: state.overlay,
    };
    let possible = LIST.iter().filter(|listed| is_offered(listed, state));
    let keys = possible.flat_map(|listed| listed.keys.iter().map(move |key| (listed, *key)));
    keys.filter(|(listed, key)| !taken.takes(&listed.command, *key))
        .filter(|(listed, key)| is_pressed(ctx, &listed.command, *key))
        .map(|(listed, _)| listed.command.clone())
        .collect()
}

/// The commands of a screen whose keys were pressed in a window that shows only that screen.
pub fn pressed_on(ctx: &egui::Context, screen: Screen) -> Vec<Command> {
    let own = LIST.iter().filter(|listed| listed.screens.contains(&screen));
    let keys = own.flat_map(|listed| listed.keys.iter().map(move |key| (listed, *key)));
    keys.filter(|(listed, key)| is_pressed(ctx, &listed.command, *key))
        .map(|(listed, _)| listed.command.clone())
        .collect()
}

/// What takes keys before commands do.
struct Taken {
    is_typing: bool,
    has_focus: bool,
    overlay: Option<Overlay>,
}

impl Taken {
    /// Whether a key belongs to what has the focus or to the overlay, not to the command.
    fn takes(&self, command: &Command, key: KeyboardShortcut) -> bool {
        if *command == Command::Navigate(NavigateCommand::NextPane) {
            // It leads out of a text field and types nothing.
            return self.overlay.is_some();
        }
        let is_plain = !key.modifiers.command;
        let moves_focus = key.modifiers.is_none()
            && matches!(
                key.logical_key,
                Key::Enter | Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight
            );
        // In a text field these undo typing and, on macOS, move the cursor.
        let is_fields_own = matches!(
            command,
            Command::Ticket(TicketCommand::Undo | TicketCommand::Redo)
                | Command::Tickets(TicketsCommand::Move(_))
        );
        (self.is_typing && (is_plain || is_fields_own))
            || (is_plain
                && self
                    .overlay
                    .is_some_and(|o| *command != Command::Navigate(NavigateCommand::Overlay(o))))
            || (self.has_focus && moves_focus)
    }
}

/// Whether a key zooms: what is Plus on one keyboard is Shift and Equals on another.
fn zooms(key: Key) -> bool {
    matches!(key, Key::Plus | Key::Equals | Key::Minus)
}

/// Whether a key is a sign that some keyboards need Shift for.
fn is_sign(key: Key) -> bool {
    zooms(key) || key == Key::Questionmark
}

/// Whether a sign was typed with Shift.
fn is_typed(key: Key, modifiers: Modifiers) -> bool {
    is_sign(key) && modifiers.shift && !modifiers.alt && zooms(key) == modifiers.command
}

/// Lets signs go once any key is released. Whoever lets Shift go first releases another key than was
/// pressed, and the sign would count as held down from then on.
fn release_signs(ctx: &egui::Context) {
    let is_release = |event: &Event| matches!(event, Event::Key { pressed: false, .. });
    ctx.input_mut(|input| {
        if input.events.iter().any(is_release) {
            input.keys_down.retain(|key| !is_sign(*key));
        }
    });
}

/// Whether a command's key was pressed. Consumes the key, so that nothing else sees it.
fn is_pressed(ctx: &egui::Context, command: &Command, shortcut: KeyboardShortcut) -> bool {
    let moves = matches!(
        command,
        Command::Fix(FixCommand::MoveStep(_))
            | Command::Tickets(TicketsCommand::Move(_))
            | Command::Diagnose(DiagnoseCommand::PickSymptom(_) | DiagnoseCommand::PickArea(_))
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
