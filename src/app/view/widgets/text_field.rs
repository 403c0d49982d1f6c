//! Single-line text fields.

use eframe::egui::{Id, Key, Margin, Response, TextEdit, Ui};

/// The room around the text of a field, in points: it makes the field as high as a button.
const MARGIN: Margin = Margin::symmetric(10, 9);

/// A single-line text field. Its label is what screen readers say; it is not drawn.
pub struct TextField<'a> {
    label: &'a str,
    of: String,
    hint: String,
    width: f32,
    takes_cursor: bool,
    moves: bool,
}

/// A single-line text field of this label, as wide as its place.
pub fn text_field(label: &str) -> TextField<'_> {
    TextField {
        label,
        of: String::new(),
        hint: String::new(),
        width: f32::INFINITY,
        takes_cursor: false,
        moves: false,
    }
}

impl TextField<'_> {
    /// Keeps what one ticket or link has in the field, such as the cursor and undo, from those of
    /// another.
    #[must_use]
    pub fn of(self, owner: &impl ToString) -> Self {
        Self { of: owner.to_string(), ..self }
    }

    /// Shows a hint while nothing is typed.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Makes the field this wide, in points.
    #[must_use]
    pub fn width(self, width: f32) -> Self {
        Self { width, ..self }
    }

    /// Puts the cursor into the field if `takes_cursor`.
    #[must_use]
    pub fn cursor(self, takes_cursor: bool) -> Self {
        Self { takes_cursor, ..self }
    }

    /// Keeps the cursor in the field where it moves to another part of the window while something is
    /// typed. No other field may have its label.
    #[must_use]
    pub fn moving(self) -> Self {
        Self { moves: true, ..self }
    }

    /// Draws the field.
    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let field = TextEdit::singleline(text)
            .id_salt((self.label, self.of.as_str()))
            .hint_text(self.hint)
            .margin(MARGIN)
            .desired_width(self.width);
        let moving = Id::unique(("moving", self.label));
        let response = ui.add(if self.moves { field.id(moving) } else { field });
        name_field(ui, &response, self.label);
        if self.takes_cursor {
            response.request_focus();
        }
        response
    }
}

/// Whether Enter has just ended typing in a field.
pub fn is_entered(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Gives a text field the name that screen readers say.
pub fn name_field(ui: &Ui, field: &Response, name: &str) {
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name));
}
