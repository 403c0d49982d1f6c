//! What exported files tell of the customer's seats, offered to the profile.

use eframe::egui::{RichText, Ui};

use crate::app::command::{Command, CustomerCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::view::widgets::{build_button, ground, push_on_click};
use crate::theme::{Weight, colors, font, size};

/// Draws what the files tell and the profile does not say yet, with a button that stores it.
pub fn draw(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let (Some((_, offer)), Some(profile)) = (open.offer(), &open.customer.profile) else { return };
    let (c, name) = (colors(ui), profile.name.as_str());
    ground(ui, c.accent_soft, c.accent_soft, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = 32.0;
            let bold = font(size::BODY, Weight::SemiBold);
            ui.label(RichText::new(offer.licenses.summary()).font(bold));
            let from = format!("from {}", offer.licenses.file.for_insiders());
            let small = font(size::SMALL, Weight::Regular);
            ui.label(RichText::new(from).font(small).color(c.dim));
            let take = build_button("Keep in the profile").height(32.0);
            let take = take.name(&format!("Keep in the profile of {name}")).show(ui);
            push_on_click(&take, CustomerCommand::TakeOffer, commands);
        });
    });
}
