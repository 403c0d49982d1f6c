//! Diagnose: the complaint and the symptoms on the left, the advice and the causes on the right.

use eframe::egui::{self, Key, Margin, Ui};

use super::causes;
use crate::app::command::{Command, DiagnoseCommand, NavigateCommand};
use crate::app::model::focus::{Field, Pane};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::focus;
use crate::app::view::layout::{pane, scroll};
use crate::app::view::parts::note;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, answer_buttons, caption, card, chip, command_button, heading, marked, maybe_chip,
    name_field, small, struck_chip,
};
use crate::diagnosis::{Answer, Because, Observation, Suggestion};
use crate::kb::Symptom;
use crate::theme::{GRID, colors, size};

/// The room for the note below the list, in points.
const NOTE: f32 = 48.0;

/// Draws the screen.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let right = (ui.available_width() * 0.464).max(326.0);
    let left = ui.available_width() - right;
    let frame = pane(ui, 20, 16);
    // The left side first, in the order of the keyboard.
    egui::Panel::left("symptoms").exact_size(left).resizable(false).frame(frame).show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Symptoms", &[Pane::Left]);
        let list = ui.available_height() - NOTE;
        let place = egui::vec2(ui.available_width(), list);
        ui.allocate_ui(place, |ui| scroll(ui, "symptoms", |ui| seen(ui, state, commands)));
        note::field(ui, state, f32::INFINITY, commands);
    });
    let frame = pane(ui, 20, 16);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Causes", &[Pane::Right]);
        scroll(ui, "next", |ui| causes::draw(ui, state, commands));
    });
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    causes::draw(ui, state, commands);
    ui.add_space(8.0);
    note::field(ui, state, f32::INFINITY, commands);
    ui.add_space(8.0);
    seen(ui, state, commands);
}

/// What the customer sees: the complaint and all symptoms.
fn seen(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    heading(ui, "What does the customer see?", size::LARGE);
    complaint(ui, state, commands);
    let is_in_front = state.overlay.is_none();
    if let Some(open) = &mut state.open {
        symptoms(ui, open, commands);
        // Scroll once, so that the list scrolls freely afterwards.
        open.shows_picked = false;
        let is_left = is_in_front && ui.input(|input| input.key_pressed(Key::Escape));
        if open.picked.is_some() && is_left {
            commands.push(DiagnoseCommand::ClearPick.into());
        }
    }
}

fn complaint(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let is_asked = state.focus.takes_cursor(Field::Complaint);
    let Some(open) = &mut state.open else { return };
    let mut typed = None;
    card(ui, |ui| {
        let key = key_of(ui.ctx(), &Command::Diagnose(DiagnoseCommand::EditComplaint));
        let hint = "Paste the error or the email, or drop a CSV, JSON or HAR file";
        small(ui, &format!("{hint} \u{b7} {key}"));
        let mut text = open.complaint.clone();
        let width = ui.available_width();
        let field = egui::TextEdit::multiline(&mut text)
            .id_salt(("complaint", open.stored.ticket.id.0))
            .frame(egui::Frame::NONE)
            .margin(Margin::ZERO)
            .desired_width(width)
            .desired_rows(2);
        // A long text scrolls within its field, so that the symptoms stay in view.
        let field = egui::ScrollArea::vertical()
            .id_salt("complaint")
            .max_height(132.0)
            .show(ui, |ui| ui.add(field))
            .inner;
        name_field(ui, &field, "What the customer reports");
        if is_asked {
            field.request_focus();
        }
        if field.changed() {
            // After a paste into an empty field, keys answer questions. A paste into a text is typing.
            let pasted = |input: &egui::InputState| {
                input.events.iter().any(|event| matches!(event, egui::Event::Paste(_)))
            };
            if open.complaint.is_empty() && ui.input(pasted) {
                field.surrender_focus();
            }
            typed = Some(text);
        }
        if let Some(unread) = open.case.unread.filter(|_| !open.complaint.trim().is_empty()) {
            ui.label(unread.to_string());
        }
        found(ui, open, commands);
        if !open.ticket().inspections.is_empty() {
            let exports = NavigateCommand::Overlay(Overlay::Exports);
            command_button(ui, ButtonStyle::Plain, exports, commands);
        }
    });
    if let Some(text) = typed {
        commands.push(DiagnoseCommand::TypeComplaint(text).into());
    }
}

