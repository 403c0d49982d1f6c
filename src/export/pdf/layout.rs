//! Lays out blocks as rows of lines, and rows on pages.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag, TagKind};

use super::fonts::Fonts;
use super::lines::{Line, Lines, lines};
pub use super::rows::{Cell, Ornament, OutlineEntry, Rgb, Row, What};
use super::split::split_high;
use super::style::{
    ANCHOR, BESIDE_BAR, BESIDE_BOX, BODY, BOTTOM, DRAWN, HEADING, LEAD, NAME, PICTURE, PIXEL, RULE,
    SMALL, Style, TITLE, TOP, VALUE, WIDTH,
};
use super::tags::{Node, Part};
use crate::export::document::{Block, Document, Image, Picture, Tick};
use crate::export::words::{Span, text_of};
use crate::kb::markup;

/// The space above a block of another kind, in points.
const GAP: f32 = 5.0;

/// The most lines that are kept together on a page.
const TOGETHER: usize = 7;

/// The layout of a document.
#[derive(Debug)]
pub struct LaidOut {
    /// All rows, in order.
    pub rows: Vec<Row>,
    /// For each page, its rows: the distance from the top of the page, and the index of the row.
    pub pages: Vec<Vec<(f32, usize)>>,
    /// The structure of the document.
    pub structure: Vec<Node>,
    /// The number of parts.
    pub parts: usize,
    /// The headings.
    pub outline: Vec<OutlineEntry>,
}

/// Lays a document out.
pub fn lay_out<A>(document: &Document<A>, fonts: &Fonts) -> LaidOut {
    let mut sheet =
        Sheet { fonts, rows: Vec::new(), parts: 0, outline: Vec::new(), lacks_characters: false };
    let title = [plain(document.title())];
    let mut structure = Vec::new();
    structure.extend(document.frame().head.as_ref().map(|head| sheet.head(head)));
    structure.push(sheet.heading(&title, 1));
    for group in document.blocks().chunk_by(Block::is_like) {
        structure.extend(sheet.group(group));
    }
    if sheet.lacks_characters {
        structure.push(sheet.missing_characters_note(&document.frame().lacks_characters));
    }
    let Sheet { rows, parts, mut outline, .. } = sheet;
    let rows = split_high(rows, &mut outline);
    let pages = pages(&rows);
    LaidOut { rows, pages, structure, parts, outline }
}

pub(super) struct Sheet<'a> {
    fonts: &'a Fonts,
    pub(super) rows: Vec<Row>,
    parts: usize,
    outline: Vec<OutlineEntry>,
    /// Whether the fonts lack characters of the text.
    lacks_characters: bool,
}

