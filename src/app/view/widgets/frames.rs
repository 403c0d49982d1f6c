//! Cards, and shares as bars.

use eframe::egui::{
    Color32, CornerRadius, Frame, Margin, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use super::text::marked;

use crate::theme::{CARD_ROUND, Weight, colors, font, size};

/// A share, from 0 to 1, as a bar of a size in points.
pub fn bar(ui: &mut Ui, share: f32, width: f32, height: f32, fill: Color32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let name = format!("{:.0} %", share * 100.0);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name.clone()));
    paint_bar(ui, rect, share, fill);
}

/// Paints a share, from 0 to 1, as a bar.
pub fn paint_bar(ui: &Ui, rect: Rect, share: f32, fill: Color32) {
    let round = CornerRadius::same((rect.height() / 2.0) as u8);
    ui.painter().rect_filled(rect, round, colors(ui).track);
    let mut done = rect;
    done.set_width(rect.width() * share.clamp(0.0, 1.0));
    ui.painter().rect_filled(done, round, fill);
}

/// A card.
pub fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let c = colors(ui);
    ground(ui, c.card, c.line, add)
}

/// A card in other colors.
pub fn ground<R>(ui: &mut Ui, fill: Color32, line: Color32, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(fill)
        .stroke(Stroke::new(colors(ui).border, line))
        .corner_radius(CornerRadius::same(CARD_ROUND))
        .inner_margin(Margin::same(15))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            add(ui)
        })
        .inner
}

/// A strip with a sign and a heading, on a soft ground: `colors` are those of the heading and the
/// ground.
pub fn strip(ui: &mut Ui, sign: &str, title: &str, text: &str, colors_of: (Color32, Color32)) {
    let (front, back) = colors_of;
    Frame::new()
        .fill(back)
        .corner_radius(CornerRadius::same(CARD_ROUND))
        .inner_margin(Margin::symmetric(16, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.label(RichText::new(sign).font(font(size::LARGE, Weight::Regular)).color(front));
                let title = RichText::new(title).font(font(size::BODY, Weight::SemiBold));
                ui.label(title.color(front));
            });
            let color = colors(ui).text;
            marked(ui, text, size::BODY, color);
        });
}
