//! A page of a document, painted by egui as its PDF has it, for a preview.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, ColorImage, CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind,
    TextureHandle, TextureOptions, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::drawing;
use crate::drawing::Boldness;
use crate::export::{PageItem, PagePreview, Png};
use crate::theme::{LIGHT, Weight, colors, font, paper_ink};

/// Half the height of capital letters, as a share of the size of the font.
const HALF_CAPITAL: f32 = 0.36;

/// Draws a page as wide as `width`, white in every theme, with an edge, and returns where it is.
pub fn draw(ui: &mut Ui, page: &PagePreview, width: f32) -> Rect {
    let scale = width / page.width;
    let size = vec2(width, page.height * scale);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &page.text));
    if !ui.is_rect_visible(rect) {
        return rect;
    }
    ui.painter().rect_filled(rect, CornerRadius::ZERO, paper_ink(0xff, 0xff, 0xff));
    for item in &page.items {
        paint(ui, item, rect, scale);
    }
    let edge = Stroke::new(1.0, colors(ui).edge);
    ui.painter().rect_stroke(rect, CornerRadius::ZERO, edge, StrokeKind::Inside);
    rect
}

fn paint(ui: &Ui, item: &PageItem, page: Rect, scale: f32) {
    let place = |[x, y]: [f32; 2]| page.min + vec2(x, y) * scale;
    let area = |[x, y, width, height]: [f32; 4]| {
        Rect::from_min_size(place([x, y]), vec2(width, height) * scale)
    };
    let painter = ui.painter();
    match item {
        PageItem::Ground(at, round, ink) => {
            let corners = CornerRadius::same((round * scale).round() as u8);
            painter.rect_filled(area(*at), corners, rgb(*ink));
        }
        PageItem::Ring(center, radius, width, ink) => {
            let stroke = Stroke::new(width * scale, rgb(*ink));
            painter.circle_stroke(place(*center), radius * scale, stroke);
        }
        PageItem::Stroke(through, width, ink) => {
            let through = through.iter().map(|at| place(*at)).collect();
            painter.line(through, Stroke::new(width * scale, rgb(*ink)));
        }
        PageItem::Text([x, baseline], text, size, boldness, ink) => {
            let letters = font(size * scale, weight(*boldness));
            let at = place([*x, baseline - size * HALF_CAPITAL]);
            painter.text(at, Align2::LEFT_CENTER, text, letters, rgb(*ink));
        }
        PageItem::Picture(at, png) => {
            if let Some(texture) = texture(ui, png) {
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                painter.image(texture.id(), area(*at), whole, Color32::WHITE);
            }
        }
        PageItem::Drawing(at, share, sketch) => {
            let size: Vec2 = vec2(sketch.width, sketch.height) * *share * scale;
            let rect = Rect::from_min_size(place(*at), size);
            drawing::paint(painter, &LIGHT, sketch, rect);
        }
    }
}

/// The texture of a picture, made once. One of the same size is kept: a document has its logo.
fn texture(ui: &Ui, png: &Png) -> Option<TextureHandle> {
    let id = Id::unique(("page picture", png.width, png.height));
    if let Some((known, texture)) = ui.data(|data| data.get_temp::<(Png, TextureHandle)>(id)) {
        if Arc::ptr_eq(&known.bytes, &png.bytes) {
            return Some(texture);
        }
        if known == *png {
            // Made again with the document; from the next frame on, it is the same one.
            ui.data_mut(|data| data.insert_temp(id, (png.clone(), texture.clone())));
            return Some(texture);
        }
    }
    let image = decoded(png)?;
    let texture = ui.ctx().load_texture("page picture", image, TextureOptions::LINEAR);
    ui.data_mut(|data| data.insert_temp(id, (png.clone(), texture.clone())));
    Some(texture)
}

fn decoded(png: &Png) -> Option<ColorImage> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(&png.bytes[..]));
    decoder.set_transformations(
        png::Transformations::normalize_to_color8() | png::Transformations::ALPHA,
    );
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    let size = [frame.width as usize, frame.height as usize];
    let is_whole =
        frame.color_type == png::ColorType::Rgba && pixels.len() == size[0] * size[1] * 4;
    is_whole.then(|| ColorImage::from_rgba_unmultiplied(size, &pixels))
}

fn rgb((red, green, blue): (u8, u8, u8)) -> Color32 {
    paper_ink(red, green, blue)
}

fn weight(boldness: Boldness) -> Weight {
    match boldness {
        Boldness::Regular => Weight::Regular,
        Boldness::Medium => Weight::Medium,
        Boldness::SemiBold => Weight::SemiBold,
        Boldness::Bold => Weight::Bold,
    }
}
