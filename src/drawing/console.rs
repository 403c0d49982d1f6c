//! The frame of a console page: its top bar, its menu with the path to the page, its heading.

use super::parts;
use super::pen::{DISC, Misfit, Pen};
use super::sketch::{Area, Boldness, Ink, Measure, Shape, Sketch};
use crate::kb::scene::Scene;
use crate::kb::{Link, Product};

/// The width of a drawing before it is scaled, in points.
pub const WIDTH: f32 = 560.0;
/// The least height of a drawing in full.
const LEAST_HEIGHT: f32 = 240.0;
/// The height of the top bar.
const BAR: f32 = 36.0;
/// The width of the menu.
const MENU: f32 = 176.0;
/// The height of a row of the menu.
const ROW: f32 = 22.0;
/// The sizes of its entries, the first that fits; a name that fits in none is told as a misfit.
const SIZES: [f32; 4] = [11.0, 10.0, 9.0, SMALLEST];
const SMALLEST: f32 = 8.0;
/// The room around what stands on the page.
const MARGIN: f32 = 16.0;

/// How much of the console is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With its top bar and menu.
    Full,
    /// The path as one line, and what is numbered: for documents and narrow windows.
    Small,
}

/// What stands in a console's menu, top to bottom.
fn menu(product: Product) -> &'static [&'static str] {
    match product {
        Product::GoogleAdmin => {
            &["Home", "Directory", "Devices", "Apps", "Security", "Reporting", "Billing", "Account"]
        }
        Product::Google => &[],
        Product::Jumpcloud => {
            &["Home", "Identity Management", "Access", "Integrations", "Insights", "Settings"]
        }
    }
}

/// Draws the page of a link. What needs more room than it has is told beside the drawing.
pub fn draw(
    scene: &Scene,
    link: &Link,
    form: Form,
    measure: &dyn Measure,
) -> (Sketch, Vec<Misfit>) {
    let mut pen = Pen::new(measure);
    // The ground comes first and is as high as what stands on it, so it is put there twice: once to
    // learn the height, once to stay.
    let height = lay_out(&mut Pen::new(measure), scene, link, form, 0.0);
    lay_out(&mut pen, scene, link, form, height);
    pen.finish(WIDTH, height)
}

/// The widths of drawings beside text, in points, the narrowest first.
const BESIDE_TEXT: [f32; 5] = [300.0, 340.0, 400.0, 480.0, WIDTH];

/// Draws what is numbered on the page of a link, as narrow as its labels allow, for a column beside text
/// that names the path. The widest has the room of the small form.
pub fn draw_beside_text(scene: &Scene, link: &Link, measure: &dyn Measure) -> Sketch {
    let draw = |width: f32| {
        let height = column(&mut Pen::new(measure), scene, link, width, 0.0);
        let mut pen = Pen::new(measure);
        column(&mut pen, scene, link, width, height);
        pen.finish(width, height)
    };
    let is_clear = |(sketch, misfits): &(Sketch, Vec<Misfit>)| {
        misfits.is_empty() && covered_text(sketch, measure).is_none()
    };
    BESIDE_TEXT.into_iter().map(draw).find(is_clear).unwrap_or_else(|| draw(WIDTH)).0
}

/// Returns a text that the disc of a number lies over, other than its own digits.
pub fn covered_text<'s>(sketch: &'s Sketch, measure: &dyn Measure) -> Option<&'s str> {
    let texts = sketch.shapes.iter().filter_map(|shape| match shape {
        Shape::Text { at: [x, y], is_centered: false, text, size, boldness, .. } => {
            let width = measure.width(text, *size, *boldness);
            Some((text, Area::new(*x, y - size / 2.0, width, *size)))
        }
        _ => None,
    });
    let lies_over = |text: &Area, [x, y]: [f32; 2]| {
        let near = |at: f32, from: f32, to: f32| (at - at.clamp(from, to)).abs();
        let (right, down) = (near(x, text.left, text.right()), near(y, text.top, text.bottom()));
        right.hypot(down) < DISC
    };
    let mut covered =
        texts.filter(|(_, area)| sketch.marks.iter().any(|mark| lies_over(area, mark.disc)));
    covered.next().map(|(text, _)| text.as_str())
}

