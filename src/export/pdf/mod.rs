//! A document as PDF: tagged for screen readers (PDF/UA-1), with embedded fonts, and the same bytes
//! for the same document.
//!
//! ```text
//! fonts.rs   the weights of Inter, and the characters that they lack
//! lines.rs   text of one style -> lines of glyphs
//! style.rs   sizes, colors, margins
//! layout.rs  blocks -> rows of lines, and rows -> pages
//! rows.rs    what rows are made of
//! split.rs   rows that are higher than a page
//! customer_blocks.rs the blocks of the customer's document
//! tags.rs    the structure for screen readers
//! paint.rs   pages -> PDF; preview.rs pages -> plain shapes for the window
//! sketch.rs  the drawing of a page -> vector shapes
//! ```

mod customer_blocks;
mod fonts;
mod layout;
mod lines;
mod paint;
mod preview;
mod rows;
mod sketch;
mod split;
mod style;
mod tags;

pub use preview::{PageItem, PagePreview, pages};

use super::document::Document;

/// Formats the document as PDF.
///
/// # Errors
/// The message of the PDF library if it fails.
pub fn write<A>(document: &Document<A>) -> Result<Vec<u8>, String> {
    let fonts = fonts::Fonts::load().ok_or("an embedded font cannot be read")?;
    let laid_out = layout::lay_out(document, &fonts);
    paint::paint(document, laid_out, &fonts)
}
