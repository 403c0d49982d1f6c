//! What the rows of a page are made of.

use super::lines::Line;
use super::tags::Part;
use crate::export::document::{Picture, Png, Tick, Tone};

/// What a cell shows.
#[derive(Debug)]
pub enum What {
    /// A line of text, and the address it links to.
    Text(Line, Option<String>),
    /// A box with its mark.
    Box(Tick),
    /// A picture with its width and height in points.
    Picture(Picture, f32, f32),
    /// A decoration, which is not read aloud.
    Ornament(Ornament),
}

/// A piece of a row.
#[derive(Debug)]
pub struct Cell {
    /// The part of the document that it belongs to.
    pub part: Part,
    /// The distance from the left margin, in points.
    pub x: f32,
    /// The distance from the top of the row, in points.
    pub y: f32,
    /// The content.
    pub what: What,
}

/// A color.
pub type Rgb = (u8, u8, u8);

/// A decoration. Sizes are in points.
#[derive(Clone, Debug)]
pub enum Ornament {
    /// A rectangle: its width, height, radius of its corners, and color.
    Ground(f32, f32, f32, Rgb),
    /// A disc: its radius and color. Its upper left corner is where the cell is.
    Disc(f32, Rgb),
    /// A sign in a ring of twelve points: a tick or the hands of a clock.
    Sign(Tone, Rgb),
    /// A logo with its width and height.
    Logo(Png, f32, f32),
    /// Text that another part says already.
    Text(Line),
}

/// A row of a page, which is split only if it is higher than one.
#[derive(Debug)]
pub struct Row {
    /// The space above it, except at the top of a page.
    pub before: f32,
    /// Its height.
    pub height: f32,
    /// Whether the next row has to be on the same page.
    pub keep: bool,
    /// The pieces; later ones lie over earlier ones.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row with its space above and its height.
    pub fn new(before: f32, height: f32, cells: Vec<Cell>) -> Self {
        Self { before, height, keep: false, cells }
    }
}

/// A heading in the outline.
#[derive(Debug)]
pub struct OutlineEntry {
    /// The text.
    pub text: String,
    /// The index of its row.
    pub row: usize,
}
