//! How everything looks, for the window and for pictures.
//!
//! ```text
//! tokens.rs  colours, sizes, weights
//! fonts.rs   the text font and the icons
//! style.rs   both as egui's style
//! ```

mod fonts;
mod style;
mod tokens;

pub use fonts::icon;
pub use style::install;
pub use tokens::{Colors, DARK, GRID, LIGHT, ROUND, Weight, colors, font, size};
