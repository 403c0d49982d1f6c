//! What stands on a page, top to bottom.

use super::pen::{NumberAt, Pen};
use super::sketch::{Area, Boldness, Ink};
use crate::kb::scene::{Control, Part, TableRow};

/// The room between two parts.
const GAP: f32 = 18.0;
/// How far a button stands in, so that its ring begins below the heading's first letter.
const INDENT: f32 = 4.0;
/// How far a choice or a field stands in, so that its number has room to its left.
const INDENT_OF_CHOICE: f32 = 24.0;
/// The room behind a text inside of its ring.
const BEHIND: f32 = 6.0;
/// The size of most texts.
const TEXT: f32 = 11.0;
/// The height of a button.
const BUTTON: f32 = 26.0;
/// The room to the left and right of a button's words.
const PADDING: f32 = 12.0;
/// The height of a row of choices.
const CHOICE: f32 = 22.0;
/// The height of a table's heading, of a row with text, and of one without.
const HEAD: f32 = 20.0;
const ROW: f32 = 34.0;
const BLANK_ROW: f32 = 26.0;
/// The width of a dialog.
const DIALOG: f32 = 196.0;

/// Draws the parts of a page from the top of an area down, within its width; with `marked_only`
/// rows without text are left out. Returns where they end.
pub(super) fn draw(pen: &mut Pen<'_>, parts: &[Part], area: Area, marked_only: bool) -> f32 {
    let mut top = area.top;
    // Where a dialog begins: below the row that opens it.
    let mut below_mark = None;
    for part in parts {
        let within = Area::new(area.left, top, area.width, 0.0);
        if let Part::Dialog { title, options, boxes, buttons } = part {
            let from = below_mark.take().unwrap_or(top - GAP) + 8.0;
            let dialog = Dialog { title, options, boxes, buttons };
            top = (dialog.draw(pen, within, from) + GAP).max(top);
            continue;
        }
        let ends = one(pen, part, within, marked_only, &mut below_mark);
        top = ends + GAP;
    }
    top - GAP
}

fn one(
    pen: &mut Pen<'_>,
    part: &Part,
    area: Area,
    marked_only: bool,
    below_mark: &mut Option<f32>,
) -> f32 {
    match part {
        Part::Tabs { items } => tabs(pen, items, area),
        Part::Table { columns, rows } => table(pen, columns, rows, area, marked_only, below_mark),
        Part::Button(control) => {
            button(pen, control, [area.left + INDENT, area.top], area.width - INDENT);
            area.top + BUTTON
        }
        Part::Radio { options } => choices(pen, options, Shape::Round, indented(area)),
        Part::Checkbox(control) => {
            choices(pen, std::slice::from_ref(control), Shape::Square, indented(area))
        }
        Part::Field { label, value, mark } => field(pen, label, value, *mark, indented(area)),
        Part::Notice(control) => notice(pen, control, area),
        Part::Panel(control) => panel(pen, control, area),
        // Drawn over what stands before it.
        Part::Dialog { .. } => area.top,
    }
}

fn indented(area: Area) -> Area {
    let by = INDENT_OF_CHOICE;
    Area::new(area.left + by, area.top, area.width - by, area.height)
}

fn tabs(pen: &mut Pen<'_>, items: &[Control], area: Area) -> f32 {
    let (mut left, middle) = (area.left + INDENT, area.top + 11.0);
    for item in items {
        let boldness = if item.on { Boldness::SemiBold } else { Boldness::Regular };
        let ink = if item.on { Ink::Text } else { Ink::Dim };
        let width =
            pen.text([left, middle], &item.label, (TEXT, boldness, ink), area.right() - left);
        if item.on {
            pen.line(&[[left, area.top + 23.0], [left + width, area.top + 23.0]], 2.0, Ink::Text);
        }
        pen.mark(item.mark, Area::new(left, area.top, width, 22.0), NumberAt::Corner);
        left += width + 20.0;
    }
    pen.line(&[[area.left, area.top + 24.0], [area.right(), area.top + 24.0]], 1.0, Ink::Line);
    area.top + 24.0
}

