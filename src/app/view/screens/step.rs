//! One step, large: where to click, what to see, what to say, and how it ended.

use eframe::egui::{self, Align, Layout, Ui};

use super::{step_cards, step_link, step_page, step_status, value_before};
use crate::app::command::{Command, FixCommand, name_of};
use crate::app::model::focus::Pane;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::focus;
use crate::app::view::layout::{pane, scroll_within};
use crate::app::view::parts::{knowledge_banner, note, track_record};
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, button_width, chip, command_button, heading, marked, small,
};
use crate::kb::Step;
use crate::picture::Page;
use crate::theme::{GRID, colors, size};
use crate::ticket::StepResult;

/// The widest a line of text gets, in points; longer ones are hard to read.
const MAX_WIDTH: f32 = 888.0;
/// The height of the note and the buttons below the step, in points.
const FOOTER: f32 = 84.0;
/// The same in two rows.
const FOOTER_OF_TWO: f32 = 128.0;
/// From this width on, in points, the source is beside the chips, else below them.
const ROOM_FOR_SOURCE: f32 = 560.0;
/// From this width on, in points, the note is beside the buttons that end the step, else above them.
const ROOM_FOR_NOTE: f32 = 560.0;

/// How a step can end, in the order of the buttons.
const RESULTS: [StepResult; 3] = [StepResult::NoEffect, StepResult::Skipped, StepResult::Done];

/// Draws the step in view.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let frame = pane(ui, 36, 20);
    let fits = ui.available_width() - 72.0 >= ROOM_FOR_NOTE;
    let height = ui.available_height() - if fits { FOOTER } else { FOOTER_OF_TWO };
    // The body first, in the order of the keyboard.
    egui::Panel::top("step")
        .exact_size(height)
        .resizable(false)
        .frame(frame)
        .show_separator_line(false)
        .show(ui, |ui| {
            focus::begin_pane(ui, &mut state.focus, "Step", &[Pane::Right]);
            scroll_within(ui, "step", MAX_WIDTH, |ui| {
                ui.spacing_mut().item_spacing.y = 14.0;
                body(ui, state, commands);
            });
        });
    let frame = pane(ui, 36, 24);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| footer(ui, state, commands));
}

/// Draws the step as a part of one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    body(ui, state, commands);
    note::field(ui, state, f32::INFINITY, commands);
    ui.horizontal_wrapped(|ui| result_buttons(ui, state, commands));
}

fn body(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let Some(mut step) = open.step_in_view().cloned() else { return };
    step.say = open.sentence_to_say(&step, state.preferences.letterhead.language).to_owned();
    let number = open.steps().iter().position(|s| s.id == step.id).map_or(1, |at| at + 1);
    knowledge_banner::draw(ui, state, commands);
    step_status::waits(ui, state, open, commands);
    step_status::outcome(ui, open, commands);
    top_line(ui, open, &step);
    heading(ui, &format!("{number}. {}", step.title), size::TITLE);
    if let Some((cause, _)) = open.ticket().current_fix(open.kb()) {
        track_record::draw(ui, open, &cause.id, Some(&step.id));
    }
    let link = open.link_in_view().cloned();
    if let Some(link) = &link {
        step_link::breadcrumb(ui, link);
    }
    let page = Page::of(open.kb(), &step);
    // Without room beside the drawing the clicks go below it, and the button that opens the page would
    // leave the window.
    let is_first = page.is_some() && !step_page::has_room_beside(ui);
    if let (Some(link), true) = (&link, is_first) {
        step_link::buttons(ui, state, link, commands);
    }
    match &page {
        Some(page) => step_page::draw(ui, &step, page),
        None => {
            marked(ui, &step.action, size::LARGE, colors(ui).text);
        }
    }
    if let Some(link) = link {
        if !is_first {
            step_link::buttons(ui, state, &link, commands);
        }
        step_link::doubts(ui, state, &link, commands);
    }
    value_before::draw(ui, state, &step, commands);
    let Some(open) = &state.open else { return };
    step_cards::draw(ui, open.ticket(), &step, page.is_some(), commands);
}

/// Where the step is done and with which rights, and where its facts come from.
fn top_line(ui: &mut Ui, open: &OpenTicket, step: &Step) {
    let c = colors(ui);
    let has_room = ui.available_width() >= ROOM_FOR_SOURCE;
    ui.horizontal_wrapped(|ui| {
        if let Some(link) = open.link_in_view() {
            chip(ui, link.product.name(), c.accent, c.accent_soft);
        }
        if let Some(role) = step.role.name() {
            chip(ui, &format!("Needs: {role}"), c.accent, c.accent_soft);
        }
        if has_room {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| source(ui, open));
        }
    });
    if !has_room {
        source(ui, open);
    }
}

fn source(ui: &mut Ui, open: &OpenTicket) {
    let cause = open.ticket().current_fix(open.kb()).map(|(cause, _)| cause);
    let source = cause.and_then(|cause| open.kb().source(cause.sources.first()?));
    if let Some(source) = source {
        let address = source.address.trim_start_matches("https://");
        let host = address.split('/').next().unwrap_or_default();
        small(ui, &format!("Source: {host}, read {}", source.read.strftime("%B %Y")))
            .on_hover_text(format!("{}\n{}", source.title, source.address));
    }
}

fn footer(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    if ui.available_width() < ROOM_FOR_NOTE {
        note::field(ui, state, f32::INFINITY, commands);
        ui.horizontal_wrapped(|ui| result_buttons(ui, state, commands));
        return;
    }
    let width = |result| {
        let end = Command::Fix(FixCommand::EndStep(result));
        button_width(ui, name_of(&end), &key_of(ui.ctx(), &end)) + GRID
    };
    let buttons: f32 = RESULTS.into_iter().map(width).sum();
    let note = ui.available_width() - buttons;
    ui.horizontal(|ui| {
        note::field(ui, state, note, commands);
        result_buttons(ui, state, commands);
    });
}

/// The buttons that end the step.
fn result_buttons(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let record = open.step_in_view().and_then(|s| open.ticket().current_record(open.kb(), s));
    let is_done = record.is_some_and(|record| record.result == StepResult::Done);
    for result in RESULTS {
        let is_main = result == StepResult::Done && !is_done;
        let style = if is_main { ButtonStyle::Main } else { ButtonStyle::Plain };
        command_button(ui, style, FixCommand::EndStep(result), commands);
    }
}
