//! A step as a large card, for a shared screen and for pictures. Sizes are those in a window 1280
//! points wide, multiplied by a scale.

use eframe::egui::text::{CCursor, CharIndex, LayoutJob};
use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Frame, Label, Layout, Margin, Rect, Role, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::card_page;
use super::marked::{self, plain};
use super::shown::{Shown, StepProgress};
use crate::kb::markup;
use crate::theme::{Weight, colors, font};

/// The subject of the call, in words that anyone may read.
const SUBJECT: &str = "Restoring Google Workspace sync";

/// The margin on the left and right, in points.
const SIDE: f32 = 56.0;
/// The margin above, in points.
const ABOVE: f32 = 32.0;
/// The height of the footer, in points.
const FOOTER: f32 = 56.0;

/// The fewest places in a text that are numbered; a single one needs no number.
const LEAST_CALLOUTS: usize = 2;
/// The most places in a text that are numbered; more are a list, in which numbers are noise.
const MOST_CALLOUTS: usize = 5;

/// How to draw a card.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The scale of all sizes: 1 for a window 1280 points wide.
    pub scale: f32,
    /// The smallest font size of the instructions, in points, however small the rest is.
    pub least: f32,
    /// Whether to number the places to look at or click.
    pub callouts: bool,
    /// The hint on the right of the footer.
    pub hint: &'a str,
}

/// Draws a card into the whole of `ui`; returns whether it fits.
pub fn draw(ui: &mut Ui, shown: &Shown, setting: &Setting<'_>) -> bool {
    let frame = ui.max_rect();
    ui.painter().rect_filled(frame, CornerRadius::ZERO, colors(ui).card);
    let room = room(frame, setting.scale);
    let mut content = ui.new_child(UiBuilder::new().max_rect(room));
    self::content(&mut content, shown, setting, room.height());
    footer(ui, frame, shown, setting);
    content.min_rect().bottom() <= room.bottom()
}

/// Returns the area of a frame that is left for the content.
pub fn room(frame: Rect, scale: f32) -> Rect {
    let side = side(frame, scale);
    Rect::from_min_max(
        pos2(frame.left() + side, frame.top() + (ABOVE * scale).min(frame.height() * 0.08)),
        pos2(frame.right() - side, frame.bottom() - (FOOTER + 16.0) * scale),
    )
}

/// Returns the margin on the left and right, which is smaller in a narrow window.
fn side(frame: Rect, scale: f32) -> f32 {
    (SIDE * scale).min(frame.width() * 0.07)
}

/// Draws everything but the footer. A drawing is as high as `height` allows.
pub fn content(ui: &mut Ui, shown: &Shown, setting: &Setting<'_>, height: f32) {
    let c = colors(ui);
    let s = setting.scale;
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let top = ui.cursor().top();
    top_line(ui, shown, s);
    if let Some(page) = &shown.page {
        ui.add_space(8.0 * s);
        title(ui, &shown.title, 36.0 * s);
        ui.add_space(14.0 * s);
        card_page::draw(ui, shown, page, s, top + height);
        return;
    }
    ui.add_space(34.0 * s);
    title(ui, &shown.title, 44.0 * s);
    if !shown.breadcrumb.is_empty() {
        ui.add_space(26.0 * s);
        breadcrumb(ui, &shown.breadcrumb, s);
    }
    if !shown.action.is_empty() {
        ui.add_space(36.0 * s);
        action(ui, &shown.action, setting);
    }
    if !shown.see.is_empty() {
        ui.add_space(34.0 * s);
        see(ui, &shown.see, c.good, c.good_soft, s);
    }
}

fn top_line(ui: &mut Ui, shown: &Shown, s: f32) {
    let c = colors(ui);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 32.0 * s),
        Layout::left_to_right(Align::Center),
        |ui| {
            if let Some(product) = &shown.product {
                chip(ui, product, s);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(plain(&shown.position(), 16.0 * s, Weight::Regular, c.dim));
            });
        },
    );
}

fn chip(ui: &mut Ui, text: &str, s: f32) {
    let c = colors(ui);
    let words =
        ui.painter().layout_no_wrap(text.to_owned(), font(16.0 * s, Weight::Medium), c.accent);
    let (rect, response) =
        ui.allocate_exact_size(vec2(words.size().x + 28.0 * s, 30.0 * s), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, CornerRadius::same((8.0 * s) as u8), c.accent_soft);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, c.accent);
}

fn title(ui: &mut Ui, text: &str, points: f32) {
    let words = plain(text, points, Weight::Bold, colors(ui).text);
    let response = ui.add(Label::new(words).wrap());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(text);
    });
}

fn breadcrumb(ui: &mut Ui, parts: &[String], s: f32) {
    let c = colors(ui);
    ui.spacing_mut().item_spacing = vec2(10.0 * s, 10.0 * s);
    ui.horizontal_wrapped(|ui| {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                ui.label(plain("\u{203a}", 20.0 * s, Weight::Regular, c.dim));
            }
            let size = font(20.0 * s, Weight::Medium);
            let words = ui.painter().layout_no_wrap(part.clone(), size, c.text);
            let (rect, response) =
                ui.allocate_exact_size(vec2(words.size().x + 30.0 * s, 36.0 * s), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, part));
            let edge = Stroke::new(s.max(c.border), c.line);
            let corners = CornerRadius::same((5.0 * s) as u8);
            ui.painter().rect(rect, corners, c.card, edge, StrokeKind::Inside);
            ui.painter().galley(rect.center() - words.size() / 2.0, words, c.text);
        }
    });
    ui.spacing_mut().item_spacing = Vec2::ZERO;
}

