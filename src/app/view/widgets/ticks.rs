//! A box to tick, with what it is about.

use eframe::egui::{Align2, Id, Response, Role, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::rows::row;
use super::text::layout_line;
use crate::theme::{Weight, colors, font, icon, size};

/// The height of a row with a box, and the width of the box, in points.
const ROW: f32 = 28.0;
const BOX: f32 = 16.0;

/// Draws a box to tick with a text, and a dim remark behind it, which may be empty. `id` tells it from
/// others.
pub fn tick_box(ui: &mut Ui, id: Id, text: &str, remark: &str, is_on: bool) -> Response {
    let c = colors(ui);
    let (rect, response) = row(ui, id, ROW);
    let name = if remark.is_empty() { text.to_owned() } else { format!("{text}, {remark}") };
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &name));
    let middle = rect.center().y;
    let square = eframe::egui::Rect::from_min_size(
        pos2(rect.left() + 2.0, middle - BOX / 2.0),
        vec2(BOX, BOX),
    );
    let fill = if is_on { c.accent } else { c.card };
    let edge = if is_on || response.hovered() { c.accent } else { c.edge };
    let edge = Stroke::new(if is_on { 1.0 } else { 1.5 }, edge);
    ui.painter().rect(square, 4.0, fill, edge, StrokeKind::Inside);
    if is_on {
        let sign = font(13.0, Weight::Bold);
        ui.painter().text(square.center(), Align2::CENTER_CENTER, icon::CHECK, sign, c.card);
    }
    let words = layout_line(ui, text, font(size::BODY, Weight::Regular), c.text);
    let left = square.right() + 10.0;
    let after = left + words.size().x + 8.0;
    ui.painter().galley(pos2(left, middle - words.size().y / 2.0), words, c.text);
    if !remark.is_empty() {
        let remark = layout_line(ui, remark, font(size::SMALL, Weight::Regular), c.dim);
        ui.painter().galley(pos2(after, middle - remark.size().y / 2.0), remark, c.dim);
    }
    response
}
