//! A step as a large card, for a shared screen and for pictures. Sizes are those in a window 1280
//! points wide, multiplied by a scale.

use eframe::egui::text::{CCursor, CharIndex, LayoutJob};
use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Label, Layout, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::marked::{self, plain};
use super::shown::{Closing, Shown, StepProgress};
use super::{card_page, clicks};
use crate::kb::markup;
use crate::theme::{Weight, colors, font, icon};

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
pub struct Setting {
    /// The scale of all sizes: 1 for a window 1280 points wide.
    pub scale: f32,
    /// The smallest font size of the instructions, in points, however small the rest is.
    pub least: f32,
    /// Whether to number the places to look at or click.
    pub callouts: bool,
}

/// Draws a card into the whole of `ui`; returns whether it fits.
pub fn draw(ui: &mut Ui, shown: &Shown, setting: &Setting) -> bool {
    let frame = ui.max_rect();
    ui.painter().rect_filled(frame, CornerRadius::ZERO, colors(ui).card);
    let room = room(frame, setting.scale);
    let mut content = ui.new_child(UiBuilder::new().max_rect(room));
    self::content(&mut content, shown, setting, room.height());
    footer(ui, frame, &shown.progress, &shown.labels.subject, setting.scale);
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
pub fn content(ui: &mut Ui, shown: &Shown, setting: &Setting, height: f32) {
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
    if !shown.clicks.is_empty() {
        ui.add_space(32.0 * s);
        let look = clicks::Look { text: 22.0 * s, note: None, disc: 36.0 * s, gap: 22.0 * s };
        clicks::draw(ui, &shown.clicks, look, None);
    } else if !shown.action.is_empty() {
        ui.add_space(36.0 * s);
        action(ui, &shown.action, setting);
    }
    if !shown.see.is_empty() {
        ui.add_space(34.0 * s);
        card_page::see(ui, shown, s);
    }
    if shown.wait.is_some() || shown.warning.is_some() {
        ui.add_space(16.0 * s);
        card_page::before(ui, shown, s);
    }
}

/// Draws the page after the last step: what was done, and what comes next. Returns whether it fits.
pub fn draw_closing(ui: &mut Ui, closing: &Closing, s: f32) -> bool {
    let frame = ui.max_rect();
    ui.painter().rect_filled(frame, CornerRadius::ZERO, colors(ui).card);
    let room = room(frame, s);
    let mut content = ui.new_child(UiBuilder::new().max_rect(room));
    closing_content(&mut content, closing, s);
    footer(ui, frame, &closing.progress, &closing.subject, s);
    content.min_rect().bottom() <= room.bottom()
}

/// Draws everything of the page after the last step but the footer.
pub fn closing_content(ui: &mut Ui, closing: &Closing, s: f32) {
    let c = colors(ui);
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    ui.add_space(40.0 * s);
    title(ui, &closing.title, 36.0 * s);
    if !closing.done.is_empty() {
        ui.add_space(28.0 * s);
        heading(ui, &closing.done_heading, 22.0 * s);
        ui.add_space(12.0 * s);
    }
    for done in &closing.done {
        ui.horizontal(|ui| {
            ui.label(plain(icon::CHECK, 20.0 * s, Weight::Regular, c.good));
            ui.add_space(12.0 * s);
            ui.add(Label::new(marked::job(done, 20.0 * s, c.text)).wrap());
        });
        ui.add_space(6.0 * s);
    }
    ui.add_space(24.0 * s);
    card_page::boxed(ui, s, c.good_soft, |ui| {
        card_page::heading_line(ui, icon::ARROW_RIGHT, &closing.next_heading, c.good, s);
        ui.add_space(6.0 * s);
        ui.add(Label::new(marked::job(&closing.next, 18.0 * s, c.text)).wrap());
    });
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
                ui.label(plain(&shown.labels.position, 16.0 * s, Weight::Regular, c.dim));
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
    named(ui, text, plain(text, points, Weight::Bold, colors(ui).text));
}

fn heading(ui: &mut Ui, text: &str, points: f32) {
    named(ui, text, plain(text, points, Weight::SemiBold, colors(ui).text));
}

fn named(ui: &mut Ui, text: &str, words: eframe::egui::RichText) {
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

fn action(ui: &mut Ui, text: &str, setting: &Setting) {
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

/// Draws the progress of the steps and the subject of the call at the bottom of a frame.
pub fn footer(ui: &mut Ui, frame: Rect, steps: &[StepProgress], subject: &str, s: f32) {
    let c = colors(ui);
    let side = side(frame, s);
    let (left, right) = (frame.left() + side, frame.right() - side);
    let top = frame.bottom() - FOOTER * s;
    let gap = 8.0 * s;
    let parts = steps.len().max(1) as f32;
    let width = (right - left - gap * (parts - 1.0)) / parts;
    let bar = Rect::from_min_size(pos2(left, top), vec2(right - left, 6.0 * s));
    let response = ui.allocate_rect(bar, Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, progress_label(steps)));
    for (at, progress) in steps.iter().enumerate() {
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
    line.add(Label::new(plain(subject, 15.0 * s, Weight::Regular, c.dim)).truncate());
}

/// Describes the progress of the steps.
fn progress_label(steps: &[StepProgress]) -> String {
    let steps = steps.iter().enumerate();
    let steps: Vec<String> =
        steps.map(|(at, progress)| format!("step {} {}", at + 1, progress.name())).collect();
    steps.join(", ")
}
