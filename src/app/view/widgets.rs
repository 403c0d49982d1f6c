//! The few controls that the design draws its own way. Each has an accessible name.

use eframe::egui::accesskit::Live;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    self, Align2, Color32, CornerRadius, FontId, Frame, Margin, Rect, Response, Role, Sense,
    Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::command::{Command, key_of, name_of};
use crate::diagnosis::Answer;
use crate::kb::markup;
use crate::theme::{ROUND, Weight, colors, font, size};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonStyle {
    /// One a screen: what to do next.
    Main,
    /// Everything else.
    Plain,
    /// A choice that is made.
    Chosen,
}

/// A button with its key beside its words.
pub fn button(ui: &mut Ui, look: ButtonStyle, text: &str, key: &str) -> Response {
    sized_button(ui, look, text, key, 36.0)
}

/// A button of a height in points; its words take more lines where it would be wider than its place.
pub fn sized_button(
    ui: &mut Ui,
    look: ButtonStyle,
    text: &str,
    key: &str,
    height: f32,
) -> Response {
    let c = colors(ui);
    let (fill, front, line) = match look {
        ButtonStyle::Main => (c.accent, c.on_accent, c.accent),
        ButtonStyle::Plain => (c.card, c.text, c.line),
        ButtonStyle::Chosen => (c.accent_soft, c.accent, c.accent_soft),
    };
    let hint = layout(
        ui,
        key,
        font(11.0, Weight::Medium),
        if look == ButtonStyle::Main { front } else { c.dim },
    );
    let hint_size = if key.is_empty() { Vec2::ZERO } else { hint.size() + vec2(10.0, 4.0) };
    let gap = if key.is_empty() { 0.0 } else { 8.0 };
    let room = (ui.max_rect().width() - gap - hint_size.x - 24.0).max(40.0);
    let words = ui.painter().layout(text.to_owned(), font(size::BODY, Weight::Medium), front, room);
    let wanted = vec2(words.size().x + gap + hint_size.x + 24.0, height.max(words.size().y + 12.0));
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), plain_name(text)));
    if ui.is_rect_visible(rect) {
        let border = if response.hovered() && look == ButtonStyle::Plain {
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
                if look == ButtonStyle::Main { front.gamma_multiply(0.6) } else { c.line },
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

/// How wide a button is with these words and this key, in points.
pub fn button_width(ui: &Ui, text: &str, key: &str) -> f32 {
    let width = |text: &str, points| {
        layout(ui, text, font(points, Weight::Medium), Color32::PLACEHOLDER).size().x
    };
    let hint = if key.is_empty() { 0.0 } else { 8.0 + width(key, 11.0) + 10.0 };
    width(text, size::BODY) + hint + 24.0
}

/// A button of a height in points that says aloud something else than it shows: an icon, or a word
/// that many buttons share.
pub fn named_button(ui: &mut Ui, text: &str, name: &str, height: f32) -> Response {
    let response = sized_button(ui, ButtonStyle::Plain, text, "", height);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response
}

/// A key as it stands on a keyboard.
pub fn key_cap(ui: &mut Ui, key: &str) {
    let c = colors(ui);
    let words = layout(ui, key, font(11.0, Weight::Medium), c.dim);
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

fn layout(ui: &Ui, text: &str, font_id: FontId, color: Color32) -> std::sync::Arc<egui::Galley> {
    ui.painter().layout_no_wrap(text.to_owned(), font_id, color)
}

/// Yes, no and can't tell for one symptom; the answer that was clicked.
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

/// A word on a soft ground.
pub fn chip(ui: &mut Ui, text: &str, front: Color32, back: Color32) -> Response {
    painted_chip(ui, text, text, TextFormat::simple(chip_font(), front), back)
}

/// A chip for what does not count any more, as long as the chip it was, and what it says aloud.
pub fn struck_chip(ui: &mut Ui, text: &str, name: &str) -> Response {
    let c = colors(ui);
    let struck = Stroke::new(1.0, c.dim);
    let format = TextFormat { strikethrough: struck, ..TextFormat::simple(chip_font(), c.dim) };
    painted_chip(ui, text, name, format, c.card)
}

fn chip_font() -> FontId {
    font(size::SMALL, Weight::Regular)
}

fn painted_chip(
    ui: &mut Ui,
    text: &str,
    name: &str,
    format: TextFormat,
    back: Color32,
) -> Response {
    let front = format.color;
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width((ui.max_rect().width() - 16.0).max(40.0));
    let words = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(words.size() + vec2(16.0, 5.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    ui.painter().rect_filled(rect, CornerRadius::same(10), back);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, front);
    response
}

/// A word in a box: one part of a menu path.
pub fn boxed(ui: &mut Ui, text: &str) {
    let c = colors(ui);
    let room = ui.max_rect().width() - 18.0;
    let words =
        ui.painter().layout(text.to_owned(), font(size::BODY, Weight::Medium), c.text, room);
    let (rect, response) = ui.allocate_exact_size(words.size() + vec2(18.0, 9.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect(rect, CornerRadius::same(4), c.card, c.edge(), egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, c.text);
}

/// A chip that can be chosen.
pub fn filter_chip(
    ui: &mut Ui,
    text: &str,
    chosen: bool,
    front: Color32,
    back: Color32,
) -> Response {
    let words = layout(ui, text, font(size::SMALL, Weight::Regular), front);
    let (rect, response) = ui.allocate_exact_size(words.size() + vec2(14.0, 5.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, text));
    ui.painter().rect_filled(rect, CornerRadius::same(10), back);
    if chosen {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(10),
            Stroke::new(1.5, front),
            egui::StrokeKind::Inside,
        );
    }
    ui.painter().galley(rect.center() - words.size() / 2.0, words, front);
    response
}

/// A share as a bar.
pub fn bar(ui: &mut Ui, share: f32, width: f32, height: f32, fill: Color32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let name = format!("{:.0} %", share * 100.0);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name.clone()));
    paint_bar(ui, rect, share, fill);
}

/// Paints a share as a bar into a place.
pub fn paint_bar(ui: &Ui, rect: Rect, share: f32, fill: Color32) {
    let round = CornerRadius::same((rect.height() / 2.0) as u8);
    ui.painter().rect_filled(rect, round, colors(ui).track);
    let mut done = rect;
    done.set_width(rect.width() * share.clamp(0.0, 1.0));
    ui.painter().rect_filled(done, round, fill);
}

/// A card around something.
pub fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let c = colors(ui);
    ground(ui, c.card, c.line, add)
}

/// A card of other colours.
pub fn ground<R>(ui: &mut Ui, fill: Color32, line: Color32, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(fill)
        .stroke(Stroke::new(colors(ui).border, line))
        .corner_radius(CornerRadius::same(ROUND + 2))
        .inner_margin(Margin::symmetric(14, 12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            add(ui)
        })
        .inner
}

/// A caption in small capitals over a group.
pub fn caption(ui: &mut Ui, text: &str) {
    let shown = egui::RichText::new(text.to_uppercase());
    let shown = shown.font(font(size::SMALL, Weight::SemiBold)).color(colors(ui).dim);
    let response = ui.label(shown);
    told_as_heading(&response, text);
}

/// A heading, told as one to screen readers.
pub fn heading(ui: &mut Ui, text: &str, points: f32) {
    let label = egui::Label::new(egui::RichText::new(text).font(font(points, Weight::Bold))).wrap();
    let response = ui.add(label);
    told_as_heading(&response, text);
}

fn told_as_heading(response: &Response, text: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(text);
    });
}

