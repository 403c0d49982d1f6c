//! The drawing of a page as vector shapes of a PDF file.

use krilla::geom::{Path, PathBuilder, Point};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, Stroke};
use krilla::surface::Surface;

use super::fonts::{Fonts, Weight};
use super::lines::lines;
use super::style::{DIM, INK, LINK, Style, color};
use crate::drawing::{Area, Boldness, Ink, Shape, Sketch};
use crate::export::words::Span;

/// How far the handles of a curve lie from its ends, for a quarter of a circle of radius 1.
const HANDLE: f32 = 0.5523;
/// The height of capital letters, halved, as a share of the size of the font.
const HALF_CAPITAL: f32 = 0.36;

/// Draws a sketch with its upper left corner at the origin, in the sketch's own points.
pub fn paint(surface: &mut Surface<'_>, fonts: &Fonts, sketch: &Sketch) {
    for shape in &sketch.shapes {
        match shape {
            Shape::Box { area, round, fill, edge } => {
                filled(surface, *fill, rounded(area, *round).as_ref());
                if let Some((width, _)) = edge {
                    let inside = area.expand(-width / 2.0);
                    stroked(surface, *edge, rounded(&inside, *round).as_ref());
                }
            }
            Shape::Circle { center: [x, y], radius, fill, edge } => {
                let around = |radius: f32| {
                    let area = Area::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius);
                    rounded(&area, radius)
                };
                filled(surface, *fill, around(*radius).as_ref());
                if let Some((width, _)) = edge {
                    stroked(surface, *edge, around(radius - width / 2.0).as_ref());
                }
            }
            Shape::Line { through, width, ink } => {
                let mut path = PathBuilder::new();
                for (at, [x, y]) in through.iter().enumerate() {
                    if at == 0 {
                        path.move_to(*x, *y);
                    } else {
                        path.line_to(*x, *y);
                    }
                }
                stroked(surface, Some((*width, *ink)), path.finish().as_ref());
            }
            Shape::Text { at, is_centered, text, size, boldness, ink } => {
                write(surface, fonts, *at, *is_centered, text, (*size, *boldness, *ink));
            }
        }
    }
}

fn write(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    [x, y]: [f32; 2],
    is_centered: bool,
    text: &str,
    (size, boldness, ink): (f32, Boldness, Ink),
) {
    let weight = match boldness {
        Boldness::Regular => Weight::Regular,
        Boldness::Medium | Boldness::SemiBold => Weight::SemiBold,
        Boldness::Bold => Weight::Bold,
    };
    let style = Style { size, line: size * 1.3, weight, color: rgb(ink) };
    let spans = [Span { text: text.to_owned(), ..Span::default() }];
    let Some(line) = lines(&spans, style, f32::MAX, fonts).lines.into_iter().next() else { return };
    let left = if is_centered { x - line.width / 2.0 } else { x };
    set_fill(surface, ink);
    for run in &line.runs {
        if let Some(font) = fonts.face(run.font) {
            let start = Point::from_xy(left + run.x, y + size * HALF_CAPITAL);
            surface.draw_glyphs(start, &run.glyphs, font.clone(), &run.text, size, false);
        }
    }
}

fn set_fill(surface: &mut Surface<'_>, ink: Ink) {
    let paint = color(rgb(ink)).into();
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::default() }));
}

fn filled(surface: &mut Surface<'_>, ink: Option<Ink>, path: Option<&Path>) {
    if let (Some(ink), Some(path)) = (ink, path) {
        set_fill(surface, ink);
        surface.draw_path(path);
    }
}

fn stroked(surface: &mut Surface<'_>, edge: Option<(f32, Ink)>, path: Option<&Path>) {
    if let (Some((width, ink)), Some(path)) = (edge, path) {
        let paint = color(rgb(ink)).into();
        surface.set_fill(None);
        let line_cap = LineCap::Round;
        surface.set_stroke(Some(Stroke { paint, width, line_cap, ..Stroke::default() }));
        surface.draw_path(path);
    }
}

/// A rectangle whose corners are quarters of circles.
pub fn rounded(area: &Area, round: f32) -> Option<Path> {
    let r = round.min(area.width / 2.0).min(area.height / 2.0).max(0.0);
    let (left, top, right, bottom) = (area.left, area.top, area.right(), area.bottom());
    let h = r * (1.0 - HANDLE);
    let mut path = PathBuilder::new();
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - h, top, right, top + h, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - h, right - h, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + h, bottom, left, bottom - h, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + h, left + h, top, left + r, top);
    path.close();
    path.finish()
}

/// The colors on paper: grays, and one accent that is dark enough for a print without color.
fn rgb(ink: Ink) -> (u8, u8, u8) {
    match ink {
        Ink::Page | Ink::OnAccent => (0xff, 0xff, 0xff),
        Ink::Bar => (0xf4, 0xf6, 0xf9),
        Ink::Line => (0xdd, 0xe2, 0xe9),
        Ink::Edge => (0xc3, 0xca, 0xd5),
        Ink::Blank => (0xe0, 0xe4, 0xea),
        Ink::Text => INK,
        Ink::Dim => DIM,
        Ink::Accent => LINK,
        Ink::AccentSoft => (0xe6, 0xed, 0xfd),
        Ink::Shadow => (0xe4, 0xe6, 0xe9),
    }
}
