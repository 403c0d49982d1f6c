//! What a technician does at the window: keys, clicks, typing; and a look at what it shows.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{DroppedFile, Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use syncmend::app::App;
use syncmend::app::command::Command;
use syncmend::app::model::open_ticket::OpenTicket;
use syncmend::app::model::state::State;
use syncmend::ticket::Ticket;

/// What the window shows.
pub fn state<'a>(harness: &'a Harness<'_, App>) -> &'a State {
    harness.state().state()
}

/// The ticket in work, with what the window makes of it.
pub fn open_ticket<'a>(harness: &'a Harness<'_, App>) -> &'a OpenTicket {
    state(harness).open.as_ref().expect("a ticket is open")
}

/// The ticket in work.
pub fn ticket<'a>(harness: &'a Harness<'_, App>) -> &'a Ticket {
    open_ticket(harness).ticket()
}

/// Presses keys, one after the other.
pub fn press(harness: &mut Harness<'_, App>, keys: &[Key]) {
    for key in keys {
        harness.key_press(*key);
        harness.run();
    }
}

/// Clicks on what has a name.
pub fn click(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

/// Puts the cursor into a field, which may share its name with the caption above it.
pub fn focus(harness: &mut Harness<'_, App>, field: &str) {
    let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
    harness
        .get_all_by_label(field)
        .find(|node| is_field(node.accesskit_node().role()))
        .expect("a field of that name")
        .focus();
    harness.run();
}

/// Replaces what stands in a field.
pub fn write(harness: &mut Harness<'_, App>, field: &str, text: &str) {
    focus(harness, field);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Paste(text.to_owned()));
    harness.run();
}

/// Takes the cursor out of a field, as a click beside it does.
pub fn leave(harness: &mut Harness<'_, App>) {
    harness.key_press(Key::Escape);
    harness.run();
}

/// What there is to tell.
pub fn notices(harness: &Harness<'_, App>) -> String {
    let texts: Vec<&str> = state(harness).notices.all().iter().map(|n| n.text.as_str()).collect();
    texts.join("\n")
}

/// Presses a key while others are held.
pub fn hold(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// Types into what has the cursor.
pub fn type_text(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

/// Carries out a command, as its key or button does.
pub fn run_command(harness: &mut Harness<'_, App>, command: Command) {
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, command);
    harness.run();
}

#[derive(Debug)]
struct File(PathBuf);

impl DroppedFile for File {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody but the program's own reader reads it".to_owned())
    }
}

/// Drops files on the window, all at once.
pub fn drop_files(harness: &mut Harness<'_, App>, paths: &[&Path]) {
    for path in paths {
        harness.input_mut().dropped_files.push(Arc::new(File((*path).to_owned())));
    }
    harness.run();
}
