//! What this program is, and what it is made of.

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use crate::app::command::{Command, WindowCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{ButtonStyle, button, heading, small, words};
use crate::theme::{Weight, font, size};

/// The crates in the program with their versions and licenses; `packaging/licenses` writes it.
const CRATES: &str = include_str!("../../../../assets/licenses.txt");

/// Draws it.
pub fn draw(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    super::ground(ui, "About Syncmend", 520.0, |ui| {
        heading(ui, "About Syncmend", size::LARGE);
        let facts = facts(state);
        for (name, value) in &facts {
            words(ui, &format!("{name}: {value}"), size::BODY, Weight::Regular);
        }
        if button(ui, ButtonStyle::Plain, "Copy this", "").clicked() {
            let lines: Vec<String> =
                facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            commands.push(Command::Window(WindowCommand::CopyText(lines.join("\n"))));
        }
        heading(ui, "Licenses", size::LARGE);
        small(
            ui,
            "Syncmend: MIT or Apache 2.0. Inter, the text font: SIL Open Font License 1.1. Lucide, the icons: ISC. The crates it is built from:",
        );
        let crates: Vec<&str> = CRATES.lines().collect();
        let row = font(size::SMALL, Weight::Regular).size * 1.5;
        let room = super::room(ui, 420.0);
        ScrollArea::vertical()
            .id_salt("crates")
            .auto_shrink([false, true])
            .max_height(room)
            .show_rows(ui, row, crates.len(), |ui, range| {
                for line in &crates[range] {
                    let text = RichText::new(*line).font(font(size::SMALL, Weight::Regular));
                    ui.add(Label::new(text).truncate());
                }
            });
        super::close_button(ui, Overlay::About, commands);
    });
}

/// What to tell when something is reported about the program.
fn facts(state: &State) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Version", env!("CARGO_PKG_VERSION").to_owned())];
    if let Some(kb) = &state.session.today {
        let size = format!("{} causes, {} symptoms", kb.causes().len(), kb.symptoms().len());
        facts.push(("Knowledge base", format!("{size}, fingerprint {}", kb.fingerprint())));
    }
    if let Some(renderer) = state.session.graphics {
        facts.push(("Drawn by", renderer.to_owned()));
    }
    if let Some(folder) = &state.session.data_folder {
        facts.push(("Tickets in", folder.display().to_string()));
    }
    facts.push(("System", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)));
    facts
}
