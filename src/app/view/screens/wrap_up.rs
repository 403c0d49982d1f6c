//! What was found, done and said; the checklist as its readers will see it; close or hand over.

use eframe::egui::{self, Margin, Ui};

use crate::app::command::{Command, DocumentsCommand, TicketCommand, key_of};
use crate::app::effects::platform::Replace;
use crate::app::model::focus::{Field, Pane};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::update::lists::after;
use crate::app::view::focus;
use crate::app::view::layout::{pane, scroll, scroll_within};
use crate::app::view::parts::note;
use crate::app::view::widgets::{
    ButtonStyle, button, caption, card, chip, command_button, ground, heading, marked, name_field,
    sized_button, small,
};
use crate::export::{
    Audience, Block, Document, DocumentContext, Format, Span, StepPictures, Tick, for_customers,
    for_insiders, text_of,
};
use crate::paths;
use crate::theme::icon;
use crate::theme::{Weight, colors, font, size};
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
                preview(ui, state, open);
            }
        });
    });
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ending(ui, state, commands);
    ui.add_space(8.0);
    if let Some(open) = &state.open {
        preview(ui, state, open);
    }
}

/// How it ends, and what leaves.
fn ending(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    close(ui, state, commands);
    note::field(ui, state, f32::INFINITY, commands);
    ui.add_space(8.0);
    checklist(ui, state, commands);
    small(ui, "For the next level: the open question, and all that was tried");
    ui.horizontal_wrapped(|ui| {
        for command in [
            Command::Documents(DocumentsCommand::CopyPacket),
            Command::Documents(DocumentsCommand::SavePacket),
        ] {
            command_button(ui, ButtonStyle::Plain, command, commands);
        }
    });
    ui.add_space(8.0);
    small(ui, "For a colleague: the ticket with its history, to import");
    command_button(
        ui,
        ButtonStyle::Plain,
        Command::Documents(DocumentsCommand::SaveTicketFile),
        commands,
    );
    ui.add_space(8.0);
    hand_over(ui, state);
}

fn close(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let c = colors(ui);
    let stands = open.ticket().state(state.session.now);
    heading(ui, "How does it end?", size::LARGE);
    ui.horizontal(|ui| {
        let (front, back) = match stands {
            TicketState::Solved => (c.good, c.good_soft),
            TicketState::Waiting => (c.caution, c.caution_soft),
            _ => (c.accent, c.accent_soft),
        };
        chip(ui, &format!("now: {}", stands.name()), front, back);
    });
    if open.ticket().outcome.is_some() {
        command_button(ui, ButtonStyle::Plain, Command::Ticket(TicketCommand::Reopen), commands);
        return;
    }
    let advised = if open.is_to_hand_over() { Outcome::Escalated } else { Outcome::Solved };
    ui.horizontal_wrapped(|ui| {
        for outcome in [Outcome::Solved, Outcome::Escalated, Outcome::Abandoned] {
            let look = if outcome == advised { ButtonStyle::Main } else { ButtonStyle::Plain };
            command_button(ui, look, Command::Ticket(TicketCommand::Close(outcome)), commands);
        }
    });
}

/// How one of several choices looks, and the key it shows where the key would choose it.
fn choice(ui: &Ui, is_chosen: bool, is_next: bool, command: &Command) -> (ButtonStyle, String) {
    let look = if is_chosen { ButtonStyle::Chosen } else { ButtonStyle::Plain };
    (look, if is_next { key_of(ui.ctx(), command) } else { String::new() })
}

