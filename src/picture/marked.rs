//! Text in which words that are written on the screen are bold.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, RichText};

use crate::kb::markup;
use crate::theme::{Weight, font};

/// Lays out a text in a size in points and a color, with words that are written on the screen in bold.
pub fn job(text: &str, points: f32, color: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for run in markup::runs(text) {
        let weight = if run.bold { Weight::Bold } else { Weight::Regular };
        job.append(run.text, 0.0, format(font(points, weight), points, color));
    }
    job
}

/// Returns the format of text: lines 1.45 times as high as the font.
pub fn format(font_id: FontId, points: f32, color: Color32) -> TextFormat {
    TextFormat {
        font_id,
        color,
        line_height: Some((points * 1.45).round()),
        ..TextFormat::default()
    }
}

/// Text of one weight.
pub fn plain(text: &str, points: f32, weight: Weight, color: Color32) -> RichText {
    RichText::new(text).font(font(points, weight)).color(color)
}
