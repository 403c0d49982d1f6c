//! Writes pages as a PDF file.

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, FillRule, LineCap, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

use super::fonts::Fonts;
use super::layout::{Cell, LaidOut, Ornament, Row, What};
use super::lines::{Line, lines};
use super::sketch;
use super::style::{BESIDE_BAR, FOOTER, INK, PAGE, RULE, SIDE, SMALL, WIDTH, color};
use super::tags::{Part, tree};
use crate::export::document::{Image as Picture, Tick};
use crate::export::text;
use crate::export::words::Span;

/// The language of documents.
const LANGUAGE: &str = "en-US";

/// Writes the pages.
pub fn paint(title: &str, laid_out: LaidOut, fonts: &Fonts) -> Result<Vec<u8>, String> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let configuration = accessible.finish().map_err(|error| format!("{error:?}"))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("the page size is not valid")?;
    let mut drawn: Vec<Vec<Identifier>> = Vec::new();
    drawn.resize_with(laid_out.parts, Vec::new);
    let pages = laid_out.pages.len();
    for (at, rows) in laid_out.pages.iter().enumerate() {
        let mut page = document.start_page_with(size.clone());
        let mut brush = Brush { surface: page.surface(), fonts, drawn: &mut drawn };
        for (y, row) in rows {
            brush.row(*y, &laid_out.rows[*row])?;
        }
        brush.footer(title, at + 1, pages);
        drop(brush);
        for (y, row) in rows {
            for cell in &laid_out.rows[*row].cells {
                link(&mut page, *y, cell, &mut drawn);
            }
        }
        page.finish();
    }
    document.set_outline(outline(&laid_out));
    document.set_tag_tree(tree(laid_out.structure, drawn).with_lang(Some(LANGUAGE.to_owned())));
    // Without a date or an id, so that the same ticket gives the same file.
    let metadata = Metadata::new().title(title.to_owned()).language(LANGUAGE.to_owned());
    document.set_metadata(metadata.creator("Syncmend".to_owned()));
    document.finish().map_err(|error| format!("{error:?}"))
}

struct Brush<'a> {
    surface: Surface<'a>,
    fonts: &'a Fonts,
    drawn: &'a mut [Vec<Identifier>],
}

