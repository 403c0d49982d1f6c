//! The style of a document, in points: A4, one font family, dark gray on white, and nothing that a
//! grayscale print would lose.

use krilla::color::rgb::Color;

use super::fonts::Weight;

/// The size of a page: A4.
pub const PAGE: (f32, f32) = (595.28, 841.89);
/// The margin on the left and on the right.
pub const SIDE: f32 = 48.0;
/// The top of the text, from the top of a page.
pub const TOP: f32 = 39.0;
/// The bottom of the text, from the top of a page.
pub const BOTTOM: f32 = PAGE.1 - 64.0;
/// The rule above the footer, from the top of a page.
pub const FOOTER_RULE: f32 = PAGE.1 - 56.0;
/// The top of the footer, from the top of a page.
pub const FOOTER: f32 = PAGE.1 - 46.0;
/// The width of the text.
pub const WIDTH: f32 = PAGE.0 - 2.0 * SIDE;

/// The indent of values beside their names.
pub const VALUE: f32 = 146.0;
/// The indent of an item beside its box.
pub const BESIDE_BOX: f32 = 19.0;
/// The indent of a quote beside its bar.
pub const BESIDE_BAR: f32 = 14.0;
/// The largest width and height of a picture.
pub const PICTURE: (f32, f32) = (372.0, 380.0);
/// The scale of the drawings of pages.
pub const DRAWN: f32 = 0.62;
/// Points per pixel of a picture, which gives 144 pixels per inch.
pub const PIXEL: f32 = 0.5;

/// Text.
pub const INK: (u8, u8, u8) = (0x1b, 0x24, 0x30);
/// Secondary text: 6.2 to 1 on white.
pub const DIM: (u8, u8, u8) = (0x56, 0x62, 0x73);
/// Links.
pub const LINK: (u8, u8, u8) = (0x24, 0x59, 0xd6);
/// Rules and frames.
pub const RULE: (u8, u8, u8) = (0xb4, 0xbd, 0xc9);

/// The style of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The font size.
    pub size: f32,
    /// The height of a line.
    pub line: f32,
    /// The weight of text that is not bold.
    pub weight: Weight,
    /// Its color.
    pub color: (u8, u8, u8),
}

const fn style(size: f32, line: f32, weight: Weight, color: (u8, u8, u8)) -> Style {
    Style { size, line, weight, color }
}

/// The title of the document.
pub const TITLE: Style = style(21.0, 25.0, Weight::Bold, INK);
/// A heading.
pub const HEADING: Style = style(12.75, 17.0, Weight::Bold, INK);
/// Everything else.
pub const BODY: Style = style(10.0, 15.0, Weight::Regular, INK);
/// The name of a value.
pub const NAME: Style = style(10.0, 15.0, Weight::Regular, DIM);
/// Details below an item.
pub const SMALL: Style = style(9.0, 13.0, Weight::Regular, DIM);
/// A paragraph that says for whom, when, or with what.
pub const LEAD: Style = style(10.5, 15.0, Weight::Regular, DIM);
/// What stands beside a logo and in strips.
pub const STRONG: Style = style(10.5, 15.0, Weight::SemiBold, INK);
/// The name of who sends the document.
pub const COMPANY: Style = style(12.0, 16.0, Weight::Bold, INK);
/// The heading of a column.
pub const COLUMN: Style = style(9.0, 13.0, Weight::SemiBold, DIM);
/// The number of a click.
pub const NUMBER: Style = style(9.0, 12.0, Weight::Bold, PAPER);
/// The letter that stands for a logo.
pub const INITIAL: Style = style(15.0, 18.0, Weight::Bold, PAPER);

/// The ground of the page, and what is written on the accent.
pub const PAPER: (u8, u8, u8) = (0xff, 0xff, 0xff);
/// What is done: 5.4 to 1 on white.
pub const GOOD: (u8, u8, u8) = (0x1d, 0x7a, 0x46);
/// Behind what is done.
pub const GOOD_SOFT: (u8, u8, u8) = (0xe4, 0xf4, 0xea);
/// What is left: 5.6 to 1 on its ground.
pub const CAUTION: (u8, u8, u8) = (0x8a, 0x5a, 0x00);
/// Behind what is left.
pub const CAUTION_SOFT: (u8, u8, u8) = (0xff, 0xf3, 0xd6);
/// Quiet rules.
pub const QUIET: (u8, u8, u8) = (0xe1, 0xe5, 0xeb);

/// The title of a link.
pub const ANCHOR: Style = style(10.0, 15.0, Weight::Regular, LINK);

/// Converts a color for the PDF library.
pub fn color((red, green, blue): (u8, u8, u8)) -> Color {
    Color::new(red, green, blue)
}
