//! How each file was read, what both consoles say about the affected user, and redacted copies.

use eframe::egui::{self, Ui};

use crate::app::command::{Command, ExportsCommand};
use crate::app::model::drafts::ExportDrafts;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::view::widgets::{
    ButtonStyle, caption, card, chip, choice_buttons, marked, push_on_click, sized_button, small,
    words,
};
use crate::evidence::redact::Identities;
use crate::evidence::{Comparison, ComparisonRow, FileRead};
use crate::privacy::InternalText;
use crate::theme::{Weight, colors, size};

/// The share of the width that the names of the compared values take.
const NAMES: f32 = 0.16;
/// The share of the width that a column of the comparison takes.
const COLUMN: f32 = 0.3;

/// Draws them.
pub fn draw(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    for inspection in open.ticket().inspections.iter().rev() {
        if let Some(comparison) = &inspection.comparison {
            card(ui, |ui| both_consoles(ui, comparison));
        }
    }
    card(ui, |ui| {
        title(ui, "How the files were read");
        for read in open.ticket().inspections.iter().rev().flat_map(|it| &it.files) {
            file(ui, read);
        }
    });
    copies(ui, &mut open.exports, commands);
}

fn title(ui: &mut Ui, text: &str) {
    caption(ui, text);
}

/// How a file was read, and what is wrong with it.
fn file(ui: &mut Ui, read: &FileRead) {
    words(ui, read.name.for_insiders(), size::BODY, Weight::SemiBold);
    small(ui, &read.summary());
    for note in &read.notes {
        small(ui, note);
    }
    let color = colors(ui).caution;
    for fault in read.faults.first.iter().chain(&read.faults.warning) {
        marked(ui, &fault.to_string(), size::SMALL, color);
    }
    if read.faults.more > 0 {
        marked(ui, &format!("and {} more like these", read.faults.more), size::SMALL, color);
    }
    if let Some(unknown) = read.unknown_summary() {
        small(ui, &unknown);
    }
    if !read.unknown_columns.is_empty() {
        small(ui, &format!("Not used: {}", read.unknown_columns.join(", ")));
    }
}

/// Redacted copies of the files of this ticket, to pass on.
fn copies(ui: &mut Ui, drafts: &mut ExportDrafts, commands: &mut Vec<Command>) {
    if drafts.paths.is_empty() {
        return;
    }
    title(ui, "Redacted copies to pass on");
    small(ui, "Cookies, tokens, SAML responses, passwords and codes are removed.");
    let all = [Identities::Keep, Identities::Replace];
    let name = |choice| match choice {
        Identities::Keep => "Keep names",
        Identities::Replace => "Replace names",
    };
    if let Some(choice) = choice_buttons(ui, &all, drafts.identities, name) {
        drafts.identities = choice;
    }
    for path in &drafts.paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("Save a redacted copy of {name}");
        let save = sized_button(ui, ButtonStyle::Plain, &name, "", 30.0);
        push_on_click(&save, ExportsCommand::SaveRedacted(path.clone()), commands);
    }
}

/// What both consoles say about one user, with the differences marked.
fn both_consoles(ui: &mut Ui, comparison: &Comparison) {
    title(ui, &format!("Both consoles on {}", comparison.user.for_insiders()));
    let width = ui.available_width();
    egui::Grid::new("comparison").num_columns(4).spacing([12.0, 6.0]).show(ui, |ui| {
        for name in ["", "Google", "JumpCloud"] {
            words(ui, name, size::BODY, Weight::SemiBold);
        }
        ui.end_row();
        for row in &comparison.rows {
            compared(ui, row, width);
            ui.end_row();
        }
    });
}

fn compared(ui: &mut Ui, row: &ComparisonRow, width: f32) {
    let c = colors(ui);
    ui.scope(|ui| {
        ui.set_min_width(width * NAMES);
        small(ui, &row.what);
    });
    for value in [&row.google, &row.jumpcloud] {
        let text = value.as_ref().map_or("Not in the files", InternalText::for_insiders);
        let color = if value.is_some() { c.text } else { c.dim };
        ui.scope(|ui| {
            ui.set_max_width(width * COLUMN);
            marked(ui, text, size::BODY, color);
        });
    }
    if row.differs {
        chip(ui, "Differs", c.caution, c.caution_soft);
    }
}
