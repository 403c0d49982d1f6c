//! Buttons with their keys, and what a click asks for.

use eframe::egui::{
    self, Color32, CornerRadius, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::text::layout_line;
use crate::app::command::Command;
use crate::theme::{Colors, ROUND, Weight, colors, font, size};

/// The room between the text of a button and its border, in points.
const PADDING: f32 = 12.0;
/// The same for buttons inside rows.
const ROW_PADDING: f32 = 8.0;
/// The room between the parts of a button, in points.
const BETWEEN: f32 = 8.0;
/// The height of a key cap, in points.
const CAP: f32 = 18.0;

/// How prominent a button is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonStyle {
    /// What to do next; one per screen.
    Main,
    /// Everything else.
    Plain,
    /// A choice that is made.
    Chosen,
    /// An answer to the question that is asked.
    Answer,
    /// Without a border, inside a heading.
    Quiet,
}

impl ButtonStyle {
    /// Ground, text and border.
    fn look(self, c: &Colors) -> (Color32, Color32, Color32) {
        match self {
            Self::Main => (c.accent, c.on_accent, c.accent),
            Self::Plain => (c.card, c.text, c.line),
            Self::Chosen | Self::Answer => (c.accent_soft, c.accent, c.accent_soft),
            Self::Quiet => (Color32::TRANSPARENT, c.text, Color32::TRANSPARENT),
        }
    }

    fn font(self, height: f32) -> FontId {
        match self {
            Self::Answer => font(size::LARGE, Weight::SemiBold),
            _ if height <= 28.0 => font(size::SMALL, Weight::Medium),
            _ => font(size::BODY, Weight::Medium),
        }
    }
}

/// A button in the making.
pub struct ButtonBuilder<'a> {
    text: &'a str,
    name: Option<&'a str>,
    key: String,
    style: ButtonStyle,
    height: f32,
    width: f32,
    id: Option<egui::Id>,
}

/// A button of this text, 36 points high.
pub fn build_button(text: &str) -> ButtonBuilder<'_> {
    ButtonBuilder {
        text,
        name: None,
        key: String::new(),
        style: ButtonStyle::Plain,
        height: 36.0,
        width: 0.0,
        id: None,
    }
}

impl<'a> ButtonBuilder<'a> {
    /// Makes it this prominent.
    #[must_use]
    pub fn style(self, style: ButtonStyle) -> Self {
        Self { style, ..self }
    }

    /// Shows a key beside its text.
    #[must_use]
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: key.into(), ..self }
    }

    /// Makes it this high, in points: 40 in a main row, 32 in bars, 28 inside rows.
    #[must_use]
    pub fn height(self, height: f32) -> Self {
        Self { height, ..self }
    }

    /// Makes it at least this wide, in points.
    #[must_use]
    pub fn width(self, width: f32) -> Self {
        Self { width, ..self }
    }

    /// Gives it another name for screen readers than its text, which is an icon or the same on many
    /// buttons.
    #[must_use]
    pub fn name(self, name: &'a str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Gives it an identity of its own, so that the focus stays with it when what is above it changes.
    #[must_use]
    pub fn id(self, id: egui::Id) -> Self {
        Self { id: Some(id), ..self }
    }

    fn padding(&self) -> f32 {
        if self.height <= 28.0 { ROW_PADDING } else { PADDING }
    }

    /// The width it takes where there is room, in points.
    pub fn wanted_width(&self, ui: &Ui) -> f32 {
        let words = layout_line(ui, self.text, self.style.font(self.height), Color32::PLACEHOLDER);
        let cap = if self.key.is_empty() { 0.0 } else { BETWEEN + cap_width(ui, &self.key) };
        (words.size().x + cap + 2.0 * self.padding()).max(self.width)
    }

    /// Draws it. Its text wraps if it would be wider than its place.
    pub fn show(self, ui: &mut Ui) -> Response {
        let c = colors(ui);
        let (fill, front, line) = self.style.look(c);
        let padding = self.padding();
        let cap = if self.key.is_empty() { 0.0 } else { BETWEEN + cap_width(ui, &self.key) };
        let room = (ui.max_rect().width() - cap - 2.0 * padding).max(40.0);
        let font = self.style.font(self.height);
        let words = ui.painter().layout(self.text.to_owned(), font, front, room);
        let content = words.size().x + cap;
        let wanted = vec2(
            (content + 2.0 * padding).max(self.width.min(ui.max_rect().width())),
            self.height.max(words.size().y + 8.0),
        );
        let (rect, response) = match self.id {
            Some(id) => {
                let (_, rect) = ui.allocate_space(wanted);
                (rect, ui.interact(rect, id, Sense::click()))
            }
            None => ui.allocate_exact_size(wanted, Sense::click()),
        };
        let name = self.name.map_or_else(|| plain_name(self.text), str::to_owned);
        let is_chosen = self.style == ButtonStyle::Chosen;
        response.widget_info(|| {
            if is_chosen {
                WidgetInfo::selected(Role::Button, ui.is_enabled(), true, &name)
            } else {
                WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name)
            }
        });
        if ui.is_rect_visible(rect) {
            let border = if response.hovered() && self.style != ButtonStyle::Main {
                c.hovered()
            } else {
                Stroke::new(c.border, line)
            };
            let corners = CornerRadius::same(ROUND);
            ui.painter().rect(rect, corners, fill, border, StrokeKind::Inside);
            let left = rect.center().x - content / 2.0;
            ui.painter().galley(pos2(left, rect.center().y - words.size().y / 2.0), words, front);
            if !self.key.is_empty() {
                let edge = match self.style {
                    ButtonStyle::Main => front.gamma_multiply(0.55),
                    ButtonStyle::Chosen | ButtonStyle::Answer => front.gamma_multiply(0.45),
                    ButtonStyle::Plain | ButtonStyle::Quiet => c.edge,
                };
                let color = if self.style == ButtonStyle::Plain { c.dim } else { front };
                let right = left + content;
                paint_cap(ui, pos2(right, rect.center().y), &self.key, color, edge);
            }
        }
        response
    }
}