/// Draws a button, and returns how wide it is.
fn button(pen: &mut Pen<'_>, control: &Control, [left, top]: [f32; 2], room: f32) -> f32 {
    let area = Area::new(left, top, button_width(pen, control), BUTTON);
    pen.framed(area, 5.0, Ink::Page, Ink::Edge);
    let style = (TEXT, Boldness::Medium, Ink::Text);
    pen.text([left + PADDING, area.middle()], &control.label, style, room - 2.0 * PADDING);
    pen.mark(control.mark, area, NumberAt::Corner);
    area.width
}

/// Whether a choice is one of several or stands for itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Round,
    Square,
}

fn choices(pen: &mut Pen<'_>, options: &[Control], shape: Shape, area: Area) -> f32 {
    let mut top = area.top;
    for option in options {
        choice(pen, option, shape, Area::new(area.left, top, area.width, CHOICE));
        top += CHOICE;
    }
    top
}

fn choice(pen: &mut Pen<'_>, option: &Control, shape: Shape, area: Area) {
    let middle = area.middle();
    let chosen = if option.mark.is_some() { Ink::Accent } else { Ink::Dim };
    match shape {
        Shape::Round => {
            let edge = if option.on { chosen } else { Ink::Edge };
            pen.circle([area.left + 6.0, middle], 6.0, Some(Ink::Page), Some(edge));
            if option.on {
                pen.circle([area.left + 6.0, middle], 3.5, Some(chosen), None);
            }
        }
        Shape::Square => tick_box(pen, [area.left, middle], option.on.then_some(chosen)),
    }
    let ink = if option.on || option.mark.is_some() { Ink::Text } else { Ink::Dim };
    let boldness = if option.mark.is_some() { Boldness::SemiBold } else { Boldness::Regular };
    let room = area.width - 18.0;
    let width = pen.text([area.left + 18.0, middle], &option.label, (TEXT, boldness, ink), room);
    let ringed = Area::new(area.left, middle - 9.0, 18.0 + width + BEHIND, 18.0);
    pen.mark(option.mark, ringed, NumberAt::Left);
}

/// A box to tick, by the height of its middle; `ticked` is its ink if it is ticked.
fn tick_box(pen: &mut Pen<'_>, [left, middle]: [f32; 2], ticked: Option<Ink>) {
    let area = Area::new(left, middle - 6.0, 12.0, 12.0);
    if let Some(ink) = ticked {
        pen.fill(area, 3.0, ink);
        let tick = [[left + 3.0, middle], [left + 5.2, middle + 2.4], [left + 9.2, middle - 2.6]];
        pen.line(&tick, 1.5, Ink::Page);
    } else {
        pen.framed(area, 3.0, Ink::Page, Ink::Edge);
    }
}

fn field(pen: &mut Pen<'_>, label: &str, value: &str, mark: Option<usize>, area: Area) -> f32 {
    let style = (TEXT, Boldness::Regular, Ink::Dim);
    pen.text([area.left, area.top + 8.0], label, style, area.width);
    let around = Area::new(area.left, area.top + 22.0, area.width.min(280.0), BUTTON);
    pen.framed(around, 5.0, Ink::Page, Ink::Edge);
    if value.is_empty() {
        pen.blank([around.left + 10.0, around.middle()], 80.0);
    } else {
        let style = (TEXT, Boldness::Regular, Ink::Text);
        pen.text([around.left + 10.0, around.middle()], value, style, around.width - 20.0);
    }
    pen.mark(mark, around, NumberAt::Left);
    around.bottom()
}

fn notice(pen: &mut Pen<'_>, control: &Control, area: Area) -> f32 {
    let around = Area::new(area.left + INDENT, area.top, area.width - 2.0 * INDENT, 28.0);
    pen.framed(around, 5.0, Ink::Bar, Ink::Line);
    let style = (TEXT, Boldness::Regular, Ink::Text);
    pen.text([around.left + 10.0, around.middle()], &control.label, style, around.width - 20.0);
    pen.mark(control.mark, around, NumberAt::Corner);
    around.bottom()
}

