//! What came from the ticket system, shown before it fills a ticket.

use eframe::egui::{ScrollArea, Ui};

use crate::app::command::{Command, NavigateCommand, TicketSystemCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{
    ButtonStyle, button, caption, heading, push_on_click, small, words,
};
use crate::theme::{Weight, size};
use crate::ticket_service::Arrived;

/// An address that a ticket system can be given as a link.
const EXAMPLE: &str =
    "syncmend://ticket?reference=HD-1&customer=Example&user=pat%40example.com&text=Hello";

/// Draws the fields and what can be done with them.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    heading(ui, "From your ticket system", size::LARGE);
    let Some(arrived) = state.arrived.front() else {
        small(
            ui,
            "Nothing is waiting. A link of this form in your ticket system fills a new ticket:",
        );
        words(ui, EXAMPLE, size::BODY, Weight::Regular);
        super::close_button(ui, Overlay::Arrival, commands);
        return;
    };
    small(ui, "A link asks for a new ticket with these fields. No ticket is stored yet.");
    fields(ui, arrived);
    let is_here = arrived.same.is_some();
    if is_here {
        small(ui, "A ticket with this reference is here already.");
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if is_here {
            let open = button(ui, ButtonStyle::Main, "Open that ticket", "");
            push_on_click(&open, TicketSystemCommand::OpenSame, commands);
        }
        let style = if is_here { ButtonStyle::Plain } else { ButtonStyle::Main };
        let fill = button(ui, style, "Begin a new ticket", "");
        push_on_click(&fill, TicketSystemCommand::Fill, commands);
        // Closing the box decides too: it does not come again.
        let decline = button(ui, ButtonStyle::Plain, "Discard", "Esc");
        push_on_click(&decline, NavigateCommand::Overlay(Overlay::Arrival), commands);
    });
    let others = state.arrived.len() - 1;
    if others > 0 {
        small(ui, &format!("After this one: {others}"));
    }
}

/// The fields, as they are: nothing in them is markup.
fn fields(ui: &mut Ui, arrived: &Arrived) {
    let room = super::room(ui, 360.0);
    ScrollArea::vertical().id_salt("arrival").max_height(room).show(ui, |ui| {
        for (name, value) in arrived.arrival.fields() {
            ui.add_space(4.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            caption(ui, name);
            ui.spacing_mut().item_spacing.y = 8.0;
            words(ui, value, size::BODY, Weight::Regular);
        }
    });
}
