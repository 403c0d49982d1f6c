//! How much room there is, and the scroll areas and margins around the content of a pane.

use eframe::egui::{self, AsIdSalt, Frame, Margin, Rect, Ui, UiBuilder, Vec2, vec2};

use super::focus;
use crate::app::settings::navigation::Screen;
use crate::theme::colors;

/// The second window, which is shown to others.
pub fn second_window() -> egui::ViewportId {
    egui::ViewportId::from_hash_of("present")
}

/// The smallest window, in points.
pub const MIN_SIZE: Vec2 = vec2(900.0, 600.0);

/// Below this width or height, in points, there is no room for columns side by side. Only a small window
/// at a high zoom gets there.
const NARROW: f32 = 760.0;
const LOW: f32 = 420.0;

/// From this width on, in points, Diagnose has two columns, and Fix has its clicks beside the drawing.
const TWO_COLUMNS: f32 = 1024.0;
/// From this width on, in points, the list of tickets is whole; on Fix it takes more.
const WHOLE_LIST: f32 = 1120.0;
const WHOLE_LIST_ON_FIX: f32 = 1440.0;

/// The margin of the working area on the left and right, in points.
pub const MARGIN: f32 = 24.0;
/// The room between cards, in points.
pub const BETWEEN: f32 = 16.0;
/// The widest the working area gets, in points; more is hard to look over.
const WIDEST: f32 = 1280.0;
/// The widest its content gets, in points.
pub const WIDEST_CONTENT: f32 = WIDEST - 2.0 * MARGIN;
/// From this width of the window on, in points, the working area keeps its width.
const WIDE: f32 = 1600.0;

/// Whether everything is in one column.
pub fn is_narrow(ctx: &egui::Context) -> bool {
    let size = ctx.content_rect().size();
    size.x < NARROW || size.y < LOW
}

/// Whether there is room for two columns beside the list.
pub fn has_two_columns(ctx: &egui::Context) -> bool {
    ctx.content_rect().width() >= TWO_COLUMNS
}

/// Whether the list of tickets is a rail, because the screen needs the room.
pub fn has_rail(ctx: &egui::Context, screen: Screen) -> bool {
    let least = if screen == Screen::Fix { WHOLE_LIST_ON_FIX } else { WHOLE_LIST };
    ctx.content_rect().width() < least
}

/// A plain background with margins, in points.
pub fn pane(ui: &Ui, horizontal: i8, vertical: i8) -> Frame {
    Frame::new().fill(colors(ui).background).inner_margin(Margin::symmetric(horizontal, vertical))
}

/// The working area beside the list: what is left of the window, with margins, and never wider than
/// the eye can look over.
pub fn working_area(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    egui::CentralPanel::no_frame().frame(pane(ui, 0, 0)).show(ui, |ui| {
        let whole = ui.max_rect();
        let is_wide = ui.ctx().content_rect().width() > WIDE;
        let width = if is_wide { whole.width().min(WIDEST) } else { whole.width() };
        let place = Rect::from_min_size(
            whole.min + vec2(MARGIN, BETWEEN),
            vec2(width - 2.0 * MARGIN, whole.height() - 2.0 * BETWEEN),
        );
        let mut inner = ui.new_child(UiBuilder::new().max_rect(place));
        add(&mut inner);
    });
}

/// How far a scroll bar reaches into the margin of the pane, in points.
const BAR: f32 = 12.0;

/// A scroll area whose bar does not cover the content. `id` names it within its ticket, so that
/// another ticket begins at its top.
pub fn scroll_of<R>(ui: &mut Ui, id: impl AsIdSalt, add: impl FnOnce(&mut Ui) -> R) {
    scroll_within(ui, id, f32::INFINITY, add);
}

/// A scroll area whose content is at most `widest` points wide, because long lines are hard to read.
pub fn scroll_within<R>(
    ui: &mut Ui,
    id: impl AsIdSalt,
    widest: f32,
    add: impl FnOnce(&mut Ui) -> R,
) {
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