impl Sheet<'_> {
    /// Lays out consecutive blocks of the same kind: as one list, or each by itself.
    fn group(&mut self, blocks: &[Block]) -> Vec<Node> {
        let first = self.rows.len();
        let nodes: Vec<Node> = blocks.iter().map(|block| self.block(block)).collect();
        if let Some(row) = self.rows.get_mut(first) {
            row.before = row.before.max(GAP);
        }
        match blocks.first() {
            Some(Block::Fact(..) | Block::Item { .. } | Block::Link(..)) => {
                vec![Node::group(Tag::L(ListNumbering::None), nodes)]
            }
            _ => nodes,
        }
    }

    fn block(&mut self, block: &Block) -> Node {
        match block {
            Block::Heading(text) => self.heading(text, 2),
            Block::Text(text) => self.paragraph(text, BODY, 0.0, 5.0, false),
            Block::Fact(name, value) => self.fact(name, value),
            Block::Item { tick, text, below } => self.item(*tick, text, below),
            Block::Quote(text) => self.quote(text),
            Block::Link(title, address) => self.link(title, address),
            Block::Picture(picture) => self.picture(picture),
            Block::Lead(text) => self.paragraph(text, LEAD, 0.0, 1.0, false),
            Block::Note(text) => self.paragraph(text, SMALL, 0.0, 3.0, false),
            Block::Strips(strips) => self.strips(strips),
            Block::Table(table) => self.table(table),
            Block::Clicks(clicks) => self.clicks(clicks),
        }
    }

    pub(super) fn part(&mut self) -> Part {
        self.parts += 1;
        self.parts - 1
    }

    pub(super) fn lines(&mut self, spans: &[Span], style: Style, width: f32) -> Lines {
        let lines = lines(spans, style, width, self.fonts);
        self.lacks_characters |= lines.actual.is_some();
        lines
    }

    /// Adds a paragraph, without a single line of it alone on a page.
    pub(super) fn paragraph(
        &mut self,
        spans: &[Span],
        style: Style,
        x: f32,
        before: f32,
        with_bar: bool,
    ) -> Node {
        let text = self.lines(spans, style, WIDTH - x);
        let part = self.part();
        let count = text.lines.len();
        for (at, line) in text.lines.into_iter().enumerate() {
            let keep = count > 1 && (at == 0 || at + 2 == count);
            let before = if at == 0 { before } else { 0.0 };
            let mut cells = vec![cell(part, x, line)];
            if with_bar {
                let bar = Ornament::Ground(BESIDE_BAR / 6.0, style.line, 0.0, RULE);
                cells.push(Cell { part, x: 0.0, y: 0.0, what: What::Ornament(bar) });
            }
            self.rows.push(Row { before, height: style.line, keep, cells });
        }
        Node::group(spoken(Tag::P.into(), text.actual), vec![Node::Part(part)])
    }

    fn heading(&mut self, spans: &[Span], level: u16) -> Node {
        let (style, before) = if level == 1 { (TITLE, 0.0) } else { (HEADING, 13.0) };
        let first = self.rows.len();
        self.outline.push(OutlineEntry { text: text_of(spans), row: self.rows.len() });
        let node = self.paragraph(spans, style, 0.0, before, false);
        self.keep_with_next(first);
        let room = if level == 1 { 5.0 } else { 1.0 };
        if let Some(last) = self.rows.last_mut() {
            last.height += room;
        }
        let title = Some(text_of(spans));
        let tag = Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), title);
        match node {
            Node::Group(TagKind::P(paragraph), children) => {
                let actual = paragraph.actual_text().map(str::to_owned);
                Node::group(spoken(tag.into(), actual), children)
            }
            other => other,
        }
    }

    /// Keeps the rows from `from` on together with the next one.
    fn keep_with_next(&mut self, from: usize) {
        self.rows[from..].iter_mut().for_each(|row| row.keep = true);
    }

    /// Keeps the rows from `from` on together; of many rows, only the first and the last few.
    pub(super) fn keep_together(&mut self, from: usize) {
        let Some((_, rows)) = self.rows[from..].split_last_mut() else { return };
        let count = rows.len();
        for (at, row) in rows.iter_mut().enumerate() {
            row.keep |= count < TOGETHER || at < 2 || at + 2 >= count;
        }
    }

    fn fact(&mut self, name: &[Span], value: &[Span]) -> Node {
        let names = self.lines(name, NAME, VALUE - 14.0);
        let values = self.lines(value, BODY, WIDTH - VALUE);
        let (name_part, value_part) = (self.part(), self.part());
        let first = self.rows.len();
        let (mut left, mut right) = (names.lines.into_iter(), values.lines.into_iter());
        loop {
            let name = left.next().map(|line| cell(name_part, 0.0, line));
            let value = right.next().map(|line| cell(value_part, VALUE, line));
            let cells: Vec<Cell> = name.into_iter().chain(value).collect();
            if cells.is_empty() {
                break;
            }
            let before = if self.rows.len() == first { 2.0 } else { 0.0 };
            self.rows.push(Row::new(before, BODY.line, cells));
        }
        self.keep_together(first);
        let label = Node::group(spoken(Tag::Lbl.into(), names.actual), vec![Node::Part(name_part)]);
        let body = spoken(Tag::LBody.into(), values.actual);
        Node::group(Tag::LI, vec![label, Node::group(body, vec![Node::Part(value_part)])])
    }

    fn item(&mut self, tick: Tick, text: &[Span], below: &[Vec<Span>]) -> Node {
        let first = self.rows.len();
        let mut body = vec![self.paragraph(text, BODY, BESIDE_BOX, 5.0, false)];
        let part = self.part();
        if let Some(row) = self.rows.get_mut(first) {
            row.cells.insert(0, Cell { part, x: 0.0, y: 3.0, what: What::Box(tick) });
        }
        for line in below {
            body.push(self.paragraph(line, SMALL, BESIDE_BOX, 1.0, false));
        }
        self.keep_together(first);
        let label = Node::group(Tag::Lbl, vec![Node::Part(part)]);
        Node::group(Tag::LI, vec![label, Node::group(Tag::LBody, body)])
    }

    fn quote(&mut self, text: &str) -> Node {
        let spans = [plain(text)];
        let lines = self.paragraph(&spans, BODY, BESIDE_BAR, 6.0, true);
        Node::group(Tag::BlockQuote, vec![lines])
    }

    /// Adds a link with its title and, for readers on paper, its address.
    fn link(&mut self, title: &[Span], address: &str) -> Node {
        let first = self.rows.len();
        let part = self.part();
        let address_spans = [plain(address)];
        let mut actual = None;
        for (spans, style, before) in [(title, ANCHOR, 5.0), (&address_spans[..], SMALL, 0.0)] {
            let text = self.lines(spans, style, WIDTH);
            actual = actual.or(text.actual);
            for (at, line) in text.lines.into_iter().enumerate() {
                let what = What::Text(line, Some(address.to_owned()));
                let before = if at == 0 { before } else { 0.0 };
                let cells = vec![Cell { part, x: 0.0, y: 0.0, what }];
                self.rows.push(Row::new(before, style.line, cells));
            }
        }
        self.keep_together(first);
        let link = Node::group(spoken(Tag::Link.into(), actual), vec![Node::Part(part)]);
        Node::group(Tag::LI, vec![Node::group(Tag::LBody, vec![link])])
    }

    pub(super) fn picture(&mut self, picture: &Picture) -> Node {
        let (width, height) = match &picture.image {
            Image::Png(png) => (png.width as f32 * PIXEL, png.height as f32 * PIXEL),
            Image::Drawing(sketch, _) => (sketch.width * DRAWN, sketch.height * DRAWN),
        };
        let scale = (PICTURE.0 / width.max(1.0)).min(PICTURE.1 / height.max(1.0)).min(1.0);
        let (width, height) = (width * scale, height * scale);
        let part = self.part();
        let what = What::Picture(picture.clone(), width, height);
        // It belongs to the row above it.
        if let Some(above) = self.rows.last_mut() {
            above.keep = true;
        }
        let cells = vec![Cell { part, x: BESIDE_BOX, y: 0.0, what }];
        let height = height + GAP;
        let first = self.rows.len();
        self.rows.push(Row::new(8.0, height, cells));
        let figure = Tag::Figure(Some(text_of(&picture.description)));
        let figure = Node::group(figure, vec![Node::Part(part)]);
        let Image::Drawing(_, clicks) = &picture.image else { return figure };
        let mut nodes = vec![figure];
        for (number, click) in (1..).zip(clicks) {
            let number = Span { text: format!("{number}. "), bold: true, link: None };
            let runs = markup::runs(&click.action).into_iter();
            let runs =
                runs.map(|run| Span { text: run.text.to_owned(), bold: run.bold, link: None });
            let spans: Vec<Span> = std::iter::once(number).chain(runs).collect();
            nodes.push(self.paragraph(&spans, SMALL, BESIDE_BOX, 1.0, false));
        }
        self.keep_together(first);
        Node::group(Tag::Div, nodes)
    }

    /// Adds a note that some characters could not be shown.
    fn missing_characters_note(&mut self, text: &str) -> Node {
        let spans = [plain(text)];
        self.paragraph(&spans, SMALL, 0.0, 16.0, false)
    }
}

