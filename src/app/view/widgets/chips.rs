//! Short texts on a soft ground, some of which can be clicked.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    self, Align2, Color32, CornerRadius, FontId, Id, Rect, Response, Role, Sense, Shape, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::buttons::{cap_width, paint_cap};
use super::hint::hint;
use crate::theme::{Weight, colors, font, icon, size};

/// The height of a chip, in points.
const CHIP: f32 = 24.0;
/// The height of a chip for what was found or may be meant, in points.
const TALL: f32 = 28.0;
/// The room between the text of a chip and its end, in points.
const PADDING: f32 = 12.0;

/// A short text on a soft ground.
pub fn chip(ui: &mut Ui, text: &str, front: Color32, back: Color32) -> Response {
    let room = ui.max_rect().width();
    let format = TextFormat::simple(chip_font(), front);
    let words = fitted(ui, text, format, room - 2.0 * PADDING);
    let wanted = vec2(words.size().x + 2.0 * PADDING, CHIP);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, CornerRadius::same(12), back);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, front);
    response
}

/// The width of a chip, in points.
pub fn chip_width(ui: &mut Ui, text: &str) -> f32 {
    let room = ui.max_rect().width() - 2.0 * PADDING;
    let format = TextFormat::simple(chip_font(), Color32::PLACEHOLDER);
    fitted(ui, text, format, room).size().x + 2.0 * PADDING
}

fn chip_font() -> FontId {
    font(size::SMALL, Weight::Medium)
}

fn fitted(ui: &Ui, text: &str, format: TextFormat, room: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(room.max(40.0));
    ui.painter().layout_job(job)
}

/// A chip for what was found; a click shows its quote. One that no longer counts is struck through
/// and keeps its place. `is_lit` is whether its words are under the pointer.
pub fn found_chip(ui: &mut Ui, id: Id, text: &str, counts: bool, is_lit: bool) -> Response {
    let c = colors(ui);
    let room = ui.max_rect().width();
    let (front, back) = if counts { (c.accent, c.accent_soft) } else { (c.dim, c.card) };
    let struck = if counts { Stroke::NONE } else { Stroke::new(1.0, c.dim) };
    let format = TextFormat { strikethrough: struck, ..TextFormat::simple(chip_font(), front) };
    let words = fitted(ui, text, format, room - 2.0 * PADDING - 20.0);
    let wanted = vec2(words.size().x + 2.0 * PADDING + 20.0, TALL);
    let rect = wrapped_space(ui, wanted);
    let response = ui.interact(rect, id, Sense::click());
    let name = if counts { text.to_owned() } else { format!("{text}, not counted") };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let edge = if response.hovered() || is_lit { Stroke::new(1.0, front) } else { Stroke::NONE };
    let round = CornerRadius::same(14);
    ui.painter().rect(rect, round, back, edge, StrokeKind::Inside);
    let sign = if counts { icon::CHECK } else { icon::SKIPPED };
    let at = pos2(rect.left() + PADDING, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, sign, font(14.0, Weight::Regular), front);
    let at = pos2(rect.left() + PADDING + 20.0, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, front);
    response
}

/// What was done with a chip for what may be meant.
pub struct MaybeChip {
    /// Whether it was confirmed (yes) or rejected (no).
    pub settled: Option<bool>,
    /// Whether the pointer is on it.
    pub is_pointed_at: bool,
}

