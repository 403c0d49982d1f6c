//! The appearance of the window and of pictures.
//!
//! ```text
//! tokens.rs   colors, sizes, weights
//! fonts.rs    the text font and the icons
//! style.rs    both as egui's style
//! choice.rs   the theme that the technician chose
//! install.rs  fonts and themes at the start of a window
//! ```

mod choice;
mod fonts;
mod install;
mod style;
mod tokens;

pub use choice::ThemeChoice;
pub use fonts::icon;
pub use install::install;
pub use tokens::{
    ALL, CARD_ROUND, Colors, DARK, GRID, LIGHT, ROUND, Weight, colors, font, paper_ink, size,
};
