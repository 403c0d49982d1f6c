//! Wrap up: the outcome, the checklist as its readers will see it, and handing over.

use eframe::egui::{self, Response, Ui};

use super::{customer_words, document_preview};
use crate::app::command::{Command, DocumentsCommand, TicketCommand};
use crate::app::effects::platform::Replace;
use crate::app::model::focus::{Field, Pane};
use crate::app::model::state::State;
use crate::app::update::lists::after;
use crate::app::view::focus;
use crate::app::view::layout::{pane, scroll, scroll_within};
use crate::app::view::parts::note;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, button, caption, card, chip, command_button, heading, is_entered, marked,
    push_on_click, sized_button, small, text_field,
};
use crate::export::{Audience, Format};
use crate::paths;
use crate::theme::{colors, size};
use crate::ticket::{Outcome, State as TicketState};

/// Draws the screen.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let frame = pane(ui, 20, 16);
    let width = (ui.available_width() * 0.4).clamp(320.0, 400.0);
    egui::Panel::right("close").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "End of the ticket", &[Pane::Left, Pane::Right]);
        scroll(ui, "close", |ui| ending(ui, state, commands));
    });
    let frame = pane(ui, 36, 20);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Checklist", &[]);
        scroll_within(ui, "preview", 720.0, |ui| {
            if let Some(open) = &state.open {
                document_preview::draw(ui, state, open, 720.0);
            }
        });
    });
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ending(ui, state, commands);
    ui.add_space(8.0);
    if let Some(open) = &state.open {
        document_preview::draw(ui, state, open, 720.0);
    }
}

/// The outcome and the documents.
fn ending(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    close(ui, state, commands);
    note::field(ui, state, f32::INFINITY, commands);
    ui.add_space(8.0);
    checklist(ui, state, commands);
    small(ui, "For the next level: the open question and everything tried so far");
    ui.horizontal_wrapped(|ui| {
        for command in [DocumentsCommand::CopyPacket, DocumentsCommand::SavePacket] {
            command_button(ui, ButtonStyle::Plain, command, commands);
        }
    });
    ui.add_space(8.0);
    small(ui, "For a colleague to import: the ticket with its history");
    command_button(ui, ButtonStyle::Plain, DocumentsCommand::SaveTicketFile, commands);
    ui.add_space(8.0);
    hand_over(ui, state);
    customer_words::draw(ui, state, commands);
}

fn close(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let c = colors(ui);
    let status = open.ticket().state(state.session.now);
    heading(ui, "How did it end?", size::LARGE);
    ui.horizontal(|ui| {
        let (front, back) = match status {
            TicketState::Solved => (c.good, c.good_soft),
            TicketState::Waiting => (c.caution, c.caution_soft),
            _ => (c.accent, c.accent_soft),
        };
        chip(ui, status.name(), front, back);
    });
    if open.ticket().outcome.is_some() {
        command_button(ui, ButtonStyle::Plain, TicketCommand::Reopen, commands);
        return;
    }
    let suggested = if open.is_to_hand_over() { Outcome::Escalated } else { Outcome::Solved };
    ui.horizontal_wrapped(|ui| {
        for outcome in [Outcome::Solved, Outcome::Escalated, Outcome::Abandoned] {
            let style = if outcome == suggested { ButtonStyle::Main } else { ButtonStyle::Plain };
            command_button(ui, style, TicketCommand::Close(outcome), commands);
        }
    });
}

/// One of several choices. It shows the key of `next` if that key would choose it.
fn choice(
    ui: &mut Ui,
    name: &str,
    is_chosen: bool,
    is_next: bool,
    next: DocumentsCommand,
) -> Response {
    let style = if is_chosen { ButtonStyle::Chosen } else { ButtonStyle::Plain };
    let key = if is_next { key_of(ui.ctx(), &next.into()) } else { String::new() };
    sized_button(ui, style, name, &key, 32.0)
}

fn checklist(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    heading(ui, "Checklist", size::LARGE);
    small(ui, "Who reads it");
    ui.horizontal(|ui| {
        for (audience, name) in
            [(Audience::Customer, "The customer"), (Audience::Internal, "The helpdesk")]
        {
            let is_chosen = state.checklist.audience == audience;
            let next = DocumentsCommand::NextAudience;
            let response = choice(ui, name, is_chosen, !is_chosen, next);
            push_on_click(&response, DocumentsCommand::SetAudience(audience), commands);
        }
    });
    small(ui, "Format");
    ui.horizontal_wrapped(|ui| {
        let next = after(&Format::ALL, state.checklist.format);
        for format in Format::ALL {
            let is_chosen = state.checklist.format == format;
            let command = DocumentsCommand::NextFormat;
            let response = choice(ui, format.name(), is_chosen, next == format, command);
            push_on_click(&response, DocumentsCommand::SetFormat(format), commands);
        }
    });
    ui.horizontal_wrapped(|ui| {
        let key = key_of(ui.ctx(), &DocumentsCommand::Save.into());
        let save = button(ui, ButtonStyle::Main, "Save checklist\u{2026}", &key);
        push_on_click(&save, DocumentsCommand::Save, commands);
        command_button(ui, ButtonStyle::Plain, DocumentsCommand::CopyChecklist, commands);
    });
    small(ui, "Or type where to save it");
    ui.horizontal(|ui| {
        let field = text_field("File to save the checklist to")
            .hint("Folder and file name")
            .width(ui.available_width() - 90.0)
            .cursor(state.focus.takes_cursor(Field::Path))
            .show(ui, &mut state.checklist.path);
        let is_entered = is_entered(ui, &field);
        if button(ui, ButtonStyle::Plain, "Save", "").clicked() || is_entered {
            let path = paths::typed(&state.checklist.path);
            commands.push(DocumentsCommand::SaveTo(path, Replace::AskFirst).into());
        }
    });
}

fn hand_over(ui: &mut Ui, state: &State) {
    let Some(open) = &state.open else { return };
    let c = colors(ui);
    if let Some((cause, _)) = open.ticket().current_fix(open.kb()) {
        card(ui, |ui| {
            caption(ui, "When to hand over");
            marked(ui, &cause.escalate.when, size::BODY, c.text);
            marked(ui, &format!("**To:** {}", cause.escalate.to), size::BODY, c.text);
            for thing in &cause.escalate.bring {
                marked(ui, &format!("\u{2022} {thing}"), size::BODY, c.text);
            }
        });
    }
}
