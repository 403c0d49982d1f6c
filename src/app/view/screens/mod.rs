//! The screens, one file each, and the parts of the larger ones.

mod advice;
mod causes;
pub mod customer_words;
pub mod diagnose;
pub mod document_preview;
pub mod fix;
pub mod present;
mod step;
mod step_cards;
mod step_link;
mod step_page;
mod step_status;
pub mod value_before;
pub mod wrap_up;
