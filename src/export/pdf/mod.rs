//! A document as PDF: tagged for screen readers (PDF/UA-1), its fonts inside, the same bytes for the
//! same document.
//!
//! ```text
//! fonts.rs   Inter in the weights that a document needs, and which letters it lacks
//! lines.rs   text of one style -> lines of glyphs
//! look.rs    sizes, colors, margins: what a document looks like
//! layout.rs  blocks -> rows of lines, and rows -> pages
//! tags.rs    what each row is part of, for who hears the document
//! paint.rs   pages -> PDF
//! ```

mod fonts;
mod layout;
mod lines;
mod look;
mod paint;
mod tags;

use super::document::Document;

/// The document as PDF.
///
/// # Errors
/// What keeps it from being written, in words of the PDF library.
pub fn write<A>(document: &Document<A>) -> Result<Vec<u8>, String> {
    let fonts = fonts::Fonts::load().ok_or("a font of the program cannot be read")?;
    let laid_out = layout::lay_out(document, &fonts);
    paint::paint(document.title(), laid_out, &fonts)
}
