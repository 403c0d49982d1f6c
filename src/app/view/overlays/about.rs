//! The version of the program and the licenses of what it is made of.

use eframe::egui::{Grid, Label, RichText, ScrollArea, Ui};

use super::facts::label_width;
use crate::app::command::{Command, WindowCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{ButtonStyle, button, heading, small, words};
use crate::build_info;
use crate::theme::{Weight, font, size};

/// The crates in the program with their versions and licenses, written by `packaging/licenses`.
const CRATES: &str = include_str!("../../../../assets/licenses.txt");

/// Between the names and the values of the facts, in points.
const GAP: f32 = 12.0;

/// What lies above the overlay and below its list, in points: distance, margins and a button.
const AROUND_LIST: f32 = 190.0;

/// Draws the overlay.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    heading(ui, "About Syncmend", size::LARGE);
    let facts = facts(state);
    table(ui, &facts);
    if let Some(notice) = state.session.age_notice() {
        small(ui, &notice);
    }
    if button(ui, ButtonStyle::Plain, "Copy this", "").clicked() {
        let lines: Vec<String> =
            facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        commands.push(WindowCommand::CopyText(lines.join("\n")).into());
    }
    heading(ui, "Licenses", size::LARGE);
    small(
        ui,
        "Syncmend: MIT or Apache 2.0. Inter, the text font: SIL Open Font License 1.1. Lucide, the icons: ISC. The libraries it is built from:",
    );
    let crates: Vec<&str> = CRATES.lines().collect();
    let row = font(size::SMALL, Weight::Regular).size * 1.5;
    let room = super::room(ui, ui.min_rect().height() + AROUND_LIST);
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

/// The names, and their values beside them.
fn table(ui: &mut Ui, facts: &[(&str, String)]) {
    let names = label_width(ui);
    let values = ui.available_width() - names - GAP;
    Grid::new("facts").num_columns(2).spacing([GAP, 4.0]).show(ui, |ui| {
        for (name, value) in facts {
            ui.scope(|ui| {
                ui.set_min_width(names);
                small(ui, name);
            });
            ui.scope(|ui| {
                ui.set_max_width(values);
                words(ui, value, size::BODY, Weight::Regular);
            });
            ui.end_row();
        }
    });
}

/// What to quote when reporting a problem with the program.
fn facts(state: &State) -> Vec<(&'static str, String)> {
    let session = &state.session;
    let mut facts = build_info::facts(session.today.as_deref());
    let folder = session.data_folder.as_ref().map(|folder| folder.display().to_string());
    facts.extend(session.graphics.map(|graphics| ("Graphics", graphics.to_owned())));
    facts.extend(folder.map(|folder| ("Tickets in", folder)));
    facts
}