/// A cell with a line of text at the top of its row.
pub(super) fn cell(part: Part, x: f32, line: Line) -> Cell {
    Cell { part, x, y: 0.0, what: What::Text(line, None) }
}

fn plain(text: &str) -> Span {
    Span { text: text.to_owned(), ..Span::default() }
}

/// Adds the text to read aloud to a tag if it differs from the text shown.
pub(super) fn spoken(tag: TagKind, actual: Option<String>) -> TagKind {
    match actual {
        Some(_) => tag.with_actual_text(actual),
        None => tag,
    }
}

/// Distributes rows over pages. Rows to be kept together move to the next page together if they fit
/// on it.
fn pages(rows: &[Row]) -> Vec<Vec<(f32, usize)>> {
    let mut pages = vec![Vec::new()];
    let mut y = TOP;
    let mut at = 0;
    for together in rows.chunk_by(|row, _| row.keep) {
        let height: f32 = together.iter().map(|row| row.before + row.height).sum();
        let is_begun = y > TOP;
        if is_begun && y + height > BOTTOM && height <= BOTTOM - TOP {
            pages.push(Vec::new());
            y = TOP;
        }
        for row in together {
            let before = if y > TOP { row.before } else { 0.0 };
            if y > TOP && y + before + row.height > BOTTOM {
                pages.push(Vec::new());
                y = TOP;
            } else {
                y += before;
            }
            if let Some(page) = pages.last_mut() {
                page.push((y, at));
            }
            y += row.height;
            at += 1;
        }
    }
    pages
}