/// White and with an arrow, where a notice is grey: it is there to be clicked.
fn panel(pen: &mut Pen<'_>, control: &Control, area: Area) -> f32 {
    let around = Area::new(area.left + INDENT, area.top, area.width - 2.0 * INDENT, 28.0);
    pen.framed(around, 5.0, Ink::Page, Ink::Edge);
    let (right, middle) = (around.right() - 12.0, around.middle());
    let style = (TEXT, Boldness::Medium, Ink::Text);
    pen.text([around.left + 10.0, middle], &control.label, style, around.width - 36.0);
    let arrow = [[right - 4.0, middle - 4.0], [right, middle], [right - 4.0, middle + 4.0]];
    pen.line(&arrow, 1.5, Ink::Dim);
    pen.mark(control.mark, around, NumberAt::Corner);
    around.bottom()
}

fn table(
    pen: &mut Pen<'_>,
    columns: &[String],
    rows: &[TableRow],
    area: Area,
    marked_only: bool,
    below_mark: &mut Option<f32>,
) -> f32 {
    let has_boxes = rows.iter().any(|row| row.picked);
    let is_marked = rows.iter().any(|row| row.mark.is_some());
    let first = if has_boxes || is_marked { 28.0 } else { 8.0 };
    let lefts = columns_of(pen, columns, rows, area.left + first, area.right());
    for (at, column) in columns.iter().enumerate() {
        let (left, middle) = (lefts[at], area.top + HEAD / 2.0);
        let room = lefts[at + 1] - left - 8.0;
        if rows.iter().filter_map(|row| row.cells.get(at)).any(|cell| is_same_word(column, cell)) {
            pen.blank([left, middle], room.min(48.0));
        } else {
            pen.text([left, middle], column, (TEXT, Boldness::Regular, Ink::Dim), room);
        }
    }
    let mut top = area.top + HEAD;
    for row in rows {
        let blanks = row.blank.unwrap_or(0);
        if blanks > 0 && !marked_only {
            for number in 0..blanks {
                let row = Area::new(area.left, top, area.width, BLANK_ROW);
                blank_row(pen, row, first, has_boxes, number);
                top += BLANK_ROW;
            }
        }
        if !row.cells.is_empty() {
            let place = Area::new(area.left, top, area.width, ROW);
            table_row(pen, row, place, has_boxes, &lefts);
            top += ROW;
            if row.action.as_ref().is_some_and(|action| action.mark.is_some()) {
                *below_mark = Some(top);
            }
        }
    }
    top
}

/// Whether a heading only says what stands below it, such as "Users" over "User": two equal words make
/// a customer look for the one that is meant.
fn is_same_word(heading: &str, cell: &str) -> bool {
    let single = |text: &str| text.to_lowercase().trim_end_matches('s').to_owned();
    !heading.is_empty() && single(heading) == single(cell)
}

/// Where each column begins, and where the last one ends: as wide as their words, and what is left
/// shared alike.
fn columns_of(
    pen: &Pen<'_>,
    columns: &[String],
    rows: &[TableRow],
    left: f32,
    right: f32,
) -> Vec<f32> {
    let width = |text: &String| pen.width(text, TEXT, Boldness::SemiBold) + 20.0;
    let natural = columns.iter().enumerate().map(|(at, column)| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at)).map(width);
        cells.fold(width(column), f32::max)
    });
    let natural: Vec<f32> = natural.collect();
    let actions = rows.iter().filter_map(|row| row.action.as_ref());
    // The number of the button needs room, too.
    let actions = actions.map(|it| button_width(pen, it) + 22.0).fold(0.0, f32::max);
    let spare = (right - left - actions - natural.iter().sum::<f32>()).max(0.0);
    let more = spare / columns.len().max(1) as f32;
    let mut lefts = vec![left];
    for width in natural {
        lefts.push(lefts[lefts.len() - 1] + width + more);
    }
    lefts
}

fn button_width(pen: &Pen<'_>, control: &Control) -> f32 {
    pen.width(&control.label, TEXT, Boldness::Medium) + 2.0 * PADDING
}

fn blank_row(pen: &mut Pen<'_>, row: Area, first: f32, has_box: bool, number: usize) {
    // Uneven, as names are.
    const WIDTHS: [f32; 5] = [64.0, 96.0, 72.0, 84.0, 56.0];
    if has_box {
        tick_box(pen, [row.left + 8.0, row.middle()], None);
    }
    pen.blank([row.left + first, row.middle()], WIDTHS[number % WIDTHS.len()]);
    pen.line(&[[row.left, row.bottom()], [row.right(), row.bottom()]], 1.0, Ink::Line);
}

