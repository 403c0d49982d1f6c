//! One of several choices in a menu that opens below its field.

use eframe::egui::{ComboBox, Rect, RichText, Stroke, Ui, vec2};

use super::text_field::name_field;
use crate::theme::{Weight, colors, font, size};

/// Draws a field that opens a menu, `width` points wide. Returns the choice that was made, if one was.
/// `label` is what screen readers say.
pub fn menu<T: Clone + PartialEq>(
    ui: &mut Ui,
    label: &str,
    choices: &[(T, String)],
    chosen: &T,
    width: f32,
) -> Option<T> {
    let text = choices.iter().find(|(value, _)| value == chosen).map_or("", |(_, name)| name);
    let shown = RichText::new(text).font(font(size::BODY, Weight::Medium));
    let combo = ComboBox::from_id_salt(label).selected_text(shown).width(width).truncate();
    let combo = combo.icon(|ui, place, _, _| paint_arrow(ui, place));
    let mut made = None;
    ui.spacing_mut().interact_size.y = 36.0;
    let response = combo.show_ui(ui, |ui| {
        for (value, name) in choices {
            let is_chosen = value == chosen;
            if ui.selectable_label(is_chosen, name).clicked() && !is_chosen {
                made = Some(value.clone());
            }
        }
    });
    name_field(ui, &response.response, label);
    made
}

/// Paints the arrow of a field that opens a menu.
pub fn paint_arrow(ui: &Ui, place: Rect) {
    let tip = place.center() + vec2(0.0, 2.0);
    let line = vec![tip - vec2(4.0, 4.0), tip, tip + vec2(4.0, -4.0)];
    ui.painter().line(line, Stroke::new(1.5, colors(ui).dim));
}
