//! The note that can be written on every screen: about the step in view, or about the whole ticket.

use eframe::egui::{Key, Margin, Modifiers, TextEdit, Ui};

use crate::app::command::{Command, TicketCommand, key_of};
use crate::app::model::focus::Field;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::widgets::name_field;

/// Draws the field, so many points wide. What was typed is kept when the cursor leaves it, as Enter
/// makes it do.
pub fn field(ui: &mut Ui, state: &mut State, width: f32, commands: &mut Vec<Command>) {
    let name = match state.screen {
        Screen::Fix => "Note for this step",
        Screen::Diagnose | Screen::WrapUp | Screen::Present => "Note about this ticket",
    };
    let is_asked = state.focus.takes_cursor(Field::Note);
    let Some(open) = &mut state.open else { return };
    let key = key_of(ui.ctx(), &Command::Ticket(TicketCommand::EditNote));
    let field = TextEdit::singleline(&mut open.note)
        .id_salt(("note", open.stored.ticket.id.0))
        .hint_text(format!("{name} (internal) \u{b7} {key}"))
        .margin(Margin::symmetric(10, 9))
        .desired_width(width);
    let field = ui.add(field);
    name_field(ui, &field, name);
    if is_asked {
        field.request_focus();
    }
    let is_kept =
        field.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
    if is_kept {
        field.surrender_focus();
    }
    if (is_kept || field.lost_focus()) && !open.note.trim().is_empty() {
        commands.push(Command::Ticket(TicketCommand::WriteNote));
    }
}