fn checklist(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    heading(ui, "Checklist", size::LARGE);
    small(ui, "Who reads it");
    ui.horizontal(|ui| {
        for (audience, name) in
            [(Audience::Customer, "The customer"), (Audience::Internal, "The helpdesk")]
        {
            let is_chosen = state.checklist.audience == audience;
            let (look, key) = choice(
                ui,
                is_chosen,
                !is_chosen,
                &Command::Documents(DocumentsCommand::NextAudience),
            );
            if sized_button(ui, look, name, &key, 32.0).clicked() {
                commands.push(Command::Documents(DocumentsCommand::SetAudience(audience)));
            }
        }
    });
    small(ui, "As");
    ui.horizontal_wrapped(|ui| {
        let next = after(&Format::ALL, state.checklist.format);
        for format in Format::ALL {
            let (look, key) = choice(
                ui,
                state.checklist.format == format,
                next == format,
                &Command::Documents(DocumentsCommand::NextFormat),
            );
            if sized_button(ui, look, format.name(), &key, 32.0).clicked() {
                commands.push(Command::Documents(DocumentsCommand::SetFormat(format)));
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        let key = key_of(ui.ctx(), &Command::Documents(DocumentsCommand::Save));
        if button(ui, ButtonStyle::Main, "Save checklist\u{2026}", &key).clicked() {
            commands.push(Command::Documents(DocumentsCommand::Save));
        }
        command_button(
            ui,
            ButtonStyle::Plain,
            Command::Documents(DocumentsCommand::CopyChecklist),
            commands,
        );
    });
    small(ui, "Or type where to save it");
    ui.horizontal(|ui| {
        let field = egui::TextEdit::singleline(&mut state.checklist.path)
            .id_salt("path")
            .hint_text("folder and file name")
            .margin(Margin::symmetric(10, 9))
            .desired_width(ui.available_width() - 90.0);
        let field = ui.add(field);
        name_field(ui, &field, "File to save the checklist to");
        if state.focus.takes_cursor(Field::Path) {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if button(ui, ButtonStyle::Plain, "Save", "").clicked() || entered {
            commands.push(Command::Documents(DocumentsCommand::SaveTo(
                paths::typed(&state.checklist.path),
                Replace::AskFirst,
            )));
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

/// The checklist as it would be saved now.
fn preview(ui: &mut Ui, state: &State, open: &OpenTicket) {
    let context = DocumentContext {
        ticket: open.ticket(),
        events: &open.stored.events,
        case: &open.case,
        kb: open.kb(),
        now: state.session.now,
        zone: &state.session.zone,
        pictures: &StepPictures::new(),
        removed_words: &state.preferences.removed_words,
    };
    let c = colors(ui);
    ground(ui, c.card, c.line, |ui| match state.checklist.audience {
        Audience::Customer => blocks(ui, &for_customers(&context)),
        Audience::Internal => blocks(ui, &for_insiders(&context)),
    });
}

fn blocks<A>(ui: &mut Ui, document: &Document<A>) {
    let c = colors(ui);
    heading(ui, document.title(), 20.0);
    for block in document.blocks() {
        match block {
            Block::Heading(text) => {
                ui.add_space(10.0);
                heading(ui, &text_of(text), size::LARGE);
            }
            Block::Text(spans) => line(ui, "", spans, 0.0),
            Block::Fact(name, value) => {
                line(ui, "", &[&name[..], &[span(": ", false)], &value[..]].concat(), 0.0);
            }
            Block::Quote(text) => {
                let quote =
                    egui::RichText::new(text).color(c.dim).font(font(size::BODY, Weight::Regular));
                ui.add(egui::Label::new(quote).wrap());
            }
            Block::Link(title, address) => {
                line(ui, "", &[&title[..], &[span(&format!(": {address}"), false)]].concat(), 0.0);
            }
            Block::Picture(picture) => line(ui, "", &picture.description, 0.0),
            Block::Item { tick, text, below } => {
                line(ui, mark(*tick), text, 0.0);
                for small_line in below {
                    line(ui, "", small_line, 22.0);
                }
            }
        }
    }
}

fn span(text: &str, bold: bool) -> Span {
    Span { text: text.to_owned(), bold }
}

fn mark(tick: Tick) -> &'static str {
    match tick {
        Tick::Done => icon::TICKED,
        Tick::Left => icon::EMPTY,
        Tick::Unclear => icon::CROSSED,
    }
}

fn line(ui: &mut Ui, before: &str, spans: &[Span], indent: f32) {
    let c = colors(ui);
    let color = if indent > 0.0 { c.dim } else { c.text };
    let mut job = egui::text::LayoutJob::default();
    let format = |weight| egui::TextFormat {
        font_id: font(size::BODY, weight),
        color,
        ..Default::default()
    };
    job.append(before, 0.0, format(Weight::Regular));
    if !before.is_empty() {
        job.append("  ", 0.0, format(Weight::Regular));
    }
    for span in spans {
        job.append(&span.text, 0.0, format(if span.bold { Weight::Bold } else { Weight::Regular }));
    }
    ui.horizontal_top(|ui| {
        ui.add_space(indent);
        ui.add(egui::Label::new(job).wrap().selectable(true));
    });
}
