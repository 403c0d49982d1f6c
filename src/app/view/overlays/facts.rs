//! Labels with their values, in groups.

use eframe::egui::{self, Ui};

use crate::app::view::widgets::{caption, card};
use crate::theme::colors;

/// The width of the labels, in points.
const LABELS: f32 = 152.0;

/// A card with a caption.
pub(super) fn group(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        caption(ui, title);
        add(ui);
    });
    ui.add_space(4.0);
}

/// A label with what belongs to it beside it.
pub(super) fn labeled<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let color = colors(ui).dim;
    let width = label_width(ui);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.add_space(9.0);
            ui.add(egui::Label::new(egui::RichText::new(label).color(color)).wrap());
        });
        ui.vertical(add).inner
    })
    .inner
}

/// The width of labels here, in points.
pub(super) fn label_width(ui: &Ui) -> f32 {
    LABELS.min(ui.available_width() * 0.35)
}
