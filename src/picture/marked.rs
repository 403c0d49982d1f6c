//! Text in which what is written on the screen stands out.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId};

use crate::kb::markup;
use crate::theme::{Weight, font};

/// A text of a size in points and a color, with what is written on the screen in bold.
pub fn job(text: &str, points: f32, color: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for run in markup::runs(text) {
        let weight = if run.bold { Weight::Bold } else { Weight::Regular };
        job.append(run.text, 0.0, format(font(points, weight), points, color));
    }
    job
}

/// How text of a size is set: lines one and a half times as high as its letters.
pub fn format(font_id: FontId, points: f32, color: Color32) -> TextFormat {
    TextFormat {
        font_id,
        color,
        line_height: Some((points * 1.45).round()),
        ..TextFormat::default()
    }
}
