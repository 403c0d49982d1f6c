//! A drawing painted by egui: in the window and in pictures.

use eframe::egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::drawing::{Area, Boldness, Ink, Shape, Sketch};
use crate::theme::{Colors, Weight, colors, font};

/// Draws a sketch as large as `width` allows, and returns where it is. Screen readers hear `says`.
pub fn draw(ui: &mut Ui, sketch: &Sketch, width: f32, says: &str) -> Rect {
    let scale = width / sketch.width;
    let size = vec2(width, sketch.height * scale);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, says));
    let brush = Brush { painter: ui.painter(), colors: colors(ui), from: rect.min, scale };
    sketch.shapes.iter().for_each(|shape| brush.paint(shape));
    rect
}

/// Paints a sketch into a rectangle in the colors of a theme.
pub(super) fn paint(painter: &Painter, colors: &'static Colors, sketch: &Sketch, rect: Rect) {
    let brush = Brush { painter, colors, from: rect.min, scale: rect.width() / sketch.width };
    sketch.shapes.iter().for_each(|shape| brush.paint(shape));
}

/// Draws a second, wider ring around the places with a number, in a drawing that is at `rect`.
pub fn light(ui: &Ui, sketch: &Sketch, rect: Rect, number: usize) {
    let scale = rect.width() / sketch.width;
    let brush = Brush { painter: ui.painter(), colors: colors(ui), from: rect.min, scale };
    for mark in sketch.marks.iter().filter(|mark| mark.number == number) {
        let edge = Stroke::new(3.0 * scale, brush.color(Ink::Accent));
        let corners = CornerRadius::same((9.0 * scale).round() as u8);
        let ring = brush.rect(&mark.ring.expand(1.0));
        ui.painter().rect_stroke(ring, corners, edge, StrokeKind::Outside);
    }
}

/// The number of the place under the pointer, in a drawing that is at `rect`.
pub fn pointed_at(ui: &Ui, sketch: &Sketch, rect: Rect) -> Option<usize> {
    let scale = rect.width() / sketch.width;
    let brush = Brush { painter: ui.painter(), colors: colors(ui), from: rect.min, scale };
    let is_there = |ring: &Area| ui.rect_contains_pointer(brush.rect(ring));
    sketch.marks.iter().find(|mark| is_there(&mark.ring)).map(|mark| mark.number)
}

struct Brush<'a> {
    painter: &'a Painter,
    colors: &'static Colors,
    from: Pos2,
    scale: f32,
}

impl Brush<'_> {
    fn paint(&self, shape: &Shape) {
        match shape {
            Shape::Box { area, round, fill, edge } => {
                let fill = fill.map_or(Color32::TRANSPARENT, |ink| self.color(ink));
                let corners = CornerRadius::same((round * self.scale).round() as u8);
                let inside = StrokeKind::Inside;
                self.painter.rect(self.rect(area), corners, fill, self.stroke(*edge), inside);
            }
            Shape::Circle { center, radius, fill, edge } => {
                let fill = fill.map_or(Color32::TRANSPARENT, |ink| self.color(ink));
                let inset = edge.map_or(0.0, |(width, _)| width / 2.0);
                let radius = (radius - inset) * self.scale;
                self.painter.circle(self.place(*center), radius, fill, self.stroke(*edge));
            }
            Shape::Line { through, width, ink } => {
                let through = through.iter().map(|place| self.place(*place)).collect();
                self.painter.line(through, self.stroke(Some((*width, *ink))));
            }
            Shape::Text { at, is_centered, text, size, boldness, ink } => {
                let anchor = if *is_centered { Align2::CENTER_CENTER } else { Align2::LEFT_CENTER };
                let letters = font(size * self.scale, weight(*boldness));
                self.painter.text(self.place(*at), anchor, text, letters, self.color(*ink));
            }
        }
    }

    fn place(&self, [x, y]: [f32; 2]) -> Pos2 {
        self.from + vec2(x, y) * self.scale
    }

    fn rect(&self, area: &Area) -> Rect {
        let from = self.place([area.left, area.top]);
        Rect::from_min_max(from, pos2(from.x, from.y) + vec2(area.width, area.height) * self.scale)
    }

    fn stroke(&self, edge: Option<(f32, Ink)>) -> Stroke {
        edge.map_or(Stroke::NONE, |(width, ink)| Stroke::new(width * self.scale, self.color(ink)))
    }

    fn color(&self, ink: Ink) -> Color32 {
        let c = self.colors;
        match ink {
            Ink::Page => c.card,
            Ink::Bar => c.background,
            Ink::Line => c.line,
            Ink::Edge => c.edge,
            Ink::Blank => c.track,
            Ink::Text => c.text,
            Ink::Dim => c.dim,
            Ink::Accent => c.accent,
            Ink::OnAccent => c.on_accent,
            Ink::AccentSoft => c.accent_soft,
            Ink::Shadow => Color32::BLACK.gamma_multiply(0.1),
        }
    }
}

fn weight(boldness: Boldness) -> Weight {
    match boldness {
        Boldness::Regular => Weight::Regular,
        Boldness::Medium => Weight::Medium,
        Boldness::SemiBold => Weight::SemiBold,
        Boldness::Bold => Weight::Bold,
    }
}