fn action(ui: &mut Ui, text: &str, setting: &Setting<'_>) {
    let c = colors(ui);
    let points = (28.0 * setting.scale).max(setting.least);
    let places = markup::runs(text).iter().filter(|run| run.bold).count();
    let numbered = setting.callouts && (LEAST_CALLOUTS..=MOST_CALLOUTS).contains(&places);
    if !numbered {
        ui.add(Label::new(marked::job(text, points, c.text)).wrap());
        return;
    }
    let (mut job, starts) = with_room_for_numbers(text, points, c.text);
    job.wrap.max_width = ui.available_width();
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, markup::plain(text)));
    for (number, start) in (1..).zip(starts) {
        let at = CCursor { index: CharIndex(start), prefer_next_row: true };
        let place = galley.pos_from_cursor(at);
        let center = rect.min + vec2(place.left() + points * 0.42, place.center().y);
        ui.painter().circle_filled(center, points * 0.4, c.accent);
        let size = font(points * 0.52, Weight::Bold);
        ui.painter().text(center, Align2::CENTER_CENTER, number.to_string(), size, c.on_accent);
    }
    ui.painter().galley(rect.min, galley, c.text);
}

/// Lays out the text with space for a number before each place; returns the character positions of
/// those spaces.
fn with_room_for_numbers(text: &str, points: f32, color: Color32) -> (LayoutJob, Vec<usize>) {
    // Non-breaking spaces keep the number beside its place.
    const ROOM: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";
    let mut job = LayoutJob::default();
    let (mut starts, mut length) = (Vec::new(), 0);
    for run in markup::runs(text) {
        let weight = if run.bold { Weight::Bold } else { Weight::Regular };
        let format = marked::format(font(points, weight), points, color);
        let words = if run.bold { format!("{ROOM}{}", run.text) } else { run.text.to_owned() };
        if run.bold {
            starts.push(length);
        }
        length += words.chars().count();
        job.append(&words, 0.0, format);
    }
    (job, starts)
}

fn see(ui: &mut Ui, text: &str, front: Color32, back: Color32, s: f32) {
    Frame::new()
        .fill(back)
        .corner_radius(CornerRadius::same((8.0 * s) as u8))
        .inner_margin(Margin::symmetric((22.0 * s) as i8, (18.0 * s) as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let text = after_doing(text);
            ui.add(Label::new(marked::job(&text, 20.0 * s, front)).wrap());
        });
}

/// Formats what to see as the end of the instructions. The first word gets a lowercase letter unless
/// it is a name.
fn after_doing(see: &str) -> String {
    const NOT_NAMES: [&str; 13] = [
        "A", "After", "All", "An", "Both", "Each", "Every", "Everyone", "Exactly", "No", "None",
        "One", "The",
    ];
    match see.split_once(' ') {
        // "You should see: you know" would be wrong.
        Some(("You", rest)) => format!("Then you {rest}"),
        Some((first, rest)) if NOT_NAMES.contains(&first) => {
            format!("You should see: {} {rest}", first.to_lowercase())
        }
        _ => format!("You should see: {see}"),
    }
}

/// Draws the progress of the steps and the subject of the call at the bottom of a frame.
pub fn footer(ui: &mut Ui, frame: Rect, shown: &Shown, setting: &Setting<'_>) {
    let c = colors(ui);
    let s = setting.scale;
    let side = side(frame, s);
    let (left, right) = (frame.left() + side, frame.right() - side);
    let top = frame.bottom() - FOOTER * s;
    let gap = 8.0 * s;
    let parts = shown.progress.len().max(1) as f32;
    let width = (right - left - gap * (parts - 1.0)) / parts;
    let bar = Rect::from_min_size(pos2(left, top), vec2(right - left, 6.0 * s));
    let response = ui.allocate_rect(bar, Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, progress_label(shown)));
    for (at, progress) in shown.progress.iter().enumerate() {
        let fill = match progress {
            StepProgress::Done => c.good,
            StepProgress::Ended => c.dim,
            StepProgress::Now => c.accent,
            StepProgress::ToDo => c.track,
        };
        let at = left + (width + gap) * at as f32;
        let part = Rect::from_min_size(pos2(at, top), vec2(width, 6.0 * s));
        ui.painter().rect_filled(part, CornerRadius::same((3.0 * s) as u8), fill);
    }
    let line = Rect::from_min_max(pos2(left, top + 20.0 * s), pos2(right, top + 44.0 * s));
    let mut line =
        ui.new_child(UiBuilder::new().max_rect(line).layout(Layout::left_to_right(Align::Center)));
    line.add(Label::new(plain(SUBJECT, 15.0 * s, Weight::Regular, c.dim)).truncate());
    line.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let size = font(15.0 * s, Weight::Regular);
        let hint = ui.painter().layout_no_wrap(setting.hint.to_owned(), size, c.dim);
        // Without room for it, the list of keys has the same information.
        if hint.size().x <= ui.available_width() {
            ui.label(hint);
        }
    });
}

/// Describes the progress of the steps.
fn progress_label(shown: &Shown) -> String {
    let steps = shown.progress.iter().enumerate();
    let steps: Vec<String> =
        steps.map(|(at, progress)| format!("step {} {}", at + 1, progress.name())).collect();
    steps.join(", ")
}
