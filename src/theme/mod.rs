//! How everything looks, for the window and for pictures.
//!
//! ```text
//! tokens.rs  colours, sizes, weights
//! choice.rs  which of them the technician wants
//! fonts.rs   the text font and the icons
//! style.rs   all of it as egui's style
//! ```

mod choice;
mod fonts;
mod style;
mod tokens;

pub use choice::ThemeChoice;
pub use fonts::icon;
pub use style::install;
pub use tokens::{ALL, Colors, DARK, GRID, LIGHT, ROUND, Weight, colors, font, size};
