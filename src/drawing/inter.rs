//! The widths of the text font, so that a drawing is laid out alike on every screen and paper.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::sketch::{Boldness, Measure};

/// Inter in its four weights.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inter;

fn font(boldness: Boldness) -> &'static [u8] {
    match boldness {
        Boldness::Regular => include_bytes!("../../assets/fonts/Inter-Regular.otf"),
        Boldness::Medium => include_bytes!("../../assets/fonts/Inter-Medium.otf"),
        Boldness::SemiBold => include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
        Boldness::Bold => include_bytes!("../../assets/fonts/Inter-Bold.otf"),
    }
}

impl Measure for Inter {
    fn width(&self, text: &str, size: f32, boldness: Boldness) -> f32 {
        let Ok(font) = FontRef::new(font(boldness)) else { return 0.0 };
        let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
        let letters = font.charmap();
        // A letter that Inter lacks comes from another font; most are about as wide as they are high.
        let advance = |c| letters.map(c).and_then(|glyph| metrics.advance_width(glyph));
        text.chars().map(|c| advance(c).unwrap_or(size)).sum()
    }
}
