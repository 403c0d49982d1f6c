//! What goes with a ticket that is handed over: the note and the reply for the ticket system, the packet
//! for the next level, and the ticket for a colleague's Syncmend.

use eframe::egui::Ui;

use crate::app::command::{Command, DocumentsCommand, TicketSystemCommand, name_of};
use crate::app::model::state::State;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{build_button, hint, marked, push_on_click, small};
use crate::theme::{colors, size};

/// Draws the block.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    ticket_system(ui, state, commands);
    let c = colors(ui);
    let text = "The open question, the answers, and what was tried.";
    marked(ui, text, size::BODY, c.dim);
    ui.horizontal_wrapped(|ui| {
        for (text, command) in [
            ("Copy packet", DocumentsCommand::CopyPacket),
            ("Save packet\u{2026}", DocumentsCommand::SavePacket),
        ] {
            let command = Command::Documents(command);
            let key = key_of(ui.ctx(), &command);
            let button = build_button(text).name(name_of(&command)).key(key).show(ui);
            push_on_click(&button, command, commands);
        }
        let save = Command::Documents(DocumentsCommand::SaveTicketFile);
        let button = build_button("Save ticket file\u{2026}").name(name_of(&save)).show(ui);
        hint(&button, "The ticket with its history, for a colleague\u{2019}s Syncmend");
        push_on_click(&button, save, commands);
    });
    let fix = state.open.as_ref().and_then(|open| open.ticket().current_fix(open.kb()));
    if let Some((cause, _)) = fix {
        let escalate = &cause.escalate;
        small(ui, &format!("**When:** {}", escalate.when));
        small(ui, &format!("**To:** {}", escalate.to));
        small(ui, &format!("**Bring:** {}", escalate.bring.join("; ")));
    }
}

/// What goes back into the ticket system.
fn ticket_system(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let system = state.preferences.ticket_system.name_in_text();
    marked(ui, &format!("For {system}:"), size::BODY, colors(ui).dim);
    ui.horizontal_wrapped(|ui| {
        for (text, command) in [
            ("Copy internal note", TicketSystemCommand::CopyNote),
            ("Copy public reply", TicketSystemCommand::CopyReply),
            ("Open ticket", TicketSystemCommand::OpenPage),
        ] {
            let command = Command::TicketSystem(command);
            let key = key_of(ui.ctx(), &command);
            let button = build_button(text).name(name_of(&command)).key(key).show(ui);
            push_on_click(&button, command, commands);
        }
    });
}
