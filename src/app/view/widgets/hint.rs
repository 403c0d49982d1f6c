//! What the mouse shows of a control when it rests there.

use eframe::egui::{Response, WidgetText};

/// Says more about a control while the mouse rests on it.
pub fn hint(of: &Response, text: impl Into<WidgetText>) {
    hint_with(of, || text);
}

/// The same with a text that is made only when it is shown. What lies over the control takes it away: an
/// open tooltip otherwise stays as long as the mouse does not move.
#[expect(clippy::disallowed_methods, reason = "the one place that shows tooltips")]
pub fn hint_with<T: Into<WidgetText>>(of: &Response, text: impl FnOnce() -> T) {
    if of.ctx.memory(|memory| memory.is_above_modal_layer(of.layer_id)) {
        of.clone().on_hover_ui(|ui| {
            ui.label(text());
        });
    }
}