fn column(pen: &mut Pen<'_>, scene: &Scene, link: &Link, width: f32, height: f32) -> f32 {
    pen.framed(Area::new(0.0, 0.0, width, height), 8.0, Ink::Page, Ink::Edge);
    pen.fill(Area::new(1.0, 1.0, width - 2.0, 26.0), 7.0, Ink::Bar);
    pen.fill(Area::new(1.0, 16.0, width - 2.0, 10.0), 0.0, Ink::Bar);
    for line in [-3.5, 0.0, 3.5] {
        pen.line(&[[MARGIN, 14.0 + line], [MARGIN + 10.0, 14.0 + line]], 1.2, Ink::Dim);
    }
    let room = width - 2.0 * MARGIN;
    let name = link.product.name();
    pen.text([MARGIN + 20.0, 14.0], name, (11.0, Boldness::SemiBold, Ink::Text), room - 20.0);
    pen.line(&[[1.0, 26.0], [width - 1.0, 26.0]], 1.0, Ink::Line);
    let page = scene.page.as_deref().unwrap_or(&link.page);
    pen.text([MARGIN, 46.0], page, (13.0, Boldness::SemiBold, Ink::Text), room);
    parts::draw(pen, &scene.part, Area::new(MARGIN, 68.0, room, 0.0), true) + MARGIN
}

fn lay_out(pen: &mut Pen<'_>, scene: &Scene, link: &Link, form: Form, height: f32) -> f32 {
    pen.framed(Area::new(0.0, 0.0, WIDTH, height), 8.0, Ink::Page, Ink::Edge);
    let page = scene.page.as_deref().unwrap_or(&link.page);
    match form {
        Form::Full => {
            top_bar(pen, link);
            let path = menu_path_of(scene, link);
            let menu = if path.is_empty() { 0.0 } else { MENU };
            let menu_ends = if path.is_empty() { 0.0 } else { menu_column(pen, link, &path) };
            if menu > 0.0 {
                pen.line(&[[menu, BAR], [menu, height - 1.0]], 1.0, Ink::Line);
            }
            let left = menu + MARGIN;
            let room = WIDTH - MARGIN - left;
            pen.text([left, BAR + 22.0], page, (13.0, Boldness::SemiBold, Ink::Text), room);
            let ends = parts::draw(pen, &scene.part, Area::new(left, BAR + 44.0, room, 0.0), false);
            (ends + MARGIN).max(menu_ends + MARGIN).max(LEAST_HEIGHT)
        }
        Form::Small => {
            let room = WIDTH - 2.0 * MARGIN;
            pen.fill(Area::new(1.0, 1.0, WIDTH - 2.0, 26.0), 7.0, Ink::Bar);
            pen.fill(Area::new(1.0, 16.0, WIDTH - 2.0, 10.0), 0.0, Ink::Bar);
            let path = path_line(link);
            pen.text([MARGIN, 14.0], &path, (11.0, Boldness::Regular, Ink::Dim), room);
            pen.line(&[[1.0, 26.0], [WIDTH - 1.0, 26.0]], 1.0, Ink::Line);
            pen.text([MARGIN, 46.0], page, (13.0, Boldness::SemiBold, Ink::Text), room);
            parts::draw(pen, &scene.part, Area::new(MARGIN, 68.0, room, 0.0), true) + MARGIN
        }
    }
}

fn path_line(link: &Link) -> String {
    let path: Vec<&str> = link.breadcrumb.iter().map(String::as_str).collect();
    format!("{}: {}", link.product.name(), path.join(" \u{203a} "))
}

