//! The pages of a document as plain pieces, to be painted elsewhere exactly as the PDF has them.

use super::fonts::{Fonts, Weight};
use super::layout::{self, Ornament, What};
use super::lines::Line;
use super::style::{BESIDE_BAR, PAGE, RULE, SIDE, WIDTH};
use crate::export::document::{Document, Image, Tick};
use crate::drawing::Sketch;

/// A piece of a page. Places are in points from the upper left corner of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewPiece {
    /// A text on one line, from its left end and its baseline.
    Text {
        /// The left end and the baseline.
        at: (f32, f32),
        /// The font size.
        size: f32,
        /// The weight, from 400 to 700.
        weight: f32,
        /// The color.
        color: (u8, u8, u8),
        /// The width that it takes in the PDF.
        width: f32,
        /// The text.
        text: String,
        /// Whether it is a link.
        is_link: bool,
    },
    /// A filled rectangle: left, top, width, height.
    Rectangle((f32, f32, f32, f32), (u8, u8, u8)),
    /// A box of nine points with its mark, from its upper left corner.
    Box((f32, f32), Tick),
    /// A drawing: left, top, width, height.
    Drawing((f32, f32, f32, f32), Sketch),
    /// A picture, of which only the place is kept: left, top, width, height.
    Picture((f32, f32, f32, f32)),
}

/// The pages of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The width and height of a page.
    pub page: (f32, f32),
    /// The pieces of each page.
    pub pages: Vec<Vec<PreviewPiece>>,
}

/// Lays a document out as its PDF does.
pub fn preview<A>(document: &Document<A>) -> Preview {
    let Some(fonts) = Fonts::load() else { return Preview { page: PAGE, pages: Vec::new() } };
    let laid_out = layout::lay_out(document, &fonts);
    let pages = laid_out.pages.iter().map(|rows| {
        let mut pieces = Vec::new();
        for (y, at) in rows {
            let row = &laid_out.rows[*at];
            match row.ornament {
                Some(Ornament::Rule) => {
                    pieces.push(PreviewPiece::Rectangle((SIDE, *y, WIDTH, 0.75), RULE));
                }
                Some(Ornament::Bar) => {
                    let bar = (SIDE, *y, BESIDE_BAR / 6.0, row.height);
                    pieces.push(PreviewPiece::Rectangle(bar, RULE));
                }
                None => {}
            }
            for cell in &row.cells {
                let x = SIDE + cell.x;
                match &cell.what {
                    What::Text(line, address) => {
                        texts(line, (x, *y), address.is_some(), &fonts, &mut pieces);
                    }
                    What::Box(tick) => pieces.push(PreviewPiece::Box((x, y + 3.0), *tick)),
                    What::Picture(picture, width, height) => {
                        let place = (x, *y, *width, *height);
                        pieces.push(match &picture.image {
                            Image::Png(_) => PreviewPiece::Picture(place),
                            Image::Drawing(sketch, _) => {
                                PreviewPiece::Drawing(place, sketch.clone())
                            }
                        });
                    }
                }
            }
        }
        pieces
    });
    Preview { page: PAGE, pages: pages.collect() }
}

/// The runs of a line.
fn texts(
    line: &Line,
    (x, y): (f32, f32),
    is_link: bool,
    fonts: &Fonts,
    pieces: &mut Vec<PreviewPiece>,
) {
    for run in &line.runs {
        let (Some(first), Some(last)) = (run.glyphs.first(), run.glyphs.last()) else { continue };
        let range = first.text_range.start.min(last.text_range.start)
            ..first.text_range.end.max(last.text_range.end);
        let text = run.text.get(range).unwrap_or_default();
        let advance: f32 = run.glyphs.iter().map(|glyph| glyph.x_advance).sum();
        pieces.push(PreviewPiece::Text {
            at: (x + run.x, y + line.baseline),
            size: line.style.size,
            weight: fonts.weight(run.font).map_or(400.0, Weight::number),
            color: line.style.color,
            width: advance * line.style.size,
            text: text.trim_end().to_owned(),
            is_link,
        });
    }
}
