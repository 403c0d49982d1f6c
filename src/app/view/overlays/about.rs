//! The version of the program and the licenses of what it is made of.

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use crate::app::command::{Command, WindowCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{ButtonStyle, button, heading, small, words};
use crate::theme::{Weight, font, size};

/// The crates in the program with their versions and licenses, written by `packaging/licenses`.
const CRATES: &str = include_str!("../../../../assets/licenses.txt");

/// Draws the overlay.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    heading(ui, "About Syncmend", size::LARGE);
    let facts = facts(state);
    for fact in &facts {
        words(ui, fact, size::BODY, Weight::Regular);
    }
    if button(ui, ButtonStyle::Plain, "Copy this", "").clicked() {
        commands.push(WindowCommand::CopyText(facts.join("\n")).into());
    }
    heading(ui, "Licenses", size::LARGE);
    small(
        ui,
        "Syncmend: MIT or Apache 2.0. Inter, the text font: SIL Open Font License 1.1. Lucide, the icons: ISC. The libraries it is built from:",
    );
    let crates: Vec<&str> = CRATES.lines().collect();
    let row = font(size::SMALL, Weight::Regular).size * 1.5;
    let room = super::room(ui, 420.0);
    ScrollArea::vertical().id_salt("crates").auto_shrink([false, true]).max_height(room).show_rows(
        ui,
        row,
        crates.len(),
        |ui, range| {
            for line in &crates[range] {
                let text = RichText::new(*line).font(font(size::SMALL, Weight::Regular));
                ui.add(Label::new(text).truncate());
            }
        },
    );
    super::close_button(ui, Overlay::About, commands);
}

/// What to quote when reporting a problem with the program.
fn facts(state: &State) -> Vec<String> {
    let session = &state.session;
    let knowledge = session.today.as_ref().map(|kb| {
        let (causes, symptoms) = (kb.causes().len(), kb.symptoms().len());
        let fingerprint = kb.fingerprint();
        format!("Knowledge base: {causes} causes, {symptoms} symptoms, fingerprint {fingerprint}")
    });
    let graphics = session.graphics.map(|graphics| format!("Graphics: {graphics}"));
    let folder = session.data_folder.as_ref();
    let folder = folder.map(|folder| format!("Tickets in: {}", folder.display()));
    let version = format!("Version: {}", env!("CARGO_PKG_VERSION"));
    let system = format!("System: {} {}", std::env::consts::OS, std::env::consts::ARCH);
    [Some(version), knowledge, graphics, folder, Some(system)].into_iter().flatten().collect()
}