/// A chip for what may be meant, with a dashed border: a tick confirms it, a cross rejects it. `keys`
/// are those of tick and cross, empty where they have none.
pub fn maybe_chip(
    ui: &mut Ui,
    of: &str,
    text: &str,
    quote: &str,
    keys: &[String; 2],
    is_lit: bool,
) -> MaybeChip {
    let c = colors(ui);
    let parts = [(icon::CHECK, "Confirm", true), (icon::CLOSE, "Reject", false)];
    let width = |ui: &Ui, key: &str| if key.is_empty() { 24.0 } else { 22.0 + cap_width(ui, key) };
    let widths: Vec<f32> = keys.iter().map(|key| width(ui, key)).collect();
    let beside: f32 = widths.iter().sum::<f32>() + 8.0;
    let room = (ui.max_rect().width() - beside - 2.0 * PADDING).max(60.0);
    let mut job = LayoutJob::default();
    job.append("maybe? ", 0.0, TextFormat::simple(font(size::SMALL, Weight::Regular), c.dim));
    job.append(text, 0.0, TextFormat::simple(chip_font(), c.text));
    job.wrap = TextWrapping::truncate_at_width(room);
    let words = ui.painter().layout_job(job);
    let wanted = vec2(words.size().x + beside + 1.5 * PADDING, TALL);
    let rect = wrapped_space(ui, wanted);
    let whole = ui.interact(rect, Id::unique(("maybe", of)), Sense::hover());
    let label = format!("Maybe: {text}");
    whole.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
    let back = if is_lit { c.accent_soft } else { c.card };
    ui.painter().rect_filled(rect, CornerRadius::same(14), back);
    dashed_pill(ui, rect);
    let at = pos2(rect.left() + PADDING, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words.clone(), c.text);
    let mut settled = None;
    let mut left = rect.left() + PADDING + words.size().x + 8.0;
    for (((sign, verb, is_true), key), width) in parts.into_iter().zip(keys).zip(widths) {
        // The part is 20 high, what can be hit is as high as the chip.
        let hit = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left += width;
        let response = ui.interact(hit, Id::unique(("maybe", of, verb)), Sense::click());
        let name = format!("{verb}: {text}");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.hovered() {
            let shown = hit.shrink2(vec2(0.0, 4.0));
            ui.painter().rect_filled(shown, CornerRadius::same(10), c.accent_soft);
        }
        let at = pos2(hit.left() + 5.0, hit.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, sign, font(14.0, Weight::Regular), c.text);
        if !key.is_empty() {
            let right = pos2(hit.right() - 1.0, hit.center().y);
            paint_cap(ui, right, key, c.dim, Color32::TRANSPARENT);
        }
        if response.clicked() {
            settled = Some(is_true);
        }
    }
    let is_pointed_at = ui.rect_contains_pointer(rect);
    hint(&whole, quote);
    MaybeChip { settled, is_pointed_at }
}

/// Room in a wrapping row: in this one, or in the next.
fn wrapped_space(ui: &mut Ui, wanted: egui::Vec2) -> Rect {
    if ui.available_size_before_wrap().x < wanted.x {
        ui.end_row();
    }
    ui.allocate_space(wanted).1
}

/// A dashed border, fully round at both ends.
fn dashed_pill(ui: &Ui, rect: Rect) {
    let rect = rect.shrink(0.5);
    let r = rect.height() / 2.0;
    let mut points = Vec::new();
    for (center, from) in [
        (pos2(rect.right() - r, rect.center().y), -90.0_f32),
        (pos2(rect.left() + r, rect.center().y), 90.0),
    ] {
        for at in 0_u8..=12 {
            let angle = (from + 15.0 * f32::from(at)).to_radians();
            points.push(center + r * vec2(angle.cos(), angle.sin()));
        }
    }
    points.push(points[0]);
    let stroke = Stroke::new(1.0, colors(ui).dim);
    ui.painter().extend(Shape::dashed_line(&points, stroke, 4.0, 3.0));
}

/// A part of a row of toggles, with its sign before its text. `of` tells it from the others.
pub fn toggle_part(
    ui: &Ui,
    of: &str,
    rect: Rect,
    (sign, sign_color): (&str, Color32),
    text: &str,
    name: &str,
    chosen: bool,
) -> Response {
    let c = colors(ui);
    let response = ui.interact(rect, Id::unique(("toggle", of, ui.layer_id())), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name));
    if chosen || response.hovered() {
        let fill = if chosen { c.accent_soft } else { c.background };
        ui.painter().rect_filled(rect.shrink(1.0), CornerRadius::same(5), fill);
    }
    let color = if chosen { c.accent } else { c.dim };
    let sign = ui.painter().layout_no_wrap(
        sign.to_owned(),
        font(size::SMALL, Weight::SemiBold),
        sign_color,
    );
    let words = ui.painter().layout_no_wrap(text.to_owned(), chip_font(), color);
    let gap = if words.size().x > 0.0 { 5.0 } else { 0.0 };
    // A sign that is empty stands for a disc.
    let disc = if sign.size().x > 0.0 { 0.0 } else { 8.0 };
    let width = sign.size().x + disc + gap + words.size().x;
    let left = rect.center().x - width / 2.0;
    let middle = rect.center().y;
    let (high, wide) = (sign.size().y, sign.size().x + disc);
    if disc > 0.0 {
        ui.painter().circle_filled(pos2(left + 4.0, middle), 4.0, sign_color);
    }
    ui.painter().galley(pos2(left, middle - high / 2.0), sign, sign_color);
    let at = pos2(left + wide + gap, middle - words.size().y / 2.0);
    ui.painter().galley(at, words, color);
    response
}
