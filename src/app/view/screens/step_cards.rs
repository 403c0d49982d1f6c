//! The cards below a step: text to copy, notes, what to see, what to watch for, what to say.

use eframe::egui::{self, Align, Layout, Ui};

use crate::app::command::{Command, WindowCommand};
use crate::app::view::widgets::{
    ButtonStyle, caption, card, ground, marked, push_on_click, sized_button, words,
};
use crate::kb::{Risk, Step};
use crate::theme::{Weight, colors, font, size};
use crate::ticket::Ticket;

/// Draws the cards. Where the page is drawn, what to see is beside the drawing, and the step in full
/// is below.
pub fn draw(
    ui: &mut Ui,
    ticket: &Ticket,
    step: &Step,
    is_page_drawn: bool,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let copy = step.copy.as_ref().map(|copy| filled(copy, ticket));
    if let Some(copy) = copy.filter(|copy| !copy.trim().is_empty()) {
        copy_card(ui, &copy, commands);
    }
    let notes = ticket.notes.iter().filter(|note| note.step.as_ref() == Some(&step.id));
    for note in notes {
        card(ui, |ui| {
            caption(ui, "Note (internal)");
            words(ui, note.text.for_insiders(), size::BODY, Weight::Regular);
        });
    }
    if !is_page_drawn {
        text_card(ui, "You should see", &step.see);
    }
    if let Some(risk) = &step.risk {
        risk_card(ui, risk);
    }
    if let Some(wait) = &step.wait {
        text_card(ui, &format!("Takes up to {} hours", wait.hours), &wait.reason);
    }
    text_card(ui, "Say to the customer", &format!("\u{201c}{}\u{201d}", step.say));
    if is_page_drawn {
        text_card(ui, "The step in full", &step.action);
    }
    if let Some(wrong) = &step.wrong {
        text_card(ui, "If it looks different", wrong);
    }
    if let Some(unverified) = &step.unverified {
        card(ui, |ui| {
            caption(ui, "Unverified");
            marked(ui, unverified, size::BODY, c.dim);
        });
    }
}

fn text_card(ui: &mut Ui, title: &str, text: &str) {
    let color = colors(ui).text;
    card(ui, |ui| {
        caption(ui, title);
        marked(ui, text, size::BODY, color);
    });
}

fn risk_card(ui: &mut Ui, risk: &Risk) {
    let c = colors(ui);
    ground(ui, c.caution_soft, c.caution_soft, |ui| {
        let title = egui::RichText::new("Before you click");
        ui.label(title.font(font(size::BODY, Weight::SemiBold)).color(c.caution));
        marked(ui, &risk.warning, size::BODY, c.text);
        marked(ui, &format!("**Undo:** {}", risk.undo), size::BODY, c.text);
    });
}

fn copy_card(ui: &mut Ui, text: &str, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        caption(ui, "To copy");
        ui.horizontal(|ui| {
            let room = ui.available_width() - 90.0;
            ui.scope(|ui| {
                ui.set_max_width(room);
                let text = egui::RichText::new(text).monospace();
                ui.add(egui::Label::new(text).wrap().selectable(true));
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let copy = sized_button(ui, ButtonStyle::Plain, "Copy", "", 30.0);
                push_on_click(&copy, WindowCommand::CopyText(text.to_owned()), commands);
            });
        });
    });
}

/// A text to copy with the ticket's data in it.
fn filled(copy: &str, ticket: &Ticket) -> String {
    copy.replace("{user}", ticket.user.as_str())
        .replace("{customer}", ticket.customer.as_str())
        .replace("{reference}", ticket.reference.as_str())
}