/// A button with its key beside its text.
pub fn button(ui: &mut Ui, style: ButtonStyle, text: &str, key: &str) -> Response {
    sized_button(ui, style, text, key, 36.0)
}

/// A button of a height in points; its text wraps if it would be wider than its place.
pub fn sized_button(
    ui: &mut Ui,
    style: ButtonStyle,
    text: &str,
    key: &str,
    height: f32,
) -> Response {
    build_button(text).style(style).key(key).height(height).show(ui)
}

/// A button of a height in points with another name for screen readers than its text.
pub fn named_button(ui: &mut Ui, text: &str, name: &str, height: f32) -> Response {
    build_button(text).name(name).height(height).show(ui)
}

/// Asks for a command if a control was clicked.
pub fn push_on_click(
    response: &Response,
    command: impl Into<Command>,
    commands: &mut Vec<Command>,
) {
    if response.clicked() {
        commands.push(command.into());
    }
}

/// Buttons of which one is chosen. Returns the one that was clicked, if one was.
pub fn choice_buttons<T: Copy + PartialEq, N: AsRef<str>>(
    ui: &mut Ui,
    all: &[T],
    chosen: T,
    name: impl Fn(T) -> N,
) -> Option<T> {
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        for choice in all {
            let style = if *choice == chosen { ButtonStyle::Chosen } else { ButtonStyle::Plain };
            if sized_button(ui, style, name(*choice).as_ref(), "", 32.0).clicked() {
                clicked = Some(*choice);
            }
        }
    });
    clicked
}

/// A key, drawn like a key cap.
pub fn key_cap(ui: &mut Ui, key: &str) {
    let c = colors(ui);
    let wanted = Vec2::new(cap_width(ui, key), CAP);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
    paint_cap(ui, rect.right_center(), key, c.dim, c.edge);
}

/// The width of a key cap, in points.
pub fn cap_width(ui: &Ui, key: &str) -> f32 {
    let words = layout_line(ui, key, font(11.0, Weight::Medium), Color32::PLACEHOLDER);
    (words.size().x + 10.0).max(CAP)
}

/// Paints a key cap whose right end is at a point.
pub fn paint_cap(ui: &Ui, right: egui::Pos2, key: &str, color: Color32, edge: Color32) {
    let words = layout_line(ui, key, font(11.0, Weight::Medium), color);
    let wide = vec2(cap_width(ui, key), CAP);
    let cap = Rect::from_min_size(pos2(right.x - wide.x, right.y - wide.y / 2.0), wide);
    let stroke = Stroke::new(1.0, edge);
    ui.painter().rect_stroke(cap, CornerRadius::same(4), stroke, StrokeKind::Inside);
    ui.painter().galley(cap.center() - words.size() / 2.0, words, color);
}

/// A name without the icons in it.
fn plain_name(text: &str) -> String {
    let is_icon = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    text.chars().filter(|c| !is_icon(*c)).collect::<String>().trim().to_owned()
}