impl Brush<'_> {
    fn row(&mut self, y: f32, row: &Row) -> Result<(), String> {
        if let Some(ornament) = row.ornament {
            self.surface
                .start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            match ornament {
                Ornament::Rule => self.rectangle(SIDE, y, WIDTH, 0.75),
                Ornament::Bar => self.rectangle(SIDE, y, BESIDE_BAR / 6.0, row.height),
            }
            self.surface.end_tagged();
        }
        for cell in &row.cells {
            self.cell(y, cell)?;
        }
        Ok(())
    }

    fn cell(&mut self, y: f32, cell: &Cell) -> Result<(), String> {
        let x = SIDE + cell.x;
        match &cell.what {
            What::Text(line, _) => {
                let id = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.line(x, y, line);
                self.drew(cell.part, id);
            }
            What::Box(tick) => {
                let sign = SpanTag::empty().with_actual_text(Some(text::mark(*tick)));
                let id = self.surface.start_tagged(ContentTag::Span(sign));
                self.tick_box(x, y + 3.0, *tick);
                self.drew(cell.part, id);
            }
            What::Picture(picture, width, height) => {
                let id = self.surface.start_tagged(ContentTag::Other);
                self.surface.push_transform(&Transform::from_translate(x, y));
                match &picture.image {
                    Picture::Png(png) => {
                        let image = Image::from_png(png.bytes.to_vec().into(), false)?;
                        let size = Size::from_wh(*width, *height).ok_or("a picture has no size")?;
                        self.surface.draw_image(image, size);
                        self.frame(0.0, 0.0, *width, *height, (RULE, 0.6));
                    }
                    Picture::Drawing(sketch, _) => {
                        let scale = width / sketch.width;
                        self.surface.push_transform(&Transform::from_scale(scale, scale));
                        sketch::paint(&mut self.surface, self.fonts, sketch);
                        self.surface.pop();
                    }
                }
                self.surface.pop();
                self.drew(cell.part, id);
            }
        }
        Ok(())
    }

    fn drew(&mut self, part: Part, id: Identifier) {
        self.surface.end_tagged();
        if let Some(drawn) = self.drawn.get_mut(part) {
            drawn.push(id);
        }
    }

    fn line(&mut self, x: f32, y: f32, line: &Line) {
        self.fill(line.style.color);
        for run in &line.runs {
            if let Some(font) = self.fonts.face(run.font) {
                let start = Point::from_xy(x + run.x, y + line.baseline);
                let size = line.style.size;
                self.surface.draw_glyphs(start, &run.glyphs, font.clone(), &run.text, size, false);
            }
        }
    }

    fn fill(&mut self, of: (u8, u8, u8)) {
        let paint = color(of).into();
        let fill = Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::default() };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill));
    }

    fn stroke(&mut self, of: (u8, u8, u8), width: f32) {
        let paint = color(of).into();
        let stroke = Stroke { paint, width, line_cap: LineCap::Round, ..Stroke::default() };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(stroke));
    }

    /// Draws a frame in a color and line width.
    fn frame(
        &mut self,
        x: f32,
        y: f32,
        right: f32,
        down: f32,
        (color, width): ((u8, u8, u8), f32),
    ) {
        self.stroke(color, width);
        self.polyline(x, y, &[(0.0, 0.0), (right, 0.0), (right, down), (0.0, down), (0.0, 0.0)]);
    }

    fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.fill(RULE);
        let mut path = PathBuilder::new();
        if let Some(area) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(area);
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    /// Draws a box of nine points, with a tick, a cross, or nothing in it.
    fn tick_box(&mut self, x: f32, y: f32, tick: Tick) {
        let strokes: &[&[(f32, f32)]] = match tick {
            Tick::Done => &[&[(2.2, 4.8), (3.9, 6.6), (6.9, 2.6)]],
            Tick::Left => &[],
            Tick::Unclear => &[&[(2.7, 2.7), (6.3, 6.3)], &[(6.3, 2.7), (2.7, 6.3)]],
        };
        self.frame(x, y, 9.0, 9.0, (INK, 0.8));
        self.stroke(INK, 1.2);
        for stroke in strokes {
            self.polyline(x, y, stroke);
        }
    }

    fn polyline(&mut self, x: f32, y: f32, points: &[(f32, f32)]) {
        let mut path = PathBuilder::new();
        for (at, (right, down)) in points.iter().enumerate() {
            if at == 0 {
                path.move_to(x + right, y + down);
            } else {
                path.line_to(x + right, y + down);
            }
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    /// Draws the first line of the title on the left, and the page number on the right.
    fn footer(&mut self, title: &str, page: usize, pages: usize) {
        let text = |text: String| [Span { text, bold: false }];
        let number = lines(&text(format!("Page {page} of {pages}")), SMALL, WIDTH, self.fonts);
        let title = lines(&text(title.to_owned()), SMALL, WIDTH - 90.0, self.fonts);
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        if let Some(line) = title.lines.first() {
            self.line(SIDE, FOOTER, line);
        }
        if let Some(line) = number.lines.first() {
            self.line(SIDE + WIDTH - line.width, FOOTER, line);
        }
        self.surface.end_tagged();
    }
}

/// Makes a line of text a link to its address.
fn link(page: &mut Page<'_>, y: f32, cell: &Cell, drawn: &mut [Vec<Identifier>]) {
    let What::Text(line, Some(address)) = &cell.what else { return };
    let x = SIDE + cell.x;
    let Some(area) = Rect::from_xywh(x, y, line.width, line.style.line) else { return };
    let target = Target::Action(Action::Link(LinkAction::new(address.clone())));
    let annotation = LinkAnnotation::new(area, target);
    let id = page.add_tagged_annotation(Annotation::new_link(annotation, Some(address.clone())));
    if let Some(drawn) = drawn.get_mut(cell.part) {
        drawn.push(id);
    }
}

/// Returns the headings as bookmarks.
fn outline(laid_out: &LaidOut) -> Outline {
    let place = |row: usize| {
        let of_page = |rows: &Vec<(f32, usize)>| rows.iter().find(|(_, at)| *at == row).copied();
        let mut pages = laid_out.pages.iter().enumerate();
        let (page, y) =
            pages.find_map(|(at, rows)| Some((at, of_page(rows)?.0))).unwrap_or((0, 0.0));
        XyzDestination::new(page, Point::from_xy(SIDE, y))
    };
    let mut outline = Outline::new();
    for entry in &laid_out.outline {
        outline.push_child(OutlineNode::new(entry.text.clone(), place(entry.row)));
    }
    outline
}
