//! Buttons with their keys, and what a click asks for.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::text::layout_line;
use crate::app::command::{Command, name_of};
use crate::app::view::shortcut::key_of;
use crate::diagnosis::Answer;
use crate::theme::{ROUND, Weight, colors, font, size};

/// How prominent a button is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonStyle {
    /// What to do next; one per screen.
    Main,
    /// Everything else.
    Plain,
    /// A choice that is made.
    Chosen,
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
    let c = colors(ui);
    let (fill, front, line) = match style {
        ButtonStyle::Main => (c.accent, c.on_accent, c.accent),
        ButtonStyle::Plain => (c.card, c.text, c.line),
        ButtonStyle::Chosen => (c.accent_soft, c.accent, c.accent_soft),
    };
    let hint = layout_line(
        ui,
        key,
        font(11.0, Weight::Medium),
        if style == ButtonStyle::Main { front } else { c.dim },
    );
    let hint_size = if key.is_empty() { Vec2::ZERO } else { hint.size() + vec2(10.0, 4.0) };
    let gap = if key.is_empty() { 0.0 } else { 8.0 };
    let room = (ui.max_rect().width() - gap - hint_size.x - 24.0).max(40.0);
    let words = ui.painter().layout(text.to_owned(), font(size::BODY, Weight::Medium), front, room);
    let wanted = vec2(words.size().x + gap + hint_size.x + 24.0, height.max(words.size().y + 12.0));
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), plain_name(text)));
    if ui.is_rect_visible(rect) {
        let border = if response.hovered() && style == ButtonStyle::Plain {
            c.hovered()
        } else {
            Stroke::new(c.border, line)
        };
        ui.painter().rect(rect, CornerRadius::same(ROUND), fill, border, egui::StrokeKind::Inside);
        let at = pos2(rect.left() + 12.0, rect.center().y - words.size().y / 2.0);
        ui.painter().galley(at, words, front);
        if !key.is_empty() {
            let box_rect = Rect::from_center_size(
                pos2(rect.right() - 12.0 - hint_size.x / 2.0, rect.center().y),
                hint_size,
            );
            let edge = Stroke::new(
                1.0,
                if style == ButtonStyle::Main { front.gamma_multiply(0.6) } else { c.line },
            );
            ui.painter().rect_stroke(
                box_rect,
                CornerRadius::same(4),
                edge,
                egui::StrokeKind::Inside,
            );
            ui.painter().galley(box_rect.center() - hint.size() / 2.0, hint, front);
        }
    }
    response
}

/// The width of a button with this text and this key, in points.
pub fn button_width(ui: &Ui, text: &str, key: &str) -> f32 {
    let width = |text: &str, points| {
        layout_line(ui, text, font(points, Weight::Medium), Color32::PLACEHOLDER).size().x
    };
    let hint = if key.is_empty() { 0.0 } else { 8.0 + width(key, 11.0) + 10.0 };
    width(text, size::BODY) + hint + 24.0
}

/// A button of a height in points with another name for screen readers than its text, which is an icon or
/// the same on many buttons.
pub fn named_button(ui: &mut Ui, text: &str, name: &str, height: f32) -> Response {
    let response = sized_button(ui, ButtonStyle::Plain, text, "", height);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response
}

/// A button for a listed command: its name and its key come from the list.
pub fn command_button(
    ui: &mut Ui,
    style: ButtonStyle,
    command: impl Into<Command>,
    commands: &mut Vec<Command>,
) {
    let command = command.into();
    let response = button(ui, style, name_of(&command), &key_of(ui.ctx(), &command));
    push_on_click(&response, command, commands);
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
pub fn choice_buttons<T: Copy + PartialEq>(
    ui: &mut Ui,
    all: &[T],
    chosen: T,
    name: fn(T) -> &'static str,
) -> Option<T> {
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        for choice in all {
            let style = if *choice == chosen { ButtonStyle::Chosen } else { ButtonStyle::Plain };
            if sized_button(ui, style, name(*choice), "", 30.0).clicked() {
                clicked = Some(*choice);
            }
        }
    });
    clicked
}

/// A key, drawn like a key cap.
pub fn key_cap(ui: &mut Ui, key: &str) {
    let c = colors(ui);
    let words = layout_line(ui, key, font(11.0, Weight::Medium), c.dim);
    let (rect, response) = ui.allocate_exact_size(words.size() + vec2(10.0, 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
    ui.painter().rect(rect, CornerRadius::same(4), c.card, c.edge(), egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, c.dim);
}

/// A name without the icons in it.
fn plain_name(text: &str) -> String {
    let is_icon = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    text.chars().filter(|c| !is_icon(*c)).collect::<String>().trim().to_owned()
}

/// Yes, no and can't tell for one symptom. Returns the answer that was clicked, if one was.
pub fn answer_buttons(ui: &mut Ui, statement: &str, given: Option<Answer>) -> Option<Answer> {
    let c = colors(ui);
    let mut clicked = None;
    let widths = [40.0, 35.0, 25.0];
    let (rect, _) = ui.allocate_exact_size(vec2(100.0, 24.0), Sense::hover());
    let mut left = rect.left();
    for (answer, width) in Answer::ALL.into_iter().zip(widths) {
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left += width;
        let response = ui.interact(
            cell,
            ui.scope_id().with(("answer", statement, answer.name())),
            Sense::click(),
        );
        let chosen = given == Some(answer);
        let name = format!("{}: {statement}", answer.name());
        response
            .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, name.clone()));
        if response.clicked() {
            clicked = Some(answer);
        }
        let (fill, front) = match (chosen, answer) {
            (true, Answer::Yes) => (c.accent, c.on_accent),
            (true, _) => (c.dim, c.card),
            (false, _) => (c.card, c.dim),
        };
        let corners = match answer {
            Answer::Yes => CornerRadius { nw: 4, sw: 4, ..CornerRadius::ZERO },
            Answer::No => CornerRadius::ZERO,
            Answer::CantTell => CornerRadius { ne: 4, se: 4, ..CornerRadius::ZERO },
        };
        let border = if response.hovered() { c.hovered() } else { c.edge() };
        ui.painter().rect(cell, corners, fill, border, egui::StrokeKind::Inside);
        let word = if answer == Answer::CantTell { "?" } else { answer.name() };
        let weight = if chosen { Weight::SemiBold } else { Weight::Regular };
        ui.painter().text(
            cell.center(),
            Align2::CENTER_CENTER,
            word,
            font(size::SMALL, weight),
            front,
        );
    }
    clicked
}
