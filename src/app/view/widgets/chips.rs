//! Short texts on a soft background, some of which can be chosen.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    self, Color32, CornerRadius, FontId, Rect, Response, Role, Sense, Shape, Stroke, Ui,
    WidgetInfo, vec2,
};

use super::buttons::{button_width, named_button};
use super::text::layout_line;
use crate::theme::{Weight, colors, font, icon, size};

/// The room between a chip and its buttons, in points.
const CHIP_GAP: f32 = 2.0;

/// A short text on a soft background.
pub fn chip(ui: &mut Ui, text: &str, front: Color32, back: Color32) -> Response {
    painted_chip(ui, text, text, TextFormat::simple(chip_font(), front), back)
}

/// A chip for what no longer counts, as wide as the chip it was. `name` is what screen readers say.
pub fn struck_chip(ui: &mut Ui, text: &str, name: &str) -> Response {
    let c = colors(ui);
    let struck = Stroke::new(1.0, c.dim);
    let format = TextFormat { strikethrough: struck, ..TextFormat::simple(chip_font(), c.dim) };
    painted_chip(ui, text, name, format, c.card)
}

fn chip_font() -> FontId {
    font(size::SMALL, Weight::Regular)
}

fn painted_chip(
    ui: &mut Ui,
    text: &str,
    name: &str,
    format: TextFormat,
    back: Color32,
) -> Response {
    let room = ui.max_rect().width();
    chip_within(ui, room, text, name, format, back)
}

/// A chip at most `room` points wide.
fn chip_within(
    ui: &mut Ui,
    room: f32,
    text: &str,
    name: &str,
    format: TextFormat,
    back: Color32,
) -> Response {
    let front = format.color;
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width((room - 16.0).max(40.0));
    let words = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(words.size() + vec2(16.0, 5.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    ui.painter().rect_filled(rect, CornerRadius::same(10), back);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, front);
    response
}

/// A chip for what may be meant, with a dashed border: a tick confirms it, a cross rejects it. `keys` are
/// those of tick and cross, if they have any. Returns whether it was confirmed or rejected.
pub fn maybe_chip(ui: &mut Ui, text: &str, quote: &str, keys: &[String; 2]) -> Option<bool> {
    let c = colors(ui);
    let label = format!("Maybe: {text}");
    let buttons = [(icon::CHECK, "Confirm", true), (icon::CLOSE, "Reject", false)];
    let shown = |(sign, key): (&str, &String)| {
        if key.is_empty() { sign.to_owned() } else { format!("{sign} {key}") }
    };
    let words: Vec<String> =
        buttons.map(|(sign, ..)| sign).into_iter().zip(keys).map(shown).collect();
    let beside: f32 = words.iter().map(|words| button_width(ui, words, "") + CHIP_GAP).sum();
    let room = ui.max_rect().width() - beside;
    let width = layout_line(ui, &label, chip_font(), c.dim).size().x + 16.0;
    if ui.available_size_before_wrap().x < width.min(room) + beside {
        ui.end_row();
    }
    let mut clicked = None;
    let inner = ui.scope(|ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = CHIP_GAP;
            let format = TextFormat::simple(chip_font(), c.dim);
            chip_within(ui, room, &label, &label, format, c.card).on_hover_text(quote);
            for ((_, name, is_true), words) in buttons.into_iter().zip(&words) {
                let name = format!("{name}: {text}");
                if named_button(ui, words, &name, 22.0).clicked() {
                    clicked = Some(is_true);
                }
            }
        });
    });
    dashed(ui, inner.response.rect.expand2(vec2(0.0, 1.0)));
    clicked
}

/// A dashed border.
fn dashed(ui: &Ui, rect: Rect) {
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    let stroke = Stroke::new(1.0, colors(ui).dim);
    ui.painter().extend(Shape::dashed_line(&corners, stroke, 4.0, 3.0));
}

/// A text in a box: one part of a menu path.
pub fn boxed(ui: &mut Ui, text: &str) {
    let c = colors(ui);
    let room = ui.max_rect().width() - 18.0;
    let words =
        ui.painter().layout(text.to_owned(), font(size::BODY, Weight::Medium), c.text, room);
    let (rect, response) = ui.allocate_exact_size(words.size() + vec2(18.0, 9.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect(rect, CornerRadius::same(4), c.card, c.edge(), egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, c.text);
}

/// A chip that can be chosen.
pub fn filter_chip(
    ui: &mut Ui,
    text: &str,
    chosen: bool,
    front: Color32,
    back: Color32,
) -> Response {
    let words = layout_line(ui, text, font(size::SMALL, Weight::Regular), front);
    let (rect, response) = ui.allocate_exact_size(words.size() + vec2(14.0, 5.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, text));
    ui.painter().rect_filled(rect, CornerRadius::same(10), back);
    if chosen {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(10),
            Stroke::new(1.5, front),
            egui::StrokeKind::Inside,
        );
    }
    ui.painter().galley(rect.center() - words.size() / 2.0, words, front);
    response
}
