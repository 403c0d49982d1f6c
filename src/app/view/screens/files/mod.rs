//! Exported files: what is wrong first, then both consoles side by side, then how each file was read.
//! They take the place of Diagnose.
//!
//! ```text
//! problems.rs  what is wrong, as cards, and what is fine
//! table.rs     the users of both consoles side by side, only differences
//! details.rs   how each file was read, one user in both consoles, redacted copies
//! ```

mod details;
mod problems;
mod table;

use eframe::egui::{RichText, Ui};

use crate::app::command::{Command, ExportsCommand, NavigateCommand};
use crate::app::model::focus::Pane;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::focus;
use crate::app::view::layout::{MARGIN, WIDEST_CONTENT, scroll_within};
use crate::app::view::parts::seats_in_files;
use crate::app::view::screens::fix::{footer_bar, page};
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, button, chip, chip_width, heading, push_on_click, small, text_field,
};
use crate::evidence::FileRead;
use crate::theme::{Weight, colors, font, icon, size};

/// The height of the bar below, in points.
const FOOTER: f32 = 64.0;

/// Draws the screen.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let ticket = state.open.as_ref().map(|open| open.ticket().id);
    page(ui, state, FOOTER, |ui, state| {
        focus::begin_pane(ui, &mut state.focus, "Exported files", &[Pane::Main, Pane::Left]);
        let id = ("files", ticket);
        scroll_within(ui, id, WIDEST_CONTENT, |ui| column(ui, state, commands));
    });
    footer_bar(ui, state, WIDEST_CONTENT, |ui, state| footer(ui, state, commands));
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 8.0;
    top(ui, state, commands);
    let Some(open) = &mut state.open else { return };
    seats(ui, open, commands);
    seats_in_files::draw(ui, open, commands);
    if open.ticket().inspections.is_empty() {
        nothing_read(ui);
        return;
    }
    let open: &OpenTicket = open;
    problems::draw(ui, open, commands);
    let Some(open) = &mut state.open else { return };
    table::draw(ui, open, &mut state.focus, commands);
    let Some(open) = &mut state.open else { return };
    details::draw(ui, open, commands);
    ui.add_space(MARGIN / 2.0);
}

/// The way back, the files, and the button to add more.
fn top(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        let back = Command::Navigate(NavigateCommand::Back);
        let key = key_of(ui.ctx(), &back);
        let text = format!("{}  Diagnose", icon::LEFT);
        let button = build_button(&text).name("Back to Diagnose").style(ButtonStyle::Quiet);
        push_on_click(&button.key(key).height(32.0).show(ui), back, commands);
        let title = RichText::new("Exported files").font(font(size::BODY, Weight::SemiBold));
        ui.label(title);
        let add = Command::Exports(ExportsCommand::Read);
        let text = format!("{}  Add files", icon::PLUS);
        let button = build_button(&text).key(key_of(ui.ctx(), &add)).height(32.0);
        let files = file_names(state);
        let wanted: f32 = files.iter().map(|name| chip_width(ui, name) + 8.0).sum();
        let room = ui.available_size_before_wrap().x - wanted - button.wanted_width(ui);
        // At the right end where they fit into the row.
        ui.add_space((room - 8.0).max(0.0));
        for name in files {
            chip(ui, &name, c.dim, c.card);
        }
        push_on_click(&button.show(ui), add, commands);
    });
}

/// The files that were read, each with its number of rows.
fn file_names(state: &State) -> Vec<String> {
    let inspections = state.open.iter().flat_map(|open| open.ticket().inspections.iter());
    let files = inspections.flat_map(|inspection| &inspection.files);
    let name = |file: &FileRead| {
        format!("{}  {}  {} rows", icon::FILE, file.name.for_insiders(), file.rows)
    };
    files.map(name).collect()
}

/// What is known before files are read, and reading them again with it.
fn seats(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 36.0;
        small(ui, "Google seats bought");
        text_field("Google seats the customer has bought")
            .hint("Number")
            .width(90.0)
            .show(ui, &mut open.exports.seats);
        if !open.exports.paths.is_empty() {
            let read_again = button(ui, ButtonStyle::Plain, "Read again", "");
            push_on_click(&read_again, ExportsCommand::ReadAgain, commands);
        }
    });
}

fn nothing_read(ui: &mut Ui) {
    heading(ui, "No files were read", size::TITLE);
    small(
        ui,
        "Drop or add user lists, reports and logs from either console as CSV or JSON, and browser \
         recordings (HAR). Syncmend keeps what the files show, not the files.",
    );
}

/// What is kept, and what can be saved.
fn footer(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let has_files = !open.exports.paths.is_empty();
    let has_table = table::has_rows(open);
    let copies = format!("{}  Save redacted copies\u{2026}", icon::SHIELD);
    let parts = [
        (copies.as_str(), ButtonStyle::Plain, ExportsCommand::SaveAllRedacted, has_files),
        ("Save list as CSV\u{2026}", ButtonStyle::Main, ExportsCommand::SaveTable, has_table),
    ];
    let shown = parts.into_iter().filter(|(.., is_there)| *is_there);
    let shown: Vec<_> = shown
        .map(|(text, style, command, _)| (build_button(text).style(style).height(40.0), command))
        .collect();
    let wanted: f32 = shown.iter().map(|(button, _)| button.wanted_width(ui) + 8.0).sum();
    ui.horizontal(|ui| {
        let room = ui.available_width() - wanted;
        ui.scope(|ui| {
            ui.set_max_width(room.max(60.0));
            small(ui, "Only what the files show is kept in the ticket, not the files.");
        });
        ui.add_space((ui.available_width() - wanted).max(0.0));
        for (button, command) in shown {
            push_on_click(&button.show(ui), command, commands);
        }
    });
}
