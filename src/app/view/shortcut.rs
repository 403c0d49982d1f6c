//! Keys as they are shown on buttons and in lists.

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use crate::app::command::{Command, LIST};

/// The key of a command as its button shows it; empty if it has none.
pub fn key_of(ctx: &egui::Context, command: &Command) -> String {
    let listed = LIST.iter().find(|listed| listed.command == *command);
    let key = listed.and_then(|listed| listed.keys.first());
    key.map_or_else(String::new, |key| shown_key(ctx, *key))
}

/// A key as it is shown: in symbols on macOS, else in words.
pub fn shown_key(ctx: &egui::Context, shortcut: KeyboardShortcut) -> String {
    let is_mac = ctx.os() == egui::os::OperatingSystem::Mac;
    let key = match shortcut.logical_key {
        Key::ArrowUp => "\u{2191}",
        Key::ArrowDown => "\u{2193}",
        Key::ArrowLeft => "\u{2190}",
        Key::ArrowRight => "\u{2192}",
        Key::Escape => "Esc",
        Key::PageUp => "Page up",
        Key::PageDown => "Page down",
        key => key.symbol_or_name(),
    };
    let Modifiers { alt, shift, command, .. } = shortcut.modifiers;
    let held =
        [(alt, "\u{2325}", "Alt "), (shift, "\u{21e7}", "Shift "), (command, "\u{2318}", "Ctrl ")];
    let held = held.into_iter().filter(|(is_held, ..)| *is_held);
    let held: String = held.map(|(_, mac, other)| if is_mac { mac } else { other }).collect();
    format!("{held}{key}")
}

#[cfg(test)]
mod tests {
    use eframe::egui::os::OperatingSystem;
    use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

    use super::shown_key;

    #[test]
    fn keys_are_shown_as_the_system_writes_them() {
        let ctx = Context::default();
        let shown = |modifiers, key| shown_key(&ctx, KeyboardShortcut::new(modifiers, key));
        ctx.set_os(OperatingSystem::Nix);
        assert_eq!(shown(Modifiers::COMMAND, Key::K), "Ctrl K");
        assert_eq!(shown(Modifiers::ALT, Key::Num1), "Alt 1");
        ctx.set_os(OperatingSystem::Mac);
        assert_eq!(shown(Modifiers::COMMAND, Key::K), "\u{2318}K");
        assert_eq!(shown(Modifiers::ALT, Key::Num1), "\u{2325}1");
    }
}
