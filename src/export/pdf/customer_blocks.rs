//! The blocks of the customer's document: who sends it, strips, tables, and clicks beside a drawing. Each
//! is a row, which is split only if it is higher than a page; a table has one row for each of its own.

use krilla::tagging::{ListNumbering, Tag, TagKind};

use super::layout::{Cell, Ornament, Rgb, Row, Sheet, What, cell, spoken};
use super::style::{
    BODY, BOTTOM, CAUTION, CAUTION_SOFT, COLUMN, COMPANY, GOOD, GOOD_SOFT, INITIAL, LINK, NUMBER,
    QUIET, RULE, SMALL, STRONG, Style, TOP, WIDTH,
};
use super::tags::{Node, Part};
use crate::export::document::{Clicks, Head, Image, Strip, Table, TableCell, Tone};
use crate::export::words::{Span, text_of};

/// The height of a logo.
const LOGO: f32 = 33.0;
/// The room between two strips, and between clicks and their drawing.
const BETWEEN: f32 = 12.0;
/// The room inside of a strip.
const INSIDE: f32 = 11.0;
/// The room between two columns of a table.
const GUTTER: f32 = 12.0;
/// The radius of the disc of a click.
const DISC: f32 = 8.0;
/// The indent of a click beside its disc.
const BESIDE_DISC: f32 = 25.0;
/// The room between two clicks.
const CLICK_GAP: f32 = 6.0;
/// The size of a drawing, as a share of its own.
const DRAWN: f32 = 0.72;
/// The most of the width that a drawing beside clicks has.
const MOST_DRAWN: f32 = 0.52;
/// The most of the height of a page that it has.
const MOST_HIGH: f32 = 0.8 * (BOTTOM - TOP);

