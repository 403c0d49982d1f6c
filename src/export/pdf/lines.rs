//! Breaks text of one style into lines of glyphs.

use std::ops::Range;
use std::rc::Rc;

use krilla::text::{GlyphId, KrillaGlyph};
use parley::style::{FontWeight, OverflowWrap, StyleProperty};
use parley::{FontFamily, FontFamilyName, Layout, LineHeight};

use super::fonts::{FAMILY, Fonts, Weight};
use super::style::Style;
use crate::export::words::Span;
use crate::text::visible;

/// Consecutive glyphs of one font on a line.
#[derive(Clone, Debug)]
pub struct Run {
    /// The distance from the left end of the line, in points.
    pub x: f32,
    /// The width of its glyphs, in points.
    pub width: f32,
    /// The address that it leads to.
    pub link: Option<Rc<str>>,
    /// The id of the font in [`Fonts`].
    pub font: u64,
    /// The glyphs; their ranges are byte ranges of `text`.
    pub glyphs: Vec<KrillaGlyph>,
    /// The text that the line is part of.
    pub text: Rc<str>,
}

/// A line of text.
#[derive(Clone, Debug)]
pub struct Line {
    /// The glyphs.
    pub runs: Vec<Run>,
    /// The style.
    pub style: Style,
    /// The distance from its top to its baseline, in points.
    pub baseline: f32,
    /// The width of its glyphs, in points.
    pub width: f32,
}

/// A text, laid out.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The lines.
    pub lines: Vec<Line>,
    /// The text itself; `None` if the fonts have all its characters.
    pub actual: Option<String>,
}

/// Breaks a text into lines.
pub fn lines(spans: &[Span], style: Style, width: f32, fonts: &Fonts) -> Lines {
    let (mut text, mut actual, mut bold) = (String::new(), String::new(), Vec::new());
    let mut links: Vec<(Range<usize>, Rc<str>)> = Vec::new();
    for span in spans {
        let start = text.len();
        let seen = visible(&span.text);
        text.extend(seen.chars().map(|c| fonts.shown(c)));
        actual += &seen;
        bold.extend(span.bold.then_some(start..text.len()));
        let link = span.link.as_deref();
        links.extend(link.map(|address| (start..text.len(), address.into())));
    }
    let text: Rc<str> = text.into();
    let layout = broken(&text, &bold, style, width, fonts);
    let lines = layout.lines().map(|line| {
        let metrics = line.metrics();
        let baseline = metrics.baseline - metrics.block_min_coord;
        Line { runs: runs(&line, &text, &links), style, baseline, width: metrics.advance }
    });
    let lines = lines.collect();
    Lines { lines, actual: (*text != *actual).then_some(actual) }
}

fn broken(
    text: &str,
    bold: &[Range<usize>],
    style: Style,
    width: f32,
    fonts: &Fonts,
) -> Layout<()> {
    let mut contexts = fonts.layout.borrow_mut();
    let (fonts, layouts) = &mut *contexts;
    let mut builder = layouts.ranged_builder(fonts, text, 1.0, false);
    let weight = |weight: Weight| StyleProperty::FontWeight(FontWeight::new(weight.number()));
    let family = FontFamily::Single(FontFamilyName::Named(FAMILY.into()));
    builder.push_default(StyleProperty::FontFamily(family));
    builder.push_default(StyleProperty::FontSize(style.size));
    builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(style.line)));
    builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
    builder.push_default(weight(style.weight));
    for range in bold {
        builder.push(weight(Weight::SemiBold), range.clone());
    }
    let mut layout = builder.build(text);
    layout.break_all_lines(Some(width));
    layout
}

fn runs(
    line: &parley::Line<'_, ()>,
    text: &Rc<str>,
    links: &[(Range<usize>, Rc<str>)],
) -> Vec<Run> {
    let link_at = |at: usize| {
        links.iter().find(|(range, _)| range.contains(&at)).map(|(_, address)| address.clone())
    };
    let mut x = 0.0;
    let mut runs = Vec::new();
    for run in line.runs() {
        let (mut start, size) = (x, run.font_size());
        let font = run.font().data.id();
        let mut link = None;
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        for cluster in run.visual_clusters() {
            let leads_to = link_at(cluster.text_range().start);
            if leads_to != link {
                let glyphs = std::mem::take(&mut glyphs);
                let (width, link) = (x - start, std::mem::replace(&mut link, leads_to));
                runs.push(Run { x: start, width, link, font, glyphs, text: Rc::clone(text) });
                start = x;
            }
            // The glyph of a ligature stands for all its characters.
            if cluster.is_ligature_continuation() {
                if let Some(glyph) = glyphs.last_mut() {
                    glyph.text_range.end = cluster.text_range().end;
                }
                continue;
            }
            // A line break has no visible glyph.
            for glyph in cluster.glyphs().filter(|glyph| glyph.id != 0) {
                glyphs.push(KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / size,
                    glyph.x / size,
                    glyph.y / size,
                    0.0,
                    cluster.text_range(),
                    None,
                ));
                x += glyph.advance;
            }
        }
        let width = x - start;
        runs.push(Run { x: start, width, link, font, glyphs, text: Rc::clone(text) });
    }
    runs.retain(|run| !run.glyphs.is_empty());
    runs
}
