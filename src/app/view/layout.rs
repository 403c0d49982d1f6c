//! How much room there is, and the scroll areas and margins around the content of a pane.

use eframe::egui::{self, Frame, Margin, Rect, Ui, UiBuilder, Vec2, vec2};

use super::focus;
use crate::theme::colors;

/// The smallest window, in points.
pub const MIN_SIZE: Vec2 = vec2(900.0, 600.0);

/// Below this width or height, in points, there is no room for columns side by side. Only a small window
/// at a high zoom gets there.
const NARROW: f32 = 760.0;
const LOW: f32 = 420.0;

/// Whether everything is in one column.
pub fn is_narrow(ctx: &egui::Context) -> bool {
    let size = ctx.content_rect().size();
    size.x < NARROW || size.y < LOW
}

/// A plain background with margins, in points.
pub fn pane(ui: &Ui, horizontal: i8, vertical: i8) -> Frame {
    Frame::new().fill(colors(ui).background).inner_margin(Margin::symmetric(horizontal, vertical))
}

/// How far a scroll bar reaches into the margin of the pane, in points.
const BAR: f32 = 14.0;

/// A scroll area whose bar does not cover the content.
pub fn scroll<R>(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui) -> R) {
    scroll_within(ui, id, f32::INFINITY, add);
}

/// A scroll area whose content is at most `widest` points wide, because long lines are hard to read.
pub fn scroll_within<R>(ui: &mut Ui, id: &str, widest: f32, add: impl FnOnce(&mut Ui) -> R) {
    let room = ui.available_rect_before_wrap();
    let with_bar = Rect::from_min_max(room.min, room.max + vec2(BAR, 0.0));
    let mut around = ui.new_child(UiBuilder::new().max_rect(with_bar));
    egui::ScrollArea::vertical().id_salt(id).auto_shrink(false).show(&mut around, |ui| {
        ui.set_width(room.width().min(widest));
        add(ui);
        focus::follow(ui);
    });
    ui.advance_cursor_after_rect(room);
}
