//! Headings, captions and paragraphs.

use std::sync::Arc;

use eframe::egui::accesskit::Live;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Color32, FontId, Response, Role, Ui};

use crate::kb::markup;
use crate::theme::{Weight, colors, font, size};

/// A caption in capitals above a group.
pub fn caption(ui: &mut Ui, text: &str) {
    let shown = egui::RichText::new(text.to_uppercase());
    let shown = shown.font(font(size::SMALL, Weight::SemiBold)).color(colors(ui).dim);
    let response = ui.label(shown);
    set_heading(&response, text);
}

/// A heading, also for screen readers, of a size in points.
pub fn heading(ui: &mut Ui, text: &str, points: f32) {
    let label = egui::Label::new(egui::RichText::new(text).font(font(points, Weight::Bold))).wrap();
    let response = ui.add(label);
    set_heading(&response, text);
}

fn set_heading(response: &Response, text: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(text);
    });
}

/// Text of a size in points, with what it quotes from the page in bold.
pub fn marked(ui: &mut Ui, text: &str, points: f32, color: Color32) -> Response {
    let mut job = LayoutJob::default();
    for run in markup::runs(text) {
        let weight = if run.bold { Weight::Bold } else { Weight::Regular };
        let format = TextFormat {
            font_id: font(points, weight),
            color,
            line_height: Some(line_height(points)),
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

/// The height of dim small text where it is drawn next, in points.
pub fn height_of_small(ui: &Ui, text: &str) -> f32 {
    let wide = ui.available_width();
    let words = ui.painter().layout(
        text.to_owned(),
        font(size::SMALL, Weight::Regular),
        Color32::PLACEHOLDER,
        wide,
    );
    words.rows.len() as f32 * line_height(size::SMALL)
}

/// The height of a line of text of a size in points.
fn line_height(points: f32) -> f32 {
    (points * 1.45).round()
}

/// Text of a size in points and a weight.
pub fn words(ui: &mut Ui, text: &str, points: f32, weight: Weight) -> Response {
    let c = colors(ui).text;
    ui.add(egui::Label::new(egui::RichText::new(text).font(font(points, weight)).color(c)).wrap())
}

/// Makes screen readers say a text when it appears or changes.
pub fn announce(ui: &Ui, text: &Response) {
    ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(Live::Polite));
}

/// Lays out a text in one line.
pub(super) fn layout_line(
    ui: &Ui,
    text: &str,
    font_id: FontId,
    color: Color32,
) -> Arc<egui::Galley> {
    ui.painter().layout_no_wrap(text.to_owned(), font_id, color)
}