/// The findings from files and from the complaint, as chips.
fn found(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        for finding in &open.findings {
            if let Some(symptom) = open.kb().symptom(&finding.symptom) {
                let found = match (&finding.because, finding.answer) {
                    (Because::InFile { .. }, Answer::Yes) => "In a file",
                    (Because::InFile { .. }, _) => "A file says no",
                    _ => "Found",
                };
                finding_chip(ui, open, finding, &format!("{found}: {}", symptom.statement));
            }
        }
        for (at, suggestion) in open.case.suggestions.iter().enumerate() {
            if let Some(symptom) = open.kb().symptom(&suggestion.symptom) {
                let statement = symptom.statement_of(suggestion.answer == Answer::Yes);
                suggested(ui, suggestion, &statement, at == 0, commands);
            }
        }
    });
}

/// A chip for a finding. One that was overruled by an answer or taken back stays in place, so that what
/// follows it does not move under the mouse.
fn finding_chip(ui: &mut Ui, open: &OpenTicket, finding: &Observation, text: &str) {
    let c = colors(ui);
    let is_it = |o: &&Observation| o.symptom == finding.symptom;
    let counts = open.case.observations.iter().find(is_it).is_some_and(Observation::is_shown);
    let chip = if counts {
        chip(ui, text, c.accent, c.accent_soft)
    } else {
        struck_chip(ui, text, &format!("{text}, not counted"))
    };
    chip.on_hover_text(why(finding));
}

/// A chip for what words seem to say, to be confirmed or rejected; the keys are for the first one.
fn suggested(
    ui: &mut Ui,
    suggestion: &Suggestion,
    statement: &str,
    is_first: bool,
    commands: &mut Vec<Command>,
) {
    let key = |ui: &Ui, command: DiagnoseCommand| {
        if is_first { key_of(ui.ctx(), &command.into()) } else { String::new() }
    };
    let keys =
        [key(ui, DiagnoseCommand::ConfirmSuggestion), key(ui, DiagnoseCommand::RejectSuggestion)];
    let quote = format!("\u{201c}{}\u{201d}", suggestion.quote.for_insiders());
    if let Some(is_true) = maybe_chip(ui, statement, &quote, &keys) {
        let answer = is_true.then_some(suggestion.answer);
        commands.push(DiagnoseCommand::Answer(suggestion.symptom.clone(), answer).into());
    }
}

/// The quote behind a finding, and what it means.
fn why(observation: &Observation) -> String {
    match &observation.because {
        Because::Said => String::new(),
        Because::InFile { quote } => quote.for_insiders().to_owned(),
        Because::InText { quote, meaning } => {
            format!("\u{201c}{}\u{201d}\n{meaning}", quote.for_insiders())
        }
    }
}

fn symptoms(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 5.0;
    for area in &open.kb().model().areas {
        ui.add_space(GRID);
        caption(ui, &area.title);
        for symptom in open.kb().symptoms().iter().filter(|s| s.area == area.title) {
            row(ui, open, symptom, commands);
        }
    }
}

fn row(ui: &mut Ui, open: &OpenTicket, symptom: &Symptom, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let known = open.case.observations.iter().find(|o| o.symptom == symptom.id);
    let given = known.map(|observation| observation.answer);
    let picked = open.picked.as_ref() == Some(&symptom.id);
    let fill = if picked { c.accent_soft } else { c.background };
    let row = egui::Frame::new().fill(fill).inner_margin(Margin::symmetric(0, 2)).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.push_id(symptom.id.as_str(), |ui| {
                if let Some(answer) = answer_buttons(ui, &symptom.statement, given) {
                    // Clicking the same answer again takes it back.
                    let answer = (given != Some(answer)).then_some(answer);
                    commands.push(DiagnoseCommand::Answer(symptom.id.clone(), answer).into());
                }
            });
            ui.add_space(2.0);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(8.0, 2.0);
                marked(ui, &symptom.statement, size::BODY, c.text).on_hover_text(&symptom.question);
                if let Some(finding) = open.findings.iter().find(|o| o.symptom == symptom.id) {
                    let is_in_file = matches!(finding.because, Because::InFile { .. });
                    let from = if is_in_file { "from a file" } else { "from the text" };
                    finding_chip(ui, open, finding, from);
                }
            });
        });
        ui.set_width(ui.available_width());
    });
    if picked && open.shows_picked {
        row.response.scroll_to_me(None);
    }
}
