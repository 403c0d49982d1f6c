//! The note field of every screen, for the step in view or the whole ticket.

use eframe::egui::{Key, Modifiers, Ui, pos2};

use crate::app::command::{Command, TicketCommand};
use crate::app::model::focus::Field;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{paint_cap, text_field};
use crate::theme::colors;

/// Draws the field, `width` points wide. A note is saved when the cursor leaves the field, which Enter
/// makes it do.
pub fn field(ui: &mut Ui, state: &mut State, width: f32, commands: &mut Vec<Command>) {
    let is_at_end = state.open.as_ref().is_some_and(OpenTicket::is_at_end);
    let name = match state.screen {
        Screen::Fix if !is_at_end => "Note for this step",
        Screen::Fix => "Note about this ticket",
        Screen::Diagnose | Screen::WrapUp | Screen::Files | Screen::Present => {
            "Note about this ticket"
        }
    };
    let is_asked = state.focus.takes_cursor(Field::Note);
    let Some(open) = &mut state.open else { return };
    let key = key_of(ui.ctx(), &Command::Ticket(TicketCommand::EditNote));
    let field = text_field(name)
        .of(&open.stored.ticket.id)
        .hint(format!("{name}, internal"))
        .width(width)
        .cursor(is_asked)
        .show(ui, &mut open.note);
    if open.note.is_empty() && !field.has_focus() {
        let c = colors(ui);
        paint_cap(ui, pos2(field.rect.right() - 10.0, field.rect.center().y), &key, c.dim, c.edge);
    }
    let is_saved =
        field.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
    if is_saved {
        field.surrender_focus();
    }
    if (is_saved || field.lost_focus()) && !open.note.trim().is_empty() {
        commands.push(Command::Ticket(TicketCommand::WriteNote));
    }
}
