//! The few controls that the design draws its own way. Each has an accessible name.
//!
//! ```text
//! answers.rs     yes, no and can't tell as one control
//! buttons.rs     buttons with their keys, and what a click asks for
//! chips.rs       short texts on a soft ground
//! frames.rs      cards, and shares as bars
//! hint.rs        what the mouse shows when it rests
//! menu.rs        one of several choices in a menu
//! rows.rs        rows of lists, and headings that fold
//! text.rs        headings, captions and paragraphs
//! text_field.rs  single-line text fields
//! ticks.rs       boxes to tick
//! ```

mod answers;
mod buttons;
mod chips;
mod frames;
mod hint;
mod menu;
mod rows;
mod text;
mod text_field;
mod ticks;

pub use answers::{ANSWER_SIZE, answer_control};
pub use buttons::{
    ButtonStyle, build_button, button, cap_width, choice_buttons, key_cap, named_button, paint_cap,
    push_on_click, sized_button,
};
pub use chips::{chip, chip_width, found_chip, maybe_chip, toggle_part};
pub use frames::{bar, card, ground, paint_bar, strip};
pub use hint::{hint, hint_with};
pub use menu::{menu, paint_arrow};
pub use rows::{fold_row, row, row_ground};
pub use text::{announce, caption, heading, height_of_small, marked, small, words};
pub use text_field::{is_entered, name_field, text_field};
pub use ticks::tick_box;
