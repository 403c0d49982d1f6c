//! The few controls that the design draws its own way. Each has an accessible name.
//!
//! ```text
//! buttons.rs     buttons with their keys, and what a click asks for
//! chips.rs       short texts on a soft background, some of which can be chosen
//! frames.rs      cards, and shares as bars
//! text.rs        headings, captions and paragraphs
//! text_field.rs  single-line text fields
//! ```

mod buttons;
mod chips;
mod frames;
mod text;
mod text_field;

pub use buttons::{
    ButtonStyle, answer_buttons, button, button_width, choice_buttons, command_button, key_cap,
    named_button, push_on_click, sized_button,
};
pub use chips::{boxed, chip, filter_chip, maybe_chip, struck_chip};
pub use frames::{bar, card, ground, paint_bar};
pub use text::{announce, caption, heading, marked, small, words};
pub use text_field::{is_entered, name_field, text_field};