/// Text in a size and colour, with what is written on the screen in bold.
pub fn marked(ui: &mut Ui, text: &str, points: f32, color: Color32) -> Response {
    let mut job = LayoutJob::default();
    for run in markup::runs(text) {
        let weight = if run.bold { Weight::Bold } else { Weight::Regular };
        let format = TextFormat {
            font_id: font(points, weight),
            color,
            line_height: Some((points * 1.45).round()),
            ..TextFormat::default()
        };
        job.append(run.text, 0.0, format);
    }
    ui.add(egui::Label::new(job).wrap())
}

/// Dim small text.
pub fn small(ui: &mut Ui, text: &str) -> Response {
    let c = colors(ui).dim;
    marked(ui, text, size::SMALL, c)
}

/// Text of a weight.
pub fn words(ui: &mut Ui, text: &str, points: f32, weight: Weight) -> Response {
    let c = colors(ui).text;
    ui.add(egui::Label::new(egui::RichText::new(text).font(font(points, weight)).color(c)).wrap())
}

/// Lets screen readers say a text when it appears or changes, without being asked.
pub fn announce(ui: &Ui, text: &Response) {
    ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(Live::Polite));
}

/// Gives a text field the name that screen readers say.
pub fn name_field(ui: &Ui, field: &Response, name: &str) {
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name));
}

/// A button for a listed command: name, key and what it is called aloud come from the list.
pub fn command_button(
    ui: &mut Ui,
    look: ButtonStyle,
    command: Command,
    commands: &mut Vec<Command>,
) {
    if button(ui, look, name_of(&command), &key_of(ui.ctx(), &command)).clicked() {
        commands.push(command);
    }
}
