//! Proof of a step: the command that shows whether it worked, a field for what it wrote, and what that
//! proves.

use eframe::egui::{self, Align, Layout, RichText, ScrollArea, TextEdit, Ui};

use crate::app::command::{Command, FixCommand};
use crate::app::model::drafts::ProofDraft;
use crate::app::model::state::State;
use crate::app::view::widgets::{
    ButtonStyle, announce, caption, card, ground, name_field, push_on_click, sized_button, small,
    words,
};
use crate::evidence::command_output::ReadCommand;
use crate::kb::Step;
use crate::theme::{Weight, colors, size};
use crate::ticket::{ProofRecord, proof};

/// The name of the field.
const FIELD: &str = "Output of the command";

/// Draws what checks a step; nothing for a step without a command.
pub fn draw(ui: &mut Ui, state: &mut State, step: &Step, commands: &mut Vec<Command>) {
    let zone = state.session.zone.clone();
    let Some(open) = &mut state.open else { return };
    let Some(command) = proof::command(open.ticket(), step) else { return };
    if open.proof.step.as_ref() != Some(&step.id) {
        open.proof = ProofDraft { step: Some(step.id.clone()), ..ProofDraft::default() };
    }
    let fix = open.stored.ticket.current_fix(&open.stored.kb);
    let record = fix.and_then(|(cause, method)| open.stored.ticket.proof(cause, method, step));
    let proved = record.map(|record| (record.summary(&zone), record.clone()));
    card(ui, |ui| {
        caption(ui, "Check that it worked");
        if let Some((summary, record)) = &proved {
            proved_line(ui, summary, record);
        }
        match command {
            Ok(command) => {
                command_line(ui, &command, commands);
                if proof::is_read(step) {
                    output(ui, &mut open.proof, open.stored.ticket.id.0, commands);
                }
            }
            Err(why) => {
                small(ui, &format!("{why}."));
            }
        }
    });
}

fn proved_line(ui: &mut Ui, summary: &str, record: &ProofRecord) {
    let c = colors(ui);
    ground(ui, c.good_soft, c.good_soft, |ui| {
        let said = words(ui, &format!("\u{2713} {summary}"), size::BODY, Weight::SemiBold);
        announce(ui, &said);
        if record.output_at.is_none() {
            small(ui, "Pasted output without a time of its own: that it is new counts as said.");
        }
    });
}

fn command_line(ui: &mut Ui, command: &ReadCommand, commands: &mut Vec<Command>) {
    small(ui, &format!("{}; it only reads:", command.shell.label()));
    ui.horizontal(|ui| {
        let room = ui.available_width() - 90.0;
        ui.scope(|ui| {
            ui.set_max_width(room);
            let line = RichText::new(&command.line).monospace();
            let shown = ui.add(egui::Label::new(line).wrap().selectable(true));
            name_field(ui, &shown, &command.line);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let copy = sized_button(ui, ButtonStyle::Plain, "Copy command", "", 30.0);
            push_on_click(&copy, FixCommand::CopyCheck, commands);
        });
    });
}

fn output(
    ui: &mut Ui,
    draft: &mut ProofDraft,
    ticket: impl std::hash::Hash + std::fmt::Debug,
    commands: &mut Vec<Command>,
) {
    let field = TextEdit::multiline(&mut draft.text)
        .id_salt(("proof", ticket))
        .hint_text("Paste what it wrote")
        .font(egui::TextStyle::Monospace)
        .desired_rows(2)
        .desired_width(f32::INFINITY);
    let field =
        ScrollArea::vertical().id_salt("proof").max_height(96.0).show(ui, |ui| ui.add(field));
    let field = field.inner;
    name_field(ui, &field, FIELD);
    if field.changed() {
        draft.refusal = None;
    }
    // What is pasted is checked at once.
    let is_pasted = field.has_focus()
        && ui
            .input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Paste(_))));
    let is_typed = !draft.text.trim().is_empty();
    if is_pasted && is_typed {
        commands.push(FixCommand::Prove(draft.text.clone()).into());
    }
    if let Some(refusal) = &draft.refusal {
        let c = colors(ui);
        ground(ui, c.caution_soft, c.caution_soft, |ui| {
            let said = words(ui, refusal, size::BODY, Weight::Regular);
            announce(ui, &said);
        });
    }
    if is_typed {
        let check = sized_button(ui, ButtonStyle::Plain, "Check the output", "", 30.0);
        push_on_click(&check, FixCommand::Prove(draft.text.clone()), commands);
    }
}
