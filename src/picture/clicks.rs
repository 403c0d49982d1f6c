//! What to do on a page, click by click, each with the number that the drawing has at its place.

use eframe::egui::{
    Align, Align2, CornerRadius, Label, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::marked;
use crate::kb::markup;
use crate::kb::scene::Click;
use crate::theme::{Weight, colors, font};

/// How clicks are drawn, in points.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The size of the text.
    pub text: f32,
    /// The size of the notes below it; none are drawn where it is `None`.
    pub note: Option<f32>,
    /// The diameter of the discs with the numbers.
    pub disc: f32,
    /// The room between two clicks.
    pub gap: f32,
}

/// Draws clicks as an ordered list in the width that `ui` has, the one with the number `lit` on a
/// soft ground. Returns the number of the click under the pointer.
pub fn draw(ui: &mut Ui, clicks: &[Click], look: Look, lit: Option<usize>) -> Option<usize> {
    let mut pointed = None;
    for (number, click) in (1..).zip(clicks) {
        if number > 1 {
            ui.add_space(look.gap);
        }
        let row = one(ui, number, click, look, lit == Some(number));
        if ui.rect_contains_pointer(row) {
            pointed = Some(number);
        }
    }
    pointed
}

fn one(ui: &mut Ui, number: usize, click: &Click, look: Look, is_lit: bool) -> Rect {
    let c = colors(ui);
    let beside = look.disc * 1.45;
    let whole = ui.available_rect_before_wrap();
    let from = pos2(whole.left() + beside, whole.top());
    let room = Rect::from_min_max(from, whole.max);
    // The ground is known once the text is laid out.
    let ground = ui.painter().add(eframe::egui::Shape::Noop);
    let mut text =
        ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Min)));
    text.spacing_mut().item_spacing.y = 0.0;
    let words = marked::job(&click.action, look.text, c.text);
    let line = words.sections.first().and_then(|section| section.format.line_height);
    let lifted = ((look.disc - line.unwrap_or(look.text)) / 2.0).max(0.0);
    text.add_space(lifted);
    let response = text.add(Label::new(words).wrap());
    let says = format!("{number}. {}", markup::plain(&click.action));
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &says));
    if let (Some(points), Some(note)) = (look.note, &click.note) {
        text.add(Label::new(marked::job(note, points, c.dim)).wrap());
    }
    let height = (text.min_rect().bottom() - whole.top()).max(look.disc);
    let row = Rect::from_min_size(whole.min, vec2(whole.width(), height));
    if is_lit {
        let lit = row.expand2(vec2(6.0, 4.0));
        let lit = eframe::egui::Shape::rect_filled(lit, CornerRadius::same(8), c.accent_soft);
        ui.painter().set(ground, lit);
    }
    let center = row.min + vec2(look.disc, look.disc) / 2.0;
    ui.painter().circle_filled(center, look.disc / 2.0, c.accent);
    let letters = font(look.disc * 0.5, Weight::Bold);
    ui.painter().text(center, Align2::CENTER_CENTER, number.to_string(), letters, c.on_accent);
    ui.allocate_rect(row, Sense::hover());
    row
}
