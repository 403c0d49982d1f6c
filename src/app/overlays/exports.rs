//! What exported files show: how each was read, what was found, who is affected, and both consoles side
//! by side for the affected user.

use eframe::egui::{self, Margin, Ui};

use crate::app::command::{Command, UsersFile, key_of, name_of};
use crate::app::drafts::ExportDrafts;
use crate::app::open_ticket::OpenTicket;
use crate::app::place::Overlay;
use crate::app::state::State;
use crate::app::widgets::{
    Look, button, caption, chip, heading, marked, name_field, named_button, sized_button, small,
    words,
};
use crate::diagnosis::Answer;
use crate::evidence::redact::Identities;
use crate::evidence::{Comparison, ComparisonRow, FileRead, Finding, Inspection, UserList};
use crate::privacy::InternalText;
use crate::theme::{Weight, colors, size};

/// How many users of a list are shown; its file has all that are kept.
const USERS_SHOWN: usize = 8;
/// How wide the field for the seats and its words are, in points.
const SEATS: f32 = 190.0;
/// How much of the width the names of what is compared take.
const WHAT: f32 = 0.16;
/// How much of the width a column of the board takes.
const COLUMN: f32 = 0.3;

/// Draws it.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &mut state.open else { return };
    super::ground(ui, "Exported files", 720.0, |ui| {
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
    });
}

/// Which files to read, and what to know before.
fn ask(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    if open.ticket().inspections.is_empty() {
        small(
            ui,
            "Lists of users, reports and logs of both consoles as CSV or JSON, and browser \
             recordings (HAR). Only what they show is kept, not the files.",
        );
    }
    ui.horizontal_wrapped(|ui| {
        let read = Command::ReadFiles;
        if button(ui, Look::Main, name_of(&read), &key_of(ui.ctx(), &read)).clicked() {
            commands.push(read);
        }
        // Together and as high as the button, so that the words stand beside the middle of the field.
        ui.spacing_mut().interact_size.y = 36.0;
        if ui.available_size_before_wrap().x < SEATS {
            ui.end_row();
        }
        ui.horizontal(|ui| {
            let field = egui::TextEdit::singleline(&mut open.exports.seats)
                .id_salt("seats")
                .hint_text("bought")
                .margin(Margin::symmetric(10, 9))
                .desired_width(72.0);
            small(ui, "Google seats");
            let field = ui.add(field);
            name_field(ui, &field, "Google seats the customer has bought");
        });
        let has_files = !open.exports.paths.is_empty();
        if has_files && button(ui, Look::Plain, "Read again", "").clicked() {
            commands.push(Command::ReadAgain);
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

/// How a file was read, and what was wrong with it.
fn file(ui: &mut Ui, read: &FileRead) {
    words(ui, read.name.for_insiders(), size::BODY, Weight::SemiBold);
    small(ui, &read.summary());
    for note in &read.notes {
        small(ui, note);
    }
    let color = colors(ui).caution;
    for fault in read.faults.told.iter().chain(&read.faults.warning) {
        marked(ui, &fault.to_string(), size::SMALL, color);
    }
    if read.faults.more > 0 {
        marked(ui, &format!("and {} more such places", read.faults.more), size::SMALL, color);
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

/// The first users of a list, and the files it can be saved as.
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
            if named_button(ui, text, &name, 30.0).clicked() {
                commands.push(Command::SaveUsers(list.kind, form));
            }
        };
        save(ui, "Save as CSV\u{2026}", UsersFile::ToRead);
        if list.kind.is_unsuspended() {
            save(ui, "Save for Google\u{2019}s bulk upload\u{2026}", UsersFile::ToUnsuspend);
        }
    });
}

/// The files of this ticket without their secrets, to be given away.
fn copies(ui: &mut Ui, drafts: &mut ExportDrafts, commands: &mut Vec<Command>) {
    if drafts.paths.is_empty() {
        return;
    }
    title(ui, "Clean copies, to be given away");
    small(ui, "Without cookies, tokens, SAML responses, passwords and codes.");
    ui.horizontal_wrapped(|ui| {
        for (who, name) in
            [(Identities::Keep, "Names stay"), (Identities::Replace, "Names are replaced")]
        {
            let look = if drafts.who == who { Look::Chosen } else { Look::Plain };
            if sized_button(ui, look, name, "", 30.0).clicked() {
                drafts.who = who;
            }
        }
    });
    for path in &drafts.paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("Save a clean copy of {name}");
        if sized_button(ui, Look::Plain, &name, "", 30.0).clicked() {
            commands.push(Command::CopyClean(path.clone()));
        }
    }
}

/// What both consoles say of one user; what differs says so.
fn both_consoles(ui: &mut Ui, comparison: &Comparison) {
    title(ui, &format!("Both consoles on {}", comparison.user.for_insiders()));
    let width = ui.available_width();
    egui::Grid::new("board").num_columns(4).spacing([12.0, 6.0]).show(ui, |ui| {
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
        ui.set_min_width(width * WHAT);
        small(ui, &row.what);
    });
    for told in [&row.google, &row.jumpcloud] {
        let text = told.as_ref().map_or("not told", InternalText::for_insiders);
        let color = if told.is_some() { c.text } else { c.dim };
        ui.scope(|ui| {
            ui.set_max_width(width * COLUMN);
            marked(ui, text, size::BODY, color);
        });
    }
    if row.differs {
        chip(ui, "differs", c.caution, c.caution_soft);
    }
}