fn top_bar(pen: &mut Pen<'_>, link: &Link) {
    let middle = BAR / 2.0;
    pen.fill(Area::new(1.0, 1.0, WIDTH - 2.0, BAR), 7.0, Ink::Bar);
    pen.fill(Area::new(1.0, BAR - 8.0, WIDTH - 2.0, 8.0), 0.0, Ink::Bar);
    for line in [-4.0, 0.0, 4.0] {
        pen.line(&[[12.0, middle + line], [24.0, middle + line]], 1.5, Ink::Dim);
    }
    let name = link.product.name();
    pen.text([36.0, middle], name, (12.0, Boldness::SemiBold, Ink::Text), MENU - 40.0);
    let search = Area::new(MENU + MARGIN, middle - 10.0, 200.0, 20.0);
    pen.framed(search, 10.0, Ink::Page, Ink::Line);
    pen.circle([search.left + 13.0, middle - 1.0], 3.5, None, Some(Ink::Dim));
    let handle = [[search.left + 15.5, middle + 1.5], [search.left + 18.0, middle + 4.0]];
    pen.line(&handle, 1.0, Ink::Dim);
    pen.blank([search.left + 26.0, middle], 64.0);
    pen.circle([WIDTH - 22.0, middle], 9.0, Some(Ink::Blank), None);
    pen.line(&[[1.0, BAR], [WIDTH - 1.0, BAR]], 1.0, Ink::Line);
}

/// The most levels of a console's menu; what a path says beyond them is on the page.
const LEVELS: usize = 3;

/// The part of the path that stands in the menu: not what is drawn on the page, and nothing where
/// the page has no menu.
fn menu_path_of<'a>(scene: &Scene, link: &'a Link) -> Vec<&'a str> {
    let path = link.breadcrumb.iter().map(String::as_str);
    let is_drawn = |entry: &str| scene.marks().iter().any(|(_, label)| label.contains(entry));
    let path: Vec<&str> = path.take(LEVELS).take_while(|entry| !is_drawn(entry)).collect();
    match path[..] {
        [only] if !menu(link.product).contains(&only) => Vec::new(),
        _ => path,
    }
}

/// The menu, unfolded along the path to the page. Returns where it ends.
fn menu_column(pen: &mut Pen<'_>, link: &Link, path: &[&str]) -> f32 {
    let Some((top, below)) = path.split_first() else { return BAR };
    let entries = menu(link.product);
    let is_known = entries.contains(top);
    let mut at = BAR + 8.0;
    for entry in entries.iter().chain((!is_known).then_some(top)) {
        let is_on_path = entry == top;
        menu_row(pen, at, entry, 0, is_on_path, is_on_path && below.is_empty());
        at += ROW;
        if is_on_path {
            at = menu_path(pen, at, below);
        }
    }
    at
}

fn menu_path(pen: &mut Pen<'_>, mut at: f32, path: &[&str]) -> f32 {
    for (depth, entry) in (1..).zip(path) {
        menu_row(pen, at, entry, depth, true, depth == path.len());
        at += ROW;
    }
    at
}

fn menu_row(
    pen: &mut Pen<'_>,
    top: f32,
    entry: &str,
    depth: usize,
    is_on_path: bool,
    is_last: bool,
) {
    let middle = top + ROW / 2.0;
    if is_last {
        pen.fill(Area::new(1.0, top, MENU - 1.0, ROW), 0.0, Ink::AccentSoft);
        pen.fill(Area::new(0.0, top, 3.0, ROW), 0.0, Ink::Accent);
    }
    let ink = if is_on_path { Ink::Accent } else { Ink::Dim };
    if depth == 0 {
        let square = Area::new(12.0, middle - 4.0, 8.0, 8.0);
        pen.fill(square, 2.0, if is_on_path { Ink::Accent } else { Ink::Blank });
    }
    let left = if depth == 0 { 28.0 } else { 28.0 + 8.0 * depth as f32 };
    let boldness = match (is_on_path, depth == 0 || is_last) {
        (true, true) => Boldness::SemiBold,
        (true, false) => Boldness::Medium,
        (false, _) => Boldness::Regular,
    };
    let room = MENU - 6.0 - left;
    // A long name is set smaller: one that is cut is looked for in vain.
    let size = SIZES.into_iter().find(|&size| pen.width(entry, size, boldness) <= room);
    pen.text([left, middle], entry, (size.unwrap_or(SMALLEST), boldness, ink), room);
}
