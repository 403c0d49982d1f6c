//! The pages of a document as plain shapes, for a preview in the window: the same layout as the PDF.

use super::fonts::{Fonts, Weight};
use super::layout::{Cell, Ornament, What, lay_out};
use super::lines::Line;
use super::paint::{footer, sign};
use super::style::{FOOTER_RULE, INK, LINK, PAGE, QUIET, RULE, SIDE, WIDTH};
use crate::drawing::{Boldness, Sketch};
use crate::export::document::{Document, Image, Png, Tick};

/// A color on paper.
type Rgb = (u8, u8, u8);

/// A page of a document. Sizes are in points of 1/72 inch.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePreview {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// What is on it; later items lie over earlier ones.
    pub items: Vec<PageItem>,
    /// Its text, as screen readers say it.
    pub text: String,
    /// The headings on it with their distance from the top.
    pub headings: Vec<(f32, String)>,
}

/// Something on a page, at its upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum PageItem {
    /// A filled rectangle: its place, width, height, radius of its corners, and color.
    Ground([f32; 4], f32, Rgb),
    /// A ring: its center, radius, width and color.
    Ring([f32; 2], f32, f32, Rgb),
    /// Strokes through places, with their width and color.
    Stroke(Vec<[f32; 2]>, f32, Rgb),
    /// Text of one weight: its left end, the height of its baseline, the text, size, weight and color.
    Text([f32; 2], String, f32, Boldness, Rgb),
    /// A picture: its place, width and height.
    Picture([f32; 4], Png),
    /// A drawing: its place and how large it is, as a share of its own size.
    Drawing([f32; 2], f32, Sketch),
}

/// Lays out a document as pages of A4, as the PDF of it has them.
///
/// # Errors
/// If an embedded font is damaged.
pub fn pages<A>(document: &Document<A>) -> Result<Vec<PagePreview>, String> {
    let fonts = Fonts::load().ok_or("an embedded font cannot be read")?;
    let laid_out = lay_out(document, &fonts);
    let count = laid_out.pages.len();
    let page = |(at, rows): (usize, &Vec<(f32, usize)>)| {
        let mut items = Vec::new();
        for (y, row) in rows {
            for cell in &laid_out.rows[*row].cells {
                of_cell(&mut items, *y, cell, &fonts);
            }
        }
        items.push(PageItem::Ground([SIDE, FOOTER_RULE, WIDTH, 0.75], 0.0, QUIET));
        for (x, y, line) in footer(document, at + 1, count, &fonts) {
            text(&mut items, x, y, &line, &fonts);
        }
        let entries = laid_out.outline.iter();
        let headings = entries.filter_map(|entry| {
            let (y, _) = rows.iter().find(|(_, row)| *row == entry.row)?;
            Some((*y, entry.text.clone()))
        });
        let (text, headings) = (spoken(&items), headings.collect());
        PagePreview { width: PAGE.0, height: PAGE.1, items, text, headings }
    };
    Ok(laid_out.pages.iter().enumerate().map(page).collect())
}

fn spoken(items: &[PageItem]) -> String {
    let texts = items.iter().filter_map(|item| match item {
        PageItem::Text(_, text, ..) => Some(text.trim()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

fn of_cell(items: &mut Vec<PageItem>, y: f32, cell: &Cell, fonts: &Fonts) {
    let (x, y) = (SIDE + cell.x, y + cell.y);
    match &cell.what {
        What::Text(line, _) => text(items, x, y, line, fonts),
        What::Box(tick) => tick_box(items, x, y, *tick),
        What::Picture(picture, width, height) => match &picture.image {
            Image::Png(png) => {
                let frame = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]];
                let frame = frame.map(|[right, down]| [x + right * width, y + down * height]);
                items.push(PageItem::Picture([x, y, *width, *height], png.clone()));
                items.push(PageItem::Stroke(frame.into(), 0.6, RULE));
            }
            Image::Drawing(sketch, _) => {
                items.push(PageItem::Drawing([x, y], width / sketch.width, sketch.clone()));
            }
        },
        What::Ornament(ornament) => match ornament {
            Ornament::Ground(width, height, round, ink) => {
                items.push(PageItem::Ground([x, y, *width, *height], *round, *ink));
            }
            Ornament::Disc(radius, ink) => {
                let size = 2.0 * radius;
                items.push(PageItem::Ground([x, y, size, size], *radius, *ink));
            }
            Ornament::Sign(tone, ink) => {
                items.push(PageItem::Ring([x + 6.0, y + 6.0], 6.0, 1.1, *ink));
                let strokes = sign(*tone).iter().map(|(right, down)| [x + right, y + down]);
                items.push(PageItem::Stroke(strokes.collect(), 1.1, *ink));
            }
            Ornament::Logo(png, width, height) => {
                items.push(PageItem::Picture([x, y, *width, *height], png.clone()));
            }
            Ornament::Text(line) => text(items, x, y, line, fonts),
        },
    }
}

fn text(items: &mut Vec<PageItem>, x: f32, y: f32, line: &Line, fonts: &Fonts) {
    for run in &line.runs {
        let first = run.glyphs.iter().map(|glyph| glyph.text_range.start).min();
        let last = run.glyphs.iter().map(|glyph| glyph.text_range.end).max();
        let written = first.zip(last).and_then(|(first, last)| run.text.get(first..last));
        let Some(written) = written else { continue };
        let (from, baseline) = (x + run.x, y + line.baseline);
        let ink = if run.link.is_some() { LINK } else { line.style.color };
        let boldness = match fonts.weight(run.font) {
            Weight::Regular => Boldness::Regular,
            Weight::SemiBold => Boldness::SemiBold,
            Weight::Bold => Boldness::Bold,
        };
        let written = written.replace('\n', " ");
        items.push(PageItem::Text([from, baseline], written, line.style.size, boldness, ink));
        if run.link.is_some() {
            items.push(PageItem::Ground([from, baseline + 1.6, run.width, 0.6], 0.0, LINK));
        }
    }
}

fn tick_box(items: &mut Vec<PageItem>, x: f32, y: f32, tick: Tick) {
    let mut stroke = |through: &[[f32; 2]], width| {
        let through = through.iter().map(|[right, down]| [x + right, y + down]);
        items.push(PageItem::Stroke(through.collect(), width, INK));
    };
    stroke(&[[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 0.0]], 0.8);
    match tick {
        Tick::Done => stroke(&[[2.2, 4.8], [3.9, 6.6], [6.9, 2.6]], 1.2),
        Tick::Left => {}
        Tick::Unclear => {
            stroke(&[[2.7, 2.7], [6.3, 6.3]], 1.2);
            stroke(&[[6.3, 2.7], [2.7, 6.3]], 1.2);
        }
    }
}
