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
use super::style::{
    BODY, FOOTER, FOOTER_RULE, INK, LINK, PAGE, QUIET, RULE, SIDE, SMALL, WIDTH, color,
};
use super::tags::{Part, tree};
use crate::drawing::Area;
use crate::export::document::{Document as Written, Image as Picture, Tick, Tone};
use crate::export::text;
use crate::export::words::Span;
use crate::kb::words::Language;

/// Returns the code of a language, as PDF has it.
fn code(language: Language) -> &'static str {
    match language {
        Language::En => "en-US",
        Language::De => "de-DE",
        Language::Es => "es-ES",
        Language::Fr => "fr-FR",
    }
}

/// Writes the pages.
pub fn paint<A>(written: &Written<A>, laid_out: LaidOut, fonts: &Fonts) -> Result<Vec<u8>, String> {
    let (title, language) = (written.title(), code(written.frame().language));
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
        brush.foot(&footer(written, at + 1, pages, fonts));
        drop(brush);
        for (y, row) in rows {
            for cell in &laid_out.rows[*row].cells {
                link(&mut page, *y, cell, &mut drawn);
            }
        }
        foot_links(&mut page, &footer(written, at + 1, pages, fonts));
        page.finish();
    }
    document.set_outline(outline(&laid_out));
    document.set_tag_tree(tree(laid_out.structure, drawn).with_lang(Some(language.to_owned())));
    // Without a date or an id, so that the same ticket gives the same file.
    let metadata = Metadata::new().title(title.to_owned()).language(language.to_owned());
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
        for cell in &row.cells {
            self.cell(y, cell)?;
        }
        Ok(())
    }

    fn cell(&mut self, y: f32, cell: &Cell) -> Result<(), String> {
        let (x, y) = (SIDE + cell.x, y + cell.y);
        match &cell.what {
            What::Ornament(ornament) => {
                let kind = Artifact::with_kind(ArtifactType::Layout);
                self.surface.start_tagged(ContentTag::Artifact(kind));
                let drawn = self.ornament(x, y, ornament);
                self.surface.end_tagged();
                drawn?;
            }
            What::Text(line, _) => {
                let id = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.line(x, y, line);
                self.drew(cell.part, id);
            }
            What::Box(tick) => {
                let sign = SpanTag::empty().with_actual_text(Some(text::mark(*tick)));
                let id = self.surface.start_tagged(ContentTag::Span(sign));
                self.tick_box(x, y, *tick);
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

    fn ornament(&mut self, x: f32, y: f32, ornament: &Ornament) -> Result<(), String> {
        match ornament {
            Ornament::Ground(width, height, round, ink) => {
                self.fill(*ink);
                let area = Area::new(x, y, *width, *height);
                if let Some(path) = sketch::rounded(&area, *round) {
                    self.surface.draw_path(&path);
                }
            }
            Ornament::Disc(radius, ink) => {
                self.fill(*ink);
                let area = Area::new(x, y, 2.0 * radius, 2.0 * radius);
                if let Some(path) = sketch::rounded(&area, *radius) {
                    self.surface.draw_path(&path);
                }
            }
            Ornament::Sign(tone, ink) => {
                self.stroke(*ink, 1.1);
                if let Some(path) = sketch::rounded(&Area::new(x, y, 12.0, 12.0), 6.0) {
                    self.surface.draw_path(&path);
                }
                self.polyline(x, y, sign(*tone));
            }
            Ornament::Logo(png, width, height) => {
                let image = Image::from_png(png.bytes.to_vec().into(), false)?;
                let size = Size::from_wh(*width, *height).ok_or("a logo has no size")?;
                self.surface.push_transform(&Transform::from_translate(x, y));
                self.surface.draw_image(image, size);
                self.surface.pop();
            }
            Ornament::Text(line) => self.line(x, y, line),
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
        for run in &line.runs {
            let ink = if run.link.is_some() { LINK } else { line.style.color };
            self.fill(ink);
            if let Some(font) = self.fonts.face(run.font) {
                let start = Point::from_xy(x + run.x, y + line.baseline);
                let size = line.style.size;
                self.surface.draw_glyphs(start, &run.glyphs, font.clone(), &run.text, size, false);
            }
            if run.link.is_some() {
                self.rectangle((x + run.x, y + line.baseline + 1.6), run.width, 0.6);
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

    fn rectangle(&mut self, (x, y): (f32, f32), width: f32, height: f32) {
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

    /// Draws the footer.
    fn foot(&mut self, footer: &[(f32, f32, Line)]) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        self.fill(QUIET);
        self.rectangle((SIDE, FOOTER_RULE), WIDTH, 0.75);
        for (x, y, line) in footer {
            self.line(*x, *y, line);
        }
        self.surface.end_tagged();
    }
}

/// The strokes of a sign of twelve points: a tick, or the hands of a clock.
pub(super) fn sign(tone: Tone) -> &'static [(f32, f32)] {
    match tone {
        Tone::Good => &[(3.7, 6.2), (5.4, 7.8), (8.4, 4.4)],
        Tone::Caution => &[(6.0, 3.2), (6.0, 6.2), (8.0, 7.3)],
    }
}

/// The lines of the footer with their places: whom to ask, or the first line of the title, on the left,
/// and the number of the page on the right.
pub(super) fn footer<A>(
    written: &Written<A>,
    page: usize,
    pages: usize,
    fonts: &Fonts,
) -> Vec<(f32, f32, Line)> {
    let text = |text: String| [Span { text, ..Span::default() }];
    let frame = written.frame();
    let number = frame.page_of.replace("{pages}", &pages.to_string());
    let number = number.replace("{page}", &page.to_string());
    let number = lines(&text(number), SMALL, WIDTH, fonts).lines.into_iter().next();
    let left = if frame.footer.is_empty() {
        lines(&text(written.title().to_owned()), SMALL, WIDTH - 90.0, fonts).lines
    } else {
        lines(&frame.footer, BODY, WIDTH - 90.0, fonts).lines
    };
    let most = if frame.footer.is_empty() { 1 } else { 2 };
    let mut footer = Vec::new();
    for (at, line) in (0_u16..).zip(left.into_iter().take(most)) {
        footer.push((SIDE, FOOTER + f32::from(at) * line.style.line, line));
    }
    footer.extend(number.map(|line| (SIDE + WIDTH - line.width, FOOTER + 1.0, line)));
    footer
}

/// Makes the addresses of the footer links.
fn foot_links(page: &mut Page<'_>, footer: &[(f32, f32, Line)]) {
    for (x, y, line) in footer {
        for run in &line.runs {
            if let Some((annotation, _)) =
                annotation(x + run.x, *y, run.width, line, run.link.as_deref())
            {
                page.add_annotation(annotation);
            }
        }
    }
}

fn annotation(
    x: f32,
    y: f32,
    width: f32,
    line: &Line,
    address: Option<&str>,
) -> Option<(Annotation, String)> {
    let address = address?.to_owned();
    let area = Rect::from_xywh(x, y, width, line.style.line)?;
    let target = Target::Action(Action::Link(LinkAction::new(address.clone())));
    let annotation = LinkAnnotation::new(area, target);
    Some((Annotation::new_link(annotation, Some(address.clone())), address))
}

/// Makes a line of text a link to its address.
fn link(page: &mut Page<'_>, y: f32, cell: &Cell, drawn: &mut [Vec<Identifier>]) {
    let What::Text(line, whole) = &cell.what else { return };
    let (x, y) = (SIDE + cell.x, y + cell.y);
    let whole = annotation(x, y, line.width, line, whole.as_deref());
    let runs = line.runs.iter();
    let runs = runs.map(|run| annotation(x + run.x, y, run.width, line, run.link.as_deref()));
    for (annotation, _) in runs.chain([whole]).flatten() {
        let id = page.add_tagged_annotation(annotation);
        if let Some(drawn) = drawn.get_mut(cell.part) {
            drawn.push(id);
        }
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
