//! The blocks of a document, as the formats write them.

use std::mem::discriminant;
use std::sync::Arc;

use super::words::{Span, Words};
use crate::drawing::Sketch;
use crate::kb::scene::Click;

/// The mark of an item in a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// Done, or answered with yes.
    Done,
    /// Not done, or answered with no.
    Left,
    /// Done without effect, or answered with can't tell.
    Unclear,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading below the title.
    Heading(Vec<Span>),
    /// A paragraph.
    Text(Vec<Span>),
    /// A name and a value.
    Fact(Vec<Span>, Vec<Span>),
    /// An item with a mark, and details below it.
    Item {
        /// The mark.
        tick: Tick,
        /// The text.
        text: Vec<Span>,
        /// The details, a line each.
        below: Vec<Vec<Span>>,
    },
    /// A verbatim quote of what the customer sent.
    Quote(String),
    /// A link: its title and its address.
    Link(Vec<Span>, String),
    /// A picture.
    Picture(Picture),
    /// A paragraph that says for whom, when, or with what.
    Lead(Vec<Span>),
    /// A remark.
    Note(Vec<Span>),
    /// What is done and what is left, side by side.
    Strips(Vec<Strip>),
    /// A table.
    Table(Table),
    /// What to do on a page, beside its drawing.
    Clicks(Clicks),
}

/// What something on paper says beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something is done.
    Good,
    /// Something is left to do.
    Caution,
}

/// A colored strip with a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// What it says beside its words.
    pub tone: Tone,
    /// The heading.
    pub title: Vec<Span>,
    /// The text.
    pub text: Vec<Span>,
}

/// A table. A row is split only if it is higher than a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The headings of the columns, and the share of the width of each.
    pub columns: Vec<(Vec<Span>, f32)>,
    /// The rows, with a cell for each column.
    pub rows: Vec<Vec<TableCell>>,
}

/// A cell of a table: its text, what stands below it, and what it says beside its words.
pub type CellWords<A> = (Words<A>, Option<Words<A>>, Option<Tone>);

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableCell {
    /// The text.
    pub text: Vec<Span>,
    /// What stands below it, small.
    pub below: Vec<Span>,
    /// What it says beside its words.
    pub tone: Option<Tone>,
}

/// A step to do on a page, click by click.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clicks {
    /// What the step does, with its number.
    pub title: Vec<Span>,
    /// Where it is done and what to know before, a remark each.
    pub before: Vec<Vec<Span>>,
    /// Each click with its note, which may be empty.
    pub items: Vec<(Vec<Span>, Vec<Span>)>,
    /// What to see afterwards, a remark each.
    pub after: Vec<Vec<Span>>,
    /// The drawing of the page.
    pub picture: Option<Picture>,
    /// What stands below the drawing.
    pub caption: Vec<Span>,
}

impl Block {
    /// Returns whether both blocks are of the same kind and can share a list.
    pub fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}

impl Block {
    /// Changes every run of text in the block; what only insiders get has none.
    pub(super) fn each_span(&mut self, change: &mut impl FnMut(&mut Span)) {
        let mut all = |spans: &mut Vec<Span>| spans.iter_mut().for_each(&mut *change);
        match self {
            Self::Heading(text) | Self::Text(text) | Self::Lead(text) | Self::Note(text) => {
                all(text);
            }
            Self::Strips(strips) => strips.iter_mut().for_each(|strip| {
                all(&mut strip.title);
                all(&mut strip.text);
            }),
            Self::Table(table) => {
                table.columns.iter_mut().for_each(|(title, _)| all(title));
                for cell in table.rows.iter_mut().flatten() {
                    all(&mut cell.text);
                    all(&mut cell.below);
                }
            }
            Self::Clicks(Clicks { title, before, items, after, picture, caption }) => {
                all(title);
                before.iter_mut().chain(after).for_each(&mut all);
                for (text, note) in items {
                    all(text);
                    all(note);
                }
                if let Some(picture) = picture {
                    all(&mut picture.description);
                }
                all(caption);
            }
            Self::Fact(name, value) => {
                all(name);
                all(value);
            }
            Self::Item { text, below, .. } => {
                all(text);
                below.iter_mut().for_each(all);
            }
            Self::Picture(picture) => all(&mut picture.description),
            Self::Link(..) | Self::Quote(_) => {}
        }
    }
}

/// A picture in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What it shows, in words.
    pub description: Vec<Span>,
    /// The image.
    pub image: Image,
}

/// What a picture is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Image {
    /// Pixels.
    Png(Png),
    /// The drawing of a page, and what to do on it.
    Drawing(Sketch, Vec<Click>),
}

impl From<Png> for Image {
    fn from(png: Png) -> Self {
        Self::Png(png)
    }
}

/// An image as a PNG file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Png {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The bytes of the file.
    pub bytes: Arc<[u8]>,
}
