//! What a document looks like, in points: A4, one family, dark gray on white, and nothing that a gray
//! print would lose.

use krilla::color::rgb::Color;

use super::fonts::Weight;

/// The size of a page: A4.
pub const PAGE: (f32, f32) = (595.28, 841.89);
/// The margin on the left and on the right.
pub const SIDE: f32 = 68.0;
/// Where the text begins, from the top of a page.
pub const TOP: f32 = 66.0;
/// Where the text ends, from the top of a page.
pub const BOTTOM: f32 = PAGE.1 - 78.0;
/// Where the footer stands, from the top of a page.
pub const FOOTER: f32 = PAGE.1 - 42.0;
/// The width of the text.
pub const WIDTH: f32 = PAGE.0 - 2.0 * SIDE;

/// Where values stand, beside their names.
pub const VALUE: f32 = 146.0;
/// Where the text of a ticked line stands, beside its box.
pub const BESIDE_BOX: f32 = 19.0;
/// Where a quote stands, beside its bar.
pub const BESIDE_BAR: f32 = 14.0;
/// The most width and height of a picture.
pub const PICTURE: (f32, f32) = (372.0, 380.0);
/// The points of a pixel of a picture: 144 of them make an inch.
pub const PIXEL: f32 = 0.5;

/// Text.
pub const INK: (u8, u8, u8) = (0x1b, 0x24, 0x30);
/// Text that stands back: 6.2 to 1 on white.
pub const DIM: (u8, u8, u8) = (0x56, 0x62, 0x73);
/// Links.
pub const LINK: (u8, u8, u8) = (0x24, 0x59, 0xd6);
/// Rules and frames.
pub const RULE: (u8, u8, u8) = (0xb4, 0xbd, 0xc9);

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The size of its letters.
    pub size: f32,
    /// The height of a line.
    pub line: f32,
    /// The weight of what is not bold.
    pub weight: Weight,
    /// Its color.
    pub color: (u8, u8, u8),
}

const fn style(size: f32, line: f32, weight: Weight, color: (u8, u8, u8)) -> Style {
    Style { size, line, weight, color }
}

/// The title of the document.
pub const TITLE: Style = style(21.0, 26.0, Weight::Bold, INK);
/// A heading.
pub const HEADING: Style = style(12.5, 17.0, Weight::SemiBold, INK);
/// Everything else.
pub const BODY: Style = style(10.0, 15.0, Weight::Regular, INK);
/// The name of a value.
pub const NAME: Style = style(10.0, 15.0, Weight::Regular, DIM);
/// Smaller lines below a line.
pub const SMALL: Style = style(9.0, 13.0, Weight::Regular, DIM);
/// The title of a link.
pub const ANCHOR: Style = style(10.0, 15.0, Weight::Regular, LINK);

/// A color as PDF takes it.
pub fn color((red, green, blue): (u8, u8, u8)) -> Color {
    Color::new(red, green, blue)
}
