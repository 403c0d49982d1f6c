//! Wrap up: the document as it will look on the left; outcome, sending and handing over on the right.
//!
//! ```text
//! preview.rs  the pages of the document, as the PDF has them
//! outcome.rs  how the ticket ends or goes on
//! send.rs     the document: format, saving, copying
//! customer_words.rs what the customer's document says beside what was done
//! hand.rs     what goes with a ticket that is handed over
//! ```

mod customer_words;
mod hand;
mod outcome;
mod preview;
mod send;

use eframe::egui::{self, Frame, Margin, Ui, vec2};

use crate::app::command::Command;
use crate::app::model::focus::Pane;
use crate::app::model::state::State;
use crate::app::view::focus;
use crate::app::view::layout::{MARGIN, pane, scroll_within};
use crate::app::view::widgets::{card, heading};
use crate::theme::{Weight, colors, font, size};

/// The width of the cards, in points: less in a narrow window.
const CARDS: f32 = 384.0;
const NARROW_CARDS: f32 = 320.0;
/// The widest the preview gets, in points.
const WIDEST: f32 = 896.0;

/// Draws the screen.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let ticket = state.open.as_ref().map(|open| open.ticket().id);
    let c = colors(ui);
    let is_wide = ui.available_width() >= 1000.0;
    let cards = if is_wide { CARDS } else { NARROW_CARDS };
    let left = (ui.available_width() - cards - 2.0 * MARGIN).min(WIDEST);
    let frame = Frame::new().fill(c.background).inner_margin(Margin {
        left: MARGIN as i8,
        right: MARGIN as i8,
        top: 12,
        bottom: 0,
    });
    egui::Panel::left("preview").exact_size(left).resizable(false).frame(frame).show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "Preview", &[Pane::Left]);
        preview::draw(ui, state, commands);
    });
    let frame = pane(ui, MARGIN as i8, 16);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        focus::begin_pane(ui, &mut state.focus, "End of the ticket", &[Pane::Right]);
        let id = ("end of the ticket", ticket);
        scroll_within(ui, id, cards, |ui| blocks(ui, state, commands));
    });
}

/// Draws the screen as one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    blocks(ui, state, commands);
    ui.add_space(8.0);
    preview::column(ui, state, commands);
}

/// The three blocks.
fn blocks(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 16.0;
    block(ui, 1, "Outcome", |ui| outcome::draw(ui, state, commands));
    block(ui, 2, "Send to the customer", |ui| send::draw(ui, state, commands));
    block(ui, 3, "Hand over", |ui| hand::draw(ui, state, commands));
}

/// A card with its number and its heading.
fn block(ui: &mut Ui, number: usize, title: &str, add: impl FnOnce(&mut Ui)) {
    let c = colors(ui);
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
            ui.painter().circle(rect.center(), 11.5, c.card, c.edge());
            let small = font(size::SMALL, Weight::SemiBold);
            let number = number.to_string();
            let center = egui::Align2::CENTER_CENTER;
            ui.painter().text(rect.center(), center, number, small, c.dim);
            ui.add_space(4.0);
            heading(ui, title, size::LARGE);
        });
        ui.add_space(4.0);
        add(ui);
    });
}
