//! What is shown while files are dragged over the window.

use eframe::egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui};

use crate::app::view::widgets::{heading, small};
use crate::theme::{colors, size};

/// Draws the hint over everything else.
pub fn draw(ui: &Ui) {
    let c = colors(ui);
    let area = Area::new(Id::unique("drop")).order(Order::Foreground);
    area.anchor(Align2::CENTER_CENTER, [0.0, 0.0]).show(ui.ctx(), |ui| {
        Frame::new()
            .fill(c.card)
            .stroke(Stroke::new(2.0, c.accent))
            .corner_radius(CornerRadius::same(12))
            .inner_margin(Margin::same(32))
            .show(ui, |ui| {
                heading(ui, "Drop files anywhere", size::LARGE);
                small(
                    ui,
                    "Text is added to the complaint, exports are read, tickets are imported, and a \
                     backup can be restored",
                );
            });
    });
}
