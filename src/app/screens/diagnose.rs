//! What does the customer see? Text and answers on the left, what follows from them on the right.

use eframe::egui::{self, Key, Margin, Ui};

use super::causes;
use crate::app::carry_out::Hands;
use crate::app::command::Command;
use crate::app::state::{OpenTicket, State};
use crate::app::widgets::{
    answer_buttons, caption, card, chip, heading, marked, name_field, small,
};
use crate::diagnosis::{Because, Observation};
use crate::kb::Symptom;
use crate::theme::{colors, size};

/// Draws the screen.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let width = (ui.available_width() * 0.464).max(326.0);
    let frame = super::pane(ui, 20, 16);
    egui::Panel::right("next").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
        super::scroll(ui, "next", |ui| causes::draw(ui, state, commands));
    });
    let frame = super::pane(ui, 20, 16);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        super::scroll(ui, "symptoms", |ui| seen(ui, state, commands));
    });
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    causes::draw(ui, state, commands);
    ui.add_space(8.0);
    seen(ui, state, commands);
}

/// What the customer sees: the text, and every symptom.
fn seen(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    heading(ui, "What does the customer see?", size::LARGE);
    complaint(ui, state);
    if let Some(open) = &mut state.open {
        symptoms(ui, open, commands);
        // Once in view, the list scrolls freely again.
        open.shows_picked = false;
        if open.picked.is_some() && ui.input(|input| input.key_pressed(Key::Escape)) {
            commands.push(Command::LetGo);
        }
    }
}

fn complaint(ui: &mut Ui, state: &mut State) {
    let Some(open) = &mut state.open else { return };
    let mut typed = None;
    card(ui, |ui| {
        small(ui, "Paste the error or the email here");
        let mut text = open.complaint.clone();
        let width = ui.available_width();
        let field = egui::TextEdit::multiline(&mut text)
            .id_salt(("complaint", open.stored.ticket.id.0))
            .frame(egui::Frame::NONE)
            .margin(Margin::ZERO)
            .desired_width(width)
            .desired_rows(2);
        // A long text scrolls in its own place, so that the symptoms stay in view.
        let field = egui::ScrollArea::vertical()
            .id_salt("complaint")
            .max_height(132.0)
            .show(ui, |ui| ui.add(field))
            .inner;
        name_field(ui, &field, "What the customer reports");
        if field.changed() {
            // After a paste the keys answer questions; a click goes on writing.
            let pasted = |input: &egui::InputState| {
                input.events.iter().any(|event| matches!(event, egui::Event::Paste(_)))
            };
            if ui.input(pasted) {
                field.surrender_focus();
            }
            typed = Some(text);
        }
        found(ui, open);
    });
    if let Some(text) = typed {
        Hands::complaint_typed(state, text);
    }
}

/// What was found in the text, as chips.
fn found(ui: &mut Ui, open: &OpenTicket) {
    let c = colors(ui);
    let read = open.case.observations.iter().filter(|o| matches!(o.because, Because::Read { .. }));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        for observation in read {
            if let Some(symptom) = open.kb().symptom(&observation.symptom) {
                let hover = why(observation);
                chip(ui, &format!("found: {}", symptom.statement), c.accent, c.accent_soft)
                    .on_hover_text(hover);
            }
        }
    });
}

/// The words that earned a finding, and what they mean.
fn why(observation: &Observation) -> String {
    match &observation.because {
        Because::Said => String::new(),
        Because::Read { quote, meaning, .. } => {
            let meaning =
                meaning.as_ref().map_or_else(String::new, |meaning| format!("\n{meaning}"));
            format!("\u{201c}{}\u{201d}{meaning}", quote.for_insiders())
        }
    }
}

fn symptoms(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    for area in &open.kb().model().areas {
        ui.add_space(4.0);
        caption(ui, &area.title);
        ui.spacing_mut().item_spacing.y = 4.0;
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
                    // The same answer once more takes it back.
                    let answer = (given != Some(answer)).then_some(answer);
                    commands.push(Command::Answer(symptom.id.clone(), answer));
                }
            });
            ui.add_space(2.0);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(8.0, 2.0);
                marked(ui, &symptom.statement, size::BODY, c.text).on_hover_text(&symptom.question);
                let from_text = known.filter(|o| matches!(o.because, Because::Read { .. }));
                if let Some(observation) = from_text {
                    chip(ui, "from the text", c.accent, c.accent_soft)
                        .on_hover_text(why(observation));
                }
            });
        });
        ui.set_width(ui.available_width());
    });
    if picked && open.shows_picked {
        row.response.scroll_to_me(None);
    }
}
