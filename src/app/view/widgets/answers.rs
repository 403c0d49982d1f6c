//! Yes, no and can't tell as one control of three parts.

use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::diagnosis::Answer;
use crate::theme::{Weight, colors, font, size};

/// The widths of the three parts, in points.
const PARTS: [f32; 3] = [39.0, 35.0, 24.0];
/// The size of the control, in points.
pub const ANSWER_SIZE: eframe::egui::Vec2 = vec2(98.0, 24.0);

/// Draws the control in a place. Returns the answer that was clicked, if one was. `of` tells one
/// symptom from another, so that the focus stays with it wherever it moves.
pub fn answer_control(
    ui: &Ui,
    place: Rect,
    of: &str,
    statement: &str,
    given: Option<Answer>,
) -> Option<Answer> {
    let c = colors(ui);
    let mut clicked = None;
    let mut left = place.left();
    for (answer, width) in Answer::ALL.into_iter().zip(PARTS) {
        let cell = Rect::from_min_size(pos2(left, place.top()), vec2(width, place.height()));
        left += width;
        let id = eframe::egui::Id::unique(("answer", of, answer.name()));
        let response = ui.interact(cell, id, Sense::click());
        let chosen = given == Some(answer);
        let name = format!("{}: {statement}", answer.name());
        response
            .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, name.clone()));
        if response.clicked() {
            clicked = Some(answer);
        }
        if !ui.is_rect_visible(cell) {
            continue;
        }
        let (fill, front) = match (chosen, answer) {
            (true, Answer::Yes) => (c.accent, c.on_accent),
            (true, Answer::No) => (c.dim, c.card),
            (true, Answer::CantTell) => (c.accent_soft, c.accent),
            (false, _) => (Color32::TRANSPARENT, c.dim),
        };
        let corners = match answer {
            Answer::Yes => CornerRadius { nw: 4, sw: 4, ..CornerRadius::ZERO },
            Answer::No => CornerRadius::ZERO,
            Answer::CantTell => CornerRadius { ne: 4, se: 4, ..CornerRadius::ZERO },
        };
        let border = if response.hovered() { c.hovered() } else { c.edge() };
        ui.painter().rect(cell, corners, fill, border, StrokeKind::Inside);
        let word = if answer == Answer::CantTell { "?" } else { answer.name() };
        let weight = if chosen { Weight::SemiBold } else { Weight::Regular };
        let font = font(size::SMALL, weight);
        ui.painter().text(cell.center(), Align2::CENTER_CENTER, word, font, front);
    }
    clicked
}
