//! The widths of the text font, so that a drawing is laid out alike on every screen and paper.

use std::ops::Range;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::sketch::{Boldness, Measure};

/// Inter in its four weights.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inter;

/// The letters that are measured once: those of European languages, and punctuation.
const LETTERS: u32 = 0x250;
const PUNCTUATION: Range<u32> = 0x2010..0x2040;

/// The widths of letters in one weight, for a font of size 1.
type Widths = Vec<f32>;

static REGULAR: LazyLock<Widths> =
    LazyLock::new(|| widths(include_bytes!("../../assets/fonts/Inter-Regular.otf")));
static MEDIUM: LazyLock<Widths> =
    LazyLock::new(|| widths(include_bytes!("../../assets/fonts/Inter-Medium.otf")));
static SEMI_BOLD: LazyLock<Widths> =
    LazyLock::new(|| widths(include_bytes!("../../assets/fonts/Inter-SemiBold.otf")));
static BOLD: LazyLock<Widths> =
    LazyLock::new(|| widths(include_bytes!("../../assets/fonts/Inter-Bold.otf")));

/// A letter that Inter lacks comes from another font; most are about as wide as they are high.
const UNKNOWN: f32 = 1.0;

fn widths(font: &[u8]) -> Widths {
    let Ok(font) = FontRef::new(font) else { return Vec::new() };
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let letters = font.charmap();
    let width = |letter: u32| {
        let glyph = letters.map(letter)?;
        metrics.advance_width(glyph)
    };
    (0..LETTERS).chain(PUNCTUATION).map(|letter| width(letter).unwrap_or(UNKNOWN)).collect()
}

impl Measure for Inter {
    fn width(&self, text: &str, size: f32, boldness: Boldness) -> f32 {
        let widths = match boldness {
            Boldness::Regular => &REGULAR,
            Boldness::Medium => &MEDIUM,
            Boldness::SemiBold => &SEMI_BOLD,
            Boldness::Bold => &BOLD,
        };
        let place = |c: char| match u32::from(c) {
            letter if letter < LETTERS => Some(letter),
            sign if PUNCTUATION.contains(&sign) => Some(sign - PUNCTUATION.start + LETTERS),
            _ => None,
        };
        let width = |c| place(c).and_then(|at| widths.get(at as usize)).copied().unwrap_or(UNKNOWN);
        text.chars().map(width).sum::<f32>() * size
    }
}
