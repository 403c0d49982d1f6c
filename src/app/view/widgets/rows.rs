//! Rows of lists: each has an identity of its own, so that the focus stays with it when rows move.

use eframe::egui::{
    Align2, Color32, CornerRadius, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::text::layout_line;
use crate::theme::{Weight, colors, font, icon, size};

/// Room for a row of a height in points, across its whole place, that can be clicked.
pub fn row(ui: &mut Ui, id: Id, height: f32) -> (Rect, Response) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    (rect, ui.interact(rect, id, Sense::click()))
}

/// Paints the ground of a row: chosen, under the pointer, or neither.
pub fn row_ground(ui: &Ui, rect: Rect, response: &Response, chosen: bool) {
    let c = colors(ui);
    let fill = if chosen { c.accent_soft } else { Color32::TRANSPARENT };
    let edge = if response.hovered() { Stroke::new(1.0, c.line) } else { Stroke::NONE };
    ui.painter().rect(rect, CornerRadius::same(6), fill, edge, StrokeKind::Inside);
}

/// A heading that folds what is below it. `count` is dim behind it.
pub fn fold_row(
    ui: &mut Ui,
    id: Id,
    height: f32,
    title: &str,
    count: &str,
    is_open: bool,
    weight: Weight,
) -> (Rect, Response) {
    let (rect, response) = row(ui, id, height);
    let name = if count.is_empty() { title.to_owned() } else { format!("{title} {count}") };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &name));
    paint_fold(ui, rect, title, count, is_open, weight, response.hovered());
    (rect, response)
}

/// Paints the arrow and the words of a heading that folds.
fn paint_fold(
    ui: &Ui,
    rect: Rect,
    title: &str,
    count: &str,
    is_open: bool,
    weight: Weight,
    is_lit: bool,
) {
    let c = colors(ui);
    let color = if weight == Weight::Regular && !is_lit { c.dim } else { c.text };
    let sign = if is_open { icon::DOWN } else { icon::RIGHT };
    let middle = rect.center().y;
    ui.painter().text(
        pos2(rect.left(), middle),
        Align2::LEFT_CENTER,
        sign,
        font(size::LARGE, Weight::Regular),
        c.dim,
    );
    let words = layout_line(ui, title, font(size::BODY, weight), color);
    let left = rect.left() + 24.0;
    let after = left + words.size().x + 5.0;
    ui.painter().galley(pos2(left, middle - words.size().y / 2.0), words, color);
    if !count.is_empty() {
        let count = layout_line(ui, count, font(size::BODY, Weight::Regular), c.dim);
        ui.painter().galley(pos2(after, middle - count.size().y / 2.0), count, c.dim);
    }
}
