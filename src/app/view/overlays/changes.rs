//! How today's knowledge base differs from the one the ticket is pinned to.

use eframe::egui::{self, Ui};

use crate::app::command::{Command, TicketCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{
    ButtonStyle, button, caption, heading, marked, push_on_click, small,
};
use crate::kb::difference::{Change, Subject};
use crate::theme::{colors, size};

/// Draws the changes.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    heading(ui, "What is new in the knowledge base", size::LARGE);
    small(ui, "This ticket keeps the knowledge base it began with until you update it.");
    let room = (ui.ctx().content_rect().height() - 300.0).max(120.0);
    let id = ("changes", open.ticket().id.0);
    egui::ScrollArea::vertical().id_salt(id).max_height(room).show(ui, |ui| {
        let (mine, others): (Vec<&Change>, Vec<&Change>) =
            state.changes.iter().partition(|change| concerns(open, change));
        list(ui, "The fix in hand", &mine);
        list(ui, "Everything else", &others);
    });
    let update = button(ui, ButtonStyle::Main, "Update this ticket", "");
    push_on_click(&update, TicketCommand::Repin, commands);
    super::close_button(ui, Overlay::Changes, commands);
}

fn list(ui: &mut Ui, title: &str, changes: &[&Change]) {
    if changes.is_empty() {
        return;
    }
    let c = colors(ui);
    caption(ui, title);
    for change in changes {
        let kind = match (&change.before, &change.after) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        marked(ui, &format!("**{}** \u{b7} {kind}", change.name), size::BODY, c.text);
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        if before != after {
            for (when, text) in [("before", before), ("now", after)] {
                if let Some(text) = text {
                    small(ui, &format!("{when}: {text}"));
                }
            }
        }
    }
}

/// Whether a change is about the fix in hand.
fn concerns(open: &OpenTicket, change: &Change) -> bool {
    let in_hand = open.ticket().fix.as_ref().map(|fix| &fix.cause);
    match &change.subject {
        Subject::Cause(cause) => in_hand == Some(cause),
        Subject::Step(step) => open.steps().iter().any(|own| own.id == *step),
        Subject::Link(link) => open.steps().iter().any(|own| own.link.as_ref() == Some(link)),
        Subject::Symptom(_) => false,
    }
}