fn table_row(pen: &mut Pen<'_>, row: &TableRow, place: Area, has_boxes: bool, lefts: &[f32]) {
    let is_marked = row.mark.is_some() || row.picked;
    if is_marked {
        pen.fill(place, 0.0, Ink::AccentSoft);
    }
    if has_boxes {
        tick_box(pen, [place.left + 8.0, place.middle()], row.picked.then_some(Ink::Accent));
    }
    let mut first_width = 0.0;
    for (at, cell) in row.cells.iter().enumerate() {
        let is_first = at == 0;
        let boldness = if is_first && is_marked { Boldness::SemiBold } else { Boldness::Regular };
        let style = (TEXT, boldness, Ink::Text);
        let room = lefts[at + 1] - lefts[at] - 8.0;
        let width = pen.text([lefts[at], place.middle()], cell, style, room);
        first_width = if is_first { width } else { first_width };
    }
    pen.line(&[[place.left, place.bottom()], [place.right(), place.bottom()]], 1.0, Ink::Line);
    let ringed_from = if has_boxes { place.left + 8.0 } else { lefts[0] };
    let ringed_to = lefts[0] + first_width + BEHIND;
    let ringed = Area::new(ringed_from, place.middle() - 9.0, ringed_to - ringed_from, 18.0);
    let number_at = if has_boxes { NumberAt::Corner } else { NumberAt::Left };
    pen.mark(row.mark, ringed, number_at);
    if let Some(action) = &row.action {
        let width = button_width(pen, action);
        let left = place.right() - width - 6.0;
        button(pen, action, [left, place.middle() - BUTTON / 2.0], width);
    }
}

/// What a dialog is made of.
struct Dialog<'a> {
    title: &'a str,
    options: &'a [Control],
    boxes: &'a [Control],
    buttons: &'a [Control],
}

impl Dialog<'_> {
    /// Draws the dialog over the page, at its right, and returns where it ends.
    fn draw(&self, pen: &mut Pen<'_>, page: Area, top: f32) -> f32 {
        let rows = self.options.len() + self.boxes.len();
        let buttons = if self.buttons.is_empty() { 0.0 } else { BUTTON + 8.0 };
        let height = 30.0 + CHOICE * rows as f32 + buttons + 10.0;
        let width = self.width(pen).clamp(DIALOG, page.width);
        let around = Area::new(page.right() - width, top, width, height);
        let shadow = Area::new(around.left + 2.0, around.top + 3.0, width, height);
        pen.fill(shadow, 7.0, Ink::Shadow);
        pen.framed(around, 7.0, Ink::Page, Ink::Edge);
        let room = width - 2.0 * 16.0;
        let style = (12.0, Boldness::SemiBold, Ink::Text);
        pen.text([around.left + 16.0, top + 17.0], self.title, style, room);
        let within = Area::new(around.left + 28.0, top + 30.0, room - 12.0, 0.0);
        let ends = choices(pen, self.options, Shape::Round, within);
        let within = Area::new(within.left, ends, within.width, 0.0);
        choices(pen, self.boxes, Shape::Square, within);
        let mut right = around.right() - 12.0;
        for control in self.buttons.iter().rev() {
            let width = button_width(pen, control);
            right -= width;
            button(pen, control, [right, around.bottom() - BUTTON - 8.0], width);
            right -= 8.0;
        }
        around.bottom()
    }

    /// How wide it has to be for its words.
    fn width(&self, pen: &Pen<'_>) -> f32 {
        let title = pen.width(self.title, 12.0, Boldness::SemiBold) + 32.0;
        let choices = self.options.iter().chain(self.boxes);
        let choices = choices.map(|it| pen.width(&it.label, TEXT, Boldness::SemiBold) + 62.0);
        let buttons = self.buttons.iter().map(|it| pen.width(&it.label, TEXT, Boldness::Medium));
        let buttons = buttons.map(|width| width + 2.0 * PADDING + 8.0).sum::<f32>() + 16.0;
        choices.fold(title.max(buttons), f32::max)
    }
}