impl Sheet<'_> {
    /// Puts lines below each other at a place of a row. Returns the height that they need.
    fn stack(
        &mut self,
        cells: &mut Vec<Cell>,
        spans: &[Span],
        style: Style,
        (x, y, width): (f32, f32, f32),
        tag: TagKind,
    ) -> (Node, f32) {
        let text = self.lines(spans, style, width);
        let part = self.part();
        let height = text.lines.len() as f32 * style.line;
        for (at, line) in (0_u16..).zip(text.lines) {
            let y = y + f32::from(at) * style.line;
            cells.push(Cell { y, ..cell(part, x, line) });
        }
        (Node::group(spoken(tag, text.actual), vec![Node::Part(part)]), height)
    }

    /// Who sends the document: the logo and the name, the date and the ticket at the right.
    pub(super) fn head(&mut self, head: &Head) -> Node {
        let mut cells = Vec::new();
        let (mut height, mut logo_width) = (LOGO, LOGO);
        if let Some(logo) = &head.logo {
            logo_width = (LOGO * logo.width as f32 / logo.height.max(1) as f32).min(4.0 * LOGO);
            let drawn = logo_width * logo.height as f32 / logo.width.max(1) as f32;
            let y = (LOGO - drawn) / 2.0;
            cells.push(ornament(0.0, y, Ornament::Logo(logo.clone(), logo_width, drawn)));
        } else {
            cells.push(ornament(0.0, 0.0, Ornament::Ground(LOGO, LOGO, 6.0, LINK)));
            let initial = text_of(&head.company).trim().chars().next();
            let initial = initial.map_or_else(String::new, |c| c.to_uppercase().to_string());
            let initial = Span { text: initial, ..Span::default() };
            self.centered(&mut cells, initial, INITIAL, (LOGO / 2.0, (LOGO - INITIAL.line) / 2.0));
        }
        let left = logo_width + 9.0;
        let right = WIDTH * 0.34;
        let middle = (LOGO - COMPANY.line) / 2.0;
        let place = (left, middle, WIDTH - left - right - BETWEEN);
        let (company, tall) = self.stack(&mut cells, &head.company, COMPANY, place, Tag::P.into());
        height = height.max(middle + tall);
        let mut nodes = vec![company];
        let mut y = 2.0;
        for (spans, style) in [(&head.date, STRONG), (&head.reference, SMALL)] {
            let text = self.lines(spans, style, right);
            let part = self.part();
            for line in text.lines {
                cells.push(Cell { y, ..cell(part, WIDTH - line.width, line) });
                y += style.line;
            }
            nodes.push(Node::group(spoken(Tag::P.into(), text.actual), vec![Node::Part(part)]));
        }
        height = height.max(y);
        cells.push(ornament(0.0, height + 17.0, Ornament::Ground(WIDTH, 0.75, 0.0, QUIET)));
        self.rows.push(Row { keep: true, ..Row::new(0.0, height + 31.0, cells) });
        Node::group(Tag::Div, nodes)
    }

    /// Puts one line at a place by its center, as a part that is not read aloud.
    fn centered(&mut self, cells: &mut Vec<Cell>, span: Span, style: Style, (x, y): (f32, f32)) {
        let line = self.lines(&[span], style, WIDTH).lines.into_iter().next();
        if let Some(line) = line {
            let x = x - line.width / 2.0;
            cells.push(ornament(x, y, Ornament::Text(line)));
        }
    }

    /// Strips side by side, as high as the highest.
    pub(super) fn strips(&mut self, strips: &[Strip]) -> Node {
        let count = strips.len().max(1) as f32;
        let width = (WIDTH - BETWEEN * (count - 1.0)) / count;
        let (mut texts, mut nodes, mut height) = (Vec::new(), Vec::new(), 0.0_f32);
        for (at, strip) in (0_u16..).zip(strips) {
            let x = f32::from(at) * (width + BETWEEN);
            let (ink, _) = inks(strip.tone);
            texts.push(ornament(x + INSIDE + 1.0, INSIDE + 1.5, Ornament::Sign(strip.tone, ink)));
            let (left, room) = (x + INSIDE + 21.0, width - 2.0 * INSIDE - 21.0);
            let style = Style { color: ink, ..STRONG };
            let place = (left, INSIDE - 1.0, room);
            let (title, tall) = self.stack(&mut texts, &strip.title, style, place, Tag::P.into());
            let place = (left, INSIDE - 1.0 + tall, room);
            let (text, more) = self.stack(&mut texts, &strip.text, BODY, place, Tag::P.into());
            height = height.max(2.0 * INSIDE - 2.0 + tall + more);
            nodes.push(Node::group(Tag::Div, vec![title, text]));
        }
        let mut cells = Vec::new();
        for (at, strip) in (0_u16..).zip(strips) {
            let (_, ground) = inks(strip.tone);
            let ground = Ornament::Ground(width, height, 6.0, ground);
            cells.push(ornament(f32::from(at) * (width + BETWEEN), 0.0, ground));
        }
        cells.extend(texts);
        self.rows.push(Row::new(9.0, height, cells));
        Node::group(Tag::Div, nodes)
    }

    /// A table, each of whose rows stays on one page if it fits there.
    pub(super) fn table(&mut self, table: &Table) -> Node {
        let total: f32 = table.columns.iter().map(|(_, share)| share).sum();
        let mut x = 0.0;
        let mut places = Vec::new();
        for (_, share) in &table.columns {
            let width = WIDTH * share / total.max(f32::EPSILON);
            places.push((x, width - GUTTER));
            x += width;
        }
        let mut cells = Vec::new();
        let mut heads = Vec::new();
        for ((title, _), (x, width)) in table.columns.iter().zip(&places) {
            let tag = Tag::TH(krilla::tagging::TableHeaderScope::Column).into();
            heads.push(self.stack(&mut cells, title, COLUMN, (*x, 0.0, *width), tag).0);
        }
        cells.push(ornament(0.0, COLUMN.line + 4.0, Ornament::Ground(WIDTH, 0.75, 0.0, RULE)));
        self.rows.push(Row { keep: true, ..Row::new(5.0, COLUMN.line + 5.0, cells) });
        let mut nodes = vec![Node::group(Tag::TR, heads)];
        for row in &table.rows {
            nodes.push(self.table_row(row, &places));
        }
        Node::group(Tag::Table, nodes)
    }

    fn table_row(&mut self, row: &[TableCell], places: &[(f32, f32)]) -> Node {
        let (mut cells, mut nodes, mut height) = (Vec::new(), Vec::new(), 0.0_f32);
        for (content, (x, width)) in row.iter().zip(places) {
            let style = match content.tone {
                Some(tone) => Style { color: inks(tone).0, ..STRONG },
                None => BODY,
            };
            let place = (*x, 0.0, *width);
            let (text, mut tall) =
                self.stack(&mut cells, &content.text, style, place, Tag::P.into());
            let mut inside = vec![text];
            if !text_of(&content.below).is_empty() {
                let place = (*x, tall + 1.0, *width);
                let (below, more) =
                    self.stack(&mut cells, &content.below, SMALL, place, Tag::P.into());
                inside.push(below);
                tall += more + 1.0;
            }
            height = height.max(tall);
            nodes.push(Node::group(Tag::TD, inside));
        }
        cells.push(ornament(0.0, height + 6.0, Ornament::Ground(WIDTH, 0.75, 0.0, QUIET)));
        self.rows.push(Row::new(6.0, height + 7.0, cells));
        Node::group(Tag::TR, nodes)
    }

    /// Puts remarks below each other, from `height` on.
    fn notes(
        &mut self,
        cells: &mut Vec<Cell>,
        notes: &[Vec<Span>],
        (height, width): (&mut f32, f32),
        nodes: &mut Vec<Node>,
    ) {
        for note in notes {
            let place = (0.0, *height, width);
            let (node, tall) = self.stack(cells, note, SMALL, place, Tag::P.into());
            nodes.push(node);
            *height += tall + 2.0;
        }
    }

    /// A step with its clicks, beside the drawing of its page.
    pub(super) fn clicks(&mut self, clicks: &Clicks) -> Node {
        let drawn = clicks.picture.as_ref().and_then(|picture| match &picture.image {
            Image::Drawing(sketch, _) => Some((picture, sketch)),
            Image::Png(_) => None,
        });
        let size = drawn.map(|(_, sketch)| {
            let scale = DRAWN.min(WIDTH * MOST_DRAWN / sketch.width.max(1.0));
            let scale = scale.min(MOST_HIGH / sketch.height.max(1.0));
            (sketch.width * scale, sketch.height * scale)
        });
        let width = WIDTH - size.map_or(0.0, |(width, _)| width + 2.0 * BETWEEN) - BESIDE_DISC;
        let (mut cells, mut items, mut height) = (Vec::new(), Vec::new(), 0.0_f32);
        let whole = width + BESIDE_DISC;
        let (title, tall) =
            self.stack(&mut cells, &clicks.title, STRONG, (0.0, 0.0, whole), Tag::P.into());
        let mut nodes = vec![title];
        height += tall + 1.0;
        self.notes(&mut cells, &clicks.before, (&mut height, whole), &mut nodes);
        height += CLICK_GAP;
        for (number, (text, note)) in (1..).zip(&clicks.items) {
            let number: usize = number;
            if number > 1 {
                height += CLICK_GAP;
            }
            cells.push(ornament(0.0, height, Ornament::Disc(DISC, LINK)));
            let part = self.part();
            let digits = Span { text: number.to_string(), ..Span::default() };
            let digits = self.lines(&[digits], NUMBER, WIDTH).lines.into_iter().next();
            cells.extend(digits.map(|line| Cell {
                y: height + DISC - NUMBER.line / 2.0,
                ..cell(part, DISC - line.width / 2.0, line)
            }));
            let label = Node::group(Tag::Lbl, vec![Node::Part(part)]);
            let place = (BESIDE_DISC, height, width);
            let (body, mut tall) = self.stack(&mut cells, text, BODY, place, Tag::P.into());
            let mut inside = vec![body];
            if !text_of(note).is_empty() {
                let place = (BESIDE_DISC, height + tall, width);
                let (note, more) = self.stack(&mut cells, note, SMALL, place, Tag::P.into());
                inside.push(note);
                tall += more;
            }
            height += tall.max(2.0 * DISC);
            items.push(Node::group(Tag::LI, vec![label, Node::group(Tag::LBody, inside)]));
        }
        if !items.is_empty() {
            nodes.push(Node::group(Tag::L(ListNumbering::Decimal), items));
            height += CLICK_GAP;
        }
        self.notes(&mut cells, &clicks.after, (&mut height, whole), &mut nodes);
        if let (Some((picture, _)), Some((wide, tall))) = (drawn, size) {
            let left = WIDTH - wide;
            let part = self.part();
            let what = What::Picture(picture.clone(), wide, tall);
            cells.push(Cell { part, x: left, y: 0.0, what });
            let figure = Tag::Figure(Some(text_of(&picture.description)));
            nodes.push(Node::group(figure, vec![Node::Part(part)]));
            let place = (left, tall + 3.0, wide);
            let caption = Style { size: 8.0, line: 11.0, ..SMALL };
            let (caption, more) =
                self.stack(&mut cells, &clicks.caption, caption, place, Tag::P.into());
            nodes.push(caption);
            height = height.max(tall + 3.0 + more);
        }
        self.rows.push(Row::new(9.0, height, cells));
        if let (None, Some(picture)) = (drawn, &clicks.picture) {
            nodes.push(self.picture(picture));
        }
        Node::group(Tag::Div, nodes)
    }
}

fn ornament(x: f32, y: f32, ornament: Ornament) -> Cell {
    Cell { part: Part::MAX, x, y, what: What::Ornament(ornament) }
}

/// The ink and the ground of what is done and of what is left.
fn inks(tone: Tone) -> (Rgb, Rgb) {
    match tone {
        Tone::Good => (GOOD, GOOD_SOFT),
        Tone::Caution => (CAUTION, CAUTION_SOFT),
    }
}
