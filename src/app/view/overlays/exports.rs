//! What exported files show: how each was read, what was found, who is affected, and what both consoles
//! say about the affected user.

use eframe::egui::{self, Ui};

use crate::app::command::{Command, ExportsCommand, UsersFile};
use crate::app::model::drafts::ExportDrafts;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{
    ButtonStyle, button, caption, chip, choice_buttons, command_button, heading, marked,
    named_button, push_on_click, sized_button, small, text_field, words,
};
use crate::diagnosis::Answer;
use crate::evidence::redact::Identities;
use crate::evidence::{Comparison, ComparisonRow, FileRead, Finding, Inspection, UserList};
use crate::privacy::InternalText;
use crate::theme::{Weight, colors, size};

/// The number of users of a list shown here; its file has all that are stored.
const USERS_SHOWN: usize = 8;
/// The width of the seats field and its label, in points.
const SEATS: f32 = 190.0;
/// The share of the width that the names of the compared values take.
const NAMES: f32 = 0.16;
/// The share of the width that a column of the comparison takes.
const COLUMN: f32 = 0.3;

/// Draws the overlay.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &mut state.open else { return };
    heading(ui, "Exported files", size::LARGE);
    ask(ui, open, commands);
    let room = super::room(ui, 250.0);
    egui::ScrollArea::vertical().id_salt("exports").max_height(room).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for inspection in open.ticket().inspections.iter().rev() {
            shown(ui, open, inspection, commands);
        }
        copies(ui, &mut open.exports, commands);
    });
    super::close_button(ui, Overlay::Exports, commands);
}

/// The button to read files, and the seats to know before.
fn ask(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    if open.ticket().inspections.is_empty() {
        small(
            ui,
            "User lists, reports and logs from either console as CSV or JSON, and browser \
             recordings (HAR). Syncmend keeps what the files show, not the files.",
        );
    }
    ui.horizontal_wrapped(|ui| {
        command_button(ui, ButtonStyle::Main, ExportsCommand::Read, commands);
        // In one row as high as the button, so that the label is centered beside the field.
        ui.spacing_mut().interact_size.y = 36.0;
        if ui.available_size_before_wrap().x < SEATS {
            ui.end_row();
        }
        ui.horizontal(|ui| {
            small(ui, "Google seats");
            text_field("Google seats the customer has bought")
                .hint("Bought")
                .width(72.0)
                .show(ui, &mut open.exports.seats);
        });
        if !open.exports.paths.is_empty() {
            let read_again = button(ui, ButtonStyle::Plain, "Read again", "");
            push_on_click(&read_again, ExportsCommand::ReadAgain, commands);
        }
    });
}

fn shown(ui: &mut Ui, open: &OpenTicket, inspection: &Inspection, commands: &mut Vec<Command>) {
    for read in &inspection.files {
        file(ui, read);
    }
    if !inspection.findings.is_empty() {
        title(ui, "What they show");
    }
    let is_there = |found: &&Finding| found.answer == Answer::Yes;
    let (there, absent): (Vec<_>, Vec<_>) = inspection.findings.iter().partition(is_there);
    for found in there.into_iter().chain(absent) {
        finding(ui, open, found);
    }
    if let Some(comparison) = &inspection.comparison {
        both_consoles(ui, comparison);
    }
    for list in &inspection.lists {
        users(ui, list, commands);
    }
    ui.add_space(8.0);
}

fn title(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
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
    if !read.unknown_columns.is_empty() {
        small(ui, &format!("Not used: {}", read.unknown_columns.join(", ")));
    }
}

fn finding(ui: &mut Ui, open: &OpenTicket, found: &Finding) {
    let Some(symptom) = open.kb().symptom(&found.symptom) else { return };
    let statement = format!("{}: {}", found.answer.name(), symptom.statement);
    words(ui, &statement, size::BODY, Weight::Regular);
    small(ui, found.quote.for_insiders());
}

/// The first users of a list, and buttons to save it.
fn users(ui: &mut Ui, list: &UserList, commands: &mut Vec<Command>) {
    title(ui, &list.summary());
    for user in list.users.iter().take(USERS_SHOWN) {
        words(ui, user.address.for_insiders(), size::BODY, Weight::Regular);
        small(ui, user.detail.for_insiders());
    }
    let more = list.total.saturating_sub(USERS_SHOWN as u64);
    if more > 0 {
        small(ui, &format!("and {more} more"));
    }
    ui.horizontal_wrapped(|ui| {
        let mut save = |ui: &mut Ui, text: &str, form| {
            let name = format!("{text}: {}", list.kind.title());
            let response = named_button(ui, text, &name, 30.0);
            push_on_click(&response, ExportsCommand::SaveUsers(list.kind, form), commands);
        };
        save(ui, "Save as CSV\u{2026}", UsersFile::ToRead);
        if list.kind.is_unsuspended() {
            save(ui, "Save for Google\u{2019}s bulk upload\u{2026}", UsersFile::ToUnsuspend);
        }
    });
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
