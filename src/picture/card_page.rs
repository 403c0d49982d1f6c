//! The part of a card below the title: the page drawn at the left, what to do at the right, and
//! what to know before as a strip below both.

use eframe::egui::{
    Align, CornerRadius, Frame, Label, Layout, Margin, Rect, Sense, Ui, UiBuilder, pos2, vec2,
};

use super::marked::{self, plain};
use super::shown::{Page, Shown};
use super::{clicks, drawing};
use crate::drawing::{Form, Inter};
use crate::theme::{Colors, Weight, colors, icon};

/// The share of the width that the drawing has.
const SHARE: f32 = 752.0 / 1168.0;
/// The room between drawing and clicks, in points.
const BETWEEN: f32 = 40.0;
/// The height of the line below the drawing, in points.
const CAPTION: f32 = 26.0;
/// The height of the strip with the room above it, in points, where its text has one line.
const STRIP: f32 = 64.0;
/// From this many clicks on they are smaller.
const MANY_CLICKS: usize = 5;

/// What stands below every drawing in the technician's own window.
pub const CAVEAT: &str = "Simplified drawing, your console may look a little different";

/// Draws the page and what to do on it down to `bottom`, at a scale.
pub(super) fn draw(ui: &mut Ui, shown: &Shown, page: &Page, s: f32, bottom: f32) {
    let whole = ui.available_rect_before_wrap();
    let has_strip = shown.wait.is_some() || shown.warning.is_some();
    let strip = if has_strip { STRIP * s } else { 0.0 };
    let (sketch, _) = crate::drawing::draw(&page.scene, &page.link, Form::Full, &Inter);
    let most = (bottom - whole.top() - strip - CAPTION * s).max(120.0 * s);
    let column = whole.width() * SHARE;
    let width = column.min(most * sketch.width / sketch.height);
    let left = Rect::from_min_size(whole.min, vec2(column, most));
    let mut at_left =
        ui.new_child(UiBuilder::new().max_rect(left).layout(Layout::top_down(Align::Min)));
    let drawn = drawing::draw(&mut at_left, &sketch, width, &page.caption());
    at_left.add_space(6.0 * s);
    at_left.label(plain(&shown.labels.caveat, 13.0 * s, Weight::Regular, colors(ui).dim));
    let from = pos2(drawn.right() + BETWEEN * s, whole.top());
    let right = Rect::from_min_max(from, pos2(whole.right(), whole.top() + most));
    let mut at_right =
        ui.new_child(UiBuilder::new().max_rect(right).layout(Layout::top_down(Align::Min)));
    what_to_do(&mut at_right, shown, page, s, drawn.bottom());
    let ends = at_left.min_rect().bottom().max(at_right.min_rect().bottom());
    let used = Rect::from_min_max(whole.min, pos2(whole.right(), ends));
    ui.allocate_rect(used, Sense::hover());
    if has_strip {
        ui.add_space(12.0 * s);
        before(ui, shown, s);
    }
}

fn what_to_do(ui: &mut Ui, shown: &Shown, page: &Page, s: f32, bottom: f32) {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let text = if page.clicks.len() >= MANY_CLICKS { 20.0 } else { 22.0 };
    let look = clicks::Look { text: text * s, note: None, disc: 36.0 * s, gap: 22.0 * s };
    clicks::draw(ui, &page.clicks, look, None);
    if shown.see.is_empty() {
        return;
    }
    // At the lower edge of the drawing, where there is room.
    let room = ui.available_width() - 40.0 * s;
    let c = colors(ui);
    let words = marked::job(&shown.see, 18.0 * s, c.text);
    let height = {
        let mut words = words.clone();
        words.wrap.max_width = room;
        ui.painter().layout_job(words).size().y + 66.0 * s
    };
    let gap = (bottom - ui.cursor().top() - height).max(24.0 * s);
    ui.add_space(gap);
    see(ui, shown, s);
}

/// What to see afterwards.
pub(super) fn see(ui: &mut Ui, shown: &Shown, s: f32) {
    let c = colors(ui);
    boxed(ui, s, c.good_soft, |ui| {
        heading_line(ui, icon::CIRCLE_CHECK, &shown.labels.see, c.good, s);
        ui.add_space(6.0 * s);
        ui.add(Label::new(marked::job(&shown.see, 18.0 * s, c.text)).wrap());
    });
}

/// How long it takes, and what to know before.
pub(super) fn before(ui: &mut Ui, shown: &Shown, s: f32) {
    let c: &Colors = colors(ui);
    boxed(ui, s, c.caution_soft, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0 * s, 4.0 * s);
            let heading = shown.wait.as_deref().unwrap_or(&shown.labels.before);
            let sign = if shown.wait.is_some() { icon::CLOCK } else { icon::WARNING };
            heading_line(ui, sign, heading, c.caution, s);
            if let Some(warning) = &shown.warning {
                ui.add(Label::new(marked::job(warning, 18.0 * s, c.text)).wrap());
            }
        });
    });
}

pub(super) fn heading_line(
    ui: &mut Ui,
    sign: &str,
    text: &str,
    ink: eframe::egui::Color32,
    s: f32,
) {
    let text = format!("{sign}  {text}");
    ui.label(plain(text.trim_start(), 18.0 * s, Weight::SemiBold, ink));
}

pub(super) fn boxed(ui: &mut Ui, s: f32, fill: eframe::egui::Color32, add: impl FnOnce(&mut Ui)) {
    Frame::new()
        .fill(fill)
        .corner_radius(CornerRadius::same((8.0 * s) as u8))
        .inner_margin(Margin::symmetric((20.0 * s) as i8, (12.0 * s) as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
}
